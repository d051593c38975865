"""Annotated reports as windows of word pieces with labels."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from bench.alarms import document_of as report_of
from bench.reader import document_of
from tokenizers import Tokenizer
from training.reader import labels

from dateline.extract.rules import RulesReader
from dateline.extract.windows import Window, windows
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span

MARKS = (101, 102)
"""Ids of [CLS] and [SEP] in the vocabulary of BERT's uncased models."""

HIDDEN = 103
"""Id of [MASK] in the same vocabulary."""

_HIDE = 0.07
"""Share of word pieces that a varied window hides."""

_DROP = 0.35
"""Share of the sentences without an event that a varied report leaves out."""


@dataclass
class Labelled:
    """A window with what an annotator said of it.

    `targets` holds one label a word for each head; `links` are (anchor, link, word). A
    window of a corpus beside our own has its name in `aside`, and one class a word.
    """

    window: Window
    targets: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[int, int, int]] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    aside: str | None = None
    classes: Any = None
    document: str = ""


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """Return the reports of a JSON lines file that `corpus.py jsonl` wrote."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def labelled(report: dict[str, Any], tokenizer: Tokenizer) -> list[Labelled]:
    """Return a report's windows with their labels."""
    said = sentences(document_of(report))
    found = [Labelled(window) for window in windows(said, tokenizer, MARKS)]
    for item in found:
        _label(item, report)
    return found


def varied(report: dict[str, Any], tokenizer: Tokenizer, chance: random.Random) -> list[Labelled]:
    """Return a report's windows as a reader might meet them elsewhere.

    Windows begin at other sentences, some sentences that tell of no event are left out,
    and some word pieces are hidden, so that one word alone never decides.
    """
    told = [event["trigger"]["start"] for event in report["events"]]

    def stays(sentence: Span) -> bool:
        eventful = any(sentence.start <= start < sentence.end for start in told)
        return eventful or chance.random() >= _DROP

    said = [sentence for sentence in sentences(document_of(report)) if stays(sentence)]
    cut = chance.randrange(5)
    found = [
        Labelled(window)
        for part in (said[:cut], said[cut:])
        for window in windows(part, tokenizer, MARKS)
    ]
    for item in found:
        _label(item, report)
        pieces = item.window.pieces
        for index in range(1, len(pieces) - 1):
            if chance.random() < _HIDE:
                pieces[index] = HIDDEN
    return found


def read_quiet(path: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Return the windows of every second report of a file on other news, as without events.

    Reports in which the rules find an event are left out. Nothing else is known of the
    others, so the other heads learn nothing there.
    """
    rules = RulesReader(Settings())
    found: list[Labelled] = []
    for row in read_corpus(path)[::2]:
        document = report_of(row["text"])
        if not rules(document).claims:
            said = sentences(document)
            found.extend(Labelled(window) for window in windows(said, tokenizer, MARKS))
    for item in found:
        for head in labels.HEADS:
            known = 0 if head == "chunk:trigger" else -100
            item.targets[head] = np.full(len(item.window.words), known, dtype=np.int64)
    return found


def _inside(item: Labelled, span: dict[str, Any]) -> list[int]:
    """Return the indices of the words of a span in this window."""
    return [
        index
        for index, (low, high) in enumerate(item.window.words)
        if low < span["end"] and span["start"] < high
    ]


def _chunk(item: Labelled, name: str, span: dict[str, Any]) -> int | None:
    """Tag a span and return its first word; None if it is not in this window."""
    inside = _inside(item, span)
    if not inside:
        return None
    tags = item.targets[f"chunk:{name}"]
    if all(tags[index] == 0 for index in inside):
        tags[inside[0]] = 1
        for index in inside[1:]:
            tags[index] = 2
    return inside[0]


def _label(item: Labelled, report: dict[str, Any]) -> None:
    count = len(item.window.words)
    for head in labels.HEADS:
        empty = 0 if head.startswith("chunk:") else -100
        item.targets[head] = np.full(count, empty, dtype=np.int64)
    for mention in sorted(report["mentions"], key=lambda span: span["start"] - span["end"]):
        _chunk(item, mention["kind"], mention)
    triggers: dict[str, int] = {}
    for event in report["events"]:
        head = _chunk(item, "trigger", event["trigger"])
        if head is None:
            continue
        triggers[event["id"]] = head
        item.anchors.append(head)
        item.targets["type"][head] = labels.TYPES.index(event["type"])
        item.targets["status"][head] = labels.STATUSES.index(event["status"])
        item.targets["background"][head] = int(not event["core"])
        item.targets["retelling"][head] = int(event["same_as"] is not None)
    for event in report["events"]:
        if event["id"] in triggers:
            _label_roles(item, event, triggers)
    _label_speech(item, report, triggers)
    item.anchors = sorted(set(item.anchors))


def _label_roles(item: Labelled, event: dict[str, Any], triggers: dict[str, int]) -> None:
    head = triggers[event["id"]]
    for role in labels.ROLES:
        for span in event[role + "s"]:
            _link(item, head, f"role:{role}", _inside(item, span))
    for figure in event["figures"]:
        _link(item, head, f"figure:{figure['kind']}", _inside(item, figure))
    if event["same_as"] in triggers and triggers[event["same_as"]] != head:
        _link(item, head, "event:same", [triggers[event["same_as"]]])


def _link(item: Labelled, head: int, name: str, inside: list[int]) -> None:
    if inside:
        item.links.append((head, labels.LINKS.index(name), inside[0]))


def _label_speech(item: Labelled, report: dict[str, Any], triggers: dict[str, int]) -> None:
    cues: dict[str, int] = {}
    for attribution in report["attributions"]:
        source = attribution["source"]
        first = _chunk(item, "source", source) if source else None
        for cue in attribution["cues"]:
            head = _chunk(item, "cue", cue)
            if head is None:
                continue
            cues.setdefault(attribution["id"], head)
            item.anchors.append(head)
            if first is not None:
                _link(item, head, "cue:source", [first])
            for covered in cue["covers"]:
                if covered in triggers:
                    _link(item, head, "cue:covers", [triggers[covered]])
    for attribution in report["attributions"]:
        for cue in attribution["cues"]:
            inside = _inside(item, cue)
            for covered in cue["covers"]:
                if inside and covered in cues:
                    _link(item, inside[0], "cue:inside", [cues[covered]])
