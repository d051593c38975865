"""Days that a report names without a year, and that it appeared on or soon after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from dateline.clean.date_words import WEEKDAYS, DateWords, dates_in
from dateline.clean.published_stated import Written
from dateline.document import REPORT_KINDS, Block
from dateline.record import Record
from dateline.sentence import split
from dateline.span import Span

Source = Literal["byline", "dateline", "dispatch", "heading", "statement"]

_DAYS_AFTER: dict[Source, int] = {
    "byline": 0,
    "dateline": 0,
    "dispatch": 1,
    "heading": 1,
    "statement": 4,
}
"""Days after the one named within which the report appeared."""

_HEADING = re.compile(
    r"\b(?:daily|live|digest|briefing|bulletin|updates?|round-?up|newsletter|sitrep|diary)\b", re.I
)
"""Words of headlines that a report of one day has: others end in an incident's date."""


_SAID = re.compile(
    r"\b(?:said|says|announced|stated|added|declared|confirmed|told (?:\w+ ){1,3}|warned|reported"
    r"|[Ii]n (?:a|an|its|his|her|their) (?:\w+ ){0,2}(?:statement|communiqu[eé]|release|bulletin))"
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
    r"|trial|court|tribunal|inquest|inquiry)\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(rf"\b(?P<day>{'|'.join(WEEKDAYS)}),? \($")
_AHEAD = re.compile(
    r"\b(?:will|would|until|by|due|next|schedul\w*|deadline|plan\w*|expect\w*|before|ahead of)\b",
    re.I,
)
_NEAR = 30
_FAR = 120
"""Characters beside a date that say what it dates."""

_MOST = 50
"""Dates of one block that are looked at, and names of days."""

_MONTH = 31
_HALF_A_YEAR = 6 * _MONTH
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
    """Return the blocks that tell something with their first dates, furniture left out."""
    return tuple(
        Told(
            block,
            tuple(
                _with_weekday(text, words)
                for words in islice(dates_in(text, block.start, block.end), _MOST)
            ),
        )
        for block in blocks
        if block.kind in REPORT_KINDS
    )


def _with_weekday(text: str, words: DateWords) -> DateWords:
    """Return a date with the weekday that it explains in brackets: "on Tuesday (July 4)"."""
    before = _EXPLAINED.search(text[max(0, words.start - _NEAR) : words.start])
    if before is None or words.weekday is not None or text[words.end : words.end + 1] != ")":
        return words
    start = words.start - len(before.group())
    return msgspec.structs.replace(
        words,
        start=start,
        end=words.end + 1,
        words=text[start : words.end + 1],
        weekday=WEEKDAYS.index(before["day"]),
    )


def anchors(text: str, report: Sequence[Told], left_open: Sequence[Written]) -> list[Anchor]:
    """Return the days that a report appeared on or soon after, the surest first.

    Args:
        text: The document's text.
        report: Its blocks that tell something.
        left_open: Dates of bylines and datelines that state no year, or day and month
            in an order that is not known.
    """
    found = [
        _anchor(item.date, "dispatch" if item.rank == "dispatch" else item.basis)
        for item in left_open
    ]
    found += _headings(text, report)
    found += _statements(text, report)
    return found


def _anchor(words: DateWords, source: Source) -> Anchor:
    return Anchor(words, source, _DAYS_AFTER[source])


def _headings(text: str, report: Sequence[Told]) -> Iterator[Anchor]:
    """Yield the day that the headline of a daily report ends in: "Coast daily: 25 October"."""
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
    found = [
        words
        for block, dates in report
        if any(item.weekday is not None and item.year is None for item in dates)
        for words in _stated_in(text, block, dates)
    ]
    explained = any(words.words.endswith(")") for words in found)
    if not found or not (explained or any(_tells_of_its_week(text, item) for item in report)):
        return
    # The year is not known yet: the latest day is so by its place in the calendar, if
    # all lie within a month.
    latest = max(found, key=_place)
    past = [
        words
        for _, dates in report
        for words in dates
        if words.year is None and not _AHEAD.search(text[max(0, words.start - _FAR) : words.start])
    ]
    later = any(0 < _place(words) - _place(latest) <= _HALF_A_YEAR for words in past)
    if not later and _place(latest) - min(map(_place, found)) <= _MONTH:
        yield _anchor(latest, "statement")


def _stated_in(text: str, block: Block, dates: Sequence[DateWords]) -> Iterator[DateWords]:
    """Yield the weekdays of a block's dates on which somebody is said to have stated something."""
    quoted = [match.span() for match in _QUOTE.finditer(text, block.start, block.end)]
    sentences = list(split(text, block.start, block.end))
    starts = [sentence.start for sentence in sentences]
    for words in dates:
        if words.weekday is None or words.year is not None or _inside(words.start, quoted):
            continue
        sentence = sentences[bisect_right(starts, words.start) - 1]
        before = text[max(sentence.start, words.start - _FAR) : words.start]
        after = text[words.end : min(sentence.end, words.end + _NEAR)]
        told = _SAID.search(before) and not _AHEAD.search(before[-_NEAR:])
        if told and not _HISTORY.search(f"{before} {after}"):
            yield words


def _place(words: DateWords) -> int:
    return (words.month - 1) * _MONTH + words.day


def _tells_of_its_week(text: str, item: Told) -> bool:
    """Tell whether a block names a day of its week, outside quotations and longer dates."""
    block, dates = item
    spans = [(words.start, words.end) for words in dates]
    spans += [match.span() for match in _QUOTE.finditer(text, block.start, block.end)]
    return any(
        not _inside(match.start("day"), spans)
        for match in islice(_RECENT.finditer(text, block.start, block.end), _MOST)
    )


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
