"""Incident: one happening, all claims about it, and conflicting figures side by side."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from dateline.claim import EventType
from dateline.record import Record
from dateline.value import FigureKind, Place, SpeakerKind

TellingRole = Literal["tells", "denies", "announces", "recalls"]
"""What a claim does in an incident: it `tells` that it happened, `denies` it, `announces`
it (planned, threatened, prevented) or, in a later report, `recalls` it."""

ReviewStatus = Literal["unreviewed", "accepted", "rejected"]

FigureRule = Literal["ucdp", "acled", "airwars", "official"]
"""How one range is chosen from conflicting figures; see `merge/figures.py`."""
FIGURE_RULES: tuple[FigureRule, ...] = get_args(FigureRule)

FigureState = Literal["counts", "part", "revised", "copy", "doubtful", "not_told"]
"""Why a figure counts or does not: it is a part of a total, the same speaker revised it,
a copy repeats it, a party to the fight gives it while others do not depend on it
(`doubtful`), or its claim does not tell that the incident happened (`not_told`)."""


class FigureTelling(Record, frozen=True, kw_only=True):
    """One figure of one claim.

    Attributes:
        claim: Id of the claim.
        position: Which of the claim's figures it is, from 0.
        low: Least value the words allow; None if they give none.
        high: Greatest value the words allow; None if they give none.
        words: The words of the number.
        of: Of whom or what, in the report's words.
        speaker: According to whom: the last speaker of the chain, or the outlet.
        source: Which independent source that is; one source has one latest figure.
        speaker_kind: What kind of source that is; None if nothing tells.
        said: The day of the statement, or the day the report appeared.
        state: Whether it counts, and if not, why.
    """

    claim: str
    position: int
    low: float | None
    high: float | None
    words: str
    of: str | None
    speaker: str
    source: str
    speaker_kind: SpeakerKind | None
    said: date | None
    state: FigureState


class FigureTable(Record, frozen=True, kw_only=True):
    """All figures of one kind that an incident's claims give, and the chosen range.

    Attributes:
        kind: What is counted.
        unit: In which unit.
        low: Chosen least value; None if no figure gives one.
        best: Chosen single value; None where the rule chooses none.
        high: Chosen greatest value; None if no figure gives one.
        rule: The rule that chose; `judged` where a person did.
        reason: Why these, in a sentence.
        tellings: Every figure, by day and claim.
    """

    kind: FigureKind
    unit: str | None
    low: float | None
    best: float | None
    high: float | None
    rule: FigureRule | Literal["judged"]
    reason: str
    tellings: tuple[FigureTelling, ...]


class IncidentClaim(Record, frozen=True, kw_only=True):
    """One claim of an incident.

    Attributes:
        claim: Its id.
        document: Id of its document.
        role: What it does in the incident.
        copied: Whether its words stand in a report that this document repeats.
        source: Who says so in the end: the last named speaker, or the outlet.
    """

    claim: str
    document: str
    role: TellingRole
    copied: bool
    source: str


class Dispute(Record, frozen=True, kw_only=True):
    """Where the machine now disagrees with a person's judgement, which stands.

    Attributes:
        judgement: Id of the judgement.
        field: What it is about.
        judged: What the person decided.
        machine: What the machine would say.
    """

    judgement: str
    field: str
    judged: str | None
    machine: str | None


class Incident(Record, frozen=True, kw_only=True):
    """One happening, as all reports together tell it.

    Attributes:
        id: Kept when reports are added; else a hash of the first telling.
        previous: Ids of incidents that are now part of this one, or that it was split from.
        event_type: The type that most tellings give it.
        event_types: All types, most told first.
        status: `occurred`, or `alleged` where no report asserts it without doubt.
        first: First day on which it may have happened (`from` in JSON); None if not told.
        last: Last such day, included (`to` in JSON).
        place: The most precise place told; None if none is.
        actors: Names of those said to have done it, most told first.
        recipients: Names of those it was done to, most told first.
        claims: All claims about it, in the order in which their reports appeared.
        figures: One table for each kind of figure.
        reports: Reports that tell it, copies folded into what they repeat.
        sources: Independent sources, each once; a copy adds none.
        review: What a person decided about it.
        edited: Fields that a person set.
        disputes: Where machine and judgement differ.
    """

    id: str
    event_type: EventType
    claims: tuple[IncidentClaim, ...]
    previous: tuple[str, ...] = ()
    event_types: tuple[EventType, ...] = ()
    status: Literal["occurred", "alleged"] = "occurred"
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    place: Place | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    figures: tuple[FigureTable, ...] = ()
    reports: int = 0
    sources: tuple[str, ...] = ()
    review: ReviewStatus = "unreviewed"
    edited: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def figure(self, kind: FigureKind) -> FigureTable | None:
        """Return the table of one kind of figure; None if no claim gives one."""
        return next((table for table in self.figures if table.kind == kind), None)
