"""Meaning: what a time expression stands for, and the plain cases of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dateline.link.time_calendar import Days
from dateline.link.time_context import Moment
from dateline.link.time_drafts import Draft
from dateline.value import TimexType


class Meaning(NamedTuple):
    """What a time expression stands for.

    Attributes:
        type: TIMEX3 type.
        timex: TIMEX3 value.
        days: Days covered, both ends included; None where it names none.
        moment: The time told of from here on; None where that does not change.
    """

    type: TimexType
    timex: str
    days: Days | None = None
    moment: Moment | None = None


def clock(draft: Draft) -> str:
    """Return the part of a TIMEX value after the day: `T09:30`, `TMO`, `TXX`, or nothing."""
    if not draft.part:
        return "TXX" if draft.type == "TIME" else ""
    return (draft.part if draft.part.startswith("T") else f"T{draft.part}") + draft.zone


def on_day(draft: Draft, day: date) -> Meaning:
    """Return the meaning of an expression that is a day, or a part of it."""
    moment = Moment(day.year, day.month, day.day)
    return Meaning(draft.type, day.isoformat() + clock(draft), (day, day), moment)


def unknown(draft: Draft, timex: str) -> Meaning:
    """Return the meaning of an expression whose days are not known."""
    return Meaning(draft.type, timex + clock(draft))
