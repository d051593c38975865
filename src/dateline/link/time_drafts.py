"""What a time expression says by itself, before anything is counted from anywhere."""

from __future__ import annotations

import re
from typing import Any

from dateline.link.time_clock import clock_time, unit_after
from dateline.link.time_grammar import Found
from dateline.link.time_plausible import plausible
from dateline.record import Record
from dateline.value import TimexType


class Draft(Record, frozen=True, kw_only=True):
    """The parts of a time expression; None for what it does not say.

    Attributes:
        kind: The kind of grammar rule that found it.
        start: Where it begins in the text.
        end: Where it ends, excluded.
        type: TIMEX3 type.
        fixed: The whole value, where the words give it ("now").
        year: As written, two digits where `short_year`.
        era: `BC`, or empty.
        weekday: Monday 1 to Sunday 7.
        grade: `START`, `MID`, `END` for early, mid and late times.
        part: TIMEX code of a part of the day (`MO`, `NI`), or `T12:00`.
        zone: Offset from GMT as `Z`, `+03`; empty for local time.
        direction: -1 for "last", 1 for "next", 0 for "this".
        running: Whether it counts from the time told of, not from the day of writing.
        unit: Letter of the unit that is counted or named.
        number: How many; None for "several".
        plural: Whether the unit stands in the plural.
        shift: Days from the reference for "yesterday"; 100 for "tonight".
        day_end: Last day of the month, for "the night of 3 to 4 July".
        told: Whether "that" or "same" points at a time told of.
        future: Whether the sentence speaks of things to come.
        weekday_end: Last weekday, for "overnight Friday to Saturday".
    """

    kind: str
    start: int
    end: int
    type: TimexType = "DATE"
    fixed: str | None = None
    year: int | None = None
    short_year: bool = False
    era: str = ""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    grade: str | None = None
    part: str | None = None
    zone: str = ""
    season: str | None = None
    quarter: int | None = None
    fiscal: str | None = None
    named: str | None = None
    inst: int | None = None
    direction: int | None = None
    running: bool = False
    unit: str | None = None
    number: float | None = None
    plural: bool = False
    shift: int | None = None
    year_direction: int | None = None
    year_unit: str | None = None
    day_end: int | None = None
    weekday_end: int | None = None
    told: bool = False
    future: bool = False


_TENS = 10


def draft(found: Found) -> Draft | None:
    """Return what an expression says; None where it is no time after all."""
    if not plausible(found):
        return None
    fields: dict[str, Any] = {"kind": found.kind, "start": _start(found), "end": found.end}
    maker = _MAKERS[found.kind]
    more = maker(found)
    return None if more is None else Draft(**(fields | more))


def _start(found: Found) -> int:
    """Return where an expression begins: after the article in "a three-year siege"."""
    codes = found.coded.codes[found.first : found.last]
    before_number = codes[:1] == "a" and codes[1:2] in tuple("DNn")
    before_unit = codes[:2] == "aU" and "number" not in found.groups
    if found.kind == "duration" and (before_number or before_unit):
        return found.coded.starts[found.first + 1]
    if codes == "tj" and found.coded.values[found.first + 1] != "FUTURE_REF":
        return found.coded.starts[found.first + 1]
    return found.start


def amount(found: Found) -> float | None:
    """Return the number of a `number` group; None for "several" and the like."""
    if "number" not in found.groups:
        return None
    first, last = found.match.span("number")
    total: float = 0
    codes = found.coded.codes[first:last]
    for code, value in zip(codes, found.coded.values[first:last], strict=True):
        if code == "q" and codes[-1] == "q":
            return 2 if value == 2 else None
        if code == "n" and value >= 100 and total:
            total *= value
        elif code in "DNYn" or codes == "a":
            total += value
    if "half" in found.groups:
        total += 0.5
    return total


def _date(found: Found) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    year = found.value("year") or found.value("bc_year") or found.value("ad_year")
    if year is not None:
        fields |= {"year": int(year), "short_year": found.code("year") == "y"}
    if "era" in found.groups:
        fields["era"] = "BC"
    if "short_year" in found.groups:
        fields |= {"year": found.value("short_year"), "short_year": True}
    for name in ("month", "weekday", "season", "fiscal"):
        fields[name] = found.value(name)
    if found.value("day") is not None:
        fields["day"] = int(found.value("day"))
    if fields.get("day", 1) not in range(1, 32):
        return None
    edge = found.value("edge")
    fields["grade"] = {"END": "CLOSE"}.get(edge, edge) or found.value("grade")
    if not isinstance(fields["grade"], str):
        fields["grade"] = None
    for maker in (_directions, _special, _written):
        more = maker(found)
        if more is None:
            return None
        fields |= more
    return fields


def _directions(found: Found) -> dict[str, Any]:
    fields: dict[str, Any] = {"inst": found.value("inst")}
    if "dir" in found.groups:
        fields |= {"direction": found.value("dir"), "running": found.code("dir") == "h"}
    if "past" in found.groups:
        fields["direction"] = -1
    if "year_dir" in found.groups:
        unit = found.value("year_unit")
        fields |= {"year_direction": found.value("year_dir"), "year_unit": unit[0]}
        fields["running"] = found.code("year_dir") == "h"
    if "year_past" in found.groups:
        fields["direction"] = -1
    return fields


def _special(found: Found) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    if "decade" in found.groups:
        fields["fixed"] = _decade(found.value("decade"), bc="era" in found.groups)
    if "century" in found.groups:
        if found.value("unit")[0] != "C":
            return None
        number = found.value("century") - ("era" not in found.groups)
        fields["fixed"] = f"BC{number - 1:02d}" if "era" in found.groups else f"{number:02d}"
    if "quarter" in found.groups:
        number = found.value("ordinal")
        number = 4 if found.word("ordinal") == "final" else number
        if found.code("ordinal") == "P":
            fields |= {"direction": -1}
        elif number not in range(1, 5):
            return None
        fields |= {"quarter": number if number and number > 0 else 0, "grade": None}
    if "half" in found.groups:
        fields["fixed"] = f"{found.value('year')}-H{min(2, found.value('ordinal'))}"
    if "named" in found.groups:
        fields["named"] = found.value("named")
    if "deictic" in found.groups:
        fields["shift"] = found.value("deictic")
        if fields["shift"] == 100:
            fields |= {"shift": 0, "part": "NI", "type": "TIME"}
    return fields


def _decade(word: str, *, bc: bool) -> str:
    digits = re.sub(r"\D", "", word)[:-1]
    if len(digits) == 1:
        return f"19{digits}"
    return f"BC{int(digits):03d}" if bc else f"{int(digits):03d}"


def _written(found: Found) -> dict[str, Any] | None:
    if iso := found.value("iso"):
        return {"fixed": iso}
    if slash := found.value("slash"):
        first, second, year = (int(item) for item in slash.split("/"))
        year += 0 if year >= 100 else 2000 if year < 50 else 1900
        if first > 12 >= second:
            first, second = second, first
        elif second <= 12 and first != second:
            return {"fixed": f"{year}-XX-XX"}
        return {"fixed": f"{year}-{first:02d}-{second:02d}"}
    return {}


def _time(found: Found) -> dict[str, Any] | None:
    fields = _date(found)
    if fields is None:
        return None
    fields["type"] = "TIME"
    part = found.value("part") or found.value("clock_part")
    if part:
        fields["part"] = {"T12": "T12:00", "T24": "T24:00"}.get(part[0], part[0])
        fields["part"] = "NI" if part[0] == "N" else fields["part"]
    if "part_grade" in found.groups and not fields.get("grade"):
        fields["grade"] = None
    if "hours" in found.groups:
        if (
            found.word("hours") not in {"early", "small", "wee"}
            or unit_after(found, "hours") != "H"
        ):
            return None
        fields |= {"part": "MO", "grade": None}
    if "clock" in found.groups:
        clock = clock_time(found, part)
        if clock is None:
            return None
        fields["part"] = clock
        fields["zone"] = "Z" if found.value("zone") == "+00" else found.value("zone") or ""
    return fields


def _night(found: Found) -> dict[str, Any] | None:
    fields = _date(found)
    if fields is None:
        return None
    fields |= {"type": "TIME", "part": "NI", "grade": None}
    fields |= {"day_end": found.value("day_end"), "weekday_end": found.value("weekday_end")}
    if "night" in found.groups:
        fields["kind"] = "overnight"
    return fields


def _relative(found: Found) -> dict[str, Any] | None:
    value = found.value("unit")
    code = found.code("unit")
    plural = code in "U!K" and value[1] == 2
    word = found.word("dir")
    direction = found.value("dir") if "dir" in found.groups else 0
    the = "the" in found.groups
    running = found.code("dir") in {"h", ""} or (
        the and word in {"previous", "preceding", "following", "next", "subsequent", "prior"}
    )
    running = running or word in {"previous", "preceding", "following", "subsequent", "ensuing"}
    grade = found.value("edge") or found.value("grade")
    fields: dict[str, Any] = {
        "direction": direction, "running": running, "plural": plural,
        "told": found.code("dir") == "h",
        "grade": grade if isinstance(grade, str) and grade != "REST" else None,
        "unit": {"!": "N", "K": "WE", "Q": "Q"}.get(code) or value[0],
    }  # fmt: skip
    if found.code("grade") in {"l", "e"}:
        fields["grade"] = None
    if code in "!T":
        fields |= {"type": "TIME", "part": "NI" if code == "!" else value[0]}
    if fields["unit"] in {"S", "M", "H"}:
        if not plural:
            return None
        fields["type"] = "DURATION"
    if plural or (the and word in {"last", "past"}):
        if plural and not word:
            return None
        fields |= {"kind": "duration", "type": "DURATION", "number": None if plural else 1}
    return fields


def _offset(found: Found) -> dict[str, Any] | None:
    value, code = found.value("unit"), found.code("unit")
    number = amount(found)
    plural = code != "T" and value[1] == 2
    bare = "number" not in found.groups
    if bare and not plural:
        if found.code_at(found.first) != "t":
            return None
        number = 1
    shift = {"g": -1, "e": -1, "l": 1, "b": -1, "f": 1, "X": 1, "P": -1}[found.code("shift")]
    if "deictic" in found.groups:
        return {"shift": found.value("deictic") + shift, "kind": "date"}
    fields: dict[str, Any] = {
        "number": number, "direction": shift, "plural": plural,
        "running": found.code("shift") != "g",
        "unit": {"!": "N", "K": "WE", "Q": "Q"}.get(code) or value[0],
    }  # fmt: skip
    if code in "!T":
        fields |= {"type": "TIME", "part": "NI" if code == "!" else value[0]}
    if fields["unit"] in {"H", "M", "S"}:
        fields["type"] = "TIME"
    return fields


def _ordinal(found: Found) -> dict[str, Any] | None:
    unit = found.value("unit")[0]
    number = found.value("ordinal")
    if found.code("ordinal") in {"P", '"'}:
        number = -1 if found.word("ordinal") in {"last", "final"} else 0
    if unit not in {"D", "W"} or number not in range(-1, 32) or number == 0:
        return None
    fields = _date(found) or {}
    plural = found.value("unit")[1] == 2
    return fields | {"unit": unit, "number": number, "plural": plural, "grade": None}


def _nth(found: Found) -> dict[str, Any] | None:
    value = found.value("unit")
    if value[0] not in {"D", "N"} or value[1] == 2:
        return None
    return {
        "fixed": "XXXX-XX-XX" + ("TNI" if value[0] == "N" else ""),
        "type": "TIME" if value[0] == "N" else "DATE",
    }


def _duration(found: Found) -> dict[str, Any] | None:
    value, code = found.value("unit"), found.code("unit")
    number = amount(found)
    plural = code != "Q" and value[1] == 2
    text = found.coded.text[found.start : found.end].lower()
    if "number" not in found.groups and not plural and "long" not in text and "half" not in text:
        return None
    if text.startswith("half") or (" half" in text and "and" not in text):
        number = 0.5 * (number or 1)
    direction = -1 if re.search(r"\b(?:last|past|previous|preceding)\b", text) else None
    unit = {"!": "N", "K": "WE", "Q": "Q"}.get(code) or value[0]
    return {
        "type": "DURATION",
        "number": number,
        "unit": unit,
        "plural": plural,
        "direction": direction,
    }


def _set(found: Found) -> dict[str, Any] | None:
    if "fixed" in found.groups:
        return {"type": "SET", "fixed": found.value("fixed")}
    if "weekdays" in found.groups:
        return {"type": "SET", "fixed": f"XXXX-WXX-{found.value('weekdays')}"}
    code = found.code("unit")
    if code == "W":
        return {"type": "SET", "fixed": f"XXXX-WXX-{found.value('unit')}"}
    if code in "!T":
        part = "NI" if code == "!" else found.value("unit")[0]
        return {"type": "SET", "fixed": f"XXXX-XX-XXT{part}"}
    unit = found.value("unit")[0]
    number = found.value("number") or 1
    return {"type": "SET", "fixed": period(number, unit)}


def period(number: float | None, unit: str) -> str:
    """Return a TIMEX duration: `P2D`, `PT3H`, `PXM` where the number is not said."""
    scale = {"E": 10, "F": 2}.get(unit, 1)
    letter = {"O": "M", "E": "Y", "F": "W", "C": "CE", "N": "NI"}.get(unit, unit)
    mark = "PT" if unit in {"S", "M", "H"} else "P"
    if number is None:
        return f"{mark}X{letter}"
    total = number * scale
    return f"{mark}{int(total) if total == int(total) else total}{letter}"


def _vague(found: Found) -> dict[str, Any] | None:
    if found.coded.codes[found.last : found.last + 1] == "-":
        return None
    if "moment" in found.groups:
        this = found.code_at(found.first) == "H"
        if found.word("moment") != "time":
            return None
        return {
            "type": "TIME" if not this else "DATE",
            "fixed": "PRESENT_REF" if this else "PAST_REF",
        }
    if "dir" in found.groups:
        return {"fixed": "PAST_REF"} if found.word("dir") == "past" else None
    for index in range(found.first, found.last):
        if found.code_at(index) == "j":
            return {"fixed": found.coded.values[index]}
    return None


_MAKERS = {
    "date": _date, "time": _time, "night": _night, "relative": _relative, "offset": _offset,
    "ordinal": _ordinal, "nth": _nth, "duration": _duration, "set": _set, "vague": _vague,
}  # fmt: skip
