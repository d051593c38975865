"""What a published page may hold: short quotations, and coordinates as coarse as was asked for.

A report's text belongs to its outlet. What is published of it are the words that say that
something happened, and the short words that fields were read from; offsets still count in the
whole text, so whoever has the report finds them again.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from dateline.claim import Claim
from dateline.incident import Incident
from dateline.record import Record
from dateline.span import Span
from dateline.value import Place
from dateline.view.answers_pages import TextPiece

QUOTATION = 300
"""Characters that are quoted in a row at most."""
REPORT = 1500
"""Characters that are quoted of one report at most; never more than most of a longer one."""
_MOST = 0.75
_WORDS = 80
"""Characters at most of words outside the sentence, such as a speaker named before it."""
_KM = 111.2
"""Kilometres of a degree of latitude."""


class Quoted:
    """The stretches of one report that are published, chosen claim by claim."""

    def __init__(
        self, text: str, claims: Iterable[Claim], headlines: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Choose.

        Args:
            text: The report's.
            claims: Those of its claims that are published.
            headlines: Where its headlines stand; they are published with it in any case.
        """
        self._text = text
        self._stretches: list[tuple[int, int]] = []
        budget = REPORT if len(text) <= QUOTATION else min(REPORT, int(_MOST * len(text)))
        ordered = sorted(claims, key=lambda claim: (claim.evidence.start, claim.id))
        wanted = [_evidence(claim) for claim in ordered]
        wanted += [each for each in headlines if each[1] - each[0] <= QUOTATION]
        wanted += [mention for claim in ordered for mention in _mentions(claim)]
        for start, end in wanted:
            new = (end - start) - sum(
                max(0, min(end, high) - max(start, low)) for low, high in self._stretches
            )
            if new <= budget:
                budget -= new
                self._add(start, end)
        for claim in ordered:  # what happened is always there, or there is nothing to show
            self._add(claim.trigger.start, min(claim.trigger.end, claim.trigger.start + _WORDS))

    def _add(self, start: int, end: int) -> None:
        apart = [each for each in self._stretches if self._apart(each, (start, end))]
        near = [each for each in self._stretches if each not in apart]
        low = min([start, *(each[0] for each in near)])
        high = max([end, *(each[1] for each in near)])
        self._stretches = sorted([*apart, (low, high)])

    def _apart(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Tell whether words that are left out stand between two stretches."""
        first, second = sorted((one, other))
        return first[1] < second[0] and not self._text[first[1] : second[0]].isspace()

    def part(self, start: int, end: int) -> Span | None:
        """Return the longest published piece of a stretch; None if none of it is published."""
        parts = [
            (max(start, low), min(end, high))
            for low, high in self._stretches
            if max(start, low) < min(end, high)
        ]
        if not parts:
            return None
        low, high = max(parts, key=lambda each: (each[1] - each[0], -each[0]))
        return Span.of(self._text, low, min(high, low + QUOTATION))

    def pieces(self) -> tuple[TextPiece, ...]:
        """Return what is published of the text, in its order."""
        return tuple(
            TextPiece(start=low, text=self._text[low:high]) for low, high in self._stretches
        )

    def claim(self, claim: Claim) -> Claim:
        """Return a claim that quotes nothing but what is published."""
        told = msgspec.to_builtins(claim)
        short = {name: self._short(value) for name, value in told.items()}
        trigger = self.part(claim.trigger.start, claim.trigger.end)
        evidence = self.part(*_evidence(claim))
        if evidence is None or not evidence.overlaps(claim.trigger):
            evidence = trigger  # it did not fit any more
        return msgspec.structs.replace(
            msgspec.convert(short | dict.fromkeys(("trigger", "evidence"), told["trigger"]), Claim),
            trigger=trigger or claim.trigger.part(0, _WORDS),
            evidence=evidence or claim.trigger.part(0, _WORDS),
        )

    def _short(self, value: Any) -> Any:  # noqa: ANN401  (any part of a claim)
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "text"}:
                span = self.part(value["start"], value["end"])
                return None if span is None else msgspec.to_builtins(span)
            return {name: self._short(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            kept = ((each, self._short(each)) for each in value)
            return [short for each, short in kept if each is None or short is not None]
        return value


def _evidence(claim: Claim) -> tuple[int, int]:
    """Return the sentence of a claim, or as much of it around the event word as may be quoted."""
    start, end = claim.evidence.start, claim.evidence.end
    if end - start <= QUOTATION:
        return start, end
    start = max(start, min(claim.trigger.start - QUOTATION // 2, end - QUOTATION))
    return start, start + QUOTATION


def _mentions(claim: Claim) -> Iterable[tuple[int, int]]:
    """Yield the words that fields were read from, those outside the sentence too."""
    found: list[Span | None] = [
        *(each.mention for each in (*claim.actors, *claim.recipients)),
        *(each.mention for each in claim.weapons),
        *(each.mention for each in claim.figures),
        claim.place.mention if claim.place else None,
        claim.date.mention if claim.date else None,
    ]
    for link in claim.attribution:
        found += [link.source, link.cue]
    return [(each.start, each.end) for each in found if each and each.end - each.start <= _WORDS]


class Obscured(Record, frozen=True, kw_only=True):
    """Which coordinates are coarsened, and by how much.

    Attributes:
        km: Side of the squares in whose middle points are put.
        places: Names and gazetteer ids of places; empty: all are.
    """

    km: float
    places: frozenset[str] = frozenset()

    def hides(self, places: Collection[Place | None]) -> bool:
        """Tell whether one of an incident's places is to be coarsened; then all of them are."""
        return not self.places or any(
            place is not None and not self.places.isdisjoint({place.name, place.gazetteer or ""})
            for place in places
        )

    def point(self, lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
        """Return the middle of the square in which a point lies."""
        if lat is None or lon is None:
            return None, None
        high = self.km / _KM
        middle = max(-90.0, min(90.0, (math.floor(lat / high) + 0.5) * high))
        wide = min(360.0, high / max(0.01, math.cos(math.radians(middle))))
        east = (math.floor(lon / wide) + 0.5) * wide
        return round(middle, 4), round((east + 180) % 360 - 180, 4)

    def place(self, place: Place | None) -> Place | None:
        """Return a place without what would lead to its point."""
        if place is None:
            return None
        lat, lon = self.point(place.lat, place.lon)
        within = None if lat is None else max(place.precision_km or 0.0, self.km * 0.75)
        return msgspec.structs.replace(
            place,
            lat=lat,
            lon=lon,
            gazetteer=None,
            alternatives=(),
            precision_km=within,
            score=None,
        )

    def claim(self, claim: Claim) -> Claim:
        """Return a claim with its place coarsened."""
        return msgspec.structs.replace(claim, place=self.place(claim.place))

    def incident(self, incident: Incident) -> Incident:
        """Return an incident with its place coarsened."""
        return msgspec.structs.replace(incident, place=self.place(incident.place))


def places_of(incident: Incident, claims: Sequence[Claim]) -> list[Place | None]:
    """Return all places that an incident and its claims name."""
    return [incident.place, *(claim.place for claim in claims)]
