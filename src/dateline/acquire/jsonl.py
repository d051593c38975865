"""JSON: one report a line, or a list of reports in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.acquire.entry import Entry
from dateline.acquire.rows import parsed, row_original, row_too_large
from dateline.acquire.stream import CHUNK, Stream, decoded
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection

_SPACE = b" \t\r\n"
_MARK = re.compile(rb'[\[\]{}",]')
_STRING_END = re.compile(rb'["\\]')


def read_lines(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield each line as a row; blank lines count but give nothing.

    The content is the line as it stands, without white space around it (a file in UTF-16
    is taken as UTF-8).
    """
    for number, line in enumerate(decoded(entry.stream).lines(entry.limits.input_bytes), start=1):
        if line is None:
            yield row_too_large(entry, number)
        elif content := line.strip(_SPACE):
            yield _row(entry, number, content)


def read_json(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield the objects of a JSON list, or the one object that a file is, as they stand."""
    stream = decoded(entry.stream)
    while stream.peek(1) and stream.peek(1) in _SPACE:
        stream.read(1)
    first = stream.peek(1)
    if first == b"{":
        yield _row(entry, 1, stream.whole(entry.limits.input_bytes).strip(_SPACE))
        return
    if first != b"[":
        yield entry.rejection(
            "it is JSON, but no object and no list", "Write a list of objects, or one object a line"
        )
        return
    stream.read(1)
    for number, content in enumerate(_Items(stream, entry.limits.input_bytes), start=1):
        if content is None:
            yield row_too_large(entry, number)
        else:
            yield _row(entry, number, content)


def _row(entry: Entry, number: int, content: bytes) -> Original | Rejection:
    try:
        return row_original(entry, number, content, parsed(content))
    except UnreadableError as error:
        return entry.rejection(error.problem, error.advice, uri=entry.address.row(number))


class _Items:
    """Parts the items of a JSON list, holding no more than one.

    Only strings, brackets and commas are told apart: whether an item is good JSON is
    seen when it is parsed by itself.
    """

    def __init__(self, stream: Stream, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._held: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes | None]:
        """Yield each item; None for one that is larger than the limit.

        Raises:
            UnreadableError: The list breaks off.
        """
        depth, in_string, escaped = 0, False, False
        any_item = False
        while chunk := self._stream.read(CHUNK):
            start = place = 0
            if escaped:
                place, escaped = 1, False
            while found := (_STRING_END if in_string else _MARK).search(chunk, place):
                mark, place = found[0], found.end()
                if mark == b"\\":
                    escaped = place >= len(chunk)
                    place += 1
                elif mark == b'"':
                    in_string = not in_string
                elif mark in b"[{":
                    depth += 1
                elif mark in b"]}" and depth:
                    depth -= 1
                elif depth == 0:
                    self._hold(chunk[start : found.start()])
                    start = place
                    item = self._release()
                    if item != b"" or any_item or mark == b",":
                        yield item
                    any_item = True
                    if mark != b",":
                        return
            self._hold(chunk[start:])
        raise UnreadableError(
            "the list of rows breaks off", where=self._stream.where,
            advice="The rows before the break are read; download or export the file again",
        )  # fmt: skip

    def _hold(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            self._held = []
        elif piece:
            self._held.append(piece)

    def _release(self) -> bytes | None:
        item = b"".join(self._held).strip(_SPACE) if self._size <= self._limit else None
        self._held, self._size = [], 0
        return item
