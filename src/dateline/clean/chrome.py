"""Labels the lines of a flattened page: what is the report, what is furniture, and why.

Headings of furniture ("Top stories") are hard stops; the line model says how much each
line looks like the report; the report is the stretch of lines whose scores add up to
most, what is furniture inside of it left out. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dateline.clean import front
from dateline.clean.features import best_stretch, features
from dateline.clean.line_model import LineModel, bundled
from dateline.clean.lines import Line, lines, pieces
from dateline.clean.scrape import Scrape, apart, aside, scrape
from dateline.document import Block, BlockKind

Label = tuple[BlockKind, str | None]

_STOP = 3.0
"""What a heading of furniture takes from a stretch that goes on after it.

Below a heading that more than half of the page's running text stands above, none goes on.
"""

_BREAK = 0.3
"""What a line of furniture at most takes from a stretch: reports go on after one."""

_CLOSELY = 20_000
"""Lines that are looked at closely; what follows is labelled by a plain rule."""

_PLAIN = 7
"""Spaces in a line from which it may be a sentence, by the plain rule."""

_SPOKEN = 200_000
"""Characters of a report up to which quotations that stand in it twice are sought."""

_RUNNING = 0.8
"""Share of words in sentences from which a page without furniture is a report."""

_TELLING = 30
"""Words from which one line may be a report."""

_NOTE = 4
"""Words from which a sentence may be one, if nothing else stands there."""

_SIGNED = 2
"""Lines after the report that may say who wrote it."""

_LONG = 12
"""Words from which a line inside the report is no heading, whatever its end."""

_SENTENCE = re.compile(r"(?:[.!?…:]|[。！？।۔؟])[\"”’»)\]」』]*\s*$")
_QUOTED = re.compile(r"[\"“„«](.{20,400})[\"”“»]$", re.DOTALL)
_WORDY = re.compile(r"[^\W_]")


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
    until = _until(text, given)
    early = tuple(block for block in given if block.start < until)
    page = scrape(text[:until], early, title)
    own = [
        known or Block(line.start, line.end, *label)
        for line, known, label in zip(page.lines, page.given, labels(page, bundled()), strict=True)
    ]
    own.extend(block for block in early if aside(block))
    own.sort(key=lambda block: block.start)
    return (*own, *_tail(text, until, given[len(early) :]))


def _until(text: str, given: Sequence[Block]) -> int:
    """Return up to where a text is looked at closely; no given block lies on both sides."""
    until = next(pieces(text, 0, len(text), _CLOSELY), (0, 0))[1]
    return next((block.end for block in given if block.start < until < block.end), until)


def _tail(text: str, start: int, given: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a text from `start` on: given ones, and what lies between them."""
    for block in given:
        yield from _plainly(text, start, block.start)
        yield block
        start = block.end
    yield from _plainly(text, start, len(text))


def _plainly(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of a stretch of text by a plain rule: sentences are paragraphs."""
    chrome: Block | None = None
    for first, last in pieces(text, start, end, _CLOSELY):
        for line in lines(text[first:last]):
            low, high = first + line.start, first + line.end
            if line.text.count(" ") >= _PLAIN and _SENTENCE.search(line.text[-12:]):
                if chrome is not None:
                    yield chrome
                    chrome = None
                yield Block(low, high, "paragraph")
            else:
                begin = chrome.start if chrome else low
                chrome = Block(begin, high, "chrome", f"no sentence, after {_CLOSELY:,} lines")
    if chrome is not None:
        yield chrome


def labels(page: Scrape, model: LineModel) -> list[Label]:
    """Return what each line of a page is."""
    scores = model.score(features(page.looks, page.rows, page.heads))
    scores += model.bare * _bare(page)
    low, high = _stretch(page, model.gains(scores))
    high = _ended(page, high, scores > model.ending)
    if low == high:
        low, high = page.stretch if page.stretch[0] < page.stretch[1] else _longest(page)
        scores = np.maximum(scores, model.inside + 1e-6)
    found = _outside(page, low, high)
    found[low:high] = _inside(page, (low, high), scores > model.inside, scores > 0)
    for place in page.heads:
        found[place] = ("repeat", "the headline again")
    if page.heads:
        found[page.heads[0]] = ("headline", None)
    return found


def _longest(page: Scrape) -> tuple[int, int]:
    """Return the longest line, if it is long enough to tell something: a report on one line.

    A line that stands alone is one if it is a sentence: a note in a cell of a table.
    """
    told = [
        (looks.words if kind is None else 0, -place)
        for place, (looks, kind) in enumerate(zip(page.looks, page.furniture, strict=True))
    ]
    words, place = max(told, default=(0, 0))
    alone = sum(looks.words > 0 for looks in page.looks) == 1
    noted = alone and words >= _NOTE and _SENTENCE.search(page.lines[-place].text[-12:])
    return (-place, 1 - place) if words >= _TELLING or noted else (0, 0)


def _bare(page: Scrape) -> bool:
    """Tell whether a page is a report without furniture, as agencies and datasets give it."""
    words = told = 0
    for line, looks, kind in zip(page.lines, page.looks, page.furniture, strict=True):
        if kind is not None and apart(kind) and _WORDY.search(line.text):
            return False
        words += looks.words
        told += looks.words * looks.sentence
    return told >= _RUNNING * words


def _stretch(page: Scrape, gains: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Return where the report begins and ends (excluded), by what its lines add to it."""
    counted = gains.tolist()
    running = [
        looks.words if looks.sentence and not apart(kind) else 0
        for looks, kind in zip(page.looks, page.furniture, strict=True)
    ]
    above, total, over = 0, sum(running), False
    heads = frozenset(page.heads)
    for place, (line, known, kind) in enumerate(
        zip(page.lines, page.given, page.furniture, strict=True)
    ):
        if kind is not None and kind.scope == "rest":
            over = over or 2 * above > total
            counted[place] = -_STOP
        elif line.empty or known is not None or place in heads:
            counted[place] = 0.0
        elif kind is not None:
            counted[place] = max(counted[place], -_BREAK)
        if over:
            counted[place] = -_STOP
        above += running[place]
    return best_stretch(counted)


def _ended(page: Scrape, high: int, likely: npt.NDArray[np.bool_]) -> int:
    """Return where the report ends once short last sentences are taken to it.

    A line that follows the report at once (furniture of a single line between them) and is
    a sentence belongs to it if the model does not speak plainly against it.
    """
    end = high
    for place in range(high, len(page.lines)):
        kind = page.furniture[place]
        if kind is not None or page.lines[place].empty:
            if kind is not None and kind.scope == "rest":
                break
            continue
        if not likely[place] or not _SENTENCE.search(page.lines[place].text[-12:]):
            break
        end = place + 1
    return end if high else 0


def _outside(page: Scrape, low: int, high: int) -> list[Label]:
    """Return the labels of a page as if nothing on it were the report."""
    found: list[Label] = []
    stop: str | None = None
    for place, (line, kind) in enumerate(zip(page.lines, page.furniture, strict=True)):
        if kind is not None and kind.scope == "rest":
            stop = f"after {kind.reason}"
        elif place == high:
            stop = stop if place and stop else None
        label = _furniture(page, place)
        near = place < low or high <= place < high + _SIGNED
        named = front.byline(line.text) if near and label is None else None
        if label is not None:
            found.append(label)
        elif named is not None:
            found.append((named, None))
        elif kind is not None:
            found.append(("chrome", kind.reason))
        else:
            where = "before the report" if place < low else "after the report"
            found.append(("chrome", (stop if place >= high else None) or where))
    return found


def _furniture(page: Scrape, place: int) -> Label | None:
    """Return the label of a line that is furniture whatever stands around it."""
    kind = page.furniture[place]
    if page.lines[place].empty:
        return "chrome", "nothing that can be seen"
    return ("chrome", kind.reason) if kind is not None and apart(kind) else None


def _inside(
    page: Scrape,
    stretch: tuple[int, int],
    fits: npt.NDArray[np.bool_],
    likely: npt.NDArray[np.bool_],
) -> list[Label]:
    """Return the labels of the lines of the report's stretch."""
    found: list[Label] = []
    stop: str | None = None
    told = page.lines[slice(*stretch)]
    short = sum(len(line.text) for line in told) <= _SPOKEN
    spoken = " ".join(" ".join(line.text.split()) for line in told) if short else ""
    for place in range(*stretch):
        line, kind = page.lines[place], page.furniture[place]
        label = _furniture(page, place)
        if kind is not None and kind.scope == "rest":
            stop = f"after {kind.reason}"
        elif page.looks[place].sentence and likely[place]:
            stop = None
        if label is not None:
            found.append(label)
        elif (named := front.byline(line.text)) is not None:
            found.append((named, None))
        elif kind is not None:
            found.append(_credited(page, place, kind.reason))
        elif stop is not None or not fits[place]:
            found.append(("chrome", stop or "unlike the report around it"))
        else:
            found.append((_kind(page, place, spoken), None))
    return found


def _credited(page: Scrape, place: int, reason: str) -> Label:
    """Return `caption` for a line with a picture's credit that says more than the credit."""
    return ("caption", None) if page.looks[place].words >= 8 else ("chrome", reason)


def _kind(page: Scrape, place: int, spoken: str) -> BlockKind:
    line, looks = page.lines[place], page.looks[place]
    if line.text.startswith(">"):
        return "quote"
    if (match := _QUOTED.match(line.text)) and spoken.count(" ".join(match[1].split())) > 1:
        return "quote"
    if looks.sentence or looks.words >= _LONG or _SENTENCE.search(line.text[-12:]):
        return "paragraph"
    return "subheading" if _heads(page.lines, place) else "paragraph"


def _heads(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a short line stands over a longer one: no item of a list, no last line."""
    text = lines[place].text
    return (
        place + 1 < len(lines)
        and bool(_WORDY.match(text.lstrip("\"“‘'«(")))
        and len(lines[place + 1].text) > len(text)
    )
