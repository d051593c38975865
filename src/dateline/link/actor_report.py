"""Resolves all words for somebody in one report.

First what needs nothing but its own words: names, states and their bodies. Then, in text
order, what points to something else in the report: descriptions, possessives, pronouns.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping

import msgspec

from dateline.document import Document
from dateline.link.actor_names import Hit, NameIndex
from dateline.link.actor_phrases import POSSESSIONS, Phrase
from dateline.link.actor_plain import Key, Plain, Side, linked, unnamed
from dateline.link.actor_words import Part, Words
from dateline.link.coreference import Antecedent, description, pronoun
from dateline.mention import Mention
from dateline.register import Actor
from dateline.span import Span
from dateline.value import Entity

_COALITION = "dateline:role-coalition"
_PARTNERS = frozenset(("partner", "partnered", "partners"))


class Report:
    """One report's words for somebody, with who they are.

    Attributes:
        names: The register's names in the report.
        values: Who all words asked for are, by start and end.
    """

    def __init__(self, document: Document, mentions: tuple[Mention, ...], index: NameIndex) -> None:
        self._words = Words(document, mentions, index)
        self._plain = Plain(self._words)
        self._register = index.register
        self._everybody: list[Antecedent] = []
        self.names = self._words.names
        self.values: dict[Key, tuple[Entity, ...]] = {}

    def resolve(self, spans: Iterable[Span], sides: Mapping[Key, Side]) -> None:
        """Fill `values` for all words, which come in text order."""
        waiting = [(span, self._words.parts(span)) for span in spans]
        covered: set[int] = set()
        for span, parts in waiting:
            for part in parts:
                if part.phrase.hit is not None:
                    covered.add(part.phrase.hit.start)
                entity = self._plain.entity(part, sides.get((span.start, span.end), Side()))
                if entity is not None:
                    self._everybody.append(self._antecedent(part, entity))
        for hit in self.names.hits:
            subject = hit.how == "name" and self._words.begins_sentence(hit)
            entity = self.entity_of(hit) if hit.how == "actor" or subject else None
            if entity is not None and hit.start not in covered:
                part = Part(self.span_of(hit), Phrase("named", hit=hit))
                self._everybody.append(self._antecedent(part, entity))
        self._everybody.sort(key=lambda one: one.start)
        for span, parts in waiting:
            side = sides.get((span.start, span.end), Side())
            entities = tuple(self._entity(part, side) for part in parts)
            if len(parts) > 1 and not any(entity.id for entity in entities):
                entities = (self._entity(Part(span, self._words.whole(span)), side),)
            self.values[span.start, span.end] = entities

    def entity_of(self, hit: Hit) -> Entity | None:
        """Return who a name of the register is in this report; None if that stays open."""
        return self._plain.entity_of(hit)

    def span_of(self, hit: Hit) -> Span:
        """Return a name's words as a span."""
        return self._words.span_of(hit)

    def _entity(self, part: Part, side: Side) -> Entity:
        """Return who some words mean, all means tried; their own words if nobody."""
        plain = self._plain.entity(part, side)
        if plain is not None:
            return plain
        span, phrase = part
        found: Antecedent | None = None
        entity: Entity | None = None
        if phrase.kind == "pronoun" or (phrase.owner and phrase.belongs):
            found, entity = self._pointed(part, side)
        elif phrase.institution and phrase.part:
            found, entity = self._institution(part)
        elif phrase.kind == "described":
            found, entity = self._described(part)
        if found is not None and entity is None:
            entity = msgspec.structs.replace(
                found.entity, mention=span, resolved_from="coreference"
            )
        if entity is None:
            entity = unnamed(part)
        one = self._antecedent(part, entity, found)
        bisect.insort(self._everybody, one, key=lambda item: item.start)
        return entity

    def _at(self, span: Span) -> tuple[int, int]:
        return span.start, self._words.sentence(span.start)

    def _pointed(self, part: Part, side: Side) -> tuple[Antecedent | None, Entity | None]:
        """Return whom a pronoun means, or whose somebody is ("its troops")."""
        span, phrase = part
        barred = frozenset(
            entity.id or entity.name.casefold()
            for key in side.others
            for entity in self.values.get(key, ())
        )
        word = phrase.owner or phrase.words[0]
        found = pronoun(word, self._at(span), self._everybody, barred)
        actor = found.actor if found is not None else None
        if phrase.owner and actor is None:
            return None, None  # "his men" are not he
        if actor is None or actor.kind not in {"state", "government"}:
            return found, None
        if not (phrase.owner and phrase.part and actor.country):
            return found, None
        country = self._register.countries[actor.country]
        entity = self._plain.of_state(country, phrase.part, span)
        return None, msgspec.structs.replace(entity, resolved_from="coreference")

    def _institution(self, part: Part) -> tuple[Antecedent | None, Entity | None]:
        """Return whose "army" or "police" is meant: of the one state the report is about.

        In a report about several states, that of the last one said, if one alone fits.
        """
        span, phrase = part
        country = self.names.dominant()
        if country is not None and phrase.part:
            return None, self._plain.of_state(country, phrase.part, span)
        if not phrase.definite:
            return None, None
        return description(phrase, self._at(span), self._everybody, None), None

    def _described(self, part: Part) -> tuple[Antecedent | None, Entity | None]:
        """Return whom a description means, by what came before or by those it names."""
        span, phrase = part
        role = phrase.role
        if role is None or (role.id in POSSESSIONS and not phrase.backers):
            return None, None
        backs = self._backing(phrase, span)
        if not phrase.definite and role.id != _COALITION and backs is None:
            return None, None
        found = description(phrase, self._at(span), self._everybody, backs)
        if found is None and role.id == _COALITION:
            return None, self._coalition(span)
        return found, None

    def _coalition(self, span: Span) -> Entity | None:
        """Return the coalition of the day that fights where and beside whom the report says.

        "The coalition" alone, in a report of Syria that names the Syrian Democratic
        Forces, is the one they were allied with; where two fit as well, nobody is named.
        """
        named = {one.entity.id for one in self._everybody if one.entity.id}
        named |= {one.actor.parent for one in self._everybody if one.actor and one.actor.parent}
        fitting = [
            actor
            for actor in self._register.actors.values()
            if actor.kind == "coalition"
            and self.names.existed(actor)
            and not named.isdisjoint(actor.allies)
            and any(state in self.names.countries for state in actor.theatres)
        ]
        ranked = sorted(fitting, key=lambda actor: -len(named.intersection(actor.allies)))
        counts = [len(named.intersection(actor.allies)) for actor in ranked[:2]]
        alone = len(counts) == 1 or (len(counts) == 2 and counts[0] > counts[1])
        return linked(ranked[0], span, "coreference") if alone else None

    def _backing(self, phrase: Phrase, span: Span) -> Callable[[Actor], bool] | None:
        """Return a test whether those named in a description back an actor; None if none are.

        "Partner forces" are backed by whatever coalition the report names.
        """
        backers: set[str] = set()
        if not _PARTNERS.isdisjoint(phrase.words):
            coalition = self._coalition(span)
            backers.update(filter(None, (coalition.id,)) if coalition else ())
        elif not phrase.backers:
            return None
        for hit in phrase.backers:
            sense = self.names.sense(hit)
            if sense is not None and sense.actor is not None:
                backers.update(filter(None, (sense.actor.id, sense.actor.country)))
        place = self._words.state_after(span)

        def backs(actor: Actor) -> bool:
            allies = set(actor.allies)
            for ally in actor.allies:
                known = self._register.actors.get(ally)
                if known is not None and known.country and known.kind != "armed_group":
                    allies.add(known.country)
            here = place is None or place in {actor.country, *actor.theatres}
            return here and not allies.isdisjoint(backers)

        return backs

    def _antecedent(
        self, part: Part, entity: Entity, found: Antecedent | None = None
    ) -> Antecedent:
        span, phrase = part
        start, sentence = self._at(span)
        if found is not None:
            return found._replace(start=start, sentence=sentence)
        actor = self._register.actors.get(entity.id) if entity.id else None
        name = phrase.role is None and span.text[:1].isupper()
        person = actor.kind == "person" if actor else phrase.single or name
        return Antecedent(start, sentence, entity, actor, False if phrase.single else None, person)
