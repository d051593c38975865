"""Answers about one incident or one report; `web/src/contract.ts` says what each field means."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from dateline.claim import Claim
from dateline.document import Block, Published
from dateline.incident import Incident, TellingRole
from dateline.judgement import Action, Quote
from dateline.merge.copies import Change, Match
from dateline.merge.scoring import Reason
from dateline.record import Record
from dateline.span import Span
from dateline.value import DayRange, FigureKind, SpeakerKind, VerbClass

Role = Literal[
    "trigger", "actor", "recipient", "place", "date", "figure", "weapon", "source", "cue",
    "evidence",
]  # fmt: skip
MentionKind = Literal["entity", "place", "time", "figure", "weapon"]


class ClaimField(Record, frozen=True, kw_only=True):
    """One thing that was read for a claim, and its words."""

    path: str
    role: Role
    label: str
    value: str
    detail: str | None
    spans: tuple[Span, ...]


class ChainHop(Record, frozen=True, kw_only=True):
    """One of those according to whom, from the outlet inwards."""

    kind: Literal["outlet", "agency", "speaker"]
    name: str | None
    id: str | None = None
    speaker_kind: SpeakerKind | None = None
    named: bool = False
    party: bool = False
    verb_class: VerbClass | None = None
    said: DayRange | None = None
    direct: bool = False
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None


class CodePage(Record, frozen=True, kw_only=True):
    """A claim's code in one code book, and what it cannot hold."""

    book: str
    code: str | None
    losses: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """What one telling says otherwise than the incident."""

    field: str
    here: str
    incident: str


class Quotation(Record, frozen=True, kw_only=True):
    """Some words of a report with a few around them."""

    document: str
    start: int
    end: int
    before: str
    words: str
    after: str


class ClaimPage(Record, frozen=True, kw_only=True):
    """One claim of an incident."""

    claim: Claim
    document: str
    role: TellingRole
    copied: bool
    source: str
    fields: tuple[ClaimField, ...]
    chain: tuple[ChainHop, ...]
    codes: tuple[CodePage, ...]
    reasons: tuple[Reason, ...]
    differs: tuple[Difference, ...]
    quote: Quotation


class FigureWords(Record, frozen=True, kw_only=True):
    """Where the words of one figure stand."""

    claim: str
    document: str
    publisher: str | None
    span: Span | None


class FigurePage(Record, frozen=True, kw_only=True):
    """The words of each telling of one figure table."""

    kind: FigureKind
    tellings: tuple[FigureWords, ...]


class ReportSummary(Record, frozen=True, kw_only=True):
    """A report in a few lines."""

    id: str
    title: str | None
    publisher: str | None
    byline: str | None
    agencies: tuple[str, ...]
    language: str | None
    uri: str
    url: str | None
    published: Published
    copy_of: str | None
    sha256: str


class CopyPage(Record, frozen=True, kw_only=True):
    """A report that repeats another one, and what it changed."""

    document: str
    copy_of: str
    containment: float
    figures_changed: bool
    matches: tuple[Match, ...]
    changes: tuple[Change, ...]


class FieldSource(Record, frozen=True, kw_only=True):
    """A claim's field that an incident's field was made from."""

    claim: str
    path: str


class FieldValue(Record, frozen=True, kw_only=True):
    """A field that a person may set: what stands, and what the machine says."""

    name: str
    value: str | None
    machine: str | None
    edited: bool
    sources: tuple[FieldSource, ...] = msgspec.field(name="from")


class PairPage(Record, frozen=True, kw_only=True):
    """Another incident that may be this one, by the two claims that have most in common."""

    other: str
    points: float
    reasons: tuple[Reason, ...]
    left: Quotation
    right: Quotation
    decided: Literal["different", "unsure"] | None


class JudgementPage(Record, frozen=True, kw_only=True):
    """A judgement, without the anchors by which it is found again."""

    id: str
    decided: datetime
    who: str
    action: Action
    object: str
    other: str | None
    field: str | None
    before: str | None
    after: str | None
    reason: str
    quote: Quote | None
    undo_of: str | None
    in_force: bool


class IncidentPage(Record, frozen=True, kw_only=True):
    """One incident in full."""

    revision: str
    incident: Incident
    claims: tuple[ClaimPage, ...]
    figures: tuple[FigurePage, ...]
    reports: tuple[ReportSummary, ...]
    copies: tuple[CopyPage, ...]
    fields: tuple[FieldValue, ...]
    pairs: tuple[PairPage, ...]
    judgements: tuple[JudgementPage, ...]


class TextPiece(Record, frozen=True, kw_only=True):
    """A stretch of a report's text."""

    start: int
    text: str


class MentionPage(Record, frozen=True, kw_only=True):
    """Words that name something, and what they were linked to."""

    kind: MentionKind
    start: int
    end: int
    text: str
    value: str | None


class RejectionPage(Record, frozen=True, kw_only=True):
    """What was left out of a reading, and why."""

    stage: str
    reason: str
    advice: str | None
    span: Span | None


class OriginalPage(Record, frozen=True, kw_only=True):
    """The bytes that were read, as they were kept."""

    sha256: str
    size: int
    media_type: str
    charset: str | None
    uri: str
    url: str | None
    retrieved: str | None
    download: str | None


class ReportClaim(Record, frozen=True, kw_only=True):
    """A claim of a report, and the incident it is in."""

    claim: Claim
    fields: tuple[ClaimField, ...]
    incident: str | None
    role: TellingRole | None


class ReportPage(Record, frozen=True, kw_only=True):
    """One report in full."""

    report: ReportSummary
    length: int
    pieces: tuple[TextPiece, ...]
    blocks: tuple[Block, ...]
    mentions: tuple[MentionPage, ...]
    rejections: tuple[RejectionPage, ...]
    original: OriginalPage | None
    claims: tuple[ReportClaim, ...]
