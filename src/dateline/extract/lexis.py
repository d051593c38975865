"""Lexis: the words the reader goes by, read from `dateline_data` and indexed once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from dateline.claim import EventType, Status
from dateline.extract.inflection import Form, noun_forms, verb_forms
from dateline.lexicon import data_file, read_data
from dateline.record import Record
from dateline.register import bundled
from dateline.value import VerbClass

FILES = (
    "events/violence.yaml",
    "events/movement.yaml",
    "events/order.yaml",
    "events/other.yaml",
    "grammar.yaml",
    "kinds.yaml",
    "modality.yaml",
    "weapons.yaml",
    "cues.yaml",
    "scenes.yaml",
    "verbal.yaml",
)
EVENT_FILES = FILES[:4]
T = TypeVar("T")

Slot = Literal["actor", "recipient", "weapon", "place", "after", "none"]
Means = Literal["air", "drone", "shell", "bomb", "crowd", "gun", "blade", "gas", "tank"]


class EventWord(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the lexicon of events: words that tell one type of act.

    Attributes:
        id: Name of the entry, for messages and tests.
        type: Type of event told.
        mode: PLOVER mode that the words state by themselves.
        status: Status that the words state by themselves ("defused").
        verbs: Verbs in `inflection.verb_forms` notation.
        nouns: Nouns, singular; the plural is derived.
        subject: What the verb's subject is to the event.
        object: What the verb's object is; `after` for the object of a preposition.
        intransitive: Whether the active verb stands without an object.
        both: Whether "between A and B", "A and B clashed" make both actors.
        toll: Result words: an event only where the clause names no act.
        turns: Whether weapon, recipient and actor may turn the type into another one;
            `weapon` if only the weapon may; `destroy` for words of damage, which a weapon
            turns only in the active voice.
        vague: Whether the words leave the means open, and take the type of what was told
            just before ("raid").
        irregular: Type where rebels, militants or gangs do it; None if no other.
        unarmed: Type where the target is not armed; None if no other.
        downing: Whether the object is the weapon and the act prevents it.
        needs: What the clause must hold; alternatives parted by " or " and "|".
        leave: Patterns of phrases in which the words mean something else.
        score: How much the words alone are worth, 0 to 1.
        examples: Sentences it gets right: `[words|type/status]`, `[words|actor]` …
        not_: Sentences it must leave alone.
    """

    id: str
    type: EventType
    mode: str | None = None
    status: Status | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: Slot = "actor"
    object: Slot = "recipient"
    intransitive: bool = False
    both: bool = False
    toll: bool = False
    turns: bool | Literal["destroy", "weapon"] = False
    vague: bool = False
    irregular: EventType | None = None
    unarmed: EventType | None = None
    downing: bool = False
    needs: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    score: float = 0.8
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class WeaponWord(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A family of weapons and what they make of a clause that only says "hit"."""

    name: str
    means: Means
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class WordGroup(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do one thing to the sentences they stand in, with sentences to show it."""

    words: tuple[str, ...]
    about: str = ""
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class CueWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of attribution by the way they are built into a sentence."""

    verbs: Mapping[VerbClass, tuple[str, ...]]
    prepositional: Mapping[VerbClass, tuple[str, ...]]
    nested: tuple[str, ...]
    weak: tuple[str, ...]
    passive: Mapping[VerbClass, tuple[str, ...]]
    impersonal: Mapping[VerbClass, tuple[str, ...]]
    documents: tuple[str, ...]
    accounts: tuple[str, ...]
    acts: tuple[str, ...]
    relayed: tuple[str, ...]
    channels: tuple[str, ...]
    speakers: tuple[str, ...]
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class Trie(Generic[T]):
    """Word sequences and what they stand for, looked up token by token."""

    def __init__(self) -> None:
        self._first: dict[str, dict[tuple[str, ...], list[T]]] = {}
        self._longest: dict[str, int] = {}

    def add(self, words: str, value: T) -> None:
        """Let `words`, parted by spaces, stand for `value` too."""
        tokens = tuple(split_words(words))
        table = self._first.setdefault(tokens[0], {})
        table.setdefault(tokens, []).append(value)
        self._longest[tokens[0]] = max(self._longest.get(tokens[0], 0), len(tokens))

    def at(self, lows: list[str], index: int) -> Sequence[tuple[int, list[T]]]:
        """Return (length, values) of the sequences that begin at `index`, longest first."""
        table = self._first.get(lows[index])
        if table is None:
            return ()
        lengths = range(min(self._longest[lows[index]], len(lows) - index), 0, -1)
        found = ((length, table.get(tuple(lows[index : index + length]))) for length in lengths)
        return [(length, values) for length, values in found if values]

    def firsts(self) -> frozenset[str]:
        """Return the words that sequences begin with."""
        return frozenset(self._first)


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-\w+)*"
    r"|\d+(?:[.,]\d+)*(?:[-–]\w+)*(?:st|nd|rd|th|m|km)?"
    r"|\w+(?:[-–‑]\w+|['’](?!s\b)\w+)*"
    r"|['’]s?(?!\w)|\S"
)


def tokens_of(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text: words, numbers, possessive endings, single marks."""
    return _TOKEN.finditer(text)


def split_words(words: str) -> list[str]:
    """Return words as the lower-case tokens that a sentence with them would have."""
    return [match.group().lower().replace("’", "'") for match in tokens_of(words)]


_TAGS = {
    "determiner": "D",
    "preposition": "P",
    "conjunction": "C",
    "subordinator": "S",
    "pronoun": "R",
    "auxiliary": "X",
    "adverb": "A",
    "number": "N",
    "time": "M",
    "describing": "W",
}


_KINDS_OF_ACTORS = {
    "army": frozenset({"armed"}),
    "police": frozenset({"armed", "police"}),
    "armed_group": frozenset({"armed", "irregular"}),
    "coalition": frozenset({"armed"}),
    "people": frozenset({"nationality"}),
    "person": frozenset({"person", "civilian"}),
    "role": frozenset({"person", "civilian"}),
}


class Lexis:
    """All words of the reader, indexed. Made once per process; never changes afterwards.

    Attributes:
        entries: The lexicon of events, in file order.
        events: Forms of the entries.
        tags: One-letter word classes; see `phrase`.
        kinds: Kinds of things by their noun.
        weapons: `WeaponWord` by the words of the weapon.
        cues: Attribution verbs: (class, form) by word.
        cue_firsts: First words of attribution verbs and of set phrases.
        forces: Words for armed people that mean them wherever they stand.
        words: `CueWords` as read.
        modality: One pattern per group of modality words.
        scenes: Words by scene; see `scene`.
    """

    def __init__(self) -> None:
        self.entries = tuple(
            entry for name in EVENT_FILES for entry in read_data(name, tuple[EventWord, ...])
        )
        self.events: Trie[tuple[EventWord, Form]] = Trie()
        self._register = bundled()
        self.leave: Mapping[str, re.Pattern[str]] = {
            entry.id: _pattern(entry.leave) for entry in self.entries if entry.leave
        }
        verbs: dict[str, set[Form]] = {}
        for entry in self.entries:
            self._index(entry, verbs)
        self.words = read_data("cues.yaml", CueWords)
        self.cues = dict(self._cue_forms())
        for surface, (_, name) in self.cues.items():
            verbs.setdefault(surface.partition(" ")[0], set()).add(name)
        self.set_cues: Trie[tuple[str, VerbClass]] = Trie()
        for group in ("prepositional", "passive", "impersonal"):
            for verb_class, sequences in getattr(self.words, group).items():
                for sequence in sequences:
                    self.set_cues.add(sequence, (group, verb_class))
        self.weak_cues = _all_forms(self.words.weak)
        self.cue_firsts = self.set_cues.firsts() | {low.partition(" ")[0] for low in self.cues}
        self.speakers = frozenset(self.words.speakers)
        self.relayed = frozenset(self.words.relayed)
        self.channels = frozenset(self.words.channels)
        self.accounts = frozenset(self.words.accounts)
        self.nested_cues = frozenset(self.words.nested)
        self.act_cues = _all_forms(self.words.acts)
        grammar = read_data("grammar.yaml", dict[str, tuple[str, ...]])
        for word in grammar["verbs"]:
            for form, name in verb_forms(word):
                verbs.setdefault(form, set()).add(name)
        self.verbs: Mapping[str, frozenset[Form]] = {k: frozenset(v) for k, v in verbs.items()}
        self.tags: Mapping[str, str] = {
            word: tag for group, tag in reversed(_TAGS.items()) for word in grammar[group]
        }
        self.meeting_verbs = _all_forms(grammar["meeting"])
        self.light_verbs = _all_forms(grammar["light"])
        self.answering_verbs = _all_forms(grammar["answering"])
        self.describing_verbs = frozenset(
            word
            for word in grammar["describing"]
            if self.verbs.get(word, frozenset()) & {"past", "participle"}
        )
        self.kinds = _kinds(read_data("kinds.yaml", dict[str, tuple[str, ...]]))
        self.forces = frozenset(
            low for low, kinds in self.kinds.items() if "armed" in kinds and "loose" not in kinds
        )
        self.weapons: Trie[WeaponWord] = Trie()
        for weapon in read_data("weapons.yaml", tuple[WeaponWord, ...]):
            for word in weapon.words:
                for form in dict.fromkeys(noun_forms(word)):
                    self.weapons.add(form, weapon)
        self.scenes: Mapping[str, frozenset[str]] = {
            scene: frozenset(group.words)
            for scene, group in read_data("scenes.yaml", dict[str, WordGroup]).items()
        }
        self.modality: Mapping[str, re.Pattern[str]] = {
            name: _words_pattern(group.words)
            for name, group in read_data("modality.yaml", dict[str, WordGroup]).items()
        }

    def kinds_by_name(self, words: str) -> frozenset[str]:
        """Return the kinds of what the register knows by a name; empty if it knows none."""
        found: set[str] = set()
        for actor in self._register.find(words):
            found |= _KINDS_OF_ACTORS.get(actor.kind, frozenset({"agent"}))
        return frozenset(found)

    def _index(self, entry: EventWord, verbs: dict[str, set[Form]]) -> None:
        for word in entry.verbs:
            forms = verb_forms(word)
            shared = {surface for surface, form in forms if form == "participle"}
            for surface, form in forms:
                if form != "past" or surface not in shared:
                    self.events.add(surface, (entry, form))
                first = surface.partition(" ")[0]
                verbs.setdefault(first, set()).add(form)
        for word in entry.nouns:
            for surface in noun_forms(word):
                self.events.add(surface, (entry, "noun"))

    def _cue_forms(self) -> Iterator[tuple[str, tuple[VerbClass, Form]]]:
        for verb_class, words in self.words.verbs.items():
            for word in words:
                for surface, form in verb_forms(word):
                    yield surface, (verb_class, form)


def _all_forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form, _ in verb_forms(word))


def _kinds(groups: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for group, words in groups.items():
        for word in words:
            for form in noun_forms(word):
                kinds.setdefault(form, set()).add(group)
    return {word: frozenset(groups) for word, groups in kinds.items()}


def _pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(word) for word in longest_first) + r")(?!\w)",
        re.IGNORECASE,
    )


def sources() -> tuple[str, ...]:
    """Return the names of all data files that the lexis is made from."""
    folder = data_file("actors")
    actors = sorted(path.name for path in folder.iterdir() if path.name.endswith(".yaml"))
    return (*FILES, "countries.yaml", *(f"actors/{name}" for name in actors))


@functools.cache
def lexis() -> Lexis:
    """Return the lexis of the bundled data files.

    Raises:
        ConfigError: A data file does not fit its record.
    """
    return Lexis()
