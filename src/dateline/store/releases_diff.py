"""What changed between two releases or studies: added, changed field by field, withdrawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.record import Record
from dateline.store.exports.tables import PUBLIC
from dateline.store.releases_columns import meanings
from dateline.store.releases_pair import Pair, Side
from dateline.store.releases_reasons import Withdrawals

Row = Mapping[str, Any]
Keyed = tuple[tuple[str, ...], Row]
"""The key of a row, and what of it tells why it is gone."""

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

    An incident that a person rejected since counts as withdrawn, though its row stays. Columns
    that only one of them has are not compared.

    Args:
        old: The earlier release's folder, or a study.
        new: The later one.

    Raises:
        StoreError: One of them is neither.
    """
    with Pair(old, new) as pair:
        reasons = Withdrawals(pair)
        return tuple(_compare(pair, name, reasons) for name in COMPARED)


def _compare(pair: Pair, table: str, reasons: Withdrawals) -> TableDifference:
    old, new = pair.columns("old", table), pair.columns("new", table)
    keys = meanings().tables[table].key
    if not old or not new:
        added, gone = _all(pair, "new", table, keys), _all(pair, "old", table, keys)
    else:
        added = _only(pair, ("new", "old"), table, keys)
        gone = _only(pair, ("old", "new"), table, keys)
    changed, rejected = _changed(pair, table, keys) if old and new else ([], [])
    withdrawn = (
        Withdrawn(key=key, reason=reasons.why(table, key, row))
        for key, row in sorted([*gone, *rejected], key=lambda item: item[0])
    )
    return TableDifference(
        table=table,
        added=tuple(sorted(key for key, _ in added)),
        changed=tuple(sorted(changed, key=lambda item: item.key)),
        withdrawn=tuple(withdrawn),
    )


def _all(pair: Pair, side: Side, table: str, keys: Sequence[str]) -> list[Keyed]:
    names = [*keys, *_pointers(pair, side, table)]
    return [_keyed(names, keys, row) for row in pair.of(side, table, *names)]


def _only(pair: Pair, sides: tuple[Side, Side], table: str, keys: Sequence[str]) -> list[Keyed]:
    """Return the keys of the rows that the first side has and the other does not."""
    one, other = sides
    names = [*keys, *_pointers(pair, one, table)]
    listed = ", ".join(f'a."{name}"' for name in names)
    query = f"""SELECT {listed} FROM {one}_{table} a
                ANTI JOIN {other}_{table} b ON {_same(keys)}"""  # noqa: S608
    return [_keyed(names, keys, row) for row in pair.rows(query)]


def _pointers(pair: Pair, side: Side, table: str) -> list[str]:
    """Return the columns by which a row that is gone finds its reason."""
    keys = meanings().tables[table].key
    there = pair.columns(side, table)
    return [name for name in ("claim", "document") if name in there and name not in keys]


def _keyed(names: Sequence[str], keys: Sequence[str], row: Sequence[Any]) -> Keyed:
    found = dict(zip(names, row, strict=True))
    return tuple(_word(found[name]) for name in keys), found


def _changed(pair: Pair, table: str, keys: Sequence[str]) -> tuple[list[Changed], list[Keyed]]:
    """Return the rows that are in both and differ, and of these those a person rejected since."""
    there = pair.columns("new", table)
    fields = [name for name in pair.columns("old", table) if name in there and name not in keys]
    names = [*(f'a."{name}"' for name in (*keys, *fields)), *(f'b."{name}"' for name in fields)]
    differs = " OR ".join(f'a."{name}" IS DISTINCT FROM b."{name}"' for name in fields)
    query = f"""SELECT {", ".join(names)} FROM old_{table} a
                JOIN new_{table} b ON {_same(keys)} WHERE {differs or "false"}"""  # noqa: S608
    changed: list[Changed] = []
    rejected: list[Keyed] = []
    for values in pair.rows(query):
        key = tuple(_word(value) for value in values[: len(keys)])
        old = dict(zip(fields, values[len(keys) :], strict=False))
        new = dict(zip(fields, values[len(keys) + len(fields) :], strict=True))
        if new.get("review_status") == "rejected" != old.get("review_status"):
            rejected.append((key, {**dict(zip(keys, key, strict=True)), **old}))
        elif differing := tuple(_changes(old, new)):
            changed.append(Changed(key=key, fields=differing))
    return changed, rejected


def _same(keys: Sequence[str]) -> str:
    return " AND ".join(f'a."{name}" = b."{name}"' for name in keys)


def _changes(old: Row, new: Row) -> Iterator[FieldChange]:
    for field, value in old.items():
        before, after = _plain(value), _plain(new[field])
        if before != after:
            yield FieldChange(field=field, old=before, new=after)


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
