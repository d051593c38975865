"""Verbal acts: what is said, asked, given and refused, where a report is about that.

Accusations, demands, threats, talks, aid, sanctions and refusals are events only as a
report's main point. A report is about one if its first sentences tell no other event.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from dateline.claim import NOT_ASSERTED, Claim, EventType, Status
from dateline.extract.phrase import Phrase
from dateline.extract.trade import of_trade
from dateline.lexicon import read_data
from dateline.record import Record
from dateline.span import Span
from dateline.value import Entity

FILE = "verbal.yaml"
LEAD = 3
"""Sentences at the head of a report within which it says what it is about."""
_LEADING = re.compile(
    r"^\W*(?:after|as|when|while|amid|following|despite|in|on|at|since|with|for|during|before)\b"
    r"[^,]{0,120}, ",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:who|whom|which|because|if|when|where|after|before|while|until|unless|as|amid|following)\b"
)
_REPORTED = re.compile(r"\bthat\b(?! (?:it|they|he|she)\b)")
"""Speech of another: "said that it had" tells what the speaker did."""
_LONG = 3
"""Words; the trigger is as short as can be, so of a longer match its first word."""
_NOT = re.compile(r"\b(?:not|never|n['’]t)(?: \w+)? $", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|to|shall|plans? to|due to|set to)(?: \w+)? $", re.IGNORECASE)
_PARTIES = frozenset(
    ("agent", "named", "nationality", "armed", "irregular", "police", "rank", "civilian", "crowd")
)
"""Kinds of those who can be a party to what a report is about."""
_LINKS = frozenset("with on of for to against upon".split())


class VerbalAct(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of `verbal.yaml`; see its head."""

    id: str
    type: EventType
    act: str
    mode: str | None = None
    status: Status | None = None
    said: bool = False
    examples: tuple[str, ...]
    against: tuple[str, ...] = msgspec.field(name="not")


@functools.cache
def verbal_acts() -> tuple[tuple[VerbalAct, re.Pattern[str]], ...]:
    """Return the entries with their patterns.

    Raises:
        ConfigError: The file does not fit its record.
    """
    acts: tuple[VerbalAct, ...] = read_data(FILE, tuple[VerbalAct, ...])
    return tuple((act, re.compile(act.act, re.IGNORECASE)) for act in acts)


def with_main_point(
    document_id: str, phrases: Sequence[Phrase], claims: tuple[Claim, ...], by: str
) -> tuple[Claim, ...]:
    """Return the claims, with the verbal act that a report without another event is about."""
    lead = phrases[:LEAD]
    others = [claim for claim in claims if any(p.span.contains(claim.trigger) for p in lead)]
    if others:
        first = _read(document_id, lead[0], by)
        if first is None or not all(_is_content(claim, first) for claim in others):
            return claims
        if any(claim.event_type == first.event_type for claim in others):
            return claims  # "agreed to a ceasefire" is one agreement
        lead = lead[:1]
    found: list[Claim] = []
    for phrase in lead:
        made = _read(document_id, phrase, by)
        if made is None:
            continue
        if found and found[0].event_type != made.event_type:
            continue
        if found:
            made = msgspec.structs.replace(made, same_as=found[0].id)
        found.append(made)
    return tuple(sorted((*found, *claims), key=lambda claim: claim.trigger.start))


def _is_content(claim: Claim, said: Claim) -> bool:
    """Tell whether a claim is only part of what is said, asked or given in the same sentence.

    What is threatened, ordered, denied or alleged by the very words is told by its status.
    """
    stands = claim.status not in NOT_ASSERTED and (claim.status, said.mode) != ("alleged", "allege")
    after = said.trigger.end <= claim.trigger.start
    return stands and after and said.evidence.contains(claim.trigger)


def _read(document_id: str, phrase: Phrase, by: str) -> Claim | None:
    """Return the first verbal act of a sentence's main clause; None if it tells none."""
    matches = sorted(_matches(phrase.span.text), key=lambda match: match[0])
    if not matches:
        return None
    start, act, words = matches[0]
    before = phrase.span.text[:start]
    if act.id != "reject" and _NOT.search(before):
        return None
    trigger = phrase.span.part(start, start + len(words))
    first = phrase.index_at(trigger.start)
    last = phrase.index_at(trigger.end)
    actor = _subject(phrase, first)
    if actor is None or of_trade(phrase):
        return None
    status: Status = act.status or "occurred"
    if act.status is None and act.type not in {"threat", "demand"} and _AHEAD.search(before):
        status = "planned"
    return Claim(
        id=Claim.make_id(document_id, trigger, act.type),
        event_type=act.type,
        mode=act.mode,
        status=status,
        trigger=trigger,
        evidence=phrase.span,
        actors=_entity(actor),
        recipients=_entity(_object(phrase, last)),
        score=0.55,
        by=by,
    )


def _matches(text: str) -> Iterator[tuple[int, VerbalAct, str]]:
    """Yield where entries match in the main clause, in the order of the file."""
    leading = _LEADING.match(text)
    begin = leading.end() if leading is not None else 0
    for act, pattern in verbal_acts():
        match = pattern.search(text, begin)
        if match is None or match.start() == begin:
            continue
        before = text[begin : match.start(1)]
        if _BESIDE.search(before) or (not act.said and _REPORTED.search(before)):
            continue
        words = match[1].split()
        yield match.start(1), act, match[1] if len(words) <= _LONG else words[0]


def _subject(phrase: Phrase, first: int) -> Span | None:
    """Return who acts: the first party or person named in the clause before an act."""
    leading = _LEADING.match(phrase.span.text)
    begin = leading.end() if leading is not None else 0
    for chunk in phrase.chunks:
        if chunk.first >= first:
            break
        late = phrase.starts[chunk.first] >= begin
        if late and chunk.kinds & _PARTIES and "time" not in chunk.kinds:
            return phrase.part(chunk.first, min(chunk.last, first))
    return None


def _object(phrase: Phrase, last: int) -> Span | None:
    """Return the noun phrase after an act."""
    index = last
    if index < len(phrase) and phrase.lows[index] in _LINKS:
        index += 1
    chunk = phrase.chunk_at(index) if index < len(phrase) else None
    return phrase.part(max(chunk.first, index), chunk.last) if chunk is not None else None


def _entity(span: Span | None) -> tuple[Entity, ...]:
    return () if span is None else (Entity(name=span.text, mention=span),)
