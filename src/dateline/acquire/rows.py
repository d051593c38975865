"""Rows: one report as a JSON object, from JSON lines, tables and feeds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import msgspec

from dateline.acquire.entry import Entry
from dateline.acquire.kind import TEXT_COLUMNS
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection

Row = Mapping[str, object]

_COLUMNS = ", ".join(TEXT_COLUMNS)


def row_original(entry: Entry, number: int, content: bytes, row: Row) -> Original | Rejection:
    """Return a row as an original, or why there is no report in it.

    Args:
        entry: What the row stands in.
        number: Of the row, counted from 1.
        content: The row as JSON.
        row: The same, parsed.
    """
    uri = entry.address.row(number)
    if len(content) > entry.limits.input_bytes:
        return row_too_large(entry, number)
    # A title alone can be read: headlines tell of events too.
    if not any(_has_words(row.get(name)) for name in (*TEXT_COLUMNS, "title")):
        return entry.rejection(
            "the row has no text", f"Give it one of the columns {_COLUMNS}", uri=uri
        )
    return Original(uri=uri, media_type="application/json", content=content, doc_id=_doc_id(row))


def row_too_large(entry: Entry, number: int) -> Rejection:
    """Return the rejection of a row larger than one report may be."""
    return entry.rejection(
        f"the row is larger than {entry.limits.input_bytes / 1e6:g} MB",
        "Look at it: it may be a broken line; or raise limits.input_bytes in dateline.toml",
        uri=entry.address.row(number),
    )


def _has_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _doc_id(row: Row) -> str | None:
    for name in ("id", "doc_id"):
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


class _Columns(msgspec.Struct):
    """The columns that are looked at; others are checked and passed over without being built."""

    id: msgspec.Raw = msgspec.Raw()
    doc_id: msgspec.Raw = msgspec.Raw()
    title: msgspec.Raw = msgspec.Raw()
    text: msgspec.Raw = msgspec.Raw()
    body: msgspec.Raw = msgspec.Raw()
    html: msgspec.Raw = msgspec.Raw()


def parsed(content: bytes) -> Row:
    """Return the columns of a JSON object that say what it is called and whether it has text.

    Bytes that are no UTF-8 are let through: finding the charset is for `clean`.

    Raises:
        UnreadableError: It is no JSON, or no object; the advice says where it breaks.
    """
    if not content.startswith(b"{"):
        raise UnreadableError(
            "the row is no JSON object", where="row", advice='Write each row as {"text": "…"}'
        )
    try:
        columns = msgspec.json.decode(content, type=_Columns)
        given = {name: memoryview(getattr(columns, name)) for name in columns.__struct_fields__}
        return {
            name: msgspec.json.decode(value)
            for name, value in given.items()
            if value and value[0] not in b"[{"
        }
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _parsed_leniently(content)


def _parsed_leniently(content: bytes) -> Row:
    """Parse what strict JSON forbids and readers of rows allow, such as a raw tab in a string.

    Raises:
        UnreadableError: It is no JSON even so.
    """
    try:
        # Latin-1 keeps every byte and all that matters to JSON is ASCII; only names and
        # whether there is text are looked at.
        row: Row = json.JSONDecoder(strict=False).decode(content.decode("latin-1"))
    except json.JSONDecodeError as error:
        advice = f"Mend it: {error.msg} at byte {error.pos + 1} of the row"
        raise UnreadableError("the row is broken JSON", where="row", advice=advice) from error
    except RecursionError as error:
        raise UnreadableError(
            "the row is nested too deep", where="row", advice="Flatten it to plain columns"
        ) from error
    except ValueError as error:
        advice = "Mend it: a number in it has too many digits"
        raise UnreadableError("the row is broken JSON", where="row", advice=advice) from error
    return row


def canonical(row: Row) -> bytes:
    """Return a row as JSON: names sorted, UTF-8, no escapes but those JSON needs.

    Columns without a value are left out. What JSON has no type for is written as text:
    dates in ISO 8601, others as they print.
    """
    values = {str(name): _plain(value) for name, value in row.items() if value is not None}
    words = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return words.encode("utf-8", "replace")


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime) and value.tzinfo is not None:
        # As the database gives it, the zone is that of this computer.
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return str(value)
