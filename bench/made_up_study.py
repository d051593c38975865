"""A made-up study of any size, to try the review page on: the same for the same seed.

    python bench/made_up_study.py OUTPUT.duckdb [--incidents N] [--seed N]

Happenings have towns in a grid, three years of days, actors, tolls and one to five tellings by
outlets and speakers who differ about the tolls. Some have no day, some no place, some a province
only. Reports are short pages with a headline and a line of page furniture.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from dateline.claim import Acled, Attribution, Claim, EventType, Plover
from dateline.document import Block, Document, Published
from dateline.merger import merge
from dateline.original import Original
from dateline.reading import Reading
from dateline.record import Record, content_id
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.value import Entity, EventDate, Figure, Place, Speaker, SpeakerKind

_REMOTE = "Explosions/Remote violence"
_TYPES: tuple[tuple[EventType, str, str, str, str], ...] = (
    ("battle", "fought in", "heavy-weapons", "Battles", "Armed clash"),
    ("attack", "attacked", "firearms", "Violence against civilians", "Attack"),
    ("shelling", "shelled", "heavy-weapons", _REMOTE, "Shelling/artillery/missile attack"),
    ("bombing", "bombed", "explosives", _REMOTE, "Remote explosive/landmine/IED"),
    ("air_strike", "struck", "aerial", _REMOTE, "Air/drone strike"),
)
_KINDS = ("villagers", "soldiers", "market traders", "displaced people", "civilians")
_SPEAKERS: tuple[tuple[str, SpeakerKind], ...] = (
    ("the provincial health office", "official"), ("a doctor", "witness"),
    ("residents", "witness"), ("the army", "belligerent"), ("the Northern Monitor", "monitor"),
)  # fmt: skip
_WORDS = """column convoy bridge river school clinic trucks smoke houses families road checkpoint
patrol forest hills dawn night mortar rifles grain cattle elders guards calm curfew funeral well
orchard tower station depot valley quarry ferry mill canal ridge barracks square""".split()
_CHROME = "Read more: weather, sport, subscribe to our newsletter"


class Happening(Record, frozen=True, kw_only=True):
    """One made-up happening: what its tellings agree on."""

    day: date
    kind: int
    town: int
    killed: int
    actor: str
    recipients: str
    words: tuple[str, ...]


def main() -> None:
    """Write the study that the command asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    started = time.process_time()
    with Study(arguments.output) as study:
        batch: list[Finished] = []
        for finished in reports(random.Random(arguments.seed), arguments.incidents):  # noqa: S311
            batch.append(finished)
            if len(batch) == 2000:
                study.add(batch, "bench")
                batch.clear()
        study.add(batch, "bench")
        print(merge(study), f"{time.process_time() - started:.0f} s of the processor")


def reports(chance: random.Random, incidents: int) -> Iterator[Finished]:
    """Yield reports, each of one to five happenings near each other in days."""
    happenings = [_happening(chance) for _ in range(incidents)]
    tellings = [each for each in happenings for _ in range(chance.choice((1, 1, 1, 2, 3, 5)))]
    tellings.sort(key=lambda each: each.day)
    start = 0
    while start < len(tellings):
        size = chance.choice((1, 2, 3, 5))
        yield _report(chance, start, tellings[start : start + size])
        start += size


def _happening(chance: random.Random) -> Happening:
    return Happening(
        day=date(2020, 1, 1) + timedelta(days=chance.randrange(1095)),
        kind=chance.randrange(len(_TYPES)),
        town=chance.randrange(1200),
        killed=chance.choice((0, 1, 1, 2, 3, 5, 8, 13, 40)),
        actor=f"Group {chance.randrange(40)}",
        recipients=chance.choice(_KINDS),
        words=tuple(chance.sample(_WORDS, 14)),
    )


def _report(chance: random.Random, number: int, told: Sequence[Happening]) -> Finished:
    outlet = f"Outlet {chance.randrange(60)}"
    page = _Page(f"{told[0].actor} in Town{told[0].town}: {' '.join(told[0].words[:3])}")
    drafts = [_Draft(chance, page, each) for each in told]
    page.add(_CHROME, "chrome", "a line of links")
    appeared = max(each.day for each in told) + timedelta(days=chance.randrange(3))
    original = Original(
        uri=f"made:report/{number}",
        media_type="text/plain",
        content=page.text.encode(),
        metadata={"url": f"https://outlet.example/{number}", "retrieved": f"{appeared}T12:00:00Z"},
    )
    document = Document(
        id=original.id,
        uri=original.uri,
        title=page.text.split("\n", 1)[0],
        publisher=outlet,
        agencies=("Wire 1",) if chance.random() < 0.1 else (),
        language="en",
        published=Published(first=appeared, last=appeared, basis="metadata", reason="made up"),
        metadata=original.metadata,
        text=page.text,
        blocks=tuple(page.blocks),
    )
    claims = tuple(draft.claim(document) for draft in drafts)
    reading = Reading(document=document, claims=claims)
    return Finished(
        uri=original.uri, outcome="coded", original=original, reading=reading, document=original.id
    )


class _Page:
    """The text of a report, block by block."""

    def __init__(self, headline: str) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.add(headline, "headline")

    def add(self, words: str, kind: str, reason: str | None = None) -> int:
        """Add a block and return where it begins."""
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        self.text += words
        made = Block(start, len(self.text), "paragraph", reason)
        if kind == "headline":
            made = Block(start, len(self.text), "headline", reason)
        elif kind == "chrome":
            made = Block(start, len(self.text), "chrome", reason)
        self.blocks.append(made)
        return start


class _Draft:
    """One telling: its paragraph now, its claim once the whole text stands."""

    def __init__(self, chance: random.Random, page: _Page, told: Happening) -> None:
        self.told, self.score = told, round(chance.uniform(0.3, 0.99), 3)
        self.undated, self.unplaced = chance.random() < 0.02, chance.random() < 0.02
        self.coarse = chance.random() < 0.08
        self.speaker, self.speaker_kind = chance.choice(_SPEAKERS)
        self.killed = max(0, told.killed + chance.choice((-1, 0, 0, 0, 0, 1, 2)))
        self.wounded = 2 * told.killed + chance.randrange(3)
        kept = list(told.words[:11])
        chance.shuffle(kept)
        self.denied = chance.random() < 0.02
        self.place = f"Province {told.town % 60}" if self.coarse else f"Town{told.town}"
        verb = _TYPES[told.kind][1]
        where = "" if self.unplaced else f" {self.place}"
        when = "" if self.undated else f" on {told.day:%d %B %Y}"
        self.sentence = (
            f"{told.actor} {verb}{where}{when}, killing {self.killed} {told.recipients} and "
            f"wounding {self.wounded}, {self.speaker} said"
        )
        self.start = page.add(f"{self.sentence}. Near it stood {' '.join(kept)}.", "paragraph")

    def _span(self, text: str, words: str) -> Span:
        at = text.index(words, self.start)
        return Span.of(text, at, at + len(words))

    def claim(self, document: Document) -> Claim:
        """Return the claim that the paragraph tells."""
        told, text = self.told, document.text
        kind, verb, mode, general, special = _TYPES[told.kind]
        trigger = self._span(text, verb.split()[0])
        mention = None if self.undated else self._span(text, f"{told.day:%d %B %Y}")
        actor = Entity(
            name=told.actor, mention=self._span(text, told.actor), sector="REB",
            id=content_id(told.actor, length=8), resolved_from="register",
        )  # fmt: skip
        said = Attribution(
            speaker=Speaker(
                name=self.speaker,
                kind=self.speaker_kind,
                named=self.speaker_kind == "monitor",
            ),
            source=self._span(text, self.speaker),
            cue=self._span(text, "said"),
            content=Span.of(text, self.start, self.start + len(self.sentence)),
        )
        return Claim(
            id=Claim.make_id(document.id, trigger, kind),
            event_type=kind,
            trigger=trigger,
            evidence=Span.of(text, self.start, self.start + len(self.sentence) + 1),
            by="bench@000000",
            plover=Plover(event="ASSAULT", mode=mode),
            acled=Acled(event_type=general, sub_event_type=special),
            cameo="190",
            status="denied" if self.denied else "occurred",
            actors=(actor,),
            recipients=(Entity(name=told.recipients, mention=self._span(text, told.recipients)),),
            place=None if self.unplaced else self._place(text),
            date=EventDate(mention=mention, first=told.day, last=told.day, basis="stated")
            if mention
            else None,
            figures=(
                self._figure(text, "killed", self.killed),
                self._figure(text, "wounded", self.wounded),
            ),
            attribution=(said,),
            losses=("UCDP asks for both sides, and one is not told",),
            score=self.score,
        )

    def _place(self, text: str) -> Place:
        town = self.told.town
        land, province = f"Land {town % 12}", f"Province {town % 60}"
        return Place(
            name=self.place,
            mention=self._span(text, self.place),
            gazetteer=f"made:{self.place}",
            lat=round((town % 35) * 1.1 - 5, 3),
            lon=round((town // 35) * 1.7 - 10, 3),
            level="region" if self.coarse else "settlement",
            admin=(land, province),
            precision_km=60.0 if self.coarse else 3.0,
            score=0.9,
        )

    def _figure(self, text: str, kind: str, value: int) -> Figure:
        killed = kind == "killed"
        words = self._span(text, f"{'killing' if killed else 'wounding'} {value}")
        mention = words.part(words.text.index(" ") + 1, len(words.text))
        return Figure(
            kind="killed" if killed else "wounded",
            mention=mention,
            low=value,
            high=value,
            unit="persons",
            of=self.told.recipients if killed else None,
        )


if __name__ == "__main__":
    main()
