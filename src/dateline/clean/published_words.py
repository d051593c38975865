"""Days and years in the plain sentences that give reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.clean.date_words import MONTHS


def spoken(day: date) -> str:
    """Return a day as reasons name it: "4 July 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_range(first: date, last: date) -> str:
    """Return one or more days as reasons name them: "4 to 8 July 2017"."""
    if first == last:
        return spoken(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {spoken(last)}"
    return f"{spoken(first)} to {spoken(last)}"


def listed(items: Sequence[object]) -> str:
    """Return things as a sentence lists them: "2006, 2017 and 2023"."""
    words = [str(item) for item in items]
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
