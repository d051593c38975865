"""The register of actors: who is known by which names, and from when to when."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from dateline.lexicon import data_file, parse
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
        allies: Ids of actors it has fought beside.
        wikidata: Q-number, only where certain.
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
    wikidata: str | None = None

    def valid_on(self, first: date, last: date) -> bool:
        """Tell whether the actor existed on any day from `first` to `last`, both included."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or self.valid_to >= first)


class Register:
    """Actors by id and by name. Looking up never changes it."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Index the actors; of two with one id the later replaces the earlier."""
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in actors}
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


@functools.cache
def bundled() -> Register:
    """Return the register that comes with dateline.

    Raises:
        ConfigError: A file of the register does not fit its schema.
    """
    folder = data_file("actors")
    actors: list[Actor] = []
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".yaml"):
            text = path.read_text(encoding="utf-8")
            actors.extend(parse(text, tuple[Actor, ...], where=f"actors/{path.name}"))
    return Register(actors)
