"""What each number of a sentence counts: the kind of figure, decided from the words around it.

The order of the questions, first answer wins: does a verb right before it govern it
("killing 12"); does the counted noun itself say it ("12 deaths"); is it the amount of a
toll ("the death toll rose to 47"); does a predicate after it tell what befell those
counted ("12 people were killed"); does it carry on a list; is it a part of another number
("including two children")?
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.link.figure_predicates import FORCES, OF_THEM, Told, told_after, too_loose
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
from dateline.link.figure_tolls import toll
from dateline.link.figure_traps import is_no_count
from dateline.link.figure_words import Cue

PERSON_KINDS = (
    "killed", "wounded", "missing", "captured", "detained", "displaced", "strength", "other",
)  # fmt: skip
THING_KINDS = ("destroyed", "captured", "missing", "other", "extent", "total_extent")
_NOTHING = frozenset(("time", "money", "vote", "compound", "measure", "abstract"))
_SKIP = DETERMINERS | frozenset(
    """at least nearly almost further additional only just also reportedly least more as up about
    around some those estimated even exactly""".split()
)
_SIZED = frozenset("number numbers numbered numbering".split())
_RAIDERS = frozenset(
    """attackers assailants bandits bombers robbers raiders kidnappers pirates protesters
    demonstrators looters rioters terrorists extremists""".split()
)
_MANY = 10
"""Fewer who are told to be there are no force."""

_BLOCKED = (AUX | PRONOUNS | SUBORDINATE | {":"}) - {"may"}
_COLUMNS = frozenset("convoy column fleet flotilla".split())
_FIGURE = frozenset("figure number total count tally".split())
_WORK = frozenset("held called joined ended hold call".split())
"""Teachers hold strikes; air forces do not."""

_BACK = 12
"""So many numbers back, at most, stands the whole of a part."""

_AGAIN = (["as", "were"], ["as", "was"], ["so", "were"], ["so", "did"], ["as", "did"])
_TAKING = frozenset(
    "took take takes taking taken held holding hold holds seized led leading".split()
)
_STATES = {
    "prisoner": "captured", "prisoners": "captured", "hostage": "captured",
    "hostages": "captured", "captive": "captured", "alive": "captured",
}  # fmt: skip
_CAPTIVES = frozenset("hostage hostages captive captives prisoner prisoners kidnappers".split())
_PART = frozenset("including among amongst includes included".split())
_NOBODY = frozenset(("nobody", "no one", "no-one", "none", "nil"))
"""What they say is read elsewhere, from the whole phrase: see `figure_zero`."""

_THERE = frozenset("are were has have had numbering numbered numbers".split())
_COUNTING = frozenset(("strikes", "killed", "wounded"))


class Verdict(NamedTuple):
    """What a number counts: the kind, how it was found, and the item of the deciding cue."""

    kind: str
    how: str
    cue: int


def verdicts(sentence: Sentence, nouns: list[Noun]) -> list[Verdict | None]:
    """Return for each number of the sentence what it counts; None if that is not told."""
    found: list[Verdict | None] = []
    for number in range(len(sentence.numbers)):
        found.append(_verdict(sentence, nouns, number, found))
    for number in range(len(found) - 2, -1, -1):
        if found[number] is None:
            found[number] = _from_next(sentence, nouns, number, found)
    return found


def fits(kind: str, noun: Noun) -> bool:
    """Tell whether a kind of figure can count such a noun."""
    if noun.noun_class in _NOTHING:
        return False
    if noun.noun_class == "person":
        return kind in PERSON_KINDS
    if noun.noun_class == "ground":
        return kind in {"destroyed", "other"}
    if noun.noun_class == "projectile":
        return kind in {"strikes", "destroyed", "captured", "other"}
    if noun.noun_class in {"thing", "force"}:
        return kind in THING_KINDS or (kind == "strength" and noun.noun_class == "force")
    return kind != "strikes" or noun.noun_class == "cue"


def choose(kinds: tuple[str, ...], noun: Noun) -> str | None:
    """Return the first of some kinds that can count a noun."""
    return next((kind for kind in kinds if fits(kind, noun)), None)


def _verdict(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    noun = nouns[number]
    if sentence.words[sentence.position[number]] in _NOBODY:
        return None
    said = _said(sentence, noun, number)
    if said is not None:
        return said
    predicate = told_after(sentence, noun, number, fits)
    amount = toll(sentence, noun, number)
    if amount is not None and (predicate is None or not predicate.passive):
        kind = choose(amount[0], noun)
        if noun.noun_class == "thing" and sentence.words[amount[1]] in _COLUMNS:
            kind = "strength"
        if kind is not None:
            return Verdict(kind, "toll", amount[1])
    if predicate is not None and predicate.beyond and _among(sentence, number):
        part = _part(sentence, noun, number, earlier)
        if part is not None:
            return part
    chain = _figure(sentence, noun, number, earlier)
    if chain is None:
        chain = _continued(sentence, nouns, number, earlier)
    if predicate is not None:
        return _predicate(predicate, chain, noun)
    if chain is None and not _of_them(sentence, number):
        chain = _after_names(sentence, noun, sentence.position[number])
    return chain or _part(sentence, noun, number, earlier) or _present(sentence, noun, number)


def _said(sentence: Sentence, noun: Noun, number: int) -> Verdict | None:
    """Return the kind that the act right before the number, or its own noun, gives it."""
    governed = _governed(sentence, noun, number)
    if noun.noun_class != "cue" or not noun.kinds:
        return governed
    if governed is not None and noun.kinds[0] not in _COUNTING:
        return governed
    before = sentence.words[sentence.position[number] - 1] if sentence.position[number] else ""
    if noun.head in {"strike", "strikes"} and before in _WORK:
        return None
    return Verdict(noun.kinds[0], "counted", noun.end - 1)


def _figure(
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


def _continued(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the verdict of the number before, where this one carries it on."""
    again = _as_were(sentence, number, earlier)
    if again is not None or _of_them(sentence, number) or speaks(sentence, number, nouns[number]):
        return again
    return _chain(sentence, nouns, number, earlier)


def _present(sentence: Sentence, noun: Noun, number: int) -> Verdict | None:
    """Return the strength of a force that is told to be there: "there are 300 soldiers"."""
    place = sentence.position[number]
    if place > 1 and sentence.words[place - 1] in _SIZED:
        before = sentence.words[max(0, place - 4) : place - 1]
        subject = any(sentence.lexicon.noun(word) == "person" for word in before)
        return Verdict("strength", "present", place - 1) if subject else None
    if sentence.words[noun.end - 1 : noun.end] and noun.head in FORCES:
        before = sentence.words[max(0, place - 2) : place]
        if before[-1:] and before[-1] in _THERE and (sentence.numbers[number].low or 0) >= _MANY:
            return Verdict("strength", "present", place)
    return None


def _predicate(predicate: Told, chain: Verdict | None, noun: Noun) -> Verdict | None:
    if predicate.kind == "actor":
        if noun.head in FORCES or noun.head in _RAIDERS:
            return Verdict("strength", "doer", predicate.cue)
        return chain
    if chain is not None and predicate.how == "adjective":
        return chain
    return Verdict(predicate.kind, predicate.how, predicate.cue)


def _governed(sentence: Sentence, noun: Noun, number: int) -> Verdict | None:
    """Return the kind that an act right before the number gives it: "killing 12"."""
    at = sentence.position[number]
    words = sentence.words
    while at > 0 and sentence.cue_ending(at) is None:
        if words[at - 1] not in _SKIP and words[at - 1] not in {'"', "“", "(", "‘", "'"}:
            break
        at -= 1
    taken = _taken(sentence, noun, number, at)
    if taken is not None:
        return taken
    active = _active_cue(sentence, at)
    if active is not None:
        kind = choose(active[0].acts, noun)
        if kind is not None and not too_loose(sentence, noun, active[1], kind):
            return Verdict(kind, "governed", active[1])
    return None


def _taken(sentence: Sentence, noun: Noun, number: int, at: int) -> Verdict | None:
    """Return the kind that "took" has with what stands after its object: "took 15 prisoner"."""
    words = sentence.words
    held = words[at - 1] in {"holding", "holds", "hold", "held"} if at else False
    if held and (noun.noun_class == "person" or not noun.head) and not _CAPTIVES.isdisjoint(words):
        return Verdict("captured", "governed", at - 1)
    if at > 0 and words[at - 1] in _TAKING and noun.noun_class in {"person", "unknown", "cue", ""}:
        for place in range(sentence.position[number] + 1, min(len(words), noun.end + 5)):
            if words[place] in _STATES:
                return Verdict(_STATES[words[place]], "governed", place)
            if words[place : place + 2] == ["into", "custody"]:
                return Verdict("detained", "governed", place)
    return None


def _active_cue(sentence: Sentence, end: int) -> tuple[Cue, int] | None:
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


def _as_were(sentence: Sentence, number: int, earlier: list[Verdict | None]) -> Verdict | None:
    """Return the verdict of the number before where it is said again: "as were 17 soldiers"."""
    previous = earlier[number - 1] if number else None
    place = sentence.position[number]
    said = sentence.words[max(0, place - 2) : place]
    if previous is None or said not in _AGAIN:
        return None
    return Verdict(previous.kind, "chain", previous.cue)


def _chain(
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


def _after_names(sentence: Sentence, noun: Noun, at: int) -> Verdict | None:
    """Return the kind of an act before a list of names: "killed Mr. Ali and three others"."""
    words = sentence.words
    while at > 0 and words[at - 1] in _SKIP:
        at -= 1
    if not at or words[at - 1] not in {"and", ",", "or", "including"}:
        return None
    place = at - 1
    for _ in range(14):
        place -= 1
        if place < 0 or sentence.items[place].numeral >= 0:
            return None
        active = _active_cue(sentence, place + 1)
        if active is not None:
            kind = choose(active[0].acts, noun)
            return Verdict(kind, "chain", active[1]) if kind else None
        word = words[place]
        blocked = word in AUX or word in CONJUNCTIONS - {"and"} or word in {";", ":", '"', "”"}
        if blocked or (word in PREPOSITIONS and word != "of") or sentence.is_verb(place):
            return None
    return None


def _part(
    sentence: Sentence, noun: Noun, number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the kind of the whole that this number is a part of."""
    if not number or noun.noun_class in _NOTHING:
        return None
    previous = next((item for item in reversed(earlier[-_BACK:]) if item is not None), None)
    if previous is None or not fits(previous.kind, noun):
        return None
    place = sentence.position[number]
    named = _of_them(sentence, number) and _persons_follow(sentence, place + 3)
    if _among(sentence, number) or named:
        return Verdict(previous.kind, "part", previous.cue)
    return None


def _among(sentence: Sentence, number: int) -> bool:
    """Tell whether a part of the number before is told: "among them", "of whom", "including"."""
    place = sentence.position[number]
    before = sentence.words[max(0, place - 4) : place]
    return bool(_PART & set(before)) or before[-2:] == ["of", "whom"]


def _of_them(sentence: Sentence, number: int) -> bool:
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


def _from_next(
    sentence: Sentence, nouns: list[Noun], number: int, found: list[Verdict | None]
) -> Verdict | None:
    """Return the next number's verdict where both share it: "one or two dead", "5 and 6 people"."""
    following = found[number + 1]
    if following is None or nouns[number].noun_class in _NOTHING:
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
