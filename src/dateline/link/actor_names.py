"""Finds the names of the register in a text, in one pass over its words.

Words are compared without case and accents, hyphens and apostrophes parting them; but
a name's capitals must stand in the text too, and abbreviations must match as they are
("IS" is a group, "is" a verb).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dateline.register import Actor, Country, Register

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z](?![A-Za-z]))?|[^\W_]+")


class Token(NamedTuple):
    """A word of the text: where it stands, as it is written, and as it is compared."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital or a digit."""
        return not self.text[0].islower()


class Hit(NamedTuple):
    """Words of the text that are a name of the register.

    Attributes:
        start: First token, counted in the text's tokens.
        end: Token after the last.
        actors: All actors of that name.
        country: The state whose name, adjective or people the words are, if they are.
        how: `name`, `adjective` or `people` of a state; `leader` of an actor; `actor`.
        short: Whether the name is an abbreviation.
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    country: Country | None
    how: str
    short: bool


def key_of(word: str) -> str:
    """Return the form in which a word is compared: case and accents folded."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    return "".join(part for part in parts if not unicodedata.combining(part))


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of `text[start:end]`, dotted abbreviations in one piece."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        key = word.replace(".", "") if "." in word else key_of(word)
        found.append(Token(match.start(), match.end(), word, key))
    return found


def is_short(word: str) -> bool:
    """Tell whether a word is an abbreviation: capitals, digits, dots, not one letter."""
    return len(word) > 1 and word.isupper()


class _Entry(NamedTuple):
    """A name as its words after the first, which must match in case where `exact`."""

    rest: tuple[str, ...]
    exact: tuple[bool, ...]
    capital: bool
    actors: tuple[Actor, ...]
    country: Country | None
    how: str
    short: bool


class _Gathered(NamedTuple):
    """A name's words, and all whom it names."""

    tokens: list[Token]
    actors: list[Actor]
    country: Country | None
    how: str


class NameIndex:
    """The names of a register by their first words."""

    def __init__(self, register: Register) -> None:
        self.register = register
        gathered: dict[tuple[str, ...], _Gathered] = {}
        for actor in register.actors.values():
            if actor.kind == "role":
                continue
            country = register.countries.get(actor.country or "")
            how = "name" if actor.kind == "state" and country else "actor"
            for name in (actor.name, *actor.names):
                self._gather(gathered, name, actor, country if how == "name" else None, how)
            for name in actor.leaders:
                self._gather(gathered, name, actor, None, "leader")
        for country in register.countries.values():
            state = register.actors[f"dateline:{country.iso.lower()}"]
            for word in country.adjectives:
                self._gather(gathered, word, state, country, "adjective")
            for word in country.nationals():
                self._gather(gathered, word, state, country, "people")
        alone: dict[str, _Entry] = {}
        longer: dict[str, dict[str, list[_Entry]]] = {}
        for keys, words in gathered.items():
            first, entry = keys[0], _entry(keys, words)
            if entry.rest:
                longer.setdefault(first, {}).setdefault(entry.rest[0], []).append(entry)
            else:
                alone[first] = entry
        for seconds in longer.values():
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry.rest))
        self._alone: Mapping[str, _Entry] = alone
        self._longer: Mapping[str, Mapping[str, list[_Entry]]] = longer
        self._firsts = alone.keys() | longer.keys()

    @staticmethod
    def _gather(
        gathered: dict[tuple[str, ...], _Gathered],
        name: str,
        actor: Actor,
        country: Country | None,
        how: str,
    ) -> None:
        tokens = tokens_of(name)
        keys = tuple(_keys(token)[0] for token in tokens)
        known = gathered.get(keys)
        if known is None:
            gathered[keys] = _Gathered(tokens, [actor], country, how)
        elif all(actor is not other for other in known.actors):
            known.actors.append(actor)

    def hits(self, tokens: list[Token]) -> Iterator[Hit]:
        """Yield the names in the words, longest first at each place, none overlapping."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.text == token.key and token.key not in self._firsts:
                position += 1  # in small letters, and no name begins so
                continue
            hit = self._at(tokens, position)
            if hit is None:
                position += 1
            else:
                yield hit
                position = hit.end

    def _at(self, tokens: list[Token], position: int) -> Hit | None:
        best: _Entry | None = None
        for key in _keys(tokens[position]):
            found = self._longest(key, tokens, position)
            if found is None:
                found = self._alone.get(key)
                if found is not None and found.capital and not tokens[position].capital:
                    found = None
            if found is not None and (best is None or len(found.rest) > len(best.rest)):
                best = found
        if best is None:
            return None
        end = position + 1 + len(best.rest)
        return Hit(position, end, best.actors, best.country, best.how, best.short)

    def _longest(self, first: str, tokens: list[Token], position: int) -> _Entry | None:
        """Return the longest name of two or more words that stands at a place."""
        seconds = self._longer.get(first)
        if seconds is None or position + 1 >= len(tokens):
            return None
        fitting = [
            entry
            for key in _keys(tokens[position + 1])
            for entry in seconds.get(key, ())
            if _fits(entry, tokens, position)
        ]
        return max(fitting, key=lambda entry: len(entry.rest), default=None)


def _keys(token: Token) -> tuple[str, ...]:
    """Return the forms under which a word may begin a name, abbreviations first."""
    exact = is_short(token.text) or _is_mixed(token.text)
    return (_upper(token), token.key) if exact else (token.key,)


def _is_mixed(word: str) -> bool:
    """Tell whether a word is an abbreviation with small letters in it: "LeT" is not "Let"."""
    return len(word) <= _LONGEST_MIXED and sum(letter.isupper() for letter in word) > 1


def _upper(token: Token) -> str:
    return token.text.replace(".", "")


def _entry(keys: tuple[str, ...], name: _Gathered) -> _Entry:
    return _Entry(
        keys[1:],
        tuple(token.capital for token in name.tokens[1:]),
        name.tokens[0].capital,
        tuple(name.actors),
        name.country,
        name.how,
        len(keys) == 1 and is_short(name.tokens[0].text),
    )


def _fits(entry: _Entry, tokens: list[Token], position: int) -> bool:
    if entry.capital and not tokens[position].capital:
        return False
    if position + len(entry.rest) >= len(tokens):
        return False
    for offset, (key, exact) in enumerate(zip(entry.rest, entry.exact, strict=True), 1):
        token = tokens[position + offset]
        if key != token.key and key != _upper(token):
            return False
        if exact and not token.capital:
            return False
        if token.start - tokens[position + offset - 1].end > _WIDEST_GAP:
            return False
    return True


_LONGEST_MIXED = 5
_WIDEST_GAP = 2
"""Characters that may stand between two words of one name: a space, a hyphen, " '"."""


@functools.cache
def _cached(register: Register) -> NameIndex:
    return NameIndex(register)


def index_of(register: Register) -> NameIndex:
    """Return the names of a register, indexed once per process."""
    return _cached(register)
