"""The words by which a report says where an event was (`dateline_data/places/events.yaml`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from dateline.lexicon import read_data
from dateline.record import Record

FILE = "places/events.yaml"


class _Lists(Record, frozen=True, forbid_unknown_fields=True):
    prepositions: dict[str, str]
    parts: str
    again: dict[str, str]
    here: str
    sites: str
    sites_of_two: str
    parts_of_town: str
    people: str
    turns: str
    weights: dict[str, float]


class SceneWords:
    """The lists as sets and patterns; all words in lower case.

    Attributes:
        prepositions: Class of each preposition that governs a place.
        parts: Nouns that lead on with "of" to a name.
        again: Level of each noun that means the last named place of its level.
        people: Nouns for people and offices.
        nouns: Nouns that may mean a place: of `again`, of sites, "here".
        parts_of_town: What "the" says of the last named town alone: "the Old City".
        heres: Words that mean the place told of last.
        pairs: Second words of the sites in two words, by the first.
        turns: Finds the beginnings of further clauses.
        weights: What each sign counts.
    """

    def __init__(self, lists: _Lists) -> None:
        """Take the lists apart."""
        self.prepositions: Mapping[str, str] = {
            word: kind for kind, words in lists.prepositions.items() for word in words.split()
        }
        self.parts = frozenset(lists.parts.split())
        self.again: Mapping[str, str] = {
            word: level for level, words in lists.again.items() for word in words.split()
        }
        self.people = frozenset(lists.people.split())
        self.weights: Mapping[str, float] = lists.weights
        self.parts_of_town = frozenset(
            word.replace("_", " ") for word in lists.parts_of_town.split()
        )
        self.heres = frozenset(lists.here.split())
        self.nouns = frozenset((*lists.sites.split(), *self.heres, *self.again))
        self.pairs: dict[str, set[str]] = {}
        for two in lists.sites_of_two.split():
            first, _, second = two.partition("_")
            self.pairs.setdefault(first, set()).add(second)
        self.turns = re.compile(rf"\b(?:{'|'.join(lists.turns.split())})\b", re.IGNORECASE)


@functools.cache
def scene_words() -> SceneWords:
    """Return the words of where events are, read once.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    return SceneWords(read_data(FILE, _Lists))
