"""Resolves all words for somebody in one report.

First what needs nothing but its own words: names, states and their bodies. Then, in text
order, what points to something else in the report: descriptions, possessives, pronouns.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

from dateline.document import Document
from dateline.link.actor_names import Hit, NameIndex, Token
from dateline.link.actor_phrases import Phrase, phrases_of
from dateline.link.actor_senses import Names
from dateline.link.coreference import Antecedent, description, pronoun
from dateline.mention import Mention, PlaceMention
from dateline.register import Actor, Country
from dateline.sentence import sentences
from dateline.span import Span
from dateline.value import Entity, ResolvedFrom

Key = tuple[int, int]
"""Start and end of some words in the document's text."""

_FORCEFUL = frozenset(
    """battle air_strike shelling bombing attack crackdown destruction territory_taken withdrawal
    deployment abduction arrest""".split()
)
"""Event types in which a bare adjective ("Israeli strikes") means a state's armed forces."""

_JOINING = frozenset(("and", "or"))


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


class _Part(NamedTuple):
    """A piece of a mention that means one actor."""

    span: Span
    phrase: Phrase


class Report:
    """One report's words for somebody, with who they are."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...], index: NameIndex) -> None:
        self.names = Names(document, mentions, index)
        self.values: dict[Key, tuple[Entity, ...]] = {}
        self._document = document
        self._register = index.register
        self._phrases = phrases_of(index.register)
        self._starts = [token.start for token in self.names.tokens]
        self._hit_starts = [hit.start for hit in self.names.hits]
        self._sentences = [sentence.start for sentence in sentences(document)]
        self._places = {
            mention.start: mention for mention in mentions if isinstance(mention, PlaceMention)
        }
        self._everybody: list[Antecedent] = []

    def resolve(self, spans: Iterable[Span], sides: Mapping[Key, Side]) -> None:
        """Fill `values` for all words, which come in text order."""
        waiting: list[tuple[Span, list[_Part]]] = []
        covered: set[int] = set()
        for span in spans:
            parts = self._parts(span)
            waiting.append((span, parts))
            for part in parts:
                if part.phrase.hit is not None:
                    covered.add(part.phrase.hit.start)
                side = sides.get((span.start, span.end), Side())
                entity = self._plain(part, side)
                if entity is not None:
                    self._remember(part, entity)
        for hit in self.names.hits:
            if hit.how == "actor" and hit.start not in covered:
                self._remember_hit(hit)
        self._everybody.sort(key=lambda one: one.start)
        for span, parts in waiting:
            side = sides.get((span.start, span.end), Side())
            entities = tuple(self._entity(part, side) for part in parts)
            if len(parts) > 1 and not any(entity.id for entity in entities):
                whole = self._parsed(span)
                entities = (self._entity(_Part(span, whole), side),)
            self.values[span.start, span.end] = entities

    def entity_of(self, hit: Hit, resolved_from: ResolvedFrom = "register") -> Entity | None:
        """Return who a name of the register is in this report; None if that stays open."""
        sense = self.names.sense(hit)
        if sense is None:
            return None
        span = self.span_of(hit)
        if sense.actor is None:
            return Entity(name=sense.name, mention=span, resolved_from="coreference")
        return _linked(sense.actor, span, resolved_from)

    def span_of(self, hit: Hit) -> Span:
        """Return a name's words as a span."""
        tokens = self.names.tokens
        return self._document.span(tokens[hit.start].start, tokens[hit.end - 1].end)

    def _tokens(self, start: int, end: int) -> tuple[int, list[Token]]:
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        return first, self.names.tokens[first:last]

    def _hits(self, first: int, last: int) -> list[Hit]:
        low = bisect.bisect_left(self._hit_starts, first)
        high = bisect.bisect_left(self._hit_starts, last)
        return [hit for hit in self.names.hits[low:high] if hit.end <= last]

    def _parsed(self, span: Span) -> Phrase:
        first, tokens = self._tokens(span.start, span.end)
        if not tokens:
            return Phrase("words")
        return self._phrases.parse(tokens, self._hits(first, first + len(tokens)), first)

    def _parts(self, span: Span) -> list[_Part]:
        """Return the pieces of words that join several actors; the words themselves if one."""
        first, tokens = self._tokens(span.start, span.end)
        whole = (
            self._phrases.parse(tokens, self._hits(first, first + len(tokens)), first)
            if tokens
            else Phrase("words")
        )
        joints = [
            place
            for place, token in enumerate(tokens)
            if token.key in _JOINING and 0 < place < len(tokens) - 1
        ]
        hits = self._hits(first, first + len(tokens))
        joints = [
            place
            for place in joints
            if not any(hit.start < first + place < hit.end for hit in hits)
        ]
        if not joints:
            return [_Part(span, whole)]
        edges = [0, *(place + 1 for place in joints), len(tokens)]
        parts: list[_Part] = []
        for low, high in itertools.pairwise(edges):
            end = high - 1 if high < len(tokens) else high
            piece = tokens[low:end]
            if not piece:
                return [_Part(span, whole)]
            inner = [hit for hit in hits if first + low <= hit.start and hit.end <= first + end]
            words = self._document.span(piece[0].start, piece[-1].end)
            parts.append(_Part(words, self._phrases.parse(piece, inner, first + low)))
        return self._shared_head(parts)

    @staticmethod
    def _shared_head(parts: list[_Part]) -> list[_Part]:
        """Return the pieces with the last one's role given to bare adjectives before it."""
        head = parts[-1].phrase
        if head.role is None or head.part is None:
            return parts
        return [
            part._replace(phrase=part.phrase._replace(kind="body", part=head.part, role=head.role))
            if part.phrase.kind == "adjective"
            else part
            for part in parts
        ]

    def _plain(self, part: _Part, side: Side) -> Entity | None:
        """Return who is meant, from the words alone; None if they point elsewhere."""
        span, phrase = part
        if phrase.owner and phrase.kind in {"described", "words"} and phrase.belongs:
            return None
        if phrase.kind in {"named", "state"} and phrase.hit is not None:
            entity = self.entity_of(phrase.hit)
            if entity is not None:
                return msgspec.structs.replace(entity, mention=span)
            return Entity(name=span.text, mention=span)
        if phrase.kind == "adjective" and phrase.country is not None:
            part_name = "army" if side.event_types & _FORCEFUL else ""
            return self._of_state(phrase.country, part_name, span)
        if phrase.kind == "body" and phrase.country is not None:
            return self._of_state(phrase.country, phrase.part or "", span)
        if phrase.kind == "words":
            return self._unnamed(part)
        return None

    def _unnamed(self, part: _Part) -> Entity:
        span, phrase = part
        return Entity(
            name=span.text,
            mention=span,
            sector=phrase.role.sector if phrase.role else None,
            country=phrase.country.iso if phrase.country else None,
        )

    def _of_state(self, country: Country, part: str, span: Span) -> Entity:
        """Return a state's body (the state itself for ""), or the words if it did not exist."""
        actor = (
            self._register.body(country.iso, part)
            if part
            else self._register.actors.get(f"dateline:{country.iso.lower()}")
        )
        if actor is None or (actor.valid_from and actor.valid_from > self.names.begun):
            return Entity(name=span.text, mention=span, country=country.iso)
        return _linked(actor, span, "country")

    def _entity(self, part: _Part, side: Side) -> Entity:
        plain = self._plain(part, side)
        if plain is not None:
            return plain
        span, phrase = part
        at = (span.start, self._sentence(span.start))
        found: Antecedent | None = None
        if phrase.kind == "pronoun" or phrase.owner:
            barred = frozenset(
                entity.id or entity.name.casefold()
                for key in side.others
                for entity in self.values.get(key, ())
            )
            word = phrase.owner or phrase.words[0]
            found = pronoun(word, at, self._everybody, barred)
        elif phrase.kind == "described" and phrase.role is not None:
            if phrase.definite or phrase.institution:
                found = description(phrase, at, self._everybody, self._backing(phrase, span))
            if found is None and phrase.institution and phrase.part:
                country = self.names.dominant()
                if country is not None:
                    entity = self._of_state(country, phrase.part, span)
                    self._insert(part, entity)
                    return entity
        if found is None:
            entity = self._unnamed(part)
        else:
            entity = msgspec.structs.replace(
                found.entity, mention=span, resolved_from="coreference"
            )
        self._insert(part, entity, found)
        return entity

    def _backing(self, phrase: Phrase, span: Span) -> Callable[[Actor], bool] | None:
        """Return a test whether those named in a description back an actor; None if none are."""
        if not phrase.backers:
            return None
        backers: set[str] = set()
        for hit in phrase.backers:
            sense = self.names.sense(hit)
            if sense is not None and sense.actor is not None:
                backers.update(filter(None, (sense.actor.id, sense.actor.country)))
        place = self._place_after(span)

        def backs(actor: Actor) -> bool:
            allies = {*actor.allies}
            allies.update(
                ally.country
                for ally in map(self._register.actors.get, actor.allies)
                if ally is not None and ally.country
            )
            here = place is None or place in {actor.country, *actor.theatres}
            return here and bool(allies & backers)

        return backs

    def _place_after(self, span: Span) -> str | None:
        """Return the state that "in PLACE" right after some words lies in; None if none."""
        text = self._document.text
        if not text.startswith(" in ", span.end):
            return None
        start = span.end + len(" in ")
        mention = self._places.get(start)
        if mention is not None and mention.value is not None and mention.value.admin:
            for iso, country in self._register.countries.items():
                if mention.value.admin[0] in {country.name, *country.names}:
                    return iso
        place = bisect.bisect_left(self._starts, start)
        for hit in self._hits(place, place + 4):
            if hit.start == place and hit.country is not None:
                return hit.country.iso
        return None

    def _sentence(self, start: int) -> int:
        return bisect.bisect_right(self._sentences, start)

    def _antecedent(self, part: _Part, entity: Entity, found: Antecedent | None) -> Antecedent:
        span, phrase = part
        actor = self._register.actors.get(entity.id) if entity.id else None
        if found is not None:
            return found._replace(start=span.start, sentence=self._sentence(span.start))
        named = phrase.role is None and span.text[:1].isupper() and actor is None
        person = (
            (phrase.single and actor is None)
            or named
            or (actor is not None and actor.kind == "person")
        )
        plural = False if phrase.single else None
        return Antecedent(span.start, self._sentence(span.start), entity, actor, plural, person)

    def _remember(self, part: _Part, entity: Entity) -> None:
        self._everybody.append(self._antecedent(part, entity, None))

    def _insert(self, part: _Part, entity: Entity, found: Antecedent | None = None) -> None:
        one = self._antecedent(part, entity, found)
        bisect.insort(self._everybody, one, key=lambda item: item.start)

    def _remember_hit(self, hit: Hit) -> None:
        entity = self.entity_of(hit)
        if entity is not None:
            span = self.span_of(hit)
            self._remember(_Part(span, Phrase("named", hit=hit)), entity)


def _linked(actor: Actor, span: Span, resolved_from: ResolvedFrom) -> Entity:
    return Entity(
        name=actor.name,
        mention=span,
        id=actor.id,
        sector=actor.sector,
        country=actor.country,
        resolved_from=resolved_from,
    )
