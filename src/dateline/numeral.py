"""Numeral: a number phrase with its hedge, and the least and greatest value it allows.

"At least 12" is 12 or more, "more than two dozen" 25 or more, "up to 30" 30 at most,
"some 2,500" is 2500 with a hedge, "dozens" 24 or more. The words are always kept;
what is counted is not said here. Ordinals are no numerals, nor are digits inside a
name ("F-16", "M23").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_SHARES = {"half": 50.0, "halves": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6,
           "tenth": 10.0}  # fmt: skip

_AT_LEAST = """at least|at the very least|no fewer than|not fewer than|no less than|not less than|
    a minimum of|minimum of|at minimum|not under"""
_MORE = """more than|over|well over|just over|slightly over|above|well above|upwards of|upward of|
    in excess of|exceeding|far more than|many more than|slightly more than|greater than|
    a little over|somewhat over|well in excess of"""
_UP_TO = """up to|as many as|at most|no more than|not more than|a maximum of|as much as|
    at the most|maximum of|no greater than"""
_LESS = "fewer than|less than|under|just under|below|well under|well below|slightly under"
_ABOUT = """about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|
    perhaps|maybe|circa|approx.|approx|c.|ca.|something like|in the region of|on the order of|
    possibly|probably|just about|near to|virtually|a reported|an|reportedly|believed|near|
    somewhere around|something around|in the order of|nigh on|near upon|an approximate|a total of|
    a further|a record"""
_HEDGES: dict[str, str] = {
    " ".join(words.split()): effect
    for effect, listed in (
        ("least", _AT_LEAST), ("more", _MORE), ("most", _UP_TO), ("less", _LESS), ("about", _ABOUT)
    )
    for words in listed.split("|")
}  # fmt: skip
_NO_HEDGE = frozenset(("a total of", "a further", "a record", "an"))
"""Words taken into the phrase that say nothing of how sure the number is."""

_WORD = "|".join(sorted((*_UNITS, *_TENS, *_SCALES), key=len, reverse=True))
_CORE = re.compile(
    rf"""
    (?P<sign>(?:us|a|c|hk)?[$£€¥₦]\s?)?
    (?P<digits>(?<![\w.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
      | (?<![\w.])\d{{1,3}}(?:[\u00a0\u202f\u2009 ]\d{{3}})+(?![\d.,:])
      | (?<![\w.])\d+(?:\.\d+)?)
    (?:[\s-]?(?P<scale>(?:hundred|thousand|lakh|million|mln|crore|billion|bn|trillion|dozen)\b|(?<=\d)[mk]\b))?
  | \b(?P<share>(?:(?:a|one|two|three|four)[\s-])?(?:half|third|thirds|quarter|quarters|fifth|fifths|
      sixths?|tenths?)(?=\s+of\b|\s+the\b|\s+its\b|\s+their\b) | one\ in\ (?:two|three|four|five|six|ten))
  | \b(?P<vague>(?:tens|dozens|scores|hundreds|thousands|millions)
      (?:\s+(?:of|upon)\s+(?:hundreds|thousands|millions))?
      | (?:several|(?:a\s+|some\s+)?few)(?:[\s-]+(?:dozen|score|hundred|thousand|million)s?)?
      | (?:a\s+)?handful|a\s+number(?=\s+of\b))\b
  | \b(?P<exact>(?:a\s+)?couple(?:\s+of)?\s+(?:dozen|hundred|thousand|million)
      | (?:a\s+)?(?:couple|pair)(?=\s+of\b)|both|twin|twice|thrice|none|nobody|no[\s-]one|nil)\b
  | \b(?P<words>(?:half\s+an?\s+|quarter\s+of\s+a\s+|an?\s+)?(?:{_WORD})\b
      (?:(?:[\s-]+and[\s-]+a[\s-]+half|(?:[\s-]+and)?[\s-]+(?:{_WORD}))\b)*)
    """,
    re.VERBOSE,
)
_AFTER = re.compile(
    r"(?P<least>\s+or\s+more\b|\+(?!\d)|[\s-]plus\b)|(?P<most>\s+or\s+(?:fewer|less)\b)"
    r"|(?P<about>\s+or\s+so\b|[\s-]odd\b)"
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|pct\b|percentage\b)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[\s-](?:first|second|third|[a-z]{2,9}th)\b|['’]s\b")
_TIMES = re.compile(r"[\s-]times\b")
_TO = re.compile(r"\s?[-–—]\s?|\s+(?:to|or|and|through)\s+(?:even\s+|perhaps\s+|possibly\s+)?")
_BETWEEN = re.compile(
    r"\b(?:between|from|anywhere from|anything from)\s+(?:an?\s+estimated\s+|about\s+|some\s+)?$"
)
_PIECES = re.compile(r"[a-z]+")
_LAST = re.compile(r"[\w.]+")


class Numeral(Record, frozen=True, kw_only=True):
    """A number phrase.

    Attributes:
        start: First character of the phrase, its hedge included.
        end: End of the phrase, excluded.
        core: First character of the number itself, after the hedge.
        low: Least value; None if the words give none. For a share, in per cent.
        high: Greatest value; None if the words give none.
        hedge: The hedging words as they stand, lower case; None if plain.
        form: `share` for per cents and fractions, `times` for "twice", "three times".
        digits: Whether the number is written in digits.
    """

    start: int
    end: int
    core: int
    low: Amount | None
    high: Amount | None
    hedge: str | None = None
    form: Form = "count"
    digits: bool = False


class _Core(Record, frozen=True):
    start: int
    end: int
    value: Amount
    form: Form = "count"
    vague: bool = False
    digits: bool = False
    scale: int = 1


def numerals(text: str, start: int = 0, end: int | None = None) -> tuple[Numeral, ...]:
    """Return the number phrases of `text[start:end]` in text order, not overlapping."""
    lowered = lower(text)
    return tuple(_phrases(lowered, start, len(text) if end is None else end))


def lower(text: str) -> str:
    """Return `text` in lower case, of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(small := one.lower()) != 1 else small for one in text)


def _phrases(text: str, start: int, end: int) -> Iterator[Numeral]:
    position = start
    while (core := _next(text, position, end)) is not None:
        other = _range(text, core, end)
        yield (found := _numeral(text, start, core, other, position))
        position = max(found.end, core.end)


def _next(text: str, position: int, end: int) -> _Core | None:
    """Return the next number; passes over ordinals and digits in names."""
    while match := _CORE.search(text, position, end):
        core = _core(text, match)
        if core is not None and core.end <= end:
            return core
        position = match.end()
    return None


def _core(text: str, match: re.Match[str]) -> _Core | None:
    start, end = match.span()
    if _in_name(text, start) or (match["words"] is None and _glued(text, end)):
        return None
    core = _read(match)
    if core is None or (core.form == "count" and _ORDINAL.match(text, core.end)):
        return None
    percent = _PERCENT.match(text, core.end)
    if percent and core.form == "count":
        return _Core(start, percent.end(), core.value, "share", core.vague, core.digits)
    times = _TIMES.match(text, core.end)
    if times and core.form == "count" and not core.vague:
        return _Core(start, times.end(), core.value, "times", digits=core.digits)
    return core


def _in_name(text: str, start: int) -> bool:
    """Tell whether letters and a hyphen stand right before: "F-16", "A-ten"."""
    before = text[start - 1 : start]
    if before in {"-", "–", "/"} and start > 1:
        return text[start - 2].isalnum()
    return before.isalnum() or before in {"#", "_", "@"}


def _glued(text: str, end: int) -> bool:
    """Tell whether letters that make no unit stand right behind the digits: "3rd", "16a"."""
    rest = re.compile(r"[a-z]+").match(text, end)
    return rest is not None and rest.group() not in _GLUED_UNITS


_GLUED_UNITS = frozenset("m km cm mm ft yd kg g t lb mi ha sq kph mph am pm k kt".split())


def _read(match: re.Match[str]) -> _Core | None:
    start, end = match.span()
    if match["digits"]:
        value = _number(match["digits"])
        scale = {"m": 1_000_000, "k": 1_000}.get(match["scale"] or "") or _SCALES.get(
            match["scale"] or "", 1
        )
        if match["scale"] == "m" and not match["sign"]:
            return _Core(start, match.start("scale"), value, digits=True)
        form: Form = "money" if match["sign"] else "count"
        return _Core(start, end, _whole(value * scale), form, digits=True, scale=scale)
    if match["share"]:
        return _Core(start, end, _share(match["share"]), "share")
    if match["vague"]:
        return _Core(start, end, _vague(match["vague"]), vague=True)
    if match["exact"]:
        words = " ".join(match["exact"].split())
        scale = _SCALES.get(words.rsplit(" ", 1)[-1], 1)
        value = 2 * scale if scale > 1 else _EXACT[words]
        return _Core(start, end, value, "times" if words in {"twice", "thrice"} else "count")
    return _spelled(start, match["words"])


def _number(digits: str) -> Amount:
    plain = re.sub(r"[,\s]", "", digits)
    return float(plain) if "." in plain else int(plain)


def _whole(value: Amount) -> Amount:
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


def _spelled(start: int, words: str) -> _Core | None:
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
    return _Core(start, start + end, _whole(total + current), scale=scale)


def _follows(seen: str, small: int, value: int) -> bool:
    """Tell whether a number word may follow: "twenty" then "six", "four" and then "twenty"."""
    if seen != "number":
        return seen != "fraction"
    return (small >= 20 and value < 10) or (small < 10 and value >= 20)


def _range(text: str, core: _Core, end: int) -> _Core | None:
    """Return the greater end of a range that this number begins; None if it begins none."""
    joint = _TO.match(text, core.end, end)
    if joint is None or core.vague or core.form != "count":
        return None
    match = _CORE.match(text, joint.end(), end)
    other = _core_of_range(text, match) if match else None
    if other is None or other.vague:
        return None
    word = joint.group().strip()
    before = _BETWEEN.search(text, max(0, core.start - 40), core.start)
    if word.startswith("and") and not (before and "between" in before.group()):
        return None
    low = core.value
    if core.scale == 1 and other.scale > 1 and low < other.value / other.scale:
        low = _whole(low * other.scale)
    if low >= other.value:
        return None
    if word.startswith("or") and other.value > 2 * low:
        return None
    return other


def _core_of_range(text: str, match: re.Match[str]) -> _Core | None:
    if match["words"] is None and _glued(text, match.end()):
        return None
    core = _read(match)
    if core is None or _ORDINAL.match(text, core.end):
        return None
    percent = _PERCENT.match(text, core.end)
    if percent and core.form == "count":
        return _Core(core.start, percent.end(), core.value, "share", digits=core.digits)
    return core


def _numeral(text: str, begin: int, core: _Core, other: _Core | None, previous: int) -> Numeral:
    if other is not None:
        low = core.value
        if core.scale == 1 and other.scale > 1 and low < other.value / other.scale:
            low = _whole(low * other.scale)
        before = _BETWEEN.search(text, max(begin, core.start - 40, previous), core.start)
        start, hedge = (before.start(), None) if before else _hedge(text, previous, core.start)[:2]
        return Numeral(
            start=start, end=other.end, core=core.start, low=low, high=other.value,
            hedge=hedge, form=other.form, digits=core.digits,
        )  # fmt: skip
    start, hedge, effect = _hedge(text, previous, core.start)
    end = core.end
    after = _AFTER.match(text, end)
    if after and after.lastgroup and core.form != "money":
        effect, end = after.lastgroup, after.end()
        hedge = after.group().strip() if hedge is None else hedge
    low_, high_ = _bounds(core, effect)
    return Numeral(
        start=start, end=end, core=core.start, low=low_, high=high_, hedge=hedge,
        form=core.form, digits=core.digits,
    )  # fmt: skip


def _hedge(text: str, begin: int, start: int) -> tuple[int, str | None, str | None]:
    """Return where the hedge before a number begins, its words, and what it does."""
    first, words, effect = start, None, None
    while True:
        found = _hedge_before(text, max(begin, first - 24), first)
        if found is None:
            return first, words, effect
        first, name = found
        if name not in _NO_HEDGE:
            kind = _HEDGES[name]
            effect = kind if effect in {None, "about"} else effect
            words = name if words is None else f"{name} {words}"


def _hedge_before(text: str, begin: int, end: int) -> tuple[int, str] | None:
    window = text[begin:end]
    if not window or not (window[-1].isspace() or window[-1] == "~"):
        return None
    pieces = list(_LAST.finditer(window))[-4:]
    for first in range(len(pieces)):
        words = " ".join(piece.group() for piece in pieces[first:])
        if words in _HEDGES and window[pieces[first].start() :].split() == words.split():
            return begin + pieces[first].start(), words
    return None


def _bounds(core: _Core, effect: str | None) -> tuple[Amount | None, Amount | None]:
    value = core.value
    step = 1 if isinstance(value, int) and core.form in {"count", "times"} else 0
    if core.vague:
        if effect in {"most", "less"}:
            return None, None
        return value, None
    if effect == "least":
        return value, None
    if effect == "more":
        return value + step, None
    if effect == "most":
        return None, value
    if effect == "less":
        return None, value - step
    return value, value
