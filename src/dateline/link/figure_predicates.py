"""Predicates: what is told, after a number, of those whom it counts: "12 people were killed"."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dateline.link.figure_sentence import (
    AUX,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATE,
    Noun,
    Sentence,
)  # fmt: skip

Fits = Callable[[str, Noun], bool]
FAR = 30
"""How many items after a number its predicate may stand."""

FORCES = frozenset(
    """troops soldiers fighters men militants militiamen gunmen rebels guerrillas peacekeepers
    guerillas insurgents jihadists policemen police officers marines commandos recruits
    combatants battalions brigades reinforcements advisers forces personnel""".split()
)
"""Those of whom a force is made."""

_REPORTED = frozenset(
    """reported confirmed believed feared thought said presumed known left counted listed alleged
    supposed suffered sustained found seen declared understood listed described admitted rushed
    airlifted transported transferred released hospitalized hospitalised""".split()
)
_CARRIERS = frozenset(
    "crowd group groups mob gang force army convoy column team band party dozens family".split()
)
_DOERS = frozenset(("strength", "strikes"))
_PARTICIPLES = frozenset("injuries dead hurt slain shot beaten torn gone lost".split())
_ADJECTIVES = frozenset("dead missing homeless hurt".split())
OF_THEM = (["of", "them"], ["of", "whom"], ["of", "which"], ["of", "these"])
_OBLIQUE = PREPOSITIONS - frozenset(
    "including among as about around with after before since until".split()
)
_SEEN = frozenset("left leaving leaves leave saw see sees seeing".split())
_ARTICLES = frozenset(("a", "an", "the"))
_OBJECTS = frozenset("him them her us me people".split())


class Told(NamedTuple):
    """What a predicate says befell those counted; kind "actor" if they did it themselves."""

    kind: str
    how: str
    cue: int
    passive: bool = False
    beyond: bool = False


def told_after(sentence: Sentence, noun: Noun, number: int, fits: Fits) -> Told | None:
    """Return what a predicate after the counted noun, or its adjective, says of it."""
    return _Search(sentence, noun, fits).run(number)


def too_loose(sentence: Sentence, noun: Noun, cue: int, kind: str) -> bool:
    """Tell whether an act of many senses ("lost", "hit") says nothing of such a noun."""
    if sentence.words[cue] not in sentence.lexicon.loose:
        return False
    if kind == "strength" and sentence.words[cue].startswith("sen"):
        return noun.head not in FORCES
    return noun.noun_class in {"unknown", ""} or (noun.noun_class == "person" and kind == "other")


class _Search:
    """The search for the predicate of one counted noun."""

    def __init__(self, sentence: Sentence, noun: Noun, fits: Fits) -> None:
        self.sentence = sentence
        self.noun = noun
        self.fits = fits
        self.passive = self.relative = self.beyond = self.seen = False

    def choose(self, kinds: tuple[str, ...]) -> str | None:
        return next((kind for kind in kinds if self.fits(kind, self.noun)), None)

    def run(self, number: int) -> Told | None:
        sentence, noun = self.sentence, self.noun
        words = sentence.words
        position = sentence.position[number]
        place = first = max(noun.end, position + 1)
        self.seen = position > 0 and words[position - 1] in _SEEN
        adjective = self._adjective()
        if words[:position] in (["of"], ["of", "the"]):
            return adjective
        oblique = self._oblique(position)
        limit = min(len(words), place + FAR)
        while place < limit:
            word = words[place]
            cue = sentence.cues.get(place)
            if cue is not None and (cue[0].acts or cue[0].happens) and not self._is_noun(place):
                told = self._told(place, place - first)
                if told is not None:
                    close = place - first <= 2 and not self.passive
                    close = close or words[first : first + 1] == ["who"]
                    if oblique and (told.kind == "strength" or not close):
                        return adjective
                    return told._replace(beyond=self.beyond)
                if cue[0].acts and not self.passive and not self.relative:
                    return adjective
                place, self.relative = cue[1], False
                continue
            if not self._may_pass(word, place, place - first):
                return adjective
            place += 1
        return adjective

    def _is_noun(self, place: int) -> bool:
        """Tell whether a word that can be an act is here a thing: "the attack", "with damage"."""
        words = self.sentence.words
        word, before = words[place], words[place - 1]
        if before in PREPOSITIONS and before not in {"as", "by", "after", "of", "to"}:
            return True
        if word.endswith(("ed", "ing")) or word in _PARTICIPLES:
            return False
        return before in DETERMINERS or (before in PREPOSITIONS and before not in {"as", "to"})

    def _adjective(self) -> Told | None:
        if self.noun.kinds and self.noun.noun_class in {"person", "thing"}:
            kind = self.choose(self.noun.kinds)
            return Told(kind, "adjective", self.noun.first) if kind else None
        return None

    def _oblique(self, position: int) -> bool:
        """Tell whether the number stands under a preposition, so that it is no subject."""
        words = self.sentence.words
        at = position - 1
        while at > 0 and words[at] in DETERMINERS:
            at -= 1
        if at < 0:
            return False
        carried = words[at] == "of" and at > 0 and words[at - 1] in _CARRIERS
        resulted = words[at] == "in" and at > 0 and words[at - 1].startswith("result")
        return words[at] in _OBLIQUE and not (carried or resulted)

    def _may_pass(self, word: str, place: int, distance: int) -> bool:
        """Note a word on the way; tell whether the search may go on past it."""
        if self.sentence.items[place].numeral >= 0:
            if self.sentence.words[place + 1 : place + 3] in OF_THEM:
                return False
            self.beyond, self.passive = True, False
        elif word in BE:
            self.passive = True
        elif word in {"who", "which", "whom"}:
            if distance > 6:
                return False
            self.relative = True
        elif word in {";", ":", "?", "!", "whose"} or (
            word in SUBORDINATE and (distance > 0 or word != "that")
        ):
            return False
        elif (
            self.sentence.is_verb(place) and word not in _REPORTED and not self._has_article(place)
        ):
            if not self.relative:
                return False
            self.relative = False
        elif word in {"—", "–", "("}:
            self.passive = False
        return True

    def _has_article(self, place: int) -> bool:
        """Tell whether a word that can be a verb is a noun here: "a barbecue stand"."""
        words, sentence = self.sentence.words, self.sentence
        if words[place - 1] in DETERMINERS:
            return True
        before = words[place - 1]
        plain = not sentence.lexicon.noun(before) and not sentence.is_verb(place - 1)
        return plain and words[place - 2] in _ARTICLES and before.isalpha()

    def _told(self, place: int, distance: int) -> Told | None:
        cue, end = self.sentence.cues[place]
        word = self.sentence.words[place]
        if self.beyond and not self.passive and (cue.acts or word in _ADJECTIVES):
            return None
        if cue.happens:
            kind = self.choose(cue.happens)
            if kind is not None and self._may_happen(kind, place, end):
                return Told(kind, "predicate", place, self.passive)
        if not cue.acts or (word.endswith("ing") and not self.passive):
            return None
        kind = self.choose(cue.acts)
        if kind is None or (self.noun.head and too_loose(self.sentence, self.noun, place, kind)):
            return None
        before = self.sentence.words[place - 1] if place else ""
        if kind == "detained" and self.noun.kinds[:1] == ("captured",):
            kind = "captured"
        if self.passive or self.seen or before in _REPORTED:
            return Told(kind, "predicate", place, passive=True)
        if self._has_object(end):
            return Told("actor", "actor", place)
        participle = word.endswith(("d", "n", "t", "k"))
        return Told(kind, "predicate", place) if distance <= 3 and participle else None

    def _may_happen(self, kind: str, place: int, end: int) -> bool:
        """Tell whether a word that is also an act ("struck") is here what the counted did."""
        if kind == "other" and self.noun.noun_class == "person":
            return False
        if self.sentence.words[place] in PREPOSITIONS:
            return True
        ongoing = self.sentence.words[place].endswith("ing")
        unlike = self.passive and not ongoing
        if kind == "strength" and (unlike or self.sentence.words[place - 1] == "to"):
            return False
        if not self.sentence.cues[place][0].acts:
            return True
        if kind in _DOERS:
            return not self.passive or ongoing
        return self.passive or not self._has_object(end)

    def _has_object(self, end: int) -> bool:
        """Tell whether what follows an act is its object, so that the act is active."""
        if end >= len(self.sentence.words):
            return False
        item = self.sentence.items[end]
        if item.numeral >= 0:
            return True
        word = item.word
        if not word[0].isalnum() or word in PREPOSITIONS or word in CONJUNCTIONS or word in AUX:
            return False
        if word in DETERMINERS or word in _OBJECTS:
            return True
        return self.sentence.lexicon.noun(word) in {"person", "thing"}
