"""Flattened pages whose lines are labelled: scrapes from a file, reports wrapped in furniture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.clean.features import features
from dateline.clean.scrape import Scrape, scrape

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Page:
    """A page as the line model sees it in training.

    Attributes:
        id: Its name in its file.
        group: Pages of one group (a web domain) are held out together.
        page: Its lines.
        rows: Their features.
        told: 1 for lines of the report, 0 for others.
        weights: How much each line counts; 0 where its label is not certain.
    """

    id: str
    group: str
    page: Scrape
    rows: Array
    told: Array
    weights: Array


def made(identity: tuple[str, str], text: str, labels: Iterable[tuple[int, int, str]]) -> Page:
    """Return a page with each of its lines under the label that covers most of it.

    Args:
        identity: Its id and group.
        text: The page.
        labels: Start, end (excluded) and label of stretches in text order: `body`,
            `ambiguous`, and anything else for what is not the report.
    """
    page = scrape(text, (), None)
    spans = list(labels)
    found = [_label(spans, line.start, line.end) for line in page.lines]
    told = np.array([label == "body" for label in found], dtype=np.float64)
    sure = np.array([label != "ambiguous" for label in found], dtype=np.float64)
    rows = features(page.looks, page.rows, page.heads)
    # Long pages count more than short ones, but not in proportion.
    return Page(*identity, page, rows, told, sure * (100 / max(1, len(found))) ** 0.5)


def scrapes(path: Path) -> list[Page]:
    """Return the pages of a JSON lines file of scrapes with labelled lines."""
    return [
        made(
            (row["id"], row["domain"]),
            row["text"],
            ((line["start"], line["end"], line["label"]) for line in row["lines"]),
        )
        for row in _rows(path)
    ]


def reports(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the annotated reports as (id, lines), each line with its label."""
    found = []
    for row in _rows(path):
        chrome = [(item["start"], item["end"]) for item in row["chrome"]]
        lines, at, headed = [], 0, False
        for line in row["text"].split("\n"):
            if line.strip():
                outside = any(start <= at < end for start, end in chrome)
                label = "chrome" if outside else "body" if headed else "title"
                headed = headed or not outside
                lines.append((line, label))
            at += len(line) + 1
        found.append((row["doc_id"], lines))
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _label(spans: list[tuple[int, int, str]], start: int, end: int) -> str:
    shares: dict[str, int] = {}
    for low, high, label in spans:
        shared = min(end, high) - max(start, low)
        if shared > 0:
            shares[label] = shares.get(label, 0) + shared
    return max(shares, key=lambda label: shares[label]) if shares else "ambiguous"
