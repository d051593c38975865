"""Judgement: what a person decided, when, about what, and why. Never overwritten.

A decision is undone by another one that names it. Decisions about what belongs together
are kept as pairs of claims, and claims by the words they were read from, so that they
hold when reports are read again by another reader and when incidents change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from dateline.record import Record, content_id

Action = Literal[
    "accept", "reject", "edit", "merge", "split", "not-same", "unsure", "comment", "undo"
]
"""`unsure` and `comment` are kept beside the others and change no incident."""
ACTIONS: tuple[Action, ...] = get_args(Action)

UNREASONED: frozenset[Action] = frozenset(("accept", "not-same", "unsure", "undo"))
UNREASONED_FIELDS: frozenset[str] = frozenset(("event_type", "date_from", "date_to"))
"""Decisions, and fields of an edit, that may stand without a reason: the words in view are it."""


def needs_reason(action: Action, field: str | None = None) -> bool:
    """Tell whether a decision must come with a reason."""
    return action not in UNREASONED and not (action == "edit" and field in UNREASONED_FIELDS)


class Quote(Record, frozen=True, kw_only=True):
    """The words that a decision was read from.

    Attributes:
        text: The words.
        document: Id of the report that they stand in; None for words from outside the study.
        start: Where they begin in its text; None outside the study.
        end: Where they end, excluded.
    """

    text: str
    document: str | None = None
    start: int | None = None
    end: int | None = None


class Anchor(Record, frozen=True):
    """A claim, and where the words stand that it was read from.

    Attributes:
        claim: Its id.
        document: Id of its document.
        start: Where its trigger begins in the document's text.
        end: Where the trigger ends, excluded.
    """

    claim: str
    document: str
    start: int
    end: int


class Judgement(Record, frozen=True, kw_only=True):
    """One decision of one person.

    Attributes:
        id: `Judgement.make_id` of what follows.
        decided: When, in UTC.
        who: The person, as they sign.
        action: What was decided.
        object: The incident or claim it is about, by its id at that time.
        other: The second incident or claim, where two are needed.
        field: The field that an edit sets.
        before: Its value before, as text; None if it was empty.
        after: Its value after, as text; None to empty it.
        reason: Why, in the person's words; the words of a comment.
        quote: The words that it was read from, where the person named some.
        undo_of: Id of the judgement that this one undoes.
        left: The claims of `object`, so that it is found again.
        right: The claims of `other`, or those split off.
    """

    id: str
    decided: datetime
    who: str
    action: Action
    object: str
    reason: str
    other: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    quote: Quote | None = None
    undo_of: str | None = None
    left: tuple[Anchor, ...] = ()
    right: tuple[Anchor, ...] = ()

    @staticmethod
    def make_id(decided: datetime, who: str, action: str, *about: str) -> str:
        """Return the id of a judgement."""
        return content_id(decided.isoformat(), who, action, *about)


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the decisions that stand, oldest first: no undone ones, and no undoings.

    An undoing may be undone, which puts the first decision back in force.
    """
    ordered = sorted(judgements, key=lambda item: (item.decided, item.id))
    undone: set[str] = set()
    for item in reversed(ordered):
        if item.action == "undo" and item.id not in undone and item.undo_of:
            undone.add(item.undo_of)
    return tuple(item for item in ordered if item.action != "undo" and item.id not in undone)
