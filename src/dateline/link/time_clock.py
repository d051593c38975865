"""Clock times: "9 p.m.", "04:30 GMT", "six in the morning", "0600 hours"."""

from __future__ import annotations

from typing import Any

from dateline.link.time_grammar import Found


def unit_after(found: Found, group: str) -> str:
    """Return the letter of the unit after a group; empty where none follows."""
    value = found.coded.values[found.groups[group] + 1]
    return value[0] if value else ""


def clock_time(found: Found, part: Any) -> str | None:  # noqa: ANN401
    """Return `T09:30` for a clock time; None where the number is none."""
    code, value = found.code("clock"), found.value("clock")
    firm = bool({"pm", "oclock", "clock_part"} & found.groups.keys())
    zoned = bool({"zone", "zone_name"} & found.groups.keys())
    hours = "hrs" in found.groups and _unit_after_clock(found) == "H"
    if "hrs" in found.groups and not hours:
        return None
    if code in "Dnr" and not firm and not (code == "r" and "weekday" in found.groups):
        return None
    if code in "0Y":
        if not (zoned or hours):
            return None
        value = divmod(int(value), 100)
    hour, minute = value if isinstance(value, tuple) else (int(value), 0)
    if hour > 24 or minute > 59:
        return None
    if "pm" in found.groups:
        if hour > 12:
            return f"T{hour:02d}:{minute:02d}"
        hour = hour % 12 + found.value("pm")
    elif part and hour <= 12 and part[1] >= 12:
        hour = hour % 12 + 12
    return f"T{hour:02d}:{minute:02d}"


def _unit_after_clock(found: Found) -> str:
    return str(found.value("hrs")[0])
