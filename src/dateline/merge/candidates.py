"""Which pairs of claims are worth comparing: those near each other in days and place.

A claim is filed under the days it may have happened on and the square of the map that
it lies in: a small one where its place is known to a town, a large one where it is known
to a region. A claim that tells no place, or no more than a country, is compared with those
of its own report and of reports alike to it, no others.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dateline.record import Record

LONGEST_DAYS = 31
"""Claims whose days span more are filed as if they told none."""

_SMALL, _LARGE = 0.5, 2.0
"""Sides of the squares, in degrees."""

_PRECISE_KM, _COARSE_KM = 30.0, 200.0
"""Radius up to which a place counts as known to a town, and to a region."""


class Where(Record, frozen=True):
    """What a claim is filed by.

    Attributes:
        claim: Id of the claim.
        report: Id of its document.
        first: First day; None if it tells none.
        last: Last day, included.
        published: First day on which the report may have appeared; None if unknown.
        lat: Degrees north; None if no place is linked.
        lon: Degrees east.
        precision_km: Radius within which the place lies.
    """

    claim: str
    report: str
    first: date | None
    last: date | None
    published: date | None
    lat: float | None
    lon: float | None
    precision_km: float | None


class Blocks:
    """Claims, filed so that those near each other are found."""

    def __init__(self, claims: Iterable[Where]) -> None:
        """File the claims."""
        self._filed: dict[object, list[str]] = defaultdict(list)
        self._claims: dict[str, Where] = {}
        self._of_report: dict[str, list[str]] = defaultdict(list)
        for where in claims:
            self._claims[where.claim] = where
            self._of_report[where.report].append(where.claim)
            for key in _filed_under(where):
                self._filed[key].append(where.claim)

    def near(self, claim: str) -> set[str]:
        """Return the claims that one is worth comparing with."""
        where = self._claims[claim]
        found = set(self._of_report[where.report])
        for key in _looked_up(where):
            found.update(self._filed.get(key, ()))
        found.discard(claim)
        return found

    def of_reports(self, left: str, right: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of claims of two reports."""
        for one in self._of_report.get(left, ()):
            for other in self._of_report.get(right, ()):
                yield (one, other) if one < other else (other, one)


def _days(where: Where, margin: int) -> Iterator[int]:
    """Yield the days that a claim may have happened on, counted, with a margin."""
    first, last = where.first, where.last or where.first
    if first is None or last is None or (last - first).days > LONGEST_DAYS:
        if where.published is None:
            return
        first, last = where.published - timedelta(days=4), where.published
    yield from range(first.toordinal() - margin, last.toordinal() + margin + 1)


def _precise(where: Where) -> bool:
    return (where.precision_km or 0.0) <= _PRECISE_KM


def _coarse(where: Where) -> bool:
    return _PRECISE_KM < (where.precision_km or 0.0) <= _COARSE_KM


def _square(where: Where, side: float, north: int = 0, east: int = 0) -> tuple[float, int, int]:
    row, column = math.floor((where.lat or 0.0) / side), math.floor((where.lon or 0.0) / side)
    return side, row + north, (column + east) % round(360 / side)


def _filed_under(where: Where) -> Iterator[object]:
    if where.lat is None:
        return
    for day in _days(where, 0):
        if _precise(where):
            yield day, _square(where, _SMALL)
            yield day, "precise", _square(where, _LARGE)
        elif _coarse(where):
            yield day, "coarse", _square(where, _LARGE)


def _looked_up(where: Where) -> Iterator[object]:
    if where.lat is None or not (_precise(where) or _coarse(where)):
        return
    for day in _days(where, 2):
        for north, east in itertools.product((-1, 0, 1), repeat=2):
            if _precise(where):
                yield day, _square(where, _SMALL, north, east)
            else:
                yield day, "precise", _square(where, _LARGE, north, east)
            yield day, "coarse", _square(where, _LARGE, north, east)
