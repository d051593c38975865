"""Address: how originals and what is left out are called, in one form for every way in."""

from __future__ import annotations

import os
from typing import Self
from urllib.parse import quote

from dateline.record import Record

_PLAIN = "!$&'()*+,;=:@/-._~[]"
"""Characters of a path that need no percent sign, beside letters and digits of any script."""


class Address(Record, frozen=True):
    """Where bytes came from: a file or standard input, and places within.

    Attributes:
        scheme: `file` or `stdin`.
        path: The file, percent-encoded where needed; empty for standard input.
        within: Members of archives, outermost first, as `member=…`.
    """

    scheme: str
    path: str = ""
    within: tuple[str, ...] = ()

    @classmethod
    def of_real(cls, path: str) -> Self:
        """Return the address of a file or folder by its real path, links followed.

        Below the working directory it is relative to it, elsewhere absolute, so one file
        has one address from one working directory, whichever way it was reached.
        """
        return cls("file", _written(path))

    @classmethod
    def of_link(cls, path: str) -> Self:
        """Return the address of a link itself, not of what it leads to."""
        folder, name = os.path.split(os.path.abspath(path))
        return cls.of_real(os.path.join(os.path.realpath(folder), name))

    @classmethod
    def of_uri(cls, uri: str) -> Self:
        """Return the address that a file's URI stands for."""
        scheme, _, path = uri.partition(":")
        return cls(scheme, path)

    @property
    def uri(self) -> str:
        """The address of the bytes as a whole."""
        return _joined(f"{self.scheme}:{self.path}", self.within)

    def row(self, number: int) -> str:
        """Return the address of a row, counted from 1."""
        return _joined(f"{self.scheme}:{self.path}", (*self.within, f"row={number}"))

    def record(self, record_id: str) -> str:
        """Return the address of a record of a web archive."""
        base = f"warc:{self.path}" if self.scheme == "file" else f"{self.scheme}:"
        return _joined(base, (*self.within, _quoted(record_id)))

    def member(self, name: str) -> Address:
        """Return the address of a member of an archive. The name is never used as a path."""
        return Address(self.scheme, self.path, (*self.within, f"member={_quoted(name)}"))


def _joined(base: str, parts: tuple[str, ...]) -> str:
    return f"{base}#{'&'.join(parts)}" if parts else base


def _written(path: str) -> str:
    """Return a real path as it stands in an address: POSIX, relative where it can be."""
    above = os.path.join(os.path.realpath(os.curdir), "")
    if path.startswith(above) and path != above:
        return _quoted(path.removeprefix(above).replace(os.sep, "/"))
    drive = os.path.splitdrive(path)[0]
    posix = path.replace(os.sep, "/")
    return _quoted(f"/{posix}" if drive and not posix.startswith("//") else posix)


def _quoted(words: str) -> str:
    """Return words with a percent sign for what would break an address, and no more.

    Letters of other scripts stay readable; bytes of a file name that are no UTF-8 are
    written as those bytes.
    """
    return "".join(
        char if char in _PLAIN or (char.isalnum() and char.isprintable()) else _percent(char)
        for char in words
    )


def _percent(char: str) -> str:
    # A lone surrogate stands for an undecodable byte of a file name.
    escaped = "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass"
    return quote(char.encode("utf-8", escaped), safe="")
