"""Mentions: the words that name people, bodies and weapons, event or no event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claim import Claim
from dateline.extract.act import mention_of
from dateline.extract.phrase import Chunk, Phrase
from dateline.mention import EntityMention, Mention, WeaponMention
from dateline.reading import Statement
from dateline.span import Span
from dateline.value import Weapon

_PEOPLE = frozenset(("armed", "civilian", "crowd", "agent", "people"))


def mentions_of(
    phrases: Sequence[Phrase], claims: Sequence[Claim], statements: Sequence[Statement]
) -> tuple[Mention, ...]:
    """Return entity and weapon mentions in text order, each span once a kind."""
    entities: dict[tuple[int, int], Span] = {}
    weapons: dict[tuple[int, int], Mention] = {}
    for claim in claims:
        for entity in (*claim.actors, *claim.recipients):
            if entity.mention is not None:
                entities[entity.mention.start, entity.mention.end] = entity.mention
    for statement in statements:
        if statement.source is not None:
            entities[statement.source.start, statement.source.end] = statement.source
    taken = {place for start, end in entities for place in range(start, end)}
    for phrase in phrases:
        for weapon in phrase.weapons:
            span = weapon.span
            weapons[span.start, span.end] = WeaponMention(
                span.start, span.end, span.text, Weapon(name=span.text.lower(), mention=span)
            )
        for chunk in phrase.chunks:
            if _names_somebody(chunk):
                span = mention_of(phrase, chunk)
                if taken.isdisjoint(range(span.start, span.end)):
                    entities[span.start, span.end] = span
                    taken.update(range(span.start, span.end))
    found: list[Mention] = [
        EntityMention(span.start, span.end, span.text) for span in entities.values()
    ]
    found.extend(weapons.values())
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _names_somebody(chunk: Chunk) -> bool:
    if "time" in chunk.kinds:
        return False
    if chunk.kinds & _PEOPLE:
        return not chunk.kinds & {"place", "structure"}
    return False
