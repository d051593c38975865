"""What each number of a sentence counts: the kind of figure, decided from the words around it.

The order of the questions, first answer wins: does a verb right before it govern it
("killing 12"); does the counted noun itself say it ("12 deaths"); is it the amount of a
toll ("the death toll rose to 47"); does a predicate after it tell what befell those
counted ("12 people were killed"); does it carry on a list; is it a part of another number
("including two children")?
"""

from __future__ import annotations

from dateline.link.figure_fit import Verdict, choose, fits
from dateline.link.figure_lists import (
    SKIP,
    active_cue,
    after_names,
    among,
    continued,
    from_next,
    of_them,
    other_count,
    part,
)  # fmt: skip
from dateline.link.figure_predicates import FORCES, Told, told_after, too_loose
from dateline.link.figure_sentence import Noun, Sentence
from dateline.link.figure_tolls import toll

_SIZED = frozenset("number numbers numbered numbering".split())
_RAIDERS = frozenset(
    """attackers assailants bandits bombers robbers raiders kidnappers pirates protesters
    demonstrators looters rioters terrorists extremists""".split()
)
_MANY = 10
"""Fewer who are told to be there are no force."""

_COLUMNS = frozenset("convoy column fleet flotilla".split())
_WORK = frozenset("held called joined ended hold call".split())
"""Teachers hold strikes; air forces do not."""

_TAKING = frozenset(
    "took take takes taking taken held holding hold holds seized led leading".split()
)
_STATES = {
    "prisoner": "captured", "prisoners": "captured", "hostage": "captured",
    "hostages": "captured", "captive": "captured", "alive": "captured",
}  # fmt: skip
_CAPTIVES = frozenset("hostage hostages captive captives prisoner prisoners kidnappers".split())
_NOBODY = frozenset(("nobody", "no one", "no-one", "none", "nil"))
"""What they say is read elsewhere, from the whole phrase: see `figure_zero`."""

_THERE = frozenset("are were has have had numbering numbered numbers".split())
_COUNTING = frozenset(("strikes", "killed", "wounded"))


def verdicts(sentence: Sentence, nouns: list[Noun]) -> list[Verdict | None]:
    """Return for each number of the sentence what it counts; None if that is not told."""
    found: list[Verdict | None] = []
    for number in range(len(sentence.numbers)):
        found.append(_verdict(sentence, nouns, number, found))
    for number in range(len(found) - 2, -1, -1):
        if found[number] is None:
            found[number] = from_next(sentence, nouns, number, found)
    return found


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
    if predicate is not None and predicate.beyond and among(sentence, number):
        piece = part(sentence, noun, number, earlier)
        if piece is not None:
            return piece
    chain = other_count(sentence, noun, number, earlier)
    if chain is None:
        chain = continued(sentence, nouns, number, earlier)
    if predicate is not None:
        return _predicate(predicate, chain, noun)
    if chain is None and not of_them(sentence, number):
        chain = after_names(sentence, noun, sentence.position[number])
    return chain or part(sentence, noun, number, earlier) or _present(sentence, noun, number)


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
        if words[at - 1] not in SKIP and words[at - 1] not in {'"', "“", "(", "‘", "'"}:
            break
        at -= 1
    if noun.noun_class == "projectile" and at > 0 and words[at - 1] == "by":
        return Verdict("strikes", "governed", at - 1)
    taken = _taken(sentence, noun, number, at)
    if taken is not None:
        return taken
    active = active_cue(sentence, at)
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
