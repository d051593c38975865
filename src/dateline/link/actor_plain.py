"""Who is meant by words that need nothing else of the report: names, states, bodies."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dateline.link.actor_names import Hit
from dateline.link.actor_phrases import Phrase
from dateline.link.actor_words import Part, Words
from dateline.register import Actor, Country
from dateline.span import Span
from dateline.value import Entity, ResolvedFrom

Key = tuple[int, int]
"""Start and end of some words in the document's text."""

_FORCEFUL = frozenset(
    """battle air_strike shelling bombing attack crackdown destruction territory_taken withdrawal
    deployment abduction arrest""".split()
)
"""Event types in which a bare adjective ("Israeli strikes") means a state's armed forces."""


class Side(NamedTuple):
    """The part that some words have in events.

    Attributes:
        event_types: Of the claims that they act or suffer in.
        others: Keys of the words on the other side of those claims.
        acts: Whether they act in one of them.
    """

    event_types: frozenset[str] = frozenset()
    others: frozenset[Key] = frozenset()
    acts: bool = False

    @property
    def forceful(self) -> bool:
        """Whether they act or suffer by force of arms."""
        return not self.event_types.isdisjoint(_FORCEFUL)


class Plain:
    """Resolves what its own words tell."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._register = words.register
        self._capitals = {
            capital: country
            for country in words.register.countries.values()
            if country.valid_to is None
            for capital in country.capitals
        }

    def entity(self, part: Part, side: Side) -> Entity | None:
        """Return who is meant, from the words alone; None if they point elsewhere."""
        span, phrase = part
        if phrase.owner and phrase.kind in {"described", "words"} and phrase.belongs:
            return None
        if phrase.kind in {"named", "state"} and phrase.hit is not None:
            return self.named(phrase.hit, span)
        if phrase.country is not None:
            body = self._body(phrase, side)
            if body is not None:
                return self.of_state(phrase.country, body, span)
        capital = self._capitals.get(span.text) if side.acts else None
        if capital is not None:
            return self.of_state(capital, "", span)
        return unnamed(part) if phrase.kind in {"words", "people"} else None

    def named(self, hit: Hit, span: Span) -> Entity:
        """Return who a name is, for the words that hold it; their words if that stays open."""
        entity = self.entity_of(hit)
        if entity is None:
            return Entity(name=span.text, mention=span)
        return msgspec.structs.replace(entity, mention=span)

    def entity_of(self, hit: Hit) -> Entity | None:
        """Return who a name of the register is in this report; None if that stays open."""
        sense = self._words.names.sense(hit)
        if sense is None:
            return None
        span = self._words.span_of(hit)
        if sense.actor is None:
            return Entity(name=sense.name, mention=span, resolved_from="coreference")
        return linked(sense.actor, span, "register")

    def of_state(self, country: Country, part: str, span: Span) -> Entity:
        """Return a state's body (the state itself for ""), or the words if it did not exist."""
        actor = (
            self._register.body(country.iso, part)
            if part
            else self._register.actors.get(f"dateline:{country.iso.lower()}")
        )
        if actor is None or (actor.valid_from and actor.valid_from > self._words.names.begun):
            return Entity(name=span.text, mention=span, country=country.iso)
        return linked(actor, span, "country")

    @staticmethod
    def _body(phrase: Phrase, side: Side) -> str | None:
        """Return the body of a state that words mean ("" the state itself); None if none."""
        if phrase.kind == "adjective":
            return "army" if side.forceful else ""
        if phrase.kind == "body":
            return phrase.part or ""
        if phrase.kind == "people" and phrase.definite and side.acts and side.forceful:
            return "army"
        return None


def unnamed(part: Part) -> Entity:
    """Return somebody whom the words describe and do not name."""
    span, phrase = part
    return Entity(
        name=span.text,
        mention=span,
        sector=phrase.role.sector if phrase.role else None,
        country=phrase.country.iso if phrase.country else None,
    )


def linked(actor: Actor, span: Span, resolved_from: ResolvedFrom) -> Entity:
    """Return an actor of the register as the entity that some words name."""
    return Entity(
        name=actor.name,
        mention=span,
        id=actor.id,
        sector=actor.sector,
        country=actor.country,
        resolved_from=resolved_from,
    )
