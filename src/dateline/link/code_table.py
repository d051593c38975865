"""The crosswalk from claims to other codebooks, read from `codes.yaml` and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from dateline.claim import EVENT_TYPES, EventType, Status
from dateline.errors import ConfigError
from dateline.lexicon import digest, read_data
from dateline.record import Record

FILE = "codes.yaml"
STATUSES: tuple[str, ...] = get_args(Status)

Group = Literal["armed", "rioters", "police"]
Holder = Literal["own", "other"]


class PloverEvent(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A PLOVER event: its quad class, 1 to 4, and the modes that it may have."""

    quad: int
    modes: tuple[str, ...]


class PublishedPlover(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER's names."""

    events: Mapping[str, PloverEvent]
    contexts: tuple[str, ...]


class Published(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names that other codebooks allow; CAMEO's codes by root, parted by spaces."""

    plover: PublishedPlover
    acled: Mapping[str, tuple[str, ...]]
    acled_kinds: Mapping[int, str]
    cameo: Mapping[str, str]
    ucdp: Mapping[str, str]


class When(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a claim must be for a row to fit; a condition that is None always holds.

    Attributes:
        mode: The claim's mode, stated or derived, is one of these.
        trigger: This list of `words` is found in the words of the act.
        evidence: This list of `words` is found in the sentence.
        actors: Those who act are of this group.
        recipients: Those acted on are of this group.
        hurt: Somebody was killed or wounded.
        holder: Who took a place: the state it lies in, or somebody else.
    """

    mode: tuple[str, ...] | None = None
    trigger: str | None = None
    evidence: str | None = None
    actors: Group | None = None
    recipients: Group | None = None
    hurt: bool | None = None
    holder: Holder | None = None


class Why(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a codebook has no name for this, by codebook."""

    acled: str | None = None
    cameo: str | None = None
    ucdp: str | None = None


class Row(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What claims that fit are called.

    Attributes:
        when: Which claims fit; None for all.
        event: PLOVER event.
        mode: PLOVER mode; the mode that a claim states goes before it, unless the row
            has a condition of its own.
        acled: ACLED sub-event type; None if it has none.
        cameo: CAMEO code of the row, where no mode gives a finer one.
        ucdp: Whether it is violence that UCDP counts, given the right sides and a death.
        why: Reasons for what is None.
    """

    event: str
    when: When | None = None
    mode: str | None = None
    acled: str | None = None
    cameo: str | None = None
    ucdp: bool = False
    why: Why = Why()


class Becomes(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The event that an act is named as when it only lies ahead or is threatened."""

    event: str
    cameo: str
    mode: str | None = None


class StatusRule(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a status makes of the codes.

    Attributes:
        only_occurred: ACLED and UCDP, which code what occurred, get none.
        loss: What the codes then cannot say of an act that is named as itself.
        becomes: By PLOVER event of the act, the event named instead.
    """

    only_occurred: bool = False
    loss: str | None = None
    becomes: Mapping[str, Becomes] = {}


class ModeWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mode, and the list of `words` that state it."""

    mode: str
    words: str


class Context(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What supports a PLOVER context: words of the sentence, a side's sector, or the type.

    `events` limits support by sectors to these PLOVER events.
    """

    words: str | None = None
    sectors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()


class Table(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`codes.yaml` as it stands."""

    published: Published
    types: Mapping[EventType, tuple[Row, ...]]
    modes: Mapping[str, Mapping[str, str]]
    statuses: Mapping[Status, StatusRule]
    weapons: Mapping[str, str]
    mode_words: tuple[ModeWords, ...]
    words: Mapping[str, str]
    contexts: Mapping[str, Context]

    def acled_type(self, sub_event_type: str) -> str:
        """Return the ACLED event type that a sub-event type belongs to."""
        return next(name for name, subs in self.published.acled.items() if sub_event_type in subs)

    def is_cameo(self, code: str) -> bool:
        """Tell whether CAMEO has such a code."""
        return code in self.published.cameo.get(code[:2], "").split()

    def modes_of(self, event: str) -> tuple[str, ...]:
        """Return the modes that a PLOVER event may have."""
        return self.published.plover.events[event].modes


def problems(table: Table) -> Iterator[str]:
    """Yield what in the table is no published name, lacks a reason, or is never reached."""
    for missing in sorted(set(EVENT_TYPES) - set(table.types)):
        yield f"types: {missing} has no row"
    for missing in sorted(set(STATUSES) - set(table.statuses)):
        yield f"statuses: {missing} is not told of"
    for event_type, rows in table.types.items():
        where = f"types.{event_type}"
        if not rows or rows[-1].when is not None:
            yield f"{where}: the last row must fit every claim"
        if any(row.when is None for row in rows[:-1]):
            yield f"{where}: a row after one that fits every claim is never reached"
        for row in rows:
            yield from _row_problems(where, row, table)
    yield from _other_problems(table)


def _other_problems(table: Table) -> Iterator[str]:
    for event, codes in table.modes.items():
        for mode, code in codes.items():
            yield from _name_problems(f"modes.{event}", (event, mode), code, table)
    for status, rule in table.statuses.items():
        for event, becomes in rule.becomes.items():
            where = f"statuses.{status}.{event}"
            yield from _name_problems(where, (event, None), None, table)
            names = (becomes.event, becomes.mode)
            yield from _name_problems(where, names, becomes.cameo, table)
    for name in sorted(set(table.contexts) - set(table.published.plover.contexts)):
        yield f"contexts.{name}: no PLOVER context"
    for entry in table.mode_words:
        if entry.words not in table.words:
            yield f"mode_words.{entry.mode}: there is no list of words called {entry.words}"


def _row_problems(where: str, row: Row, table: Table) -> Iterator[str]:
    yield from _name_problems(where, (row.event, row.mode), row.cameo, table)
    subs = {sub for names in table.published.acled.values() for sub in names}
    if row.acled is not None and row.acled not in subs:
        yield f"{where}: {row.acled} is no ACLED sub-event type"
    for codebook, name in (("acled", row.acled), ("cameo", row.cameo), ("ucdp", row.ucdp or None)):
        if (name is None) != (getattr(row.why, codebook) is not None):
            yield f"{where}: {codebook} must have either a name or a reason"
    when = row.when or When()
    for words in (when.trigger, when.evidence):
        if words is not None and words not in table.words:
            yield f"{where}: there is no list of words called {words}"


def _name_problems(
    where: str, plover: tuple[str, str | None], cameo: str | None, table: Table
) -> Iterator[str]:
    event, mode = plover
    if event not in table.published.plover.events:
        yield f"{where}: {event} is no PLOVER event"
    elif mode is not None and mode not in table.modes_of(event):
        yield f"{where}: {mode} is no mode of {event}"
    if cameo is not None and not table.is_cameo(cameo):
        yield f"{where}: {cameo} is no CAMEO code"


@functools.cache
def code_table() -> Table:
    """Return the crosswalk.

    Raises:
        ConfigError: The file does not fit its schema, or names what no codebook has.
    """
    table: Table = read_data(FILE, Table)
    for problem in problems(table):
        raise ConfigError(problem, where=FILE, advice="Mend the entry it names")
    return table


@functools.cache
def words_of(name: str) -> re.Pattern[str]:
    """Return a list of words of the crosswalk as a pattern for lower-case text."""
    return re.compile(code_table().words[name])


@functools.cache
def context_words() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of PLOVER's contexts that words can support."""
    contexts = code_table().contexts
    return {name: re.compile(one.words) for name, one in contexts.items() if one.words}


@functools.cache
def table_digest() -> str:
    """Return a hash over the file, for the signature of the stage."""
    return digest(FILE)
