"""The way from a file to its originals: opens it, tells its kind, and has it read."""

from __future__ import annotations

import io
import os
import stat
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

import msgspec

from dateline.acquire.address import Address
from dateline.acquire.archives import read_zip
from dateline.acquire.entry import Entry
from dateline.acquire.feeds import read_feed, read_sitemap
from dateline.acquire.files import read_file, read_mhtml
from dateline.acquire.jsonl import read_json, read_lines
from dateline.acquire.kind import HEAD, Kind, Misfit, recognise
from dateline.acquire.sources import STDIN, InputFile
from dateline.acquire.stream import Stream, unpacked
from dateline.acquire.tables import read_csv, read_parquet
from dateline.acquire.warc import read_warc
from dateline.errors import DatelineError, UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection
from dateline.settings import Limits

Read = Callable[[Entry], Iterator[Original | Rejection]]

_CHANGED = "Let it be finished, then run the same command again"


def read_input(item: InputFile, limits: Limits, stdin: BinaryIO) -> Iterator[Original | Rejection]:
    """Yield what a file holds; a rejection for what in it cannot be read."""
    if item.path == STDIN:
        stream = Stream(stdin.read, STDIN)
        yield from _read_guarded(Entry("", Address("stdin"), stream, limits))
        return
    name = os.path.basename(item.path)
    nothing = Stream(io.BytesIO().read, name)
    entry = Entry(name, Address.of_uri(item.uri), nothing, limits)
    try:
        descriptor = _open_regular(item.path)
    except UnreadableError as error:
        yield entry.rejection(error.problem, error.advice)
        return
    except (OSError, ValueError) as error:
        yield _unopened(entry, error)
        return
    with open(descriptor, "rb", buffering=0) as file:
        pull = _Growing(file, name).pull
        path = os.path.abspath(item.path)
        yield from _read_guarded(Entry(name, entry.address, Stream(pull, name), limits, path))


def _open_regular(path: str) -> int:
    """Return a descriptor of a file; pipes and devices, which may never end, are not opened.

    Raises:
        OSError: It cannot be opened.
        UnreadableError: It is no file.
    """
    _check_regular(os.stat(path).st_mode, path)
    # Should a pipe have taken its place meanwhile, do not wait for whoever writes to it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        _check_regular(os.fstat(descriptor).st_mode, path)
    except UnreadableError:
        os.close(descriptor)
        raise
    return descriptor


def _check_regular(mode: int, path: str) -> None:
    if not stat.S_ISREG(mode):
        what = next((name for test, name in _SPECIAL if test(mode)), "no regular file")
        advice = "Save what it gives to a file, or pass it to standard input with -"
        raise UnreadableError(f"it is {what}, not a file", where=path, advice=advice)


_SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


class _Growing:
    """Reads a file, and notices when it shrinks meanwhile."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._size = os.fstat(file.fileno()).st_size
        self._taken = 0

    def pull(self, size: int) -> bytes:
        taken = self._file.read(size)
        self._taken += len(taken)
        if not taken and self._taken < self._size:
            raise UnreadableError("it changed while it was read", where=self._name, advice=_CHANGED)
        return taken


def _read_guarded(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield what an entry holds, at least one item; what goes wrong becomes a rejection."""
    is_empty = True
    try:
        for item in _read(entry):
            is_empty = False
            yield item
        if is_empty:
            yield entry.rejection(
                "it holds no reports", "Check that it was exported whole", outcome="no_report"
            )
    except UnreadableError as error:
        yield entry.rejection(error.problem, error.advice)
    except OSError as error:
        yield _unopened(entry, error)
    except MemoryError:
        yield entry.rejection("it takes more memory than there is", "Split it into smaller files")
    except RecursionError:
        yield entry.rejection("it is nested too deep", "Save the report again, by itself")
    except Exception as error:  # noqa: BLE001  (what a parser trips over must not stop a run)
        yield _unforeseen(entry, error)


def _read(entry: Entry) -> Iterator[Original | Rejection]:
    kind = recognise(entry.stream.peek(HEAD), entry.extension)
    if kind == "gzip":
        stream = unpacked(entry.stream, entry.limits.archive_bytes)
        stem, _, ending = entry.name.rpartition(".")
        entry = entry.over(stream, name=stem if ending.lower() in {"gz", "gzip"} else entry.name)
        kind = recognise(entry.stream.peek(HEAD), entry.extension)
        if kind == "gzip":
            kind = Misfit("it is packed twice over", "Unpack it and name what comes out")
    if isinstance(kind, Misfit):
        yield entry.rejection(kind.reason, kind.advice, outcome=kind.outcome)
    elif kind == "zip":
        yield from read_zip(entry, _read_guarded)
    else:
        yield from _READERS[kind](entry)


_READERS: Mapping[Kind, Read] = {
    "html": partial(read_file, media_type="text/html"),
    "text": partial(read_file, media_type="text/plain"),
    "pdf": partial(read_file, media_type="application/pdf"),
    "mhtml": read_mhtml,
    "lines": read_lines,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "feed": read_feed,
    "sitemap": read_sitemap,
    "warc": read_warc,
}


def _unopened(entry: Entry, error: OSError | ValueError) -> Rejection:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return entry.rejection(
        f"it cannot be read: {reason}", "Check that it is there and who may read it"
    )


def _unforeseen(entry: Entry, error: Exception) -> Rejection:
    if isinstance(error, DatelineError):
        return entry.rejection(error.problem, error.advice)
    rejection = entry.rejection(
        f"{type(error).__name__}: {error}"[:300],
        "Please report this with the file: it is an error in dateline",
    )
    detail = "".join(traceback.format_exception(error))
    return msgspec.structs.replace(rejection, detail=detail)
