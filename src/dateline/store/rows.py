"""Records as rows of the study's tables: one function a table."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.claim import Attribution, Claim
from dateline.original import Original
from dateline.reading import Reading
from dateline.record import content_id
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.value import Entity

Row = tuple[Any, ...]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _edges(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _words(span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (span.text, span.start, span.end) if span else (None, None, None)


def original_row(original: Original) -> Row:
    """Return the row of `originals`."""
    content = zlib.compress(original.content, 6)
    size = len(original.content)
    return (
        original.id, original.media_type, original.charset, size, _json(original.metadata), content,
    )  # fmt: skip


def document_row(reading: Reading, coder: str) -> Row:
    """Return the row of `documents`."""
    document, published = reading.document, reading.document.published
    record = msgspec.structs.replace(document, text="")
    return (
        document.id, document.doc_id, document.uri, document.title, document.publisher,
        document.byline, "; ".join(document.agencies) or None, document.language,
        published.first, published.last, published.basis, published.reason,
        None, None, coder, document.text, _json(record),
    )  # fmt: skip


def block_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of `blocks`."""
    for position, block in enumerate(reading.document.blocks):
        yield (reading.document.id, position, block.start, block.end, block.kind, block.reason)


def claim_row(document: str, position: int, claim: Claim) -> Row:
    """Return the row of `claims`."""
    plover, acled, day, place = claim.plover, claim.acled, claim.date, claim.place
    admin = place.admin if place else ()
    return (
        claim.id, document, position, claim.event_type, claim.status, claim.background,
        plover.event if plover else None, plover.mode if plover else None,
        acled.event_type if acled else None, acled.sub_event_type if acled else None,
        claim.cameo, claim.ucdp,
        claim.trigger.text, *_edges(claim.trigger), claim.evidence.text, *_edges(claim.evidence),
        day.first if day else None, day.last if day else None,
        day.relation if day else None, day.basis if day else None,
        *_words(day.mention if day else None),
        place.name if place else None, *_words(place.mention if place else None),
        place.gazetteer if place else None,
        place.lat if place else None, place.lon if place else None,
        place.level if place else None, place.precision_km if place else None,
        admin[0] if admin else None, admin[1] if len(admin) > 1 else None,
        claim.same_as, claim.score, claim.by, _json(claim),
    )  # fmt: skip


def entity_rows(claim: Claim) -> Iterator[Row]:
    """Yield the rows of `claim_entities`."""
    for role, entities in (("actor", claim.actors), ("recipient", claim.recipients)):
        for position, entity in enumerate(entities):
            yield _entity_row(claim, role, position, entity)


def _entity_row(claim: Claim, role: str, position: int, entity: Entity) -> Row:
    return (
        claim.id, role, position, entity.name, entity.id, entity.sector, entity.country,
        entity.resolved_from, *_words(entity.mention),
    )  # fmt: skip


def figure_rows(claim: Claim) -> Iterator[Row]:
    """Yield the rows of `figures`."""
    for position, figure in enumerate(claim.figures):
        yield (
            claim.id, position, figure.kind, figure.low, figure.high, figure.unit, figure.of,
            figure.hedge, *_words(figure.mention),
        )  # fmt: skip


def weapon_rows(claim: Claim) -> Iterator[Row]:
    """Yield the rows of `weapons`."""
    for position, weapon in enumerate(claim.weapons):
        yield (claim.id, position, weapon.name, *_words(weapon.mention))


def attribution_rows(claim: Claim) -> Iterator[Row]:
    """Yield the rows of `attributions`."""
    for position, link in enumerate(claim.attribution):
        yield _attribution_row(claim, position, link)


def _attribution_row(claim: Claim, position: int, link: Attribution) -> Row:
    speaker, said = link.speaker, link.statement_date
    return (
        claim.id, position,
        speaker.name if speaker else None, speaker.id if speaker else None,
        speaker.kind if speaker else None,
        speaker.named if speaker else None, speaker.party if speaker else None,
        link.verb_class, link.direct,
        said.first if said else None, said.last if said else None,
        *_words(link.source), *_words(link.cue),
    )  # fmt: skip


def statement_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of `statements`."""
    for statement in reading.statements:
        yield (reading.document.id, statement.id, _json(statement))


def mention_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of `mentions`."""
    for position, mention in enumerate(reading.mentions):
        kind = str(mention.__struct_config__.tag)
        value = _json(mention.value) if mention.value is not None else None
        yield (
            reading.document.id, position, kind, mention.start, mention.end, mention.text, value,
        )  # fmt: skip


def rejection_row(rejection: Rejection, document: str | None) -> Row:
    """Return the row of `rejections`; `document` is None for a whole input."""
    facts = (
        document, rejection.uri, rejection.stage, rejection.outcome, rejection.reason,
        rejection.advice, *_edges(rejection.span), rejection.span.text if rejection.span else None,
    )  # fmt: skip
    return (content_id(*map(str, facts)), *facts, rejection.detail)
