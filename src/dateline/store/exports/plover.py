"""PLOVER JSON lines: one record a claim that has a PLOVER name, by the manual's draft 2.0.

Fields that nothing fills are left out. What PLOVER has no field for (status, low and high of
a figure, who says so) stands in `comment`, so that no record claims more than its report.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.lexicon import read_data
from dateline.record import Record
from dateline.register import bundled
from dateline.store.database import Study
from dateline.value import Entity, Place

VERSION = "PLOVER draft 2.0"
_RESOLUTION = {"site": 5, "neighbourhood": 5, "settlement": 4, "district": 3, "region": 2}
"""PLOVER's resolution of a place, from 5 (inside a city) to 1 (a country)."""
_SIZES = {"killed": "dead", "wounded": "injured", "detained": "arrested"}


class _Event(Record, frozen=True):
    quad: int


class _Plover(Record, frozen=True):
    events: Mapping[str, _Event]


class _Published(Record, frozen=True):
    plover: _Plover


class _Codes(Record, frozen=True):
    published: _Published


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write PLOVER records, by report and position, to a file or to standard output."""
    if output is None:
        for record in _records(study):
            sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
        return
    count = 0
    with output.open("wb") as file:
        for count, record in enumerate(_records(study), 1):  # noqa: B007  (counts after the loop)
            file.write(msgspec.json.encode(record) + b"\n")
    yield output, count


def _records(study: Study) -> Iterator[dict[str, Any]]:
    for reading in study.readings():
        sequence = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
        for claim in reading.claims:
            if claim.plover is not None:
                yield _record(claim, reading.document, sequence[claim.id])


def _record(claim: Claim, document: Document, sequence: int) -> dict[str, Any]:
    plover = claim.plover
    name = plover.event if plover else ""
    days = claim.date
    record = {
        "id": claim.id,
        "has_event": True,
        "date": _day(days.first) if days else None,
        "enddate": _day(days.last) if days and days.last != days.first else None,
        "actor": [_entity(one) for one in claim.actors] or [{"sector": "UNK"}],
        "recipient": [_entity(one) for one in claim.recipients],
        "event": [name],
        "event_loc": _location(claim.place) if claim.place else None,
        "event_text": claim.trigger.text,
        "quad_code": quad(name),
        "size": _sizes(claim),
        "mode": plover.mode if plover else None,
        "context": list(plover.contexts) if plover else [],
        "link": claim.same_as,
        "text": claim.evidence.text,
        "text_info": {
            "sequence": sequence,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "text_story": document.id,
        },
        "cite_info": _filled(
            url=document.uri,
            title=document.title,
            publisher=document.publisher,
            date=_day(document.published.first),
            language=document.language,
            coder=claim.by,
            codebook=VERSION,
        ),
        "coder": claim.by,
        "comment": _comment(claim),
    }
    # A record always has its date, even where the report tells none.
    return {key: value for key, value in record.items() if key == "date" or value not in (None, {})}


def _filled(**fields: object) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def quad(event: str) -> int | None:
    """Return the quad of a PLOVER event, 1 to 4; None if PLOVER has no such event."""
    found = read_data("codes.yaml", _Codes).published.plover.events.get(event)
    return found.quad if found else None


def _entity(entity: Entity) -> dict[str, object]:
    known = bundled().actors.get(entity.id) if entity.id else None
    wikidata = known.wikidata if known else None
    return _filled(
        code=entity.country,
        sector=entity.sector,
        entity_text=entity.mention.text if entity.mention else entity.name,
        identifier_id=wikidata,
        identifier_text=entity.name if entity.id else None,
    )


def _location(place: Place) -> dict[str, object]:
    of_geonames = (place.gazetteer or "").startswith("geonames:")
    return _filled(
        extracted_place=place.mention.text if place.mention else None,
        resolved_place=place.name if place.lat is not None else None,
        geonameid=place.gazetteer.removeprefix("geonames:")
        if place.gazetteer and of_geonames
        else None,
        lat=place.lat,
        lon=place.lon,
        district=place.admin[2] if len(place.admin) > 2 else None,
        province=place.admin[1] if len(place.admin) > 1 else None,
        country=place.admin[0] if place.admin else None,
        resolution=_RESOLUTION.get(place.level, 1) if place.level else None,
    )


def _sizes(claim: Claim) -> dict[str, object]:
    """Return the first figure of each kind that PLOVER has a size for: its least value."""
    sizes: dict[str, object] = {}
    for figure in claim.figures:
        name = _SIZES.get(figure.kind)
        if name and name not in sizes and figure.low is not None:
            sizes[name] = figure.low
    return sizes


def _comment(claim: Claim) -> str:
    parts = [f"status: {claim.status}"]
    if claim.background:
        parts.append("recalled as background")
    if claim.date is not None and claim.date.relation != "on":
        parts.append(f"date: {claim.date.relation}")
    parts += [
        f"{figure.kind}: {_number(figure.low)}-{_number(figure.high)}" for figure in claim.figures
    ]
    chain = [link.speaker.name if link.speaker else "unnamed" for link in claim.attribution]
    if chain:
        parts.append(f"according to: {' > '.join(chain)}")
    return "; ".join([*parts, *claim.losses])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
