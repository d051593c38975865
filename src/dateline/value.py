"""What words are linked to: entities, places, dates, figures, weapons, speakers.

A value that has not been linked yet (or could not be) carries its mention and
its words as `name`, and nothing more.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from dateline.record import Record
from dateline.span import Span

ResolvedFrom = Literal["coreference", "register", "country", "none"]
PlaceLevel = Literal[
    "site", "neighbourhood", "settlement", "district", "region", "country", "water", "line"
]
DateRelation = Literal["on", "before", "after", "by"]
DateBasis = Literal["stated", "report", "statement", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
FigureKind = Literal[
    "killed",
    "wounded",
    "missing",
    "captured",
    "detained",
    "displaced",
    "strength",
    "extent",
    "total_extent",
    "strikes",
    "destroyed",
    "other",
]
SpeakerKind = Literal[
    "official",
    "belligerent",
    "agency",
    "media",
    "monitor",
    "witness",
    "ngo",
    "igo",
    "document",
    "anonymous",
]
VerbClass = Literal["says", "claims", "confirms", "denies", "estimates"]


class Entity(Record, frozen=True, kw_only=True):
    """Somebody or something that acts or is acted on.

    Attributes:
        mention: The words; None if carried over from elsewhere in the report.
        name: Name in the register, or the words as they stand.
        id: Register id such as `dateline:sdf`; None if not in the register.
        sector: PLOVER sector (`MIL`, `REB`, `CVL` …); None if unknown.
        country: ISO 3166-1 alpha-3; None if unknown.
        resolved_from: How the name was found.
    """

    name: str
    mention: Span | None = None
    id: str | None = None
    sector: str | None = None
    country: str | None = None
    resolved_from: ResolvedFrom = "none"


class PlaceAlternative(Record, frozen=True, kw_only=True):
    """Another record that the same words may mean."""

    name: str
    gazetteer: str
    lat: float
    lon: float
    score: float


class Place(Record, frozen=True, kw_only=True):
    """Where something is.

    Attributes:
        mention: The words; None inside a place mention, which is its own words.
        name: Name in the gazetteer, or the words as they stand.
        gazetteer: Record id, such as `geonames:172955`; None if unlinked or derived.
        lat: Degrees north, WGS 84; None if unlinked.
        lon: Degrees east, WGS 84; None if unlinked.
        level: What kind of place the record is.
        admin: Country first, then its divisions downwards.
        precision_km: Radius within which the event lies, as far as the words say.
        alternatives: Other records the words may mean, best first.
        score: 0 to 1.
    """

    name: str
    mention: Span | None = None
    gazetteer: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: PlaceLevel | None = None
    admin: tuple[str, ...] = ()
    precision_km: float | None = None
    alternatives: tuple[PlaceAlternative, ...] = ()
    score: float | None = None


class EventDate(Record, frozen=True, kw_only=True):
    """When something happened.

    Attributes:
        mention: The words the days were read from.
        first: First day (`from` in JSON); None if unlinked.
        last: Last day, included (`to` in JSON).
        relation: Where the event lies relative to these days.
        basis: `stated` by words about the event, taken from the `report` or from a
            `statement`'s date, or `unknown`.
    """

    mention: Span | None = None
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    relation: DateRelation = "on"
    basis: DateBasis = "unknown"


class DayRange(Record, frozen=True, kw_only=True):
    """Days from `first` to `last`, both included (`from` and `to` in JSON)."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


class TimeValue(Record, frozen=True, kw_only=True):
    """What a time expression stands for, as TIMEX3.

    Attributes:
        type: TIMEX3 type.
        timex: TIMEX3 value (ISO 8601, X for unknown digits): `2017-06`, `P2D`, `PRESENT_REF`.
        first: First day covered (`from` in JSON); None for durations, sets and vague words.
        last: Last day covered, included (`to` in JSON).
    """

    type: TimexType
    timex: str
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")


class Figure(Record, frozen=True, kw_only=True):
    """A number that a report gives, with what it counts.

    Attributes:
        kind: What is counted.
        low: Least value the words allow; None if they give none ("up to 30").
        high: Greatest value the words allow; None if they give none ("at least 12").
        unit: `persons`, `metres`, `strikes`, `vehicles` …; None while unlinked.
        of: Of whom or what, in the report's words ("civilians").
        hedge: The hedging words ("at least", "about"); None if plain.
        mention: The number's words, hedge included.
        also_written: The same figure in other units ("80-foot").
        replaces: Words of an earlier count that this one revises ("from 39").
    """

    kind: FigureKind
    mention: Span | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    of: str | None = None
    hedge: str | None = None
    also_written: tuple[Span, ...] = ()
    replaces: Span | None = None


class Weapon(Record, frozen=True, kw_only=True):
    """A means used. `name` is the lexicon's name of it ("car bomb") or the words."""

    name: str
    mention: Span | None = None


class Speaker(Record, frozen=True, kw_only=True):
    """Who says so.

    Attributes:
        name: Name in the register, or the words as they stand.
        id: Register id; None if not in the register.
        kind: What kind of source this is; None if nothing tells.
        named: Whether the words name a person or body rather than describe one.
        party: Whether the speaker is an actor or recipient of the event told.
    """

    name: str
    id: str | None = None
    kind: SpeakerKind | None = None
    named: bool = False
    party: bool = False
