"""Measures a reader on the project's annotated reports, event word by event word.

    python bench/reader.py REPORTS.jsonl [--extract NAME] [--held-back] [--only h i] [--errors N]

REPORTS.jsonl is what `corpus.py jsonl` prints. A claim finds an event when their words
overlap; an event told several times counts once (`happenings`).
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.claim import NOT_ASSERTED, Claim
from dateline.document import Block, Document, Published
from dateline.settings import Settings
from dateline.span import trimmed
from dateline.stage import find

Event = dict[str, Any]


def main() -> int:
    """Return 0 after printing the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--extract", default=Settings().extract)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--skip", nargs="*", default=[])
    parser.add_argument("--held-back", action="store_true", help="only what training never saw")
    parser.add_argument("--json", action="store_true", help="the rates alone, for machines")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.reports.read_text("utf-8").splitlines()]
    rows = [row for row in rows if not arguments.only or row["doc_id"][0] in arguments.only]
    rows = [row for row in rows if row["doc_id"][0] not in arguments.skip]
    if arguments.held_back:
        rows = [row for row in rows if held_back(row["doc_id"])]
    read = find("extract", arguments.extract)(Settings())
    table = Table()
    seconds = words = 0.0
    for row in rows:
        document = document_of(row)
        begun = time.perf_counter()
        extraction = read(document)
        seconds += time.perf_counter() - begun
        words += len(document.text.split())
        table.add(row, extraction)
    if arguments.json:
        print(json.dumps(table.rates()))
        return 0
    table.show(arguments.errors)
    print(f"reader: {words / 500 / seconds:.0f} reports of 500 words a second")
    return 0


def held_back(report: str) -> bool:
    """Tell whether a report is kept from training: one in ten, by a hash of its id."""
    return hashlib.sha256(report.encode()).digest()[0] % 10 == 0


def document_of(row: dict[str, Any]) -> Document:
    """Return an annotated report as a document, its furniture labelled."""
    text = row["text"]
    chrome = [(span["start"], span["end"]) for span in row["chrome"]]
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        first, last = trimmed(text, start, start + len(line))
        start += len(line)
        if first == last:
            continue
        inside = any(low <= first < high for low, high in chrome)
        told = any(block.kind != "chrome" for block in blocks)
        kind: Any = "chrome" if inside else "paragraph" if told else "headline"
        blocks.append(Block(first, last, kind))
    day = date.fromisoformat(row["published"])
    return Document(
        id=f"sha256:{row['doc_id']}",
        uri=f"file:{row['doc_id']}",
        text=text,
        blocks=tuple(blocks),
        doc_id=row["doc_id"],
        publisher=row["publisher"],
        published=Published(first=day, last=day, basis="given"),
        language="en",
    )


def claim_of(document: Document, event: Event) -> Claim:
    """Return an annotated event as a claim without fields, so that a linker is measured alone."""
    trigger = document.span(event["trigger"]["start"], event["trigger"]["end"])
    return Claim(
        id=event["id"],
        event_type=event["type"],
        trigger=trigger,
        evidence=trigger,
        by="annotators",
        status=event["status"],
        background=not event["core"],
        same_as=event["same_as"],
    )


class Table:
    """Counts over many reports."""

    def __init__(self) -> None:
        self.counts: collections.Counter[str] = collections.Counter()
        self.errors: dict[str, list[str]] = collections.defaultdict(list)

    def add(self, row: dict[str, Any], extraction: Any) -> None:  # noqa: ANN401
        """Count one report."""
        events: list[Event] = row["events"]
        claims: Sequence[Claim] = extraction.claims
        pairs = [(event, claim) for event in events for claim in claims if _meet(event, claim)]
        told = {claim.id for _, claim in pairs}
        typed = {claim.id for event, claim in pairs if event["type"] == claim.event_type}
        self.counts.update(claims=len(claims), right=len(told), right_typed=len(typed))
        roots = {event["id"]: event["same_as"] or event["id"] for event in events}
        found = {roots[event["id"]] for event, _ in pairs}
        found_typed = {roots[e["id"]] for e, claim in pairs if e["type"] == claim.event_type}
        happenings = set(roots.values())
        self.counts.update(events=len(happenings), found=len(found), found_typed=len(found_typed))
        for event, claim in pairs:
            self._fields(row, event, claim)
        for claim in claims:
            if claim.id not in told:
                self._note("extra", row, claim.trigger.start, claim.trigger.end, claim.event_type)
        for event in events:
            if roots[event["id"]] not in found and roots[event["id"]] == event["id"]:
                span = event["trigger"]
                self._note("missed", row, span["start"], span["end"], event["type"])
        self._statements(row, extraction)

    def _fields(self, row: dict[str, Any], event: Event, claim: Claim) -> None:
        span = event["trigger"]
        same = event["type"] == claim.event_type
        self.counts.update(pairs=1, status=claim.status == event["status"])
        gone, said_gone = event["status"] in NOT_ASSERTED, claim.status in NOT_ASSERTED
        self.counts.update(gone=gone, said_gone=said_gone, gone_right=gone and said_gone)
        self.counts.update(stands=not said_gone, stands_right=not gone and not said_gone)
        self.counts["background"] += claim.background != event["core"]
        if not same:
            kind = f"{event['type']} read as {claim.event_type}"
            self._note("type", row, span["start"], span["end"], kind)
        if claim.status != event["status"]:
            kind = f"{event['status']} read as {claim.status}"
            self._note("status", row, span["start"], span["end"], kind)
        if claim.background == event["core"]:
            self._note("recalled", row, span["start"], span["end"], f"core={event['core']}")
        for role, entities in (("actors", claim.actors), ("recipients", claim.recipients)):
            gold = event[role]
            mine = [entity.mention for entity in entities if entity.mention is not None]
            hits = [m for m in mine if any(m.start < g["end"] and g["start"] < m.end for g in gold)]
            got = [g for g in gold if any(m.start < g["end"] and g["start"] < m.end for m in mine)]
            names = {f"{role}_said": len(mine), f"{role}_right": len(hits)}
            self.counts.update({**names, role: len(gold), f"{role}_found": len(got)})
            for mention in mine:
                if mention not in hits:
                    kind = f"{role} {mention.text!r} for {[g['text'] for g in gold]}"
                    self._note("invented", row, span["start"], span["end"], kind)
            if gold and not mine:
                kind = f"{role} missed: {[g['text'] for g in gold]}"
                self._note("roles", row, span["start"], span["end"], kind)

    def _statements(self, row: dict[str, Any], extraction: Any) -> None:  # noqa: ANN401
        for attribution in row["attributions"]:
            cues = [(cue["start"], cue["end"]) for cue in attribution["cues"]]
            source = attribution["source"]
            near = [
                s
                for s in extraction.statements
                if s.cue and any(s.cue.start < high and low < s.cue.end for low, high in cues)
            ]
            named = [
                s
                for s in near
                if (s.source is None) == (source is None)
                and (
                    s.source is None
                    or (s.source.start < source["end"] and source["start"] < s.source.end)
                )
            ]
            self.counts.update(cues=1, cues_found=bool(near), sources_found=bool(named))
            if not named:
                low, high = cues[0]
                kind = "no cue" if not near else f"source {near[0].source and near[0].source.text}"
                self._note("speech", row, low, high, kind)

    def _note(self, group: str, row: dict[str, Any], start: int, end: int, kind: str) -> None:
        text = row["text"]
        words = f"{text[max(0, start - 70) : start]}<<{text[start:end]}>>{text[end : end + 50]}"
        self.errors[group].append(f"{row['doc_id']} [{kind}] {words!r}")

    def rates(self) -> dict[str, float]:
        """Return each rate, from 0 to 1, by its name."""
        counts = self.counts
        found: dict[str, float] = {}
        for name, right, said, met, there in _RATES:
            precision = counts[right] / max(1, counts[said])
            recall = counts[met] / max(1, counts[there])
            found[f"{name} precision"] = precision
            found[f"{name} recall"] = recall
            found[f"{name} f1"] = 2 * precision * recall / max(1e-9, precision + recall)
        found["status"] = counts["status"] / max(1, counts["pairs"])
        gone = counts["gone"] + counts["said_gone"]
        found["not happened f1"] = 2 * counts["gone_right"] / max(1, gone)
        found["precision of happened"] = counts["stands_right"] / max(1, counts["stands"])
        found["background"] = counts["background"] / max(1, counts["pairs"])
        found["cues"] = counts["cues_found"] / max(1, counts["cues"])
        found["cues with their source"] = counts["sources_found"] / max(1, counts["cues"])
        return {name: round(rate, 3) for name, rate in found.items()}

    def show(self, errors: int) -> None:
        """Print rates, then up to `errors` cases of each kind."""
        rates = self.rates()
        for name, _, _, _, there in _RATES:
            shares = (f"{part} {rates[f'{name} {long}']:.3f}" for part, long in _PARTS)
            print(f"{name:12} {'  '.join(shares)}  n {self.counts[there]}")
        for name in list(rates)[len(_RATES) * len(_PARTS) :]:
            print(f"{name} {rates[name]:.3f}")
        if errors:
            for group, cases in self.errors.items():
                print(f"## {group}: {len(cases)}")
                step = max(1, len(cases) // errors)
                print("\n".join(cases[::step][:errors]))


_PARTS = (("p", "precision"), ("r", "recall"), ("f1", "f1"))
_RATES = (
    ("event words", "right", "claims", "found", "events"),
    ("typed", "right_typed", "claims", "found_typed", "events"),
    ("actors", "actors_right", "actors_said", "actors_found", "actors"),
    ("recipients", "recipients_right", "recipients_said", "recipients_found", "recipients"),
)
"""Name, and the counts of: claims that are right, all claims, gold that is found, all gold."""


def _meet(event: Event, claim: Claim) -> bool:
    span = event["trigger"]
    return bool(claim.trigger.start < span["end"] and span["start"] < claim.trigger.end)


if __name__ == "__main__":
    sys.exit(main())
