"""The publication date that a page's bylines and datelines state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateline.clean.date_words import DateWords, dates_in
from dateline.clean.published_head import first_paragraphs, heads, opening_date
from dateline.clean.published_words import spoken
from dateline.document import Block, Published
from dateline.span import Span

_LONGEST = 300
"""Characters of the longest block that can be a byline or dateline."""

_CLOSE = timedelta(7)
"""Two dates of one rank that lie further apart than this are no date at all."""

_FIRST = re.compile(r"\b(?:publi(?:shed|cation)|posted|created|issued|filed|first seen)\b", re.I)
_LATER = re.compile(r"\b(?:updated?|modified|revised|edited|corrected|as of)\b", re.I)
_EVENT = re.compile(
    r"\b(?:incident|event|accident|attack|strike|offence|occurr(?:ed|ence)|happened|died|death|birth"
    r"|born|arrest(?:ed)?|accessed|retrieved|effective|due|deadline)\b",
    re.IGNORECASE,
)
"""Words before a date that make it the date of something else."""

_REST = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b[ap]\.?m\b\.?"
    r"|\b(?:at|on|in|by|ago|min|read|mins?|minutes?|hours?|date|time|first|last|local)\b"
    r"|\b(?:gmt|utc|z|[ecmp][sd]?t|cest|bst|ist|eet|eest|msk|eat|wat|cat|aest|sgt|hkt|jst|amt)\b"
    r"|[\d\W_]+",
    re.IGNORECASE,
)

Basis = Literal["byline", "dateline"]
Rank = Literal["dispatch", "published", "alone", "among", "updated"]
_RANKS: tuple[Rank, ...] = ("dispatch", "published", "alone", "among", "updated")


class Written(NamedTuple):
    """A date as a byline or dateline writes it.

    Attributes:
        date: The words.
        basis: Which kind of line they stand in.
        rank: How sure it is that they say when the report appeared: in a dispatch's head;
            so called; a date and nothing else; among other words; called an update.
    """

    date: DateWords
    basis: Basis
    rank: Rank


class Stated(NamedTuple):
    """What bylines and datelines come to.

    Attributes:
        published: The day they state; None if they state none.
        open: Dates that leave the year open, or day and month, the surest first.
        reason: Why they state none although dates stand there.
    """

    published: Published | None = None
    open: tuple[Written, ...] = ()
    reason: str | None = None


def stated(text: str, blocks: Sequence[Block]) -> Stated:
    """Return what the bylines, datelines and the head of the dispatch say of the date.

    Lines up to the report's second paragraph count before the dispatch's head, and that
    before lines further down, which must say what they date. The day is taken as written:
    a time zone does not move it.
    """
    places = [block.end for block in first_paragraphs(blocks)]
    body = places[-1] if places else len(text)
    lines = [block for block in blocks if block.kind in {"byline", "dateline"}]
    front = [
        item
        for block in lines
        if block.start < body
        for item in _written(text, block)
        if not (
            item.rank == "among"
            and item.basis == "dateline"
            and _told_again(text, blocks, item.date)
        )
    ]
    back = [
        item
        for block in lines
        if block.start >= body
        for item in _written(text, block)
        if item.rank == "published"  # corrections and other reports' dates stand there too
    ]
    dispatch = list(_dispatch(text, blocks))
    left_open: list[Written] = []
    reason: str | None = None
    for group in (front, dispatch, back):
        found = _decide(text, group)
        if found.published is not None:
            return found
        left_open.extend(found.open)
        reason = reason or found.reason
    return Stated(None, tuple(left_open), reason)


def _told_again(text: str, blocks: Sequence[Block], words: DateWords) -> bool:
    """Tell whether the first paragraphs tell of the same date.

    Those who collect incidents head a page by the incident's place and day; news of the
    day it appeared on calls it by its weekday, or "today".
    """
    return any(
        (item.month, item.day) == (words.month, words.day)
        and item.start != words.start
        and text[item.start - 1 : item.start] != "("  # "today (July 4)" is news of its day
        for block in first_paragraphs(blocks)
        for item in dates_in(text, block.start, block.end)
    )


def _written(text: str, block: Block) -> Iterator[Written]:
    if block.end - block.start > _LONGEST:
        return
    basis: Basis = "dateline" if block.kind == "dateline" else "byline"
    found = list(dates_in(text, block.start, block.end))
    words = text[block.start : block.end]
    for item in found:
        words = words.replace(item.words, " ")
    alone = not _REST.sub("", _LATER.sub("", _FIRST.sub("", words)))
    last = block.start
    for item in found:
        before = text[last : item.start]
        last = item.end
        if _EVENT.search(before):
            continue
        later = list(_LATER.finditer(before))
        first = list(_FIRST.finditer(before))
        rank: Rank = "alone" if alone else "among"
        if first and not (later and later[-1].start() > first[-1].start()):
            rank = "published"
        elif later:
            rank = "updated"
        yield Written(item, basis, rank)


def _dispatch(text: str, blocks: Sequence[Block]) -> Iterator[Written]:
    """Yield the dates that a dispatch's head, or a flattened page's beginning, names."""
    paragraphs = first_paragraphs(blocks)
    if paragraphs:
        opening = opening_date(text, paragraphs[0].start, paragraphs[0].end)
        if opening is not None:
            yield Written(opening, "dateline", "published")
            return
    for head in heads(text, blocks):
        if head.date is not None:
            yield Written(head.date, "dateline", "dispatch")
            return


def _decide(text: str, group: Sequence[Written]) -> Stated:
    """Return what the surest dates of some lines come to."""
    left_open: list[Written] = []
    for rank in _RANKS:
        items = [item for item in group if item.rank == rank]
        known = [(item, _days(item.date)) for item in items]
        days = {days[0] for _, days in known if len(days) == 1}
        # A date that leaves day and month open agrees with one that does not.
        left_open += [
            item
            for item, days_of in known
            if (item.date.year is None or len(days_of) == 2) and days.isdisjoint(days_of)
        ]
        if not days:
            continue
        first, last = min(days), max(days)
        if last - first > _CLOSE:
            words = ", ".join(dict.fromkeys(item.date.words for item in items))
            return Stated(None, (), f"the page states dates that differ: {words}")
        chosen = next(item for item, found in known if found == (first,))
        return Stated(_published(text, chosen, first, last))
    wrong = [item for item in group if item.date.year is not None and not item.date.days()]
    reason = f"{wrong[0].date.words} is no day of the calendar" if wrong and not left_open else None
    return Stated(None, tuple(left_open), reason)


def _days(words: DateWords) -> tuple[date, ...]:
    """Return the days that a date may be; dots part day, month and year in that order."""
    days = words.days()
    return days[:1] if words.swapped and "." in words.words else days


def _published(text: str, item: Written, first: date, last: date) -> Published:
    reason = f"{item.basis}: {item.date.words}"
    if item.rank == "updated":
        reason = f"{item.basis}, which says only when the page was updated: {item.date.words}"
    if first != last:
        reason += f"; another line says {spoken(last)}"
    return Published(
        first=first,
        last=last,
        basis=item.basis,
        span=Span.of(text, item.date.start, item.date.end),
        reason=reason,
    )
