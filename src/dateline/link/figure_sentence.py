"""A sentence as the figure linker sees it: words, numerals, cues, and counted nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dateline.link.figure_words import Cue, Lexicon, Unit
from dateline.numeral import Numeral

_TOKEN = re.compile(r"(?:[a-z]\.){2,}|[^\W_]+(?:[.'’&-][^\W_]+)*|[^\w\s]|_")

BE = frozenset("was were is are been being be 's ’s wasn't weren't isn't aren't got".split())
AUX = BE | frozenset(
    """has have had having will would may might could can should must do does did to not also
    reportedly still already now then later all each both since initially either""".split()
)
PREPOSITIONS = frozenset(
    """in to on at by from of with for into near after before during against among under over
    between across along around inside outside through throughout towards toward upon within
    without amid behind beyond off onto since until till via per including as about despite
    beside besides""".split()
)
CONJUNCTIONS = frozenset(
    "and or but while when where whereas because although though if than nor as so".split()
)
PRONOUNS = frozenset(
    """he she it they we i you him her them us who whom whose which that what this these those
    there""".split()
)
DETERMINERS = frozenset(
    """the a an its his her their our my your another other each every any no all some such these
    those this that""".split()
)
SUBORDINATE = frozenset(
    "while when where whereas because although though if but that after before since until".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec""".split()
)
_STOP = AUX | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | {"the", "a", "an", "ago", "earlier"}
_COUNTABLE = frozenset(("person", "thing", "ground", "force", "projectile"))
_CARRIED = frozenset(
    "taken rushed airlifted flown transported driven brought transferred evacuated hurried".split()
)
_HOSPITALS = frozenset("hospital hospitals clinic infirmary".split())
_CENTRES = (
    ["medical", "center"],
    ["medical", "centre"],
    ["trauma", "center"],
    ["trauma", "centre"],
)
_WAY = 10
"""How many words may stand between being taken and the hospital."""

_HEADS_OF = frozenset(
    "member members one more others piece pieces number lives bodies group none each".split()
)


_NAMES = re.compile(r"(?<![\w.])(?:IS|US|IT|AM)(?![\w.’'])")
_MASK = {"IS": "i\u02e2", "US": "u\u02e2", "IT": "i\u1d57", "AM": "a\u1d50"}


def spelled(text: str, lowered: str) -> str:
    """Return lower-case text in which "IS" and "US" are not the words "is" and "us"."""
    pieces: list[str] = []
    at = 0
    for match in _NAMES.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start() + 40]
        if line.split("\n")[0].isupper():
            continue
        pieces += (lowered[at : match.start()], _MASK[match.group()])
        at = match.end()
    return "".join((*pieces, lowered[at:])) if pieces else lowered


class Item(NamedTuple):
    """A word, mark or number phrase. `numeral` is its index, or -1."""

    word: str
    start: int
    end: int
    numeral: int


class Noun(NamedTuple):
    """What a number counts: head word, its class, items it spans, and an adjective's kinds.

    `first` is the item after the number, `end` the item after the noun phrase.
    """

    head: str
    noun_class: str
    first: int
    end: int
    kinds: tuple[str, ...]
    unit: Unit | None
    of: tuple[int, int] | None


class Sentence:
    """The items of one sentence, with the cues and numbers among them."""

    def __init__(
        self, lowered: str, bounds: tuple[int, int], numbers: Sequence[Numeral], words: Lexicon
    ) -> None:
        """Read `lowered[start:end]`; `numbers` are those that lie in it, in order.

        In `lowered`, names that would be taken for small words are told apart: `spelled`.
        """
        self.text = lowered
        self.start, self.end = bounds
        self.numbers = numbers
        self.lexicon = words
        self.items: list[Item] = list(self._read())
        self.words: list[str] = [item.word for item in self.items]
        self.position: dict[int, int] = {
            item.numeral: place for place, item in enumerate(self.items) if item.numeral >= 0
        }
        self.cues: dict[int, tuple[Cue, int]] = {}
        self._ends: dict[int, int] = {}
        self._find_cues()

    def _read(self) -> Iterable[Item]:
        at, text = self.start, self.text
        for index, number in enumerate(self.numbers):
            for match in _TOKEN.finditer(text, at, number.start):
                yield Item(match.group(), match.start(), match.end(), -1)
            at = number.end
            yield Item(text[number.start : at], number.start, at, index)
        for match in _TOKEN.finditer(text, at, self.end):
            yield Item(match.group(), match.start(), match.end(), -1)

    def _find_cues(self) -> None:
        place, longest = 0, self.lexicon.longest
        while place < len(self.words):
            found = None
            if self.words[place] in longest:
                found = self.lexicon.cue_at(self.words, place)
            if found is None:
                place += 1
                continue
            self.set_cue(place, found[0], found[1])
            place = found[1]
        for place, word in enumerate(self.words):
            if word in _CARRIED and self._to_hospital(place + 1) and not self._is_hurt(place):
                self.set_cue(place, Cue(happens=("wounded",)), place + 1)

    def _is_hurt(self, place: int) -> bool:
        return place in self.cues and "wounded" in self.cues[place][0].happens

    def _to_hospital(self, place: int) -> bool:
        """Tell whether words go on to a hospital: "taken by helicopter to Queen Mary Hospital"."""
        for at in range(place, min(len(self.words), place + _WAY)):
            word = self.words[at]
            if word in _HOSPITALS or self.words[at : at + 2] in _CENTRES:
                return "to" in self.words[place:at]
            if not (
                word[0].isalnum() or word in {".", "'", "’"}
            ) or word in _STOP - PREPOSITIONS - {"the", "a", "an"}:
                return False
        return False

    def set_cue(self, place: int, cue: Cue, end: int) -> None:
        """Make the items from `place` to `end` (excluded) a cue."""
        self.cues[place] = (cue, end)
        self._ends[end] = place

    def cue_ending(self, end: int) -> tuple[Cue, int] | None:
        """Return the cue that ends before item `end`, and where it begins."""
        place = self._ends.get(end)
        return None if place is None else (self.cues[place][0], place)

    def item_at(self, offset: int) -> int:
        """Return the first item that ends after a text offset."""
        for place, item in enumerate(self.items):
            if item.end > offset:
                return place
        return len(self.items)

    def noun(self, number: int) -> Noun:
        """Return what a number of the sentence counts, as far as the words after it say."""
        place = self.position[number]
        compound = self._compound(number)
        if compound is not None:
            return compound
        noun = self._phrase(place + 1)
        if noun.unit is not None:
            return noun
        vague_head = noun.head in _HEADS_OF or not noun.head
        if vague_head and noun.end < len(self.words) and self.words[noun.end] == "of":
            begin = noun.end + 1 + self._determiners(noun.end + 1)
            befallen = self._befallen(noun.end + 1)
            if befallen is not None:
                return befallen._replace(first=noun.first, of=(noun.end + 1, befallen.end))
            inner = self._phrase(begin)
            if inner.head or inner.end > begin:
                return inner._replace(first=noun.first, kinds=noun.kinds or inner.kinds)
            befallen = self._befallen(begin)
            if befallen is not None:
                return befallen._replace(first=noun.first, of=(noun.end + 1, befallen.end))
            after = min(noun.end + 2, len(self.words))
            if self.words[noun.end + 1 : after] and self.words[after - 1] in {
                "them",
                "whom",
                "which",
                "those",
                "us",
            }:
                return noun._replace(end=after)
        return noun

    def _befallen(self, place: int) -> Noun | None:
        """Return those who are named by what befell them: "five of those killed"."""
        cue = self.cues.get(place)
        if cue is None:
            return None
        kinds = cue[0].happens + cue[0].acts
        if not kinds and self.words[place] in {"the", "those"}:
            kinds = cue[0].tolls
        if not kinds:
            return None
        return Noun(self.words[place], "cue", place, cue[1], kinds, None, None)

    def _compound(self, number: int) -> Noun | None:
        """Return the unit or word that a hyphen ties to a number: "25-meter", "two-storey"."""
        end = self.numbers[number].end
        place = self.position[number]
        if self.text[end : end + 1] not in {"-", "–"} or not self.text[end + 1 : end + 2].isalpha():
            return None
        match = re.compile(r"[a-z]+").match(self.text, end + 1)
        if match is None:
            return None
        unit = self.lexicon.units.get(match.group())
        after = place + 1
        while after < len(self.items) and self.items[after].end <= match.end():
            after += 1
        return Noun(
            match.group(), "measure" if unit else "compound", place + 1, after, (), unit, None
        )

    def _determiners(self, place: int) -> int:
        count = 0
        while place + count < len(self.words) and self.words[place + count] in DETERMINERS:
            count += 1
        return count

    def _unit(self, place: int) -> tuple[Unit, int] | None:
        units = self.lexicon.units
        for size in (2, 1):
            unit = units.get(" ".join(self.words[place : place + size]))
            if unit is not None and place + size <= len(self.words):
                return unit, place + size
        return None

    def _phrase(self, first: int) -> Noun:
        """Return the noun phrase that begins at an item."""
        unit = self._unit(first)
        if unit is not None:
            return Noun(self.words[first], "measure", first, unit[1], (), unit[0], (first, unit[1]))
        head, noun_class = "", ""
        kinds: tuple[str, ...] = ()
        known = place = first
        words = self.words
        while place < min(len(words), first + 9):
            cue = self._telling(place)
            if self._ends_phrase(place, cue, first, known):
                break
            found = self.lexicon.noun(words[place]) or None
            if cue is not None:
                found, kinds = self._counted(found, kinds, cue)
            place = cue[1] if cue is not None else place + 1
            if found is not None or not noun_class:
                head, noun_class = words[place - 1], found or ""
                known = place
            if words[place - 1].endswith(("'s", "’s")):
                head, noun_class = "", ""
        end = max(known, place) if head else first
        of = (first, place) if place > first else None
        return Noun(head, noun_class or "unknown", first, end, kinds, None, of)

    def _telling(self, place: int) -> tuple[Cue, int] | None:
        """Return the cue that begins at an item, unless it only names a toll."""
        cue = self.cues.get(place)
        told = cue is not None and (cue[0].acts or cue[0].happens or cue[0].counted)
        return cue if told else None

    def _counted(
        self, found: str | None, kinds: tuple[str, ...], cue: tuple[Cue, int]
    ) -> tuple[str | None, tuple[str, ...]]:
        """Return the noun class and kinds of a phrase, with what a cue inside it says."""
        told, end = cue
        if not told.counted:
            return found, told.acts + told.happens
        if found == "person":
            return found, kinds or told.counted
        if found is not None:
            return found, kinds
        if self._noun_follows(end):
            return "cue", told.acts or told.happens or told.counted
        return "cue", told.counted

    def _describes(self, place: int) -> bool:
        """Tell whether a word in -ed right after a number describes: "17 undetermined blasts"."""
        after = place + 1
        if not self.words[place].endswith("ed") or after >= len(self.words):
            return False
        cue = self.cues.get(after)
        return self._noun_follows(after) or (cue is not None and bool(cue[0].counted))

    def _ends_phrase(self, place: int, cue: tuple[Cue, int] | None, first: int, known: int) -> bool:
        """Tell whether an item ends a noun phrase: a mark, a number, or its predicate."""
        word = self.words[place]
        if self.items[place].numeral >= 0 or word in _STOP or not word[0].isalnum():
            return True
        if cue is not None:
            told, end = cue
            if (told.counted and place == first) or self._noun_follows(end):
                return False
            return bool(not told.counted or told.acts or told.happens)
        if known > first and word.endswith("ing") and not self.lexicon.noun(word):
            return True
        if not self._is_verb(word) or (known == first and self.lexicon.noun(word)):
            return False
        return place != first or not self._describes(place)

    def _noun_follows(self, place: int) -> bool:
        if place >= len(self.words):
            return False
        return self.lexicon.noun(self.words[place]) in _COUNTABLE

    def _is_verb(self, word: str) -> bool:
        if word in self.lexicon.describing or "-" in word:
            return False
        return word in self.lexicon.verbs or (word.endswith("ed") and len(word) > 4)

    def is_verb(self, place: int) -> bool:
        """Tell whether an item is an act that is no cue."""
        word = self.words[place]
        return place not in self.cues and word not in AUX and self._is_verb(word)

    def is_act(self, place: int) -> bool:
        """Tell whether an item is an act or a predicate, cue or not."""
        cue = self.cues.get(place)
        if cue is not None:
            return bool(cue[0].acts or cue[0].happens)
        return self.is_verb(place)


def by_sentence(
    numbers: Sequence[Numeral], bounds: Sequence[tuple[int, int]]
) -> Mapping[int, tuple[Numeral, ...]]:
    """Return the numbers of each sentence, by the sentence's index."""
    found: dict[int, list[Numeral]] = {}
    index = 0
    for place, (start, end) in enumerate(bounds):
        while index < len(numbers) and numbers[index].start < start:
            index += 1
        while index < len(numbers) and numbers[index].end <= end:
            found.setdefault(place, []).append(numbers[index])
            index += 1
    return {place: tuple(items) for place, items in found.items()}
