"""Pairs to incidents: clusters by the average of what speaks for and against.

First the claims of one report that tell of one happening are put together: a report that
names place and day once need not do so again. Then what reports tell is put together, two
tellings compared by those of their claims that have most in common. Two clusters are
joined while the average over all their pairs is above what keeps them apart, best first.
At first that is zero. Where both are known well, each from many tellings, it is half of
what holds the looser one together: two fights of one town share much, but less than the
tellings of either share with each other.

A person's judgement always wins: what was judged one is joined before anything else, and
what was judged two is never joined. The result depends on the claims and their points
only, not on the order in which they come.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

UNCOMPARED = -2.0
"""Points of a pair that was not compared."""

LEAST = -4.0
"""Points of a pair that even less speaks for, or that is barred."""

OWN_SHARE = 0.5
"""Two clusters have to have so much in common of what the looser one has with itself."""

DOUBTED_PAIRS = 10
"""What holds a cluster together counts in full where its pairs are many more than this."""

Pair = tuple[str, str]
"""Two claim ids, the smaller one first."""


def pair(left: str, right: str) -> Pair:
    """Return two ids as a pair."""
    return (left, right) if left < right else (right, left)


def components(claims: Iterable[str], joined: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return the claims in groups that pairs connect, each group and all groups sorted."""
    parent = {claim: claim for claim in claims}

    def root(claim: str) -> str:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for left, right in joined:
        if left in parent and right in parent:
            low, high = sorted((root(left), root(right)))
            parent[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(parent):
        groups[root(claim)].append(claim)
    return [tuple(group) for _, group in sorted(groups.items())]


def cluster(
    report_of: Mapping[str, str],
    points: Mapping[Pair, float],
    must: Collection[Pair] = (),
    cannot: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """Return claims that tell of one happening, together; each cluster and all sorted.

    Args:
        report_of: The report of each claim.
        points: What speaks for each pair; `UNCOMPARED` for those not in it.
        must: Pairs that were judged one.
        cannot: Pairs that were judged two; stronger than `must`.
    """
    inside = {each for each in points if report_of[each[0]] == report_of[each[1]]}
    within = {each: points[each] for each in inside}
    held = {pair(*each) for each in must if report_of.keys() >= set(each)}
    barred = {pair(*each) for each in cannot if report_of.keys() >= set(each)}
    same_report = [each for each in held if report_of[each[0]] == report_of[each[1]]]
    told = {members[0]: members for members in _joined(report_of, within, same_report, barred)}
    telling_of = {claim: first for first, members in told.items() for claim in members}
    between: dict[Pair, float] = {}
    for each, value in points.items():
        if each not in inside:
            tellings = pair(telling_of[each[0]], telling_of[each[1]])
            between[tellings] = max(value, between.get(tellings, UNCOMPARED))
    found = _joined(told, between, _of(held, telling_of), _of(barred, telling_of))
    return sorted(
        tuple(sorted(claim for first in group for claim in told[first])) for group in found
    )


def _of(pairs: Iterable[Pair], telling_of: Mapping[str, str]) -> set[Pair]:
    """Return pairs of claims as pairs of tellings, without those within one telling."""
    tellings = {pair(telling_of[left], telling_of[right]) for left, right in pairs}
    return {each for each in tellings if each[0] != each[1]}


def _joined(
    claims: Iterable[str],
    points: Mapping[Pair, float],
    must: Collection[Pair],
    cannot: Collection[Pair],
) -> list[tuple[str, ...]]:
    """Return ids in clusters by the average of their points."""
    positive = [each for each, value in points.items() if value > 0]
    held = [each for each in must if each not in cannot]
    found: list[tuple[str, ...]] = []
    by_group: dict[str, dict[Pair, float]] = defaultdict(dict)
    groups = components(claims, [*positive, *held])
    first_of = {claim: group[0] for group in groups for claim in group}
    for each, value in points.items():
        if first_of[each[0]] == first_of[each[1]]:
            by_group[first_of[each[0]]][each] = value
    for group in groups:
        if len(group) == 1:
            found.append(group)
        else:
            found += _Agglomeration(group, by_group[group[0]], held, cannot).clusters()
    return sorted(found)


class _Agglomeration:
    """Joins the claims of one component, best pair of clusters first."""

    def __init__(
        self,
        group: Sequence[str],
        points: Mapping[Pair, float],
        held: Sequence[Pair],
        barred: Collection[Pair],
    ) -> None:
        starts = self._starts(group, held, barred)
        self._members: dict[int, tuple[str, ...]] = dict(enumerate(starts))
        at = {claim: number for number, members in self._members.items() for claim in members}
        self._sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self._inside: dict[int, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
        self._apart: set[tuple[int, int]] = set()
        self._heap: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int]] = []
        for left, right in barred:
            if left in at and right in at:
                self._apart |= {(at[left], at[right]), (at[right], at[left])}
        for (left, right), value in points.items():
            if at[left] != at[right]:
                self._count(at[left], at[right], value, 1)
            else:
                total, compared = self._inside[at[left]]
                self._inside[at[left]] = total + value, compared + 1
        for number in sorted(self._sums):
            for other in self._sums[number]:
                if number < other:
                    self._offer(number, other)

    @staticmethod
    def _starts(
        group: Sequence[str], held: Sequence[Pair], barred: Collection[Pair]
    ) -> list[tuple[str, ...]]:
        """Return what judgements join; a join that would bring barred claims together is left."""
        starts: dict[str, tuple[str, ...]] = {claim: (claim,) for claim in group}
        for left, right in sorted(held):
            if left not in starts or right not in starts or starts[left] is starts[right]:
                continue
            if any(pair(one, other) in barred for one in starts[left] for other in starts[right]):
                continue
            whole = tuple(sorted(starts[left] + starts[right]))
            for claim in whole:
                starts[claim] = whole
        return sorted(set(starts.values()))

    def _count(self, one: int, other: int, value: float, pairs: int) -> None:
        before, number = self._sums[one].get(other, (0.0, 0))
        self._sums[one][other] = self._sums[other][one] = (before + value, number + pairs)

    def _average(self, one: int, other: int) -> float:
        total, compared = self._sums[one].get(other, (0.0, 0))
        pairs = len(self._members[one]) * len(self._members[other])
        return (total + UNCOMPARED * (pairs - compared)) / pairs

    def _held_by(self, number: int) -> float:
        """Return what holds a cluster together: its own average, drawn to zero if pairs are few."""
        total, compared = self._inside[number]
        size = len(self._members[number])
        pairs = size * (size - 1) // 2
        return (total + UNCOMPARED * (pairs - compared)) / (pairs + DOUBTED_PAIRS)

    def _offer(self, one: int, other: int) -> None:
        if (one, other) in self._apart:
            return
        needed = OWN_SHARE * max(0.0, min(self._held_by(one), self._held_by(other)))
        over = round(self._average(one, other) - needed, 6)
        if over > 0:
            left, right = sorted((self._members[one], self._members[other]))
            heapq.heappush(self._heap, (-over, left, right, one, other))

    def clusters(self) -> list[tuple[str, ...]]:
        """Return the clusters, each sorted."""
        fresh = len(self._members)
        while self._heap:
            *_, one, other = heapq.heappop(self._heap)
            if one in self._members and other in self._members:
                self._join(one, other, fresh)
                fresh += 1
        return list(self._members.values())

    def _join(self, one: int, other: int, fresh: int) -> None:
        between = self._sums[one].get(other, (0.0, 0))
        rows = self._sums.pop(one), self._sums.pop(other)
        parts = self._inside.pop(one, (0.0, 0)), self._inside.pop(other, (0.0, 0)), between
        self._inside[fresh] = sum(part[0] for part in parts), sum(part[1] for part in parts)
        whole = self._members.pop(one) + self._members.pop(other)
        self._members[fresh] = tuple(sorted(whole))
        for old in (one, other):
            for left, right in [each for each in self._apart if each[0] == old]:
                self._apart |= {(fresh, right), (right, fresh)}
                self._apart -= {(left, right), (right, left)}
        for row in rows:
            for neighbour, (value, pairs) in row.items():
                if neighbour in self._members:
                    self._count(fresh, neighbour, value, pairs)
                    self._sums[neighbour].pop(one, None)
                    self._sums[neighbour].pop(other, None)
        for neighbour in sorted(self._sums[fresh]):
            self._offer(fresh, neighbour)
