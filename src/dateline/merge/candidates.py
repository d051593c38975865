"""Which pairs of claims are worth comparing: those near each other in days and place.

A claim is filed under the days it may have happened on and the square of the map that
it lies in, or the country where its place is only known so far. A claim that tells no
place is compared with those of its own report and of reports alike to it, no others.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dateline.record import Record

LONGEST_DAYS = 31
"""Claims whose days span more are filed as if they told none."""

_CELL = 0.5
_COARSE_KM = 30.0


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
        country: Name of the country; None if unknown.
    """

    claim: str
    report: str
    first: date | None
    last: date | None
    published: date | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None


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
    return where.lat is not None and (where.precision_km or 0.0) <= _COARSE_KM


def _cell(where: Where) -> tuple[int, int]:
    lat, lon = where.lat or 0.0, where.lon or 0.0
    return math.floor(lat / _CELL), math.floor(lon / _CELL)


def _filed_under(where: Where) -> Iterator[object]:
    for day in _days(where, 0):
        if _precise(where):
            yield day, _cell(where)
            yield day, "precise", where.country
        elif where.country:
            yield day, "coarse", where.country


def _looked_up(where: Where) -> Iterator[object]:
    for day in _days(where, 2):
        if _precise(where):
            row, column = _cell(where)
            for north in (-1, 0, 1):
                for east in (-1, 0, 1):
                    yield day, (row + north, column + east)
        elif where.country:
            yield day, "precise", where.country
        if where.country and where.lat is not None:
            yield day, "coarse", where.country
