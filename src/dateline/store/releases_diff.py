"""What changed between two releases or studies: added, changed field by field, withdrawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from dateline.errors import StoreError
from dateline.record import Record
from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC
from dateline.store.releases_columns import meanings
from dateline.store.releases_reasons import Withdrawals

Row = dict[str, Any]
Rows = dict[tuple[str, ...], Row]

COMPARED = tuple(name for name in PUBLIC if name != "events")
"""The tables that are compared; `events` only says again what stands in the others."""


class FieldChange(Record, frozen=True, kw_only=True):
    """A field that is not what it was; None where it was or is empty."""

    field: str
    old: bool | int | float | str | None
    new: bool | int | float | str | None


class Changed(Record, frozen=True, kw_only=True):
    """A row that is in both, and the fields that differ."""

    key: tuple[str, ...]
    fields: tuple[FieldChange, ...]


class Withdrawn(Record, frozen=True, kw_only=True):
    """A row that no longer holds, and why; None where nothing tells."""

    key: tuple[str, ...]
    reason: str | None


class TableDifference(Record, frozen=True, kw_only=True):
    """What changed in one table, each list in the order of the keys."""

    table: str
    added: tuple[tuple[str, ...], ...] = ()
    changed: tuple[Changed, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


def diff(old: Path, new: Path) -> tuple[TableDifference, ...]:
    """Return what changed in each table from one release or study to another.

    An incident that a person rejected since counts as withdrawn, though its row stays.

    Args:
        old: The earlier release's folder, or a study.
        new: The later one.

    Raises:
        StoreError: One of them is neither.
    """
    before, after = _read(old), _read(new)
    reasons = Withdrawals(
        {name: list(rows.values()) for name, rows in before.items()},
        {name: list(rows.values()) for name, rows in after.items()},
    )
    return tuple(_compare(name, before[name], after[name], reasons) for name in COMPARED)


def _compare(table: str, old: Rows, new: Rows, reasons: Withdrawals) -> TableDifference:
    rejected = {
        key
        for key in old.keys() & new.keys()
        if new[key].get("review_status") == "rejected" != old[key].get("review_status")
    }
    changed = (
        Changed(key=key, fields=fields)
        for key in sorted(old.keys() & new.keys() - rejected)
        if (fields := tuple(_changes(old[key], new[key])))
    )
    withdrawn = (
        Withdrawn(key=key, reason=reasons.why(table, old[key]))
        for key in sorted((old.keys() - new.keys()) | rejected)
    )
    return TableDifference(
        table=table,
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(changed),
        withdrawn=tuple(withdrawn),
    )


def _changes(old: Row, new: Row) -> Iterator[FieldChange]:
    for field in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(field), new.get(field)
        if before != after:
            yield FieldChange(field=field, old=before, new=after)


def _read(path: Path) -> dict[str, Rows]:
    if path.is_dir():
        return {name: _of_release(path, name) for name in COMPARED}
    with Study(path, read_only=True) as study:
        return {name: _rows(name, study.connection, PUBLIC[name]) for name in COMPARED}


def _of_release(folder: Path, table: str) -> Rows:
    path = folder / "data" / f"{table}.parquet"
    if not path.is_file():
        if (folder / "datapackage.json").is_file():
            return {}  # a release may leave a table out: the texts of reports are not always free
        raise StoreError(
            "this folder is no release",
            where=str(folder),
            advice="Make one with: dateline release STUDY VERSION -o FOLDER",
        )
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        try:
            return _rows(table, connection, f"SELECT * FROM read_parquet('{quoted}')")  # noqa: S608
        except duckdb.Error as error:
            problem = f"the table cannot be read ({type(error).__name__})"
            raise StoreError(problem, where=str(path), advice="Make the release again") from error


def _rows(table: str, connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    keys = meanings().tables[table].key or tuple(names)
    rows: Rows = {}
    for values in found.fetchall():
        row = {name: _plain(value) for name, value in zip(names, values, strict=True)}
        rows[tuple(_word(row[name]) for name in keys)] = row
    return rows


def _plain(value: Any) -> bool | int | float | str | None:  # noqa: ANN401  (any of DuckDB's types)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    return str(value)


def _word(value: object) -> str:
    return "" if value is None else str(value)


def as_json(old: Path, new: Path, differences: Sequence[TableDifference]) -> str:
    """Return differences as JSON."""
    content: Mapping[str, object] = {
        "old": str(old),
        "new": str(new),
        "tables": {item.table: item for item in differences},
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode()


def as_text(differences: Sequence[TableDifference]) -> Iterator[str]:
    """Yield differences as lines: `+` added, `~` changed, `-` withdrawn."""
    for item in differences:
        counts = (len(item.added), len(item.changed), len(item.withdrawn))
        if not any(counts):
            continue
        yield f"{item.table}: {counts[0]} added, {counts[1]} changed, {counts[2]} withdrawn"
        for key in item.added:
            yield f"  + {' '.join(key)}"
        for changed in item.changed:
            yield f"  ~ {' '.join(changed.key)}"
            for field in changed.fields:
                yield f"      {field.field}: {_shown(field.old)} -> {_shown(field.new)}"
        for withdrawn in item.withdrawn:
            yield f"  - {' '.join(withdrawn.key)}: {withdrawn.reason or 'no reason given'}"


def _shown(value: object, most: int = 200) -> str:
    text = "(empty)" if value is None else str(value).replace("\n", " ")
    return text if len(text) <= most else text[: most - 1] + "…"
