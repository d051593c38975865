"""What each number of a sentence counts: the kind of figure, decided from the words around it.

The order of the questions, first answer wins: is it no count at all (an age, a time, an
amount of money); does the counted noun itself say it ("12 deaths"); does a verb right
before it govern it ("killing 12"); does a predicate after it tell what befell those
counted ("12 people were killed"); is it a part of another number ("including two
children")?
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.link.figure_sentence import (
    AUX,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Noun,
    Sentence,
)  # fmt: skip
from dateline.link.figure_words import Cue

PERSON_KINDS = ("killed", "wounded", "missing", "captured", "detained", "displaced", "strength")
THING_KINDS = ("destroyed", "captured", "missing", "strikes", "other", "extent", "total_extent")
_SKIP = DETERMINERS | frozenset(
    """at least nearly almost further additional only just also reportedly least more as up to
    about around some those estimated even""".split()
) - {"to"}
_TOLL_GAP = frozenset(
    """to at of is was were stood stands standing rose rises risen rising had has have climbed
    climbing reached reaches reach hit passed now the from put by up being among : people persons
    dead wounded killed injured jumped increased grew grown revised with so far currently its for ,
    be been - – down that this official latest civilian in total""".split()
)
_PART = frozenset("including among amongst whom which them includes included".split())
_SUBORDINATE = frozenset(
    "while when where whereas because although though if but that after before since until".split()
)
_REPORTED = frozenset(
    "reported confirmed believed feared thought said presumed known left counted listed".split()
)


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


def _verdict(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    noun = nouns[number]
    counted = _counted(noun)
    if counted is not None:
        return counted
    governed = _governed(sentence, nouns, number, earlier)
    predicate = _predicate(sentence, noun, number)
    if governed is not None and (predicate is None or governed.how != "chain"):
        return governed
    if predicate is not None:
        return predicate if predicate.kind != "actor" else None
    return _part(sentence, noun, number, earlier)


def fits(kind: str, noun: Noun) -> bool:
    """Tell whether a kind of figure can count such a noun."""
    if noun.noun_class in {"time", "money", "vote", "compound", "measure", "abstract"}:
        return False
    if noun.noun_class == "person":
        return kind in PERSON_KINDS
    if noun.noun_class in {"thing", "projectile", "force"}:
        return kind in THING_KINDS or (kind == "strength" and noun.noun_class == "force")
    return True


def _choose(kinds: tuple[str, ...], noun: Noun) -> str | None:
    for kind in kinds:
        if fits(kind, noun):
            return kind
    return None


def _counted(noun: Noun) -> Verdict | None:
    """Return the kind that the counted noun itself says: "12 deaths", "30 wounded"."""
    if noun.noun_class == "cue" and noun.kinds:
        return Verdict(noun.kinds[0], "counted", noun.end - 1)
    return None


def _governed(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    words = sentence.words
    place = sentence.position[number]
    at = place
    while at > 0 and (words[at - 1] in _SKIP or words[at - 1] in {'"', "“", "("}):
        at -= 1
        if sentence.cue_ending(at) is not None:
            break
    active = _active_cue(sentence, at)
    if active is not None:
        kind = _choose(active[0].acts, nouns[number])
        if kind is not None:
            return Verdict(kind, "governed", active[1])
    toll = _toll(sentence, nouns[number], place)
    if toll is not None:
        return toll
    return _chain(sentence, nouns, number, earlier) or _after_names(sentence, nouns[number], at)


def _active_cue(sentence: Sentence, end: int) -> tuple[Cue, int] | None:
    """Return the act in the active voice that ends right before an item."""
    found = sentence.cue_ending(end)
    if found is None or not found[0].acts:
        return None
    before = sentence.words[found[1] - 1] if found[1] else ""
    if before in BE and not sentence.words[found[1]].endswith("ing"):
        return None
    return found


def _toll(sentence: Sentence, noun: Noun, place: int) -> Verdict | None:
    if noun.noun_class in {"time", "money", "vote", "compound", "measure", "abstract"}:
        return None
    at = place - 1
    for _ in range(10):
        if at < 0:
            return None
        for start in (at, at - 1, at - 2, at - 3):
            cue = sentence.cues.get(start) if start >= 0 else None
            if cue is not None and cue[0].tolls and cue[1] == at + 1:
                kind = _choose(cue[0].tolls, noun)
                linked = place - at > 1
                return Verdict(kind, "toll", start) if kind and linked else None
        item = sentence.items[at]
        if item.numeral < 0 and item.word not in _TOLL_GAP:
            return None
        at -= 1
    return None


def _chain(
    sentence: Sentence, nouns: list[Noun], number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the verdict of the number before, where this one only continues its list."""
    if not number or earlier[number - 1] is None:
        return None
    previous = earlier[number - 1]
    assert previous is not None  # noqa: S101
    start = nouns[number - 1].end
    start = max(start, sentence.position[number - 1] + 1)
    between = sentence.words[start : sentence.position[number]]
    if len(between) > 14 or not ({"and", ",", "or", "plus", "/"} & set(between)):
        return None
    cue_between = any(
        place in sentence.cues and (sentence.cues[place][0].acts or sentence.cues[place][0].happens)
        for place in range(start, sentence.position[number])
    )
    if cue_between or any(
        word in AUX or word in PRONOUNS or word in {";", ":"} or word in _SUBORDINATE
        for word in between
    ):
        return None
    if any(sentence.is_verb(place) for place in range(start, sentence.position[number])):
        return None
    if previous.how not in {"governed", "chain", "toll"} or not fits(previous.kind, nouns[number]):
        return None
    return Verdict(previous.kind, "chain", previous.cue)


def _after_names(sentence: Sentence, noun: Noun, at: int) -> Verdict | None:
    """Return the kind of an act before a list of names: "killed Mr. Ali and three others"."""
    words = sentence.words
    if not at or words[at - 1] not in {"and", ",", "or", "including"}:
        return None
    place = at - 1
    for _ in range(14):
        place -= 1
        if place < 0 or sentence.items[place].numeral >= 0:
            return None
        active = _active_cue(sentence, place + 1)
        if active is not None:
            kind = _choose(active[0].acts, noun)
            return Verdict(kind, "chain", active[1]) if kind else None
        word = words[place]
        blocked = word in AUX or word in CONJUNCTIONS - {"and"} or word in {";", ":", '"', "”"}
        if blocked or (word in PREPOSITIONS and word != "of") or sentence.is_verb(place):
            return None
    return None


def _predicate(sentence: Sentence, noun: Noun, number: int) -> Verdict | None:
    """Return what a predicate after the counted noun says befell those counted."""
    if noun.kinds and noun.noun_class in {"person", "thing"}:
        kind = _choose(noun.kinds, noun)
        adjective = Verdict(kind, "adjective", noun.first) if kind else None
    else:
        adjective = None
    place = max(noun.end, sentence.position[number] + 1)
    before = sentence.words[sentence.position[number] - 1] if sentence.position[number] else ""
    oblique = before in PREPOSITIONS - {"including", "among", "as", "about", "around"}
    relative = passive = False
    words = sentence.words
    limit = min(len(words), place + 30)
    distance = 0
    while place < limit:
        word = words[place]
        cue = sentence.cues.get(place)
        if cue is not None and (cue[0].acts or cue[0].happens):
            verdict = _told(sentence, noun, place, passive=passive, distance=distance)
            if verdict is not None:
                reduced = distance == 0 or (distance <= 2 and not passive)
                return verdict if not oblique or reduced else adjective
            if cue[0].acts and not passive and not relative:
                return adjective
            place, distance, relative = cue[1], distance + 1, False
            continue
        if word in BE:
            passive = True
        elif word in {"who", "which"}:
            relative = True
        elif word in {";", ":", "?", "!"} or (word in _SUBORDINATE and distance > 0):
            return adjective
        elif sentence.is_verb(place) and word not in _REPORTED:
            if not relative:
                return adjective
            relative = False
        elif word in {"—", "–", "("}:
            passive = False
        place, distance = place + 1, distance + 1
    return adjective


def _told(
    sentence: Sentence, noun: Noun, place: int, *, passive: bool, distance: int
) -> Verdict | None:
    cue, end = sentence.cues[place]
    word = sentence.words[place]
    if cue.happens:
        kind = _choose(cue.happens, noun)
        if kind is not None and not (cue.acts and not passive and _has_object(sentence, end)):
            return Verdict(kind, "predicate", place)
    if not cue.acts or (word.endswith("ing") and not passive):
        return None
    kind = _choose(cue.acts, noun)
    if kind is None:
        return None
    if passive or _left_open(sentence, place):
        return Verdict(kind, "predicate", place)
    if _has_object(sentence, end):
        return Verdict("actor", "actor", place)
    return Verdict(kind, "predicate", place) if distance <= 3 else None


def _left_open(sentence: Sentence, place: int) -> bool:
    before = sentence.words[place - 1] if place else ""
    return before in _REPORTED


def _has_object(sentence: Sentence, end: int) -> bool:
    """Tell whether what follows an act is its object, so that the act is active."""
    if end >= len(sentence.words):
        return False
    item = sentence.items[end]
    if item.numeral >= 0:
        return True
    word = item.word
    if not word[0].isalnum() or word in PREPOSITIONS or word in CONJUNCTIONS or word in AUX:
        return False
    if word in DETERMINERS or word in {"him", "them", "her", "us", "me"}:
        return True
    return sentence.lexicon.nouns.get(word, "") in {"person", "thing"}


def _part(
    sentence: Sentence, noun: Noun, number: int, earlier: list[Verdict | None]
) -> Verdict | None:
    """Return the kind of the whole that this number is a part of."""
    if not number or noun.noun_class not in {"person", "unknown", "thing", "cue", ""}:
        return None
    previous = next((item for item in reversed(earlier) if item is not None), None)
    if previous is None or not fits(previous.kind, noun):
        return None
    place = sentence.position[number]
    before = sentence.words[max(0, place - 4) : place]
    after = sentence.words[place + 1 : place + 3]
    if _PART & set(before) or after[:2] in (["of", "them"], ["of", "whom"], ["of", "which"]):
        return Verdict(previous.kind, "part", previous.cue)
    return None


def _from_next(
    sentence: Sentence, nouns: list[Noun], number: int, found: list[Verdict | None]
) -> Verdict | None:
    """Return the next number's verdict where both share it: "one or two dead", "5 and 6 people"."""
    following = found[number + 1]
    if following is None or nouns[number].noun_class not in {"person", "unknown", ""}:
        return None
    start = max(nouns[number].end, sentence.position[number] + 1)
    between = sentence.words[start : sentence.position[number + 1]]
    shared = following.how in {"predicate", "counted", "adjective"}
    joined = len(between) == 1 and between[0] in {"and", ",", "or"}
    if shared and joined and fits(following.kind, nouns[number]):
        return Verdict(following.kind, following.how, following.cue)
    return None
