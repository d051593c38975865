"""The words by which a report says what a number counts, read from `figures.yaml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import get_args

import msgspec

from dateline.lexicon import digest, read_data
from dateline.record import Record
from dateline.value import FigureKind

FIGURE_KINDS: tuple[str, ...] = get_args(FigureKind)
_PERSON_ENDINGS = tuple(
    """keeper keepers teacher teachers worker workers driver drivers owner owners fighter fighters
    seeker seekers holder holders man men woman women ians cans""".split()
)
_ENTRY = re.compile(r'"([^"]+)"|(\S+)')


class KindWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one kind of figure, with examples; see the head of `figures.yaml`."""

    acts: str
    happens: str
    counted: str
    tolls: str
    examples: tuple[tuple[str, str, float | None, float | None], ...]
    against: tuple[str, ...] = msgspec.field(name="not")


class FigureWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`figures.yaml` as it stands."""

    kinds: Mapping[str, KindWords]
    shot: str
    nouns: Mapping[str, str]
    verbs: str
    loose: str
    describing: str


class UnitEntry(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit: how many of its base unit it is, and its spellings."""

    factor: float
    names: tuple[str, ...]


class Unit(Record, frozen=True):
    """A unit of measure by its name, dimension, and how many of the base unit it is."""

    name: str
    dimension: str
    factor: float


class Cue(Record, frozen=True):
    """What one word or phrase says about numbers: by role, the kinds it may mean."""

    acts: tuple[str, ...] = ()
    happens: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()

    def joined(self, other: Cue) -> Cue:
        """Return a cue with the kinds of both."""
        return Cue(
            self.acts + other.acts, self.happens + other.happens,
            self.counted + other.counted, self.tolls + other.tolls,
        )  # fmt: skip


BEFALLING = frozenset(("killed", "wounded", "missing", "captured", "detained", "shot"))
"""Kinds for which one person counts without a number."""


class Lexicon:
    """Cues, noun classes, verbs and units, indexed for look-up by lower-case words."""

    def __init__(self, words: FigureWords, units: Mapping[str, Mapping[str, UnitEntry]]) -> None:
        cues: dict[str, Cue] = {}
        for kind in FIGURE_KINDS:
            entry = words.kinds.get(kind)
            if entry is None:
                continue
            for role in ("acts", "happens", "counted", "tolls"):
                for phrase in listed(getattr(entry, role)):
                    cues[phrase] = cues.get(phrase, Cue()).joined(Cue(**{role: (kind,)}))
        for phrase in listed(words.shot):
            role = "tolls" if phrase.endswith(" of") else "acts"
            cues[phrase] = cues.get(phrase, Cue()).joined(Cue(**{role: ("shot",)}))
        self.cues: Mapping[str, Cue] = cues
        self.befalling = frozenset(
            max(re.findall(r"[a-z]+", phrase), key=len)
            for phrase, cue in cues.items()
            if not BEFALLING.isdisjoint(cue.acts + cue.happens + cue.tolls)
        )
        self.longest: Mapping[str, int] = _longest(cues)
        nouns: dict[str, str] = {}
        for noun_class, text in words.nouns.items():
            for noun in listed(text):
                nouns.setdefault(noun, noun_class)
        self.nouns: Mapping[str, str] = nouns
        self.verbs = frozenset(listed(words.verbs))
        self.loose = frozenset(listed(words.loose))
        self.describing = frozenset(listed(words.describing))
        self.units: Mapping[str, Unit] = {
            spelling: Unit(name, dimension, entry.factor)
            for dimension, entries in units.items()
            for name, entry in entries.items()
            for spelling in entry.names
        }

    def noun(self, word: str) -> str:
        """Return the class of a noun, "" for words that are not known as one.

        Words in -man, -keeper, -ians and the like are persons without being listed.
        """
        known = self.nouns.get(word)
        if known is not None:
            return known
        person = len(word) > 6 and word.endswith(_PERSON_ENDINGS) and word not in self.verbs
        return "person" if person else ""

    def cue_at(self, words: list[str], position: int) -> tuple[Cue, int] | None:
        """Return the longest cue that begins at a word, and the position after it."""
        longest = self.longest.get(words[position])
        if longest is None:
            return None
        for size in range(min(longest, len(words) - position), 0, -1):
            cue = self.cues.get(" ".join(words[position : position + size]))
            if cue is not None:
                return cue, position + size
        return None


def listed(text: str) -> list[str]:
    """Return the entries of a list of words; phrases stand in quotation marks."""
    return [phrase or word for phrase, word in _ENTRY.findall(text)]


def _longest(cues: Mapping[str, Cue]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for phrase in cues:
        words = phrase.split()
        sizes[words[0]] = max(sizes.get(words[0], 0), len(words))
    return sizes


@functools.cache
def lexicon() -> Lexicon:
    """Return the bundled words.

    Raises:
        ConfigError: A file does not fit its schema.
    """
    units = read_data("units.yaml", dict[str, dict[str, UnitEntry]])
    return Lexicon(read_data("figures.yaml", FigureWords), units)


@functools.cache
def words_digest() -> str:
    """Return a hash over the files, for the signature of the stage."""
    return digest("figures.yaml", "units.yaml")
