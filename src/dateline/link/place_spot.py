"""Spot: some words of a report that say where something may be."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.gazetteer import Feature, Gazetteer
from dateline.link.place_scene_words import SceneWords
from dateline.value import Place

_TOKEN = re.compile(r"[^\W_][\w.'’-]*|[^\w\s]")
_SKIPPED = re.compile(
    r"the|a|an|its|their|his|her|this|that|these|those|several|two|three|both|any|central|rural"
    r"|downtown|nearby|neighbou?ring|greater|mainly|mostly|largely|predominantly|north\w*|south\w*"
    r"|eastern|western|east|west|border|coastal|besieged|capital|most|heavily|main|key|old|new"
    r"|town|city|village|district|province|state|port|remote|restive|provincial|populated"
    r"|[\w-]+-(?:held|controlled|run|occupied|majority)|volatile|troubled|occupied|fortified",
    re.IGNORECASE,
)
_BACK = 70
"""Characters before a phrase in which its preposition is looked for."""


class Spot(NamedTuple):
    """Some words that say where something may be.

    Attributes:
        start: Code points of the text before the words.
        end: Up to their end, excluded.
        head: Where the phrase begins whose last words they are, its preposition left out.
        place: Its value, its mention included.
        sentence: Number of its sentence.
        kind: `named`, `site` (within a named place) or `again` ("the city").
        governed: Class of the preposition before the phrase; empty if none.
        signs: What its surroundings say: `people`, `owner`, `container`, `dateline` ...
        feature: The record that the value rests on.
        own: Value of the name alone, where the words before it say more; of a site, the
            site; None for words that name nothing.
    """

    start: int
    end: int
    head: int
    place: Place
    sentence: int
    kind: str
    governed: str
    signs: frozenset[str]
    feature: Feature
    own: Place | None = None


class Phrase(NamedTuple):
    """What stands before the words of a place.

    Attributes:
        governed: Class of the preposition; empty if none.
        head: Where the phrase begins, the preposition left out.
        people: Whether the preposition follows a noun for people ("the governor of Raqqa").
    """

    governed: str
    head: int
    people: bool


class PhraseReader:
    """Reads what stands before the words of a place."""

    def __init__(self, gazetteer: Gazetteer, words: SceneWords) -> None:
        """Keep the gazetteer, for words of nationality, and the words."""
        self._gazetteer = gazetteer
        self._words = words

    def __call__(self, text: str, low: int, start: int) -> Phrase:
        """Return the phrase of the words at `start`; it does not reach below `low`.

        "Near the northern city of Raqqa": `near`, and the phrase begins at "the".
        """
        tokens = list(_TOKEN.finditer(text, max(low, start - _BACK), start))
        index, head = len(tokens) - 1, start
        while index >= 0:
            token = tokens[index]
            word = token.group().lower()
            before = tokens[index - 1].group().lower() if index else ""
            if word == "of" and before in self._words.parts:
                index -= 2
                head = tokens[index + 1].start()
                continue
            kind = self._words.prepositions.get(word)
            if kind:
                return Phrase(kind, head, before in self._words.people)
            people = self._gazetteer.country_of_people(token.group())
            if people is None and not _SKIPPED.fullmatch(word):
                break
            head = token.start()
            index -= 1
        return Phrase("", head, people=False)
