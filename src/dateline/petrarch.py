"""Reads PETRARCH and TABARI dictionaries of actors and agents, every line accounted for.

An actors file holds entries: a name, further names after "+", codes in brackets, each
with the days on which it holds. Names are in capitals, their words joined by "_". An
agents file holds nouns for roles with the code that they add to an actor's. See the
format's own description, `dictionaries.rst` of PETRARCH-2.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from dateline.record import Record

LineKind = Literal[
    "blank", "comment", "actor", "synonym", "code", "agent", "substitution", "unreadable"
]

_COMMENT = re.compile(r"\s*[#;].*")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_CODE = re.compile(r"(---|[A-Z][A-Z0-9]*)(?:(?:\s*([<>])\s*|\s+)(\d+)(?:\s*-\s*(\d+))?)?$")
_AGENT = re.compile(r"(?P<name>[^{\[]+?)\s*(?:\{(?P<plural>[^}]*)\})?\s*\[(~?[A-Z]+~?)\]\s*$")
_SET = re.compile(r"(![^!]+!)\s*=\s*(.+)$")
_USED = re.compile(r"![^!]+!")
_SHORT, _LONG = 6, 8
"""Digits of a date without and with its century."""

_PIVOT = 30
"""Two-digit years below it lie in the 2000s."""

NO_CODE = "---"
"""The code of those who are nobody."""


class Dated(Record, frozen=True):
    """A code and the days on which it holds, both included; None for an open end."""

    code: str
    first: date | None = None
    last: date | None = None

    @property
    def always(self) -> bool:
        """Whether it holds whenever no dated code does."""
        return self.first is None and self.last is None


class Entry(Record, frozen=True, kw_only=True):
    """An actor of a dictionary.

    Attributes:
        line: Number of its first line.
        names: Its names as they stand, the primary one first.
        codes: Its codes in the order given.
        note: The comment on its first line.
    """

    line: int
    names: tuple[str, ...]
    codes: tuple[Dated, ...]
    note: str = ""


class Agent(Record, frozen=True, kw_only=True):
    """A noun for a role, in all its forms, and the code it adds before or after an actor's."""

    line: int
    names: tuple[str, ...]
    code: str


class Unreadable(NamedTuple):
    """A line that does not fit the format: its number, its words, and why."""

    line: int
    text: str
    why: str


class Dictionary(Record, frozen=True, kw_only=True):
    """What a dictionary holds.

    Attributes:
        entries: Its actors, those without any code included.
        agents: Its nouns for roles.
        lines: How many lines there are of each kind; they add up to the file's.
        unreadable: Lines, or parts of them, that do not fit the format.
    """

    entries: tuple[Entry, ...]
    agents: tuple[Agent, ...]
    lines: Mapping[str, int]
    unreadable: tuple[Unreadable, ...]


def read_dictionary(text: str) -> Dictionary:
    """Return what a dictionary of actors, agents or both holds."""
    reading = _Reading()
    lines = text.removeprefix("\ufeff").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, 1):
        reading.take(number, line.rstrip("\r"))
    reading.close()
    return Dictionary(
        entries=tuple(reading.entries),
        agents=tuple(reading.agents),
        lines=dict(sorted(reading.lines.items())),
        unreadable=tuple(reading.unreadable),
    )


def is_dictionary(read: Dictionary) -> bool:
    """Tell whether a text was one of these dictionaries: at least half its records have a code."""
    coded = sum(1 for entry in read.entries if entry.codes) + len(read.agents)
    others = len(read.entries) + len(read.agents) - coded + read.lines.get("unreadable", 0)
    return coded > 0 and coded >= others


class _Reading:
    """A dictionary as far as it is read."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.agents: list[Agent] = []
        self.lines: Counter[str] = Counter()
        self.unreadable: list[Unreadable] = []
        self._sets: dict[str, tuple[str, ...]] = {}
        self._names: list[str] = []
        self._codes: list[Dated] = []
        self._begun = (0, "")

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        known = len(self.unreadable)
        kind = self._kind_of(number, line)
        self.lines["unreadable" if len(self.unreadable) > known else kind] += 1

    def close(self) -> None:
        """End the entry that is being read, if one is."""
        if self._names:
            line, note = self._begun
            names, codes = tuple(dict.fromkeys(self._names)), tuple(self._codes)
            self.entries.append(Entry(line=line, names=names, codes=codes, note=note))
        self._names, self._codes = [], []

    def _kind_of(self, number: int, line: str) -> LineKind:
        body = _COMMENT.sub("", line)
        if not body.strip():
            return "comment" if line.strip() else "blank"
        if body.strip().startswith("<!--"):
            return "comment"
        if found := _SET.match(body):
            self._sets[found[1]] = tuple(part.strip() for part in found[2].split(","))
            return "substitution"
        if found := _AGENT.match(body):
            code = found[3]
            if "~" in code:
                self._agent(number, found["name"], found["plural"], code)
                return "agent"
        note = line[len(body) :].strip()
        return self._entry_line(number, body, note)

    def _entry_line(self, number: int, body: str, note: str) -> LineKind:
        codes = list(self._codes_in(number, body))
        name = _BRACKETS.sub("", body).strip()
        if "[" in name or "]" in name or "{" in name:
            self._complain(number, body, "brackets that do not pair")
            name = re.split(r"[\[\]{]", name)[0].strip()
        if "[" in body and not name:
            if not self._names:
                self._complain(number, body, "a code of no actor")
            self._codes.extend(codes)
            return "code"
        if not name.strip("+_ "):
            self._complain(number, body, "no name")
            return "actor"
        if name.startswith("+"):
            if not self._names:
                self._complain(number, body, "a further name of no actor")
                return "synonym"
            self._names.append(name[1:].strip())
            self._codes.extend(codes)
            return "synonym"
        self.close()
        self._begun = (number, note)
        self._names.append(name)
        self._codes.extend(codes)
        return "actor"

    def _codes_in(self, number: int, body: str) -> Iterator[Dated]:
        for match in _BRACKETS.finditer(body):
            found = _CODE.match(match[1].strip())
            if found is None:
                self._complain(number, body, "no code that can be read")
                continue
            try:
                yield _dated(*found.groups())
            except ValueError as error:
                self._complain(number, body, str(error))

    def _agent(self, number: int, name: str, plural: str | None, code: str) -> None:
        names: list[str] = []
        for form in self._expanded(name.strip()):
            names.append(form)
            if plural is None and not _USED.search(name):
                names.append(_plural(form))
        if plural and plural.strip():
            names.extend(self._expanded(plural.strip()))
        self.agents.append(Agent(line=number, names=tuple(names), code=code))

    def _expanded(self, name: str) -> list[str]:
        """Return a name with every substitution set in it written out."""
        used = _USED.findall(name)
        choices = [self._sets.get(one, (one.strip("!"),)) for one in used]
        forms: list[str] = []
        for chosen in itertools.product(*choices):
            form = name
            for marker, word in zip(used, chosen, strict=True):
                form = form.replace(marker, word, 1)
            forms.append(form)
        return forms

    def _complain(self, number: int, text: str, why: str) -> None:
        self.unreadable.append(Unreadable(number, text.strip(), why))


def _dated(code: str, side: str | None, one: str | None, two: str | None) -> Dated:
    """Return a code with its days.

    Raises:
        ValueError: A date is none.
    """
    if one is None:
        return Dated(code)
    first, last = _day(one), None if two is None else _day(two)
    if last is not None and first > last and len(one) == _SHORT:
        first = first.replace(year=first.year - 100)
    if last is not None and first > last:
        raise ValueError(f"{one} lies after {two}")
    if side == "<":
        return Dated(code, None, first)
    if side == ">" and last is None:
        return Dated(code, first, None)
    return Dated(code, first, last if two is not None else first)


def _day(digits: str) -> date:
    """Return the day of a date of six or eight digits.

    Raises:
        ValueError: There is no such day.
    """
    if len(digits) not in {_SHORT, _LONG}:
        raise ValueError(f"{digits} has neither 6 nor 8 digits")
    year, rest = int(digits[:-4]), digits[-4:]
    if len(digits) == _SHORT:
        year += 2000 if year < _PIVOT else 1900
    try:
        return date(year, int(rest[:2]), int(rest[2:]))
    except ValueError:
        raise ValueError(f"{digits} is no day") from None


def _plural(name: str) -> str:
    """Return the regular plural that the format makes of a name."""
    stem = name.rstrip("_ ")
    if stem.endswith("SS"):
        return stem + "ES"
    if stem.endswith("Y") and stem[-2:-1] not in {"A", "E", "O", "U"}:
        return stem[:-1] + "IES"
    return stem + "S"
