"""Lines of a text: what a flattened page or a wire report is made of.

A line is what stands between two line ends, white space at its sides left out.
Where a text was wrapped at a fixed width (old wire copy, mail, PDF), the lines of
one paragraph are taken together as one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from dateline.record import Record
from dateline.span import trimmed

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters that are no white space and show nothing."""

_ENDS = tuple(".!?:;…”\"'’)")
_ITEM = re.compile(r"(?:[*•·▪■►▶➤»+–—o-]|\d{1,2}[.)])\s")
"""An item of a list begins a line of its own."""

_MANY = 6
"""Line ends inside of paragraphs that show a whole page to be wrapped."""

_SHORT = 0.6
"""Share of the width below which a line ends its paragraph even without a stop."""

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


def pieces(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield start and end (excluded) of pieces of a stretch of text, of so many lines each."""
    count = 0
    for match in _LINE.finditer(text, start, end):
        count += 1
        if count == most:
            yield start, match.end()
            start, count = match.end(), 0
    if start < end:
        yield start, end


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
    groups: list[list[Line]] = []
    for line in found:
        if line.gap == 1 and groups and not _ITEM.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    several = [group for group in groups if len(group) > 1]
    width = max((len(line.text) for group in several for line in group), default=0)
    page = _Breaks.of(several, width)
    everywhere = page.count >= _MANY and page.wrapped(width)
    joined: list[Line] = []
    for group in groups:
        joined.extend(_join(text, group, width if everywhere else None))
    return joined


def _join(text: str, group: list[Line], page: int | None) -> list[Line]:
    """Return one line for each paragraph of neighbours that were wrapped, else the neighbours.

    Args:
        text: The text.
        group: Lines with no blank line between them.
        page: The width at which the whole page was wrapped; None if it was not.
    """
    if len(group) < 2:
        return group
    width = max(len(line.text) for line in group)
    full = page is not None and _Breaks.of([group], page).full >= 0.5 * (len(group) - 1)
    if not full and not wrapped([line.text for line in group]):
        return group
    joined: list[Line] = []
    low = 0
    for place, line in enumerate(group):
        last = place + 1 == len(group)
        if last or _paragraph_ends(line.text, group[place + 1].text, page or width):
            start = group[low]
            joined.append(Line(start.start, line.end, text[start.start : line.end], start.gap))
            low = place + 1
    return joined


class _Breaks(Record, frozen=True):
    """What is known of the line ends inside of groups of lines.

    Attributes:
        count: How many there are.
        full: Before how many the line had no room for the next one's first word.
        inside: How many stand inside a sentence.
        lower: After how many the next line begins with a small letter.
    """

    count: int
    full: int
    inside: int
    lower: int

    @classmethod
    def of(cls, groups: list[list[Line]], width: int) -> _Breaks:
        """Count the line ends inside of groups on a page of a width."""
        count = full = inside = lower = 0
        for group in groups:
            for line, following in itertools.pairwise(group):
                count += 1
                full += _full(line.text, following.text, width)
                inside += not line.text.endswith(_ENDS)
                lower += following.text[0].islower()
        return cls(count, full, inside, lower)

    def wrapped(self, width: int) -> bool:
        """Tell whether lines end where they do because they were wrapped at a width.

        Hardly any line had room for the first word of the next one and sentences go on
        over the breaks; or, where lines are ragged, nearly all breaks fall inside one.
        """
        if not _NARROWEST <= width <= _WIDEST:
            return False
        even = self.full >= 0.8 * self.count and self.inside >= 0.5 * self.count
        ragged = self.inside >= 0.6 * self.count and self.lower >= 0.45 * self.count
        return (even and self.lower >= 0.3 * self.count) or ragged


def wrapped(texts: list[str]) -> bool:
    """Tell whether lines are one paragraph (or more) wrapped at a fixed width."""
    width = max(map(len, texts))
    group = [Line(0, len(text), text, 1) for text in texts]
    breaks = _Breaks.of([group], width)
    if breaks.count == 1:
        return bool(breaks.lower and breaks.inside) and _NARROWEST <= len(texts[0]) <= _WIDEST
    return breaks.wrapped(width)


def _full(line: str, following: str, width: int) -> bool:
    """Tell whether a line had no room for the first word of the next one."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 2


def _paragraph_ends(line: str, following: str, width: int) -> bool:
    """Tell whether a wrapped line is the last of its paragraph.

    It has room for more, a new line begins with no small letter, and it ends a sentence or is
    much shorter than the others, as headings are.
    """
    if following[0].islower() or _full(line, following, width):
        return False
    return line.endswith(_ENDS) or len(line) < _SHORT * width
