"""Counts told of by name: "the death toll rose to 47 from 39", "the dead include two guards".

A revised count carries the older one along: 47 replaces 39, which then counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.link.figure_sentence import DETERMINERS, Noun, Sentence
from dateline.numeral import Numeral
from dateline.numeral_core import next_number

_CHANGE = r"""(?:rose|risen|rises|rising|raised|raises|raise|raising|climb\w*|jump\w*|grew|grown|
    grows|growing|increas\w+|soar\w*|mount\w*|swell\w*|swollen|surg\w+|doubled|fell|fallen|dropped|
    lowered|cut|reduced|revis\w+|updat\w+|correct\w+|went|gone|up|down|leapt|shot|amended)"""
_FROM_TO = re.compile(rf"\b{_CHANGE}\b(?:[\s\w'’,-]{{0,60}}?)\s$", re.VERBOSE)
_OLDER = re.compile(
    r"""[,\s(]*(?:and\s+)?(?:up\s+|down\s+|revised\s+|rising\s+|increasing\s+)?
    (?:from|compared\s+(?:with|to)|against|not)\s+
    (?:the\s+|an?\s+|its\s+)?(?:(?:previous|earlier|initial|first|original|provisional)\s+)*
    (?:(?:figure|toll|count|estimate|tally|report|number|total)s?\s+of\s+|reported\s+)?
    (?:just\s+|only\s+)?$""",
    re.VERBOSE,
)
_FIRST = re.compile(
    r"(?:first|initially|earlier|originally|previously)\s+(?:given|put|reported|announced|estimated)"
    r"\s+(?:as|at|to\s+be)\s+$"
)
_LEVEL = frozenset(
    """hit hits reaches reaching passes tops nears exceeds exceeded surpassed rose risen rises
    rising raise raised raises raising climbed climbing climbs climb jumped jumping jumps grew
    grown grows growing increased increasing increases revised bring brings bringing brought put
    puts putting stands stood stand standing estimated up down reached mounted soared swelled
    lowered cut amended reduced updated passed pushed pushing pushes took takes taking lifted
    fell fallen placed places gave gives set counted range ranged ranges""".split()
)
_SIZES = frozenset("of number numbers numbered numbering totals totalled".split())
_DIRECT = frozenset(
    """of is was were are reached reaches reaching hit hits passed passes exceeds exceeded exceed
    topped tops numbered numbers number totalled totaled include includes included including : -
    – be been being are at now""".split()
)
_FILL = (
    frozenset(
        """the a an has have had now so far so officially reportedly then later also itself alone
        mostly still currently official latest provisional total on up""".split()
    )
    | DETERMINERS
)
_BEFORE = DETERMINERS - {"no"} | frozenset(('"', "“", "‘", "'", "only", "just"))
_EXCEED = ("exceed", "pass", "top", "surpass")
_CLOSED = frozenset(("person", "unknown", "", "thing", "cue", "projectile", "force"))


class Revision(NamedTuple):
    """A number that revises an older one: their indices in the sentence."""

    new: int
    old: int


def parted(lowered: str, start: int, numbers: Sequence[Numeral]) -> list[Numeral]:
    """Return the numbers with those of "rose from 39 to 47" told apart: that is no range."""
    found: list[Numeral] = []
    for numeral in numbers:
        words = lowered[numeral.start : numeral.end]
        if words.startswith("from ") and numeral.low != numeral.high:
            before = lowered[max(start, numeral.start - 70) : numeral.start]
            first = next_number(lowered, numeral.core, numeral.end)
            second = next_number(lowered, first.end, numeral.end) if first else None
            if first and second and _FROM_TO.search(before):
                found.extend(
                    msgspec.structs.replace(
                        numeral, start=one.start, end=one.end, core=one.start, low=value, high=value
                    )
                    for one, value in ((first, numeral.low), (second, numeral.high))
                )
                continue
        found.append(numeral)
    return found


def revisions(sentence: Sentence) -> list[Revision]:
    """Return the revised counts of a sentence with the counts that they replace."""
    found: list[Revision] = []
    numbers, text = sentence.numbers, sentence.text
    for index in range(1, len(numbers)):
        left, right = numbers[index - 1], numbers[index]
        between = text[left.end : right.start]
        before = text[max(sentence.start, left.start - 70) : left.start]
        if _OLDER.fullmatch(between) and _told(before, between):
            found.append(Revision(index - 1, index))
        elif _risen(before, between):
            found.append(Revision(index, index - 1))
    return found


def _risen(before: str, between: str) -> bool:
    """Tell whether an older count and "to" stand before a number: "rose from 39 to 47"."""
    if between.strip() == "to":
        return before.endswith("from ") and _FROM_TO.search(before[:-5]) is not None
    changed = re.search(rf"\b{_CHANGE}\b.*\bto\s+$", between, re.VERBOSE)
    return changed is not None and _FIRST.search(before) is not None


def _told(before: str, between: str) -> bool:
    """Tell whether a count that is told to change stands before "from" and an older one."""
    if re.search(rf"\b{_CHANGE}\b", f"{before} {between}", re.VERBOSE):
        return True
    return bool(re.search(r"earlier|previous|initial|first|original|provisional", between))


def toll(sentence: Sentence, noun: Noun, number: int) -> tuple[tuple[str, ...], int] | None:
    """Return the kinds of a toll that a number is the amount of, and the toll's place."""
    if noun.noun_class not in _CLOSED:
        return None
    place = sentence.position[number]
    at = place - 1
    while at >= 0 and sentence.words[at] in _BEFORE:
        at -= 1
    if at < 0:
        return None
    word = sentence.words[at]
    whole = _toll_ending(sentence, at + 1)
    if word == "of" and whole is not None:
        return whole
    if (sentence.numbers[number].hedge or "").startswith(_EXCEED):
        return _nearest(sentence, at + 1, at - 20)
    if word in {"to", "at", "as", "from", "by", "in"} or word in _LEVEL:
        return _of_level(sentence, at, place)
    if word in _DIRECT:
        return _direct(sentence, at)
    return None


def _direct(sentence: Sentence, at: int) -> tuple[tuple[str, ...], int] | None:
    """Return the toll right before a linking word: "a death toll of", "the dead were"."""
    of = not _SIZES.isdisjoint(sentence.words[at : at + 1])
    for _ in range(7):
        found = _toll_ending(sentence, at)
        if found is not None:
            return found if of or found[0] != ("strength",) else None
        word = sentence.words[at - 1] if at else ""
        if word not in _FILL and word not in _DIRECT:
            return None
        at -= 1
    return None


def _of_level(sentence: Sentence, at: int, place: int) -> tuple[tuple[str, ...], int] | None:
    """Return the toll that is said to stand at or rise to a number."""
    level = next(
        (
            back
            for back in range(at, max(-1, at - 16), -1)
            if sentence.words[back] in _LEVEL or sentence.items[back].numeral >= 0
        ),
        None,
    )
    if "not" in sentence.words[max(0, at - 3) : at + 1]:
        return None
    if level is None or sentence.items[level].numeral >= 0:
        if level is None or sentence.words[at] not in {"to", "at"}:
            return None
        level = next((b for b in range(level, -1, -1) if sentence.words[b] in _LEVEL), None)
        if level is None:
            return None
    found = _nearest(sentence, at, level - 22)
    if found is not None:
        return found
    for start in range(place + 1, min(len(sentence.words), place + 5)):
        cue = sentence.cues.get(start)
        if cue is not None and cue[0].tolls:
            return cue[0].tolls, start
    return None


def _nearest(sentence: Sentence, at: int, least: int) -> tuple[tuple[str, ...], int] | None:
    """Return the toll that ends nearest before an item, not before item `least`."""
    for end in range(at, max(-1, least), -1):
        found = _toll_ending(sentence, end)
        if found is not None and found[0] != ("strength",):
            return found
    return None


def _toll_ending(sentence: Sentence, end: int) -> tuple[tuple[str, ...], int] | None:
    found = sentence.cue_ending(end)
    return (found[0].tolls, found[1]) if found is not None and found[0].tolls else None
