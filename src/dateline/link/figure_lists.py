"""Lists and parts: numbers that share a verb with another one, or are a part of it.

"Killed five soldiers and two guards", "12 people, including two children".
"""

from __future__ import annotations

from dateline.link.figure_fit import NOTHING, Verdict, choose, fits
from dateline.link.figure_predicates import OF_THEM
from dateline.link.figure_sentence import (
    AUX,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATE,
    Noun,
    Sentence,
)  # fmt: skip
from dateline.link.figure_single import speaks
from dateline.link.figure_traps import is_no_count
from dateline.link.figure_words import Cue

SKIP = DETERMINERS | frozenset(
    """at least nearly almost further additional only just also reportedly least more as up about
    around some those estimated even exactly""".split()
)
"""Words that may stand between an act and the number it governs."""

_BLOCKED = (AUX | PRONOUNS | SUBORDINATE | {":"}) - {"may"}
_FIGURE = frozenset("figure number total count tally".split())
_BACK = 12
"""So many numbers back, at most, stands the whole of a part."""

_AGAIN = (["as", "were"], ["as", "was"], ["so", "were"], ["so", "did"], ["as", "did"])
_PART = frozenset("including among amongst includes included".split())


def continued(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the verdict of the number before, where this one carries it on."""
    again = as_were(sentence, number, earlier)
    if again is not None or of_them(sentence, number) or speaks(sentence, number, nouns[number]):
        return again
    return chain(sentence, nouns, number, earlier)


def other_count(
    sentence: Sentence, noun: Noun, number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the kind of the number before for another count of it: "put the figure at nine"."""
    place = sentence.position[number]
    previous = next((item for item in reversed(earlier[-_BACK:]) if item is not None), None)
    if previous is None or noun.head:
        return None
    before, after = sentence.words[place - 1], sentence.words[place + 1 : place + 2]
    said = before in {"said", "say", "says"} and (not after or not after[0][0].isalnum())
    if not said and (before not in {"at", "of", "to"} or sentence.words[place - 2] not in _FIGURE):
        return None
    return Verdict(previous.kind, "toll", previous.cue)


def as_were(sentence: Sentence, number: int, earlier: list[Verdict | None]) -> Verdict | None:
    """Return the verdict of the number before where it is said again: "as were 17 soldiers"."""
    previous = earlier[number - 1] if number else None
    place = sentence.position[number]
    said = sentence.words[max(0, place - 2) : place]
    if previous is None or said not in _AGAIN:
        return None
    return Verdict(previous.kind, "chain", previous.cue)


def chain(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the verdict of the number before, where this one only continues its list."""
    index = _before(sentence, nouns, number)
    previous = earlier[index] if index >= 0 else None
    if previous is None or previous.how not in {"governed", "chain", "toll", "predicate"}:
        return None
    start = max(nouns[index].end, sentence.position[index] + 1)
    end = sentence.position[number]
    if previous.how == "predicate":
        # "Two were killed in Acre and three near Maalot": the verb is not said again.
        if previous.cue < start or nouns[number].head:
            return None
        start = previous.cue + 1
    between = sentence.words[start:end]
    if len(between) > 14 or not ({"and", ",", "or", "plus", "/"} & set(between)):
        return None
    elsewhere = previous.how == "predicate" and ";" in between and between[-1] == ","
    blocked = _BLOCKED if elsewhere else _BLOCKED | {";"}
    if any(word in blocked for word in between) or not fits(previous.kind, nouns[number]):
        return None
    if any(sentence.is_act(place) for place in range(start, end)):
        return None
    return Verdict(previous.kind, "chain", previous.cue)


def _before(sentence: Sentence, nouns: list[Noun], number: int) -> int:
    """Return the index of the number before that is no date or age; -1 if there is none."""
    for index in range(number - 1, max(-1, number - 4), -1):
        if not is_no_count(sentence, index, nouns[index]):
            return index
    return -1


def active_cue(sentence: Sentence, end: int) -> tuple[Cue, int] | None:
    """Return the act in the active voice that ends right before an item."""
    found = sentence.cue_ending(end)
    if found is None and end > 1 and sentence.words[end - 1] == "on":
        found = sentence.cue_ending(end - 1)
        hits = found is not None and "strikes" in found[0].counted
        return (Cue(acts=("other",)), found[1]) if found is not None and hits else None
    if found is None or not found[0].acts:
        return None
    before = sentence.words[found[1] - 1] if found[1] else ""
    if before in BE and not sentence.words[found[1]].endswith("ing"):
        return None
    return found


def after_names(sentence: Sentence, noun: Noun, at: int) -> Verdict | None:
    """Return the kind of an act before a list of names: "killed Mr. Ali and three others"."""
    words = sentence.words
    while at > 0 and words[at - 1] in SKIP:
        at -= 1
    along = words[max(0, at - 2) : at] in (["along", "with"], ["together", "with"])
    if not along and (not at or words[at - 1] not in {"and", ",", "or", "including"}):
        return None
    at -= along
    place = at - 1
    for _ in range(14):
        place -= 1
        if place < 0 or sentence.items[place].numeral >= 0:
            return None
        active = active_cue(sentence, place + 1)
        if active is not None:
            kind = choose(active[0].acts, noun)
            return Verdict(kind, "chain", active[1]) if kind else None
        word = words[place]
        blocked = word in AUX or word in CONJUNCTIONS - {"and"} or word in {";", ":", '"', "”"}
        if blocked or (word in PREPOSITIONS and word != "of") or sentence.is_verb(place):
            return None
    return None


def part(
    sentence: Sentence, noun: Noun, number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the kind of the whole that this number is a part of."""
    if not number or noun.noun_class in NOTHING:
        return None
    previous = next((item for item in reversed(earlier[-_BACK:]) if item is not None), None)
    if previous is None or not fits(previous.kind, noun):
        return None
    place = sentence.position[number]
    named = of_them(sentence, number) and _persons_follow(sentence, place + 3)
    if among(sentence, number) or named:
        return Verdict(previous.kind, "part", previous.cue)
    return None


def among(sentence: Sentence, number: int) -> bool:
    """Tell whether a part of the number before is told: "among them", "of whom", "including"."""
    place = sentence.position[number]
    before = sentence.words[max(0, place - 4) : place]
    return bool(_PART & set(before)) or before[-2:] == ["of", "whom"]


def of_them(sentence: Sentence, number: int) -> bool:
    """Tell whether a number is told as a part: "nine of them"."""
    place = sentence.position[number]
    return sentence.words[place + 1 : place + 3] in OF_THEM


def _persons_follow(sentence: Sentence, place: int) -> bool:
    """Tell whether "of them" is followed by who they were: "nine of them children"."""
    words = sentence.words
    while place < len(words) and words[place] in AUX:
        place += 1
    for word in words[place : place + 3]:
        if word in DETERMINERS or not word[0].isalpha():
            return False
        if sentence.lexicon.noun(word) == "person":
            return True
    return False


def from_next(
    sentence: Sentence, nouns: list[Noun], number: int, found: list[Verdict | None]
) -> Verdict | None:
    """Return the next number's verdict where both share it: "one or two dead", "5 and 6 people"."""
    following = found[number + 1]
    if following is None or nouns[number].noun_class in NOTHING:
        return None
    start = max(nouns[number].end, sentence.position[number] + 1)
    between = sentence.words[start : sentence.position[number + 1]]
    shared = following.how in {"predicate", "counted", "adjective"}
    numeral = sentence.numbers[number]
    if between in (["were", "among"], ["are", "among"], ["were", "among", "the"]):
        return Verdict(following.kind, "part", following.cue)
    if between in (["of"], ["of", "the"], ["out", "of"]):
        if following.how == "counted" and numeral.low == numeral.high == 1:
            return None
        if following.how == "predicate" and sentence.words[following.cue - 1] in AUX:
            found[number + 1] = None
        return Verdict(following.kind, following.how, following.cue)
    joined = len(between) == 1 and between[0] in {"and", ",", "or"}
    if shared and joined and fits(following.kind, nouns[number]):
        return Verdict(following.kind, following.how, following.cue)
    return None
