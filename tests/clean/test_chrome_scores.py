"""How well lines are told apart on the dirty scrapes: figures that may rise, not fall."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dateline.clean.chrome import labelled

KEPT = {"paragraph", "subheading", "quote"}
SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s*$")


def test_lines_of_the_report_are_kept_and_chrome_that_looks_like_them_is_not(shared: Path) -> None:
    path = shared / "data" / "pages" / "text_scrapes_dev.jsonl"
    if not path.is_file():
        pytest.skip("needs ../shared/data/pages")
    right = kept_lines = told_lines = alike = leaked = 0
    for row in map(json.loads, path.read_text("utf-8").split("\n")[:-1]):
        text = row["text"]
        marked = bytearray(len(text))
        for block in labelled(text, (), None):
            if block.kind in KEPT:
                marked[block.start : block.end] = b"\1" * (block.end - block.start)
        for line in row["lines"]:
            if line["label"] == "ambiguous":
                continue
            words = text[line["start"] : line["end"]]
            kept = 2 * sum(marked[line["start"] : line["end"]]) >= len(words)
            told = line["label"] == "body"
            right += kept and told
            kept_lines += kept
            told_lines += told
            if line["label"] == "chrome" and len(words.split()) >= 8 and SENTENCE.search(words):
                alike += 1
                leaked += kept
    assert 2 * right / (kept_lines + told_lines) >= 0.92
    assert leaked / alike <= 0.10


def test_reports_coded_by_hand_lose_no_paragraph(shared: Path) -> None:
    path = shared / "data" / "gold" / "dev.jsonl"
    if not path.is_file():
        pytest.skip("needs ../shared/data/gold")
    for row in map(json.loads, path.read_text("utf-8").split("\n")[:-1]):
        text, title = row["text"], row["title"]
        chrome = {line.strip() for piece in row["chrome"] for line in piece.split("\n")}
        for block in labelled(text, (), title):
            words = text[block.start : block.end]
            if block.kind == "chrome" and words not in chrome:
                assert any(words in piece or piece in words for piece in chrome if piece), words
