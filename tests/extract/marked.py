"""Sentences with marked spans: `[words|tag]`, and what a reader makes of them."""

from __future__ import annotations

import functools
import re
from datetime import date

from dateline.document import Block, Document, Published
from dateline.extract.rules import RulesReader
from dateline.reading import Extraction, Reading, check_spans
from dateline.settings import Settings

_MARK = re.compile(r"\[([^\[\]|]+)(?:\|([^\[\]]+))?\]")


def plain(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a sentence without marks, and its (words, tag) in order."""
    marks = [(match[1], match[2] or "content") for match in _MARK.finditer(marked)]
    return _MARK.sub(lambda match: match[1], marked), marks


@functools.cache
def reader() -> RulesReader:
    return RulesReader(Settings())


def document(text: str, *, published: date | None = date(2021, 6, 15)) -> Document:
    """Return a text as a document: a line that begins with # is the headline, % is chrome."""
    blocks: list[Block] = []
    body: list[str] = []
    start = 0
    for line in text.split("\n"):
        kind = {"#": "headline", "%": "chrome"}.get(line[:1], "paragraph")
        words = line.lstrip("#% ")
        body.append(words)
        if words:
            blocks.append(Block(start, start + len(words), kind))
        start += len(words) + 1
    return Document(
        id="sha256:0",
        uri="text:",
        text="\n".join(body),
        blocks=tuple(blocks),
        published=Published(first=published, last=published, basis="given")
        if published
        else Published(),
    )


def read(text: str) -> Extraction:
    """Return what the rules reader takes from a text, its spans checked."""
    page = document(text)
    extraction = reader()(page)
    check_spans(Reading.of(page, extraction))
    return extraction
