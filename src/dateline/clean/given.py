"""The publication date that an input row gives: strict, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from dateline.document import Published

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        start=1,
    )
}
_ISO = re.compile(
    r"(\d{4})-(\d\d?)(?:-(\d\d?))?(?:[T ]\d\d?[:.h]?\d\d\S*(?: ?[+-]\d\d:?\d\d| ?[A-Z]{1,5})?)?$"
)
_SLASHED = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?:[T ]\d\d?:\d\d.*)?$")
_COMPACT = re.compile(r"(19\d\d|20\d\d)(\d\d)(\d\d)$")
_DAY_FIRST = re.compile(
    r"(?:[a-z]+,? )?(\d\d?)(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})(?:[ ,].{0,30})?$"
)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]+,? )?([a-z]{3,9})\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].{0,30})?$"
)
_NUMBERS = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?: \d\d?:\d\d.*)?$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")


def given_date(words: str, column: str) -> Published | None:
    """Return the days that a column of an input row gives.

    ISO 8601, RFC 5322, `4 July 2017`, `July 4, 2017`, `2017/07/04`, `20170704` and
    seconds or milliseconds since 1970 are read; of `04/07/2017` only what one reading
    allows (`25/12/2017`). `2017-07` gives the whole month. The day is taken as
    written: a time zone does not move it.

    Returns:
        None if the words are none of these.
    """
    found = _days(" ".join(words.split()))
    if found is None:
        return None
    first, last = found
    return Published(first=first, last=last, basis="given", reason=f"column {column}: {words}")


def _days(words: str) -> tuple[date, date] | None:
    lower = words.lower()
    if match := _ISO.match(words) or _SLASHED.match(words) or _COMPACT.match(words):
        year, month, day = match.groups()
        return _day(year, month, day)
    if match := _DAY_FIRST.match(lower):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.match(lower):
        return _day(match[3], _month(match[1]), match[2])
    if match := _NUMBERS.match(words):
        return _numbers(int(match[1]), int(match[2]), int(match[3]))
    if _EPOCH.match(words):
        seconds = int(words) if len(words) == 10 else int(words) // 1000
        moment = datetime.fromtimestamp(seconds, UTC).date()
        return moment, moment
    return _mail(words)


def _day(year: str, month: str | int | None, day: str | None) -> tuple[date, date] | None:
    if month is None:
        return None
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if day is not None:
        return first, first
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _month(word: str) -> int | None:
    return _MONTHS.get(word[:3])


def _numbers(left: int, right: int, year: int) -> tuple[date, date] | None:
    """Return the day of `25/12/2017`; None where day and month could change places."""
    if left > 12 >= right:
        return _day(str(year), right, str(left))
    if right > 12 >= left:
        return _day(str(year), left, str(right))
    return _day(str(year), left, str(right)) if left == right else None


def _mail(words: str) -> tuple[date, date] | None:
    try:
        found = parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found, found
