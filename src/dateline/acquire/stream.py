"""Stream: bytes read once, front to back, never more held than asked for."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Iterator
from typing import NoReturn

from dateline.errors import UnreadableError

CHUNK = 1 << 16
"""Bytes taken at a time."""

_LARGE = 32_000_000
_MOST_PACKED = 200

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longest first: the mark of UTF-32 begins with that of UTF-16."""


class Stream:
    """Bytes with a look ahead.

    It has what a reader of web archives asks of a file.
    """

    def __init__(self, pull: Callable[[int], bytes], where: str) -> None:
        """Read from `pull`, which returns up to as many bytes as asked, none at the end."""
        self._pull = pull
        self._ahead = b""
        self._broken: Exception | None = None
        self._taken = 0
        self.where = where

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them; fewer than `size` only at the end.

        What breaks here is raised once the bytes before the break are taken.

        Raises:
            UnreadableError: Not one byte can be had.
            OSError: Likewise.
        """
        while len(self._ahead) < size and self._broken is None:
            try:
                more = self._pull(max(size - len(self._ahead), CHUNK))
            except (UnreadableError, OSError) as error:
                if not self._ahead:
                    raise
                self._broken = error
                break
            if not more:
                break
            self._ahead += more
        return self._ahead[:size]

    def read(self, size: int = CHUNK) -> bytes:
        """Return and take up to `size` bytes; none at the end.

        Raises:
            UnreadableError: The bytes cannot be had: damage, or a bound is passed.
            OSError: The file cannot be read any more.
        """
        if self._ahead:
            taken, self._ahead = self._ahead[:size], self._ahead[size:]
        elif self._broken is not None:
            raise self._broken
        else:
            taken = self._pull(size)
        self._taken += len(taken)
        return taken

    def tell(self) -> int:
        """Return how many bytes were taken."""
        return self._taken

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse to go anywhere: part of what web archive readers ask for, never used.

        Raises:
            io.UnsupportedOperation: Always.
        """
        raise io.UnsupportedOperation(f"no seeking to {offset} ({whence}) in {self.where}")

    def close(self) -> None:
        """Do nothing: who opened a file closes it."""

    def whole(self, limit: int) -> bytes:
        """Return everything that is left.

        Raises:
            UnreadableError: There is more than `limit`; no more than that is held.
        """
        pieces, size = [], 0
        while piece := self.read(CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                refuse_too_large(limit, self.where)
        return b"".join(pieces)

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Yield each line with its line end; None for a line longer than `limit`.

        A line that is too long is passed over piece by piece, never held.
        """
        held: list[bytes] = []
        size = 0
        while chunk := self.read(CHUNK):
            first, *others = chunk.split(b"\n")
            size += len(first)
            if size <= limit and first:
                held.append(first)
            if others:
                yield b"".join((*held, b"\n")) if size < limit else None
                for line in others[:-1]:
                    yield line + b"\n" if len(line) < limit else None
                held, size = [others[-1]], len(others[-1])
            if size > limit:
                held = []
        if size:
            yield b"".join(held) if size <= limit else None


def refuse_too_large(limit: int, where: str) -> NoReturn:
    """Raise the error for one report that is larger than the settings allow.

    Raises:
        UnreadableError: Always.
    """
    raise UnreadableError(
        f"it is larger than {limit / 1e6:g} MB",
        where=where,
        advice="Split it into single reports, or raise limits.input_bytes in dateline.toml",
    )


def refuse_bomb(packed: int, size: int, where: str) -> None:
    """Check that what was unpacked is not out of all proportion to what it was packed in.

    Reports pack to a tenth or a thirtieth. What packs to less than a 200th is made to keep
    its reader busy: even a list of blank lines would do that for hours.

    Raises:
        UnreadableError: It is out of proportion, and large.
    """
    if size > _LARGE and size > _MOST_PACKED * packed:
        raise UnreadableError(
            f"it unpacks to more than {_MOST_PACKED} times its size",
            where=where,
            advice="It is made to exhaust its reader: unpack it and see what it holds",
        )


def unpacked(inner: Stream, limit: int) -> Stream:
    """Return what a gzip stream of one or more members holds.

    Raises (while it is read):
        UnreadableError: The data is damaged or breaks off, or holds more than `limit` bytes.
    """
    return Stream(_Gunzip(inner, limit).pull, inner.where)


class _Gunzip:
    """Undoes gzip a chunk at a time, so that a bomb costs no more than what is taken."""

    def __init__(self, inner: Stream, limit: int) -> None:
        self._inner, self._limit = inner, limit
        self._member = zlib.decompressobj(wbits=31)
        self._pending = b""
        self._total = 0

    def pull(self, size: int) -> bytes:
        while True:
            if self._member.eof and not self._next_member():
                return b""
            if not self._pending:
                self._pending = self._inner.read(CHUNK)
            out = self._inflate(size)
            if out:
                return out

    def _inflate(self, size: int) -> bytes:
        starved = not self._pending
        try:
            out = self._member.decompress(self._pending, size)
        except zlib.error as error:
            raise self._damaged("the compressed data is damaged") from error
        self._pending = self._member.unconsumed_tail
        self._total += len(out)
        if self._total > self._limit:
            raise UnreadableError(
                f"it unpacks to more than {self._limit / 1e9:g} GB",
                where=self._inner.where,
                advice="Look what it holds, or raise limits.archive_bytes in dateline.toml",
            )
        refuse_bomb(self._inner.tell(), self._total, self._inner.where)
        if starved and not out and not self._member.eof:
            raise self._damaged("it breaks off in the middle of compressed data")
        return out

    def _next_member(self) -> bool:
        """Begin the next member, passing over padding; False at the end."""
        rest = (self._member.unused_data or self._inner.read(CHUNK)).lstrip(b"\0")
        while not rest and (more := self._inner.read(CHUNK)):
            rest = more.lstrip(b"\0")
        if not rest:
            return False
        self._member, self._pending = zlib.decompressobj(wbits=31), rest
        return True

    def _damaged(self, problem: str) -> UnreadableError:
        return UnreadableError(
            problem, where=self._inner.where, advice="Download or copy the file again"
        )


def decoded(inner: Stream) -> Stream:
    """Return text in UTF-8 without its mark, if a mark says it is UTF-8, UTF-16 or UTF-32.

    What has no mark comes as it stands. Characters that are broken become U+FFFD.
    """
    head = inner.peek(4)
    if head.startswith(codecs.BOM_UTF8):
        inner.read(len(codecs.BOM_UTF8))
        return inner
    name = next((name for mark, name in BOMS if head.startswith(mark)), None)
    if name is None:
        return inner
    decoder = codecs.getincrementaldecoder(name)(errors="replace")

    def pull(size: int) -> bytes:
        while taken := inner.read(size):
            if out := decoder.decode(taken):
                return out.encode("utf-8", "replace")
        return decoder.decode(b"", final=True).encode("utf-8", "replace")

    return Stream(pull, inner.where)
