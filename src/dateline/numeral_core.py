"""One number as it is written, without its hedge: "2,500", "two dozen", "hundreds", "a third".

Ordinals are no numbers here, nor are digits inside a name ("F-16", "M23").
"""

from __future__ import annotations

import re
from typing import Literal

from dateline.record import Record

Form = Literal["count", "share", "money", "times"]
Amount = float | int

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000,
    "million": 1_000_000, "mln": 1_000_000, "crore": 10_000_000, "billion": 1_000_000_000,
    "bn": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip
_VAGUE = {
    "tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000,
    "millions": 2_000_000, "several": 3, "few": 3, "handful": 3, "number": 2,
}  # fmt: skip
"""Least values; the words give no greatest value. Source: the project's coding guidelines."""

_EXACT = {
    "a couple": 2, "couple": 2, "a couple of": 2, "couple of": 2, "a pair": 2, "pair": 2,
    "both": 2, "twin": 2, "twice": 2, "thrice": 3, "zero": 0, "nil": 0, "none": 0, "nobody": 0,
    "no one": 0, "no-one": 0,
}  # fmt: skip
_SHARES = {
    "half": 50.0, "halves": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0,
    "sixth": 100 / 6, "tenth": 10.0,
}  # fmt: skip

_WORD = "|".join(sorted((*_UNITS, *_TENS, *_SCALES), key=len, reverse=True))
_CORE = re.compile(
    rf"""
    (?P<sign>(?:us|a|c|hk)?[$£€¥₦]\s?)?
    (?P<digits>(?<![\w.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
      | (?<![\w.])\d{{1,3}}(?:[\u00a0\u202f\u2009 ]\d{{3}})+(?![\d.,:])
      | (?<![\w.])\d+(?:\.\d+)?)
    (?:(?:\s{{1,2}}|-)?(?P<scale>
        (?:hundred|thousand|lakh|million|mln|crore|billion|bn|trillion|dozen)\b|(?<=\d)[mk]\b))?
  | \b(?P<share>(?:(?:a|one|two|three|four)[\s-])?
      (?:half|thirds?|quarters?|fifths?|sixths?|tenths?)(?=\s+(?:of|the|its|their)\b)
      | one\ in\ (?:two|three|four|five|six|ten))
  | \b(?P<vague>(?:tens|dozens|scores|hundreds|thousands|millions)
      (?:\s+(?:of|upon)\s+(?:hundreds|thousands|millions))?
      | (?:several|(?:a\s+|some\s+)?few)(?:[\s-]+(?:dozen|score|hundred|thousand|million)s?)?
      | (?:a\s+)?handful|a\s+number(?=\s+of\b))\b
  | \b(?P<exact>(?:a\s+)?couple(?:\s+of)?\s+(?:dozen|hundred|thousand|million)
      | (?:a\s+)?(?:couple|pair)(?=\s+of\b)|a\s+couple
      | both|twin|twice|thrice|none|nobody|no[\s-]one|nil)\b
  | \b(?P<words>(?:half\s+an?\s+|quarter\s+of\s+a\s+|an?\s+)?(?:{_WORD})\b
      (?:(?:[\s-]+and[\s-]+a[\s-]+half|(?:[\s-]+and)?[\s-]+(?:{_WORD}))\b){{0,12}})
    """,
    re.VERBOSE,
)
_MAYBE = re.compile(r"[a-z]+|[\d$£€¥₦]")
_FIRST = frozenset(
    """couple pair both twin twice thrice none nobody nil thirds quarters fifths sixths tenths
    0 1 2 3 4 5 6 7 8 9 $ £ € ¥ ₦""".split()
).union(_UNITS, _TENS, _SCALES, _VAGUE, _SHARES)
"""What a number can begin with, before its article. Looking for these first is much quicker."""

_ARTICLES = ("a ", "an ", "some ", "no ", "no-", "us", "hk", "c")

_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|pct\b|percentage\b)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[\s-](?:first|second|third|[a-z]{2,9}th)\b|['’]s\b")
_TIMES = re.compile(r"[\s-]times\b")
_PEOPLE = re.compile(r"\s(?:people|refugees|residents|civilians|children|inhabitants|displaced)\b")
_PIECES = re.compile(r"[a-z]+")


class Core(Record, frozen=True):
    """A number: its offsets, its value, and the scale word's size ("hundred" 100, else 1)."""

    start: int
    end: int
    value: Amount
    form: Form = "count"
    vague: bool = False
    digits: bool = False
    scale: int = 1


def next_number(text: str, position: int, end: int) -> Core | None:
    """Return the next number; passes over ordinals and digits in names."""
    low = position
    for maybe in _MAYBE.finditer(text, position, end):
        if maybe.group() not in _FIRST or maybe.start() < position:
            continue
        match = _match(text, low, maybe.start(), end)
        if match is not None:
            core = _core(text, match)
            if core is not None and core.end <= end:
                return core
            position = match.end()
    return None


def may_hold_number(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text has a word or digit that numbers begin with."""
    return not _FIRST.isdisjoint(_MAYBE.findall(text, start, end))


def _match(text: str, low: int, start: int, end: int) -> re.Match[str] | None:
    """Return the number at `start`, or at the article or sign right before it."""
    for article in _ARTICLES:
        if text.endswith(article, low, start):
            match = _CORE.match(text, start - len(article), end)
            if match is not None and match.end() > start:
                return match
    return _CORE.match(text, start, end)


def _core(text: str, match: re.Match[str]) -> Core | None:
    start, end = match.span()
    if _in_name(text, start) or (match["words"] is None and _glued(text, end)):
        return None
    core = _read(match)
    if core is None or (core.form == "count" and _ORDINAL.match(text, core.end)):
        return None
    percent = _PERCENT.match(text, core.end)
    if percent and core.form == "count":
        return Core(start, percent.end(), core.value, "share", core.vague, core.digits)
    times = _TIMES.match(text, core.end)
    if times and core.form == "count" and not core.vague:
        return Core(start, times.end(), core.value, "times", digits=core.digits)
    return core


def _in_name(text: str, start: int) -> bool:
    """Tell whether letters and a hyphen stand right before: "F-16", "A-ten"."""
    before = text[start - 1 : start]
    if before in {"-", "–", "/"} and start > 1:
        return text[start - 2].isalnum()
    return before.isalnum() or before in {"#", "_", "@"}


def _glued(text: str, end: int) -> bool:
    """Tell whether letters that make no unit stand right behind the digits: "3rd", "16a"."""
    rest = _PIECES.match(text, end)
    return rest is not None and rest.group() not in _GLUED_UNITS


_GLUED_UNITS = frozenset("m km cm mm ft yd kg g t lb mi ha sq kph mph am pm k kt".split())


def _read(match: re.Match[str]) -> Core | None:
    start, end = match.span()
    if match["digits"]:
        value = _number(match["digits"])
        scale = {"m": 1_000_000, "k": 1_000}.get(match["scale"] or "") or _SCALES.get(
            match["scale"] or "", 1
        )
        if match["scale"] == "m" and not match["sign"] and not _PEOPLE.match(match.string, end):
            return Core(start, match.start("scale"), value, digits=True)
        form: Form = "money" if match["sign"] else "count"
        return Core(start, end, whole(value * scale), form, digits=True, scale=scale)
    if match["share"]:
        return Core(start, end, _share(match["share"]), "share")
    if match["vague"]:
        return Core(start, end, _vague(match["vague"]), vague=True)
    if match["exact"]:
        words = " ".join(match["exact"].split())
        scale = _SCALES.get(words.rsplit(" ", 1)[-1], 1)
        value = 2 * scale if scale > 1 else _EXACT[words]
        return Core(start, end, value, "times" if words in {"twice", "thrice"} else "count")
    return _spelled(start, match["words"])


def _number(digits: str) -> Amount:
    plain = re.sub(r"[,\s]", "", digits)
    return float(plain) if "." in plain else int(plain)


def whole(value: Amount) -> Amount:
    """Return a value as an integer where it is one, free of rounding errors."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _share(words: str) -> float:
    pieces = _PIECES.findall(words)
    if "in" in pieces:
        return round(100 / _UNITS[pieces[-1]], 1)
    size = _SHARES[pieces[-1].removesuffix("s") if pieces[-1] != "halves" else "halves"]
    times = _UNITS.get(pieces[0], 1) if len(pieces) > 1 else 1
    return round(size * times, 1)


def _vague(words: str) -> int:
    pieces = [piece for piece in _PIECES.findall(words) if piece not in {"a", "of", "some", "upon"}]
    if len(pieces) == 1:
        return _VAGUE[pieces[0]]
    if pieces[0] in {"several", "few"}:
        return 3 * _SCALES[pieces[1].removesuffix("s")]
    first = {"tens": 20, "dozens": 24, "scores": 40}.get(pieces[0]) or _VAGUE[pieces[0]]
    return first * (_VAGUE[pieces[1]] // 2)


def _spelled(start: int, words: str) -> Core | None:
    """Return the value of the longest run of number words that makes sense."""
    total, current, seen, small = 0.0, 0.0, "", 0
    scale, end = 1, 0
    for piece in re.finditer(r"[a-z]+", words):
        word = piece.group()
        if word in {"and", "a", "an", "of"}:
            continue
        if word in {"half", "quarter"}:
            if not seen:
                current = 0.5 if word == "half" else 0.25
            else:
                total, current = total + current + scale / 2, 0
            seen = "fraction"
        elif word in _SCALES:
            if seen == "scale" and _SCALES[word] <= scale:
                break
            scale = _SCALES[word]
            if scale == 100 or scale in {12, 20}:
                current = (current or 1) * scale
            else:
                total, current = (
                    (total + current or 1) * scale if total < scale else total + current * scale,
                    0,
                )
            seen = "scale"
        else:
            value = _UNITS.get(word, _TENS.get(word, 0))
            if not _follows(seen, small, value):
                break
            current, small = current + value, value
            seen = "number"
        end = piece.end()
    if not end:
        return None
    return Core(start, start + end, whole(total + current), scale=scale)


def _follows(seen: str, small: int, value: int) -> bool:
    """Tell whether a number word may follow: "twenty" then "six", "four" and then "twenty"."""
    if seen != "number":
        return seen != "fraction"
    return (small >= 20 and value < 10) or (small < 10 and value >= 20)


def range_end(text: str, position: int, end: int) -> Core | None:
    """Return the number that begins at `position`; None if none does."""
    match = _CORE.match(text, position, end)
    if match is None or (match["words"] is None and _glued(text, match.end())):
        return None
    core = _read(match)
    if core is None or _ORDINAL.match(text, core.end):
        return None
    percent = _PERCENT.match(text, core.end)
    if percent and core.form == "count":
        return Core(core.start, percent.end(), core.value, "share", digits=core.digits)
    return core
