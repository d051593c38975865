"""The signs for and against an event having been at a place that its report names.

A sign is a name with a number, 1 unless it counts something. What each is worth stands in
`dateline_data/places/events.yaml`, fitted on the project's own annotated reports.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.claim import Claim
from dateline.document import Document
from dateline.link.place_scene_words import SceneWords
from dateline.link.place_spot import Spot
from dateline.span import Span

Signs = dict[str, float]

NEAREST = 20
"""Spots of one sentence, before and behind an event, that are weighed at most."""
AHEAD = 4
"""Sentences behind an event's own that are looked at where none before names a place."""
BEHIND = 3
"""Sentences before an event's own from which a place is carried over."""
_HARD = re.compile(r";|: | – | — | - |[()]|\n")
_SAID = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|stated|confirmed|added)\b", re.IGNORECASE
)
_AND = re.compile(r"\b(?:and|or)\b")
_WHERE = re.compile(r",?\s+where\b")
_LEAD = re.compile(
    r"[\W_]*(?:(?:and|but|also|meanwhile|elsewhere|separately|earlier|later)\W+)?"
    r"(?:(?:far|further|farther|just|some|late|early|up|out|down)\s+)?(?:in|at|near|outside|around|across|on|inside|from|over)\b",
    re.IGNORECASE,
)
_ASIDE = frozenset(("people", "owner", "speaker"))
_CARRIED = frozenset(("people", "people_in", "owner", "speaker", "container"))
_LEVELS = {"site": "fine", "neighbourhood": "fine", "settlement": "town", "district": "district",
           "water": "water", "line": "water", "region": "region", "country": "country"}  # fmt: skip


class Page:
    """A report as the choice of places sees it."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Span],
        spots: Sequence[Spot],
        speaking: Sequence[Span],
    ) -> None:
        """Take a report.

        Args:
            document: The report.
            sentences: Its sentences.
            spots: Its spots, in text order.
            speaking: Words in it whose places tell only where somebody speaks.
        """
        self.document = document
        self.sentences = sentences
        self.spots = spots
        self.speaking = [(span.start, span.end) for span in speaking]
        self._starts = [sentence.start for sentence in sentences]
        headline = document.headline()
        self.first = bisect.bisect_left(self._starts, headline.end) if headline else 0
        """Number of the first sentence behind the headline."""
        edges = [block.start for block in document.blocks]
        self.blocks = [bisect.bisect_right(edges, start) for start in self._starts]
        self.by_sentence: dict[int, list[Spot]] = {}
        for spot in spots:
            self.by_sentence.setdefault(spot.sentence, []).append(spot)

    def around(self, number: int, start: int) -> Sequence[Spot]:
        """Return the spots of a sentence nearest to a place in the text, in text order."""
        spots = self.by_sentence.get(number, [])
        if len(spots) <= 2 * NEAREST:
            return spots
        middle = bisect.bisect_left(spots, start, key=lambda spot: spot.start)
        return spots[max(0, middle - NEAREST) : middle + NEAREST]

    def number(self, claim: Claim) -> int:
        """Return the number of a claim's sentence."""
        return max(0, bisect.bisect_right(self._starts, claim.trigger.start) - 1)


class Option(NamedTuple):
    """A spot where an event may have been, with the signs for and against it."""

    spot: Spot
    signs: Signs
    own: bool
    """Whether it stands in the event's own sentence."""


class Known(NamedTuple):
    """What has been settled of other events when one is looked at.

    Attributes:
        last: Spot of the event told before, and the number of its sentence.
        group: Spot of another telling of the same happening.
        main: Spot at which most events were so far.
    """

    last: tuple[Spot, int] | None
    group: Spot | None
    main: Spot | None


def options(
    page: Page,
    claim: Claim,
    triggers: Sequence[tuple[int, int]],
    known: Known,
    words: SceneWords,
) -> list[Option]:
    """Return the spots that may be an event's place.

    Args:
        page: The report.
        claim: The event.
        triggers: Where the words of all its events begin and end, in text order.
        known: What is settled of other events.
        words: The words of scenes.
    """
    number = page.number(claim)
    own = [
        Option(spot, _near(page, claim, spot, triggers, words), own=True)
        for spot in page.around(number, claim.trigger.start)
        if "dateline" not in spot.signs and not _covered(page.speaking, spot)
    ]
    carried: dict[str, tuple[Spot, Signs]] = {}
    found = [item for item in _carried(page, number, known) if not _covered(page.speaking, item[0])]
    if not own and not found:
        found = list(_ahead(page, number))
    for spot, sign in found:
        entry = carried.setdefault(spot.feature.key + spot.place.name, (spot, {}))
        entry[1][sign] = 1.0
    far = [
        Option(spot, _far(spot, signs, claim, page), own=False) for spot, signs in carried.values()
    ]
    return own + far


def _carried(page: Page, number: int, known: Known) -> Iterator[tuple[Spot, str]]:
    """Yield the spots that may be carried over to a sentence, each with the sign of why."""
    heading = number < page.first
    lowest = 0 if heading else page.first
    for back in range(1, min(BEHIND, number - lowest) + 1):
        for spot in reversed(page.by_sentence.get(number - back, [])[-NEAREST:]):
            if "dateline" not in spot.signs:
                yield spot, f"back {back}"
    for other in range(page.first):
        if not heading:
            spots = page.by_sentence.get(other, [])[:NEAREST]
            yield from ((spot, "headline") for spot in spots)
    for start in range(page.first, min(page.first + 2, len(page.sentences))):
        for spot in page.by_sentence.get(start, [])[:NEAREST]:
            if "dateline" in spot.signs and spot.feature.kind == "capital":
                continue  # where correspondents sit
            if "dateline" in spot.signs or heading:
                yield spot, "dateline" if "dateline" in spot.signs else "ahead"
    yield from _settled(page, number, known)


def _ahead(page: Page, number: int) -> Iterator[tuple[Spot, str]]:
    """Yield the spots of the sentences behind one, for a report that begins without a place."""
    for later in range(number + 1, number + 1 + AHEAD):
        for spot in page.by_sentence.get(later, [])[:NEAREST]:
            yield spot, "ahead"


def _settled(page: Page, number: int, known: Known) -> Iterator[tuple[Spot, str]]:
    """Yield the spots that other events were settled at, each with the sign of why."""
    if known.last:
        spot, told = known.last
        yield spot, "last"
        if told == number:
            yield spot, "last here"
        elif page.blocks[told] == page.blocks[number]:
            yield spot, "last in block"
    if known.group:
        yield known.group, "group"
    if known.main:
        yield known.main, "main"


def _far(spot: Spot, why: Signs, claim: Claim, page: Page) -> Signs:
    signs = {f"far {name}": value for name, value in why.items()}
    signs["far"] = 1.0
    signs[f"far {_LEVELS[spot.place.level or 'settlement']}"] = 1.0
    for mark in sorted(spot.signs & _CARRIED):
        signs[f"far {mark}"] = 1.0
    if spot.governed:
        signs[f"far {spot.governed}"] = 1.0
    if claim.background:
        signs["far background"] = 1.0
    if page.blocks[spot.sentence] == page.blocks[page.number(claim)]:
        signs["far same block"] = 1.0
    return signs


def _near(
    page: Page,
    claim: Claim,
    spot: Spot,
    triggers: Sequence[tuple[int, int]],
    words: SceneWords,
) -> Signs:
    text, trigger = page.document.text, claim.trigger
    behind = spot.head >= trigger.end
    low, high = (trigger.end, max(trigger.end, spot.head)) if behind else (spot.end, trigger.start)
    between = text[low:high] if low < high else ""
    side = "after" if behind else "before"
    signs: Signs = {f"{side} {spot.governed or 'bare'}": 1.0}
    signs[_LEVELS[spot.place.level or "settlement"]] = 1.0
    signs[f"kind {spot.kind}"] = 1.0
    signs[f"{side} distance"] = min(len(between), 240) / 40.0
    _count(signs, f"{side} turns", len(words.turns.findall(between)))
    _count(signs, f"{side} commas", between.count(","))
    _count(signs, "hard", len(_HARD.findall(between)))
    _count(signs, "events between", _inside(triggers, low, high))
    others = page.around(spot.sentence, trigger.start)
    passed = sum(low <= other.start < high and not other.signs & _ASIDE for other in others)
    _count(signs, f"{side} passed", passed)
    for mark in sorted(spot.signs - {"listed"}):  # sums of floats depend on their order
        signs[mark] = 1.0
    if behind and not spot.governed and len(between.split()) <= 1:
        signs["object"] = 1.0
    if _SAID.search(between):
        signs[f"{side} said"] = 1.0
    _kind(signs, spot)
    if not behind:
        _before(signs, page, spot, between)
    for role, entities in (("actor", claim.actors), ("recipient", claim.recipients)):
        spans = [(item.mention.start, item.mention.end) for item in entities if item.mention]
        if _covered(spans, spot):
            signs[role] = 1.0
    if spot.governed in {"from", "to"}:
        kind = claim.event_type
        if kind in {"displacement", "withdrawal", "deployment", "territory_taken", "battle"}:
            signs[f"{kind} {spot.governed}"] = 1.0
    if claim.event_type == "territory_taken" and "object" in signs:
        signs["territory_taken object"] = 1.0
    return signs


def _kind(signs: Signs, spot: Spot) -> None:
    """Add the signs of what a place is: a country is often the doer, not the place."""
    if spot.place.lat is None:
        signs["unlinked"] = 1.0
    if spot.place.level == "country":
        signs[f"country {spot.governed or 'bare'}"] = 1.0
        if "owner" in spot.signs:
            signs["country owner"] = 1.0


def _before(signs: Signs, page: Page, spot: Spot, between: str) -> None:
    """Add the signs of a place that stands before its event's word."""
    if _AND.search(between):
        signs["before and"] = 1.0
    text, sentence = page.document.text, page.sentences[spot.sentence]
    if between and _WHERE.match(text, spot.end):
        signs["where"] = 1.0
    lead = _LEAD.match(text, sentence.start, spot.head)
    if lead and spot.head - lead.end() < 25:
        signs["lead"] = 1.0
        if text.startswith(",", spot.end):
            signs["lead comma"] = 1.0
    if not between:
        signs["within"] = 1.0
    elif len(between) <= 4:
        signs["right before"] = 1.0


def _count(signs: Signs, name: str, count: int) -> None:
    if count:
        signs[name] = float(min(3, count))


def _inside(triggers: Sequence[tuple[int, int]], low: int, high: int) -> int:
    first = bisect.bisect_left(triggers, (low, 0))
    return bisect.bisect_left(triggers, (max(low, high), 0)) - first


def _covered(spans: Iterable[tuple[int, int]], spot: Spot) -> bool:
    return any(low <= spot.start and spot.end <= high for low, high in spans)


def scored(found: Sequence[Option], weights: Mapping[str, float]) -> list[tuple[float, Option]]:
    """Return options with what their signs are worth in all, the likeliest first."""
    ranked = [
        (sum(weights.get(name, 0.0) * value for name, value in option.signs.items()), option)
        for option in found
    ]
    return sorted(ranked, key=lambda item: (-item[0], not item[1].own, item[1].spot.start))
