"""Days of the calendar: what a TIMEX value covers, and when moving feasts fall."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dateline.link.time_words import NamedDay

Days = tuple[date, date]
"""First and last day, both included."""

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<end>-WE)?|Q(?P<quarter>\d)|H(?P<half>\d)"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?P<clock>T.*)?$"
)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First months of the seasons of the northern half of the earth, as weather services count."""


def days_of(timex: str) -> Days | None:
    """Return the days that a TIMEX value covers, both ends included.

    None for values that name no days: durations, references, unknown digits, years
    before 1. A winter bears the year in which it ends, as weather services count it.
    """
    match = _VALUE.match(timex)
    if match is None:
        return _long(timex)
    year = int(match["year"])
    try:
        return _days(match, year)
    except ValueError:
        return None


def _days(match: re.Match[str], year: int) -> Days:
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        first = 5 if match["end"] else 0
        return monday + timedelta(first), monday + timedelta(6)
    if match["quarter"]:
        return months(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return months(year, 6 * int(match["half"]) - 5, 6)
    if match["season"]:
        year -= match["season"] == "WI"
        return months(year, _SEASONS[match["season"]], 3)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return months(year, int(match["month"]), 1)
    return date(year, 1, 1), date(year, 12, 31)


def _long(timex: str) -> Days | None:
    if re.fullmatch(r"\d{3}", timex):
        return date(max(1, 10 * int(timex)), 1, 1), date(10 * int(timex) + 9, 12, 31)
    if re.fullmatch(r"\d{2}", timex):
        return date(max(1, 100 * int(timex)), 1, 1), date(100 * int(timex) + 99, 12, 31)
    return None


def months(year: int, month: int, count: int) -> Days:
    """Return the days of `count` months from `month` of `year` on."""
    last = month + count - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    end = calendar.monthrange(last_year, last_month)[1]
    return date(year, month, 1), date(last_year, last_month, end)


def part(days: Days, grade: str | None) -> Days:
    """Return the days narrowed by "early", "mid", "late" or "the end of" to what they name.

    A month is parted at the 10th and the 20th and ends from the 25th on, a year after
    April and August; other times are parted at thirds of their days.
    """
    first, last = days
    length = (last - first).days + 1
    if grade not in {"START", "MID", "END", "CLOSE"} or length < 7:
        return days
    cuts = [first + timedelta(length // 3), first + timedelta(2 * length // 3)]
    if 28 <= length <= 31:
        cuts = [first + timedelta(10), first + timedelta(24 if grade == "CLOSE" else 20)]
    elif 365 <= length <= 366:
        cuts = [first.replace(month=5), first.replace(month=10 if grade == "CLOSE" else 9)]
    if grade == "START":
        return first, cuts[0] - timedelta(1)
    if grade == "MID":
        return cuts[0], cuts[1] - timedelta(1)
    return cuts[1], last


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches (the anonymous Gregorian algorithm)."""
    golden, century = year % 19, year // 100
    leap, skipped = century // 4, (8 * century + 13) // 25
    moon = (19 * golden + century - leap - skipped + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + leap) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Eastern churches (Meeus's Julian algorithm)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    shift = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(shift)


def islamic(year: int, month: int, day: int) -> date:
    """Return a day of the civil (tabular) Islamic calendar, epoch 16 July 622 (Julian).

    The month as sighted may begin a day earlier or later.
    """
    passed = 29 * (month - 1) + month // 2
    days = day + passed + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)


def rosh_hashanah(year: int) -> date:
    """Return the first day of the Jewish year that begins in `year` (Gauss's method)."""
    golden = year % 19 + 1
    moon = (12 * golden) % 19
    fraction = 765433 * moon / 492480 + (year % 4) / 4 - (313 * year + 89081) / 98496
    shift = year // 100 - year // 400 - 2
    whole = fraction + shift
    september = int(whole // 1)
    part_of_day = whole - september
    first = date(year, 8, 31) + timedelta(september)
    weekday = first.isoweekday()
    if weekday in {7, 3, 5}:
        return first + timedelta(1)
    if weekday == 1 and part_of_day >= 23269 / 25920 and moon > 11:
        return first + timedelta(1)
    if weekday == 2 and part_of_day >= 1367 / 2160 and moon > 6:
        return first + timedelta(2)
    return first


def named(day: NamedDay, year: int) -> Days | None:
    """Return the days of a named day in a year; None where its calendar is not computed.

    An Islamic feast that falls twice in one year is given the first time.
    """
    try:
        first = _first(day, year)
    except ValueError:
        return None
    return None if first is None else (first, first + timedelta(day.days - 1))


def _first(day: NamedDay, year: int) -> date | None:
    if day.date:
        return date(year, *day.date)
    if day.easter is not None:
        return easter(year) + timedelta(day.easter)
    if day.orthodox is not None:
        return orthodox_easter(year) + timedelta(day.orthodox)
    if day.hebrew is not None:
        return rosh_hashanah(year) + timedelta(day.hebrew)
    if day.nth:
        return _nth(year, *day.nth)
    if day.islamic:
        # 33 Islamic years pass in 32 of ours.
        first = (year - 622) * 33 // 32
        for islamic_year in range(first, first + 3):
            found = islamic(islamic_year, *day.islamic)
            if found.year == year:
                return found
    return None


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first, last = months(year, month, 1)
    if which > 0:
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return last - timedelta((last.isoweekday() - weekday) % 7)
