"""The time expressions of one text or report, each valued where it stands."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from dateline.document import Document
from dateline.link.time_calendar import Days
from dateline.link.time_context import Context, Moment, Thread, heads_dispatch, speaks_of_future
from dateline.link.time_cues import dated_statement
from dateline.link.time_drafts import Draft, draft
from dateline.link.time_grammar import expressions
from dateline.link.time_meaning import Meaning
from dateline.link.time_values import meaning
from dateline.link.time_words import Coded, code
from dateline.mention import TimeMention
from dateline.span import Span
from dateline.value import TimeValue


class Told(NamedTuple):
    """A time expression of a report.

    Attributes:
        mention: The expression.
        heads: Whether it dates a dispatch ("BAHRAIN, May 25 - ..."), so no event.
    """

    mention: TimeMention
    heads: bool = False


class Anchor(NamedTuple):
    """What a text counts its times from.

    Attributes:
        day: The day it appeared; None if unknown.
        history: Whether it is a history: years are carried on from where it last gave one.
    """

    day: date | None = None
    history: bool = False


_NEAR = 3
"""Sentences back within which "at dawn" belongs to the day told of."""
_POST = timedelta(120)
"""Longest time that a dispatch travelled to the paper that printed it."""
_JOINTS = frozenset("- – — to and or , & through until / ;".split())
_MODERN = 1950
_OLDEST = "1900"
"""A bare number below this is a year in a report from `_MODERN` on only if words lead to it."""

_LED = re.compile(r"\b(?:in|since|until|till|of|by|from|after|before|year) $", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?:[a-z]+ed|people|dead|[a-z]{3,}s)\b")
_HISTORY = 8
"""Years named from which on a text without a date of publication is read as a history."""


def within(times: Sequence[Told], span: Span) -> Sequence[Told]:
    """Return the times, of those in text order, that begin inside a span."""
    first = bisect.bisect_left(times, span.start, key=lambda told: told.mention.start)
    last = bisect.bisect_left(times, span.end, key=lambda told: told.mention.start)
    return times[first:last]


def text_times(text: str, anchor: date | None) -> Iterator[TimeMention]:
    """Yield the time expressions of a text; None as anchor makes it a history."""
    coded = code(text, 0, len(text), histories=anchor is None)
    place = Anchor(anchor, history=anchor is None)
    for item, found in _valued(coded, _drafts(coded), place, Thread()):
        yield _mention(text, item, found)


def report_times(document: Document) -> tuple[Told, ...]:
    """Return the time expressions of a report's telling blocks, in text order.

    Where the day of publication is only known as a range, an expression covers the
    days that it can mean from any day of the range.
    """
    text = document.text
    blocks = [
        (block.start, coded, _drafts(coded))
        for block in document.report_blocks()
        for coded in (code(text, block.start, block.end),)
    ]
    first, last = document.published.first, document.published.last
    years = sum(item.year is not None for _, _, drafts in blocks for item in drafts)
    history = first is None and years >= _HISTORY
    if first is not None and first.year >= _MODERN:
        blocks = [
            (start, coded, [item for item in drafts if not _is_count(text, item)])
            for start, coded, drafts in blocks
        ]
    found = _through(blocks, Anchor(first, history))
    if last is not None and last != first:
        others = _through(blocks, Anchor(last, history))
        found = [
            (start, item, _either(one, other))
            for (start, item, one), (_, _, other) in zip(found, others, strict=True)
        ]
    return tuple(
        Told(_mention(text, item, value), heads_dispatch(text, start, item.start, item.end))
        for start, item, value in found
    )


def _is_count(text: str, item: Draft) -> bool:
    """Tell whether a bare number that could be a year long past is none in a report of today.

    "1407 injured" and "at 1514" are no years; "in 1853" is one.
    """
    words = text[item.start : item.end]
    if not (words.isdigit() and words < _OLDEST):
        return False
    return not (_LED.search(text, max(0, item.start - 12), item.start)) or bool(
        _COUNTED.match(text, item.end)
    )


def _through(
    blocks: Sequence[tuple[int, Coded, list[Draft]]], anchor: Anchor
) -> list[tuple[int, Draft, Meaning]]:
    thread = Thread()
    done: list[tuple[int, Draft, Meaning]] = []
    for start, coded, drafts in blocks:
        for item, found in _valued(coded, drafts, anchor, thread):
            thread = thread.moved(found.moment) if found.moment else thread
            done.append((start, item, found))
    return done


def _either(one: Meaning, other: Meaning) -> Meaning:
    """Return the meaning of an expression that means one thing or the other."""
    if one.timex == other.timex:
        return one
    if one.days is None or other.days is None:
        return one._replace(timex="XXXX-XX-XX", days=None)
    days: Days = min(one.days[0], other.days[0]), max(one.days[1], other.days[1])
    same = 7 if one.timex[:7] == other.timex[:7] else 4 if one.timex[:4] == other.timex[:4] else 0
    timex = (one.timex[:same] or "XXXX") + {7: "-XX", 4: "-XX-XX", 0: "-XX-XX"}[same]
    return one._replace(timex=timex, days=days)


def _mention(text: str, item: Draft, found: Meaning) -> TimeMention:
    first, last = found.days or (None, None)
    value = TimeValue(type=found.type, timex=found.timex, first=first, last=last)
    return TimeMention(item.start, item.end, text[item.start : item.end], value)


def _drafts(coded: Coded) -> list[Draft]:
    """Return a text's drafts, those before a dash or "and" given the month and year that follow."""
    done: list[Draft] = []
    for item in reversed(list(expressions(coded, draft))):
        if done and done[-1].start - item.end <= len(" until "):
            done.append(_borrowed(item, done[-1], coded.text[item.end : done[-1].start]))
        else:
            done.append(item)
    return done[::-1]


def _borrowed(item: Draft, after: Draft, between: str) -> Draft:
    kinds = {item.kind, after.kind}
    if between.strip() not in _JOINTS or not kinds <= {"date", "time"}:
        return item
    fields: dict[str, object] = {}
    undated = item.year is None and item.year_direction is None
    if undated and after.year is not None and (item.month or item.day or item.season):
        fields |= {"year": after.year, "era": after.era, "short_year": after.short_year}
    elif item.year is not None and after.era and not item.era and between.strip() != ",":
        fields |= {"era": after.era}
    if item.day and not item.month and after.month:
        fields |= {"month": after.month}
    return msgspec.structs.replace(item, **fields) if fields else item


def _valued(
    coded: Coded, drafts: Sequence[Draft], anchor: Anchor, thread: Thread
) -> Iterator[tuple[Draft, Meaning]]:
    """Yield the drafts with their meanings, the time told of going on from one to the next."""
    text = coded.text
    dispatch, spoken = anchor.day, (0, anchor.day)
    last = 0
    for item in drafts:
        reference = spoken[1] if item.start < spoken[0] and _quoted(text, item.start) else dispatch
        future = reference is not None and speaks_of_future(
            _before(text, item.start), text[item.end : item.end + 40]
        )
        told = msgspec.structs.replace(item, future=True) if future else item
        near = _is_near(text[last : item.start], anchor) and (last > 0 or anchor.history)
        found = meaning(
            told, Context(reference, _base(thread, item, anchor, near=near), near, future)
        )
        yield item, found
        if found.moment is None:
            continue
        if (
            anchor.day
            and found.days
            and heads_dispatch(text, coded.starts[0], item.start, item.end)
        ):
            dispatch = _dispatched(found.days[0], anchor.day)
            continue
        if (
            anchor.day
            and found.days
            and dated_statement().search(text[max(0, item.start - 40) : item.start])
        ):
            spoken = text.find("\n", item.end) % (len(text) + 1), found.days[0]
        thread = thread.moved(found.moment)
        last = item.end


def _is_near(gap: str, anchor: Anchor) -> bool:
    return "\n" not in gap and (anchor.history or gap.count(". ") < _NEAR)


def _base(thread: Thread, item: Draft, anchor: Anchor, *, near: bool) -> Moment:
    """Return the time told of that an expression may count from."""
    if anchor.day is None and not anchor.history and not near:
        return Moment()
    latest = thread.latest
    if item.kind == "offset" and near and (latest.day or item.unit in {"Y", "E", "C"}):
        return latest
    return thread.running


def _dispatched(day: date, anchor: date) -> date:
    """Return the day from which a dispatch counts: its own, if it can have led to the report."""
    return day if timedelta(0) <= anchor - day <= _POST else anchor


def _quoted(text: str, position: int) -> bool:
    """Tell whether a place stands inside quotation marks, as far as its paragraph shows."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _before(text: str, position: int) -> str:
    """Return the sentence up to a place, as far as a full stop shows where it begins."""
    piece = text[max(0, position - 160) : position]
    return piece[max(piece.rfind(". "), piece.rfind("\n")) + 1 :]
