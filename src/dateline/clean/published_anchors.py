"""Days that a report names without a year, and that it appeared on or soon after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateline.clean.date_words import DateWords, dates_in
from dateline.clean.published_stated import Written
from dateline.document import REPORT_KINDS, Block
from dateline.record import Record
from dateline.sentence import split
from dateline.span import Span

Source = Literal["byline", "dateline", "heading", "statement"]

_DAYS_AFTER: dict[Source, int] = {"byline": 0, "dateline": 0, "heading": 1, "statement": 4}
"""Days after the one named within which the report appeared."""

_HEADING = re.compile(r"[,:/|–—-]\s*$|\b(?:daily|live|digest|briefing|bulletin|update)\W+$", re.I)

_SAID = re.compile(
    r"\b(?:said|says|announced|stated|added|declared|confirmed|told (?:\w+ ){1,3}|warned|reported"
    r"|in (?:a|an|its|his|her|their) (?:\w+ ){0,2}(?:statement|communiqu[eé]|release|bulletin))"
    r"(?: (?:in|by|via|at) (?:a|an|its|his|her|their) (?:\w+ ){0,2}\w+)?"
    r"(?:,? (?:dated|issued|released|published|made|late|early))*(?: on)?\s*$"
)
"""Words right after which stands the day of a statement."""

_RECENT = re.compile(
    r"(?<![\w-])(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|overnight|today|tonight)"
    r"(?![\w-])"
)
"""Words of a report that tells of its own week."""

_HISTORY = re.compile(
    r"\b(?:ago|anniversar\w+|commemorat\w+|remember\w*|memorial|last year|that year|(?:19|20)\d\d"
    r"|will|would|trial|court|tribunal|inquest|inquiry)\b",
    re.IGNORECASE,
)
_MONTH = 31
_QUOTE = re.compile(r'"[^"\n]*"?|“[^”\n]*”?')


class Anchor(Record, frozen=True):
    """A day that the report names, of a year still to be found.

    Attributes:
        words: The date's words.
        source: Where they stand.
        days_after: Days after it within which the report appeared.
    """

    words: DateWords
    source: Source
    days_after: int

    def span(self, text: str) -> Span:
        """Return the date's characters."""
        return Span.of(text, self.words.start, self.words.end)

    def days(self, year: int) -> tuple[date, ...]:
        """Return the days of a year that the words may be."""
        if self.words.year is not None:
            return tuple(day for day in self.words.days() if day.year == year)
        day = self.words.fits(year)
        return (day,) if day else ()

    def last(self, day: date) -> date:
        """Return the last day on which the report may have appeared, the anchor being `day`."""
        return day + timedelta(self.days_after)


class Told(NamedTuple):
    """A block that tells something, and the dates in it."""

    block: Block
    dates: tuple[DateWords, ...]


def told(text: str, blocks: Sequence[Block]) -> tuple[Told, ...]:
    """Return the blocks that tell something, furniture left out."""
    return tuple(
        Told(block, tuple(dates_in(text, block.start, block.end)))
        for block in blocks
        if block.kind in REPORT_KINDS
    )


def anchors(text: str, report: Sequence[Told], left_open: Sequence[Written]) -> list[Anchor]:
    """Return the days that a report appeared on or soon after, the surest first.

    Args:
        text: The document's text.
        report: Its blocks that tell something.
        left_open: Dates of bylines and datelines that state no year, or day and month
            in an order that is not known.
    """
    found = [_anchor(item.date, item.basis) for item in left_open]
    found += _headings(text, report)
    found += _statements(text, report)
    return found


def _anchor(words: DateWords, source: Source) -> Anchor:
    return Anchor(words, source, _DAYS_AFTER[source])


def _headings(text: str, report: Sequence[Told]) -> Iterator[Anchor]:
    """Yield the day that a headline ends in: "Coast daily: Tuesday, October 25"."""
    for block, dates in report:
        if block.kind == "headline":
            for words in dates:
                apart = _HEADING.search(text[block.start : words.start])
                if apart and not text[words.end : block.end].strip(" .)"):
                    yield _anchor(words, "heading")


def _statements(text: str, report: Sequence[Told]) -> Iterator[Anchor]:
    """Yield the latest day on which somebody is said to have stated something.

    Only in a report that tells of its own week by the bare names of days: the pages of
    those who collect incidents give dates in full, months later. A weekday is asked for,
    since newspapers give a date without one for what lies further back.
    """
    found: list[DateWords] = []
    for block, dates in report:
        days = [item for item in dates if item.year is None and item.weekday is not None]
        if days:
            quoted = [match.span() for match in _QUOTE.finditer(text, block.start, block.end)]
            found += [
                item
                for item in days
                if not _inside(item.start, quoted) and _states(text, block, item)
            ]
    if not found or not any(_tells_of_its_week(text, item) for item in report):
        return
    # The year is not known yet: the latest day is so by its place in the calendar, if
    # all lie within a month.
    latest = max(found, key=_place)
    if _place(latest) - min(map(_place, found)) <= _MONTH:
        yield _anchor(latest, "statement")


def _place(words: DateWords) -> int:
    return (words.month - 1) * _MONTH + words.day


def _tells_of_its_week(text: str, item: Told) -> bool:
    """Tell whether a block names a day of its week, outside quotations and longer dates."""
    block, dates = item
    spans = [(words.start, words.end) for words in dates]
    spans += [match.span() for match in _QUOTE.finditer(text, block.start, block.end)]
    return any(
        not _inside(match.start("day"), spans)
        for match in _RECENT.finditer(text, block.start, block.end)
    )


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _states(text: str, block: Block, words: DateWords) -> bool:
    """Tell whether a date is said of a statement, and the sentence tells no history."""
    for sentence in split(text, block.start, block.end):
        if sentence.start <= words.start < sentence.end:
            before = text[sentence.start : words.start]
            rest = before + " " + text[words.end : words.end + 30]
            return bool(_SAID.search(before)) and not _HISTORY.search(rest)
    return False
