"""Subject: who stands before a verb as its doer, or as what the passive verb is done to.

The way leads left from the verb: over "who" and "which", over asides between commas,
up the phrases that hang on a noun ("men with rifles"), and back to the main verb's
subject where a verb has none of its own ("..., killing six", "and burned the mill").
"""

from __future__ import annotations

from dateline.extract.inflection import Form
from dateline.extract.phrase import Chunk, Phrase
from dateline.span import Span

Subject = tuple[tuple[Chunk, ...], Span | None]
"""Chunks, or the pronoun that stands for them; both empty where nobody is found."""

BE = frozenset("is are was were be been being 's get gets got isn't aren't wasn't weren't".split())
_NOBODY: Subject = ((), None)
_NOT_DOERS = frozenset("it there this one none others them him us me those these".split())
_LONGEST_ASIDE = 16


def verb_group(phrase: Phrase, first: int) -> tuple[int, tuple[str, ...]]:
    """Return the index where a verb group begins, and its auxiliaries."""
    index = first
    auxiliaries: list[str] = []
    while index and phrase.tags[index - 1] in "XAT":
        index -= 1
        if phrase.tags[index] in "XT":
            auxiliaries.append(phrase.lows[index])
    return index, tuple(auxiliaries)


def subject_of(phrase: Phrase, edge: int, form: Form) -> Subject:
    """Return the subject of a verb group that begins at `edge`."""
    index = edge - 1
    for _ in range(6):
        if index < 0:
            break
        step = _step(phrase, index, form)
        if not isinstance(step, int):
            return step
        index = step
    return _NOBODY


def _step(phrase: Phrase, index: int, form: Form) -> Subject | int:
    """Return the subject found at a token, or the token from which to go on leftwards."""
    tag, low = phrase.tags[index], phrase.lows[index]
    if tag == "S" and low in {"who", "that", "which"}:
        return index - 2 if index and phrase.lows[index - 1] == "," else index - 1
    if tag in "RS":
        known = tag == "R" and low not in _NOT_DOERS
        return ((), phrase.part(index, index + 1)) if known else _NOBODY
    chunk = phrase.chunk_at(index)
    if chunk is not None and chunk.kinds == {"time"} and index:
        return chunk.first - 1
    if form == "ing" and tag in "VE":
        return main_subject(phrase, index + 1)
    if chunk is not None:
        return with_list(phrase, climbed(phrase, chunk)), None
    return _past_mark(phrase, index, form)


def _past_mark(phrase: Phrase, index: int, form: Form) -> Subject | int:
    """Return what lies beyond a comma, a bracket, "and" or "after" before the verb."""
    tag, low = phrase.tags[index], phrase.lows[index]
    borrowed = low in {",", "after", "before", "by"} and (
        form == "ing" or phrase.lows[index + 1] in {"being", "having"}
    )
    if borrowed or tag == "C":
        return main_subject(phrase, index)
    if low not in {",", ")"}:
        return _NOBODY
    opened = _parenthesis(phrase, index)
    if opened is not None:
        return opened - 1
    before = phrase.chunk_at(index - 1) if index and form == "participle" else None
    return ((before,), None) if before is not None else _NOBODY


def main_subject(phrase: Phrase, index: int) -> Subject:
    """Return the subject of the nearest finite active verb before a token."""
    for place in range(index - 1, 0, -1):
        if phrase.tags[place] in "VE":
            edge, auxiliaries = verb_group(phrase, place)
            if any(word in BE for word in auxiliaries):
                return _NOBODY
            return subject_of(phrase, edge, "past")
    return _NOBODY


def _parenthesis(phrase: Phrase, closing: int) -> int | None:
    """Return the index of the mark that opens the aside closed at `closing`."""
    wanted = "(" if phrase.lows[closing] == ")" else ","
    for index in range(closing - 1, max(-1, closing - _LONGEST_ASIDE), -1):
        if phrase.lows[index] == wanted:
            return index
    return None


def climbed(phrase: Phrase, chunk: Chunk) -> Chunk:
    """Return the chunk that a chain of phrases hangs on: "men with flags", "men waving flags"."""
    for _ in range(3):
        before = chunk.first - 1
        if before < 1 or not _hangs(phrase, before):
            return chunk
        outer = phrase.chunk_at(before - 1)
        if outer is None or outer.kinds & {"number", "time"}:
            return chunk
        chunk = outer
    return chunk


def _hangs(phrase: Phrase, index: int) -> bool:
    tag, low = phrase.tags[index], phrase.lows[index]
    if tag == "G":
        return phrase.tags[index - 1] in "WU" and low not in {"including", "following"}
    return low == "to" or (tag == "P" and low not in {"after", "since"})


def with_list(phrase: Phrase, chunk: Chunk) -> tuple[Chunk, ...]:
    """Return a chunk with the ones listed before it ("soldiers, police and guards")."""
    chunks = [chunk]
    for _ in range(4):
        before = chunks[0].first - 1
        if before < 1 or phrase.lows[before] not in {"and", ","}:
            break
        if phrase.lows[before] == "," and len(chunks) == 1:
            break
        other = phrase.chunk_at(before - 1)
        if other is None or "time" in other.kinds or phrase.tags[max(0, other.first - 1)] == "P":
            break
        chunks.insert(0, other)
    return tuple(chunks)
