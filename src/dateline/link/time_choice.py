"""Which time expression dates an event, and which dates only the saying of it.

An event takes its date from its own clause, else from its sentence, else from the
sentence before where the telling goes straight on. Times that belong to a verb of
saying are never event times, and the day of publication is never put in their place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.claim import Claim
from dateline.document import Document
from dateline.link import time_cues
from dateline.link.time_report import Told, within
from dateline.mention import TimeMention
from dateline.span import Span
from dateline.value import DateRelation, EventDate


class Dated(NamedTuple):
    """Days told in a sentence, from one time expression or from two that make a range.

    Attributes:
        span: The words.
        first: First day.
        last: Last day, included.
        relation: How an event lies to these days.
        said: Whether they date a saying.
        leads: Whether they stand at the head of the sentence, over all its verbs.
        owner: Start of the noun that they belong to ("Sunday's raid"); None for no noun.
    """

    span: Span
    first: date
    last: date
    relation: DateRelation = "on"
    said: bool = False
    leads: bool = False
    owner: int | None = None


_GOING_ON = re.compile(r"\b(?:have|has) (?:spent|been)\b[^,.;]*$")
_WIDE = 28
"""Days: what comes after something in the same month or year still lies in it."""
_PREPOSITION = re.compile(
    r"(?:\b(?:shortly|soon|just|late|early|long|hours|minutes)\s+)?\b"
    r"(?:before|after|since|until|by|on|in|at|from|between|during|of|for|the)\s+"
    r"(?:the\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^,?\s*(?:when|in which|during which|as)\b", re.IGNORECASE)
_HARD = re.compile(r";|: | – | — |[()]|\n|[.!?][”\"]?\s")
_LEAD = re.compile(
    r"^[\W_]*(?:(?:on|in|at|by|during|late|early|since|between|from|around|about|shortly|before|after|"
    r"it was|the|earlier|over|until|then|but|and|again|also|\d\d:\d\d)\W*)*$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"['’]s?\s+(?:\w+[\s-]+){0,4}")
_LIMIT = 14.0
_STEP = 20
"""Characters between an event and a time that cost one."""
_LONGEST = 400
"""Days: a decade or an era dates no event."""
_SEASON_WORD = re.compile(
    r"(?:spring|summer|autumn|winter|daylight|night|morning|day)", re.IGNORECASE
)
_INSIDE = re.compile(r"\b(?:in|during|over|through|by|at|of|this|that|last)\s+$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:a|an|the|its|his|her|their|this|that|our)\s+$", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\s+(?!(?:and|or|but|that|when|after|with|by|in|on|at|to|for|as|of|the|a|an)\b)[a-z]"
)
_SAID_EARLIER = re.compile(
    r"\b(?:said|says|told|stated|announced|reported|confirmed|added|claimed|declared|warned|denied"
    r"|wrote)\b[^.;\"“”]{0,80}$"
)


def stretches(document: Document, times: Sequence[Told], sentence: Span) -> list[Dated]:
    """Return the days told in a sentence, in text order, ranges joined."""
    found: list[Dated] = []
    for told in within(times, sentence):
        time = told.mention
        if told.heads or not time.value:
            continue
        first, last = time.value.first, time.value.last
        if (
            first is None
            or last is None
            or time.value.type == "SET"
            or (last - first).days > _LONGEST
        ):
            continue
        lead = document.text[max(0, time.start - 12) : time.start]
        if _SEASON_WORD.fullmatch(time.text) and not _INSIDE.search(lead):
            continue
        dated = _dated(document, time, sentence, (first, last))
        joined = _joined(document.text, found[-1], dated) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(dated)
    return found


def _dated(document: Document, time: TimeMention, sentence: Span, days: tuple[date, date]) -> Dated:
    text = document.text
    before, after = text[sentence.start : time.start], text[time.end : sentence.end]
    noun = _NOUN.match(after) or (
        _ATTRIBUTE.search(before[-12:])
        and not time.text.lower().startswith("the ")
        and _ATTRIBUTED.match(after)
    )
    first = days[0]
    relation, last = _relation(document, time, before, after)
    return Dated(
        Span(time.start, time.end, time.text),
        first,
        last or days[1],
        relation,
        said=not noun and _is_said(before, after),
        leads=bool(_LEAD.match(before)) and not noun,
        owner=time.end if noun else None,
    )


def _is_said(before: str, after: str) -> bool:
    """Tell whether a time dates a saying, from what stands before and after it."""
    if time_cues.saying().search(before[-60:]):
        return True
    return bool(re.match(r"\s*,?\s*that\b", after) and _SAID_EARLIER.search(before[-120:]))


def _relation(
    document: Document, time: TimeMention, before: str, after: str
) -> tuple[DateRelation, date | None]:
    """Return how an event lies to a time, and the last day where the words move it.

    "Since Monday" runs to the day of publication, and so does "this month".
    """
    published, value = document.published, time.value
    if value is None or value.first is None or value.last is None:
        return "on", None
    this = re.match(r"(?:\w+ )?this\b", time.text, re.IGNORECASE)
    if this and published.first and value.first <= published.first < value.last:
        return "on", published.last
    word = _RELATION.search(before[-20:])
    kind = word[1].lower() if word and value.type == "DATE" else ""
    if kind == "since" and published.last and value.last <= published.last:
        return "on", None if re.match(r",?\s+(?:when|as|with)\b", after) else published.last
    return _RELATIONS.get(kind, "on"), None


_RELATION = re.compile(
    r"\b(since|before|after|by|until|till)\s+(?:late |early |the )?$", re.IGNORECASE
)
_RELATIONS: Mapping[str, DateRelation] = {
    "before": "before", "after": "after", "by": "by", "until": "by", "till": "by",
}  # fmt: skip
_RANGE = re.compile(
    r"\s*(?:-|–|—|to|and|until|through|till|,? and(?: on)?)\s*(?:the\s+)?", re.IGNORECASE
)


def _joined(text: str, left: Dated, right: Dated) -> Dated | None:
    between = text[left.span.end : right.span.start]
    if not _RANGE.fullmatch(between) or right.first < left.first or left.owner is not None:
        return None
    span = Span(left.span.start, right.span.end, text[left.span.start : right.span.end])
    return left._replace(span=span, last=max(left.last, right.last), owner=right.owner)


def choose(
    claim: Claim, options: Iterable[Dated], others: Sequence[Span], text: str
) -> Dated | None:
    """Return the days that belong to a claim among those of its sentence; None if none does.

    Args:
        claim: The claim.
        options: The days told in its sentence.
        others: Triggers of other claims in the sentence.
        text: The document's text.
    """
    best: tuple[float, Dated] | None = None
    for option in options:
        cost = _cost(claim.trigger, option, others, text)
        if not option.leads and others:
            nearer = min(_cost(other, option, others, text) for other in others)
            between = text[
                min(claim.trigger.end, option.span.end) : max(
                    claim.trigger.start, option.span.start
                )
            ]
            if "," in between:
                cost += 0.5 * max(0.0, cost - nearer)
        if cost <= _LIMIT and (best is None or cost < best[0]):
            best = cost, option
    return best[1] if best else None


def _cost(trigger: Span, option: Dated, others: Sequence[Span], text: str) -> float:
    """Return how far a time is from an event, by length and by what turns stand between."""
    span = option.span
    follows = trigger.start < span.start
    low, high = (trigger.end, span.start) if follows else (span.end, trigger.start)
    if high - low > _LIMIT * _STEP:
        return math.inf
    between = text[low:high]
    between = _PREPOSITION.sub("", between) if follows else _WHEN.sub("", between)
    cost = len(between) / _STEP + 20.0 * option.said
    if re.search(r"\bhours\b", span.text):
        cost += 4
    if option.owner is not None:
        near = not follows and len(between.split()) <= 5
        cost += -2 if near else 12
    lead = 0.5 if option.leads else 1.0
    wide = 0.5 if (option.last - option.first).days >= _WIDE else 1.0
    for turn in time_cues.turns().finditer(between):
        cost += lead * wide * time_cues.cues()[turn.lastgroup or "side"].cost
    cost += sum(
        4 if option.leads and mark == ": " else 14 * lead for mark in _HARD.findall(between)
    )
    if not option.leads:
        passed = sum(low <= other.start < high for other in others)
        cost += 4 * passed + 8 * bool(passed and _GOING_ON.search(text[max(0, low - 60) : low]))
        cost += 1.5 * between.count(",")
    return cost


def event_date(dated: Dated) -> EventDate:
    """Return the date of an event that the report tells with these days."""
    return EventDate(
        mention=dated.span,
        first=dated.first,
        last=dated.last,
        relation=dated.relation,
        basis="stated",
    )


def claims_by_sentence(
    claims: Sequence[Claim], sentences: Sequence[Span]
) -> Mapping[int, list[Claim]]:
    """Return the claims of each sentence, by the sentence's position in the sequence."""
    found: dict[int, list[Claim]] = {}
    index = 0
    for claim in sorted(claims, key=lambda item: item.trigger.start):
        while index < len(sentences) - 1 and sentences[index].end <= claim.trigger.start:
            index += 1
        found.setdefault(index, []).append(claim)
    return found
