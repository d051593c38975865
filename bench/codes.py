"""Measures PLOVER roots on sentences coded by hand, and what each root is taken for.

    python bench/codes.py SENTENCES.jsonl.gz [--extract NAME] [--errors N] [--root YIELD]

A row has `text` and `gold`, a list of records with `plover` (a root) and the spans of `actor`
and `recipient`. A root is found if a claim of the sentence has it. One pair a sentence is
coded, so precision is counted over the claims that name a side of that pair or nobody:
nothing tells whether what others do is right. YIELD stands for what later drafts part into
CONCEDE and RETREAT.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.settings import Settings
from dateline.stage import find

OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> int:
    """Return 0 after printing the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--extract", default=Settings().extract)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--root", help="show errors of this root only")
    arguments = parser.parse_args()
    table = measured(arguments.sentences, arguments.extract)
    table.show(arguments.errors, arguments.root)
    return 0


def measured(sentences: Path, extract: str | None = None) -> Table:
    """Return the counts over a file of sentences."""
    with gzip.open(sentences, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    settings = Settings(extract=extract or Settings().extract, link=("actors", "codes"))
    stages = [find("link", name)(settings) for name in settings.link]
    read = find("extract", settings.extract)(settings)
    table = Table()
    for row in rows:
        document = document_of(row)
        extraction = read(document)
        for link in stages:
            extraction = link(document, extraction)
        table.add(row, roots_of(extraction.claims), roots_of(between(row, extraction.claims)))
    return table


def document_of(row: dict[str, Any]) -> Document:
    """Return a sentence as a report of one paragraph."""
    text = row["text"]
    return Document(
        id=f"sha256:{row['doc_id']}", uri=f"file:{row['doc_id']}", text=text,
        blocks=(Block(0, len(text), "paragraph"),), language="en",
    )  # fmt: skip


def between(row: dict[str, Any], claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims about a side of the coded pair, and those that name no side."""
    pair = [span for item in row["gold"] for span in (*item["actor"], *item["recipient"])]
    kept: list[Claim] = []
    for claim in claims:
        sides = [side.mention for side in (*claim.actors, *claim.recipients) if side.mention]
        if not sides or any(
            side.start < span["end"] and span["start"] < side.end for side in sides for span in pair
        ):
            kept.append(claim)
    return kept


def roots_of(claims: Iterable[Claim]) -> set[str]:
    """Return the PLOVER roots of claims, by their older names."""
    events = (claim.plover.event for claim in claims if claim.plover is not None)
    return {OLDER.get(event, event) for event in events}


class Table:
    """Roots found, missed and mistaken, over many sentences."""

    def __init__(self) -> None:
        self.there: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()
        self.said: collections.Counter[str] = collections.Counter()
        self.right: collections.Counter[str] = collections.Counter()
        self.mistaken: collections.Counter[tuple[str, str]] = collections.Counter()
        self.errors: list[tuple[str, str, str]] = []

    def add(self, row: dict[str, Any], roots: set[str], judged: set[str]) -> None:
        """Count one sentence, with the roots of all claims and of those that can be judged."""
        gold = {item["plover"] for item in row["gold"]}
        self.there.update(gold)
        self.found.update(gold & roots)
        self.said.update(judged)
        self.right.update(gold & judged)
        for root in gold - roots:
            others = " ".join(sorted(roots)) or "nothing"
            self.mistaken[root, others] += 1
            self.errors.append((root, others, row["text"]))

    def rates(self) -> tuple[float, float]:
        """Return the share of roots found, and the precision of those said."""
        found = self.found.total() / max(1, self.there.total())
        return found, self.right.total() / max(1, self.said.total())

    def show(self, errors: int, root: str | None) -> None:
        """Print rates by root, what roots are taken for, and up to `errors` sentences."""
        print(f"{'root':10} there  found  precision")
        for name, count in self.there.most_common():
            precision = self.right[name] / max(1, self.said[name])
            print(f"{name:10} {count:5}  {self.found[name] / count:.3f}  {precision:.3f}")
        found, right = self.rates()
        said = self.said.total()
        print(f"{'all':10} {self.there.total():5}  {found:.3f}  {right:.3f}  of {said} roots said")
        for (gold, others), count in self.mistaken.most_common(12):
            print(f"{count:4} {gold} taken for {others}")
        wanted = [error for error in self.errors if root is None or error[0] == root]
        for gold, others, text in wanted[:: max(1, len(wanted) // max(1, errors))][:errors]:
            print(f"{gold} / {others}: {text}")


if __name__ == "__main__":
    sys.exit(main())
