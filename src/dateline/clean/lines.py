"""Lines of a text: what a flattened page or a wire report is made of.

A line is what stands between two line ends, white space at its sides left out.
Where a text was wrapped at a fixed width (old wire copy, mail, PDF), the lines of
one paragraph are taken together as one.
"""

from __future__ import annotations

import itertools
import re

import msgspec

from dateline.record import Record
from dateline.span import trimmed

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters that are no white space and show nothing."""

_ENDS = tuple(".!?:;…”\"'’)")
_NARROWEST = 40
_WIDEST = 130


class Line(Record, frozen=True):
    """One line, or one wrapped paragraph.

    Attributes:
        start: Code points before its first character that is not white space.
        end: Code points up to its end, excluded.
        text: The characters between.
        gap: Line ends between the line before and this one; 1 for neighbours, 0 for the first.
    """

    start: int
    end: int
    text: str
    gap: int

    @property
    def empty(self) -> bool:
        """Whether nothing of the line can be seen (zero-width characters only)."""
        return not self.text.strip(_INVISIBLE)


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that hold more than white space, wrapped ones joined."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = trimmed(text, match.start(), match.end())
        if start == end:
            continue
        gap = len(_BREAKS.findall(text, last, start)) if found else 0
        found.append(Line(start, end, text[start:end], gap))
        last = end
    return tuple(_unwrap(text, found))


def _unwrap(text: str, found: list[Line]) -> list[Line]:
    joined: list[Line] = []
    group: list[Line] = []
    for line in found:
        if line.gap > 1:
            joined.extend(_join(text, group))
            group = []
        group.append(line)
    joined.extend(_join(text, group))
    return joined


def _join(text: str, group: list[Line]) -> list[Line]:
    """Return one line for a group of neighbours that was wrapped, else the group."""
    if len(group) < 2 or not wrapped([line.text for line in group]):
        return group
    joined: list[Line] = []
    width = max(len(line.text) for line in group)
    low = 0
    for place, line in enumerate(group):
        last = place + 1 == len(group)
        if last or _paragraph_ends(line.text, group[place + 1].text, width):
            start = group[low]
            joined.append(Line(start.start, line.end, text[start.start : line.end], start.gap))
            low = place + 1
    return joined


def wrapped(texts: list[str]) -> bool:
    """Tell whether lines are one paragraph (or more) wrapped at a fixed width.

    They are if hardly any line had room for the first word of the next one, and the
    break often falls inside a sentence.
    """
    width = max(map(len, texts))
    if not _NARROWEST <= width <= _WIDEST:
        return False
    breaks = len(texts) - 1
    full = inside = lower = 0
    for line, following in itertools.pairwise(texts):
        word = following.split(maxsplit=1)[0]
        full += len(line) + 1 + len(word) > width - 2
        inside += not line.endswith(_ENDS)
        lower += following[0].islower()
    if breaks == 1:
        return bool(lower and inside) and len(texts[0]) >= _NARROWEST
    return full >= 0.8 * breaks and inside >= 0.5 * breaks and lower >= 0.3 * breaks


def _paragraph_ends(line: str, following: str, width: int) -> bool:
    """Tell whether a wrapped line is the last of its paragraph: short, and a sentence's end."""
    short = len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - 2
    return short and line.endswith(_ENDS) and not following[0].islower()


def shift(line: Line, start: int, end: int) -> Line:
    """Return the piece of a line from `start` to `end`, counted in the document's text."""
    piece = line.text[start - line.start : end - line.start]
    return msgspec.structs.replace(line, start=start, end=end, text=piece)
