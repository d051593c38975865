"""What time words are counted from: the day of publication, and the time the text is telling of."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_FUTURE = re.compile(
    r"\b(?:will|shall|won't|won’t|due|scheduled|slated|set to|expected|plans?|planned|planning|intends?"
    r"|vow(?:s|ed)|ahead of|upcoming|next|would|is to|are to|to be held|deadline|until|before|by)\b|['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|killed|said|told|has|have|came|took|held|began|hit|struck|[a-z]{3,}ed)\b"
)


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
    clause = re.split(r"[,;:]\s", before)[-1]
    cue = _FUTURE.search(clause)
    if cue:
        return not (
            cue.group().lower() in {"until", "before", "by", "next"} and _PAST.search(clause)
        )
    if _PAST.search(clause):
        return False
    return bool(re.match(r"[\s'’s]*\b(?:will|would|is expected|is due|is to|are to)\b", after))
