"""Studies made by hand from a few words, for tests of merging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from dateline.claim import Attribution, Claim
from dateline.document import Block, Document, Published
from dateline.incident import Incident
from dateline.merge.telling import Report, Telling
from dateline.original import Original
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.value import Entity, EventDate, Figure, Place, Speaker, Weapon

PLACES: dict[str, Place] = {
    name: Place(
        name=name, gazetteer=f"test:{name}", lat=lat, lon=lon, level=level, admin=(country,),  # type: ignore[arg-type]
        precision_km=km,
    )
    for name, lat, lon, level, country, km in (
        ("Tarvane", 12.0, 3.0, "settlement", "Sorna", 2.0),
        ("Tarvane market", 12.005, 3.004, "site", "Sorna", 0.5),
        ("Sirv", 12.02, 3.02, "settlement", "Sorna", 2.0),
        ("Orlen", 12.1, 3.05, "settlement", "Sorna", 2.0),
        ("Dorsa", 12.4, 3.3, "settlement", "Sorna", 2.0),
        ("Norring", 12.2, 3.1, "region", "Sorna", 60.0),
        ("Sorna", 12.5, 4.0, "country", "Sorna", 500.0),
        ("Velmira", 45.0, 20.0, "settlement", "Drava", 3.0),
    )
}  # fmt: skip


def days(day: str | int | None) -> EventDate | None:
    if day is None:
        return None
    if isinstance(day, int):
        day = str(date(2020, 3, 1) + timedelta(days=day - 1))
    return EventDate(first=date.fromisoformat(day), last=date.fromisoformat(day), basis="stated")


def claim(text: str, document: str, words: str, **facts: Any) -> Claim:
    """Return a claim whose trigger is the first place of some words in a text."""
    start = text.index(words)
    trigger = Span.of(text, start, start + len(words))
    low = text.rfind(".", 0, start) + 1
    end = text.find(".", start) + 1 or len(text)
    kind = facts.get("type", "attack")
    place = facts.get("place")
    figures = tuple(_figures(facts.get("figures", ()), facts.get("killed")))
    said = facts.get("says")
    return Claim(
        id=Claim.make_id(document, trigger, kind),
        event_type=kind,
        trigger=trigger,
        evidence=Span.of(text, low, end),
        by=facts.get("by", "extract.test@000000"),
        status=facts.get("status", "occurred"),
        background=facts.get("background", False),
        actors=tuple(Entity(name=name, id=f"test:{name}") for name in facts.get("actors", ())),
        recipients=tuple(Entity(name=name) for name in facts.get("recipients", ())),
        place=PLACES[place] if place else None,
        date=days(facts.get("day")),
        figures=figures,
        weapons=tuple(Weapon(name=name) for name in facts.get("weapons", ())),
        attribution=(Attribution(speaker=said),) if said else (),
        same_as=facts.get("same_as"),
        score=0.9,
    )


def _figures(figures: Iterable[Mapping[str, Any]], killed: int | None) -> Iterable[Figure]:
    if killed is not None:
        yield Figure(kind="killed", low=killed, high=killed, unit="persons")
    for facts in figures:
        yield Figure(**{"kind": "killed", "unit": "persons", **facts})


def speaker(name: str, kind: str = "official", **facts: Any) -> Speaker:
    return Speaker(name=name, kind=kind, named=facts.pop("named", True), **facts)  # type: ignore[arg-type]


def telling(
    words: str = "attacked", *, report: str = "a", published: int = 10, **facts: Any
) -> Telling:
    """Return one claim in a report of its own."""
    text = f"They {words} there."
    told = claim(text, report, words, **facts)
    day = date(2020, 3, 1) + timedelta(days=published - 1)
    return Telling(
        claim=told,
        report=Report(
            id=report, outlet=facts.get("outlet", f"outlet {report}"), root=facts.get("root", report),
            first=day, last=day,
        ),
        happening=facts.get("same_as") or told.id,
        copied=facts.get("copied", False),
        position=facts.get("position", 0),
    )  # fmt: skip


def report(
    name: str, text: str, *claims: Mapping[str, Any], day: int = 10, agency: str | None = None
) -> Finished:
    """Return a report that is read; each claim gives its `words` and its fields."""
    original = Original(uri=f"file:{name}", media_type="text/plain", content=text.encode())
    appeared = date(2020, 3, 1) + timedelta(days=day - 1)
    document = Document(
        id=original.id,
        uri=original.uri,
        title=text.split(".", maxsplit=1)[0],
        publisher=f"The {name}",
        agencies=(agency,) if agency else (),
        text=text,
        published=Published(first=appeared, last=appeared, basis="given"),
        blocks=(Block(0, len(text), "paragraph"),),
    )
    made = tuple(claim(text, original.id, **facts) for facts in claims)
    return Finished(
        uri=original.uri,
        outcome="coded",
        original=original,
        reading=Reading(document=document, claims=made),
        document=original.id,
    )


def incidents(study: Study) -> list[Incident]:
    import msgspec

    rows = study.all("SELECT record FROM incidents ORDER BY id")
    return [msgspec.json.decode(row[0], type=Incident) for row in rows]


def told_in(study: Study) -> set[frozenset[str]]:
    """Return for each incident the names of the reports that have a claim in it."""
    rows = study.all(
        """SELECT i.incident, d.uri FROM incident_claims i JOIN claims c ON c.id = i.claim
           JOIN documents d ON d.id = c.document"""
    )
    found: dict[str, set[str]] = {}
    for incident, uri in rows:
        found.setdefault(incident, set()).add(uri.removeprefix("file:"))
    return {frozenset(names) for names in found.values()}


def state(study: Study) -> list[tuple[Any, ...]]:
    """Return everything that merging writes for others to read."""
    rows: list[tuple[Any, ...]] = []
    for table in ("incidents", "incident_claims", "incident_figures", "copies"):
        rows += study.all(f"FROM {table} ORDER BY ALL")
    return rows + study.all("SELECT id, copy_of, main_incident FROM documents ORDER BY id")
