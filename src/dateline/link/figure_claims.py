"""Which claim tells a figure: the nearest one of a type that can have such a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.claim import NOT_ASSERTED, Claim
from dateline.span import Span

_FORCE = ("air_strike", "shelling", "bombing", "attack", "battle")
_VIOLENT = (
    *_FORCE, "crackdown", "casualties", "riot", "sexual_violence", "abduction", "destruction",
    "territory_taken", "protest", "arrest", "displacement", "deployment",
)  # fmt: skip
COMPATIBLE: Mapping[str, tuple[str, ...]] = {
    "killed": _VIOLENT,
    "wounded": _VIOLENT,
    "missing": (*_FORCE, "casualties", "abduction", "displacement", "destruction", "crackdown"),
    "captured": ("abduction", "battle", "territory_taken", "attack", "withdrawal"),
    "detained": ("arrest", "crackdown", "riot", "protest"),
    "displaced": ("displacement",),
    "strength": (
        "deployment",
        "protest",
        "riot",
        "withdrawal",
        "battle",
        "territory_taken",
        "crackdown",
        "abduction",
    ),
    "strikes": ("air_strike", "shelling", "bombing", "attack", "battle"),
    "destroyed": ("destruction", *_FORCE, "riot", "crackdown"),
    "extent": ("destruction", *_FORCE, "territory_taken", "withdrawal"),
    "total_extent": ("destruction", *_FORCE),
    "other": ("destruction", *_FORCE, "agreement", "deployment", "sexual_violence", "aid"),
}
"""Types of event that a kind of figure may belong to, likeliest first."""

_OLDER = re.compile(
    r"\b(?:earlier|previous|initial|first|provisional|original)\s+"
    r"(?:\w+\s+)?(?:toll|count|figure|report|estimate|tally)s?\b"
)
_YEAR = re.compile(r"\bin (?:[a-z]+ )?(?:19|20)\d\d\b")
"""A year said so is mostly that of something older than the report's own news."""
FAR = {
    "killed": 3, "wounded": 3, "missing": 3, "extent": 3, "total_extent": 0, "displaced": 1,
    "detained": 1, "captured": 1, "destroyed": 1, "strength": 0, "strikes": 1, "other": 0,
}  # fmt: skip
"""How many sentences back the event of a figure may stand."""


VICTIMS = frozenset(("killed", "wounded"))
AHEAD, LEAD = 4, 3
"""How many sentences on the event of victims may stand, and in which first sentences they do."""


class Spot(NamedTuple):
    """Where a figure stands: kind, offsets of number and deciding cue, index of the sentence."""

    kind: str
    number: tuple[int, int]
    cue: tuple[int, int]
    sentence: int


class ClaimFinder:
    """The claims of a document by the sentence of their trigger."""

    def __init__(
        self, text: str, claims: Sequence[Claim], bounds: Sequence[tuple[int, int]]
    ) -> None:
        """Index `claims`; `bounds` are the sentences' offsets in `text`, in text order."""
        self.text = text
        self.claims = claims
        self.bounds = bounds
        self.by_sentence: dict[int, list[int]] = {}
        for index, claim in enumerate(claims):
            place = self.sentence_of(claim.trigger)
            if place is not None:
                self.by_sentence.setdefault(place, []).append(index)

    def sentence_of(self, span: Span) -> int | None:
        """Return the index of the sentence that a span begins in."""
        low, high = 0, len(self.bounds)
        while low < high:
            middle = (low + high) // 2
            if self.bounds[middle][1] <= span.start:
                low = middle + 1
            else:
                high = middle
        inside = low < len(self.bounds) and self.bounds[low][0] <= span.start
        return low if inside else None

    def find(self, spot: Spot) -> int | None:
        """Return the index of the claim that tells a figure; None if no claim does."""
        here = self._fitting(spot.sentence, spot.kind)
        strong = [index for index in here if self._is_strong(index, spot)]
        if strong:
            return min(strong, key=lambda index: (self._distance(index, spot), index))
        covering = [
            index
            for index, claim in enumerate(self.claims)
            if claim.evidence.start <= spot.number[0] < claim.evidence.end
            and claim.event_type in COMPATIBLE[spot.kind]
        ]
        if covering:
            return min(covering, key=lambda index: (self._distance(index, spot), index))
        earlier = self._earlier(spot)
        if earlier is not None:
            return earlier
        if here:
            return min(here, key=lambda index: (self._distance(index, spot), index))
        early = spot.kind in VICTIMS and spot.sentence < LEAD
        return self._later(spot) if early else None

    def _later(self, spot: Spot) -> int | None:
        """Return the claim of a later sentence that victims told before it belong to.

        "Four hurt in the harbour. Gunmen opened fire there on Monday."
        """
        for ahead in range(1, AHEAD + 1):
            fitting = [
                index
                for index in self._fitting(spot.sentence + ahead, spot.kind)
                if self._stands(index)
                and self.claims[index].event_type in _strong(spot.kind)
                and _YEAR.search(self.text, *self.bounds[spot.sentence + ahead]) is None
            ]
            if fitting:
                return min(fitting, key=lambda index: (self._rank(index, spot), index))
        return None

    def _fitting(self, sentence: int, kind: str) -> list[int]:
        """Return the claims of a sentence that can have a kind of figure."""
        return [
            index
            for index in self.by_sentence.get(sentence, ())
            if self.claims[index].event_type in COMPATIBLE[kind]
        ]

    def _earlier(self, spot: Spot) -> int | None:
        """Return the claim of an earlier sentence that a figure belongs to.

        Never one of what did not happen: whoever denied it gave no figure for it.
        """
        for latest in (True, False):
            for back in range(1, FAR[spot.kind] + 1):
                fitting = [
                    index
                    for index in self._fitting(spot.sentence - back, spot.kind)
                    if self.claims[index].status not in NOT_ASSERTED
                    and (not latest or self._stands(index))
                ]
                if fitting:
                    return min(fitting, key=lambda index: (self._rank(index, spot), -index))
        return None

    def _stands(self, index: int) -> bool:
        """Tell whether a claim says that something happened, and is no older count."""
        claim = self.claims[index]
        before = self.text[max(0, claim.trigger.start - 40) : claim.trigger.start]
        return claim.status not in NOT_ASSERTED and _OLDER.search(before) is None

    def _is_strong(self, index: int, spot: Spot) -> bool:
        claim = self.claims[index]
        beside = claim.trigger.start < spot.cue[1] and spot.cue[0] < claim.trigger.end
        return beside or claim.event_type in _strong(spot.kind)

    def _rank(self, index: int, spot: Spot) -> int:
        return COMPATIBLE[spot.kind].index(self.claims[index].event_type)

    def _distance(self, index: int, spot: Spot) -> float:
        """Return how far a claim's trigger stands from a figure; 0 if the cue is the trigger."""
        trigger = self.claims[index].trigger
        if trigger.start < spot.cue[1] and spot.cue[0] < trigger.end:
            return 0
        gap = min(
            _gap((trigger.start, trigger.end), spot.number),
            _gap((trigger.start, trigger.end), spot.cue),
        )
        parted = self.text.find(";", spot.number[1], trigger.start) >= 0
        return gap + 300 * parted


def _strong(kind: str) -> tuple[str, ...]:
    if kind in {"killed", "wounded", "missing"}:
        return (*_FORCE, "crackdown", "casualties", "riot", "sexual_violence")
    return COMPATIBLE[kind]


def _gap(left: tuple[int, int], right: tuple[int, int]) -> int:
    return max(0, right[0] - left[1], left[0] - right[1])
