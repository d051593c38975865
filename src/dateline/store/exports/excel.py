"""CSV that Excel opens as it is meant: the public tables, safe to double-click.

UTF-8 with a byte order mark, so that every script is read. A cell of text that Excel would run
as a formula, or turn into a number or a date ("040", "12e5", "3-4"), begins with an apostrophe
instead; nothing else is changed but text beyond what a cell can hold, which ends in an ellipsis.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"\s*\(?[$€£]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?%?\)?\s*")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\s*(?:\d{{1,4}}[-/.:]\d{{1,4}}(?:[-/.:]\d{{1,4}})?"
    rf"|\d{{1,2}}[- /]?{_MONTH}(?:[- /]\d{{2,4}})?|{_MONTH}[- /]?\d{{1,4}}(?:, ?\d{{2,4}})?)\s*",
    re.IGNORECASE,
)
_CELL = 32_767
"""Characters that a cell of Excel can hold, counted in UTF-16 units."""


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write each public table as `output/TABLE.csv`; only `events` to standard output."""
    if output is None:
        text, _ = _table(study, "events")
        sys.stdout.buffer.write(text.encode("utf-8-sig"))
        return
    output.mkdir(parents=True, exist_ok=True)
    for table in PUBLIC:
        text, count = _table(study, table)
        path = output / f"{table}.csv"
        path.write_bytes(text.encode("utf-8-sig"))
        yield path, count


def _table(study: Study, table: str) -> tuple[str, int]:
    columns = [row[0] for row in study.all(f"DESCRIBE {PUBLIC[table]}")]
    rows = study.all(PUBLIC[table])
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_value(value) for value in row] for row in rows)
    return text.getvalue(), len(rows)


def _value(value: object) -> object:
    """Return what a cell holds: text guarded, true and false in Excel's words."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value


def guarded(text: str) -> str:
    """Return text as a cell that Excel shows as it stands, and runs or converts never."""
    if text.startswith(_FORMULA) or _NUMBER.fullmatch(text) or _DATE.fullmatch(text):
        text = f"'{text}"
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * _CELL:
        return text
    return units[: 2 * (_CELL - 1)].decode("utf-16-le", "ignore") + "…"
