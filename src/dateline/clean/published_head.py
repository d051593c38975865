"""The head of a dispatch: "ALEPPO, Syria, July 4 (AFP) -", and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.clean.date_words import DateWords, dates_in
from dateline.document import Block
from dateline.record import Record
from dateline.span import trimmed

_LONGEST = 110
"""Characters within which a dispatch names its place, day and agency."""

_PARAGRAPHS = 2
"""Paragraphs that may begin with a dispatch's head: a summary may stand before it."""

_DASH = re.compile(r"\s*(?:--+|[—–]|\s-(?=\s)|-(?=\s)|(?<=[)/])-|\.-)\s*|(?<=/)\.?\s+")
_COLON = re.compile(r":\s+")
_SERVICE = re.compile(r"\(([^()\n]{2,40})\)|/([^/\n]{2,30})/")
_SMALL = frozenset("and at by de del al an as ad el en in la le les of on the via von el-".split())
_NO_PLACES = frozenset(("The", "A", "An", "In", "On", "At", "By"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_OPENING = re.compile(
    r"(?:(?:first )?(?:published|posted)(?: on)?|date of publication)?\s*:?\s*", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s*(?:[-—–|:/\n]|\s(?=[\"“'‘A-ZÀ-Þ])|$)")


class Head(Record, frozen=True):
    """The head of a dispatch.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, its dash not included.
        words: Its characters.
        services: What stands in brackets or strokes, agencies among it.
        date: The day it names.
    """

    start: int
    end: int
    words: str
    services: tuple[str, ...] = ()
    date: DateWords | None = None


def heads(text: str, blocks: Sequence[Block]) -> Iterator[Head]:
    """Yield the heads of dispatches at the beginning of a report's first paragraphs."""
    for block in first_paragraphs(blocks):
        found = head_of(text, block.start, block.end)
        if found is not None:
            yield found


def first_paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the paragraphs that a report may begin with."""
    return tuple(block for block in blocks if block.kind == "paragraph")[:_PARAGRAPHS]


def head_of(text: str, start: int, end: int) -> Head | None:
    """Return the head of a dispatch that a paragraph begins with; None if it has none.

    Args:
        text: The document's text.
        start: Where the paragraph begins.
        end: Where it ends, excluded.
    """
    limit = min(end, start + _LONGEST)
    for pattern in (_DASH, _COLON):
        for match in pattern.finditer(text, start, limit):
            found = _head(text, start, match.start(), capitals=pattern is _COLON)
            if found is not None:
                return found
    return None


def _head(text: str, start: int, end: int, *, capitals: bool) -> Head | None:
    """Return some words as a dispatch's head; None if they say more than place, day and agency."""
    start, end = trimmed(text, start, end)
    words = text[start:end]
    services = tuple(
        (match[1] or match[2]).strip() for match in _SERVICE.finditer(words) if match.group()
    )
    dates = list(dates_in(text, start, end))
    rest = words
    for item in dates:
        rest = rest.replace(item.words, " ")
    rest = _SERVICE.sub(" ", rest)
    if not _is_place(rest) or len(dates) > 1:
        return None
    shouted = any(len(word) > 2 and word.isupper() for word in _WORD.findall(rest))
    if not (shouted or (dates and not capitals) or (services and not capitals)):
        return None
    return Head(start, end, words, services, dates[0] if dates else None)


def _is_place(words: str) -> bool:
    """Tell whether words can be the names of places: capitals, and little between them."""
    found = _WORD.findall(words)
    return (
        not (found and found[0] in _NO_PLACES)
        and len(found) <= 8
        and not any(character.isdigit() for character in words)
        and not any(mark in words for mark in '!?;"“”:')
        and all(word[0].isupper() or word in _SMALL for word in found)
        and not (found and found[0] in _SMALL)
    )


def opening_date(text: str, start: int, end: int) -> DateWords | None:
    """Return the full date that a text begins with; None if it begins otherwise.

    "Published 4 July 2017 Rebels shelled ...": a flattened page's date, run into its
    first sentence. A date that the sentence goes on from ("4 July 2017 was a day ...")
    is none.
    """
    opening = _OPENING.match(text, start, end)
    first = opening.end() if opening else start
    found = next(dates_in(text, first, min(end, first + 40)), None)
    if found is None or found.start != first or found.year is None:
        return None
    return found if _GOES_ON.match(text, found.end, end) else None
