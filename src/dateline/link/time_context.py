"""What time words are counted from: the day of publication, or the time the text tells of."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dateline.link.time_cues import verbs


class Moment(NamedTuple):
    """A time as far as it is known, from the year down.

    Attributes:
        year: Counted backwards where `era` is `BC`.
        era: `BC`, or empty.
        explicit: Whether the text itself gives the year.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: str = ""
    explicit: bool = False

    def date(self) -> date | None:
        """Return the day; None where it is not known to the day or lies before year 1."""
        if self.era or self.year is None or not self.month or not self.day:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


_LEAP = 4
"""Years between two times of one thread; what lies further off is a look back or ahead."""


class Thread(NamedTuple):
    """The time that a text tells of, as it goes on.

    Attributes:
        running: That time.
        aside: A time further off that was named since; a second one near it begins a new thread.
        latest: The time named last, of the thread or not.
    """

    running: Moment = Moment()
    aside: Moment = Moment()
    latest: Moment = Moment()

    def moved(self, to: Moment) -> Thread:
        """Return the thread after the text has named a time."""
        if self.running.year is None or to.year is None or _close(self.running, to):
            return Thread(to, latest=to)
        if self.aside.year is not None and _close(self.aside, to):
            return Thread(to, latest=to)
        return Thread(self.running, to, to)


def _close(one: Moment, other: Moment) -> bool:
    return one.era == other.era and abs((one.year or 0) - (other.year or 0)) <= _LEAP


class Context(NamedTuple):
    """What stands around a time expression.

    Attributes:
        reference: The day from which "yesterday" counts; None in a history.
        running: The time that the text last told of.
        near: Whether that was in the same or the previous sentence.
        future: Whether the sentence speaks of things to come.
    """

    reference: date | None
    running: Moment
    near: bool = False
    future: bool = False


def speaks_of_future(before: str, after: str) -> bool:
    """Tell whether the words around a time expression put it ahead.

    Args:
        before: The sentence up to the expression, the nearest clause counting.
        after: The sentence after it.
    """
    if re.match(r"['’]s\b", after):
        return False
    found = list(verbs().finditer(before))
    if found:
        return found[-1].lastgroup == "future"
    return bool(_AHEAD.match(after))


_AHEAD = re.compile(r"[\s,'’s]*(?:\w+\s+){0,6}?(?:will|would|(?:is|are) (?:expected|due|to))\b")


_PLACE_LINE = re.compile(r"(?:\b[A-Z]\w*\b|\b(?:de|al|el|of|via|the|la|and|in|by)\b|\W)*$")
_HEAD = 70
"""Characters within which a dispatch names its place and day."""
_DASH = re.compile(
    r"\.?\s*(?:\([^()\n]{2,40}\)\s*)?\)?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[-—–]|\.\s*[-—–])\s"
)


def heads_dispatch(text: str, block: int, start: int, end: int) -> bool:
    """Tell whether a date is a dispatch's own: "BAHRAIN, May 25 - An F-4 ...".

    Args:
        text: The document's text.
        block: Where the block begins that the date stands in.
        start: Where the date begins.
        end: Where it ends, excluded.
    """
    edge = max(block, start - _HEAD)
    line = text.rfind("\n", edge, start) + 1 or edge
    before = text[line:start]
    if (line > block and text[line - 1] != "\n") or not before.strip():
        return False
    capital = bool(re.search(r"[A-Z]{3}|\(", before)) or len(before.split()) <= 4
    return (
        capital
        and bool(_PLACE_LINE.match(before))
        and bool(_DASH.match(text, end))
        and bool(before.strip())
    )
