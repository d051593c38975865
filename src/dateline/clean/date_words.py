"""Dates as words: what of a day, month, year and weekday some characters name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from dateline.record import Record

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())

_MONTH = (
    r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|jul(?:y|\.)?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = (
    r"(?:(?P<{0}>mon(?:day|\.)?|tue(?:s(?:day)?|\.)?|wed(?:nesday|s\.?|\.)?|thu(?:rs?(?:day)?|\.)?"
    r"|fri(?:day|\.)?|sat(?:urday|\.)?|sun(?:day|\.)?)(?:,| the)?\s+)?"
)
_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_FORMS = (
    (
        rf"{_WEEKDAY.format('w1')}{_MONTH.format('m1')}\s+{_DAY.format('d1')}(?![\d:%.]*\d)"
        rf"(?:(?:,\s*|\s+|\s*,\s+at\s+){_YEAR.format('y1')}(?!\d))?"
    ),
    (
        rf"{_WEEKDAY.format('w2')}{_DAY.format('d2')}(?:\s+of)?[\s-]+{_MONTH.format('m2')}\b\.?"
        rf"(?:,?[\s-]+{_YEAR.format('y2')}(?!\d))?"
    ),
    rf"{_YEAR.format('y3')}(?P<sep3>[-/])(?P<m3>0[1-9]|1[0-2])(?P=sep3)(?P<d3>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"{_WEEKDAY.format('w4')}(?P<n4>\d\d?)(?P<sep4>[/.-])(?P<o4>\d\d?)(?P=sep4){_YEAR.format('y4')}(?!\d)",
)
_DATE = re.compile(rf"(?<![\w/-])(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_ISO = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T\s].*)?$", re.DOTALL)
_SLASHED = re.compile(r"\s*((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)\b")
_CTIME = re.compile(r"\w{3} (\w{3}) +(\d\d?) \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?(\d{4})$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")


class DateWords(Record, frozen=True):
    """What some words name of a date.

    Attributes:
        start: Where they begin in the text they were read from.
        end: Where they end, excluded.
        words: The characters.
        month: 1 to 12.
        day: Day of the month.
        year: None if not said.
        weekday: 0 (Monday) to 6; None if not said.
        swapped: Whether day and month could change places ("04/07/2017").
    """

    start: int
    end: int
    words: str
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    swapped: bool = False

    def days(self) -> tuple[date, ...]:
        """Return the days that the words may be, a weekday that they say being heeded.

        None without a year; two where day and month could change places.
        """
        if self.year is None:
            return ()
        orders = [(self.month, self.day)]
        if self.swapped:
            orders.append((self.day, self.month))
        found = [_date(self.year, month, day) for month, day in orders]
        return tuple(day for day in found if day and self.weekday in {None, day.weekday()})

    def fits(self, year: int) -> date | None:
        """Return the day in a year; None if there is none, or its weekday is another one."""
        day = _date(year, self.month, self.day)
        return day if day and self.weekday in {None, day.weekday()} else None


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[DateWords]:
    """Yield the dates that a text names by day and month, in order.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop; None for the text's end.
    """
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        found = _read(match)
        if found is not None:
            yield found


def _read(match: re.Match[str]) -> DateWords | None:
    part = match.groupdict()
    first, last, words = match.start(), match.end(), match.group()
    for form in "12":
        if part[f"m{form}"]:
            year = part[f"y{form}"]
            return DateWords(
                first,
                last,
                words,
                _number(part[f"m{form}"], MONTHS),
                int(part[f"d{form}"]),
                int(year) if year else None,
                _number(part[f"w{form}"], WEEKDAYS) - 1 if part[f"w{form}"] else None,
            )
    if part["m3"]:
        return DateWords(first, last, words, int(part["m3"]), int(part["d3"]), int(part["y3"]))
    left, right, year = int(part["n4"]), int(part["o4"]), int(part["y4"])
    weekday = _number(part["w4"], WEEKDAYS) - 1 if part["w4"] else None
    if max(left, right) > 31 or min(left, right) > 12 or not min(left, right):
        return None
    if left > 12 or right > 12 or left == right or part["sep4"] == ".":
        month, day = (left, right) if right > 12 else (right, left)
        return DateWords(first, last, words, month, day, year, weekday)
    return DateWords(first, last, words, right, left, year, weekday, swapped=True)


def _number(word: str, names: tuple[str, ...]) -> int:
    """Return which of the names a word abbreviates, counted from 1."""
    start = word.lower().rstrip(".")[:3]
    return next(place for place, name in enumerate(names, 1) if name.lower().startswith(start))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_day(words: str) -> date | None:
    """Return the one day that a stated date is, as written; None if it is none or unclear.

    ISO 8601 and RFC 5322 dates, what C and Java write, `July 4, 2017`, `4 July 2017`,
    `2017/07/04`, and seconds or milliseconds since 1970 (in UTC) are read. A time zone does
    not move the day.
    """
    words = words.strip()
    if match := _ISO.match(words) or _SLASHED.match(words):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if _EPOCH.match(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).date()
    if match := _CTIME.match(words):
        words = f"{match[2]} {match[1]} {match[3]}"
    found = {day for item in dates_in(words[:200]) for day in item.days()}
    return found.pop() if len(found) == 1 else None
