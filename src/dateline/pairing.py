"""Which claims of a reading may be set beside which events of a hand-coded report.

What may pair: a claim and a gold event where the claim's trigger lies inside the gold
quotation, or the claim's evidence and the quotation share at least half of the
shorter one; and where both are asserted or both are not. Pairs are chosen one to one,
best first: same type, then trigger, then evidence. Gold events that tell a happening
again (`same_as`) may pair too; missing one costs nothing, and two further claims that
could pair with a happening already found cost nothing. Places in the text are compared
without white space.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

from dateline.claim import NOT_ASSERTED, Claim
from dateline.gold import GoldEvent, GoldReport
from dateline.span import Span

MAX_TRIGGER, MAX_EVIDENCE = 60, 600
"""Characters, white space not counted, beyond which a span pairs with nothing."""

FREE_RETELLINGS = 2
_STOP = frozenset("the a an of in on at to by and or for from s u its their his her".split()) | {
    "forces", "force", "group", "fighters", "troops", "army", "military",
}  # fmt: skip

Place = tuple[int, int]
"""Start and end in a text without its white space, end excluded."""


class Alignment:
    """Places of spans and quotations in a gold text, white space left out."""

    def __init__(self, gold_text: str, read_text: str) -> None:
        self._gold = "".join(gold_text.split())
        read = "".join(read_text.split())
        self._shift = read.find(self._gold)
        self._read = read
        kept = itertools.accumulate((not character.isspace() for character in read_text), initial=0)
        self._before = list(kept)

    def span(self, span: Span | None, longest: int) -> Place | None:
        """Return where a span of the reading stands in the gold text; None if it does not."""
        if span is None or span.end >= len(self._before):
            return None
        start, end = self._before[span.start], self._before[span.end]
        if end <= start or end - start > longest:
            return None
        if self._shift >= 0:
            return start - self._shift, end - self._shift
        place = self._gold.find(self._read[start:end])
        return (place, place + end - start) if place >= 0 else None

    def quotations(self, words: str) -> list[Place]:
        """Return every place where a quotation stands in the gold text."""
        wanted = "".join(words.split())
        if not wanted:
            return []
        found = re.finditer(f"(?={re.escape(wanted)})", self._gold)
        return [(match.start(), match.start() + len(wanted)) for match in found]


def _shared(left: Place, right: Place) -> int:
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def inside(inner: Place | None, outer: Place) -> bool:
    """Tell whether a place lies wholly in another; False for None."""
    return inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _fit(trigger: Place | None, evidence: Place | None, quotation: Place) -> float:
    """Return how well a claim's places fit a gold quotation; 0 if they may not pair."""
    if inside(trigger, quotation):
        return 2.0
    if evidence is None:
        return 0.0
    shorter = min(quotation[1] - quotation[0], evidence[1] - evidence[0])
    if _shared(evidence, quotation) < 0.5 * shorter:
        return 0.0
    touches = trigger is not None and _shared(trigger, quotation) > 0
    return 1.1 if touches else 1.0


class Pairing:
    """Which claims of a reading pair with which events of a hand-coded report."""

    def __init__(self, gold: GoldReport, claims: Sequence[Claim], text: str) -> None:
        self.alignment = Alignment(gold.text, text)
        self.triggers = [self.alignment.span(claim.trigger, MAX_TRIGGER) for claim in claims]
        self.loose: dict[int, list[int]] = defaultdict(list)
        self.pairs: dict[int, int] = {}
        candidates = sorted(self._candidates(gold, claims), key=lambda item: (-item[0], *item[1:]))
        taken: set[int] = set()
        for _, event, claim in candidates:
            if event not in self.pairs and claim not in taken:
                self.pairs[event] = claim
                taken.add(claim)
        self.paired_claims = taken

    def _candidates(
        self, gold: GoldReport, claims: Sequence[Claim]
    ) -> Iterable[tuple[float, int, int]]:
        for index, event in enumerate(gold.events):
            places = self.alignment.quotations(event.quote)
            for number, claim in enumerate(claims):
                if (claim.status in NOT_ASSERTED) != (event.status in NOT_ASSERTED):
                    continue
                evidence = self.alignment.span(claim.evidence, MAX_EVIDENCE)
                evidence = evidence or self.triggers[number]
                fits = [_fit(self.triggers[number], evidence, place) for place in places]
                if fits and max(fits) > 0:
                    self.loose[number].append(index)
                    same = 3.0 if claim.event_type == event.type else 0.0
                    yield max(fits) + same + 0.2 * event.core, index, number


def roots_of(events: Sequence[GoldEvent]) -> list[str]:
    """Return for each event the id of the happening it tells."""
    told = {event.id: event.same_as or event.id for event in events}

    def root(identity: str) -> str:
        seen: set[str] = set()
        while told.get(identity, identity) != identity and identity not in seen:
            seen.add(identity)
            identity = told[identity]
        return identity

    return [root(event.id) for event in events]


def too_many(claims: Sequence[Claim], pairing: Pairing, roots: Sequence[str]) -> list[int]:
    """Return the claims that tell nothing in the gold, or the same once too often."""
    extra: list[int] = []
    free: Counter[str] = Counter()
    for number in range(len(claims)):
        if number in pairing.paired_claims:
            continue
        if number not in pairing.loose:
            extra.append(number)
            continue
        root = roots[pairing.loose[number][0]]
        free[root] += 1
        if free[root] > FREE_RETELLINGS:
            extra.append(number)
    return extra


def same_name(left: str, right: str) -> bool:
    """Tell whether two names share half the words of the shorter one, common ones left out."""
    first, second = (set(re.findall(r"\w+", name.lower())) for name in (left, right))
    if first - _STOP and second - _STOP:
        first, second = first - _STOP, second - _STOP
    if not first or not second:
        return False
    return len(first & second) / min(len(first), len(second)) >= 0.5


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points in degrees (haversine, 6371 km)."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, half)))
