"""Labels the lines of a flattened page: what is the report, what is furniture, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.clean import front
from dateline.clean.features import Looks, best_stretch, features
from dateline.clean.furniture import Furniture, bundled
from dateline.clean.lines import Line, lines
from dateline.document import Block, BlockKind
from dateline.record import Record

Label = tuple[BlockKind, str | None]

_OVER = "after the report"
_BEFORE = "before the report"
_SHORT = "short line that is no sentence"
_RESUMES = 0.35
"""Share of the page's running text that must stand before a heading to end the report."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")


class Page(Record, frozen=True):
    """The lines of a page with what is known of them before they are labelled.

    Attributes:
        lines: In text order.
        given: For each, the label that the input gave it; None if it gave none.
        furniture: For each, what furniture it is by what it says.
        looks: For each, how it looks.
    """

    lines: tuple[Line, ...]
    given: tuple[Block | None, ...]
    furniture: tuple[Furniture | None, ...]
    looks: tuple[Looks, ...]


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
    page = _page(text, given)
    labels = _labels(page, title)
    return tuple(
        known or Block(line.start, line.end, *label)
        for line, known, label in zip(page.lines, page.given, labels, strict=True)
    )


def _page(text: str, given: Sequence[Block]) -> Page:
    found: list[tuple[Line, Block | None]] = []
    at = 0
    for block in given:
        found.extend((line, None) for line in _free(text, at, block.start))
        found.append((Line(block.start, block.end, text[block.start : block.end], 2), block))
        at = block.end
    found.extend((line, None) for line in _free(text, at, len(text)))
    own = tuple(line for line, _ in found)
    furnisher = bundled()
    kinds = tuple(furnisher(line.text) if block is None else None for line, block in found)
    _, looks = features(own, kinds)
    return Page(own, tuple(block for _, block in found), kinds, tuple(looks))


def _free(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines of a stretch of the text, counted in the text."""
    for line in lines(text[start:end]):
        yield Line(line.start + start, line.end + start, line.text, line.gap)


def _labels(page: Page, title: str | None) -> list[Label]:
    low, high = _stretch(page)
    labels = [_label(page, place, low, high) for place in range(len(page.lines))]
    texts = [line.text for line in page.lines]
    _front(page, texts, labels, (title, low))
    return labels


def _stretch(page: Page) -> tuple[int, int]:
    """Return where the report begins and ends (excluded): running text up to a hard stop."""
    counts = [
        item.words if item.sentence and not _stands_apart(kind) else 0
        for item, kind in zip(page.looks, page.furniture, strict=True)
    ]
    total, before = sum(counts), 0
    end = len(counts)
    for place, kind in enumerate(page.furniture):
        if kind is not None and kind.scope == "rest" and before >= _RESUMES * total > 0:
            end = place
            break
        before += counts[place]
    gains = [
        min(count, 40) if count else -min(12, 3 + item.words)
        for count, item in zip(counts[:end], page.looks, strict=False)
    ]
    return best_stretch(gains)


def _label(page: Page, place: int, low: int, high: int) -> Label:
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


def _front(
    page: Page, texts: Sequence[str], labels: list[Label], known: tuple[str | None, int]
) -> None:
    """Label the headline, its repeats, and the byline before the report."""
    title, low = known
    for place in range(low):
        kind = page.furniture[place]
        if kind is None or kind.scope == "hint":
            found = front.byline(texts[place])
            if found is not None:
                labels[place] = (found, None)
    told = next((b for b in page.given if b is not None and b.kind == "headline"), None)
    if told is None:
        bare = [
            page.given[place] is None
            and not _stands_apart(page.furniture[place])
            and label[0] not in {"byline", "dateline"}
            for place, label in enumerate(labels)
        ]
        head = front.headline(texts, bare, low, title)
    else:
        head = page.given.index(told)
    if head is None:
        return
    labels[head] = ("headline", None)
    for other, text in enumerate(texts):
        if other != head and front.same_words(text, texts[head]):
            labels[other] = ("repeat", "the headline again")


def _stands_apart(kind: Furniture | None) -> bool:
    return kind is not None and kind.scope != "hint"
