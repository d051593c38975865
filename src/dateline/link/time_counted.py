"""Times that are counted: "last month", "two days later", "the end of the week", "three years"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.link.time_calendar import days_of, part
from dateline.link.time_context import Context, Moment
from dateline.link.time_drafts import Draft, period
from dateline.link.time_meaning import Meaning, on_day, unknown

_MONTHS = 12


def _base(draft: Draft, context: Context) -> Moment | None:
    reference = context.reference
    told = context.running if context.running.year is not None else None
    if draft.running or reference is None:
        return told if told or not reference else None
    return Moment(reference.year, reference.month, reference.day)


def relative(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "last month", "that year", "the end of the week"."""
    base = _base(draft, context)
    if (
        draft.running
        and draft.direction == 0
        and context.reference
        and not context.near
        and not draft.told
    ):
        base = Moment(context.reference.year, context.reference.month, context.reference.day)
    if base is None or base.year is None:
        return unknown(
            draft,
            {"Y": "XXXX", "O": "XXXX-XX", "W": "XXXX-WXX"}.get(draft.unit or "", "XXXX-XX-XX"),
        )
    return _counted(draft, base, draft.direction or 0)


def offset(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "two days later", "a year ago", "the day before"."""
    base = _base(draft, context)
    if draft.unit == "H" and base is not None and base.date():
        return _counted(draft, base, 0)
    if draft.number is None or base is None or base.year is None:
        return unknown(
            draft,
            {"Y": "XXXX", "O": "XXXX-XX", "W": "XXXX-WXX"}.get(draft.unit or "", "XXXX-XX-XX"),
        )
    found = _counted(draft, base, int((draft.direction or 1) * draft.number))
    # A look back does not move the time that is told of.
    return found if draft.direction == 1 else found._replace(moment=None)


def _counted(draft: Draft, base: Moment, count: int) -> Meaning:
    """Return the unit that lies `count` units after a moment."""
    unit, era = draft.unit, base.era
    sign = -1 if era else 1
    if unit in {"Y", "E", "C"}:
        year = (base.year or 0) + sign * count * {"Y": 1, "E": 10, "C": 100}[unit]
        return _year_value(draft, year, era, unit)
    if unit == "O" and base.month and base.year:
        index = base.year * _MONTHS * sign + base.month - 1 + count
        year, month = index // _MONTHS, index % _MONTHS + 1
        timex = f"{'BC' * bool(era)}{abs(year):04d}-{month:02d}"
        days = None if era else days_of(timex)
        moment = Moment(abs(year), month, None, era)
        return Meaning("DATE", timex, part(days, draft.grade) if days else None, moment)
    day = base.date()
    if day is None:
        prefix = f"{'BC' * bool(era)}{base.year:04d}"
        return unknown(
            draft, prefix + ("-XX-XX" if unit in {"D", "N"} else "-WXX" if unit == "W" else "-XX")
        )
    return _days_on(draft, day, count)


def _year_value(draft: Draft, year: int, era: str, unit: str) -> Meaning:
    if year <= 0:
        return unknown(draft, "XXXX")
    text = f"{year:04d}"
    if unit == "E" and draft.kind == "relative":
        text = text[:3]
    if unit == "C" and draft.kind == "relative":
        text = text[:2]
    timex = f"{'BC' * bool(era)}{text}"
    days = None if era else days_of(timex)
    return Meaning("DATE", timex, part(days, draft.grade) if days else None, Moment(year, era=era))


def _days_on(draft: Draft, day: date, count: int) -> Meaning:
    unit = draft.unit
    if unit in {"H", "M", "S"}:
        return Meaning(draft.type, f"{day.isoformat()}TXX", (day, day))
    if unit in {"W", "F"} and draft.kind == "offset":
        return on_day(draft, day + timedelta((14 if unit == "F" else 7) * count))
    if unit in {"W", "WE"}:
        monday = day - timedelta(day.weekday()) + timedelta(7 * count)
        if unit == "WE" and count == -1 and day.weekday() >= 5:
            monday = day - timedelta(day.weekday() + 7)
        if (
            unit == "WE"
            and count == 0
            and draft.direction == 0
            and draft.running
            and day.weekday() < 5
        ):
            monday -= timedelta(7)
        week = monday.isocalendar()
        timex = f"{week.year}-W{week.week:02d}" + ("-WE" if unit == "WE" else "")
        days = days_of(timex)
        return Meaning(draft.type, timex, part(days, draft.grade) if days else None)
    if unit == "Q":
        index = day.year * 4 + (day.month - 1) // 3 + count
        timex = f"{index // 4}-Q{index % 4 + 1}"
        return Meaning("DATE", timex, days_of(timex))
    return on_day(draft, day + timedelta(count))


def duration(draft: Draft, context: Context) -> Meaning:
    """Return the meaning of "three years"; "the past 24 hours" covers days up to the writing."""
    timex = period(draft.number, draft.unit or "D")
    reference = context.reference
    if draft.year is not None:
        return Meaning("DURATION", timex, None, Moment(draft.year, explicit=True))
    length = {"D": 1, "W": 7, "F": 14, "N": 1, "H": 1 / 24, "O": 30.4, "Y": 365.25}.get(
        draft.unit or ""
    )
    if draft.direction != -1 or reference is None or draft.number is None or length is None:
        return Meaning("DURATION", timex)
    back = max(1, round(draft.number * length))
    return Meaning("DURATION", timex, (reference - timedelta(back), reference))
