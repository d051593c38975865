"""What each public column holds: `columns.yaml`, laid over the tables as they are."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import duckdb

from dateline.errors import ConfigError
from dateline.lexicon import read_data
from dateline.record import Record
from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC

FILE = "columns.yaml"


class Meaning(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a column holds.

    Attributes:
        label: Its name for people.
        about: What it says, in a sentence.
        unit: What its values are measured in; None if they are no measure.
        codes: Name of the list of values that it allows; None if any will do.
    """

    label: str
    about: str
    unit: str | None = None
    codes: str | None = None


class TableMeaning(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a table holds.

    Attributes:
        title: Its name for people.
        about: What a row is.
        key: The columns that tell its rows apart; empty if all of them do.
        columns: Its columns that are not shared with other tables.
        points: Which column holds the first key of which table.
    """

    title: str
    about: str
    key: tuple[str, ...]
    columns: Mapping[str, Meaning]
    points: Mapping[str, str] = {}


class Meanings(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: tables, columns that several of them have, and lists of codes."""

    shared: Mapping[str, Meaning]
    tables: Mapping[str, TableMeaning]
    codes: Mapping[str, Mapping[str, str]]


class Column(Record, frozen=True, kw_only=True):
    """A column as it is: its name, its type in DuckDB, and what it holds."""

    name: str
    type: str
    meaning: Meaning


class Table(Record, frozen=True, kw_only=True):
    """A public table as it is."""

    name: str
    meaning: TableMeaning
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return self.meaning.key or tuple(column.name for column in self.columns)


@functools.cache
def meanings() -> Meanings:
    """Return the descriptions of all public columns."""
    described: Meanings = read_data(FILE, Meanings)
    return described


@functools.cache
def codes(name: str) -> Mapping[str, str]:
    """Return each value that a coded column allows, with its meaning.

    The names of other codebooks come from the crosswalk, so that there is one list of them.
    """
    published: dict[str, Any] = read_data("codes.yaml", dict[str, Any])["published"]
    if name == "acled_event":
        return {event: "Sub-events: " + "; ".join(subs) for event, subs in _items(published)}
    if name == "acled_sub_event":
        return {sub: f"Of {event}." for event, subs in _items(published) for sub in subs}
    if name == "plover_mode":
        return _modes(published["plover"]["events"])
    return meanings().codes[name]


def _items(published: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return list(published["acled"].items())


def _modes(events: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for event, facts in events.items():
        for mode in facts["modes"]:
            found.setdefault(mode, []).append(event)
    return {mode: "Of " + ", ".join(found[mode]) + "." for mode in sorted(found)}


def tables(study: Study) -> tuple[Table, ...]:
    """Return the public tables of a study with all their columns described.

    Raises:
        ConfigError: A table or column has no description.
    """
    return tuple(_table(study, name, query) for name, query in PUBLIC.items())


def _table(study: Study, name: str, query: str) -> Table:
    try:
        meaning = meanings().tables[name]
        columns = tuple(
            Column(name=row[0], type=row[1], meaning=_meaning(meaning, row[0]))
            for row in study.all(f"DESCRIBE {query}")
        )
    except KeyError as error:
        raise ConfigError(
            f"nothing describes {error}", where=f"{FILE} {name}", advice="Describe it there"
        ) from error
    except duckdb.Error as error:
        problem = f"the table cannot be read ({type(error).__name__})"
        raise ConfigError(problem, where=name, advice="Code the reports again") from error
    return Table(name=name, meaning=meaning, columns=columns)


def _meaning(table: TableMeaning, column: str) -> Meaning:
    return table.columns[column] if column in table.columns else meanings().shared[column]
