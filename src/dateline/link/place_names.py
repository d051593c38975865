"""Finds the words of a report that may name places, with what their surroundings say.

A place name is a run of capitalised words that the gazetteer knows, or one it does not
know in a position that only places have ("in the village of ..."). Whether it names a
place here is weighed from the words around it: prepositions, words of kind ("province"),
parents ("Homs, Syria"), titles and first names, and what else it is joined to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.gazetteer import Feature, Gazetteer
from dateline.gazetteer_index import SOUND_COUNTRIES
from dateline.gazetteer_names import fold
from dateline.link.place_text import ARTICLES, INNER, JOINTS, LONGEST, PARTICLES, Words, lead
from dateline.link.place_value import prominence
from dateline.link.place_words import PlaceWords

_AGE = re.compile(r",? \(?\d{1,2}(?:,|\)|-year| of\b)")
_DATELINE = re.compile(r"\s*(?:,[^.\n–—]{1,40})?\s*(?:\([A-Za-z ./]{2,20}\)\s*)?(?:--|–|—|- )")


_NO_PLACES = frozenset(
    ("white house", "the city", "santa claus", "the hill", "the loop", "al sham", "ash sham")
)
_OF_A_TOWN = frozenset(("old city", "old town", "old quarter", "green zone", "city centre"))
MIDDLE = 2.4
"""What speaks against a common word with a capital in the middle of a sentence."""
_ARMY = re.compile(
    r"\b(?:Islamic (?:State|Emirate) (?:of|in)"
    r"|(?:State|Army|Front|Jihad) (?:of|in) (?:\w+ ){1,3}and) (?:the )?$"
)
PAIR = -2.5
"""What another small place's name right behind makes of a name: the two may be a person's."""
_PREPOSITIONS = {"inside": 2.0, "from": 1.4, "toward": 1.0, "weak": 0.6, "": 0.0}
_ILLS = frozenset("virus viruses fever disease flu strain syndrome".split())


class Name(NamedTuple):
    """Some words that may name a place.

    Attributes:
        start: Code points of the document's text before them.
        end: Up to their end, excluded.
        folded: The words as they are looked up.
        features: The records they may mean; empty where the gazetteer has none.
        weight: How much speaks for a place here; names above 0 are taken for one.
        preposition: `inside`, `toward`, `from`, `weak`, or empty.
        cue: What kind of place the words beside it say: `region`, `settlement` ...; empty.
        parent: Number of the name that says what this one lies in, -1 if none.
        role: `place`; `body` for the place in the name of its public body; `site` for a
            place within the named one; `held` for a mention that a reader gave.
        person: Whether nobody but a person could be meant here.
        block: Number of the block it stands in.
    """

    start: int
    end: int
    folded: str
    features: tuple[Feature, ...]
    weight: float
    preposition: str = ""
    cue: str = ""
    parent: int = -1
    role: str = "place"
    person: bool = False
    block: int = 0


class NameFinder:
    """Finds names in the blocks of a report."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        """Keep the gazetteer and the words."""
        self._gazetteer = gazetteer
        self._words = words
        self._peoples = frozenset(word.lower() for word in gazetteer.people())
        self._plain_words = words.never | words.cues.keys() | self._peoples

    def at(self, block: Words, index: int) -> tuple[int, Name] | None:
        """Return the last word of the name that begins at a word, and the name; None if none."""
        found = self._at(block, index)
        if found is None:
            return None
        last, folded, features = found
        return last, self._weighed(block, index, last, folded, features)

    def _at(self, block: Words, index: int) -> tuple[int, str, tuple[Feature, ...]] | None:
        """Return the longest name that begins at a word: its last word, folded, its records."""
        if not block.upper[index] and not (
            block.words[index] in ARTICLES
            and index + 1 < len(block.words)
            and block.upper[index + 1]
            and block.gap(index) in {"-", " "}
        ):
            return None
        last = index
        ends = [index] if block.upper[index] else []
        while last + 1 < len(block.words) and last - index < LONGEST and block.gap(last) in JOINTS:
            last += 1
            if block.upper[last]:
                ends.append(last)
            elif block.words[last] not in PARTICLES:
                break
        for stop in reversed(ends):
            first = block.starts[index]
            raw = block.text[first : block.ends[stop]]
            if stop == index:
                if state := self._state(block, index):
                    return stop, f"{fold(state[0].name)} state", state
                if not self._single(block, index):
                    return None
            folded = fold(raw)
            if folded in _NO_PLACES or (
                folded in _OF_A_TOWN and block.before(index).lower() in {"the", "its"}
            ):
                return None
            features = self._gazetteer.find(folded) or self._bare(folded)
            if features and stop == index and len(folded) <= 3:
                opening = index == 0 and _DATELINE.match(block.text, block.ends[stop])
                features = _short(raw, features, shouted=block.shouted or bool(opening))
            if features:
                return stop, folded, features
        return None

    def _bare(self, folded: str) -> tuple[Feature, ...]:
        """Return what a name with an Arabic article means without it: "al-Raqqah"."""
        article, _, rest = folded.partition(" ")
        if article not in ARTICLES & INNER or len(rest) < 4 or " " in rest:
            return ()
        return tuple(f for f in self._gazetteer.find(rest) if f.cc in SOUND_COUNTRIES)

    def _state(self, block: Words, index: int) -> tuple[Feature, ...]:
        """Return the state that an abbreviation stands for, where it can be one."""
        word = block.words[index]
        named = self._words.abbreviations.get(word.replace(" ", ""))
        if named is None:
            return ()
        before = block.text[max(0, block.starts[index] - 2) : block.starts[index]]
        if before != ", " and word.count(".") < 2:
            return ()
        found = self._gazetteer.find(fold(named[1]))
        return tuple(f for f in found if f.cc == named[0] and f.kind == "admin1")

    def _single(self, block: Words, index: int) -> bool:
        """Tell whether a single word may be a place name at all."""
        word = block.words[index]
        low = word.lower()
        if len(low) < 2 or low in self._peoples:
            return False
        return low not in self._words.never

    def _weighed(
        self, block: Words, first: int, last: int, folded: str, features: tuple[Feature, ...]
    ) -> Name:
        words = self._words
        left, right = block.before(first), block.after(last)
        start, end = block.starts[first], block.ends[last]
        single = first == last
        weight = _known(features) + (0.9 if not single else self._plain(block, first))
        preposition, article, cue, part = lead(block, first, words, self._peoples)
        weight += _PREPOSITIONS[preposition] + 2.0 * bool(cue) + 1.3 * part
        change, cue = self._kind(block, first, last, cue)
        weight += change
        role, person = "place", False
        if folded.startswith("the ") and _small(features):
            weight -= 2.0
        if article and not cue and _names_town(features):
            weight -= 1.0
        if not block.titled:
            change, role, person = self._joined(block, first, last)
            weight += change
        if left.rstrip(".").lower() in words.titles and left[:1].isupper():
            weight, person = weight - 4.0, True
        if _AGE.match(block.text, end) and single:
            weight, person = weight - 3.0, True
        weight += self._behind(block, end, right.lower(), features)
        if first == 0 and _DATELINE.match(block.text, end):
            weight += 3.0
        return Name(
            start, end, folded, features, weight, preposition, cue, role=role, person=person
        )

    def _plain(self, block: Words, index: int) -> float:
        """Return what speaks against a single word: a common word, a first name."""
        raw = block.words[index]
        low = raw.lower()
        weight = 0.0
        if low in self._words.common and not (raw.isupper() and not block.shouted):
            weight -= 4.5 if block.titled else 3.2 if block.opens(index) else MIDDLE
        if low in self._words.first_names:
            weight -= 1.2
        return weight

    def _kind(self, block: Words, first: int, last: int, cue: str) -> tuple[float, str]:
        """Return what a word of kind, behind a name or its last, adds; and the kind."""
        cues = self._words.cues
        weight = 0.0
        right = block.after(last)
        after = right.lower()
        if after in cues:
            weight += 0.8 if right[:1].isupper() and after in self._words.bodies else 1.2
            cue = cue or cues[after]
        if first != last and (kind := cues.get(block.words[last].lower())):
            weight += 1.5
            cue = cue or kind
        return weight, cue

    def _behind(self, block: Words, end: int, after: str, features: tuple[Feature, ...]) -> float:
        """Return what the word behind a name adds or takes."""
        weight = 0.0
        if after in _ILLS:
            weight -= 5.0
        if after in self._words.speech and _small(features):
            weight -= 1.5
        if block.text[end : end + 6] in {"-based", "-born "}:
            weight += 1.5
        return weight

    def _joined(self, block: Words, first: int, last: int) -> tuple[float, str, bool]:
        """Return what capitalised neighbours make of a name: weight, role, a person's name?"""
        words = self._words
        right = block.after(last)
        weight, role, person = 0.0, "place", False
        low = right.lower()
        if not right[:1].isupper():
            pass
        elif low in words.organisations and low not in words.bodies:
            return -6.0, "place", False
        elif low in words.bodies:
            role = "body"
        elif low in words.surnames and first == last:
            weight, person = -3.0, True
        elif low not in self._plain_words:
            role = "site" if low in words.sites else role
            change, person = self._followed(block, first, last, right)
            weight += change if role == "place" else 0.0
        change, named = self._preceded(block, first, last)
        return weight + change, role, person or named

    def _followed(self, block: Words, first: int, last: int, right: str) -> tuple[float, bool]:
        """Return what another capitalised word behind makes of a name: weight, a person?"""
        named = block.words[first].lower() in self._words.first_names
        found = self._gazetteer.find(fold(right))
        if not found or right.lower() in self._words.common:
            return -2.5, named
        if first == last and named:
            return -3.0, True
        if first == last and _small(found) and block.gap(last) == " ":
            return PAIR, False
        return 0.0, False

    def _preceded(self, block: Words, first: int, last: int) -> tuple[float, bool]:
        """Return what the word before makes of a name: weight, a person's name?"""
        words = self._words
        left = block.before(first)
        lower = left.lower()
        head = block.before(first - 1) if left == "of" and first > 1 else ""
        if lower in {"the", "and", "of"} and _ARMY.search(
            block.text, max(block.start, block.starts[first] - 60), block.starts[first]
        ):
            return -6.0, False
        weight = -5.0 if head[:1].isupper() and head.lower() in words.heads else 0.0
        if left[:1].isupper() and lower not in words.parts and lower not in words.prepositions:
            if lower in words.first_names or (len(left) == 2 and left[1] == "."):
                return weight - 4.0, True
            if lower not in self._plain_words and not (
                block.opens(first - 1) or self._gazetteer.find(fold(left))
            ):
                return weight - 2.0, first == last
        return weight, False


def _known(features: tuple[Feature, ...]) -> float:
    """Return what a name's best record speaks for a place, from -0.9 to 2.2."""
    best = max(map(prominence, features))
    return max(-0.9, min(2.2, (best - 4.4) * 0.85))


def _small(features: tuple[Feature, ...]) -> bool:
    return not any(
        feature.kind in {"country", "capital"} or feature.pop > 400_000 for feature in features
    )


def _names_town(features: tuple[Feature, ...]) -> bool:
    return all(
        feature.kind not in {"region", "sea", "river", "lake", "mountain", "country"}
        for feature in features
    )


def _short(raw: str, features: tuple[Feature, ...], *, shouted: bool) -> tuple[Feature, ...]:
    """Return the records that a word of two or three letters may mean, by its case."""
    if raw.isupper() and not shouted:
        return tuple(f for f in features if f.kind in {"country", "admin1", "region"})
    if "." in raw:
        return features
    return tuple(f for f in features if f.main)
