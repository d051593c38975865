"""What the user named, as files in a fixed order: files, folders, patterns, `-`."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from dateline.acquire.address import Address
from dateline.acquire.entry import STAGE
from dateline.errors import ConfigError
from dateline.record import Record
from dateline.rejection import Outcome, Rejection

STDIN = "-"
_PAGES = (".html", ".htm", ".xhtml")


class InputFile(Record, frozen=True, kw_only=True):
    """A file to be read.

    Attributes:
        path: Where it lies; `-` for standard input.
        uri: What it will be called.
        size: Bytes, as the file system says; 0 for standard input and what is no file.
    """

    path: str
    uri: str
    size: int


def check_sources(sources: Sequence[str]) -> None:
    """Check that every source is there.

    Raises:
        ConfigError: There is none, one does not exist, or a pattern matches nothing.
    """
    if not sources:
        raise ConfigError("nothing to read", where="sources", advice="Name a file or a folder")
    for source in sources:
        if source == STDIN or os.path.exists(source):
            continue
        if os.path.lexists(source):
            raise ConfigError("the link leads nowhere", where=source, advice="Mend the link")
        if not glob.has_magic(source):
            raise ConfigError("no such file or folder", where=source, advice="Check the path")
        if next(_matching(source), None) is None:
            raise ConfigError(
                "the pattern matches no file",
                where=source,
                advice="Check it, with ** for folders within folders",
            )


def find_files(sources: Sequence[str]) -> Iterator[InputFile | Rejection]:
    """Yield the files that sources name, and what cannot be walked.

    Sources come in the order given; a folder's entries and a pattern's matches in the
    order of their names, by code point. Hidden entries of folders are passed over. A
    file that is reached twice is yielded once.
    """
    walk = _Walk()
    for source in sources:
        if source == STDIN:
            yield from walk.standard_input()
        elif glob.has_magic(source) and not os.path.lexists(source):
            for path in sorted(set(_matching(source))):
                yield from walk.under(path)
        else:
            yield from walk.under(source)


class _Walk:
    """Goes through folders, each real folder and each real file once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def standard_input(self) -> Iterator[InputFile]:
        """Yield standard input, the first time it is asked for."""
        if STDIN not in self._seen:
            self._seen.add(STDIN)
            yield InputFile(path=STDIN, uri="stdin:", size=0)

    def under(self, path: str) -> Iterator[InputFile | Rejection]:
        """Yield the file at `path`, or the files below it."""
        if not os.path.isdir(path):
            yield from self._file(path, os.path.realpath(path))
            return
        left = [self._entries(path)]
        while left:
            for item in left[-1]:
                if isinstance(item, str):
                    left.append(self._entries(item))
                    break
                yield item
            else:
                left.pop()

    def _entries(self, folder: str) -> Iterator[InputFile | Rejection | str]:
        """Yield the files of a folder, and a path for each folder to go into."""
        real = os.path.realpath(folder)
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            reason = f"the folder cannot be opened: {error.strerror}"
            yield _left_out(Address.of_real(real), reason, "Check who may read it")
            return
        for name in names:
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            own = os.path.realpath(path) if os.path.islink(path) else os.path.join(real, name)
            if not os.path.isdir(path):
                yield from self._file(path, own)
            elif _leads_back(path, real):
                reason = "the link leads back to a folder that it stands in"
                yield _left_out(Address.of_link(path), reason, "Remove the link")
            elif _is_page_folder(name, names):
                yield _left_out(
                    Address.of_real(own),
                    "it holds the pictures and frames of a saved page",
                    "Name the folder itself to have it read",
                    "no_report",
                )
            else:
                yield path

    def _file(self, path: str, real: str) -> Iterator[InputFile]:
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            found = os.stat(path)
        except OSError:
            yield InputFile(path=path, uri=Address.of_link(path).uri, size=0)
            return
        size = found.st_size if stat.S_ISREG(found.st_mode) else 0
        yield InputFile(path=path, uri=Address.of_real(real).uri, size=size)


def _leads_back(path: str, folder: str) -> bool:
    """Return whether `path` is a link to `folder`, in which it stands, or to one above."""
    return os.path.islink(path) and os.path.join(folder, "").startswith(
        os.path.join(os.path.realpath(path), "")
    )


def _is_page_folder(name: str, beside: Sequence[str]) -> bool:
    """Return whether a browser put the parts of a saved page into a folder of this name."""
    stem = name.removesuffix("_files")
    return stem != name and any(stem + ending in beside for ending in _PAGES)


def _left_out(address: Address, reason: str, advice: str, outcome: Outcome = "failed") -> Rejection:
    return Rejection(stage=STAGE, reason=reason, uri=address.uri, outcome=outcome, advice=advice)


def _matching(pattern: str) -> Iterator[str]:
    """Yield what a pattern matches; `**` stands for any folders, loops left out."""
    drive, rest = os.path.splitdrive(pattern)
    parts = rest.replace(os.sep, "/").split("/")
    root = drive
    if parts[0] == "":
        root, parts = drive + os.sep, parts[1:]
    yield from _below(root, tuple(part for part in parts if part))


def _below(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == "**":
        for each in _folders(folder):
            yield from _below(each, rest or ("*",))
    elif not glob.has_magic(first):
        path = os.path.join(folder, first)
        if os.path.lexists(path):
            yield from _below(path, rest)
    else:
        for name in _names(folder):
            hidden = name.startswith(".") and not first.startswith(".")
            path = os.path.join(folder, name)
            if not hidden and fnmatchcase(name, first) and (not rest or os.path.isdir(path)):
                yield from _below(path, rest)


def _folders(folder: str) -> Iterator[str]:
    """Yield a folder and all below it that are not hidden, each real one once."""
    seen: set[str] = set()
    left = [folder]
    while left:
        folder = left.pop()
        real = os.path.realpath(folder or os.curdir)
        if real in seen:
            continue
        seen.add(real)
        yield folder
        inner = [os.path.join(folder, name) for name in _names(folder) if name[0] != "."]
        left.extend(path for path in reversed(inner) if os.path.isdir(path))


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or os.curdir))
    except OSError:
        return []
