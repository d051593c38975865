"""The publication date that no line states, inferred from what the report itself tells.

A report that names a day without its year ("a statement dated Tuesday, July 4") is dated
by two kinds of evidence. A weekday falls on a day of the month in some years only, five,
six or eleven apart. And what the report names may be so in some years only: groups before
whose founding it cannot have appeared, states of affairs that ended, holders of offices,
years that it looks back on. Only where these leave one year is it taken: without an
earliest and a latest day nothing rules out that the report is older, or newer, than
everything it names. Today's date is no evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateline.clean.date_words import MONTHS, WEEKDAYS, DateWords
from dateline.clean.published_anchors import Anchor, Source, anchors, told
from dateline.clean.published_facts import Evidence, evidence
from dateline.clean.published_stated import Stated
from dateline.clean.published_words import listed, spoken, spoken_range
from dateline.document import Block, Published

_AROUND = 40
"""Years around the evidence's own that are looked through for neighbouring candidates."""

_HALF_A_YEAR = 184


class Candidates(NamedTuple):
    """The days that an anchor's words may be.

    Attributes:
        possible: Those that the evidence leaves.
        earlier: The nearest one before them that it rules out.
        later: The nearest one after them.
    """

    possible: tuple[date, ...]
    earlier: date | None
    later: date | None


def inferred(text: str, blocks: Sequence[Block], lines: Stated) -> Published:
    """Return the days on which a report appeared, inferred, with the argument; else unknown.

    Args:
        text: The document's text.
        blocks: Its labelled blocks; furniture is no evidence.
        lines: What its bylines and datelines come to.
    """
    report = told(text, blocks)
    found = anchors(text, report, lines.open)
    if not found:
        return Published(reason=lines.reason)
    known = evidence(text, blocks)
    named = [
        *(anchor.words for anchor in found),
        *(words for _, dates in report for words in dates),
    ]
    others = [words for words in named if words.weekday is not None and words.year is None]
    reason = lines.reason
    for anchor in found:
        candidates = _candidates(anchor, known, others)
        if len(candidates.possible) == 1:
            return _published(text, anchor, candidates, known)
        reason = reason or _open(anchor, known, candidates)
    return Published(reason=reason)


def _candidates(
    anchor: Anchor, known: Sequence[Evidence], others: Sequence[DateWords]
) -> Candidates:
    """Return the days that an anchor may be, as far as evidence and other days leave them."""
    if anchor.words.year is not None:
        years = [anchor.words.year]
    else:
        begins = [first for item in known if (first := _begin(item)) != date.min]
        ends = [_end(item) for item in known]
        last = min((end for end in ends if end), default=None)
        if not begins or last is None:
            return Candidates((), None, None)
        years = list(range(max(begins).year - _AROUND, last.year + _AROUND + 1))
    days = [day for year in years for day in anchor.days(year)]
    possible = tuple(
        day
        for day in days
        if all(item.allows(day) or item.allows(anchor.last(day)) for item in known)
        and all(_agrees(words, day) for words in others)
    )
    if not possible:
        return Candidates((), None, None)
    earlier = [day for day in days if day < possible[0]]
    later = [day for day in days if day > possible[-1]]
    return Candidates(possible, earlier[-1] if earlier else None, later[0] if later else None)


def _begin(item: Evidence) -> date:
    """Return the first day that evidence leaves open; `date.min` if it leaves the past open."""
    return min(first for first, _ in item.spans)


def _end(item: Evidence) -> date | None:
    """Return the last day that evidence leaves open; None if it leaves the future open."""
    ends = [last for _, last in item.spans]
    return None if None in ends else max(end for end in ends if end)


def _agrees(words: DateWords, day: date) -> bool:
    """Tell whether another day of the report fits, in the year that brings it nearest."""
    fitting = (words.fits(year) for year in (day.year - 1, day.year, day.year + 1))
    return any(other and abs((other - day).days) <= _HALF_A_YEAR for other in fitting)


def _published(
    text: str, anchor: Anchor, candidates: Candidates, known: Sequence[Evidence]
) -> Published:
    first, last = _narrowed(anchor, candidates.possible[0], known)
    return Published(
        first=first,
        last=last,
        basis="inferred",
        span=anchor.span(text),
        reason=f"{_argument(anchor, candidates, known)}"
        f" {_SOURCES[anchor.source]}: {spoken_range(first, last)}.",
    )


def _narrowed(anchor: Anchor, day: date, known: Sequence[Evidence]) -> tuple[date, date]:
    """Return the days of publication that an anchor gives, without those that are ruled out."""
    span = [day + timedelta(days) for days in range(anchor.days_after + 1)]
    left = [one for one in span if all(item.allows(one) for item in known)]
    return (left[0], left[-1]) if left else (span[0], span[-1])


_SOURCES: dict[Source, str] = {
    "byline": "The byline says when it appeared",
    "dateline": "The dateline says when it appeared",
    "dispatch": "A dispatch appears on the day that it is dated, or in the next day's paper",
    "heading": "A report headed by its day appears then or the day after",
    "statement": "News of a statement appears within four days of it",
}


def _argument(anchor: Anchor, candidates: Candidates, known: Sequence[Evidence]) -> str:
    """Return the sentences that say which year or day it is, and why."""
    if len(anchor.words.days()) == 1:
        return f"The headline names a day, {spoken(candidates.possible[0])}."
    return f"{_which(anchor, candidates)} {_why(anchor, candidates, known)}"


def _which(anchor: Anchor, candidates: Candidates) -> str:
    """Return the sentence that names the days to choose from."""
    words = anchor.words
    if words.year is not None:
        return f'"{words.words}" may be {listed([spoken(day) for day in sorted(words.days())])}.'
    name = f"{words.day} {MONTHS[words.month - 1]}"
    if words.weekday is None:
        return f"The report names {name} without a year."
    days = (candidates.earlier, candidates.possible[0], candidates.later)
    years = listed([day.year for day in days if day])
    return f"{name} was a {WEEKDAYS[words.weekday]} in {years}, and in no year between."


def _why(anchor: Anchor, candidates: Candidates, known: Sequence[Evidence]) -> str:
    """Return the sentence that says what rules out the neighbours of the day taken."""
    rest = (day for day in anchor.words.days() if day not in candidates.possible)
    earlier, later = candidates.earlier, candidates.later
    if anchor.words.year is not None:
        other = next(rest, candidates.possible[0])
        earlier, later = (other, None) if other < candidates.possible[0] else (None, other)
    parts: list[str] = []
    for day, side in ((earlier, "later"), (later, "earlier")):
        against = _against(day, anchor, known) if day else None
        if day and against:
            label = spoken(day) if anchor.words.year is not None else str(day.year)
            parts.append(f"{side} than {label} ({against.says})")
    taken = candidates.possible[0]
    label = spoken(taken) if anchor.words.year is not None else str(taken.year)
    return f"The report is {listed(parts)}, so it is of {label}." if parts else f"It is of {label}."


def _against(day: date, anchor: Anchor, known: Sequence[Evidence]) -> Evidence | None:
    """Return the evidence that lies furthest from a day that it rules out."""
    against = [item for item in known if not item.allows(day) and not item.allows(anchor.last(day))]

    def distance(item: Evidence) -> int:
        ends = [end for span in item.spans for end in span if end and end != date.min]
        return min(abs((end - day).days) for end in ends)

    return max(against, key=distance, default=None)


def _open(anchor: Anchor, known: Sequence[Evidence], candidates: Candidates) -> str:
    """Return why a day's year stays open."""
    if len(candidates.possible) > 1:
        days = listed([spoken(day) for day in sorted(candidates.possible)[:6]])
        return f'"{anchor.words.words}" may be {days}; the report does not say which.'
    if known and any(_end(item) for item in known):
        return f'"{anchor.words.words}" fits no year that what the report names leaves open.'
    return f'"{anchor.words.words}" states no year, and nothing in the report says which one it is.'
