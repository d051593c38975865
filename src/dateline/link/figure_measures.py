"""Measures: how much of a thing or a territory was hit or taken, and how much there is of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dateline.link.figure_sentence import Noun, Sentence
from dateline.link.figure_words import Unit
from dateline.numeral_core import Amount

TOLERANCE = 0.05
"""Two measures this close, one in brackets after the other, are one written twice."""

METRIC = frozenset(
    ("metres", "km", "cm", "mm", "square metres", "square km", "hectares", "tonnes", "kg")
)
_PIECES = frozenset(
    """section sections stretch stretches portion portions part parts length hole holes gap gaps
    breach crater craters strip strips segment segments swath swathe patch trench tunnel""".split()
)
_WAYS = frozenset("wide deep long high across".split())
_WHOLE = frozenset("overall total entire whole long-standing measuring measures enclosure".split())


_NEAR = frozenset(("within", "about", "some", "at", "to", "for"))
_ADVANCES = frozenset(
    """advanced advance advances advancing pushed push back driven drove drive gained gain lost
    retreated withdrew""".split()
)
_HOLDING = frozenset(
    """control controls controlled controlling hold holds held holding took taken take takes seized
    seize captured capture occupied occupies occupy occupying lost loses retook retaken recaptured
    regained over overran conquered liberated destroyed damaged burned flattened levelled
    flooded ruined""".split()
)
GROUND = frozenset(
    """country territory province city town region district area land village quarter island
    peninsula valley neighbourhood neighborhood countryside state governorate county capital
    camp building structure wall bridge""".split()
)
"""What a share of is an extent: a territory, or one built thing."""


class Measure(NamedTuple):
    """A measure: kind (None if it says no extent), value, unit, end, and other writings."""

    kind: str | None
    low: Amount | None
    high: Amount | None
    unit: str
    of: str | None
    end: int
    also: tuple[tuple[int, int], ...]


def measures(sentence: Sentence, nouns: list[Noun]) -> Mapping[int, Measure]:
    """Return the measures among a sentence's numbers, by number; a second writing is left out."""
    found: dict[int, Measure] = {}
    second: set[int] = set()
    for number, noun in enumerate(nouns):
        if noun.unit is None or number in second:
            continue
        numeral = sentence.numbers[number]
        end = sentence.items[noun.end - 1].end
        main = (numeral.low, numeral.high, noun.unit)
        also: tuple[tuple[int, int], ...] = ()
        other = _second_writing(sentence, nouns, number)
        if other is not None:
            second.add(other)
            span = (sentence.numbers[other].start, sentence.items[nouns[other].end - 1].end)
            also = (span,)
        found[number] = Measure(
            _kind(sentence, noun, number), main[0], main[1], noun.unit.name, None, end, also
        )
        if other is not None:
            found[other] = Measure(None, None, None, "", None, span[1], ())
    return found


def _second_writing(sentence: Sentence, nouns: list[Noun], number: int) -> int | None:
    other = number + 1
    if other >= len(nouns) or nouns[other].unit is None:
        return None
    between = sentence.words[nouns[number].end : sentence.position[other]]
    if between not in (["("], [","], ["or"], [",", "or"], ["/"]):
        return None
    left, right = sentence.numbers[number], sentence.numbers[other]
    return (
        other if same_measure(left.low, nouns[number].unit, right.low, nouns[other].unit) else None
    )


def same_measure(
    left: Amount | None, left_unit: Unit | None, right: Amount | None, right_unit: Unit | None
) -> bool:
    """Tell whether two measures are one, written in two units."""
    if left is None or right is None or left_unit is None or right_unit is None:
        return False
    if left_unit.dimension != right_unit.dimension or left_unit.name == right_unit.name:
        return False
    first, second = left * left_unit.factor, right * right_unit.factor
    return abs(first - second) <= TOLERANCE * max(first, second)


def _kind(sentence: Sentence, noun: Noun, number: int) -> str | None:
    assert noun.unit is not None  # noqa: S101
    if noun.unit.dimension == "mass":
        return None
    place = sentence.position[number]
    before = sentence.words[max(0, place - 4) : place]
    after = sentence.words[noun.end : noun.end + 7]
    if _WHOLE & set(before):
        return "total_extent"
    if noun.unit.dimension == "area":
        return "extent"
    if _PIECES & set(after[:2]) or (")" in after and _PIECES & set(after)):
        return "extent"
    around = sentence.words[max(0, place - 7) : place]
    if (_WAYS & set(after[:1]) or (")" in after and _WAYS & set(after))) and _PIECES & set(around):
        return "extent"
    if after[:1] == ["of"] and not (set(before[-1:]) & _NEAR or {"within", "range"} & set(before)):
        return "extent"
    return "extent" if _moved(before, after) else None


def _moved(before: list[str], after: list[str]) -> bool:
    """Tell whether a length is ground won or lost: "advanced two miles into the valley"."""
    if after[:1] in (["north"], ["south"], ["east"], ["west"], ["from"], ["away"]):
        return False
    return bool(_ADVANCES & set(before)) and not _NEAR & set(before[-1:])


def shares(sentence: Sentence) -> Mapping[int, Measure]:
    """Return the shares of a territory or a thing that was taken or hit: "a third of the city"."""
    found: dict[int, Measure] = {}
    for number, numeral in enumerate(sentence.numbers):
        if numeral.form != "share":
            continue
        place = sentence.position[number]
        if sentence.words[place + 1 : place + 2] != ["of"]:
            continue
        following = sentence.words[place + 2 : place + 7]
        verb = next((word for word in reversed(sentence.words[:place]) if word in _HOLDING), None)
        if verb is not None and GROUND & set(following):
            low, high = numeral.low, numeral.high
            found[number] = Measure("extent", low, high, "percent", None, numeral.end, ())
    return found
