"""A release without the reports' texts: short quotations, and hashes of what they are from.

Every column that can hold words of a report is cut, not only those that usually hold many: the
names of actors are words of the report too. What a person wrote as the reason of a judgement
stays whole, and so do offsets, which lead to the words for whoever has the texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.store.exports.tables import PUBLIC
from dateline.store.releases_columns import Column, Meaning, Table

WORDS = 25
"""How many words in a row a quotation has at most."""
CHARACTERS = 250
"""How many characters it has at most, whatever passes for a word in it."""
CUT = " …"

_WHOLE = {
    "documents": frozenset(("doc_id", "uri", "coder")),
    "copies": frozenset(("matches",)),
    "judgements": frozenset(("reason", "who")),
    "inputs": frozenset(("coder",)),
    "rejections": frozenset(("uri",)),
    "claims": frozenset(("coded_by",)),
    "events": frozenset(("uri", "coded_by")),
}
"""Columns of text that hold no words of a report."""

_LISTS = frozenset(
    """actors recipients figures weapons agencies sources edited previous_ids
    according_to""".split()
)
"""Columns of several values, each of which is a quotation of its own."""

_OF_TEXT = {
    "text_sha256": (
        "sha256(text)",
        Column(
            name="text_sha256",
            type="VARCHAR",
            meaning=Meaning(
                label="Hash of the text",
                about="SHA-256 of its text in UTF-8; all offsets refer to that text.",
            ),
        ),
    ),
    "text_length": (
        "length(text)",
        Column(
            name="text_length",
            type="BIGINT",
            meaning=Meaning(
                label="Length of the text", about="How long its text is.", unit="code points"
            ),
        ),
    ),
}
_DROPPED = {"documents": frozenset(("text",)), "copies": frozenset(("changes",))}
"""Columns that are nothing but passages."""

_TOKEN = r"[^\s\p{Z}]"  # noqa: S105  (a pattern, not a secret)
_GAP = r"[\s\p{Z}]"
_SHORT = rf"^{_GAP}*(?:{_TOKEN}+{_GAP}+){{0,{WORDS - 1}}}{_TOKEN}+"


def quoted(described: Sequence[Table]) -> tuple[tuple[Table, ...], dict[str, str]]:
    """Return the public tables without texts: what they hold, and the queries of their rows."""
    tables: list[Table] = []
    queries: dict[str, str] = {}
    for table in described:
        dropped = _DROPPED.get(table.name, frozenset())
        columns = [column for column in table.columns if column.name not in dropped]
        values = [_value(table, column) for column in columns]
        if table.name == "documents":
            columns += [column for _, column in _OF_TEXT.values()]
            values += [f"{value} AS {name}" for name, (value, _) in _OF_TEXT.items()]
        described_anew = (_described(table, column) for column in columns)
        tables.append(msgspec.structs.replace(table, columns=tuple(described_anew)))
        queries[table.name] = f"SELECT {', '.join(values)} FROM ({PUBLIC[table.name]})"  # noqa: S608
    return tuple(tables), queries


def _is_cut(table: Table, column: Column) -> bool:
    """Tell whether a column may hold words of a report."""
    known = {*table.meaning.key, *table.meaning.points, *_WHOLE.get(table.name, ()), *_OF_TEXT}
    return column.type == "VARCHAR" and not column.meaning.codes and column.name not in known


def _described(table: Table, column: Column) -> Column:
    if not _is_cut(table, column):
        return column
    about = f"{column.meaning.about} Cut after {WORDS} words or {CHARACTERS} characters."
    return msgspec.structs.replace(
        column, meaning=msgspec.structs.replace(column.meaning, about=about)
    )


def _value(table: Table, column: Column) -> str:
    name = f'"{column.name}"'
    if not _is_cut(table, column):
        return name
    if column.name not in _LISTS:
        return f"{_short(name)} AS {name}"
    mark = " > " if column.name == "according_to" else "; "
    parts = f"[{_short('part')} FOR part IN string_split({name}, '{mark}')]"
    return f"array_to_string({parts}, '{mark}') AS {name}"


def _short(value: str) -> str:
    """Return SQL that cuts a text after so many words and characters, and marks that it did."""
    first = f"left(regexp_extract({value}, '{_SHORT}'), {CHARACTERS})"
    longer = f"length({first}) < length(rtrim({value}))"
    return f"CASE WHEN {longer} THEN {first} || '{CUT}' ELSE {value} END"
