"""Scores readings against hand-coded reports.

How claims and events pair is said in `pairing`. Intervals are bootstrapped over
reports, with a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from dateline.claim import Claim
from dateline.gold import GoldEvent, GoldReport
from dateline.pairing import Pairing, inside, kilometres, roots_of, same_name, too_many
from dateline.reading import Reading
from dateline.record import Record
from dateline.value import Entity

_RESAMPLES = 1000
_LIMIT_KM = {"country": 600.0, "region": 150.0, "water": 150.0}
T = TypeVar("T")
U = TypeVar("U")


class Measure(Record, frozen=True, kw_only=True):
    """One figure of an evaluation.

    Attributes:
        name: What is measured.
        value: F1, or the share of cases that are right; None where there were no cases.
        low: Lower end of the 95 % interval.
        high: Upper end.
        precision: None for shares.
        recall: None for shares.
        cases: Gold items that the measure is taken over.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    precision: float | None = None
    recall: float | None = None
    cases: int = 0


class Unmatched(Record, frozen=True, kw_only=True):
    """A happening missed, a claim too many, or a type misread, with its words."""

    what: str
    report: str
    event_type: str
    words: str


class Evaluation(Record, frozen=True, kw_only=True):
    """The figures, what was found in furniture, and everything that did not match."""

    measures: tuple[Measure, ...]
    leaks: Mapping[str, int]
    confusion: Mapping[str, Mapping[str, int]]
    unmatched: tuple[Unmatched, ...]
    reports: int
    unread: tuple[str, ...]


class _Counts:
    """Per report: (found, too many, missed) for F1, or (right, of) for shares."""

    def __init__(self) -> None:
        self.f1: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.share: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.leaks: Counter[str] = Counter(chrome=0, not_events=0)
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.unmatched: list[Unmatched] = []

    def add_f1(self, name: str, found: int, extra: int, missed: int) -> None:
        for position, count in enumerate((found, extra, missed)):
            self.f1[name][position] += count

    def add_share(self, name: str, *, right: bool) -> None:
        self.share[name][0] += right
        self.share[name][1] += 1


def _count_report(gold: GoldReport, reading: Reading | None) -> _Counts:
    counts = _Counts()
    claims = reading.claims if reading else ()
    pairing = Pairing(gold, claims, reading.document.text if reading else gold.text)
    _count_happenings(counts, gold, claims, pairing)
    _count_leaks(counts, gold, claims, pairing)
    for index, number in sorted(pairing.pairs.items()):
        _count_fields(counts, gold.events[index], claims[number])
    _count_published(counts, gold, reading)
    return counts


def _count_happenings(
    counts: _Counts, gold: GoldReport, claims: Sequence[Claim], pairing: Pairing
) -> None:
    roots = roots_of(gold.events)
    found = {roots[index] for index in pairing.pairs}
    typed = {
        roots[index]
        for index, number in pairing.pairs.items()
        if claims[number].event_type == gold.events[index].type
    }
    extra = too_many(claims, pairing, roots)
    core = {root for root, event in zip(roots, gold.events, strict=True) if event.core}
    counts.add_f1("detection", len(found), len(extra), len(set(roots) - found))
    wrong = len(found - typed)
    counts.add_f1("typed", len(typed), len(extra) + wrong, len(set(roots) - typed))
    counts.share["core recall"][0] += len(core & found)
    counts.share["core recall"][1] += len(core)
    for index, event in enumerate(gold.events):
        if roots[index] == event.id and event.id not in found:
            counts.unmatched.append(_unmatched("missed", gold, event.type, event.quote))
    for number in extra:
        claim = claims[number]
        words = claim.evidence.text
        counts.unmatched.append(_unmatched("too many", gold, claim.event_type, words))
    for index, number in pairing.pairs.items():
        event, claim = gold.events[index], claims[number]
        counts.confusion[event.type, claim.event_type] += 1
        if event.type != claim.event_type:
            kind = f"{event.type} read as {claim.event_type}"
            counts.unmatched.append(_unmatched("type", gold, kind, event.quote))


def _unmatched(what: str, gold: GoldReport, event_type: str, words: str) -> Unmatched:
    return Unmatched(what=what, report=gold.doc_id, event_type=event_type, words=words)


def _count_leaks(
    counts: _Counts, gold: GoldReport, claims: Sequence[Claim], pairing: Pairing
) -> None:
    for words in gold.chrome:
        for place in pairing.alignment.quotations(words):
            counts.leaks["chrome"] += sum(inside(trigger, place) for trigger in pairing.triggers)
    for passage in gold.not_events:
        for place in pairing.alignment.quotations(passage.quote):
            counts.leaks["not_events"] += sum(
                inside(pairing.triggers[number], place)
                for number in range(len(claims))
                if number not in pairing.paired_claims
            )


def _count_fields(counts: _Counts, event: GoldEvent, claim: Claim) -> None:
    retelling = event.same_as is not None
    counts.add_share("status", right=claim.status == event.status)
    for role, names, entities in (
        ("actors", event.actors, claim.actors),
        ("recipients", event.recipients, claim.recipients),
    ):
        if names or not retelling:
            wanted = [(name.name, name.quote) for name in names]
            counts.add_f1(role, *_compare(wanted, [_called(item) for item in entities], _same_any))
    if not event.actors and not retelling:
        counts.add_share("actor invented", right=bool(claim.actors))
    if event.figures or not retelling:
        wanted_figures = [(item.kind, item.low, item.high) for item in event.figures]
        figures = [(item.kind, item.low, item.high) for item in claim.figures]
        counts.add_f1("figures", *_compare(wanted_figures, figures, lambda a, b: a == b))
    _count_place(counts, event, claim)
    _count_date(counts, event, claim)
    speakers = [link.speaker.name for link in claim.attribution[-1:] if link.speaker]
    if event.according_to:
        last = [source.chain[-1] for source in event.according_to if source.chain]
        right = any(same_name(a, b) for a in last for b in speakers)
        counts.add_share("speaker", right=right)


def _called(entity: Entity) -> tuple[str | None, ...]:
    return entity.name, entity.mention.text if entity.mention else None


def _same_any(left: Sequence[str | None], right: Sequence[str | None]) -> bool:
    return any(a and b and same_name(a, b) for a in left for b in right)


def _compare(
    wanted: Sequence[T], got: Sequence[U], same: Callable[[T, U], bool]
) -> tuple[int, int, int]:
    """Return (found, too many, missed) of a one-to-one comparison in order."""
    free = list(range(len(got)))
    found = 0
    for item in wanted:
        match = next((index for index in free if same(item, got[index])), None)
        if match is not None:
            free.remove(match)
            found += 1
    return found, len(got) - found, len(wanted) - found


def _count_place(counts: _Counts, event: GoldEvent, claim: Claim) -> None:
    gold, place = event.place, claim.place
    if gold is not None and gold.lat is not None and gold.lon is not None:
        away = float("inf")
        if place is not None and place.lat is not None and place.lon is not None:
            away = kilometres(gold.lat, gold.lon, place.lat, place.lon)
        limit = _LIMIT_KM.get(gold.level or "", 25.0)
        counts.add_share("place within 25 km", right=away <= limit)
        counts.add_share("place within 161 km", right=away <= max(161.0, limit))
    elif event.same_as is None:
        counts.add_share("place invented", right=place is not None)


def _count_date(counts: _Counts, event: GoldEvent, claim: Claim) -> None:
    first = str(claim.date.first) if claim.date and claim.date.first else None
    last = str(claim.date.last) if claim.date and claim.date.last else first
    if event.date:
        exact = (first, last) == (event.date.first, event.date.last)
        counts.add_share("date exact", right=exact)
        days = (first, last) if first and last else ("", "")
        overlaps = bool(days[0]) and days[0] <= event.date.last and days[1] >= event.date.first
        counts.add_share("date overlapping", right=overlaps)
    elif event.same_as is None and not event.date_quote:
        counts.add_share("date invented", right=first is not None)


def _count_published(counts: _Counts, gold: GoldReport, reading: Reading | None) -> None:
    if gold.published:
        return
    wanted = gold.published_range
    if wanted is None and gold.published_gold:
        wanted = (gold.published_gold, gold.published_gold)
    if wanted is None:
        return
    published = reading.document.published if reading else None
    right = published is not None and published.first is not None
    if right and published is not None:
        last = str(published.last or published.first)
        right = str(published.first) >= wanted[0] and last <= wanted[1]
    counts.add_share("published", right=right)


def evaluate(gold: Sequence[GoldReport], readings: Mapping[str, Reading]) -> Evaluation:
    """Return how readings compare with hand-coded reports.

    Args:
        gold: The hand-coded reports.
        readings: By `doc_id`; a report without one counts as read and found empty.
    """
    by_report = [_count_report(report, readings.get(report.doc_id)) for report in gold]
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    leaks: Counter[str] = Counter(chrome=0, not_events=0)
    for counts in by_report:
        leaks.update(counts.leaks)
        for (wanted, got), number in counts.confusion.items():
            confusion[wanted][got] += number
    return Evaluation(
        measures=tuple(_measures(by_report)),
        leaks=dict(leaks),
        confusion={wanted: dict(sorted(row.items())) for wanted, row in sorted(confusion.items())},
        unmatched=tuple(item for counts in by_report for item in counts.unmatched),
        reports=len(gold),
        unread=tuple(report.doc_id for report in gold if report.doc_id not in readings),
    )


def _measures(by_report: Sequence[_Counts]) -> Iterable[Measure]:
    for name in ("detection", "typed", "actors", "recipients", "figures"):
        rows = [tuple(counts.f1[name]) for counts in by_report]
        found, extra, missed = _sum(rows, 3)
        low, high = _interval(rows, _f1, 3)
        yield Measure(
            name=name, value=_f1((found, extra, missed)), low=low, high=high,
            precision=found / (found + extra) if found + extra else None,
            recall=found / (found + missed) if found + missed else None,
            cases=found + missed,
        )  # fmt: skip
    names = sorted({name for counts in by_report for name in counts.share})
    for name in names:
        shares = [tuple(counts.share[name]) for counts in by_report]
        low, high = _interval(shares, _rate, 2)
        total = _sum(shares, 2)
        yield Measure(name=name, value=_rate(total), low=low, high=high, cases=total[1])


def _sum(rows: Sequence[Sequence[int]], width: int) -> tuple[int, ...]:
    return tuple(sum(row[column] for row in rows) for column in range(width))


def _f1(counts: Sequence[int]) -> float | None:
    found, extra, missed = counts
    return 2 * found / (2 * found + extra + missed) if found + extra + missed else None


def _rate(counts: Sequence[int]) -> float | None:
    return counts[0] / counts[1] if counts[1] else None


def _interval(
    rows: Sequence[Sequence[int]], value: Callable[[Sequence[int]], float | None], width: int
) -> tuple[float | None, float | None]:
    """Return the 95 % percentile interval of a value over resampled reports."""
    generator = random.Random(0)  # noqa: S311  (a bootstrap, not a secret)
    values: list[float] = []
    for _ in range(_RESAMPLES):
        drawn = value(_sum(generator.choices(rows, k=len(rows)), width)) if rows else None
        if drawn is not None:
            values.append(drawn)
    values.sort()
    if not values:
        return None, None
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
