"""Held: the columns of all incidents, kept in step with decisions instead of read anew."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping

import msgspec

from dateline.view.answers import IncidentTable

_ONE: Mapping[str, str] = {
    "type": "types", "place": "places", "country": "countries", "admin1": "admin1",
}  # fmt: skip
_MANY: Mapping[str, str] = {
    "types": "types", "actors": "names", "recipients": "names", "speakers": "speakers",
    "publishers": "publishers", "edited": "fields",
}  # fmt: skip
"""Columns of one number a row and of several, and the list that each counts into."""

_COLUMNS = tuple(
    field.name
    for field in msgspec.structs.fields(IncidentTable)
    if field.name not in {"revision", "count", "lists"}
)


class Held:
    """All incidents as one table, and its JSON."""

    def __init__(self, table: IncidentTable) -> None:
        self._table = table
        self._json: bytes | None = None

    def json(self) -> bytes:
        """Return the table as JSON, made anew only after a change."""
        if self._json is None:
            self._json = msgspec.json.encode(self._table)
        return self._json

    def change(self, changed: IncidentTable, gone: Iterable[str]) -> None:
        """Put changed rows in the place of what they were, and take out those that are gone."""
        columns = {name: getattr(self._table, name) for name in _COLUMNS}
        for each in (*gone, *changed.id):
            if each in columns["id"]:
                at = columns["id"].index(each)
                for column in columns.values():
                    del column[at]
        self._table = msgspec.structs.replace(self._table, count=len(columns["id"]))
        for row in range(changed.count):
            at = bisect.bisect(range(self._table.count), _key(changed, row), key=self._key_at)
            for name, column in columns.items():
                column.insert(at, self._value(changed, name, row))
            self._table = msgspec.structs.replace(self._table, count=self._table.count + 1)
        self._table = msgspec.structs.replace(self._table, revision=changed.revision)
        self._json = None

    def _key_at(self, row: int) -> tuple[bool, int, bool, str, str]:
        return _key(self._table, row)

    def _value(self, changed: IncidentTable, name: str, row: int) -> object:
        """Return a value of a changed row, counted into this table's lists."""
        value = getattr(changed, name)[row]
        if name in _MANY:
            return [self._number(changed, _MANY[name], each) for each in value]
        if name in _ONE and value is not None:
            return self._number(changed, _ONE[name], value)
        return value

    def _number(self, changed: IncidentTable, name: str, number: int) -> int:
        word = getattr(changed.lists, name)[number]
        words: list[str] = getattr(self._table.lists, name)
        if word not in words:
            words.append(word)
        return words.index(word)


def _key(table: IncidentTable, row: int) -> tuple[bool, int, bool, str, str]:
    """Return what rows are sorted by: the day, the place, the id; what is unknown last."""
    day, place = table.first[row], table.place[row]
    name = "" if place is None else table.lists.places[place]
    return day is None, day or 0, place is None, name, table.id[row]
