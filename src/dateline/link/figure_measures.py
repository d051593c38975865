"""Measures: how much of a thing or a territory was hit or taken, and how much there is of it."""

from __future__ import annotations

import re
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
    breach crater craters strip strips segment segments swath swathe patch trench tunnel wide deep
    long high across""".split()
)
_WHOLE = frozenset("overall total entire whole long-standing measuring measures enclosure".split())


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
    if after[:1] == ["of"] and re.match(
        r"the|a|an|its|wall|road|track|pipe|rail", " ".join(after[1:2])
    ):
        return "extent"
    return None
