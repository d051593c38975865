"""Holders: from whom a place is taken, as the words around the place tell.

The party that loses a place seldom is the verb's object: "entered the rebel-held town",
"took the last stronghold of the sect", "won the bridge from the guard".
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.act import Act, mention_of, possessor, segment
from dateline.extract.phrase import Chunk, Phrase
from dateline.span import Span
from dateline.value import Entity

_HELD = frozenset("held controlled occupied run dominated".split())
_STRONGHOLDS = frozenset(
    """stronghold strongholds bastion bastions redoubt redoubts enclave enclaves hands
    grip position positions""".split()
)
_BY = frozenset("held controlled occupied defended ruled".split())
_FORCES = frozenset(("armed", "irregular"))
_NOBODY = frozenset("long newly tightly firmly closely once".split())


def holders(phrase: Phrase, act: Act) -> tuple[Entity, ...]:
    """Return the party that held what an act takes; empty where the clause names none."""
    low, high = segment(phrase, act.first)
    doers = [chunk.span for chunk in (*act.subject, *act.agents)]
    for span in _held(phrase, low if act.passive or act.noun else act.last, high):
        if not any(span.overlaps(doer) for doer in doers):
            return (Entity(name=span.text, mention=span),)
    return ()


def _held(phrase: Phrase, low: int, high: int) -> Iterator[Span]:
    """Yield whoever is said to hold something between two tokens."""
    for index in range(low, high):
        word = phrase.lows[index]
        whom, _, state = word.rpartition("-")
        if state in _HELD and whom and whom not in _NOBODY:
            start = phrase.starts[index]
            yield phrase.span.part(start, start + len(whom))
        elif word == "from":
            yield from _forces(phrase, phrase.chunk_at(index + 1))
        elif word in _STRONGHOLDS or word in _BY:
            after = phrase.lows[index + 1 : index + 2]
            if after == (["by"] if word in _BY else ["of"]):
                yield from _forces(phrase, phrase.chunk_at(index + 2))
            if word in _STRONGHOLDS:
                for owner in possessor(phrase, index):
                    yield from _forces(phrase, owner)


def _forces(phrase: Phrase, chunk: Chunk | None) -> Iterator[Span]:
    """Yield a chunk as a mention if it names a force or a state, not a place or time."""
    if chunk is None or chunk.kinds & {"time", "event", "structure"}:
        return
    if chunk.kinds & _FORCES or "nationality" in chunk.kinds:
        yield mention_of(phrase, chunk)
