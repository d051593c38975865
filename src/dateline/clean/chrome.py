"""Labels the lines of a flattened page: what is the report, what is furniture, and why."""

from __future__ import annotations

import re

from dateline.clean import front
from dateline.clean.furniture import Furniture
from dateline.clean.lines import Line
from dateline.clean.looks import Looks
from dateline.clean.scrape import Scrape, apart, scrape
from dateline.document import Block, BlockKind

Label = tuple[BlockKind, str | None]

_OVER = "after the report"
_BEFORE = "before the report"
_SHORT = "short line that is no sentence"
_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")


def labelled(text: str, given: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    """Return the blocks of a text: every line of it under a label.

    Args:
        text: Plain text, or a page flattened to text.
        given: Blocks that the input itself labels, in text order; they stay as they are.
        title: The title as it is known from elsewhere; None if it is not.

    Returns:
        In text order, not overlapping; together they hold every character of the text
        that is not white space.
    """
    page = scrape(text, given, title)
    labels = _labels(page)
    return tuple(
        known or Block(line.start, line.end, *label)
        for line, known, label in zip(page.lines, page.given, labels, strict=True)
    )


def _labels(page: Scrape) -> list[Label]:
    low, high = page.stretch
    labels = [_label(page, place, low, high) for place in range(len(page.lines))]
    _front(page, labels)
    return labels


def _label(page: Scrape, place: int, low: int, high: int) -> Label:
    line, looks, kind = page.lines[place], page.looks[place], page.furniture[place]
    if line.empty:
        return "chrome", "nothing that can be seen"
    if kind is not None and kind.scope != "hint":
        return "chrome", kind.reason
    if not low <= place < high:
        reason = _BEFORE if place < low else _OVER
        return "chrome", reason if kind is None else kind.reason
    return _inside(line, looks, kind)


def _inside(line: Line, looks: Looks, kind: Furniture | None) -> Label:
    found = front.byline(line.text)
    if found is not None:
        return found, None
    if kind is not None:
        return ("caption", None) if looks.words >= 8 else ("chrome", kind.reason)
    if looks.sentence or looks.words >= 12 or _SENTENCE.search(line.text[-12:]):
        return "paragraph", None
    if looks.words and line.text.strip()[0].isalnum():
        return "subheading", None
    return "chrome", _SHORT


def _front(page: Scrape, labels: list[Label]) -> None:
    """Label the headline, its repeats, and the byline before the report."""
    for place, line in enumerate(page.lines[: page.stretch[0]]):
        if not apart(page.furniture[place]) and (found := front.byline(line.text)):
            labels[place] = (found, None)
    for place in page.heads:
        labels[place] = ("repeat", "the headline again")
    if page.heads:
        labels[page.heads[0]] = ("headline", None)
