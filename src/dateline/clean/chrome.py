"""Labels the lines of a flattened page: what is the report, what is furniture, and why.

Headings of furniture ("Top stories") are hard stops; the line model says how much each
line looks like the report; the report is the stretch of lines whose scores add up to
most, what is furniture inside of it left out. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dateline.clean import front
from dateline.clean.features import best_stretch, features
from dateline.clean.line_model import LineModel, bundled
from dateline.clean.lines import Line
from dateline.clean.scrape import Scrape, apart, aside, scrape
from dateline.document import Block, BlockKind

Label = tuple[BlockKind, str | None]

_STOP = 8.0
"""What a heading of furniture takes from a stretch that goes on after it."""

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
    page = scrape(text, given, title)
    own = (
        known or Block(line.start, line.end, *label)
        for line, known, label in zip(page.lines, page.given, labels(page, bundled()), strict=True)
    )
    blocks = (*own, *(block for block in given if aside(block)))
    return tuple(sorted(blocks, key=lambda block: block.start))


def labels(page: Scrape, model: LineModel) -> list[Label]:
    """Return what each line of a page is."""
    scores = model.score(features(page.looks, page.rows, page.heads))
    low, high = _stretch(page, model.gains(scores))
    if low == high:
        low, high = page.stretch
        scores = np.maximum(scores, model.inside + 1e-6)
    found = _outside(page, low, high)
    found[low:high] = _inside(page, (low, high), scores > model.inside, scores > 0)
    for place in page.heads:
        found[place] = ("repeat", "the headline again")
    if page.heads:
        found[page.heads[0]] = ("headline", None)
    return found


def _stretch(page: Scrape, gains: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Return where the report begins and ends (excluded), by what its lines add to it."""
    counted = gains.tolist()
    for place, (line, known, kind) in enumerate(
        zip(page.lines, page.given, page.furniture, strict=True)
    ):
        if line.empty or known is not None:
            counted[place] = 0.0
        elif kind is not None and kind.scope == "rest":
            counted[place] = -_STOP
    for place in page.heads:
        counted[place] = 0.0
    return best_stretch(counted)


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
        named = None if label else front.byline(line.text) if place < low else None
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
    spoken = " ".join(" ".join(line.text.split()) for line in page.lines[slice(*stretch)])
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
