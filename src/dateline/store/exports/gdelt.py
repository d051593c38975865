"""GDELT 2.0 mentions: one row a claim of an incident, its 16 columns with tabs and no header.

GDELT names its mentions table `*.mentions.CSV` and quotes nothing, so tabs and line breaks in a
value become spaces. `GLOBALEVENTID` is dateline's incident; ids are no numbers here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.store.database import Study
from dateline.store.exports.shaped import (
    LOSS,
    Losses,
    needed_folder,
    one_line,
    write_rows,
)
from dateline.value import Entity

COLUMNS = tuple(
    """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier
    SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence
    MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()
)
_NEVER = ("SentenceID", "MentionDocTone", "MentionDocTranslationInfo")
_WEB, _CITATION = "1", "2"


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write `output/gdelt.mentions.CSV` and its loss report."""
    folder = needed_folder(output)
    losses = Losses()
    losses.of_all(_NEVER, "dateline has nothing to fill this column from")
    rows = [
        _mention(incident, claim, document, len(text), losses)
        for incident, claim, document, text in _told(study)
    ]
    path = folder / "gdelt.mentions.CSV"
    lines = ("\t".join(one_line(cell) for cell in row) + "\n" for row in rows)
    path.write_bytes("".join(lines).encode())
    yield path, len(rows)
    yield write_rows(folder / "loss.csv", LOSS, losses.rows)


def _told(study: Study) -> Iterator[tuple[str, Claim, Document, str]]:
    query = """SELECT i.incident, c.record, d.record, d.text FROM incident_claims i
               JOIN claims c ON c.id = i.claim JOIN documents d ON d.id = c.document
               ORDER BY i.incident, d.uri, c.position"""
    for incident, claim, document, text in study.all(query):
        yield (
            incident,
            msgspec.json.decode(claim, type=Claim),
            msgspec.json.decode(document, type=Document),
            text,
        )


def _mention(
    incident: str, claim: Claim, document: Document, length: int, losses: Losses
) -> tuple[str, ...]:
    row = f"{incident}/{claim.id}"
    day = claim.date.first if claim.date else None
    if claim.date is not None and claim.date.last != day:
        rule = "GDELT gives one day: the first"
        losses.add(row, "EventTimeDate", f"{day} to {claim.date.last}", rule)
    published = document.published.first
    if claim.attribution:
        said = [link.speaker.name if link.speaker else "unnamed" for link in claim.attribution]
        losses.add(row, "speaker", " > ".join(said), "no column for who says so")
    if claim.status != "occurred":
        losses.add(row, "status", claim.status, "no column for doubt or denial")
    web = document.uri.startswith(("http:", "https:"))
    return (
        incident,
        f"{day:%Y%m%d}000000" if day else "",
        f"{published:%Y%m%d}000000" if published else "",
        _WEB if web else _CITATION,
        document.publisher or "",
        document.uri,
        "",
        _offset(claim.actors),
        _offset(claim.recipients),
        str(claim.trigger.start),
        "1",
        str(round(100 * claim.score)),
        str(length),
        "",
        "",
        "",
    )


def _offset(side: tuple[Entity, ...]) -> str:
    """Return where the first words for a side begin; -1, as in GDELT, where there are none."""
    return next((str(one.mention.start) for one in side if one.mention is not None), "-1")
