"""Dated facts: what a report names that was so from one day to another, and from no other."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateline.clean.date_words import MONTHS
from dateline.clean.published_words import listed
from dateline.document import REPORT_KINDS, Block
from dateline.lexicon import read_data
from dateline.record import Record
from dateline.register import Actor, countries, written_actors
from dateline.sentence import split
from dateline.span import Span

Days = tuple[date, date | None]
"""First and last day, both included; None for no end known."""

_MARGIN = timedelta(60)
"""How long after its end a fact may be told of as if it went on, and how long before the
day in the register a group may have been founded."""

_AFTERLIFE = timedelta(366)
"""How long a dissolved group may go on fighting in reports."""

_GROUPS = frozenset(("armed_group", "coalition", "mission", "igo", "monitor", "ngo"))
"""Kinds of actor whose names are nobody else's before they are founded."""

_LEAD = 3
"""Sentences from the first in which a group that acts is one of the report's own time."""

_SHORTEST = 8
"""Letters of the shortest name of one word that nothing else bears."""

_WORD = re.compile(r"[^\W_]+")
_FIRST = re.compile(r"\b(?:[^\W\d_a-z][^\W_]*|al|an|ar|as|at|el)\b")
_NAME = re.compile(
    r"(?:(?:[^\W\d_a-z][\w'’.]*|and|for|in|of|the|al|an|ar|as|at|el|e|i|ul|de|la|del|do|da|du)"
    r"(?:[ -]|$))+"
)
_PUNCTUATION = " \n\t.,;:!?'’\"”“)]/…"
_ACTS = re.compile(
    r"(?: (?:fighters|forces|troops|militants|rebels|gunmen|guerrillas|peacekeepers|insurgents))?"
    r" (?:have |has |on \w+day )?(?:said|killed|attacked|captured|seized|shelled|ambushed|overran"
    r"|stormed|released|clashed|fired|bombed|entered|advanced|claimed|denied)\b"
)
_SPEAKS = (
    r",? (?:on \w+day |has |have |also )?(?:said|says|told|warned|announced|vowed|called|met|meets"
    r"|ordered|urged|is|will|condemned|arrived|visited|spoke|accused|rejected|promised|pledged)\b"
)
_BEFORE = re.compile(
    r"\b(?:former|late|then|ex|ousted|outgoing|under|future|vice|deputy|shadow|acting)\W*$",
    re.I,
)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})(?: \d\d?(?:st|nd|rd|th)?,?)?"
_YEAR = re.compile(
    rf"(?:\bsince|\b(?:was|were|had|did|began|took|fell|won|lost|broke|led|left|came|went|\w{{2,}}ed)\b"
    rf"(?: [\w'’-]+){{0,4}}? (?:in|during|of|on)) (?:late |early )?(?:{_MONTH} )?"
    r"(?P<year>(?:19|20)\d\d)\b(?![-–]?\d)"
    r"(?! (?:people|men|women|fighters|soldiers|troops|homes|metres|meters|km|miles|hours))"
)
"""A year in which something was done: those of plans, votes and contracts stand bare."""

_TO_COME = re.compile(
    r"\b(?:scheduled for|due in|(?:will|to) be held in|planned for) (?:\w+ )?(?P<year>20\d\d)\b"
)
_QUOTED = re.compile(r"[\"“”]")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AHEAD = re.compile(
    r"\b(?:will|would|to be|by|until|due|next|upcoming|plan\w*|expect\w*|schedul\w*|forecast\w*"
    r"|project\w*|predict\w*|propos\w*|target\w*|deadline|goal|budget|hope\w*|if|agenda|ahead|eyes|bid|takes"
    r"|candidate|nominat\w+|renew\w*|not? later)\b",
    re.IGNORECASE,
)


_RENAMED = {"not_": "not", "all_": "all"}


class Evidence(NamedTuple):
    """Something a report says that holds only for some days.

    Attributes:
        says: What, as a clause about the report: "it looks back on 2015".
        spans: The days of publication that it leaves open.
        words: The words that say it.
    """

    says: str
    spans: tuple[Days, ...]
    words: Span

    def allows(self, day: date) -> bool:
        """Tell whether a report that says this may have appeared on a day."""
        return any(first <= day and (last is None or day <= last) for first, last in self.spans)


class Fact(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_RENAMED):
    """A state of affairs.

    Attributes:
        id: Its name in tests.
        says: What was so, as part of a sentence.
        spans: From which days to which, both included.
        all_: Patterns that must all be found in one sentence (`all` in YAML).
        examples: Sentences that say it of their own time.
        not_: Sentences that do not (`not` in YAML).
    """

    id: str
    says: str
    spans: tuple[tuple[date, date | None], ...]
    all_: tuple[str, ...]
    examples: tuple[str, ...]
    not_: tuple[str, ...]


class Facts(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file `dated_facts.yaml`."""

    words: Mapping[str, str]
    history: str
    facts: tuple[Fact, ...]


class Holder(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One who held an office.

    Attributes:
        title: The office, as it stands before the name.
        names: Full names.
        terms: From which days to which, both included; without a last day for open ones.
    """

    title: str
    names: tuple[str, ...]
    terms: tuple[tuple[date, ...], ...]

    def spans(self) -> tuple[Days, ...]:
        """Return the terms as days, with none for an open end."""
        return tuple((term[0], term[1] if len(term) > 1 else None) for term in self.terms)


class _State(NamedTuple):
    fact: Fact
    patterns: tuple[re.Pattern[str], ...]


def evidence(text: str, blocks: Sequence[Block]) -> tuple[Evidence, ...]:
    """Return what a report says that dates it, in no order that matters.

    Only blocks that tell something are read, so no page furniture.
    """
    sentences = [
        sentence
        for block in blocks
        if block.kind in REPORT_KINDS
        for sentence in split(text, block.start, block.end)
    ]
    states = [state for state in _states() if state.patterns[0].search(text)]
    found = [item for sentence in sentences for item in _of_affairs(sentence, states)]
    lowered = text.lower()
    if any(title in lowered for title in _titles()):
        found += [item for sentence in sentences for item in _of_holders(sentence)]
    found += _actors(sentences, text)
    if _ANY_YEAR.search(text):
        found += _years_of(sentences)
    return tuple(found)


def _of_affairs(sentence: Span, states: Sequence[_State]) -> Iterator[Evidence]:
    """Yield the states of affairs that a sentence tells of as of its own time."""
    for state in states:
        if all(pattern.search(sentence.text) for pattern in state.patterns):
            if _history().search(sentence.text):
                return
            says = f"it tells of a time when {state.fact.says}, {_years(state.fact.spans)}"
            yield Evidence(says, _widened(state.fact.spans), sentence)


def _of_holders(sentence: Span) -> Iterator[Evidence]:
    """Yield the offices of those who speak or act under their titles in a sentence."""
    for match in _holding().finditer(sentence.text):
        if _BEFORE.search(sentence.text[: match.start()]) or _history().search(sentence.text):
            continue
        holder = _holders()[_office(match["title"]), match["name"]]
        says = f"it names {match['name']} as {holder.title}, {_years(holder.spans())}"
        words = sentence.part(match.start(), match.end("name"))
        yield Evidence(says, _widened(holder.spans()), words)


def _widened(spans: Sequence[Days]) -> tuple[Days, ...]:
    return tuple((first, last + _MARGIN if last else None) for first, last in spans)


def _years(spans: Sequence[Days]) -> str:
    """Return spans as a sentence names them: "from 2014 to 2017", "in 1999", "from 2025 on"."""
    return listed([_year_span(first.year, last.year if last else None) for first, last in spans])


def _year_span(first: int, last: int | None) -> str:
    if last is None:
        return f"from {first} on"
    return f"in {first}" if first == last else f"from {first} to {last}"


@functools.cache
def _file() -> Facts:
    found: Facts = read_data("dated_facts.yaml", Facts)
    return found


@functools.cache
def _states() -> tuple[_State, ...]:
    words = _file().words

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, meaning in words.items():
            pattern = pattern.replace("{" + name + "}", meaning)
        return re.compile(pattern)

    return tuple(_State(fact, tuple(map(compiled, fact.all_))) for fact in _file().facts)


def facts() -> tuple[Fact, ...]:
    """Return the states of affairs of `dated_facts.yaml`.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    return _file().facts


@functools.cache
def _history() -> re.Pattern[str]:
    return re.compile(_file().history, re.IGNORECASE)


def holders() -> tuple[Holder, ...]:
    """Return those of `office_holders.yaml`.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    found: tuple[Holder, ...] = read_data("office_holders.yaml", tuple[Holder, ...])
    return found


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(_office(one.title).split()[-1] for one in holders())


@functools.cache
def _holders() -> Mapping[tuple[str, str], Holder]:
    return {(_office(one.title), name): one for one in holders() for name in one.names}


def _office(title: str) -> str:
    return title.casefold().replace("defence", "defense")


@functools.cache
def _holding() -> re.Pattern[str]:
    named = sorted({re.escape(_office(one.title)) for one in holders()})
    titles = "|".join(named).replace("defense", "defen[cs]e")
    by_title = "|".join(
        f"(?:{re.escape(name)})" for name in sorted({n for one in holders() for n in one.names})
    )
    return re.compile(rf"\b(?P<title>(?i:{titles})) (?P<name>{by_title}){_SPEAKS}")


class _Names(NamedTuple):
    """The names of groups by their first words, longer ones first."""

    by_first: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, tuple[Actor, ...]]


@functools.cache
def _groups() -> _Names:
    """Return the names of groups that tell when a report cannot have appeared.

    Abbreviations and short names are left out: they are other people's too. So are names
    that are half description ("Acehnese rebels"), and other words than its own name that a
    group is called by: places bear those.
    """
    named: dict[str, list[Actor]] = {}
    for actor in written_actors():
        for name in (actor.name, *actor.names):
            named.setdefault(name, []).append(actor)
    kept = {
        name: tuple(actors)
        for name, actors in named.items()
        if all(actor.kind in _GROUPS and actor.valid_from for actor in actors)
        and _NAME.fullmatch(name)
        and (" " in name or (len(name) >= _SHORTEST and any(a.name == name for a in actors)))
    }
    first: dict[str, list[str]] = {}
    for name in sorted(kept, key=len, reverse=True):
        first.setdefault(_WORD.findall(name)[0], []).append(name)
    return _Names({word: tuple(names) for word, names in first.items()}, kept)


def _named(sentence: str) -> Iterator[tuple[int, str]]:
    """Yield the names of groups in a sentence, each with where it begins."""
    names = _groups()
    end = 0
    for word in _FIRST.finditer(sentence):
        start = word.start()
        for name in names.by_first.get(word.group(), ()):
            after = start + len(name)
            if start >= end and sentence[start : after + 1].rstrip(_PUNCTUATION) == name:
                yield start, name
                end = after
                break


def _actors(sentences: Sequence[Span], text: str) -> Iterator[Evidence]:
    """Yield what the groups named say: none before it was founded, none acts long after its end."""
    seen: set[str] = set()
    for place, sentence in enumerate(sentences):
        for start, name in _named(sentence.text):
            actors = _groups().actors[name]
            if name in seen or not any(_at_home(actor, text) for actor in actors):
                continue
            seen.add(name)
            begun = min(actor.valid_from for actor in actors if actor.valid_from)
            words = sentence.part(start, start + len(name))
            last = _last(actors) if place < _LEAD and _acts(sentence, words) else None
            says = f"it names {actors[0].name}, known {_years([(begun, last)])}"
            yield Evidence(says, ((begun - _MARGIN, last and last + _AFTERLIFE),), words)


def _last(actors: Sequence[Actor]) -> date | None:
    """Return the last day of the actors of one name; None if one of them still exists."""
    ends = [actor.valid_to for actor in actors if actor.valid_to]
    return max(ends) if len(ends) == len(actors) else None


def _acts(sentence: Span, name: Span) -> bool:
    """Tell whether a group is said to do something in a sentence that tells no history."""
    after = sentence.text[name.end - sentence.start :]
    return bool(_ACTS.match(after)) and not _history().search(sentence.text)


def _at_home(actor: Actor, text: str) -> bool:
    """Tell whether a text names a state that an actor belongs to or acts in."""
    states = [state for state in (actor.country, *actor.theatres) if state]
    return not states or any(name in text for state in states for name in _state_names()[state])


@functools.cache
def _state_names() -> Mapping[str, tuple[str, ...]]:
    return {
        country.iso: (country.name, *country.names, *country.adjectives, *country.capitals)
        for country in countries()
    }


def _years_of(sentences: Sequence[Span]) -> Iterator[Evidence]:
    """Yield the latest time that a report looks back on, and the earliest year it looks ahead to.

    It appeared no earlier than the one and no later than the other.
    """
    past: tuple[date, Span] | None = None
    ahead: tuple[date, Span] | None = None
    for sentence in sentences:
        for match in _YEAR.finditer(sentence.text):
            month = MONTHS.index(match["month"]) + 1 if match["month"] else 1
            first = date(int(match["year"]), month, 1)
            if (past is None or first > past[0]) and not _AHEAD.search(sentence.text):
                past = first, sentence.part(*match.span("year"))
        coming = None if _QUOTED.search(sentence.text) else _TO_COME.search(sentence.text)
        if coming and not _YEAR.search(sentence.text[: coming.start()]):
            last = date(int(coming["year"]), 12, 31)
            if ahead is None or last < ahead[0]:
                ahead = last, sentence.part(*coming.span("year"))
    if past:
        yield Evidence(f"it looks back on {past[0].year}", ((past[0], None),), past[1])
    if ahead:
        yield Evidence(f"it looks ahead to {ahead[0].year}", ((date.min, ahead[0]),), ahead[1])
