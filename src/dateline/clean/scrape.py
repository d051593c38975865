"""A flattened page before it is labelled: its lines, and what can be seen of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dateline.clean import front
from dateline.clean.features import best_stretch, looks_of
from dateline.clean.furniture import Furniture, bundled
from dateline.clean.lines import Line, lines
from dateline.clean.looks import Looks
from dateline.document import Block
from dateline.record import Record

_RESUMES = 0.35
"""Share of the page's running text that must stand before a heading to end the report."""

_FOREMOST = 3_000
"""Lines of a page among which its headline is sought."""


class Scrape(Record, frozen=True):
    """The lines of a page with what is known of them before they are labelled.

    Attributes:
        lines: In text order.
        given: For each, the label that the input gave it; None if it gave none.
        furniture: For each, what furniture it is by what it says.
        looks: For each, how it looks.
        rows: Numbers about each, of shape (lines, `looks.NAMES`).
        stretch: Where its running text begins and ends (excluded), by rule.
        heads: The headline and its repeats, in text order.
    """

    lines: tuple[Line, ...]
    given: tuple[Block | None, ...]
    furniture: tuple[Furniture | None, ...]
    looks: tuple[Looks, ...]
    rows: npt.NDArray[np.float64]
    stretch: tuple[int, int]
    heads: tuple[int, ...]


def scrape(text: str, given: Sequence[Block], title: str | None) -> Scrape:
    """Return a text's lines and how they look.

    Args:
        text: Plain text, or a page flattened to text.
        given: Blocks that the input itself labels, in text order; those that tell nothing
            are left out.
        title: The title as it is known from elsewhere; None if it is not.
    """
    found: list[tuple[Line, Block | None]] = []
    at = 0
    for block in given:
        found.extend((line, None) for line in _free(text, at, block.start))
        if not aside(block):
            found.append((Line(block.start, block.end, text[block.start : block.end], 2), block))
        at = block.end
    found.extend((line, None) for line in _free(text, at, len(text)))
    own = tuple(line for line, _ in found)
    labels = tuple(block for _, block in found)
    furnisher = bundled()
    kinds = tuple(furnisher(line.text) if block is None else None for line, block in found)
    looks, rows = looks_of(own, kinds)
    stretch = _stretch(looks, kinds)
    page = Scrape(own, labels, kinds, looks, rows, stretch, ())
    return Scrape(own, labels, kinds, looks, rows, stretch, _heads(page, title))


def apart(kind: Furniture | None) -> bool:
    """Tell whether what a line says makes it furniture whatever stands around it."""
    return kind is not None and kind.scope != "hint"


def aside(block: Block) -> bool:
    """Tell whether a block that the input labels tells nothing: no part of the page's lines."""
    return block.kind in {"chrome", "repeat"}


def _free(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines of a stretch of the text, counted in the text."""
    for line in lines(text[start:end]):
        yield Line(line.start + start, line.end + start, line.text, line.gap)


def _stretch(looks: Sequence[Looks], kinds: Sequence[Furniture | None]) -> tuple[int, int]:
    """Return where the report begins and ends (excluded): running text up to a hard stop."""
    counts = [
        item.words if item.sentence and not apart(kind) else 0
        for item, kind in zip(looks, kinds, strict=True)
    ]
    total, before = sum(counts), 0
    end = len(counts)
    for place, kind in enumerate(kinds):
        if kind is not None and kind.scope == "rest" and before >= _RESUMES * total > 0:
            end = place
            break
        before += counts[place]
    gains = [
        min(count, 40) if count else -min(12, 3 + item.words)
        for count, item in zip(counts[:end], looks, strict=False)
    ]
    return best_stretch(gains)


def _heads(page: Scrape, title: str | None) -> tuple[int, ...]:
    texts = [line.text for line in page.lines]
    first = next((place for place, b in enumerate(page.given) if b and b.kind == "headline"), None)
    if first is None:
        low, high = page.stretch
        until = min(low or len(texts), _FOREMOST)
        bare = [
            page.given[place] is None
            and page.furniture[place] is None
            and front.byline(texts[place]) is None
            for place in range(until)
        ]
        told = frozenset[str]().union(*(item.content for item in page.looks[low:high]))
        first = front.headline(texts[:until], bare, told, title)
    if first is None:
        return ()
    head = texts[first]
    others = (
        place
        for place, text in enumerate(texts)
        if place != first and page.given[place] is None and front.same_words(text, head)
    )
    return (first, *others)
