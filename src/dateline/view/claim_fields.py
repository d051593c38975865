"""A claim field by field: what was read, as text, and the words it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import terminal
from dateline.claim import Attribution, Claim
from dateline.span import Span
from dateline.value import DayRange, Entity
from dateline.view.answers import CodeBook
from dateline.view.answers_pages import ChainHop, ClaimField, CodePage, ReportSummary, Role

CODE_BOOKS = (
    CodeBook(name="plover", label="PLOVER"),
    CodeBook(name="acled", label="ACLED"),
    CodeBook(name="cameo", label="CAMEO"),
    CodeBook(name="ucdp", label="UCDP GED"),
)


def claim_fields(claim: Claim) -> tuple[ClaimField, ...]:
    """Return everything that was read for a claim."""
    return tuple(_fields(claim))


def _fields(claim: Claim) -> Iterator[ClaimField]:
    yield _field("trigger", "trigger", "what happened", terminal.what(claim), claim.trigger)
    yield _field("evidence", "evidence", "stated in", "", claim.evidence)
    yield from _entities("actors", "actor", claim.actors)
    yield from _entities("recipients", "recipient", claim.recipients)
    if claim.place:
        place = claim.place
        known = f"{place.lat:.4f}, {place.lon:.4f}" if None not in {place.lat, place.lon} else ""
        within = f"within {place.precision_km:g} km" if place.precision_km is not None else ""
        detail = _detail(place.gazetteer, place.level, known, within)
        yield _field("place", "place", "where", terminal.place(place), place.mention, detail=detail)
    if claim.date:
        detail = _detail(claim.date.relation, f"basis: {claim.date.basis}")
        yield _field(
            "date", "date", "when", terminal.day(claim.date), claim.date.mention, detail=detail
        )
    for number, figure in enumerate(claim.figures):
        spans = (figure.mention, *figure.also_written, figure.replaces)
        label = figure.kind.replace("_", " ")
        value = terminal.figure(figure)
        yield _field(f"figures[{number}]", "figure", label, value, *spans, detail=figure.hedge)
    for number, weapon in enumerate(claim.weapons):
        name = terminal.safe(weapon.name)
        yield _field(f"weapons[{number}]", "weapon", "with what", name, weapon.mention)
    for number, link in enumerate(claim.attribution):
        yield from _said(f"attribution[{number}]", link)


def _field(
    path: str, role: Role, label: str, value: str, *spans: Span | None, detail: str | None = None
) -> ClaimField:
    words = tuple(span for span in spans if span is not None)
    return ClaimField(path=path, role=role, label=label, value=value, detail=detail, spans=words)


def _detail(*parts: str | None) -> str | None:
    return ", ".join(part for part in parts if part) or None


def _entities(path: str, role: Role, entities: tuple[Entity, ...]) -> Iterator[ClaimField]:
    label = "who" if role == "actor" else "to whom"
    for number, entity in enumerate(entities):
        origin = None if entity.resolved_from == "none" else f"by {entity.resolved_from}"
        detail = _detail(entity.id, entity.sector, entity.country, origin)
        name = terminal.safe(entity.name)
        yield _field(f"{path}[{number}]", role, label, name, entity.mention, detail=detail)


def _said(path: str, link: Attribution) -> Iterator[ClaimField]:
    speaker = link.speaker
    name = terminal.safe(speaker.name) if speaker else "unnamed"
    detail = _detail(speaker.id, speaker.kind) if speaker else None
    if link.source or speaker:
        yield _field(f"{path}.source", "source", "according to", name, link.source, detail=detail)
    if link.cue:
        yield _field(f"{path}.cue", "cue", "in the words", link.verb_class, link.cue)


def chain(report: ReportSummary, claim: Claim) -> tuple[ChainHop, ...]:
    """Return those according to whom, from the outlet inwards.

    An agency that the page names, and no link of the chain, stands after the outlet.
    """
    return tuple(_hops(report, claim))


def _hops(report: ReportSummary, claim: Claim) -> Iterator[ChainHop]:
    published = report.published
    days = (
        DayRange(first=published.first, last=published.last)
        if published.first and published.last
        else None
    )
    yield ChainHop(kind="outlet", name=report.publisher, said=days, source=published.span)
    speakers = [link.speaker for link in claim.attribution if link.speaker]
    if not any(speaker.kind == "agency" for speaker in speakers):
        names = {speaker.name.casefold() for speaker in speakers}
        for agency in report.agencies:
            if agency.casefold() not in names:
                yield ChainHop(kind="agency", name=agency, speaker_kind="agency", named=True)
    for link in claim.attribution:
        speaker = link.speaker
        yield ChainHop(
            kind="speaker",
            name=speaker.name if speaker else None,
            id=speaker.id if speaker else None,
            speaker_kind=speaker.kind if speaker else None,
            named=speaker.named if speaker else False,
            party=speaker.party if speaker else False,
            verb_class=link.verb_class,
            said=link.statement_date,
            direct=link.direct,
            source=link.source,
            cue=link.cue,
            content=link.content,
        )


def codes(claim: Claim) -> tuple[CodePage, ...]:
    """Return a claim's code in each code book with what it loses there.

    A loss stands under each book that it names, under all books where it names none.
    """
    plover = claim.plover
    words = " ".join((plover.event, plover.mode or "", *plover.contexts)) if plover else ""
    acled = f"{claim.acled.event_type}: {claim.acled.sub_event_type}" if claim.acled else None
    values = {
        "plover": " ".join(words.split()) or None,
        "acled": acled,
        "cameo": claim.cameo,
        "ucdp": claim.ucdp,
    }
    return tuple(
        CodePage(book=book.name, code=values[book.name], losses=tuple(_losses(claim, book.name)))
        for book in CODE_BOOKS
    )


def _losses(claim: Claim, book: str) -> Iterator[str]:
    names = {each.name.upper() for each in CODE_BOOKS}
    for loss in claim.losses:
        named = {name for name in names if name in loss}
        if not named or book.upper() in named:
            yield loss
