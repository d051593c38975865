"""From what a time expression says to the TIMEX value and the days it stands for."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from dateline.link.time_calendar import days_of, months, named, part
from dateline.link.time_context import Context, Moment
from dateline.link.time_counted import duration, offset, relative
from dateline.link.time_drafts import Draft, period
from dateline.link.time_meaning import Meaning, clock, on_day, unknown
from dateline.link.time_words import days_by_name

_TURN = 8
"""Months by which a month told of lies before the one told last, for a new year to have begun:
"In December 1864 ... On April 1" is 1865, "In October 1914 ... in April" may look back."""
_AHEAD = 240
"""Days: a date further ahead than this is one that has passed, whatever the verb."""


def meaning(draft: Draft, context: Context) -> Meaning:
    """Return what an expression stands for where it stands."""
    try:
        return _resolved(draft, context)
    except (OverflowError, ValueError):
        # A day before year 1 or after 9999, or one that its month does not have.
        return unknown(draft, "XXXX-XX-XX")


def _resolved(draft: Draft, context: Context) -> Meaning:
    if draft.fixed is not None:
        return _fixed(draft)
    resolve = {
        "date": _date, "time": _date, "night": _night, "overnight": _night, "relative": relative,
        "offset": offset, "ordinal": _ordinal, "duration": duration,
    }[draft.kind]  # fmt: skip
    return resolve(draft, context)


def _fixed(draft: Draft) -> Meaning:
    timex = str(draft.fixed)
    if draft.part and draft.type == "TIME":
        timex += clock(draft)
    days = days_of(timex) if draft.type in {"DATE", "TIME"} else None
    moment = None
    if days and len(timex) >= 4:
        moment = (
            Moment(days[0].year, days[0].month, days[0].day, explicit=True)
            if days[0] == days[1]
            else None
        )
    return Meaning(draft.type, timex, part(days, draft.grade) if days else None, moment)


def _date(draft: Draft, context: Context) -> Meaning:
    cases = (
        (draft.shift is not None, _shifted),
        (draft.named, _named),
        (draft.month or draft.day, _day),
        (draft.weekday, _weekday),
        (draft.season or draft.quarter is not None, _season),
        (draft.year is not None, _year),
    )
    for holds, resolve in cases:
        if holds:
            return resolve(draft, context)
    return _part_of_day(draft, context)


def _shifted(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "yesterday"."""
    if context.reference is None:
        here = draft.shift == 0 and not draft.part
        return unknown(draft, "PRESENT_REF" if here else "XXXX-XX-XX")
    return on_day(draft, context.reference + timedelta(draft.shift or 0))


def _year(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "2017", "'99", "480 BC", "fiscal year 2011"."""
    year = _full_year(draft, context)
    if draft.fiscal:
        return Meaning("DATE", f"{draft.fiscal}{year}")
    moment = Moment(year, era=draft.era, explicit=True)
    if draft.era or not year:
        return Meaning("DATE", f"{draft.era}{year:04d}", None, moment)
    days = date(year, 1, 1), date(year, 12, 31)
    return Meaning("DATE", f"{year:04d}", part(days, draft.grade), moment)


def _part_of_day(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "at dawn", "9 p.m.", "the night": of the day told of, if that is near.

    A clock time with no day near is of the day of writing; no event is dated by it.
    """
    day = context.running.date() if context.near or _recent(context) else None
    if day is None and context.reference and draft.zone:
        return Meaning(draft.type, context.reference.isoformat() + clock(draft))
    if day is None:
        return unknown(draft, "XXXX-XX-XX")
    return Meaning(draft.type, day.isoformat() + clock(draft), (day, day))


_NEWS = timedelta(10)
"""Age up to which a day is news: "at dawn" later in the report is of that day."""


def _recent(context: Context) -> bool:
    day, reference = context.running.date(), context.reference
    return bool(day and reference and timedelta(0) <= reference - day <= _NEWS)


def _full_year(draft: Draft, context: Context) -> int:
    year = draft.year or 0
    if not draft.short_year:
        return year
    around = context.running.year or (context.reference.year if context.reference else 2000)
    century = around - around % 100
    return min((century - 100 + year, century + year), key=lambda item: abs(item - around - 10))


def _day(draft: Draft, context: Context) -> Meaning:
    year, month, era, explicit = _year_of(draft, context)
    if month is None or year is None:
        timex = f"XXXX-{draft.month:02d}" if draft.month else "XXXX-XX"
        return unknown(draft, timex + (f"-{draft.day:02d}" if draft.day else ""))
    moment = Moment(year, month, draft.day, era, explicit=explicit)
    timex = f"{'BC' * bool(era)}{year:04d}-{month:02d}"
    if draft.day:
        timex += f"-{draft.day:02d}"
    elif draft.type == "TIME":
        timex += "-XX"
    timex += clock(draft)
    days = None if era else days_of(timex)
    if not draft.day and days:
        days = part(days, draft.grade)
    return Meaning(draft.type, timex, days, moment)


def _year_of(draft: Draft, context: Context) -> tuple[int | None, int | None, str, bool]:
    """Return year, month, era, and whether the text gives the year."""
    running, reference = context.running, context.reference
    if draft.year is not None:
        return _full_year(draft, context), draft.month or running.month, draft.era, True
    if draft.inst is not None:
        if reference is None:
            return None, None, "", False
        month = (
            months(reference.year, reference.month + draft.inst, 1)[0] if draft.inst >= 0 else None
        )
        month = month or (reference.replace(day=1) - timedelta(1))
        return month.year, month.month, "", False
    if draft.year_direction is not None:
        base = running.year if draft.running or reference is None else reference.year
        year = None if base is None else base + draft.year_direction
        return year, draft.month, running.era if draft.running else "", True
    if draft.month is None:
        return _month_of(draft, context)
    if reference is None:
        return _told_year(draft, context), draft.month, running.era, running.explicit
    return _news_year(draft, context, reference), draft.month, "", False


def _told_year(draft: Draft, context: Context) -> int | None:
    running = context.running
    if running.year is None or draft.month is None:
        return running.year
    if draft.direction is None:
        passed = (
            bool(running.month) and not running.era and (running.month or 0) - draft.month >= _TURN
        )
        return running.year + passed
    if draft.direction < 0 and running.month and draft.month and draft.month >= running.month:
        return running.year - 1
    if draft.direction > 0 and running.month and draft.month and draft.month <= running.month:
        return running.year + 1
    return running.year


def _news_year(draft: Draft, context: Context, reference: date) -> int:
    """Return the year of a day or month without one: the one just past, unless it lies ahead."""
    told = (draft.month or 1, draft.day or 1)
    now = (reference.month, reference.day if draft.day else 1)
    if draft.direction == 1 or (context.future and draft.direction is None):
        ahead = ((told[0] - now[0]) % 12) * 30 + told[1] - now[1]
        if draft.direction == 1 or ahead <= _AHEAD:
            return reference.year + (told < now)
    if draft.direction == -1 and not draft.day:
        return reference.year - (told >= now)
    return reference.year - (told > now)


def _month_of(draft: Draft, context: Context) -> tuple[int | None, int | None, str, bool]:
    """Return the month of "the 20th": the one told of, else the last that has had that day."""
    running, reference = context.running, context.reference
    if running.month and (context.near or reference is None):
        return running.year, running.month, running.era, running.explicit
    if reference is None or draft.day is None:
        return None, None, "", False
    if draft.day <= reference.day:
        return reference.year, reference.month, "", False
    if context.future:
        return reference.year, reference.month, "", False
    before = reference.replace(day=1) - timedelta(1)
    return before.year, before.month, "", False


def _weekday(draft: Draft, context: Context) -> Meaning:
    reference = context.reference
    if draft.running or (reference is None and draft.direction is not None):
        reference = context.running.date() or reference
    if reference is None or not draft.weekday:
        return unknown(draft, f"XXXX-WXX-{draft.weekday}")
    if draft.year_direction is not None and draft.year_unit == "W":
        monday = reference - timedelta(reference.weekday()) + timedelta(7 * draft.year_direction)
        return on_day(draft, monday + timedelta(draft.weekday - 1))
    back = (reference.isoweekday() - draft.weekday) % 7
    if draft.direction == -1:
        return on_day(draft, reference - timedelta(back or 7))
    if draft.direction == 1 or (draft.direction is None and context.future):
        return on_day(
            draft, reference + timedelta((7 - back) if back or draft.direction == 1 else 0)
        )
    if draft.direction == 0 and context.future:
        return on_day(draft, reference + timedelta(-back % 7))
    return on_day(draft, reference - timedelta(back))


def _season(draft: Draft, context: Context) -> Meaning:
    explicit = draft.year is not None
    year: int | None
    era = draft.era
    if explicit:
        year = _full_year(draft, context)
    else:
        reference = context.reference
        told = reference is None or (context.near and context.running.explicit)
        year = context.running.year if told or reference is None else reference.year
        era = context.running.era if told else ""
        if draft.year_direction is not None and year is not None:
            year = (
                reference.year if reference and not draft.running else year
            ) + draft.year_direction
        elif draft.season and year is not None:
            year += _season_shift(draft, context, told=told)
        elif draft.quarter and year is not None and reference and not told:
            year -= 3 * draft.quarter - 2 > reference.month and not context.future
    if draft.quarter == 0:
        return _past_quarter(draft, context)
    suffix = draft.season or f"Q{draft.quarter}"
    if year is None:
        return unknown(draft, f"XXXX-{suffix}")
    timex = f"{'BC' * bool(era)}{year:04d}-{suffix}"
    days = None if era else days_of(timex)
    return Meaning(
        "DATE",
        timex,
        part(days, draft.grade) if days else None,
        Moment(year, era=era, explicit=explicit),
    )


_SEASON12 = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _season_shift(draft: Draft, context: Context, *, told: bool) -> int:
    """Return by how many years "last spring" or "next winter" leaves the year counted from."""
    month = (
        context.running.month if told else context.reference.month if context.reference else None
    )
    begins = _SEASON12[draft.season or "SP"]
    if draft.season == "WI":
        return (
            int(bool(month and month >= 6))
            + (draft.direction == 1 and month == 12)
            - (draft.direction == -1 and bool(month and 6 <= month < 12))
        )
    if draft.direction == 1:
        return 1 if month and month >= begins else 0
    if draft.direction == -1:
        return -1 if month and month < begins + 3 else 0
    return -1 if not told and month and month < begins and not context.future else 0


def _past_quarter(draft: Draft, context: Context) -> Meaning:
    if context.reference is None:
        return unknown(draft, "XXXX-QX")
    quarter = (context.reference.month - 1) // 3
    year = context.reference.year - (quarter == 0)
    timex = f"{year}-Q{quarter or 4}"
    return Meaning("DATE", timex, days_of(timex))


def _named(draft: Draft, context: Context) -> Meaning:
    day = days_by_name()[draft.named or ""]
    year, explicit = None, draft.year is not None
    reference = context.reference
    if explicit:
        year = _full_year(draft, context)
    elif draft.year_direction is not None and reference:
        year = reference.year + draft.year_direction
    elif reference is None or (context.near and context.running.explicit):
        year = None if context.running.era else context.running.year
    else:
        this = named(day, reference.year)
        ahead = this is not None and this[0] > reference
        year = reference.year - (ahead and not context.future)
    days = named(day, year) if year else None
    if days is None or year is None:
        return unknown(draft, f"{year or 'XXXX'}-XX-XX")
    moment = Moment(days[0].year, days[0].month, days[0].day, explicit=explicit)
    timex = days[0].isoformat() + clock(draft)
    if days[0] != days[1]:
        timex = period((days[1] - days[0]).days + 1, "D")
        return Meaning("DURATION", timex, days, moment)
    return Meaning(draft.type, timex, days, moment)


def _night(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of a night: it belongs to the day it begins on and lasts into the next."""
    if draft.weekday_end or (draft.kind == "overnight" and draft.weekday):
        end = _weekday(
            msgspec.structs.replace(draft, weekday=draft.weekday_end or draft.weekday), context
        )
        if end.days is None:
            return unknown(draft, "XXXX-XX-XX")
        last = end.days[0]
        if draft.weekday_end and draft.weekday:
            nights = (draft.weekday_end - draft.weekday) % 7 or 7
            return _nights(draft, last - timedelta(nights), last)
        return _nights(draft, last - timedelta(1), last)
    if draft.kind == "overnight":
        if context.reference is None:
            return unknown(draft, "XXXX-XX-XX")
        return _nights(draft, context.reference - timedelta(1), context.reference)
    found = _date(draft, context)
    if found.days is None or found.days[0] != found.days[1]:
        return found
    if not draft.day_end:
        return found._replace(days=(found.days[0], found.days[0] + timedelta(1)))
    first = found.days[0]
    last = first + timedelta(
        (draft.day_end - first.day) % (months(first.year, first.month, 1)[1].day)
    )
    if draft.day_end < (draft.day or 0):
        first = first.replace(day=1) - timedelta(1)
        first = first.replace(day=draft.day or 1)
        last = found.days[0].replace(day=draft.day_end)
    return _nights(draft, first, last)


def _nights(draft: Draft, first: date, last: date) -> Meaning:
    moment = Moment(last.year, last.month, last.day)
    return Meaning("TIME", first.isoformat() + clock(draft), (first, last), moment)


def _ordinal(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "the second week of March", "the last days of December"."""
    year, month, era, explicit = _year_of(draft, context)
    number = int(draft.number or 1)
    if year is None or month is None or era:
        return unknown(draft, f"XXXX-{draft.month:02d}")
    first, last = months(year, month, 1)
    moment = Moment(year, month, None, explicit=explicit)
    if draft.unit == "D" and not draft.plural:
        day = last if number < 0 else first + timedelta(number - 1)
        return Meaning(
            "DATE", day.isoformat(), (day, day), Moment(year, month, day.day, explicit=explicit)
        )
    if draft.unit == "D" or draft.plural:
        days = part((first, last), "END" if number < 0 else "START")
        return Meaning("DATE", f"{year:04d}-{month:02d}", days, moment)
    low = last - timedelta(6) if number < 0 else first + timedelta(7 * (number - 1))
    high = min(last, low + timedelta(6))
    week = low.isocalendar()
    return Meaning("DATE", f"{week.year}-W{week.week:02d}", (low, high), moment)
