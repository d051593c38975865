"""Turns the entries of PETRARCH dictionaries into actors of the register.

Whom the register knows already keeps its record and gains the dictionary's other names.
All others become actors of their own, one for each code that they have had, on the days
on which they had it. Agents become roles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from dateline.petrarch import NO_CODE, Agent, Dated, Dictionary, Entry
from dateline.register import Actor, ActorKind, Register, fold

_DAY = timedelta(days=1)
_GROUP = 3
"""Letters of one part of a code."""

_BRACKET = re.compile(r"\(([^()]*)\)?")
_SMALL = frozenset("of the and for in on at to de la le les du des del el al y et e ul wa".split())
_SHORT = frozenset("UN US USA EU UK UAE USSR NATO OSCE ASEAN EC".split())
_VOWELS = frozenset("AEIOUY0123456789")
_JOINTS = re.compile(r"(?<=[-/])")
_INITIALS = 4
"""Letters up to which a name of one word is taken for an abbreviation."""

_ROLES: Mapping[str, tuple[ActorKind, str, int | None]] = {
    "GOV": ("government", "GOV", 1), "MIL": ("army", "MIL", 1), "COP": ("police", "COP", 1),
    "SPY": ("intelligence", "SPY", 1), "JUD": ("government", "JUD", 1),
    "LEG": ("government", "LEG", 1), "REB": ("armed_group", "REB", 2),
    "INS": ("armed_group", "REB", 2), "SEP": ("armed_group", "REB", 2),
    "RAD": ("armed_group", "REB", 2), "IMG": ("armed_group", "IMG", 2),
    "UAF": ("armed_group", "UAF", 3), "PRM": ("armed_group", "PRM", 3),
    "UIS": ("armed_group", "UAF", 3), "CRM": ("armed_group", "CRM", None),
    "OPP": ("party", "OPP", None), "PTY": ("party", "PTY", None), "IGO": ("igo", "IGO", 8),
    "IGOUNO": ("igo", "UNO", 8), "NGO": ("ngo", "NGO", None), "NGM": ("ngo", "NGO", None),
    "MED": ("media", "JRN", 7), "BUS": ("company", "BUS", 7), "MNC": ("company", "MNC", 7),
    "HLH": ("ngo", "MED", 7), "EDU": ("ngo", "EDU", 7), "CVL": ("people", "CVL", 7),
    "REF": ("people", "REF", 7), "ELI": ("person", "ELI", 7), "AGR": ("company", "AGR", 7),
    "LAB": ("people", "LAB", 7), "REL": ("people", "REL", 7), "CHR": ("people", "REL", 7),
    "MUS": ("people", "REL", 7), "DEV": ("ngo", "NGO", None), "HRI": ("ngo", "NGO", None),
}  # fmt: skip
"""Kind of actor, PLOVER sector and ACLED actor kind by a part of a CAMEO code."""

_PEOPLE = re.compile(r"CountryInfo|rulers|leaders", re.IGNORECASE)
"""Comments on entries that name a person: the lists of office-holders they come from."""


class Turned(NamedTuple):
    """What a dictionary adds to a register.

    Attributes:
        actors: Actors it does not hold, roles included.
        joined: Actors it holds, with names added to them.
        known: How many entries name an actor that it holds.
        names: How many names were added to those.
        uncoded: How many entries are nobody: they have no code, or the code of nobody.
        places: Names that the dictionary gives a state besides its own: cities, regions
            and rulers' seats, which the gazetteer knows.
    """

    actors: tuple[Actor, ...]
    joined: tuple[Actor, ...]
    known: int
    names: int
    uncoded: int
    places: int


def actors_of(dictionary: Dictionary, register: Register) -> Turned:
    """Return what a dictionary adds to a register."""
    turning = _Turning(register)
    for entry in dictionary.entries:
        turning.take(entry)
    roles = tuple(_roles(dictionary.agents, register))
    return Turned(
        actors=(*turning.actors.values(), *roles),
        joined=tuple(turning.joined.values()),
        known=turning.known,
        names=turning.names,
        uncoded=turning.uncoded,
        places=turning.places,
    )


class _Turning:
    """The entries of a dictionary as far as they are turned into actors."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.actors: dict[str, Actor] = {}
        self.joined: dict[str, Actor] = {}
        self.known = self.names = self.uncoded = self.places = 0
        self._of_states = frozenset(
            fold(word)
            for country in register.countries.values()
            for word in (*country.adjectives, *country.nationals())
        )

    def take(self, entry: Entry) -> None:
        """Turn one entry."""
        codes = [dated for dated in entry.codes if dated.code != NO_CODE]
        if not codes:
            self.uncoded += 1
            return
        names = _names(entry.names)
        if not names:
            self.uncoded += 1
            return
        state = next(filter(None, (self._state(dated.code) for dated in codes)), None)
        if state is not None:
            self.known += 1
            self._join(state, self._of_state(state, names), state.country or codes[0].code)
            return
        names = tuple(name for name in names if not self._is_state(name))
        if not names:
            self.known += 1
            return
        known = self._known(names)
        if not known:
            self._add(entry, names, codes)
            return
        self.known += 1
        if len(known) == 1:
            self._join(known[0], self._new(names), codes[-1].code)

    def _known(self, names: tuple[str, ...]) -> list[Actor]:
        """Return the actors of the register that the first known name means.

        Of several the report's day or state decides, so none gains further names.
        """
        for name in names:
            found = [one for one in self._find(name) if one.kind != "role"]
            if found:
                return [self.joined.get(one.id, one) for one in found]
        return []

    def _state(self, code: str) -> Actor | None:
        """Return the state that a code names and nothing more; None if it does not."""
        found = self._register.actors.get(f"dateline:{code.lower()}")
        return found if found is not None and found.kind == "state" else None

    def _is_state(self, name: str) -> bool:
        if fold(name) in self._of_states:
            return True
        return any(one.kind == "state" for one in self._find(name))

    def _find(self, name: str) -> tuple[Actor, ...]:
        return self._register.find(name) or self._register.find(name.upper())

    def _new(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not self._find(name)]

    def _of_state(self, state: Actor, names: tuple[str, ...]) -> list[str]:
        """Return the new names that look like the state's own: spellings, long forms."""
        country = self._register.countries.get(state.country or "")
        words = (state.name, *state.names, *(country.adjectives if country else ()))
        stems = {fold(word)[:_INITIALS] for one in words for word in one.split() if len(word) > 3}
        kept: list[str] = []
        for name in self._new(names):
            if fold(name) in self._of_states:
                continue
            own = any(fold(word)[:_INITIALS] in stems for word in name.split())
            if own and len(name) > _INITIALS:
                kept.append(name)
            else:
                self.places += 1
        return kept

    def _join(self, actor: Actor, names: list[str], code: str) -> None:
        known = self.joined.get(actor.id, actor)
        more = [name for name in names if name not in known.names]
        self.names += len(more)
        self.joined[actor.id] = msgspec.structs.replace(
            known, names=(*known.names, *more), cameo=known.cameo or code
        )

    def _add(self, entry: Entry, names: tuple[str, ...], codes: list[Dated]) -> None:
        person = _PEOPLE.search(entry.note) or any("ELI" in _parts(one.code) for one in codes)
        slug = _slug(names[0])
        for number, (code, first, last) in enumerate(_periods(codes), 1):
            kind, sector, acled, country = self._meaning(code)
            key = f"petrarch:{slug}" + (f"-{number}" if number > 1 else "")
            same = self.actors.get(key)
            if same is not None and (same.valid_from, same.valid_to) == (first, last):
                names = tuple(dict.fromkeys((*same.names, *names)))  # an entry told twice
                names = tuple(name for name in names if name != same.name)
                self.actors[key] = msgspec.structs.replace(same, names=names)
                continue
            while key in self.actors:
                key += "-b"
            self.actors[key] = Actor(
                id=key,
                name=names[0],
                names=names[1:],
                kind="person" if person else kind,
                sector=sector,
                country=country,
                acled_kind=acled,
                valid_from=first,
                valid_to=last,
                cameo=code,
            )

    def _meaning(self, code: str) -> tuple[ActorKind, str | None, int | None, str | None]:
        """Return kind, sector, ACLED kind and state that a code tells."""
        parts = _parts(code)
        country = next((part for part in parts[:2] if part in self._register.countries), None)
        if code.startswith("IGOUNO"):
            return (*_ROLES["IGOUNO"], country)
        for part in parts:
            if part in _ROLES and part != country:
                return (*_ROLES[part], country)
        return "people", None, None, country


def _periods(codes: list[Dated]) -> Iterator[tuple[str, date | None, date | None]]:
    """Yield each code with its days; of two codes for one day the first holds.

    A code without days fills what the others leave.
    """
    taken: list[tuple[date, date]] = []
    for one in sorted(codes, key=lambda code: code.always):
        whole = (one.first or date.min, one.last or date.max)
        for first, last in _left_of(whole, taken):
            yield one.code, None if first == date.min else first, None if last == date.max else last
        taken.append(whole)


def _left_of(
    whole: tuple[date, date], taken: Iterable[tuple[date, date]]
) -> list[tuple[date, date]]:
    """Return what some periods leave of another, days included at both ends."""
    left = [whole]
    for start, end in taken:
        pieces: list[tuple[date, date]] = []
        for first, last in left:
            if end < first or last < start:
                pieces.append((first, last))
                continue
            if first < start:
                pieces.append((first, start - _DAY))
            if end < last:
                pieces.append((end + _DAY, last))
        left = pieces
    return left


def _roles(agents: Iterable[Agent], register: Register) -> Iterator[Actor]:
    """Yield one role for each code of agents, with the words that are no role as yet."""
    names: dict[str, dict[str, None]] = {}
    for agent in agents:
        for name in agent.names:
            shown = " ".join(re.split(r"[\s_]+", name.casefold().strip("_ ")))
            if shown and not register.find(shown):
                names.setdefault(agent.code.strip("~"), {}).setdefault(shown)
    for code, words in names.items():
        first, *others = words
        part = next((part for part in _parts(code) if part in _ROLES), None)
        _, sector, acled = _ROLES[part] if part else (None, None, None)
        yield Actor(
            id=f"petrarch:role-{code.lower()}",
            name=first,
            names=tuple(others),
            kind="role",
            sector=sector,
            acled_kind=acled,
            cameo=code,
        )


def _parts(code: str) -> list[str]:
    return [code[place : place + _GROUP] for place in range(0, len(code), _GROUP)]


def _names(written: Iterable[str]) -> tuple[str, ...]:
    """Return names as texts have them, abbreviations in brackets as names of their own."""
    names: dict[str, None] = {}
    for name in written:
        inner = [found.strip("_ ") for found in _BRACKET.findall(name)]
        outer = _BRACKET.sub(" ", name)
        initials = "".join(word[0] for word in re.split(r"[\s_+]+", outer) if word)
        for part in (outer, *(one for one in inner if len(one) > 1 and _within(one, initials))):
            words = [word for word in re.split(r"[\s_+]+", part) if word]
            if words:
                names.setdefault(_cased(words))
    return tuple(names)


def _within(short: str, initials: str) -> bool:
    """Tell whether an abbreviation's letters stand among some initials, in order."""
    left = iter(initials)
    return all(letter in left for letter in short)


def _cased(words: list[str]) -> str:
    """Return words of a dictionary, all capitals, as texts have them."""
    if len(words) == 1 and len(words[0]) <= _INITIALS:
        return words[0]
    shown = [
        word.lower() if place and word.lower() in _SMALL else _capital(word)
        for place, word in enumerate(words)
    ]
    return " ".join(shown)


def _capital(word: str) -> str:
    if "." in word or word in _SHORT or (len(word) <= _INITIALS and not _VOWELS & set(word)):
        return word
    return "".join(part[:1].upper() + part[1:].lower() for part in _JOINTS.split(word))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "unnamed"
