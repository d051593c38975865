"""Numbers that count nothing a dataset of events holds: ages, times, money, scores, names."""

from __future__ import annotations

import re

from dateline.link.figure_sentence import Noun, Sentence

_MONTHS = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec""".split()
)
_NAMING = frozenset(
    """no no. number nos article articles resolution route highway road flight section chapter
    phase channel order paragraph page room gate zone sector district block unit line kilometre
    mark type model psalm chapter act law decree item figure table area apollo camp ward hill
    aged age ages grade class level channel version km mile""".split()
)
_YEAR_BEFORE = frozenset(
    """in since of by from until till late early mid before after between and to during the
    through around circa - – , ( for""".split()
)
_PEOPLE = frozenset(
    "man woman boy girl child infant baby son daughter pupil student officer".split()
)
_CALIBRE = re.compile(r"[\s-]?(?:mm\b|millimet|calib|inch(?:es)?\s+(?:gun|shell))")


def is_no_count(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether a number of a sentence is an age, a time, a score, or part of a name."""
    numeral = sentence.numbers[number]
    if numeral.form != "count":
        return True
    if noun.noun_class in {"time", "money", "vote", "compound", "abstract", "measure"}:
        return True
    place = sentence.position[number]
    words = sentence.words
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if _is_date(sentence, number, before, after) or _is_age(sentence, number, noun):
        return True
    if before in _NAMING and not noun.head:
        return True
    text, end = sentence.text, numeral.end
    if _CALIBRE.match(text, end) or re.match(r"[:.]\d|[-–/]\d", text[end : end + 2]):
        return True
    return bool(re.search(r"\d[-–:/]$", text[max(0, numeral.start - 2) : numeral.start]))


def _is_date(sentence: Sentence, number: int, before: str, after: str) -> bool:
    numeral = sentence.numbers[number]
    if not numeral.digits or numeral.low != numeral.high or numeral.hedge is not None:
        return False
    value = numeral.low
    if before in _MONTHS or after in _MONTHS:
        return (isinstance(value, int) and value <= 31) or (before in _MONTHS and _is_year(value))
    written = sentence.text[numeral.core : numeral.end]
    plain = _is_year(value) and "," not in written and " " not in written
    return plain and (before in _YEAR_BEFORE or not before) and not _counts_noun(sentence, number)


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1000 <= value <= 2100


def _counts_noun(sentence: Sentence, number: int) -> bool:
    noun = sentence.noun(number)
    return noun.noun_class in {"person", "thing", "cue", "projectile"}


def _is_age(sentence: Sentence, number: int, noun: Noun) -> bool:
    numeral = sentence.numbers[number]
    place = sentence.position[number]
    words = sentence.words
    if sentence.text.startswith(("-year-old", " years old", " year old"), numeral.end):
        return True
    if noun.head and noun.noun_class != "unknown":
        return False
    before = words[place - 2 : place] if place >= 2 else []
    after = words[place + 1] if place + 1 < len(words) else "."
    value = numeral.low
    if not isinstance(value, int) or value > 110:
        return False
    if before and before[1] == "of" and before[0] in _PEOPLE:
        return True
    return (
        bool(before)
        and before[1] == ","
        and after in {",", ".", ")", "and", ";"}
        and not noun.head
        and (before[0].isalpha() and before[0] not in sentence.lexicon.cues)
    )
