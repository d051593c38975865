"""Measures who says so: the reader's statements and the linker's chains, events given.

    python bench/speech.py [--shared FOLDER] [--files abc] [--polnear SCORE_EVERY] [--errors N]

gold      hand-coded reports: share of attributed events whose last speaker is right (by the
          rule of names of their scorer) and whose whole chain is; share of the events in
          the report's own voice that stay so; and F1 of actors and recipients by canonical
          name, their words given as marked (who has none in the text counts as missed).
corpus    the same on the annotated corpus, for each annotated event.
polnear   who-says-what of newspapers: what their own scorer says (linked F1).
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from actors import gold_of
from actors_corpus import reports
from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.extract.rules import RulesReader
from dateline.extract.statements import with_claims
from dateline.link.actor_phrases import PRONOUNS
from dateline.link.actors import ActorLinker
from dateline.link.speakers import SpeakerLinker
from dateline.mention import Mention
from dateline.pairing import same_name
from dateline.reading import Extraction
from dateline.register import bundled
from dateline.settings import Settings
from dateline.span import Span, trimmed
from dateline.value import Entity
from gold import given

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


class Case(msgspec.Struct):
    """One event of a report with the chains that people gave it."""

    claim: Claim
    chains: list[list[str]]
    words: list[list[str]]


class Bench:
    """The reader and both linkers."""

    def __init__(self) -> None:
        self._read = RulesReader(Settings())
        self._linkers = (ActorLinker(Settings()), SpeakerLinker(Settings()))

    def chains(
        self, document: Document, cases: Iterable[Case], more: tuple[Mention, ...] = ()
    ) -> list[tuple[Case, Claim]]:
        """Return each case with its claim as linked."""
        wanted = list(cases)
        claims = tuple(case.claim for case in wanted)
        read = self._read(document)
        known = {(one.start, one.end) for one in read.mentions}
        mentions = (*read.mentions, *(one for one in more if (one.start, one.end) not in known))
        extraction = Extraction(
            claims=claims,
            mentions=tuple(sorted(mentions, key=lambda one: (one.start, one.end))),
            statements=with_claims(read.statements, claims),
        )
        for linker in self._linkers:
            extraction = linker(document, extraction)
        return list(zip(wanted, extraction.claims, strict=True))

    def statements(self, document: Document) -> list[dict[str, Any]]:
        """Return a document's statements in the form of PolNeAR's scorer."""
        return [
            {
                "source": [_place(one.source)] if one.source else [],
                "cue": [_place(one.cue)] if one.cue else [],
                "content": [_place(piece) for piece in one.content],
            }
            for one in self._read(document).statements
        ]


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def gold_cases(row: dict[str, Any]) -> Iterator[Case]:
    """Yield the events of a hand-coded report."""
    text = row["text"]
    for event in row["events"]:
        start = text.find(event["quote"])
        if start < 0:
            continue
        at = text.find(event["trigger"], start)
        trigger = Span.of(text, at, at + len(event["trigger"]))
        sides: dict[str, tuple[Entity, ...]] = {}
        for side in ("actors", "recipients"):
            found = []
            for one in event[side]:
                place = text.find(one["quote"], start) if one.get("quote") else -1
                if place >= 0:  # the name is for the linker to find
                    words = Span.of(text, place, place + len(one["quote"]))
                    found.append(Entity(name=words.text, mention=words))
            sides[side] = tuple(found)
        claim = Claim(
            id=event["id"],
            event_type=event["type"],
            trigger=trigger,
            evidence=Span.of(text, start, start + len(event["quote"])),
            by="bench",
            status=event["status"],
            actors=sides["actors"],
            recipients=sides["recipients"],
        )
        chains = [one["chain"] for one in event["according_to"] if one["chain"]]
        yield Case(claim, chains, chains)


def add_sides(counts: Counter[str], row: dict[str, Any], claims: Iterable[Claim]) -> None:
    """Count the actors and recipients of a hand-coded report's events that got their name."""
    events = {event["id"]: event for event in row["events"]}
    for claim in claims:
        event = events[claim.id]
        for side in ("actors", "recipients"):
            wanted = [one["name"] for one in event[side]]
            if event.get("same_as") and not wanted:
                continue
            found = [one.name for one in getattr(claim, side)]
            open_ = list(found)
            for name in wanted:
                hit = next((one for one in open_ if same_name(name, one)), None)
                if hit is not None:
                    open_.remove(hit)
                    counts[f"{side} right"] += 1
            counts[f"{side} wanted"] += len(wanted)
            counts[f"{side} found"] += len(found)


def show_sides(counts: Counter[str]) -> None:
    """Print precision, recall and F1 of both sides."""
    for side in ("actors", "recipients"):
        right, found, wanted = (counts[f"{side} {what}"] for what in ("right", "found", "wanted"))
        f1 = 2 * right / max(1, found + wanted)
        precision, recall = right / max(1, found), right / max(1, wanted)
        print(f"gold     {side:20} f1 {f1:.3f}  p {precision:.3f}  r {recall:.3f}  n {wanted}")


class Table:
    """Counts and the cases that went wrong."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.errors: list[str] = []

    def add(self, document: Document, pairs: Iterable[tuple[Case, Claim]]) -> None:
        """Count the events of one report."""
        for case, claim in pairs:
            links = [link for link in claim.attribution if link.speaker]
            chain = [link.speaker.name for link in links if link.speaker]
            words = [link.source.text if link.source else "" for link in links]
            if not case.chains:
                self.counts["own"] += 1
                self.counts["own kept"] += not chain
                if chain:
                    self._note("INVENTED", document, claim, chain, [])
                continue
            self.counts["told"] += 1
            last = bool(chain) and any(_same(one[-1], chain[-1], words[-1]) for one in case.chains)
            exact = any(
                len(one) == len(chain)
                and all(_same(*three) for three in zip(one, chain, words, strict=True))
                for one in case.chains
            )
            read = exact or any(
                len(one) == len(words) and all(map(_same_words, one, words)) for one in case.words
            )
            self.counts.update({"last": last, "exact": exact, "none": not chain, "read": read})
            if not exact:
                kind = "NONE" if not chain else "LAST" if not last else "CHAIN"
                self._note(kind, document, claim, chain, case.chains)

    def _note(
        self, kind: str, document: Document, claim: Claim, chain: list[str], wanted: object
    ) -> None:
        low, high = max(0, claim.trigger.start - 150), claim.trigger.end + 150
        around = (
            document.text[low : claim.trigger.start]
            + f"<<{claim.trigger.text}>>"
            + document.text[claim.trigger.end : high]
        )
        self.errors.append(f"{kind} {document.id} {chain} not {wanted}: {around!r}")

    def show(self, name: str) -> None:
        """Print the shares."""
        counts = self.counts
        for words, part, whole in (
            ("last speaker right", "last", "told"),
            ("chain exact by name", "exact", "told"),
            ("... or by its words", "read", "told"),
            ("no chain found", "none", "told"),
            ("own voice kept", "own kept", "own"),
        ):
            total = max(1, counts[whole])
            share = f"{counts[part] / total:.3f} ({counts[part]} of {counts[whole]})"
            print(f"{name:8} {words:20} {share}")


def _given(chains: dict[str, list[list[str]]], claim: str) -> list[list[str]]:
    return [names for names in chains.get(claim, []) if names]


def _same(wanted: str, name: str, words: str) -> bool:
    known = {actor.id for actor in bundled().find(wanted)}
    if known & {actor.id for actor in bundled().find(name)}:
        return True
    return same_name(wanted, name) or bool(words and same_name(wanted, words))


def _same_words(wanted: str, words: str) -> bool:
    """Tell whether words for a source are those that people marked; pronouns do not count."""
    return wanted.lower() not in PRONOUNS and same_name(wanted, words)


def polnear(folder: Path, every: int, bench: Bench) -> None:
    """Print what PolNeAR's scorer says of every n-th article."""
    with gzip.open(folder / "polnear_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::every]
    with tempfile.TemporaryDirectory() as place:
        gold, found = Path(place) / "gold.jsonl", Path(place) / "found.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        made = [
            {"doc_id": row["doc_id"], "attributions": bench.statements(_plain(row))} for row in rows
        ]
        found.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), str(gold), str(found)]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _plain(row: dict[str, Any]) -> Document:
    text = row["text"]
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        first, last = trimmed(text, start, start + len(line))
        start += len(line)
        if first < last:
            blocks.append(Block(first, last, "paragraph"))
    return Document(id=row["doc_id"], uri="polnear:", text=text, blocks=tuple(blocks))


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=_SHARED)
    parser.add_argument("--files", default="abcdefghij")
    parser.add_argument("--polnear", type=int, default=0, help="score every n-th article")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    bench = Bench()
    hand = Table()
    sides: Counter[str] = Counter()
    for line in (arguments.shared / "gold" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        document = given(row)
        linked = bench.chains(document, gold_cases(row))
        hand.add(document, linked)
        add_sides(sides, row, [claim for _, claim in linked])
    hand.show("gold")
    show_sides(sides)
    own = Table()
    for report in reports(arguments.shared / "corpus"):
        if report.name[0] in arguments.files:
            gold = gold_of(report)
            cases = [
                Case(one, _given(gold.chains, one.id), _given(gold.words, one.id))
                for one in gold.extraction.claims
            ]
            own.add(gold.document, bench.chains(gold.document, cases, gold.extraction.mentions))
    own.show("corpus")
    if arguments.polnear:
        polnear(arguments.shared / "attribution", arguments.polnear, bench)
    for table in (hand, own):
        print("\n".join(table.errors[: arguments.errors]))


if __name__ == "__main__":
    main()
