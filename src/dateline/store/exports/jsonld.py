"""JSON-LD: every claim and every field's words as Web Annotations, and PROV on where from.

An annotation points into the clean text of its report by quotation with what stands around it
and by position (Unicode code points, end excluded), and into the page that the text was taken
from as its `scope`. Texts, claims, incidents and judgements are PROV entities and activities.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from dateline.claim import Claim
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Study
from dateline.value import Entity, Weapon

Node = dict[str, Any]

_CONTEXT: list[object] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "comment": "http://www.w3.org/2000/01/rdf-schema#comment",
        "title": "http://purl.org/dc/terms/title",
        "publisher": "http://purl.org/dc/terms/publisher",
        "published": "http://purl.org/dc/terms/issued",
        "graph": "@graph",
    },
]
_AROUND = 32
"""Characters before and after a quotation that tell it from the same words elsewhere."""


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write the graph of a study to a file, or to standard output; counts its nodes."""
    nodes = list(_graph(study))
    encoded = msgspec.json.encode({"@context": _CONTEXT, "graph": nodes}) + b"\n"
    if output is None:
        sys.stdout.buffer.write(encoded)
        return
    output.write_bytes(encoded)
    yield output, len(nodes)


def _urn(kind: str, *names: str) -> str:
    return f"urn:dateline:{kind}:{':'.join(quote(name, safe='@.-') for name in names)}"


def _iri(uri: str) -> str:
    return quote(uri, safe=":/?#[]@!$&'()*+,;=%~")


def _graph(study: Study) -> Iterator[Node]:
    coders = dict(study.all("SELECT id, coder FROM documents"))
    for coder in sorted(set(coders.values())):
        yield {"id": _urn("coder", coder), "type": ["prov:SoftwareAgent", "Software"]}
    for reading in study.readings():
        yield from _text(reading, coders[reading.document.id])
        for claim in reading.claims:
            yield from _annotations(claim, reading)
    yield from _incidents(study)
    yield from _judgements(study)


def _text(reading: Reading, coder: str) -> Iterator[Node]:
    """Yield the text of a report, and the activity that read it."""
    document = reading.document
    text = {
        "id": _urn("text", document.id),
        "type": ["prov:Entity", "Text"],
        "prov:wasDerivedFrom": {"id": _iri(document.uri)},
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.first,
    }
    yield {key: value for key, value in text.items() if value is not None}
    yield {
        "id": _urn("reading", document.id),
        "type": "prov:Activity",
        "prov:used": {"id": _urn("text", document.id)},
        "prov:wasAssociatedWith": {"id": _urn("coder", coder)},
    }


def _annotations(claim: Claim, reading: Reading) -> Iterator[Node]:
    """Yield the annotation of a claim, and one for every field that has words."""
    codes = {
        "status": claim.status,
        "plover": claim.plover,
        "acled": claim.acled,
        "cameo": claim.cameo,
        "ucdp": claim.ucdp,
    }
    coded = {key: value for key, value in codes.items() if value is not None}
    whole = _urn("claim", claim.id)
    yield {
        **_annotation(whole, claim.evidence, reading, "classifying"),
        "type": ["Annotation", "prov:Entity"],
        "body": [
            _body("classifying", claim.event_type),
            {
                **_body("describing", msgspec.json.encode(coded).decode()),
                "format": "application/json",
            },
        ],
        "prov:wasGeneratedBy": {"id": _urn("reading", reading.document.id)},
        "prov:wasDerivedFrom": {"id": _urn("text", reading.document.id)},
    }
    for field, value, span in _fields(claim):
        yield {
            **_annotation(_urn("claim", claim.id, field), span, reading, "identifying"),
            "type": "Annotation",
            "body": [_body("tagging", field.rstrip("0123456789-")), _body("identifying", value)],
            "prov:wasDerivedFrom": {"id": whole},
        }


def _annotation(key: str, span: Span, reading: Reading, motivation: str) -> Node:
    text = reading.document.text
    return {
        "id": key,
        "motivation": motivation,
        "target": {
            "type": "SpecificResource",
            "source": _urn("text", reading.document.id),
            "scope": _iri(reading.document.uri),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text,
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }


def _body(purpose: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _fields(claim: Claim) -> Iterator[tuple[str, str, Span]]:
    """Yield name, value and words of each field of a claim that has words."""
    yield "trigger", claim.trigger.text, claim.trigger
    many: tuple[tuple[str, Sequence[Entity | Weapon]], ...] = (
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("weapon", claim.weapons),
    )
    for name, values in many:
        for number, value in enumerate(values):
            if value.mention is not None:
                yield f"{name}-{number}", value.name, value.mention
    if claim.place is not None and claim.place.mention is not None:
        yield "place", claim.place.gazetteer or claim.place.name, claim.place.mention
    if claim.date is not None and claim.date.mention is not None:
        days = (claim.date.first, claim.date.last)
        yield "date", "/".join(day.isoformat() if day else ".." for day in days), claim.date.mention
    for number, figure in enumerate(claim.figures):
        if figure.mention is not None:
            ends = "/".join(
                ".." if end is None else f"{end:g}" for end in (figure.low, figure.high)
            )
            yield f"figure-{number}", f"{figure.kind} {ends}", figure.mention
    for number, link in enumerate(claim.attribution):
        if link.source is not None and link.speaker is not None:
            yield f"speaker-{number}", link.speaker.name, link.source


def _incidents(study: Study) -> Iterator[Node]:
    claims: dict[str, list[Node]] = {}
    for incident, claim in study.all(
        "SELECT incident, claim FROM incident_claims ORDER BY incident, claim"
    ):
        claims.setdefault(incident, []).append({"id": _urn("claim", claim)})
    for (incident,) in study.all("SELECT id FROM incidents ORDER BY date_from NULLS LAST, id"):
        yield {
            "id": _urn("incident", incident),
            "type": "prov:Entity",
            "prov:wasDerivedFrom": claims.get(incident, []),
        }


def _judgements(study: Study) -> Iterator[Node]:
    query = "SELECT id, who, action, object, decided, reason FROM judgements ORDER BY decided, id"
    for key, who, action, judged, decided, reason in study.all(query):
        yield {
            "id": _urn("judgement", key),
            "type": "prov:Activity",
            "prov:used": {"id": _urn("incident", judged)},
            "prov:wasAssociatedWith": {"type": ["prov:Person", "Person"], "name": who},
            "prov:endedAtTime": {
                "type": "http://www.w3.org/2001/XMLSchema#dateTime",
                "@value": f"{decided.isoformat()}Z",
            },
            "comment": f"{action}: {reason}",
        }
