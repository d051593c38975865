"""ZIP archives: their members, by the same rules as files. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from dateline.acquire.entry import Entry
from dateline.acquire.stream import Stream, refuse_bomb
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection

Reader = Callable[[Entry], Iterator[Original | Rejection]]

_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml")
"""Members that say a ZIP file is a document of an office program, an e-book or a program."""

_DIRECTORY_BYTES = 64_000_000
"""Longest list of members that is read: it is held in memory."""

_AGAIN = "Download it again, or unpack it and name the folder"


def read_zip(entry: Entry, read: Reader) -> Iterator[Original | Rejection]:
    """Yield what the members hold, in the order of the archive.

    Of a web archive collection (WACZ) only the web archives are read. The name of a
    member is part of an address, never a path.

    Args:
        entry: A file on disk: the list of members stands at its end.
        read: Reads one member, whatever goes wrong in it.

    Raises:
        UnreadableError: It is damaged, not on disk, or an office document.
    """
    if entry.path is None:
        raise UnreadableError(
            "a ZIP archive is read from a plain file only", where=entry.name,
            advice="Unpack it, or save it to a file, and name that",
        )  # fmt: skip
    try:
        with Path(entry.path).open("rb") as file:
            _check_directory(file, entry)
            with zipfile.ZipFile(file) as archive:
                yield from _members(entry, archive, read)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise UnreadableError(
            "the ZIP archive is damaged", where=entry.name, advice=_AGAIN
        ) from error


def _members(
    entry: Entry, archive: zipfile.ZipFile, read: Reader
) -> Iterator[Original | Rejection]:
    members = archive.infolist()
    names = {member.filename for member in members}
    if not names.isdisjoint(_OFFICE):
        raise UnreadableError(
            "it is an office document, an e-book or a program", where=entry.name,
            advice="Save the report as HTML, text or PDF",
        )  # fmt: skip
    is_wacz = entry.extension == ".wacz" or {"datapackage.json", "pages/pages.jsonl"} <= names
    budget = entry.limits.archive_bytes
    taken: set[str] = set()
    for member in members:
        name = member.filename
        hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
        if member.is_dir() or hidden or (is_wacz and not name.startswith("archive/")):
            continue
        address = entry.address.member(
            name if name not in taken else f"{name};{member.header_offset}"
        )
        taken.add(name)
        budget -= member.file_size
        if budget < 0:
            raise UnreadableError(
                f"it unpacks to more than {entry.limits.archive_bytes / 1e9:g} GB",
                where=entry.name,
                advice="Look what it holds, or raise limits.archive_bytes in dateline.toml",
            )
        yield from _member(
            replace(entry, name=name, address=address, path=None), archive, member, read
        )


def _member(
    entry: Entry, archive: zipfile.ZipFile, member: zipfile.ZipInfo, read: Reader
) -> Iterator[Original | Rejection]:
    if member.flag_bits & 1:
        yield entry.rejection("it is locked with a password", "Unpack it and name what comes out")
        return
    try:
        refuse_bomb(member.compress_size, member.file_size, entry.name)
        with archive.open(member) as file:
            yield from read(replace(entry, stream=Stream(_pull(file, entry), entry.name)))
    except UnreadableError as error:
        yield entry.rejection(error.problem, error.advice)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
        yield entry.rejection("it is damaged", f"{_AGAIN} ({error})")


def _pull(file: IO[bytes], entry: Entry) -> Callable[[int], bytes]:
    def pull(size: int) -> bytes:
        try:
            return file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise UnreadableError("it is damaged", where=entry.name, advice=_AGAIN) from error

    return pull


def _check_directory(file: IO[bytes], entry: Entry) -> None:
    """Check that the list of members is there and of a bearable length.

    Raises:
        UnreadableError: It is missing, or too long to be held in memory.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else None
    file.seek(0)
    if length is None:
        raise UnreadableError("the ZIP archive breaks off", where=entry.name, advice=_AGAIN)
    if length > _DIRECTORY_BYTES:
        raise UnreadableError(
            "the ZIP archive has too many members",
            where=entry.name,
            advice="Unpack it and name the folder",
        )
