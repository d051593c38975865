"""Answers: what the review page gets from a study and sends to it, but for single pages.

These records and those of `answers_pages` are the Python side of `web/src/contract.ts`, which
says what each field means; a test holds the two together.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.incident import FigureRule, ReviewStatus
from dateline.judgement import Action, Quote
from dateline.record import Record
from dateline.value import PlaceLevel
from dateline.view.answers_pages import JudgementPage, Quotation

FieldKind = Literal["type", "day", "text", "number"]
PairDecision = Literal["different", "unsure"]
Numbers = list[float | None]
Indexes = list[int | None]
Lists = list[list[int]]


class StudyCounts(Record, frozen=True, kw_only=True):
    """How much there is; `inputs` by what became of them."""

    documents: int
    claims: int
    incidents: int
    copies: int
    judgements: int
    undated: int
    unlocated: int
    inputs: dict[str, int]


class EventTypeInfo(Record, frozen=True, kw_only=True):
    """A type of event, and how many incidents have it."""

    name: str
    label: str
    incidents: int


class FigureRuleInfo(Record, frozen=True, kw_only=True):
    """A rule by which figures are chosen, in words."""

    name: FigureRule
    label: str


class FieldInfo(Record, frozen=True, kw_only=True):
    """A field that a person may set, and what must come with it."""

    name: str
    label: str
    kind: FieldKind
    needs_reason: bool
    needs_quote: bool


class ActionInfo(Record, frozen=True, kw_only=True):
    """A decision, and whether a reason must come with it."""

    action: Action
    needs_reason: bool


class CodeBook(Record, frozen=True, kw_only=True):
    """A code book that claims are coded by."""

    name: str
    label: str


class StudyInfo(Record, frozen=True, kw_only=True):
    """What the study is, and what may be done with it."""

    name: str
    version: str
    live: bool
    read_only: bool
    who: str | None
    revision: str
    counts: StudyCounts
    event_types: tuple[EventTypeInfo, ...]
    figure_rules: tuple[FigureRuleInfo, ...]
    figure_rule: FigureRule | None
    fields: tuple[FieldInfo, ...]
    actions: tuple[ActionInfo, ...]
    code_books: tuple[CodeBook, ...]
    method: str | None = None
    citation: str | None = None
    left_out: int = 0
    coarsened_km: float | None = None


class IncidentLists(Record, frozen=True, kw_only=True):
    """The strings that columns of an `IncidentTable` count into."""

    types: list[str]
    places: list[str]
    countries: list[str]
    admin1: list[str]
    names: list[str]
    speakers: list[str]
    publishers: list[str]
    fields: list[str]


class IncidentTable(Record, frozen=True, kw_only=True):
    """Incidents as columns: one value a row."""

    revision: str
    count: int
    lists: IncidentLists
    id: list[str]
    type: list[int]
    types: Lists
    status: list[Literal["occurred", "alleged"]]
    denied: list[bool]
    first: Indexes = msgspec.field(name="from")
    last: Indexes = msgspec.field(name="to")
    place: Indexes
    country: Indexes
    admin1: Indexes
    lat: Numbers
    lon: Numbers
    level: list[PlaceLevel | None]
    precision_km: Numbers
    actors: Lists
    recipients: Lists
    killed_low: Numbers
    killed_best: Numbers
    killed_high: Numbers
    wounded_low: Numbers
    wounded_best: Numbers
    wounded_high: Numbers
    reports: list[int]
    sources: list[int]
    claims: list[int]
    speakers: Lists
    publishers: Lists
    score: list[float]
    review: list[ReviewStatus]
    edited: Lists
    disputes: list[int]
    comments: list[int]
    title: list[str | None]


class SearchHit(Record, frozen=True, kw_only=True):
    """A claim whose evidence holds the words."""

    incident: str
    claim: str
    quote: Quotation
    matches: tuple[tuple[int, int], ...]


class SearchAnswer(Record, frozen=True, kw_only=True):
    """The incidents whose evidence holds some words."""

    query: str
    revision: str
    incidents: tuple[str, ...]
    hits: tuple[SearchHit, ...]


class PairRow(Record, frozen=True, kw_only=True):
    """Two incidents that may be one."""

    left: str
    right: str
    points: float
    decided: PairDecision | None


class PairQueue(Record, frozen=True, kw_only=True):
    """All incidents that may be one, most points first."""

    revision: str
    pairs: tuple[PairRow, ...]


class Decision(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decides."""

    action: Literal["accept", "reject", "edit", "merge", "split", "not-same", "unsure", "comment"]
    incident: str
    reason: str
    who: str | None
    other: str | None
    field: str | None
    value: str | None
    claims: tuple[str, ...]
    quote: Quote | None


class Undoing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement to undo; the latest where none is named."""

    judgement: str | None
    reason: str
    who: str | None


class Gone(Record, frozen=True, kw_only=True):
    """An incident that is no more, and the one that took it over."""

    id: str
    heir: str | None


class Decided(Record, frozen=True, kw_only=True):
    """What a decision did."""

    revision: str
    judgement: JudgementPage
    changed: IncidentTable
    gone: tuple[Gone, ...]


class JudgementLog(Record, frozen=True, kw_only=True):
    """All judgements, newest first."""

    revision: str
    judgements: tuple[JudgementPage, ...]
    total: int


class Problem(Record, frozen=True, kw_only=True):
    """The body of every answer that is no success."""

    error: str
    where: str
    advice: str
    heir: str | None = None
