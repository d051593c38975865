"""Times: "Sunday" to 2017-07-02, and the day on which each event happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dateline.document import Document
from dateline.lexicon import digest
from dateline.link.time_choice import Told, dates
from dateline.link.time_context import Context, Thread, heads_dispatch, speaks_of_future
from dateline.link.time_drafts import Draft, draft
from dateline.link.time_grammar import expressions
from dateline.link.time_values import Meaning, meaning
from dateline.link.time_words import Coded, code
from dateline.mention import TimeMention
from dateline.reading import Extraction
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.stage import signature
from dateline.value import TimeValue


class TimeLinker:
    """Finds the time expressions of a report, and the day on which each event happened."""

    def __init__(self, settings: Settings) -> None:
        """Read the words of time.

        Args:
            settings: Nothing in them changes how times are read.

        Raises:
            ConfigError: A data file does not fit its schema.
        """
        del settings
        self.by = signature("link.times", digest("times.yaml", "times_named.yaml"))
        tag("Warm.")

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with time mentions and the dates of its claims.

        What a reader already gave is kept: a time mention gets its value, a claim's date stays.
        """
        times = tuple(document_times(document))
        mentions = (*extraction.mentions, *(time.mention for time in times))
        chosen = dates(document, extraction.claims, times, sentences(document))
        claims = tuple(
            claim if claim.date is not None or claim.id not in chosen
            else msgspec.structs.replace(claim, date=chosen[claim.id])
            for claim in extraction.claims
        )  # fmt: skip
        return msgspec.structs.replace(extraction, claims=claims, mentions=mentions)


def document_times(document: Document) -> Iterator[Told]:
    """Yield the time expressions of a report's telling blocks, in text order."""
    text = document.text
    anchor = document.published.first
    thread = Thread()
    for block in document.report_blocks():
        coded = code(text, block.start, block.end)
        drafts = _joined(coded, list(expressions(coded, draft)))
        for item, found in _told(coded, drafts, anchor, thread):
            thread = thread.moved(found.moment) if found.moment else thread
            heads = heads_dispatch(text, block.start, item.start, item.end)
            yield Told(_mention(text, item, found), heads)


def tag(text: str, anchor: date | None = None) -> tuple[TimeMention, ...]:
    """Return the time expressions of a text with their values, in text order.

    Args:
        text: A report or a history; blank lines part its paragraphs.
        anchor: The day it appeared, from which "yesterday" counts. None for a history:
            then years are carried on from where the text last gave one.
    """
    coded = code(text, 0, len(text), histories=anchor is None)
    drafts = _joined(coded, list(expressions(coded, draft)))
    return tuple(_mention(text, item, found) for item, found in _told(coded, drafts, anchor))


def _mention(text: str, item: Draft, found: Meaning) -> TimeMention:
    first, last = found.days or (None, None)
    value = TimeValue(type=found.type, timex=found.timex, first=first, last=last)
    return TimeMention(item.start, item.end, text[item.start : item.end], value)


def _joined(coded: Coded, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those before a dash or "and" given the month and year that follow."""
    done: list[Draft] = []
    for item in reversed(drafts):
        if done and item.kind in {"date", "time"} and done[-1].start - item.end <= 6:
            item = _borrowed(item, done[-1], coded.text[item.end : done[-1].start])
        done.append(item)
    return done[::-1]


_JOINTS = frozenset("- – — to and or , & through until / ; /".split())


def _borrowed(item: Draft, after: Draft, between: str) -> Draft:
    if between.strip() not in _JOINTS or after.kind not in {"date", "time"}:
        return item
    fields: dict[str, object] = {}
    if (
        item.year is None
        and after.year is not None
        and (item.month or item.day or item.season)
        and item.year_direction is None
    ):
        fields |= {"year": after.year, "era": after.era, "short_year": after.short_year}
    elif item.year is not None and after.era and not item.era and between.strip() != ",":
        fields |= {"era": after.era}
    if item.day and not item.month and after.month:
        fields |= {"month": after.month}
    return msgspec.structs.replace(item, **fields) if fields else item


def _told(
    coded: Coded, drafts: Sequence[Draft], anchor: date | None, thread: Thread = Thread()
) -> Iterator[tuple[Draft, Meaning]]:
    text = coded.text
    reference, last = anchor, 0
    for item in drafts:
        gap = text[last : item.start]
        near = "\n" not in gap and (anchor is None or gap.count(". ") < _NEAR)
        future = reference is not None and speaks_of_future(
            _before(text, item.start), text[item.end : item.end + 40]
        )
        told = msgspec.structs.replace(item, future=True) if future else item
        counted = item.kind == "offset" and near and last > 0
        base = thread.latest if counted else thread.running
        found = meaning(told, Context(reference, base, near and (last > 0 or anchor is None), future))
        if found.moment is not None and anchor and found.days:
            if heads_dispatch(text, coded.starts[0], item.start, item.end):
                reference = _dispatched(found.days[0], anchor)
                yield item, found
                continue
        if found.moment is not None:
            thread = thread.moved(found.moment)
            last = item.end
        yield item, found


def _dispatched(day: date, anchor: date) -> date:
    """Return the day from which a dispatch counts: its own date, if it can have led to the report."""
    return day if timedelta(0) <= anchor - day <= _POST else anchor


_POST = timedelta(120)
"""Longest time that a dispatch travelled to the paper that printed it."""
_NEAR = 3
"""Sentences back within which "at dawn" belongs to the day told of."""


def _before(text: str, position: int) -> str:
    piece = text[max(0, position - 160) : position]
    return piece[max(piece.rfind(". "), piece.rfind("\n")) + 1 :]
