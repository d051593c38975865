"""Numbers that count nothing a dataset of events holds: ages, times, money, scores, names."""

from __future__ import annotations

import re

from dateline.link.figure_sentence import BE, MONTHS, Noun, Sentence
from dateline.link.figure_single import is_singular

_NAMING = frozenset(
    """bulletin no no. number nos article articles resolution route highway road flight section
    chapter phase channel order paragraph page room gate zone sector district block unit line
    kilometre mark type model psalm chapter act law decree item figure table area apollo camp
    ward hill aged age ages grade class level channel version km mile""".split()
)
_YEAR_BEFORE = frozenset(
    """in since of by from until till late early mid before after between and to during the
    through around circa - – , ( for""".split()
)
_YEAR_AFTER = frozenset("in since until till during early late mid circa".split())
_AGE_AFTER = frozenset((",", ".", ")", "and", ";", "who", "died", "was"))
_OLD = re.compile(
    r"\s?-?\s?(?:(?:years?|yrs?|months?|weeks?|days?)\s?-?\s?old|(?:years?|yrs?)\s+of\s+age|y/?o)\b"
)
_CLOCK = re.compile(r"[0-2]\d\.[0-5]\d")
_OLDEST, _AGES = 110, 5
_LISTING = frozenset((",", "and", "&"))
_WOUND = re.compile(
    r"\s+(?:(?:apparent|single|multiple|separate|fatal|possible|more|graze|self-inflicted)[\s-]){0,2}"
    r"(?:gun\s?shot|bullet|stab|shrapnel|knife|shotgun|entrance|exit|head)"
    r"\s+wounds?\b"
    r"|\s+(?:gun)?(?:shot|bullet|round)s?\s+(?:struck|hit|entered|pierced|rang|missed|was|were)\b"
)
"""Wounds and shots are no persons: "at least one gunshot wound", "one shot struck him"."""

_JOINTS = frozenset(("and", "to", "or", "-", "–"))
_SHORT = MONTHS | {"no", "nos", "art"}
_CALIBRE = re.compile(r"[\s-]?(?:mm\b|millimet|calib|inch(?:es)?\s+(?:gun|shell))")


def is_no_count(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether a number of a sentence is an age, a time, a score, or part of a name."""
    numeral = sentence.numbers[number]
    if numeral.form != "count" or _WOUND.match(sentence.text, numeral.end):
        return True
    if noun.noun_class in {"time", "money", "vote", "compound", "abstract", "measure"}:
        return True
    place = sentence.position[number]
    words = sentence.words
    before = words[place - 1] if place else ""
    if before == "." and place > 1 and words[place - 2] in _SHORT:
        before = words[place - 2]
    after = words[place + 1] if place + 1 < len(words) else ""
    if _is_date(sentence, number, before, after) or is_age(sentence, number, noun):
        return True
    dated = after in MONTHS and numeral.digits and after != "may"
    clock = place == 0 and _CLOCK.fullmatch(sentence.text, numeral.core, numeral.end)
    if after == "block" or dated or clock:
        return True
    if before in _NAMING and not noun.head and not _numbers(sentence, place):
        return True
    text, end = sentence.text, numeral.end
    if place == 0 and text[end : end + 1] in {"/", ")"}:
        return True
    if _CALIBRE.match(text, end) or re.match(r"[:.]\d|[-–/]\d", text[end : end + 2]):
        return True
    return bool(re.search(r"\d[-–:/]$", text[max(0, numeral.start - 2) : numeral.start]))


def _numbers(sentence: Sentence, place: int) -> bool:
    """Tell whether "number" is a verb here: "the rebels number 3,000"."""
    words = sentence.words[max(0, place - 4) : place]
    people = any(sentence.lexicon.noun(word) == "person" for word in words)
    return words[-1:] == ["number"] and people


def _is_date(sentence: Sentence, number: int, before: str, after: str) -> bool:
    numeral = sentence.numbers[number]
    if not numeral.digits or numeral.low != numeral.high or numeral.hedge is not None:
        return False
    value = numeral.low
    if before in MONTHS or after in MONTHS:
        return (isinstance(value, int) and value <= 31) or (before in MONTHS and _is_year(value))
    if _day_beside(sentence, number):
        return True
    written = sentence.text[numeral.core : numeral.end]
    if not _is_year(value) or "," in written or " " in written:
        return False
    if before in _YEAR_AFTER:
        return True
    return (before in _YEAR_BEFORE or not before) and not _counts_noun(sentence, number)


def _day_beside(sentence: Sentence, number: int) -> bool:
    """Tell whether a number is a day or year beside a dated one: "29 and 30 July"."""
    place, words = sentence.position[number], sentence.words
    if "".join(words[place + 1 : place + 2]) in _JOINTS and len(words) > place + 3:
        return sentence.items[place + 2].numeral >= 0 and words[place + 3] in MONTHS
    if place > 2 and words[place - 1] == "," and sentence.items[place - 2].numeral >= 0:
        month = words[place - 4] if words[place - 3] == "." else words[place - 3]
        return month in MONTHS and _is_year(sentence.numbers[number].low)
    return False


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1000 <= value <= 2100


def _counts_noun(sentence: Sentence, number: int) -> bool:
    noun = sentence.noun(number)
    return noun.noun_class in {"person", "thing", "cue", "projectile"}


def is_age(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether a number is how old someone is: "Ali, 26, said", "boys of 12 and 14"."""
    if _is_age(sentence, number, noun) or _in_ages(sentence, number):
        return True
    if not _may_be_age(sentence, number, noun):
        return False
    for before in range(number - 1, max(-1, number - _AGES), -1):
        place = sentence.position[before + 1]
        beside = sentence.position[before] == place - 2 and sentence.words[place - 1] in {
            "and",
            ",",
        }
        if not beside:
            return False
        if _is_age(sentence, before, sentence.noun(before)):
            return True
    return False


def _in_ages(sentence: Sentence, number: int) -> bool:
    """Tell whether a number stands in a list of ages: "two girls, ages 14, 11, and 7"."""
    words, place = sentence.words, sentence.position[number] - 1
    while place > 0 and (sentence.items[place].numeral >= 0 or words[place] in _LISTING):
        place -= 1
    if place >= 0 and words[place] in {"age", "ages", "aged"}:
        return True
    lows = words[max(0, place - 1) : place + 1]
    numeral = sentence.numbers[number]
    if numeral.hedge in {"under", "over"} and not BE.isdisjoint(words[place : place + 1]):
        return True
    return lows == ["who", "was"] and "".join(words[place + 2 : place + 3]) in _AGE_AFTER


def _may_be_age(sentence: Sentence, number: int, noun: Noun) -> bool:
    numeral = sentence.numbers[number]
    if (noun.head and noun.noun_class != "unknown") or not isinstance(numeral.low, int):
        return False
    return numeral.low <= _OLDEST and numeral.low == numeral.high and sentence.position[number] > 1


def _is_age(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether a number is an age by its own words."""
    numeral = sentence.numbers[number]
    place, words = sentence.position[number], sentence.words
    if _OLD.match(sentence.text, numeral.end):
        return True
    if not _may_be_age(sentence, number, noun):
        return False
    first, second = words[place - 2], words[place - 1]
    if second == "of" and sentence.lexicon.noun(first) == "person":
        return not noun.head
    after = words[place + 1] if place + 1 < len(words) else "."
    if _says_age(first, second, after):
        return True
    if sentence.lexicon.noun(first) == "person" and not is_singular(first):
        return numeral.digits and after == "and" and _beside(sentence, place)
    named = first[:1].isalpha() and first not in sentence.lexicon.cues
    named = named and (numeral.digits or sentence.lexicon.noun(first) == "person")
    return second == "," and after in _AGE_AFTER and not noun.head and named


def _says_age(first: str, second: str, after: str) -> bool:
    """Tell whether the words before a number say that it is an age: "aged 12", "now 29,"."""
    if "aged" in {first, second} or (second == "as" and first in {"young", "old"}):
        return True
    return (first, second, after) == (",", "now", ",")


def _beside(sentence: Sentence, place: int) -> bool:
    """Tell whether another number and a comma end a pair of ages: "two boys, 15 and 17,"."""
    after = sentence.words[place + 3 : place + 4]
    return sentence.items[place + 2].numeral >= 0 and (not after or not after[0][0].isalnum())
