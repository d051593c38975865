"""Responsibility: who says that an act was theirs, or whose they say it was.

"The group claimed responsibility for the attack", "officials blamed the army for the
blast", "the army denied any part in it": each is a telling of the act by its speaker,
with its own actor, and no fact about the act itself.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from dateline.claim import Claim
from dateline.extract.act import mention_of
from dateline.extract.cue_sources import able
from dateline.extract.phrase import Chunk, Phrase
from dateline.reading import Statement
from dateline.record import Record
from dateline.span import Span
from dateline.value import Entity

_VIOLENT = frozenset(
    ("battle", "air_strike", "shelling", "bombing", "attack", "abduction", "destruction",
     "crackdown", "riot", "casualties", "sexual_violence")
)  # fmt: skip
_CLAIMING = frozenset(
    "claim claims claimed claiming took takes taken assumed accepted owned own".split()
)
_BLAMING = frozenset("blame blames blamed blaming accuse accuses accused accusing".split())
_ASCRIBING = frozenset(
    "attribute attributes attributed attributing ascribe ascribes ascribed pin pins pinned".split()
)
_SHARES = frozenset("responsibility involvement part role hand complicity credit".split())
"""Nouns for having done something: "denied any part in the killing"."""

_SCORE = 0.7


class _Answer(Record, frozen=True):
    """Who is said to have done something, by one statement.

    Attributes:
        statement: The statement.
        actor: The words for whom it names.
        act: The words for the act in it; None if it names none.
        verdict: Whether it is claimed, ascribed or denied.
    """

    statement: Statement
    actor: Span
    act: Span | None
    verdict: Literal["alleged", "denied"]


def with_responsible(
    document_id: str, phrases: Sequence[Phrase], claims: Sequence[Claim],
    statements: Sequence[Statement],
) -> tuple[Claim, ...]:  # fmt: skip
    """Return the claims, with those by which somebody answers, or is made to, for an act."""
    told = {claim.id: claim for claim in claims}
    for answer in _answers(phrases, statements):
        made = _made(document_id, phrases, tuple(told.values()), answer)
        if made is not None:
            told[made.id] = made
    return tuple(sorted(told.values(), key=lambda claim: (claim.trigger.start, claim.trigger.end)))


def _answers(phrases: Sequence[Phrase], statements: Sequence[Statement]) -> Iterator[_Answer]:
    starts = [phrase.span.start for phrase in phrases]
    for statement in statements:
        if statement.cue is None or statement.source is None:
            continue
        place = bisect.bisect_right(starts, statement.cue.start) - 1
        answer = _answer(phrases[place], statement)
        if answer is not None:
            yield answer


def _answer(phrase: Phrase, statement: Statement) -> _Answer | None:
    """Return whom a statement makes answer for what; None if it is about something else."""
    cue, source = statement.cue, statement.source
    if cue is None or source is None:
        return None
    first = phrase.index_at(cue.start)
    verb = phrase.lows[first]
    after = phrase.index_at(cue.end)
    shares = not _SHARES.isdisjoint(phrase.lows[first : after + 3])
    if statement.verb_class == "denies" and shares:
        return _Answer(statement, source, _act(phrase, after), "denied")
    if verb in _CLAIMING:
        object_ = phrase.chunk_at(after)
        act = _act(phrase, after) if shares else _head(phrase, object_)
        return _Answer(statement, source, act, "alleged") if shares or act else None
    if verb in _BLAMING:
        return _blamed(phrase, statement, after)
    if verb in _ASCRIBING:
        return _ascribed(phrase, statement, after)
    return None


def _blamed(phrase: Phrase, statement: Statement, after: int) -> _Answer | None:
    """Return the answer of "blamed A for the act", "blamed the act on A", "accused A of it"."""
    first = phrase.chunk_at(after)
    if first is None or first.last >= len(phrase):
        return None
    joint = phrase.lows[first.last]
    if joint in {"for", "of"} and able(phrase, first):
        act = _act(phrase, first.last)
        return _Answer(statement, mention_of(phrase, first), act, "alleged") if act else None
    return _ascribed(phrase, statement, after)


def _ascribed(phrase: Phrase, statement: Statement, after: int) -> _Answer | None:
    """Return the answer of "attributed the act to A"."""
    act = _head(phrase, phrase.chunk_at(after))
    if act is None:
        return None
    for index in range(after, min(len(phrase) - 1, after + 9)):
        if phrase.lows[index] in {"to", "on"}:
            actor = phrase.chunk_at(index + 1)
            if actor is not None and actor.first == index + 1 and able(phrase, actor):
                return _Answer(statement, mention_of(phrase, actor), act, "alleged")
    return None


def _act(phrase: Phrase, first: int) -> Span | None:
    """Return the first word for an act from a token to the end of its clause."""
    for index in range(first, min(len(phrase), first + 9)):
        if phrase.tags[index] in "KO":
            return None
        if _is_act(phrase, index):
            return phrase.part(index, index + 1)
    return None


def _head(phrase: Phrase, chunk: Chunk | None) -> Span | None:
    """Return the last word of a chunk if it names an act, and the chunk points to a known one."""
    if chunk is None or not _is_act(phrase, chunk.last - 1):
        return None
    if phrase.tags[chunk.first] != "D" and "'" not in phrase.tags[chunk.first : chunk.last]:
        return None
    return phrase.part(chunk.last - 1, chunk.last)


def _is_act(phrase: Phrase, index: int) -> bool:
    if phrase.tags[index] not in "WUG":
        return False
    return any(
        entry.type in _VIOLENT
        for _, values in phrase.lexis.events.at(phrase.lows, index)
        for entry, _ in values
    )


def _made(
    document_id: str, phrases: Sequence[Phrase], claims: Sequence[Claim], answer: _Answer
) -> Claim | None:
    """Return the claim that an answer makes, or adds its actor to; None if it is of nothing."""
    actors = (Entity(name=answer.actor.text, mention=answer.actor),)
    statement = answer.statement
    trigger = answer.act or statement.cue
    if trigger is None or statement.cue is None:
        return None
    known = next((one for one in claims if one.trigger.overlaps(trigger)), None)
    root = _root(claims, statement.cue, known)
    if known is not None and known.event_type in _VIOLENT:
        if known.actors or known.same_as == known.id:
            return None
        return msgspec.structs.replace(
            known, actors=actors, same_as=known.same_as or (root.id if root else None)
        )
    if root is None or known is not None:
        return None
    evidence = next(phrase.span for phrase in phrases if phrase.span.contains(trigger))
    return Claim(
        id=Claim.make_id(document_id, trigger, root.event_type),
        event_type=root.event_type,
        status=answer.verdict,
        background=root.background,
        trigger=trigger,
        evidence=evidence,
        actors=actors,
        same_as=root.same_as or root.id,
        score=_SCORE,
        by=root.by,
    )


def _root(claims: Sequence[Claim], cue: Span, known: Claim | None) -> Claim | None:
    """Return the act told last before a cue that it may be about."""
    before = [
        one
        for one in claims
        if one is not known
        and one.trigger.end <= cue.start
        and one.event_type in _VIOLENT
        and one.status in {"occurred", "ongoing", "alleged"}
        and one.same_as is None
    ]
    return before[-1] if before else None
