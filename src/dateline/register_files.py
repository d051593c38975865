"""A team's own actors, read from files over the bundled register.

Three shapes are known: tables (`.csv`, `.tsv`; see `from_csv`), YAML files of the
register's own form, and dictionaries of PETRARCH and TABARI (any other file).
"""

from __future__ import annotations

import csv
import functools
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from dateline.errors import ConfigError
from dateline.lexicon import parse
from dateline.petrarch import Unreadable, is_dictionary, read_dictionary
from dateline.petrarch_actors import actors_of
from dateline.record import Record
from dateline.register import (
    Actor,
    Register,
    bundled,
    countries,
    fold,
    with_states,
    written_actors,
)

_LISTS = frozenset(("names", "allies", "follows", "leaders", "traits", "theatres"))
_COLUMNS: Mapping[str, str] = {
    "alias": "names", "aliases": "names", "other_names": "names", "alternate_names": "names",
    "aka": "names", "abbreviation": "names", "abbreviations": "names", "label": "name",
    "type": "kind", "from": "valid_from", "start": "valid_from", "start_date": "valid_from",
    "to": "valid_to", "end": "valid_to", "end_date": "valid_to", "acled_id": "acled",
    "acled_name": "acled", "ucdp_id": "ucdp", "wikidata_id": "wikidata", "qid": "wikidata",
    "iso3": "country", "country_code": "country", "parent_id": "parent", "cameo_code": "cameo",
}  # fmt: skip
"""Headings that teams give to the fields of `Actor`."""

_SCRIPT = re.compile(r"names?[ _:.-]+\w{2,12}$")
"""A heading for the name in some language or script: `name_ar`, `name:ru`."""

_FIELDS = frozenset(Actor.__struct_fields__)
_KINDS = {
    "rebel_group": "armed_group", "rebels": "armed_group", "militia": "armed_group",
    "non_state_armed_group": "armed_group", "military": "army", "organisation": "igo",
    "organization": "igo", "international_organisation": "igo", "civilians": "people",
    "political_party": "party", "peacekeepers": "mission", "country": "state",
}  # fmt: skip
"""Words that teams have for kinds of actor."""

_MOST_COMPLAINTS = 8


class Actors(Record, frozen=True, kw_only=True):
    """What one file adds to a register.

    Attributes:
        form: Its shape, in words.
        actors: The actors it brings; one with an id of the register replaces that one.
        own: Ids of those whose names mean them before anybody of the register.
        account: What became of its lines or rows: words and how many.
        unreadable: Lines that do not fit; only dictionaries may have some.
    """

    form: str
    actors: tuple[Actor, ...]
    own: frozenset[str]
    account: tuple[tuple[str, int], ...]
    unreadable: tuple[Unreadable, ...] = ()


class Overlap(Record, frozen=True, kw_only=True):
    """A name that two actors bear on the same days; `first` and `last` are None if open."""

    name: str
    one: Actor
    other: Actor
    first: date | None
    last: date | None


def read_actors(path: str, register: Register) -> Actors:
    """Return what a file adds to a register.

    Raises:
        ConfigError: The file is missing, or a row or entry does not fit.
    """
    text = _text(path)
    ending = Path(path).suffix.lower()
    if ending in {".csv", ".tsv"}:
        return from_csv(text, where=path)
    if ending in {".yaml", ".yml"}:
        actors = parse(text, tuple[Actor, ...], where=path)
        own = frozenset(one.id for one in actors if one.kind != "role")
        return Actors(
            form="register file", actors=actors, own=own, account=(("actors", len(actors)),)
        )
    return _from_dictionary(text, register, where=path)


def _text(path: str) -> str:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=path, advice="Check the path") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if Path(path).suffix.lower() in {".csv", ".tsv", ".yaml", ".yml"}:
            advice = "Save the file as UTF-8"
            raise ConfigError("the file is not UTF-8", where=path, advice=advice) from error
        return content.decode("latin-1")  # dictionaries are older than UTF-8


def _from_dictionary(text: str, register: Register, *, where: str) -> Actors:
    dictionary = read_dictionary(text)
    if not is_dictionary(dictionary):
        raise ConfigError(
            "neither a table, a register file nor a dictionary of actors or agents",
            where=where,
            advice="Give a .csv, a .yaml, or a PETRARCH dictionary of actors or agents",
        )
    turned = actors_of(dictionary, register)
    entries = len(dictionary.entries) + len(dictionary.agents)
    account = (
        *((f"{kind} lines", count) for kind, count in dictionary.lines.items()),
        ("entries", entries),
        ("entries that the register knows", turned.known),
        ("names added to those", turned.names),
        ("entries without a code", turned.uncoded),
        ("places in the names of states, left to the gazetteer", turned.places),
        ("actors added", sum(1 for one in turned.actors if one.kind != "role")),
        ("roles added", sum(1 for one in turned.actors if one.kind == "role")),
    )
    return Actors(
        form="PETRARCH dictionary",
        actors=(*turned.joined, *turned.actors),
        own=frozenset(one.id for one in turned.actors if one.kind != "role"),
        account=tuple((words, count) for words, count in account if count),
        unreadable=dictionary.unreadable,
    )


def from_csv(text: str, *, where: str) -> Actors:
    """Return the actors of a table, one a row.

    Columns are named like the fields of `Actor`, in any order, or as teams name them
    (`aliases`, `name_ar`, `acled_id`); `id`, `kind` and a name must be there. Several
    names, allies and the like are parted by semicolons or bars. A cell left empty is a
    field left out; a year or month stands for all its days. Other columns are left out
    and counted.

    Raises:
        ConfigError: Rows do not fit, named by their numbers (the header is row 1).
    """
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    headings = {heading: _field(heading) for heading in rows.fieldnames or () if heading}
    actors: list[Actor] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, 2):
        cells = {key: (value or "").strip() for key, value in row.items() if key in headings}
        if not any(cells.values()):
            continue
        try:
            actors.append(_actor(cells, headings))
        except (ValueError, msgspec.ValidationError) as error:
            wrong.append(f"row {number}: {error}")
    twice = _twice(actors)
    wrong += [f"the id {one} stands in two rows" for one in twice]
    if wrong or not actors:
        shown = "; ".join(wrong[:_MOST_COMPLAINTS]) or "no row holds an actor"
        more = (
            f"; and {len(wrong) - _MOST_COMPLAINTS} more" if len(wrong) > _MOST_COMPLAINTS else ""
        )
        advice = "Mend the rows; columns are named like the fields of the register"
        raise ConfigError(shown + more, where=where, advice=advice)
    left = [f"column {heading} left out" for heading, field in headings.items() if field is None]
    return Actors(
        form="table",
        actors=tuple(actors),
        own=frozenset(one.id for one in actors if one.kind != "role"),
        account=(("actors", len(actors)), *((words, len(actors)) for words in left)),
    )


def _field(heading: str) -> str | None:
    """Return the field that a column fills; None if it is none of ours."""
    name = re.sub(r"[\s-]+", "_", heading.strip().casefold())
    if _SCRIPT.match(heading.strip().casefold()):
        return "names"
    name = _COLUMNS.get(name, name)
    return name if name in _FIELDS else None


def _actor(cells: Mapping[str, str], headings: Mapping[str, str | None]) -> Actor:
    """Return the actor of a row.

    Raises:
        ValueError: A cell holds no value of its field, or the days are in no order.
    """
    fields: dict[str, str | list[str]] = {}
    for heading, value in cells.items():
        field = headings[heading]
        if field is None or not value:
            continue
        if field in _LISTS:
            parts = [part.strip() for part in re.split(r"[;|]", value) if part.strip()]
            known = fields.get(field, [])
            fields[field] = [*known, *(part for part in parts if part not in known)]
        elif field in {"valid_from", "valid_to"}:
            fields[field] = _day(value, last=field == "valid_to").isoformat()
        elif field == "kind":
            kind = re.sub(r"[\s-]+", "_", value.casefold())
            fields[field] = _KINDS.get(kind, kind)
        else:
            fields[field] = value
    names = fields.get("names")
    if "name" not in fields and isinstance(names, list) and names:
        fields["name"] = names.pop(0)
    actor = msgspec.convert(fields, Actor, strict=False)
    if actor.valid_from and actor.valid_to and actor.valid_from > actor.valid_to:
        raise ValueError(f"{actor.valid_from} lies after {actor.valid_to}")
    return actor


def _day(value: str, *, last: bool) -> date:
    """Return a day; the first or last one of a year or month alone.

    Raises:
        ValueError: It is none.
    """
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", value):
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        return date(year, month, monthrange(year, month)[1] if last else 1)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day such as 2014-06-29") from None


def _twice(actors: Iterable[Actor]) -> list[str]:
    seen: set[str] = set()
    found: dict[str, None] = {}
    for actor in actors:
        if actor.id in seen:
            found[actor.id] = None
        seen.add(actor.id)
    return list(found)


@functools.cache
def opened(paths: tuple[str, ...]) -> Register:
    """Return the bundled register with a user's own files read over it, one after the other.

    Raises:
        ConfigError: A file is missing or does not fit.
    """
    register = bundled()
    for path in paths:
        register = extended(register, read_actors(path, register))
    return register


def extended(register: Register, more: Actors) -> Register:
    """Return a register with the actors of a file read over it."""
    own = {actor.id: actor for actor in more.actors}
    written = {actor.id: actor for actor in written_actors()}
    added = {key: one for key, one in register.actors.items() if key in register.own}
    changed = {
        key: one
        for key, one in register.actors.items()
        if key in bundled().actors and one is not bundled().actors[key]
    }
    merged = {**written, **changed, **added, **own}
    return Register(with_states(merged.values(), countries()), countries(), register.own | more.own)


def overlaps(own: Sequence[Actor], register: Register) -> Iterator[Overlap]:
    """Yield the names that actors of a file share with others on the same days, in order."""
    told: set[tuple[str, str, str]] = set()
    for actor in own:
        if actor.kind == "role":
            continue
        for name in (actor.name, *actor.names):
            for other in register.find(name):
                one, two = sorted((actor.id, other.id))
                key = (fold(name), one, two)
                if other.id == actor.id or other.kind == "role" or key in told:
                    continue
                told.add(key)
                days = _shared_days(actor, other)
                if days is not None:
                    first, last = days
                    yield Overlap(name=name, one=actor, other=other, first=first, last=last)


def _shared_days(one: Actor, other: Actor) -> tuple[date | None, date | None] | None:
    """Return the days on which both actors existed; None if there are none."""
    first = max((day for day in (one.valid_from, other.valid_from) if day), default=None)
    last = min((day for day in (one.valid_to, other.valid_to) if day), default=None)
    return None if first and last and first > last else (first, last)
