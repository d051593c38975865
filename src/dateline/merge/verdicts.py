"""What people decided about an incident, laid over what the machine made of it.

The machine's own value is never lost: where it differs from what a person set, and from
what it was when the person set it, the incident says so and keeps the person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import get_args

import msgspec

from dateline.claim import EventType
from dateline.errors import ConfigError
from dateline.incident import Dispute, FigureTable, Incident
from dateline.judgement import Judgement
from dateline.value import FigureKind, Place

_Edit = Callable[[Incident, str | None], Incident]


def judged(incident: Incident, judgements: Iterable[Judgement]) -> Incident:
    """Return an incident as people decided it is.

    Args:
        incident: As the machine makes it.
        judgements: Those about this incident that are in force, oldest first.
    """
    machine = incident
    for item in judgements:
        if item.action == "accept":
            incident = msgspec.structs.replace(incident, review="accepted")
        elif item.action == "reject":
            incident = msgspec.structs.replace(incident, review="rejected")
        elif item.action == "edit" and item.field:
            incident = _edited(incident, machine, item)
    return incident


def _edited(incident: Incident, machine: Incident, item: Judgement) -> Incident:
    field = item.field or ""
    changed = set_field(incident, field, item.after)
    now = value_of(machine, field)
    disputes = [each for each in incident.disputes if each.field != field]
    if now not in {item.before, item.after}:
        disputes.append(Dispute(judgement=item.id, field=field, judged=item.after, machine=now))
    fields = (*(each for each in incident.edited if each != field), field)
    return msgspec.structs.replace(changed, edited=fields, disputes=tuple(disputes))


def value_of(incident: Incident, field: str) -> str | None:
    """Return a field of an incident as text; None if it is empty.

    Raises:
        ConfigError: There is no such field, or it cannot be edited.
    """
    _check(field)
    if field.startswith(("killed_", "wounded_")):
        kind, end = field.split("_")
        table = incident.figure(_kind(kind))
        return _text(getattr(table, end)) if table else None
    if field in {"lat", "lon"}:
        return _text(getattr(incident.place, field)) if incident.place else None
    if field == "place_name":
        return incident.place.name if incident.place else None
    return _text(getattr(incident, {"date_from": "first", "date_to": "last"}.get(field, field)))


def _text(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def set_field(incident: Incident, field: str, value: str | None) -> Incident:
    """Return an incident with one field set from text; None empties it.

    Raises:
        ConfigError: The field does not exist, or the value does not fit it.
    """
    _check(field)
    try:
        return EDITS[field](incident, value)
    except ValueError as error:
        raise ConfigError(
            f"{value!r} does not fit this field",
            where=field,
            advice="Write days as 2017-07-04, numbers in digits, types as the table shows them",
        ) from error


def _check(field: str) -> None:
    if field not in EDITS:
        raise ConfigError(
            "no such field, or it cannot be edited",
            where=field,
            advice=f"Known: {', '.join(EDITS)}",
        )


def _set_type(incident: Incident, value: str | None) -> Incident:
    kind: EventType | None = next((each for each in get_args(EventType) if each == value), None)
    if kind is None:
        raise ValueError(value)
    return msgspec.structs.replace(incident, event_type=kind)


def _set_first(incident: Incident, value: str | None) -> Incident:
    return msgspec.structs.replace(incident, first=date.fromisoformat(value) if value else None)


def _set_last(incident: Incident, value: str | None) -> Incident:
    return msgspec.structs.replace(incident, last=date.fromisoformat(value) if value else None)


def _set_place(incident: Incident, value: str | None) -> Incident:
    if not value:
        return msgspec.structs.replace(incident, place=None)
    place = incident.place or Place(name=value)
    return msgspec.structs.replace(
        incident, place=msgspec.structs.replace(place, name=value, gazetteer=None)
    )


def _point(axis: str) -> _Edit:
    def edit(incident: Incident, value: str | None) -> Incident:
        place = incident.place or Place(name="?")
        point = {axis: float(value) if value else None}
        return msgspec.structs.replace(incident, place=msgspec.structs.replace(place, **point))

    return edit


def _kind(name: str) -> FigureKind:
    return "killed" if name == "killed" else "wounded"


def _figure(kind: FigureKind, end: str) -> _Edit:
    def edit(incident: Incident, value: str | None) -> Incident:
        table = incident.figure(kind) or FigureTable(
            kind=kind, unit="persons", low=None, best=None, high=None, rule="judged",
            reason="", tellings=(),
        )  # fmt: skip
        changed = msgspec.structs.replace(
            table, **{end: float(value) if value else None}, rule="judged", reason="a person's"
        )
        others = tuple(each for each in incident.figures if each.kind != kind)
        return msgspec.structs.replace(incident, figures=(changed, *others))

    return edit


EDITS: Mapping[str, _Edit] = {
    "event_type": _set_type,
    "date_from": _set_first,
    "date_to": _set_last,
    "place_name": _set_place,
    "lat": _point("lat"),
    "lon": _point("lon"),
    "killed_low": _figure("killed", "low"),
    "killed_best": _figure("killed", "best"),
    "killed_high": _figure("killed", "high"),
    "wounded_low": _figure("wounded", "low"),
    "wounded_best": _figure("wounded", "best"),
    "wounded_high": _figure("wounded", "high"),
}
"""The fields of an incident that a person may set."""
