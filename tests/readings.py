"""Readings made by hand from marked text, for tests of what comes after reading."""

from __future__ import annotations

from datetime import date

from dateline.claim import Attribution, Claim
from dateline.document import Block, Document, Published
from dateline.original import Original
from dateline.reading import Reading, Statement
from dateline.span import Span
from dateline.value import DayRange, Entity, EventDate, Figure, Place, Speaker, Weapon

TEXT = """Rockets hit the port of Vellmar

Rebels fired rockets at the port of Vellmar on Sunday, killing 12 dockers, the mayor said.

Top stories: 300 win prizes"""

PORT = Original(uri="file:port.txt", media_type="text/plain", content=TEXT.encode())


def words(wanted: str, after: str = "") -> Span:
    """Return the span of some words of TEXT, the first that follow `after`."""
    start = TEXT.index(wanted, TEXT.index(after) if after else 0)
    return Span.of(TEXT, start, start + len(wanted))


def document(uri: str = "file:port.txt") -> Document:
    """Return TEXT as a document, labelled."""
    headline, body, chrome = (words(part) for part in TEXT.split("\n\n"))
    return Document(
        id=PORT.id,
        uri=uri,
        title="Rockets hit the port of Vellmar",
        publisher="The Quay",
        agencies=("AFP",),
        language="en",
        text=TEXT,
        published=Published(
            first=date(2019, 3, 4), last=date(2019, 3, 4), basis="given", reason="a test says so"
        ),
        blocks=(
            Block(headline.start, headline.end, "headline"),
            Block(body.start, body.end, "paragraph"),
            Block(chrome.start, chrome.end, "chrome", "teasers"),
        ),
    )


def claim(event_type: str = "shelling", *, killed: int = 12) -> Claim:
    """Return the one claim that TEXT makes."""
    trigger, source = words("fired"), words("the mayor")
    said = Attribution(
        speaker=Speaker(name="mayor of Vellmar", kind="official"),
        source=source,
        cue=words("said"),
        content=words("Rebels fired rockets at the port of Vellmar on Sunday"),
        statement_date=DayRange(first=date(2019, 3, 4), last=date(2019, 3, 4)),
    )
    return Claim(
        id=Claim.make_id(PORT.id, trigger, event_type),
        event_type=event_type,  # type: ignore[arg-type]
        trigger=trigger,
        evidence=words(TEXT.split("\n\n")[1]),
        by="extract.test@000000",
        actors=(Entity(name="Rebels", mention=words("Rebels"), sector="REB"),),
        recipients=(Entity(name="port", mention=words("the port", "fired")),),
        place=Place(
            name="Vellmar",
            mention=words("Vellmar", "fired"),
            gazetteer="geonames:1",
            lat=51.35,
            lon=9.47,
            level="settlement",
            admin=("Germany", "Hesse"),
            precision_km=2,
        ),
        date=EventDate(
            mention=words("Sunday"), first=date(2019, 3, 3), last=date(2019, 3, 3), basis="stated"
        ),
        figures=(
            Figure(
                kind="killed", mention=words("12"), low=killed, high=killed, unit="persons",
                of="dockers",
            ),
        ),
        weapons=(Weapon(name="rockets", mention=words("rockets")),),
        attribution=(said,),
        score=0.8,
    )  # fmt: skip


def reading(uri: str = "file:port.txt", *, killed: int = 12) -> Reading:
    """Return the reading of TEXT."""
    said = claim(killed=killed)
    statement = Statement(id="s1", source=words("the mayor"), cue=words("said"), claims=(said.id,))
    return Reading(document=document(uri), claims=(said,), statements=(statement,))
