"""Decides which actor a name of the register means in one report: one sense per report.

What the report says itself comes first: "the Free State Army (FSA)" makes FSA that army
to its end, whether or not the register knows it. Then an actor must have begun by the
day of publication; of several, the one named in full, then those that still existed,
then those of a state that the report speaks of, then those whom reports of any state
name ("AFP" is a news agency unless the report speaks of the Philippines). What is left
open stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.document import Document
from dateline.link.actor_names import Hit, NameIndex, Token, is_short, tokens_of
from dateline.mention import Mention, PlaceMention
from dateline.register import Actor, Country

_BRACKETED = re.compile(r"\s\(([A-Z][\w&./-]{1,9})(?:[,;][^()]{1,40})?\)")
_PLAIN_WORDS = frozenset(
    "Tigers Ninjas Cobras Klan Zetas Provos Contra Shane Gaitanistas Scorpions Redut Aidar".split()
) | {"Southern Front", "Popular Forces", "National Resistance", "Cobra Faction"}
"""Names that are also plain words or others' names: they need their state in the report."""

_SMALL = frozenset("of the and for in de la du des al el et y".split())
_EVERYWHERE = frozenset(("agency", "media", "monitor", "ngo", "igo"))
"""Kinds of actor that reports of any state may name."""

_LOCAL = frozenset(("armed_group", "party", "army", "police", "intelligence"))
"""Kinds of actor that a short abbreviation means only where their state is spoken of."""

_FEW = 3
"""Further states up to which an actor is a local one."""

_SHORTEST_SURE = 3
"""Letters up to which an abbreviation may be many things."""

_LONGEST_NAME = 9
"""Words that a name before its bracketed abbreviation may have."""


class Sense(NamedTuple):
    """What a name means in a report: an actor of the register, or just its full words."""

    name: str
    actor: Actor | None = None


class Names:
    """The names of the register in one report, each with its sense.

    Attributes:
        tokens: The words of the report's blocks, in text order.
        hits: The names among them, in text order.
        countries: How often the report speaks of each state, by ISO code.
        begun: Last day by which an actor must have begun to be meant.
    """

    def __init__(self, document: Document, mentions: Iterable[Mention], index: NameIndex) -> None:
        self.register = index.register
        published = document.published
        self._agencies = frozenset(document.agencies)
        self._first = published.first or date.min
        self.begun = published.last or date.max
        self.tokens: list[Token] = []
        self.hits: list[Hit] = []
        for block in document.report_blocks():
            tokens = tokens_of(document.text, block.start, block.end)
            shouted = document.text[block.start : block.end].isupper()
            shift = len(self.tokens)
            for hit in index.hits(tokens):
                if shouted and hit.short and hit.end - hit.start == 1:
                    continue  # in a line of capitals IS and US may be plain words
                own = self._of_its_time(hit)
                self.hits.append(own._replace(start=hit.start + shift, end=hit.end + shift))
            self.tokens.extend(tokens)
        self._senses: dict[str, Sense | None] = {}
        self._defined: dict[str, Sense] = {}
        self.countries = self._countries(mentions)
        self._full = {hit.actors[0].id for hit in self.hits if self._sure(hit)}
        self._defined = self._definitions(document)
        self._full |= {sense.actor.id for sense in self._defined.values() if sense.actor}
        self._add_defined_hits()

    def _of_its_time(self, hit: Hit) -> Hit:
        """Return a name of several states as that of the one of the report's day."""
        if hit.country is None or len(hit.actors) == 1:
            return hit
        states = [actor for actor in hit.actors if actor.kind == "state"]
        known = self.begun != date.max
        gone = [actor for actor in states if known and actor.valid_to is not None]
        living = [actor for actor in gone if actor.valid_on(self._first, self.begun)]
        for actor in (*living, *(one for one in states if one.valid_to is None)):
            country = self.register.countries.get(actor.country or "")
            if country is not None:
                return hit._replace(actors=(actor,), country=country)
        return hit

    def words(self, hit: Hit) -> str:
        """Return a name's words, joined by spaces."""
        return " ".join(token.text for token in self.tokens[hit.start : hit.end])

    def sense(self, hit: Hit) -> Sense | None:
        """Return what a name means in this report; None if that stays open."""
        key = self.words(hit)
        if key not in self._senses:
            self._senses[key] = self._decided(hit, key)
        return self._senses[key]

    def defined(self) -> Mapping[str, Sense]:
        """Return the abbreviations that the report explains itself."""
        return self._defined

    def _decided(self, hit: Hit, key: str) -> Sense | None:
        own = self._defined.get(key.replace(".", ""))
        if own is not None:
            return own
        if key in _PLAIN_WORDS and not any(self._is_here(actor) for actor in hit.actors):
            return None
        candidates = [actor for actor in hit.actors if self._has_begun(actor)]
        if key in self._agencies:
            candidates = _narrowed(candidates, lambda one: one.kind == "agency")
        elif self._lacks(hit.actors, candidates):
            return None
        for narrower in (self._of_full_names, self._of_the_day, self._of_the_team, self._of_here):
            if len(candidates) > 1:
                candidates = narrower(candidates)
        if len(candidates) != 1 or self._is_strange(hit, candidates[0]):
            return None
        return Sense(candidates[0].name, candidates[0])

    def _is_strange(self, hit: Hit, actor: Actor) -> bool:
        """Tell whether a short abbreviation is of a local actor in a report of other states.

        NRA is an army in a report of Uganda, and something else in one of Virginia.
        """
        if not hit.short or len(self.words(hit).replace(".", "")) > _SHORTEST_SURE:
            return False
        local = actor.kind in _LOCAL and actor.id not in self._full
        local = local and actor.country is not None and len(actor.theatres) <= _FEW
        return local and bool(self.countries) and not self._is_here(actor)

    def _sure(self, hit: Hit) -> bool:
        """Tell whether a name by itself, without its report, can mean one actor only."""
        return len(hit.actors) == 1 and not hit.short and self.words(hit) not in _PLAIN_WORDS

    def _lacks(self, known: Sequence[Actor], begun: Sequence[Actor]) -> bool:
        """Tell whether the one of some name who would fit here had not begun by that day."""
        later = [actor for actor in known if actor not in begun]
        if not begun or not any(self._is_here(actor) for actor in later):
            return not begun
        return not any(self._is_here(actor) for actor in begun)

    def _of_full_names(self, candidates: list[Actor]) -> list[Actor]:
        return _narrowed(candidates, lambda actor: actor.id in self._full)

    def _of_the_day(self, candidates: list[Actor]) -> list[Actor]:
        """Return those that existed on the day; of those all gone, the last to go.

        Of the bodies of two states the one whose state is gone since: "Turkish troops"
        of 1916 are the Ottoman army's.
        """
        living = [actor for actor in candidates if self.existed(actor)]
        if not living:
            last = max(actor.valid_to or date.min for actor in candidates)
            return [actor for actor in candidates if actor.valid_to == last]
        if self.begun == date.max:
            return living
        return _narrowed(living, self._of_a_state_gone)

    def _of_a_state_gone(self, actor: Actor) -> bool:
        country = self.register.countries.get(actor.country or "")
        return country is not None and country.valid_to is not None

    def _of_the_team(self, candidates: list[Actor]) -> list[Actor]:
        """Return those that a team added, unless they act in states not spoken of."""
        return _narrowed(
            candidates,
            lambda one: one.id in self.register.own and (not one.country or self._is_here(one)),
        )

    def _of_here(self, candidates: list[Actor]) -> list[Actor]:
        here = [actor for actor in candidates if self._is_here(actor)]
        return here or _narrowed(candidates, lambda one: one.kind in _EVERYWHERE)

    def _has_begun(self, actor: Actor) -> bool:
        return actor.valid_from is None or actor.valid_from <= self.begun

    def _is_here(self, actor: Actor) -> bool:
        """Tell whether the report speaks of a state in which the actor acts."""
        states = (actor.country, *actor.theatres)
        return any(state in self.countries for state in states if state)

    def _definitions(self, document: Document) -> dict[str, Sense]:
        """Return the abbreviations in brackets after a name, with what they stand for."""
        defined: dict[str, Sense] = {}
        ends = {self.tokens[hit.end - 1].end: hit for hit in self.hits}
        starts = {token.end: place for place, token in enumerate(self.tokens)}
        for match in _BRACKETED.finditer(document.text):
            short = match.group(1).replace(".", "")
            place = starts.get(match.start())
            if place is None or short in defined or not is_short(short.strip("-")):
                continue
            hit = ends.get(match.start())
            sense = self._meant_before(hit)
            full = None if sense else self._spelt_out(short, place)
            if sense is not None:
                defined[short] = sense
            elif full:
                defined[short] = Sense(full)
        return defined

    def _meant_before(self, hit: Hit | None) -> Sense | None:
        """Return what the name before a bracket means, if the bracket can abbreviate it."""
        if hit is None or hit.how != "actor" or not hit.actors or hit.short:
            return None
        if hit.actors[0].kind in {"agency", "media"}:
            return None
        return self._decided(hit, self.words(hit))

    def _spelt_out(self, short: str, place: int) -> str | None:
        """Return the words before a bracket whose initials the abbreviation is made of."""
        letters = [letter for letter in short.casefold() if letter.isalpha()]
        position, taken = place, 0
        while letters and position >= 0 and taken < _LONGEST_NAME:
            token = self.tokens[position]
            if token.key[0] == letters[-1] and (token.capital or token.key in _SMALL):
                letters.pop()
            elif token.key not in _SMALL and token.text != "s":
                return None
            position -= 1
            taken += 1
        first = position + 1
        if letters or not self.tokens[first].capital or place - first < 1:
            return None
        return " ".join(token.text for token in self.tokens[first : place + 1])

    def _add_defined_hits(self) -> None:
        """Add the later uses of abbreviations that only the report itself explains."""
        if not self._defined:
            return
        covered = {place for hit in self.hits for place in range(hit.start, hit.end)}
        for place, token in enumerate(self.tokens):
            short = token.text.replace(".", "")
            if place not in covered and short in self._defined and token.text.isupper():
                self.hits.append(Hit(place, place + 1, (), None, "actor", short=True))
        self.hits.sort()

    def _countries(self, mentions: Iterable[Mention]) -> Counter[str]:
        """Return how often the report speaks of each state."""
        found: Counter[str] = Counter()
        for hit in self.hits:
            if hit.country is not None:
                found[hit.country.iso] += 1
            elif self._sure(hit) and hit.actors[0].country:
                found[hit.actors[0].country] += 1
        for mention in mentions:
            if isinstance(mention, PlaceMention) and mention.value and mention.value.admin:
                iso = self.state_called(mention.value.admin[0])
                if iso:
                    found[iso] += 1
        return found

    def state_called(self, name: str) -> str | None:
        """Return the ISO code of the state of some name; None if there is none."""
        return next(
            (actor.country for actor in self.register.find(name) if actor.kind == "state"), None
        )

    def existed(self, actor: Actor) -> bool:
        """Tell whether an actor existed on the day of the report, as far as that is known."""
        return actor.valid_on(self._first, self.begun)

    def dominant(self) -> Country | None:
        """Return the one state that the report is about; None if it is about several."""
        ranked = [(iso, count) for iso, count in self.countries.most_common() if self._lives(iso)]
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]:
            return None
        return self.register.countries[ranked[0][0]]

    def _lives(self, iso: str) -> bool:
        country = self.register.countries.get(iso)
        if country is None:
            return False
        ended = country.valid_to is not None and country.valid_to < self._first
        return not ended and (country.valid_from is None or country.valid_from <= self.begun)


def _narrowed(candidates: Sequence[Actor], wanted: Callable[[Actor], bool]) -> list[Actor]:
    """Return the candidates that fulfil a condition, or all if none does."""
    kept = [actor for actor in candidates if wanted(actor)]
    return kept or list(candidates)
