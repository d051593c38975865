"""An incident from the claims about it: when, where, what, who, how many, who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from dateline.claim import EventType
from dateline.incident import FigureRule, Incident, IncidentClaim
from dateline.merge.clusters import UNCOMPARED, Pair, pair
from dateline.merge.figures import figure_tables
from dateline.merge.scoring import RESULTS, days_of, radius_km
from dateline.merge.telling import Telling
from dateline.record import Record
from dateline.value import Place


class Judged(Record, frozen=True, kw_only=True):
    """The report of each claim, and which pairs of claims people judged one or two."""

    report_of: Mapping[str, str]
    one: Collection[Pair] = ()
    two: Collection[Pair] = ()


class Name(Record, frozen=True):
    """What an incident is called, and what it was called before."""

    id: str
    previous: tuple[str, ...] = ()


def attach(
    claims: Iterable[str],
    clusters: Sequence[tuple[str, ...]],
    points: Mapping[Pair, float],
    judged: Judged,
) -> dict[str, tuple[str, ...]]:
    """Return for each claim that tells of no happening itself the cluster it speaks about.

    That is the one with the highest average over its reports, each by the claim that has
    most in common, if that is above zero. Claims that speak about no cluster are not in the
    answer: they make no incident.
    """
    of = {claim: members for members in clusters for claim in members}
    best: dict[str, dict[tuple[str, ...], dict[str, float]]] = {claim: {} for claim in claims}
    for (left, right), value in points.items():
        for claim, other in ((left, right), (right, left)):
            if claim in best and other in of:
                row = best[claim].setdefault(of[other], {})
                report = judged.report_of[other]
                row[report] = max(value, row.get(report, UNCOMPARED))
    for left, right in judged.one:
        for claim, other in ((left, right), (right, left)):
            if claim in best and other in of:
                best[claim].setdefault(of[other], {})
    found: dict[str, tuple[str, ...]] = {}
    for claim in sorted(best):
        scored = [
            (_average(claim, members, values, judged), members)
            for members, values in best[claim].items()
            if not any(pair(claim, other) in judged.two for other in members)
        ]
        first = min(scored, key=lambda item: (-item[0], item[1]), default=None)
        if first and first[0] > 0:
            found[claim] = first[1]
    return found


def _average(
    claim: str, members: tuple[str, ...], values: Mapping[str, float], judged: Judged
) -> float:
    if any(pair(claim, other) in judged.one for other in members):
        return float("inf")
    reports = {judged.report_of[member] for member in members}
    missing = UNCOMPARED * (len(reports) - len(values))
    return round((sum(values.values()) + missing) / len(reports), 6)


def make_incident(name: Name, tellings: Sequence[Telling], rule: FigureRule) -> Incident:
    """Return the incident that some claims tell of, together.

    Args:
        name: Its id and those it had before.
        tellings: At least one of them asserts that it happened.
        rule: How figures are chosen.
    """
    ordered = sorted(tellings, key=lambda telling: telling.order)
    told = [telling for telling in ordered if telling.asserted]
    types = _types(told)
    sure = any(telling.claim.status != "alleged" for telling in told)
    first, last = _days(told)
    return Incident(
        id=name.id,
        previous=name.previous,
        event_type=types[0],
        event_types=types,
        status="occurred" if sure else "alleged",
        first=first,
        last=last,
        place=_place(told),
        actors=_names(told, actors=True),
        recipients=_names(told, actors=False),
        claims=tuple(_claim(telling) for telling in ordered),
        figures=figure_tables(ordered, types[0], rule),
        reports=len({telling.report.root for telling in told}),
        sources=_sources(told),
    )


def _names(told: Sequence[Telling], *, actors: bool) -> tuple[str, ...]:
    """Return the names of those who did it, or of those it was done to, most told first."""
    reports: dict[str, set[str]] = {}
    for telling in told:
        for entity in telling.claim.actors if actors else telling.claim.recipients:
            reports.setdefault(entity.name, set()).add(telling.report.root)
    order = list(reports)
    return tuple(sorted(order, key=lambda name: (-len(reports[name]), order.index(name))))


def _claim(telling: Telling) -> IncidentClaim:
    return IncidentClaim(
        claim=telling.id,
        document=telling.report.id,
        role=telling.role,
        copied=telling.copied,
        source=telling.source(),
    )


def _sources(told: Sequence[Telling]) -> tuple[str, ...]:
    """Return the independent sources, by the day they first spoke; copies add none."""
    own = [telling for telling in told if not telling.copied] or list(told[:1])
    return tuple(dict.fromkeys(telling.source() for telling in own))


def _types(told: Sequence[Telling]) -> tuple[EventType, ...]:
    """Return the types told, by how many reports; acts before their results."""
    reports = {(telling.claim.event_type, telling.report.root) for telling in told}
    counts = Counter(kind for kind, _ in reports)
    first = list(dict.fromkeys(telling.claim.event_type for telling in told))
    return tuple(
        sorted(first, key=lambda kind: (kind in RESULTS, -counts[kind], first.index(kind)))
    )


def _days(told: Sequence[Telling]) -> tuple[date | None, date | None]:
    """Return first and last day: of all claims known to a day or two, else the shortest range."""
    ranges = [days for telling in told if (days := days_of(telling.claim))]
    if not ranges:
        return None, None
    exact = [days for days in ranges if (days[1] - days[0]).days <= 1]
    if exact:
        counts = Counter(exact)
        most = max(counts.values())
        kept = [days for days in exact if counts[days] == most or days[0] == days[1]]
        return min(days[0] for days in kept), max(days[1] for days in kept)
    return min(ranges, key=lambda days: (days[1] - days[0], days))


def _place(told: Sequence[Telling]) -> Place | None:
    """Return the place that is known most precisely; of several the one told most, first."""
    places = [telling.claim.place for telling in told if telling.claim.place]
    if not places:
        return None
    counts = Counter(place.gazetteer or place.name for place in places)

    def rank(index: int) -> tuple[bool, float, int, int]:
        place = places[index]
        return place.lat is None, radius_km(place), -counts[place.gazetteer or place.name], index

    return places[min(range(len(places)), key=rank)]
