"""Numeral: a number phrase with its hedge, and the least and greatest value it allows.

"At least 12" is 12 or more, "more than two dozen" 25 or more, "up to 30" 30 at most,
"some 2,500" is 2500 with a hedge, "dozens" 24 or more. The words are always kept;
what is counted is not said here. Ordinals are no numerals, nor are digits inside a
name ("F-16", "M23").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.numeral_core import Amount, Core, Form, may_hold_number, next_number, range_end, whole
from dateline.record import Record

_AT_LEAST = """at least|at the very least|no fewer than|not fewer than|no less than|not less than|
    a minimum of|minimum of|at minimum|not under"""
_MORE = """more than|over|well over|just over|slightly over|above|well above|upwards of|upward of|
    in excess of|exceeding|far more than|many more than|slightly more than|greater than|
    a little over|somewhat over|well in excess of|exceed|exceeds|exceeded|passes|passed|tops|
    topped|surpasses|surpassed"""
_UP_TO = """up to|as many as|at most|no more than|not more than|a maximum of|as much as|
    at the most|maximum of|no greater than"""
_LESS = "fewer than|less than|under|just under|below|well under|well below|slightly under"
_ABOUT = """about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|
    perhaps|maybe|circa|approx.|approx|c.|ca.|something like|in the region of|on the order of|
    possibly|probably|just about|near to|virtually|a reported|reportedly|believed|near|
    somewhere around|something around|in the order of|nigh on|near upon|an approximate|a total of|
    a further|a record|another|an additional|additional|an extra"""
_HEDGES: dict[str, str] = {
    " ".join(words.split()): effect
    for effect, listed in (
        ("least", _AT_LEAST), ("more", _MORE), ("most", _UP_TO), ("less", _LESS), ("about", _ABOUT)
    )
    for words in listed.split("|")
}  # fmt: skip
_NO_HEDGE = frozenset(
    ("a total of", "a further", "a record", "another", "an additional", "additional", "an extra")
)
"""Words taken into the phrase that say nothing of how sure the number is."""

_PARTICLES = frozenset(("over", "above", "under", "below", "up to"))
_PHRASAL = re.compile(
    r"\b(?:t[ao]k(?:e|es|en|ing)|took|ran|run|handed|turned|went|spreads?|came|comes?|coming|brought)\s$"
)
_AFTER = re.compile(
    r"(?P<least>\s+or\s+more\b|\+(?!\d)|[\s-]plus\b)|(?P<most>\s+or\s+(?:fewer|less)\b)"
    r"|(?P<about>\s+or\s+so\b|[\s-]odd\b)"
)
_TO = re.compile(r"\s?[-–—]\s?|\s+(?:to|or|and|through)\s+(?:even\s+|perhaps\s+|possibly\s+)?")
_BETWEEN = re.compile(
    r"\b(?:between|from|anywhere from|anything from)\s+(?:an?\s+estimated\s+|about\s+|some\s+)?$"
)
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


def numerals(text: str, start: int = 0, end: int | None = None) -> tuple[Numeral, ...]:
    """Return the number phrases of `text[start:end]` in text order, not overlapping."""
    return in_lower_case(lower(text), start, len(text) if end is None else end)


def in_lower_case(lowered: str, start: int, end: int) -> tuple[Numeral, ...]:
    """Return the number phrases of `lowered[start:end]`; see `lower`."""
    return tuple(_phrases(lowered, start, end))


def lower(text: str) -> str:
    """Return `text` in lower case, of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(small := one.lower()) != 1 else small for one in text)


def _phrases(text: str, start: int, end: int) -> Iterator[Numeral]:
    position = start
    if not may_hold_number(text, start, end):
        return
    while (core := next_number(text, position, end)) is not None:
        other = _range(text, core, end)
        yield (found := _numeral(text, start, core, other, position))
        position = max(found.end, core.end)


def _range(text: str, core: Core, end: int) -> Core | None:
    """Return the greater end of a range that this number begins; None if it begins none."""
    joint = _TO.match(text, core.end, end)
    if joint is None or core.vague or core.form != "count":
        return None
    other = range_end(text, joint.end(), end)
    if other is None or other.vague:
        return None
    word = joint.group().strip()
    before = _BETWEEN.search(text, max(0, core.start - 40), core.start)
    if word.startswith("and") and not (before and "between" in before.group()):
        return None
    low = _scaled(core, other)
    if low >= other.value:
        return None
    if word.startswith("or") and other.value > 2 * low:
        return None
    return other


def _scaled(core: Core, other: Core) -> Amount:
    """Return the lesser end of a range, which may share the scale: "two to three thousand"."""
    if core.scale == 1 and other.scale > 1 and core.value < other.value / other.scale:
        return whole(core.value * other.scale)
    return core.value


def _numeral(text: str, begin: int, core: Core, other: Core | None, previous: int) -> Numeral:
    if other is not None:
        before = _BETWEEN.search(text, max(begin, core.start - 40, previous), core.start)
        start, hedge = (before.start(), None) if before else _hedge(text, previous, core.start)[:2]
        return Numeral(
            start=start, end=other.end, core=core.start, low=_scaled(core, other), high=other.value,
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
        kind = _HEDGES[found[1]]
        if effect not in {None, "about"} and kind != "about":
            return first, words, effect
        if found[1] in _PARTICLES and _PHRASAL.search(text, max(begin, found[0] - 9), found[0]):
            return first, words, effect
        first, name = found
        if name not in _NO_HEDGE:
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


def _bounds(core: Core, effect: str | None) -> tuple[Amount | None, Amount | None]:
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
