"""Studies with merged incidents, made by hand from one sentence a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.claim import Acled, Attribution, Claim
from dateline.document import Block, Document, Published
from dateline.merger import merge
from dateline.original import Original
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.value import Entity, EventDate, Figure, Place, Speaker, Weapon

ARMY = Entity(name="Syrian Army", id="dateline:syr-army", sector="MIL", country="SYR")
REBELS = Entity(name="rebels", sector="REB")
VILLAGERS = Entity(name="villagers", sector="CVL")
TOWN = Place(
    name="Vellmar", gazetteer="geonames:1", lat=35.25, lon=36.5, level="settlement",
    admin=("Syria", "Hama", "Salamiyah"), precision_km=2,
)  # fmt: skip


def report(name: str, text: str, trigger: str, **facts: Any) -> Finished:
    """Return a report whose one claim has the trigger's words and the facts given."""
    original = Original(uri=f"file:{name}", media_type="text/plain", content=text.encode())
    document = Document(
        id=original.id,
        uri=original.uri,
        title=name,
        publisher=f"The {name}",
        text=text,
        published=Published(first=date(2020, 3, 10), last=date(2020, 3, 10), basis="given"),
        blocks=(Block(0, len(text), "paragraph"),),
    )
    kind = facts.get("kind", "attack")
    span = _span(text, trigger)
    event_type, sub_event_type = facts.get("acled", ("Violence against civilians", "Attack"))
    claim = Claim(
        id=Claim.make_id(original.id, span, kind),
        event_type=kind,
        trigger=span,
        evidence=Span.of(text, 0, len(text)),
        by="extract.test@000000",
        acled=Acled(event_type=event_type, sub_event_type=sub_event_type) if event_type else None,
        ucdp=facts.get("ucdp"),
        status=facts.get("status", "occurred"),
        actors=tuple(facts.get("actors", (ARMY,))),
        recipients=tuple(facts.get("recipients", (VILLAGERS,))),
        place=facts.get("place", TOWN),
        date=_days(*facts["days"]) if facts.get("days") else None,
        figures=tuple(
            Figure(kind=what, low=low, high=high, unit="persons", mention=_span(text, words))
            for what, words, low, high in facts.get("figures", ())
        ),
        weapons=tuple(Weapon(name=name) for name in facts.get("weapons", ())),
        attribution=tuple(
            Attribution(speaker=Speaker(name=one, named=True)) for one in facts.get("says", ())
        ),
    )
    return Finished(
        uri=original.uri, outcome="coded", original=original, document=original.id,
        reading=Reading(document=document, claims=(claim,)),
    )  # fmt: skip


def study_of(*reports: Finished) -> Study:
    """Return a study in memory that holds these reports, merged."""
    study = Study(None)
    study.add(list(reports), "coder")
    merge(study)
    return study


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def _days(first: str, last: str) -> EventDate:
    return EventDate(first=date.fromisoformat(first), last=date.fromisoformat(last), basis="stated")
