"""The words by which place names are told from other names (`dateline_data/places/words.yaml`)."""

from __future__ import annotations

import functools

from dateline.lexicon import read_data
from dateline.record import Record

FILE = "places/words.yaml"


class _Lists(Record, frozen=True, forbid_unknown_fields=True):
    inside: str
    toward: str
    weak: str
    parts: str
    settlement: str
    district: str
    region: str
    neighbourhood: str
    water: str
    mountain: str
    island: str
    country: str
    bodies: str
    organisations: str
    heads: str
    sites: str
    titles: str
    speech: str
    first_names: str
    abbreviations: dict[str, str]
    never: str
    surnames: str
    common: str
    leaving: str


class PlaceWords:
    """The lists as sets and tables; all words in lower case but where case tells something."""

    def __init__(self, lists: _Lists) -> None:
        """Take the lists apart."""
        self.prepositions = {
            **dict.fromkeys(lists.weak.split(), "weak"),
            **dict.fromkeys(lists.toward.split(), "toward"),
            **dict.fromkeys(lists.leaving.split(), "from"),
            **dict.fromkeys(lists.inside.split(), "inside"),
        }
        self.parts = _set(lists.parts)
        kinds = "settlement district region neighbourhood water mountain island country".split()
        self.cues = {word: kind for kind in kinds for word in getattr(lists, kind).split()}
        self.bodies = _set(lists.bodies)
        self.organisations = _set(lists.organisations)
        self.heads = _set(lists.heads)
        self.sites = _set(lists.sites)
        self.titles = _set(lists.titles)
        self.speech = _set(lists.speech)
        self.first_names = _set(lists.first_names)
        self.surnames = _set(lists.surnames)
        self.never = _set(lists.never) | self.surnames
        self.common = _set(lists.common)
        self.abbreviations: dict[str, tuple[str, str]] = {}
        for code, pairs in lists.abbreviations.items():
            for pair in pairs.split():
                short, _, name = pair.partition("=")
                self.abbreviations[short] = (code, name.replace("_", " "))


def _set(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ").lower() for word in words.split())


@functools.cache
def place_words() -> PlaceWords:
    """Return the words of places, read once.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    return PlaceWords(read_data(FILE, _Lists))
