"""Reports as the page shows them: in a few lines, and in full with every claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from dateline import terminal
from dateline.claim import Claim
from dateline.document import Published
from dateline.errors import StoreError
from dateline.mention import Mention
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Study
from dateline.value import Entity, Figure, Place, TimeValue
from dateline.view.answers_pages import (
    MentionPage,
    OriginalPage,
    Quotation,
    RejectionPage,
    ReportClaim,
    ReportPage,
    ReportSummary,
    TextPiece,
)
from dateline.view.claim_fields import claim_fields

_AROUND = 60
"""Code points shown before and after a quotation."""


class _Page(msgspec.Struct):
    """What a summary needs of a document's record."""

    uri: str
    title: str | None
    publisher: str | None
    byline: str | None
    agencies: tuple[str, ...]
    language: str | None
    published: Published


def marks(values: Collection[object]) -> str:
    """Return question marks for values given one by one, by which DuckDB uses an index."""
    return ", ".join("?" * len(values)) or "NULL"


def summaries(study: Study, documents: Collection[str]) -> dict[str, ReportSummary]:
    """Return some reports in a few lines each, by id."""
    ids = sorted(documents)
    query = f"SELECT id, copy_of, record FROM documents WHERE id IN ({marks(ids)})"  # noqa: S608
    kept = f"SELECT id, metadata FROM originals WHERE id IN ({marks(ids)})"  # noqa: S608
    metadata = {key: msgspec.json.decode(value) for key, value in study.all(kept, ids)}
    return {
        key: _summary(key, copy_of, record, metadata.get(key, {}))
        for key, copy_of, record in study.all(query, ids)
    }


def _summary(
    key: str, copy_of: str | None, record: str, metadata: Mapping[str, str]
) -> ReportSummary:
    page = msgspec.json.decode(record, type=_Page)
    return ReportSummary(
        id=key,
        title=page.title,
        publisher=page.publisher,
        byline=page.byline,
        agencies=page.agencies,
        language=page.language,
        uri=page.uri,
        url=_url(page.uri, metadata),
        published=page.published,
        copy_of=copy_of,
        sha256=key.removeprefix("sha256:"),
    )


def _url(uri: str, metadata: Mapping[str, str]) -> str | None:
    """Return the web address that a report came from; None for files and odd schemes."""
    known = (metadata.get("url"), uri)
    return next((each for each in known if each and each.startswith(("http://", "https://"))), None)


def texts(study: Study, documents: Collection[str]) -> dict[str, str]:
    """Return the texts of some reports, by id."""
    ids = sorted(documents)
    query = f"SELECT id, text FROM documents WHERE id IN ({marks(ids)})"  # noqa: S608
    return dict(study.all(query, ids))


def claims(study: Study, ids: Collection[str]) -> dict[str, Claim]:
    """Return some claims, by id."""
    query = f"SELECT id, record FROM claims WHERE id IN ({marks(ids)})"  # noqa: S608
    rows = study.all(query, sorted(ids))
    return {key: msgspec.json.decode(record, type=Claim) for key, record in rows}


def quotation(document: str, text: str, span: Span) -> Quotation:
    """Return some words of a report with a few around them, cut between words."""
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    if span.start > _AROUND and " " in before:
        before = before[before.index(" ") + 1 :]
    if span.end + _AROUND < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return Quotation(
        document=document, start=span.start, end=span.end, before=before, words=span.text,
        after=after,
    )  # fmt: skip


def report_page(study: Study, document: str) -> ReportPage:
    """Return one report in full.

    Raises:
        StoreError: The study does not hold it.
    """
    reading = study.reading(document)
    if reading is None:
        raise StoreError(
            "there is no such report in this study",
            where=document,
            advice="Open it from an incident that it tells",
        )
    return ReportPage(
        report=summaries(study, [document])[document],
        length=len(reading.document.text),
        pieces=(TextPiece(start=0, text=reading.document.text),),
        blocks=reading.document.blocks,
        mentions=tuple(_mention(each) for each in reading.mentions),
        rejections=tuple(
            RejectionPage(stage=each.stage, reason=each.reason, advice=each.advice, span=each.span)
            for each in reading.rejections
        ),
        original=_original(study, document),
        claims=_claims(study, reading),
    )


def _claims(study: Study, reading: Reading) -> tuple[ReportClaim, ...]:
    ids = [claim.id for claim in reading.claims]
    query = f"SELECT claim, incident, role FROM incident_claims WHERE claim IN ({marks(ids)})"  # noqa: S608
    told: dict[str, tuple[Any, ...]] = {row[0]: row[1:] for row in study.all(query, ids)}
    return tuple(
        ReportClaim(
            claim=claim,
            fields=claim_fields(claim),
            incident=told.get(claim.id, (None, None))[0],
            role=told.get(claim.id, (None, None))[1],
        )
        for claim in reading.claims
    )


def _mention(mention: Mention) -> MentionPage:
    value = mention.value
    words: str | None = None
    if isinstance(value, Entity):
        words = value.name if value.id else None
    elif isinstance(value, Place):
        words = terminal.place(value) if value.gazetteer else None
    elif isinstance(value, TimeValue):
        words = value.timex
    elif isinstance(value, Figure):
        words = terminal.figure(value)
    elif value is not None:
        words = value.name
    kind = mention.__struct_config__.tag
    return msgspec.convert(
        {"kind": kind, "start": mention.start, "end": mention.end, "text": mention.text,
         "value": words},
        MentionPage,
    )  # fmt: skip


def _original(study: Study, document: str) -> OriginalPage | None:
    found = study.one(
        """SELECT o.size, o.media_type, o.charset, o.metadata, d.uri FROM originals o
           JOIN documents d ON d.id = o.id WHERE o.id = ?""",
        [document],
    )
    if not found:
        return None
    size, media_type, charset, kept, uri = found
    metadata: dict[str, str] = msgspec.json.decode(kept)
    return OriginalPage(
        sha256=document.removeprefix("sha256:"),
        size=size,
        media_type=media_type,
        charset=charset,
        uri=uri,
        url=_url(uri, metadata),
        retrieved=metadata.get("retrieved"),
        download=f"/api/originals/{document}",
    )
