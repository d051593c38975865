"""Mention: some words that name one thing. Everything recognised in a report proper."""

from __future__ import annotations

from dateline.record import Record
from dateline.span import Span
from dateline.value import Entity, Figure, Place, TimeValue, Weapon


class _Words(Record, frozen=True, tag_field="kind"):
    start: int
    end: int
    text: str

    def span(self) -> Span:
        """Return the mention's words as a span."""
        return Span(self.start, self.end, self.text)


class EntityMention(_Words, frozen=True, tag="entity"):
    """Words that name a person, body, armed group, state or people."""

    value: Entity | None = None


class PlaceMention(_Words, frozen=True, tag="place"):
    """Words that name a place."""

    value: Place | None = None


class TimeMention(_Words, frozen=True, tag="time"):
    """Words that name a time: TIMEX3's DATE, TIME, DURATION or SET."""

    value: TimeValue | None = None


class FigureMention(_Words, frozen=True, tag="figure"):
    """Words that give a number."""

    value: Figure | None = None


class WeaponMention(_Words, frozen=True, tag="weapon"):
    """Words that name a weapon."""

    value: Weapon | None = None


Mention = EntityMention | PlaceMention | TimeMention | FigureMention | WeaponMention
