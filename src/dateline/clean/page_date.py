"""Where a page shows its day of publication, and which it is if its metadata do not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import htmldate
import msgspec

from dateline.clean.date_words import DateWords, dates_in, written_day
from dateline.clean.draft import Draft
from dateline.clean.html_body import quiet
from dateline.document import Block, Published
from dateline.record import Record
from dateline.span import Span

_LATEST = "2035-12-31"
"""htmldate takes the clock's day for the latest unless it is told another."""

_EARLIEST = "1990-01-01"
_UPDATED = re.compile(r"updated|modified|edited|corrected|aktualisiert|actualizad|mis à jour", re.I)
_BEFORE = 30
"""Characters before a date in which a word may say that it is the day of a change."""

_FURNITURE = frozenset(("navigation", "page footer", "comments of readers", "copyright line",
    "links to other reports", "link to another report", "beside the article"))  # fmt: skip
"""Reasons of blocks whose dates tell nothing about the article."""

_ABOVE = 8
"""Blocks before the article, or its headline, among which its date may stand."""


class _Shown(Record, frozen=True):
    """The day that a page shows near its article, two where day and month could change places.

    Marked: in a byline or a dateline.
    """

    days: tuple[date, ...]
    span: Span
    marked: bool


def dated(draft: Draft, source: str | None, times: Sequence[str]) -> Published | None:
    """Return the day of publication with the characters that show it, where they can be seen.

    What the page's metadata say counts first. Where its byline shows the day before or
    after, that one counts: metadata often are in UTC, and the byline is in the time zone
    in which the report says "Sunday". Without metadata, htmldate looks for the day in the
    markup; what it finds counts only if the page shows it near its article, or marks it as
    a time.

    Args:
        draft: The labelled page.
        source: The page for htmldate; None if it is too much for it.
        times: The machine-readable times that the page marks up.
    """
    shown = list(_shown(draft))
    stated = draft.facts.published
    if stated is None:
        day = _found(source) if source else None
        return _confirmed(day, shown, times) if day else None
    same = next((item for item in shown if stated.first in item.days), None)
    if same is not None:
        return msgspec.structs.replace(stated, span=same.span)
    near = next((item for item in shown if item.marked and _adjacent(item.days, stated)), None)
    if near is None:
        return stated
    reason = f"shown on the page; a day off, in another time zone: {stated.reason}"
    return Published(
        first=near.days[0], last=near.days[0], basis="byline", span=near.span, reason=reason
    )


def _shown(draft: Draft) -> Iterator[_Shown]:
    """Yield the days shown in bylines and datelines, then those elsewhere above the article.

    A date inside the article is no evidence: it may be that of what the article tells of.
    """
    blocks = draft.blocks
    told = [place for place, block in enumerate(blocks) if block.kind == "paragraph"]
    first, last = (told[min(1, len(told) - 1)], told[-1]) if told else (len(blocks), len(blocks))
    heads = [place for place, block in enumerate(blocks) if block.kind == "headline"]
    begin = max(0, min((*heads, *told), default=0) - _ABOVE)
    outside = (*blocks[begin:first], *blocks[last:])
    marked = [block for block in outside if block.kind in {"byline", "dateline"}]
    above = [
        block
        for block in blocks[begin:first]
        if block.kind == "chrome" and block.reason not in _FURNITURE
    ]
    for block in (*marked, *above):
        for words in dates_in(draft.text, block.start, block.end):
            days = words.days()
            if days and not _changed(draft.text, block, words):
                span = Span.of(draft.text, words.start, words.end)
                yield _Shown(days, span, block.kind != "chrome")


def _changed(text: str, block: Block, words: DateWords) -> bool:
    """Tell whether a date is said to be the day of a change."""
    before = text[max(block.start, words.start - _BEFORE) : words.start]
    last = list(re.finditer(r"\d{4}", before))
    return bool(_UPDATED.search(before[last[-1].end() :] if last else before))


def _adjacent(days: Sequence[date], stated: Published) -> bool:
    if stated.first is None or len(days) != 1:
        return False
    return abs((days[0] - stated.first).days) == 1


def _found(source: str) -> date | None:
    """Return what htmldate finds in the markup; None if nothing, or if it fails."""
    try:
        with quiet():
            # A string that begins with an address would be fetched: never begin with one.
            found = htmldate.find_date(
                " " + source,
                extensive_search=False,
                original_date=True,
                min_date=_EARLIEST,
                max_date=_LATEST,
            )
    except Exception:  # noqa: BLE001  (whatever a stranger's parser raises, it found nothing)
        return None
    return date.fromisoformat(found) if found else None


def _confirmed(day: date, shown: Sequence[_Shown], times: Sequence[str]) -> Published | None:
    for item in shown:
        if item.days == (day,):
            reason = "htmldate, shown near the article"
            return Published(first=day, last=day, basis="byline", span=item.span, reason=reason)
    for words in times:
        if written_day(words) == day:
            reason = f"htmldate, time datetime: {words}"
            return Published(first=day, last=day, basis="metadata", reason=reason)
    return None
