"""A study made by hand for tests of the review page: four happenings, one of them hostile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dateline.claim import Acled, Attribution, Claim, Plover
from dateline.document import Block, Document, Published
from dateline.original import Original
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.value import Entity, EventDate, Figure, Place, Speaker

TOWNS = {
    "Tarvane": (12.0, 3.0), "Dorsa": (12.4, 3.3), "Velmira": (45.0, 20.0), "قرية": (33.0, 44.0),
}  # fmt: skip
HOSTILE = '😀 قصف </script><img src=x onerror=alert(1)> "onclick=alert(2)'


def day(number: int) -> date:
    return date(2020, 3, 1) + timedelta(days=number - 1)


def report(name: str, told: list[dict[str, Any]], **facts: Any) -> Finished:
    """Return a report that tells some happenings, a paragraph each, and a line of furniture."""
    title = facts.get("title", f"News of {name}")
    pieces = [title, *(_words(each) for each in told), "Read more: other stories"]
    text = "\n\n".join(pieces)
    metadata = {"url": facts.get("url", f"https://{name}.example/1"), "retrieved": "2020-03-20"}
    original = Original(
        uri=f"file:{name}", media_type="text/html", content=text.encode(), metadata=metadata
    )
    blocks: list[Block] = []
    low = 0
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        kind = "headline" if not number else "chrome" if last else "paragraph"
        blocks.append(Block(low, low + len(piece), kind, "a line of links" if last else None))  # type: ignore[arg-type]
        low += len(piece) + 2
    appeared = facts.get("day", 10)
    document = Document(
        id=original.id,
        uri=original.uri,
        title=title,
        publisher=facts.get("publisher", f"The {name}"),
        agencies=facts.get("agencies", ()),
        language="en",
        text=text,
        published=Published(first=day(appeared), last=day(appeared), basis="given"),
        blocks=tuple(blocks),
    )
    claims = tuple(_claim(document, blocks[number + 1], each) for number, each in enumerate(told))
    return Finished(
        uri=original.uri,
        outcome="coded",
        original=original,
        reading=Reading(document=document, claims=claims),
        document=original.id,
    )


def _words(each: dict[str, Any]) -> str:
    more = each.get("more", "")
    return f"{each['actor']} {each['verb']} {each['town']}, killing {each['killed']}, {each['says']} said.{more}"


def _claim(document: Document, block: Block, each: dict[str, Any]) -> Claim:
    def span(words: str) -> Span:
        at = document.text.index(words, block.start)
        return Span.of(document.text, at, at + len(words))

    lat, lon = TOWNS[each["town"]]
    trigger = span(each["verb"])
    kind = each.get("type", "attack")
    told = each.get("day")
    killed = each["killed"]
    return Claim(
        id=Claim.make_id(document.id, trigger, kind),
        event_type=kind,
        trigger=trigger,
        evidence=Span.of(document.text, block.start, block.end),
        by="extract.test@000000",
        plover=Plover(event="ASSAULT", mode="firearms"),
        acled=Acled(event_type="Violence against civilians", sub_event_type="Attack"),
        status=each.get("status", "occurred"),
        actors=(Entity(name=each["actor"], mention=span(each["actor"]), id=f"test:{each['actor']}"),),
        place=Place(
            name=each["town"], mention=span(each["town"]), gazetteer=f"test:{each['town']}",
            lat=lat, lon=lon, level="settlement", admin=("Sorna", "Norring"), precision_km=2.0,
        ),
        date=EventDate(first=day(told), last=day(told), basis="stated") if told else None,
        figures=(
            Figure(
                kind="killed", low=killed, high=killed, unit="persons", mention=span(str(killed))
            ),
        ),
        attribution=(
            Attribution(
                speaker=Speaker(name=each["says"], named=True, kind="official"),
                source=span(each["says"]),
                cue=span("said"),
            ),
        ),
        losses=("UCDP asks for both sides, and one is not told",),
        score=each.get("score", 0.9),
    )  # fmt: skip


RAID = {"actor": "Bikers", "verb": "stormed", "town": "Tarvane", "day": 5}
REPORTS = [
    *(
        report(
            f"Paper{number}",
            [{**RAID, "killed": 8 + number, "says": f"Source {number}"}],
            day=5 + number // 3,
        )
        for number in range(1, 7)
    ),
    report("Dorsa News", [{"actor": "Police", "verb": "shot at", "town": "Dorsa", "day": 6,
                           "killed": 2, "says": "the mayor"}], day=7),
    report("Undated", [{"actor": "Riders", "verb": "raided", "town": "Velmira", "killed": 4,
                        "says": "a monk"}]),
    report(
        "Hostile",
        [{"actor": HOSTILE, "verb": "bombed", "type": "bombing", "town": "قرية", "day": 9,
          "killed": 3, "says": "<b>nobody</b>"}],
        title="<script>alert('title')</script>", url="javascript:alert(3)",
        publisher="</title><svg onload=alert(4)>",
    ),
]  # fmt: skip


def make(path: Path | None) -> Path | None:
    """Write the study; it is not merged yet."""
    with Study(path) as study:
        study.add(REPORTS, "coder")
    return path


@contextmanager
def clock() -> Iterator[Any]:
    """Give a clock that goes on a minute each time it is asked."""
    now = datetime(2020, 4, 1, 8, tzinfo=UTC)

    def tick() -> datetime:
        nonlocal now
        now += timedelta(minutes=1)
        return now

    yield tick
