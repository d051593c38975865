"""Which short pieces of a page say who wrote the report, or when it appeared."""

from __future__ import annotations

import re
from typing import Literal

from dateline.clean.date_words import dates_in
from dateline.clean.html_align import words_of
from dateline.clean.html_flags import BYLINE, TIME
from dateline.clean.html_seen import Seen

_SHORT = 14
"""Words up to which a piece may be a byline."""

_SENTENCE_FROM = 9
"""Words from which a piece that ends as a sentence does is one."""

_NAMES = 6
"""Words up to which a piece that holds nothing but the author's names is a byline."""

_CAPITALS = 0.6
"""Share of the words of a name that begin with a capital: "Salma de la Cruz in Aden"."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_BY = re.compile(
    r"^(?:written |reported |story |words |posted )?by:? (?=\S)|^(?:von|par|por) [A-ZÀ-Þ]", re.I
)
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]+|de|da|van|von|der|al|bin|and|&|,|/|\|)")
_BESIDE = re.compile(
    r"published|updated|posted|last (?:modified|updated)|first published|"
    r"\b\d?\d[:.]\d\d\b|\b[ap]\.?m\b|\b(?:gmt|utc|est|edt|pst|pdt|cet|bst)\b|"
    r"\b(?:at|on|in|by|ago|min|read|mins?|minutes?|hours?)\b|\W",
    re.IGNORECASE,
)
"""What stands beside a date in a dateline."""


class Bylines:
    """Finds the bylines and datelines of one page."""

    def __init__(self, authors: str | None) -> None:
        """Take the names of the authors, as the page states them."""
        self._authors = frozenset(words_of(authors or ""))

    def __call__(self, item: Seen) -> Literal["byline", "dateline"] | None:
        """Return what a short piece is: it says who wrote the report, or when; else None."""
        text, marked = item.piece.text, item.piece.marked >= 0.5 * len(item.piece.text)
        if not 0 < item.size <= _SHORT:
            return None
        if item.size <= _NAMES and self._authors.issuperset(item.words):
            return "byline"
        if item.size >= _SENTENCE_FROM and _SENTENCE.search(text):
            return None
        dates, rest = _undated(text)
        if dates and not _BESIDE.sub("", rest).strip():
            return "dateline"
        if _BY.match(text) and (_capitals(text) or item.stands_in(BYLINE)):
            return "byline"
        if marked and (dates or item.stands_in(TIME)):
            return "byline" if _capitals(rest) else "dateline"
        return "byline" if marked and item.stands_in(BYLINE) and _capitals(text) else None

    def heads(self, item: Seen) -> Literal["byline", "dateline"] | None:
        """Return what a piece between headline and article is: a date alone is enough there."""
        found = self(item)
        if found is not None or not 0 < item.size <= _SHORT:
            return found
        if not any(words.year for words in dates_in(item.piece.text)):
            return None
        return None if _SENTENCE.search(item.piece.text) else "dateline"


def _undated(text: str) -> tuple[int, str]:
    """Return how many dates a text names, and the text without them."""
    dates = list(dates_in(text))
    for found in reversed(dates):
        text = text[: found.start] + " " + text[found.end :]
    return len(dates), text


def _capitals(text: str) -> bool:
    """Tell whether a text is made of names: most of its words begin with a capital."""
    parts = text.split()
    return bool(parts) and sum(bool(_NAME.match(part)) for part in parts) >= _CAPITALS * len(parts)
