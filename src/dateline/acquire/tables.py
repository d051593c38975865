"""Tables: CSV and Parquet, each row as a JSON object."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import duckdb

from dateline.acquire.entry import Entry
from dateline.acquire.kind import KNOWN_COLUMNS, delimiter_of
from dateline.acquire.rows import canonical, row_original, row_too_large
from dateline.acquire.stream import decoded
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection

_MEND = "Mend the row, or export the table as JSON lines"


def read_csv(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield each row below the header; rows, not lines, are counted.

    A row that is no UTF-8 is read as Windows-1252, and says so in a column `charset`.

    Raises:
        UnreadableError: The header is missing or broken.
    """
    limit = entry.limits.input_bytes
    lines = _Lines(decoded(entry.stream).lines(limit), limit)
    delimiter = "\t" if entry.extension in {".tsv", ".tab"} else delimiter_of(lines.look_ahead())
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = _column_names(_in_charset(_next_record(records, lines, limit) or [])[0])
    except (csv.Error, _TooLongError) as error:
        raise UnreadableError(
            "the header of the table is broken",
            where=entry.name,
            advice="Give the columns names in the first line, one of them text, body or html",
        ) from error
    number = 0
    while True:
        number += 1
        try:
            cells = _next_record(records, lines, limit)
        except _TooLongError:
            yield row_too_large(entry, number)
        except csv.Error as error:
            advice = f"{_MEND}: {error}, line {lines.number}"
            yield entry.rejection("the row is broken CSV", advice, uri=entry.address.row(number))
        else:
            if cells is None:
                return
            yield _csv_row(entry, number, names, cells)


class _TooLongError(Exception):
    """A record is longer than one report may be."""


class _Lines:
    """Feeds lines to the CSV reader, and stops it before a record gets too long.

    Bytes are passed as Latin-1, which keeps each one: what parts cells is ASCII, and a
    cell's charset is found once it stands alone.
    """

    def __init__(self, lines: Iterator[bytes | None], limit: int) -> None:
        self._lines, self._limit = lines, limit
        self._ahead: list[bytes | None] = []
        self._size = 0
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else next(self._lines)
        self.number += 1
        self._size += len(line or b"")
        if line is None or self._size > self._limit:
            raise _TooLongError
        return line.decode("latin-1")

    def look_ahead(self) -> str:
        """Return the first line without taking it; nothing if it is too long."""
        self._ahead = list(islice(self._lines, 1))
        return (self._ahead[0] or b"").decode("latin-1") if self._ahead else ""

    def begin_record(self) -> None:
        self._size = 0


def _next_record(records: Iterator[list[str]], lines: _Lines, limit: int) -> list[str] | None:
    """Return the next record's cells, blank lines passed over; None at the end.

    Raises:
        csv.Error: The record's quotes are wrong.
        _TooLongError: It is longer than `limit`; the next record begins a line later.
    """
    lines.begin_record()
    # The longest cell allowed is a setting of the whole process: lent and given back.
    before = csv.field_size_limit(limit)
    try:
        return next((cells for cells in records if cells), None)
    finally:
        csv.field_size_limit(before)


def _column_names(cells: Sequence[str]) -> list[str]:
    """Return a header's names; known ones in lower case, a repeated one with its number."""
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = cell.strip()
        name = name.lower() if name.lower() in KNOWN_COLUMNS else name
        names.append(f"{name or 'column'}_{position}" if not name or name in names else name)
    return names


def _csv_row(
    entry: Entry, number: int, names: Sequence[str], cells: Sequence[str]
) -> Original | Rejection:
    if len(cells) != len(names):
        return entry.rejection(
            "the row has more cells than the header"
            if len(cells) > len(names)
            else "the row has fewer cells than the header",
            _MEND,
            uri=entry.address.row(number),
        )
    values, charset = _in_charset(cells)
    row: dict[str, object] = dict(zip(names, values, strict=True))
    if charset:
        row.setdefault("charset", charset)
    return row_original(entry, number, canonical(row), row)


def _in_charset(cells: Sequence[str]) -> tuple[list[str], str | None]:
    """Return cells in their right characters, and the charset if it is not UTF-8.

    A cell is too short to tell charsets apart by statistics. What is no UTF-8 is taken as
    Windows-1252, which English spreadsheets write and the Encoding Standard falls back to.
    """
    raw = [cell.encode("latin-1") for cell in cells]
    try:
        return [cell.decode("utf-8") for cell in raw], None
    except UnicodeDecodeError:
        return [cell.decode("cp1252", "replace") for cell in raw], "windows-1252"


_ROWS_AT_ONCE = 16
_GLOB = re.compile(r"([*?\[])")


def read_parquet(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield each row of a Parquet file, which must lie on disk.

    Raises:
        UnreadableError: It is damaged, or takes more than a gigabyte of memory to unpack.
    """
    if entry.path is None:
        raise UnreadableError(
            "Parquet is read from plain files only", where=entry.name,
            advice="Unpack it, or save it to a file, and name that",
        )  # fmt: skip
    # The path is a pattern to DuckDB. Nothing is loaded, spilled or fetched from elsewhere.
    path = _GLOB.sub(r"[\1]", entry.path)
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": "1GB",
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        cursor = connection.execute(
            "SELECT * FROM read_parquet(?, hive_partitioning=false, binary_as_string=true)", [path]
        )
        names = _column_names([column[0] for column in cursor.description])
        number = 0
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for values in rows:
                number += 1
                row = dict(zip(names, values, strict=True))
                yield row_original(entry, number, canonical(row), row)
    except duckdb.Error as error:
        raise UnreadableError(
            "the Parquet file is damaged",
            where=entry.name,
            advice=f"Export it again: {str(error).splitlines()[0][:200]}",
        ) from error
    finally:
        connection.close()
