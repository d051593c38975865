"""Public event corpora, learned beside our own: the encoder gains, their heads do not ship.

Each has labels of its own, so each gets a head of its own over the same encoder:

- `maven`: event words of Wikipedia sentences (MAVEN, MIT; text CC BY-SA),
- `geneva`: event words of FrameNet's full texts (CC BY 3.0),
- `wikievents`: event words of news (MIT),
- `re3d`: entities in reports on Syria and Iraq (public domain, OGL, CC BY, CC BY-SA).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer
from training.reader.data import MARKS, Labelled

from dateline.document import Block, Document
from dateline.extract.windows import windows
from dateline.sentence import sentences

NAMES = ("maven", "geneva", "wikievents", "re3d")
_FOLDERS = {"maven": "maven_fewshot"}
_LEAST = 25
"""Labels rarer than this are learned as one: "other"."""


@dataclass(frozen=True)
class Aside:
    """One corpus beside: its windows, and how many classes its head has."""

    name: str
    classes: int
    windows: Sequence[Labelled]


def read_asides(folder: Path, tokenizer: Tokenizer) -> list[Aside]:
    """Return the corpora in a folder that has one folder each."""
    return [_read(name, folder, tokenizer) for name in NAMES]


def read_rows(name: str, folder: Path) -> list[dict[str, Any]]:
    """Return the rows of one corpus beside, as its file has them."""
    path = folder / _FOLDERS.get(name, name) / "train.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document_of(row: dict[str, Any]) -> Document:
    """Return a row as a document of one paragraph."""
    blocks = (Block(0, len(row["text"]), "paragraph"),)
    return Document(id=row["doc_id"], uri="", text=row["text"], blocks=blocks)


def _read(name: str, folder: Path, tokenizer: Tokenizer) -> Aside:
    rows = read_rows(name, folder)
    counts = Counter(label for row in rows for label, _, _ in _spans(row))
    common = sorted(label for label, count in counts.items() if count >= _LEAST)
    index = {label: number for number, label in enumerate(common)}
    found: list[Labelled] = []
    for row in rows:
        found.extend(_windows(name, row, index, tokenizer))
    # Class 0 is no event; then two for each label, its first word and the others.
    return Aside(name, 2 * (len(common) + 1) + 1, found)


def _spans(row: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    for item in row["gold"]:
        if item.get("kind", "entity") != "entity":
            continue
        span = item.get("trigger") or item.get("mention")
        if span is not None and "start" in span:
            yield item.get("type_native") or item["type"], span["start"], span["end"]


def _windows(
    name: str, row: dict[str, Any], index: dict[str, int], tokenizer: Tokenizer
) -> Iterator[Labelled]:
    document = document_of(row)
    spans = sorted(_spans(row), key=lambda span: span[1] - span[2])
    for window in windows(sentences(document), tokenizer, MARKS):
        classes = np.zeros(len(window.words), dtype=np.int64)
        for label, start, end in spans:
            inside = [n for n, (low, high) in enumerate(window.words) if low < end and start < high]
            if inside and not classes[inside].any():
                first = 1 + 2 * index.get(label, len(index))
                classes[inside] = first + 1
                classes[inside[0]] = first
        yield Labelled(window, aside=name, classes=classes, document=row["doc_id"])
