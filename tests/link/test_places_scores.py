"""Places against hand-annotated toponyms, and events' places against hand-coded reports."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.earth import kilometres
from dateline.link.places import PlaceLinker
from dateline.mention import PlaceMention
from dateline.reading import Extraction
from dateline.settings import Settings
from dateline.value import Place


@pytest.fixture(scope="module")
def linker() -> PlaceLinker:
    return PlaceLinker(Settings())


def document_of(text: str) -> Document:
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    blocks = tuple(Block(start, end, "paragraph") for start, end in lines)
    return Document(
        id="sha256:0", uri="text:", text=text, blocks=blocks, published=Published(), language="en"
    )


def rows_of(path: Path, most: int) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[:most]]


def toponym(mention: PlaceMention) -> dict[str, Any]:
    value = mention.value
    return {
        "start": mention.start,
        "end": mention.end,
        "lat": value.lat if value else None,
        "lon": value.lon if value else None,
    }


@pytest.mark.parametrize(
    ("name", "overlap", "end_to_end"), [("geovirus", 0.9, 0.84), ("lgl", 0.76, 0.58)]
)
def test_toponyms_stay_above_their_floors(
    linker: PlaceLinker, shared: Path, name: str, overlap: float, end_to_end: float
) -> None:
    folder = shared / "data" / "places"
    rows = rows_of(folder / f"{name}.jsonl", 120)
    read = []
    for row in rows:
        out = linker(document_of(row["text"]), Extraction())
        named = [m for m in out.mentions if isinstance(m, PlaceMention) and not m.text.islower()]
        read.append({"doc_id": row["doc_id"], "toponyms": [toponym(m) for m in named]})
    found = runpy.run_path(str(folder / "score.py"))["evaluate"](rows, read)
    assert found["overlap"][2] >= overlap
    assert found["end_to_end"]["acc161"] >= end_to_end


def test_places_of_events_stay_above_their_floor(linker: PlaceLinker, shared: Path) -> None:
    right = cases = 0
    for row in rows_of(shared / "data" / "gold" / "dev.jsonl", 100):
        document = document_of(row["text"])
        claims = [claim_of(document, event) for event in row["events"]]
        ids = {event["id"]: claim.id for event, claim in zip(row["events"], claims, strict=True)}
        told = [
            Claim(**{**fields(claim), "same_as": ids.get(event.get("same_as"))})
            for event, claim in zip(row["events"], claims, strict=True)
        ]
        out = linker(document, Extraction(claims=tuple(told)))
        for event, claim in zip(row["events"], out.claims, strict=True):
            if event["place"] and event["place"]["lat"] is not None:
                cases += 1
                right += is_near(claim.place, event["place"])
    assert cases > 50
    assert right / cases >= 0.82


def fields(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__struct_fields__}


def claim_of(document: Document, event: dict[str, Any]) -> Claim:
    quote = event["quote"]
    start = document.text.index(quote)
    trigger = start + max(0, quote.find(event["trigger"]))
    return Claim(
        id=event["id"],
        event_type=event["type"],
        trigger=document.span(trigger, trigger + len(event["trigger"])),
        evidence=document.span(start, start + len(quote)),
        by="test",
        status=event["status"],
        background=not event["core"],
    )


def is_near(place: Place | None, gold: dict[str, Any]) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    limit = {"country": 600, "region": 150, "water": 150}.get(gold["level"], 25)
    return kilometres(place.lat, place.lon, gold["lat"], gold["lon"]) <= limit
