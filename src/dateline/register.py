"""The register of actors: who is known by which names, and from when to when.

Two kinds of data make it. The files in `dateline_data/actors` name actors one by one.
From each state of `countries.yaml` twelve more are made by one rule, `Country.bodies`:
the state, its government, army, police, intelligence, security forces, navy, air force
and four ministries, with the phrases by which reports name them ("Syrian troops"). An
actor of the files that has the id of a made one (`dateline:isr-army`) takes its place
and inherits its phrases.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from dateline.lexicon import data_file, parse, read_data
from dateline.record import Record

ActorKind = Literal[
    "state",
    "government",
    "army",
    "police",
    "intelligence",
    "armed_group",
    "coalition",
    "mission",
    "igo",
    "ngo",
    "monitor",
    "agency",
    "media",
    "party",
    "people",
    "role",
    "person",
    "company",
]


class Actor(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One actor of the register.

    Attributes:
        id: `dateline:` and a short slug; never reused.
        name: The name shown.
        names: Other names and abbreviations in use, any script.
        kind: What it is.
        sector: PLOVER sector.
        country: ISO 3166-1 alpha-3; None for what belongs to no one state.
        acled_kind: ACLED's actor kind, 1 (state forces) to 8 (external and other forces).
        valid_from: First day it existed under this record; None if long ago or unknown.
        valid_to: Last such day, included; None if it still exists or unknown.
        parent: Id of the actor it is part of.
        allies: Ids of actors that have fought beside it or backed it.
        follows: Ids of the actors that it continues after a renaming, merger or split.
        leaders: People whose "forces", "men" or "fighters" it is.
        traits: What reports call it by ("jihadist", "separatist"); for a role, the
            kinds of actor that it may stand for ("the group").
        theatres: Further states in which it acts.
        wikidata: Q-number, only where certain.
        acled: ACLED's name of it, only where certain.
        ucdp: UCDP actor id, only where certain.
        cameo: CAMEO actor code, where a dictionary gives one.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    sector: str | None = None
    country: str | None = None
    acled_kind: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    parent: str | None = None
    allies: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    theatres: tuple[str, ...] = ()
    wikidata: str | None = None
    acled: str | None = None
    ucdp: int | None = None
    cameo: str | None = None

    def valid_on(self, first: date, last: date) -> bool:
        """Tell whether the actor existed on any day from `first` to `last`, both included."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or self.valid_to >= first)


class Country(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One state and the words by which reports name it.

    Attributes:
        iso: ISO 3166-1 alpha-3; a withdrawn or own code for states that are gone.
        name: The name shown.
        names: Other names of the state.
        adjectives: The first one names its bodies ("Syrian Armed Forces").
        people: What its nationals are called, where not the adjective with -s.
        article: Whether the name takes "the" inside a phrase.
        capitals: Cities whose name stands for the government.
        valid_from: First day of the state; None if it is older than news.
        valid_to: Last day, included; None if it still exists.
    """

    iso: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    article: bool = False
    capitals: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def nationals(self) -> tuple[str, ...]:
        """Return what the state's people are called in the plural ("Syrians")."""
        return self.people or tuple(
            f"{word}s" for word in self.adjectives if word.endswith(("n", "i", "b", "t", "k"))
        )

    def body(self, part: str) -> str:
        """Return the id of one of the state's bodies: `army`, `police`, `government`, and so on."""
        return f"dateline:{self.iso.lower()}-{part}"

    def bodies(self) -> Iterator[Actor]:
        """Yield the state and its bodies, as far as it has an adjective to name them by."""
        state = f"dateline:{self.iso.lower()}"
        base = Actor(
            id=state,
            name=self.name,
            names=self.names,
            kind="state",
            sector="GOV",
            country=self.iso,
            acled_kind=1,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )
        yield base
        if not self.adjectives:
            return
        own = f"the {self.name}" if self.article else self.name
        for part, kind, sector, name, phrases in _BODIES:
            yield msgspec.structs.replace(
                base,
                id=self.body(part),
                name=name.format(adjective=self.adjectives[0], name=own),
                names=tuple(
                    phrase.format(adjective=adjective, name=own)
                    for phrase in phrases
                    for adjective in self.adjectives
                ),
                kind=kind,
                sector=sector,
                parent=self.body("army") if part in {"navy", "air-force"} else state,
            )


_BODIES: tuple[tuple[str, ActorKind, str, str, tuple[str, ...]], ...] = (
    (
        "government",
        "government",
        "GOV",
        "Government of {name}",
        ("{adjective} government", "{adjective} authorities", "{adjective} regime"),
    ),
    (
        "army",
        "army",
        "MIL",
        "{adjective} Armed Forces",
        (
            "{adjective} army", "{adjective} military", "{adjective} troops",
            "{adjective} soldiers", "{adjective} forces", "{adjective} government forces",
            "Armed Forces of {name}", "government forces of {name}", "army of {name}",
        ),
    ),
    ("police", "police", "COP", "{adjective} Police", ("{adjective} National Police",)),
    ("intelligence", "intelligence", "SPY", "{adjective} intelligence", ()),
    ("security-forces", "army", "MIL", "{adjective} security forces", ()),
    ("navy", "army", "MIL", "{adjective} Navy", ()),
    (
        "defence-ministry",
        "government",
        "MIL",
        "Ministry of Defence of {name}",
        (
            "{adjective} defence ministry", "{adjective} defense ministry",
            "{adjective} ministry of defence", "{name}'s defence ministry",
            "{name}'s defense ministry",
        ),
    ),
    (
        "foreign-ministry",
        "government",
        "GOV",
        "Ministry of Foreign Affairs of {name}",
        (
            "{adjective} foreign ministry", "{adjective} ministry of foreign affairs",
            "{name}'s foreign ministry",
        ),
    ),
    (
        "interior-ministry",
        "government",
        "COP",
        "Ministry of the Interior of {name}",
        ("{adjective} interior ministry", "{name}'s interior ministry"),
    ),
    (
        "health-ministry",
        "government",
        "MED",
        "Ministry of Health of {name}",
        ("{adjective} health ministry", "{name}'s health ministry"),
    ),
    ("air-force", "army", "MIL", "{adjective} Air Force", ()),
)  # fmt: skip
"""Part of the id, kind, sector, name and further phrases of the bodies of a state."""


class Register:
    """Actors by id and by name. Looking up never changes it."""

    def __init__(
        self,
        actors: Iterable[Actor],
        countries: Iterable[Country] = (),
        own: Iterable[str] = (),
    ) -> None:
        """Index the actors; of two with one id the later replaces the earlier.

        Args:
            actors: All actors, those made from states included.
            countries: The states, for linkers that need their adjectives.
            own: Ids of actors that a team added: a name of theirs means them first.
        """
        self.own = frozenset(own)
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in actors}
        self.countries: Mapping[str, Country] = {country.iso: country for country in countries}
        index: dict[str, list[Actor]] = {}
        for actor in self.actors.values():
            for name in (actor.name, *actor.names):
                entries = index.setdefault(fold(name), [])
                if actor not in entries:
                    entries.append(actor)
        self._index: Mapping[str, tuple[Actor, ...]] = {
            name: tuple(entries) for name, entries in index.items()
        }

    def find(self, words: str) -> tuple[Actor, ...]:
        """Return all actors known by exactly these words, case kept for abbreviations."""
        return self._index.get(fold(words), ())

    def names(self) -> Iterable[str]:
        """Return every folded name in the register."""
        return self._index.keys()

    def body(self, iso: str, part: str) -> Actor | None:
        """Return a body of a state (`army`, `police` …); None if there is no such state."""
        return self.actors.get(f"dateline:{iso.lower()}-{part}")


def fold(name: str) -> str:
    """Return the form under which a name is looked up.

    Case is folded except in abbreviations: "IS" is a group and "is" a verb.
    """
    words = name.replace("’", "'").split()
    if words and words[0].lower() == "the":
        words = words[1:] or words
    joined = " ".join(words)
    if joined.isupper() and len(joined) <= 6:
        return joined
    return joined.casefold()


def with_states(written: Iterable[Actor], countries: Iterable[Country]) -> Iterator[Actor]:
    """Yield the bodies of all states and the written actors, those of one id made one.

    A written actor keeps every field it has and gains the phrases of the made one.
    """
    named = {actor.id: actor for actor in written}
    for country in countries:
        for made in country.bodies():
            own = named.pop(made.id, None)
            if own is None:
                yield made
                continue
            names = dict.fromkeys((*own.names, made.name, *made.names))
            names.pop(own.name, None)
            yield msgspec.structs.replace(
                own,
                names=tuple(names),
                sector=own.sector or made.sector,
                country=own.country or made.country,
                acled_kind=own.acled_kind or made.acled_kind,
                valid_from=own.valid_from or made.valid_from,
                valid_to=own.valid_to or made.valid_to,
                parent=own.parent or made.parent,
            )
    yield from named.values()


@functools.cache
def written_actors() -> tuple[Actor, ...]:
    """Return the actors of the files in `dateline_data/actors`, in order of the files.

    Raises:
        ConfigError: A file of the register does not fit its schema.
    """
    actors: list[Actor] = []
    for path in sorted(data_file("actors").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".yaml"):
            text = path.read_text(encoding="utf-8")
            actors.extend(parse(text, tuple[Actor, ...], where=f"actors/{path.name}"))
    return tuple(actors)


def countries() -> tuple[Country, ...]:
    """Return the states of `countries.yaml`.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    states: tuple[Country, ...] = read_data("countries.yaml", tuple[Country, ...])
    return states


@functools.cache
def bundled() -> Register:
    """Return the register that comes with dateline.

    Raises:
        ConfigError: A file of the register does not fit its schema.
    """
    return Register(with_states(written_actors(), countries()), countries())
