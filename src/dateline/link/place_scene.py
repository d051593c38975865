"""Says where each event of a report was: the most specific place the text supports for it.

Every spot of the event's own sentence is a candidate, and so are those that a reader
would carry over: of the sentences before, of the headline and the dateline, the place of
the event told last, the place of another telling of the same happening.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from dateline.claim import Claim
from dateline.link.place_scene_words import SceneWords
from dateline.link.place_signs import Known, Option, Page, options, scored
from dateline.link.place_spot import Spot

Watch = Callable[[Claim, list[tuple[float, Option]]], None]
"""Told every choice as it is made; for fitting and explaining."""


class Scenes:
    """Chooses the places of the events of one report at a time."""

    def __init__(self, words: SceneWords, watch: Watch | None = None) -> None:
        """Keep the words and their weights."""
        self._words = words
        self._watch = watch

    def __call__(self, page: Page, claims: Sequence[Claim]) -> dict[str, Spot]:
        """Return the spots where the claims' events were, by claim id."""
        told = _Told(page)
        triggers = sorted({(claim.trigger.start, claim.trigger.end) for claim in claims})
        for claim in _in_order(page, claims):
            found = options(page, claim, triggers, told.known(claim), self._words)
            ranked = scored(found, self._words.weights)
            if self._watch:
                self._watch(claim, ranked)
            if ranked:
                score, option = ranked[0]
                told.note(claim, option._replace(spot=_scored(option.spot, score)))
        return dict(told.places(claims))


def _scored(spot: Spot, score: float) -> Spot:
    """Return a spot with the chance that the event was there as its score.

    That is the chance that the name means this record, times the chance that a choice
    with such a sum of signs is right (fitted on the project's own reports).
    """
    chance = 1.0 / (1.0 + math.exp(-0.6 * score - 0.4))
    record = 1.0 if spot.place.score is None else spot.place.score
    return spot._replace(place=msgspec.structs.replace(spot.place, score=round(record * chance, 3)))


class _Told:
    """Where the events told so far were."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._chosen: dict[str, Option] = {}
        self._groups: dict[str, Option] = {}
        self._last: tuple[Spot, int] | None = None
        self._counts: Counter[str] = Counter()
        self._spots: dict[str, Spot] = {}

    def known(self, claim: Claim) -> Known:
        """Return what is settled when a claim is looked at."""
        group = self._groups.get(claim.same_as or claim.id)
        main = max(self._counts, key=lambda key: self._counts[key]) if self._counts else None
        return Known(self._last, group.spot if group else None, self._spots[main] if main else None)

    def note(self, claim: Claim, found: Option) -> None:
        """Note where a claim's event was."""
        self._chosen[claim.id] = found
        group = claim.same_as or claim.id
        known = self._groups.get(group)
        if known is None or (found.own and not known.own):
            self._groups[group] = found
        self._last = (found.spot, self._page.number(claim))
        key = found.spot.feature.key + found.spot.place.name
        self._counts[key] += 1
        self._spots.setdefault(key, found.spot)

    def places(self, claims: Sequence[Claim]) -> Iterator[tuple[str, Spot]]:
        """Yield each claim's spot; in place of one carried over, its happening's own."""
        for claim in claims:
            found = self._chosen.get(claim.id)
            group = self._groups.get(claim.same_as or claim.id)
            if group and group.own and not (found and found.own):
                found = group
            if found:
                yield claim.id, found.spot


def _in_order(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """Return claims in text order, those of the headline last: the body says what it means."""
    return sorted(
        claims, key=lambda claim: (page.number(claim) < page.first, claim.trigger.start, claim.id)
    )
