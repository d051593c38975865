"""Differences: what one telling says otherwise than the incident that it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline import terminal
from dateline.claim import Claim
from dateline.incident import FigureTable, Incident
from dateline.value import EventDate, Figure
from dateline.view.answers_pages import Difference

_HAPPENED = frozenset(("occurred", "ongoing"))


def differences(claim: Claim, incident: Incident) -> tuple[Difference, ...]:
    """Return what a claim says otherwise, field by field; what it does not say is no difference."""
    return tuple(_differences(claim, incident))


def _differences(claim: Claim, incident: Incident) -> Iterator[Difference]:
    if claim.event_type != incident.event_type:
        kinds = (each.replace("_", " ") for each in (claim.event_type, incident.event_type))
        yield _difference("event_type", *kinds)
    if claim.status != incident.status and not (
        claim.status in _HAPPENED and incident.status in _HAPPENED
    ):
        yield _difference("status", claim.status, incident.status)
    told = claim.date
    if told and told.first and (told.first, told.last) != (incident.first, incident.last):
        whole = EventDate(first=incident.first, last=incident.last)
        yield _difference("date", terminal.day(told), terminal.day(whole))
    here, there = claim.place, incident.place
    if here and (there is None or (here.gazetteer, here.name) != (there.gazetteer, there.name)):
        yield _difference("place", terminal.place(here), terminal.place(there))
    for field, mine, all_told in (
        ("actors", [each.name for each in claim.actors], incident.actors),
        ("recipients", [each.name for each in claim.recipients], incident.recipients),
    ):
        if mine and all_told and all_told[0] not in mine:
            yield _difference(field, _names(mine), _names(all_told))
    for table in incident.figures:
        if table.kind in {"killed", "wounded"}:
            yield from _figures(claim, table)


def _difference(field: str, here: str, incident: str) -> Difference:
    return Difference(field=field, here=here, incident=incident)


def _names(names: Sequence[str]) -> str:
    return ", ".join(terminal.safe(name) for name in names)


def _figures(claim: Claim, table: FigureTable) -> Iterator[Difference]:
    """Yield a claim's figures that are not what the incident's table chose; parts are none."""
    if table.best is not None:
        chosen = Figure(kind=table.kind, low=table.best, high=table.best)
    else:
        chosen = Figure(kind=table.kind, low=table.low, high=table.high)
    for row in table.tellings:
        if row.claim != claim.id or row.state == "part":
            continue
        if (row.low, row.high) not in {(chosen.low, chosen.high), (None, None)}:
            told = Figure(kind=table.kind, low=row.low, high=row.high, of=row.of)
            yield _difference(table.kind, terminal.figure(told), terminal.figure(chosen))
