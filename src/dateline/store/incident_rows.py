"""Incidents, copies and judgements as rows of the study's tables, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from dateline.incident import Incident
from dateline.judgement import Anchor, Judgement, Quote
from dateline.store.rows import Row


class Anchors(msgspec.Struct, frozen=True):
    """The two sides of a judgement, as its row keeps them."""

    left: tuple[Anchor, ...]
    right: tuple[Anchor, ...]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _joined(names: tuple[str, ...]) -> str | None:
    return "; ".join(names) or None


def incident_row(incident: Incident) -> Row:
    """Return the row of `incidents`."""
    place = incident.place
    admin = place.admin if place else ()
    killed, wounded = incident.figure("killed"), incident.figure("wounded")
    rule = next((table.rule for table in incident.figures), "none")
    return (
        incident.id, incident.event_type, incident.status, incident.first, incident.last,
        place.name if place else None,
        admin[0] if admin else None, admin[1] if len(admin) > 1 else None,
        place.lat if place else None, place.lon if place else None,
        place.level if place else None, place.precision_km if place else None,
        _joined(incident.actors), _joined(incident.recipients),
        *((killed.low, killed.best, killed.high) if killed else (None, None, None)),
        *((wounded.low, wounded.best, wounded.high) if wounded else (None, None, None)),
        rule, incident.reports, len(incident.sources), _joined(incident.sources),
        incident.review, _joined(incident.edited), _joined(incident.previous), _json(incident),
    )  # fmt: skip


def incident_claim_rows(incident: Incident) -> Iterator[Row]:
    """Yield the rows of `incident_claims`."""
    for item in incident.claims:
        yield (incident.id, item.claim, item.role, item.copied, item.source)


def incident_figure_rows(incident: Incident) -> Iterator[Row]:
    """Yield the rows of `incident_figures`."""
    for table in incident.figures:
        for row in table.tellings:
            yield (
                incident.id, table.kind, table.unit, row.claim, row.position, row.low, row.high,
                row.of, row.speaker, row.speaker_kind, row.said, row.state, row.words,
            )  # fmt: skip


def judgement_row(judgement: Judgement) -> Row:
    """Return the row of `judgements`."""
    quote = judgement.quote
    words = (quote.text, quote.document, quote.start, quote.end) if quote else (None,) * 4
    return (
        judgement.id, judgement.decided.astimezone(UTC).replace(tzinfo=None), judgement.who,
        judgement.action, judgement.object, judgement.other, judgement.field, judgement.before,
        judgement.after, judgement.reason, *words, judgement.undo_of,
        _json(Anchors(judgement.left, judgement.right)),
    )  # fmt: skip


def judgement_of(row: tuple[Any, ...]) -> Judgement:
    """Return the judgement in a row of `judgements`."""
    *fields, anchors = row
    names = (
        "id", "decided", "who", "action", "object", "other", "field", "before", "after",
        "reason", "quote", "quote_document", "quote_start", "quote_end", "undo_of",
    )  # fmt: skip
    values: dict[str, Any] = dict(zip(names, fields, strict=True))
    decided: datetime = values.pop("decided")
    text, document, start, end = (
        values.pop(name) for name in ("quote", "quote_document", "quote_start", "quote_end")
    )
    quote = Quote(text=text, document=document, start=start, end=end) if text else None
    sides = msgspec.json.decode(anchors, type=Anchors)
    return Judgement(
        **values,
        decided=decided.replace(tzinfo=UTC),
        quote=quote,
        left=sides.left,
        right=sides.right,
    )
