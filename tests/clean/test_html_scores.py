"""How well articles are found on real pages: scores may rise, and fall below no floor."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dateline.clean import charset, html
from dateline.clean.draft import Draft
from dateline.settings import Settings
from drafts import check_blocks, check_source

BODY = 0.97
"""Floor of the word F1 of article bodies, averaged over pages; trafilatura alone has 0.968."""

DATES = 14
"""Pages of 14 whose day of publication is right; htmldate alone has 14."""


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[tuple[dict[str, Any], str, Draft]]:
    folder = shared / "data" / "pages" / "html_dev"
    read = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        content = gzip.decompress((folder / row["file"]).read_bytes())
        source, _ = charset.decode_bytes(content, None, markup=True)
        read.append((row, source, html.read(source, Settings())))
    return read


def test_every_page_is_kept_and_leads_back(pages: list[tuple[dict[str, Any], str, Draft]]) -> None:
    for _, source, draft in pages:
        check_blocks(draft)
        check_source(draft, source)


def test_bodies_reach_their_floor(pages: list[tuple[dict[str, Any], str, Draft]]) -> None:
    assert sum(_f1(row, draft) for row, _, draft in pages) / len(pages) >= BODY


def test_dates_reach_their_floor(pages: list[tuple[dict[str, Any], str, Draft]]) -> None:
    right = sum(
        draft.facts.published is not None
        and str(draft.facts.published.first) == row["publishing_date"]
        for row, _, draft in pages
    )
    assert right >= DATES


def _f1(row: dict[str, Any], draft: Draft) -> float:
    told = [b for b in draft.blocks if b.kind in {"paragraph", "subheading", "quote"}]
    read = _words("\n".join(draft.text[block.start : block.end] for block in told))
    gold = _words(row["body"])
    for part in row.get("optional_paragraphs") or ():
        for word, times in _words(part).items():
            read[word] -= min(times, max(0, read[word] - gold[word]))
    return 2 * sum((gold & read).values()) / max(1, sum(gold.values()) + sum((+read).values()))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
