"""The encoder alone, by overlap: `python -m training.reader.overlap CORPUS.jsonl RUN/reader.pt`.

On the reports held back from training: mentions, event words, types and roles count where
spans share a word, as two annotators are compared (`training/corpus/agreement.py`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import torch
from bench.reader import held_back
from training.reader import labels
from training.reader.data import Labelled, labelled, read_corpus
from training.reader.model import Reader, open_encoder
from training.reader.train import (
    ENCODER,
    best_tags,
    likely_links,
    open_tokenizer,
    read_windows,
    spans,
)

Words = tuple[int, int]
Role = tuple[Words, str, Words]
MENTIONS = ("ent", "place", "time", "fig", "weapon")


def meet(one: Words, other: Words) -> bool:
    """Tell whether two spans (first, last + 1) share a word."""
    return one[0] < other[1] and other[0] < one[1]


class Tally:
    """What is wanted and found of each kind, and how much of either meets the other."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(
        self, name: str, wanted: Collection[Any], got: Collection[Any], fit: Callable[..., bool]
    ) -> None:
        """Count one window."""
        self.counts[name, "wanted"] += len(wanted)
        self.counts[name, "got"] += len(got)
        self.counts[name, "recalled"] += sum(any(fit(x, y) for y in got) for x in wanted)
        self.counts[name, "right"] += sum(any(fit(x, y) for x in wanted) for y in got)

    def show(self) -> None:
        """Print precision, recall and F1 of each kind."""
        for name in dict.fromkeys(name for name, _ in self.counts):
            precision = self.counts[name, "right"] / max(1, self.counts[name, "got"])
            recall = self.counts[name, "recalled"] / max(1, self.counts[name, "wanted"])
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            wanted = self.counts[name, "wanted"]
            print(f"{name:22} p {precision:.3f} r {recall:.3f} f1 {f1:.3f} of {wanted}")


def _mentions(chunks: dict[str, list[Words]]) -> list[Words]:
    return [span for name in MENTIONS for span in chunks[name]]


def _roles(
    links: Collection[tuple[int, int, int]], events: list[Words], mentions: list[Words]
) -> set[Role]:
    """Return links as (event word, role, the words that take it)."""
    found: set[Role] = set()
    for head, kind, word in links:
        event = next((span for span in events if span[0] <= head < span[1]), None)
        if event is not None and labels.LINKS[kind].startswith("role"):
            whole = (span for span in mentions if span[0] <= word < span[1])
            found.add((event, labels.LINKS[kind], next(whole, (word, word + 1))))
    return found


def _same_role(one: Role, other: Role) -> bool:
    return meet(one[0], other[0]) and one[1] == other[1] and meet(one[2], other[2])


def count(model: Reader, outputs: tuple[torch.Tensor, ...], row: int, item: Labelled) -> Tally:
    """Return the tally of one window."""
    tally, best = Tally(), best_tags(outputs, row, item)
    wanted: dict[str, list[Words]] = {
        name: spans(item.targets[f"chunk:{name}"]) for name in (*MENTIONS, "trigger")
    }
    got = {name: spans(best[f"chunk:{name}"]) for name in wanted}
    for name in MENTIONS:
        tally.add(name, wanted[name], got[name], meet)
        tally.add("mentions", wanted[name], got[name], meet)
        tally.add("mentions to the letter", wanted[name], got[name], lambda x, y: x == y)
    tally.add("event words", wanted["trigger"], got["trigger"], meet)
    types = item.targets["type"], best["type"]
    tally.add(
        "with type",
        wanted["trigger"],
        got["trigger"],
        lambda x, y: meet(x, y) and types[0][x[0]] == types[1][y[0]],
    )
    heads = [first for first, _ in got["trigger"]]
    links = likely_links(model, outputs, (row, item), heads)
    true = _roles(item.links, wanted["trigger"], _mentions(wanted))
    read = _roles(links, got["trigger"], _mentions(got))
    tally.add("roles", true, read, _same_role)
    tally.add(
        "roles on words found",
        [role for role in true if any(meet(role[0], span) for span in got["trigger"])],
        [role for role in read if any(meet(role[0], span) for span in wanted["trigger"])],
        _same_role,
    )
    return tally


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tokenizer = open_tokenizer()
    model = Reader(open_encoder(ENCODER))
    model.load_state_dict(torch.load(sys.argv[2], weights_only=True), strict=False)
    model.eval()
    reports = [row for row in read_corpus(Path(sys.argv[1])) if held_back(row["doc_id"])]
    items = [item for report in reports for item in labelled(report, tokenizer)]
    total = Tally()
    for outputs, row, item in read_windows(model, items):
        total.counts.update(count(model, outputs, row, item).counts)
    total.show()


if __name__ == "__main__":
    main()
