"""Modality: whether a thing told happened, and whether it is recalled from long ago."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.claim import EventType, Status
from dateline.document import Document
from dateline.extract.act import Act, segment
from dateline.extract.lexis import EventWord, Lexis
from dateline.extract.phrase import Phrase
from dateline.record import Record

_YEAR = re.compile(
    r"(?<![\d,.])(1[6-9]\d\d|20\d\d)(?![\d,]\d|\.\d|%| (?:people|men|troops|soldiers))"
)
_BE_ING = frozenset("is are was were been be 's 're".split())
_ONGOING_TYPES = frozenset(("battle", "protest", "displacement", "riot", "shelling", "air_strike"))


class Verdict(Record, frozen=True, kw_only=True):
    """How a telling stands to the facts.

    Attributes:
        status: As `Claim.status`; None where nothing is told to have happened or to be
            going to (a hypothesis, a general statement).
        background: As `Claim.background`.
        reason: Why the status is None.
    """

    status: Status | None
    background: bool = False
    reason: str | None = None


def judge(phrase: Phrase, act: Act, entry: EventWord, event_type: EventType) -> Verdict:
    """Return how the sentence presents an act; `background` is left to `is_background`."""
    patterns = phrase.lexis.modality
    low, high = segment(phrase, act.first)
    start = phrase.starts[act.first]
    text = phrase.span.text
    left = text[phrase.starts[low] : start]
    near = left[-45:].rpartition(",")[2]
    if patterns["general"].search(text[max(0, start - 60) : phrase.ends[act.last - 1] + 40]):
        return Verdict(status=None, reason="told in general")
    if _hypothetical(patterns, left, near):
        return Verdict(status=None, reason="told as possible, not as happened")
    right = text[phrase.ends[act.last - 1] : phrase.ends[high - 1]]
    status = _status(patterns, left, near, right, _TellingOf(entry, act, event_type, phrase))
    return Verdict(status=status)


def _hypothetical(patterns: Mapping[str, re.Pattern[str]], left: str, near: str) -> bool:
    if re.search(r"\b(?:if|unless|whether|in case)\b", left, re.IGNORECASE):
        return True
    return patterns["hypothesis"].search(near) is not None


class _TellingOf(Record, frozen=True):
    entry: EventWord
    act: Act
    event_type: EventType
    phrase: Phrase


def _status(
    patterns: Mapping[str, re.Pattern[str]], left: str, near: str, right: str, told: _TellingOf
) -> Status:
    if told.entry.status is not None:
        return told.entry.status
    if told.entry.downing or patterns["prevented"].search(near):
        return "prevented"
    if patterns["negation"].search(near[-30:]) or re.search(r"\bden(?:y|ied|ies|ying)\b", left):
        return "denied"
    if patterns["threatened"].search(left[-60:]):
        return "threatened"
    if _planned(patterns, near, told):
        return "planned"
    if patterns["doubt"].search(left[-70:]):
        return "alleged"
    return _asserted(patterns, near, right, told)


def _planned(patterns: Mapping[str, re.Pattern[str]], near: str, told: _TellingOf) -> bool:
    phrase, first = told.phrase, told.act.first
    if told.act.noun:
        return patterns["planned"].search(near[-25:]) is not None
    index = first - 1
    while index >= 0 and phrase.tags[index] in "XAT":
        if phrase.lows[index] in {"will", "would", "shall", "'ll"}:
            return True
        if phrase.tags[index] == "T" and patterns["planned"].search(near):
            return True
        if phrase.tags[index] == "T" and not phrase.chunk_at(index - 1) and index:
            return patterns["planned"].search(near) is not None
        index -= 1
    return False


def _asserted(
    patterns: Mapping[str, re.Pattern[str]], near: str, right: str, told: _TellingOf
) -> Status:
    if told.event_type not in _ONGOING_TYPES:
        return "occurred"
    phrase, act = told.phrase, told.act
    if not act.noun and phrase.lows[act.first].endswith("ing") and act.first:
        if phrase.lows[act.first - 1] in {"is", "are", "'re"}:
            return "ongoing"
    if patterns["ongoing"].search(near[-20:]) or patterns["ongoing"].search(right[:14]):
        return "ongoing"
    return "occurred"


class Calendar(Record, frozen=True):
    """The years by which a telling is known as an old one.

    Attributes:
        year: Year of publication, or the latest year the text names; None if neither.
    """

    year: int | None

    @classmethod
    def of(cls, document: Document) -> Calendar:
        """Return the calendar of a document."""
        if document.published.last is not None:
            return cls(document.published.last.year)
        years = [
            int(match.group())
            for block in document.report_blocks()
            for match in _YEAR.finditer(document.text, block.start, block.end)
        ]
        return cls(max(years, default=None))

    def is_background(self, phrase: Phrase, act: Act, lexis: Lexis) -> bool:
        """Tell whether a sentence recalls something from long before the report."""
        text = phrase.span.text
        start, end = phrase.starts[act.first], phrase.ends[act.last - 1]
        around = text[max(0, start - 80) : end + 80]
        years = [int(match.group()) for match in _YEAR.finditer(around)]
        if years and self.year is not None and max(years) < self.year:
            return True
        return lexis.modality["background"].search(text[max(0, start - 50) : end + 50]) is not None
