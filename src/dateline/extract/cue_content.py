"""Content: which words of a sentence a cue says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.cue import Cue, segment_first
from dateline.extract.phrase import QUOTES, Phrase
from dateline.span import Span, trimmed

_SHORTEST = 2
"""Characters; shorter pieces are the marks between cue and sentence end."""

_TURNS = frozenset("and but while whereas as though although yet".split())
"""Words after which another source's clause is its own: "the army said ..., but rebels said"."""

_RELATIVE = frozenset(("whom", "which", "who"))
"""Words before a source whose speech is told in passing: "whom the army had blamed for it,"."""

_TOLD = frozenset(("told", "tell", "tells", "telling", "informed"))
_LONGEST_ADJUNCT = 18
"""Tokens of the longest phrase of time or manner between a verb of speech and "that"."""

_MARKS = frozenset(",:–—")

Piece = tuple[int, int]
"""Where a piece begins and ends in the sentence, in characters."""


def content_of(phrase: Phrase, cue: Cue, cues: Sequence[Cue]) -> tuple[Span, ...]:
    """Return the pieces of a sentence that a cue says, in order."""
    pieces = _after(phrase, cue, cues) if cue.before else _around(phrase, cue, cues)
    cleaned = [_clean(phrase.span.text, start, end) for start, end in pieces]
    kept = [piece for piece in cleaned if piece[1] - piece[0] > _SHORTEST]
    if not kept and cue.last - cue.first > 1 and cue.verb_class == "claims":
        return (phrase.part(cue.first, cue.last),)  # "X claimed responsibility."
    return tuple(phrase.span.part(start, end) for start, end in kept)


def _after(phrase: Phrase, cue: Cue, cues: Sequence[Cue]) -> Iterator[Piece]:
    """Yield what stands after source and cue."""
    prepositional = cue.source_first == cue.first
    first = cue.after if prepositional else _past_listener(phrase, cue) or _past_that(phrase, cue)
    if prepositional and first < len(phrase) and phrase.lows[first] in _MARKS:
        first += 1
    if cue.source is None and phrase.lows[cue.first] != "it":
        yield 0, phrase.starts[cue.first]
    if _of_what_stands_before(phrase, cue):
        yield from _antecedent(phrase, cue, cues)
    start = phrase.starts[first] if first < len(phrase) else len(phrase.span.text)
    yield start, _reach(phrase, cue, cues, first)


def _of_what_stands_before(phrase: Phrase, cue: Cue) -> bool:
    """Tell whether a cue is of something told before it: "whom they put at", "confirmed it"."""
    if not cue.source_first:
        return False
    if phrase.lows[cue.source_first - 1] == "what":
        return cue.source_first > 1 and phrase.tags[cue.source_first - 2] in "VEG"
    if phrase.lows[cue.source_first - 1] in _RELATIVE:
        return cue.after >= len(phrase) or phrase.tags[cue.after] in "KOPAM"
    after = phrase.tags[cue.last + 1] if cue.last + 1 < len(phrase) else "O"
    return phrase.lows[cue.last : cue.last + 1] == ["it"] and after in "KOPAM"


def _antecedent(phrase: Phrase, cue: Cue, cues: Sequence[Cue]) -> Iterator[Piece]:
    """Yield what a relative clause or "it" goes back to: another's words, or the clause."""
    first = cue.source_first
    earlier = [one for one in cues if one.last <= first and one.before and not one.relays]
    if earlier and phrase.lows[cue.last : cue.last + 1] == ["it"]:
        yield from _after(phrase, earlier[-1], cues)
        return
    marks = int(phrase.lows[first - 1] == "what")
    start = 0
    for index in range(first - 1, -1, -1):
        if phrase.tags[index] == "K":
            marks += 1
            if marks == 2:  # the comma before the relative, then the clause's
                start = phrase.starts[index + 1]
                break
    yield start, phrase.starts[first]


def _around(phrase: Phrase, cue: Cue, cues: Sequence[Cue]) -> Iterator[Piece]:
    """Yield what stands before source and cue, and what goes on after them."""
    text = phrase.span.text
    yield _left(phrase, cue), phrase.starts[cue.source_first]
    if cue.nested or cue.relays:
        return
    tail = phrase.ends[cue.after - 1]
    quoted = min((at for mark in QUOTES if (at := text.find(mark, tail)) >= 0), default=None)
    goes_on = cue.after < len(phrase) and phrase.lows[cue.after] in _MARKS | {";"}
    if goes_on:
        first = cue.after + 1
        start = phrase.starts[first] if first < len(phrase) else len(text)
        end = _reach(phrase, cue, cues, cue.after)
        if start < end:
            yield start, end
            quoted = quoted if quoted is not None and quoted >= end else None
    if quoted is not None:
        yield quoted, len(text)


def _left(phrase: Phrase, cue: Cue) -> int:
    """Return where what is said before a cue begins: its clause, or its quotation alone."""
    first = segment_first(phrase, cue.source_first)
    closing = cue.source_first - 1
    if closing > 0 and phrase.tags[closing] == "Q":
        for index in range(closing - 1, first, -1):
            if phrase.tags[index] == "Q":
                whole = phrase.tags[index - 1] in "KO"
                return phrase.starts[index if whole else first]
    return phrase.starts[first] if first else 0


def _reach(phrase: Phrase, cue: Cue, cues: Sequence[Cue], first: int) -> int:
    """Return the place in the sentence where what is said from a token on ends."""
    if cue.verb_class == "denies" and first < len(phrase) and phrase.lows[first] != "that":
        for index in range(first, len(phrase) - 1):
            if phrase.tags[index] == "K" and phrase.lows[index + 1] in _TURNS:
                return phrase.starts[index]
    if phrase.lows[cue.source_first - 1] in _RELATIVE and cue.source_first:
        for index in range(first, len(phrase)):
            if phrase.tags[index] == "K":
                return phrase.starts[index]
    others = [
        one
        for one in cues
        if one.source is not None and not (one.nested or one.relays) and one is not cue
    ]
    end = len(phrase)
    for other in others:
        begin = other.source_first
        if begin <= max(first, cue.last - 1):
            continue
        if not other.before:
            end = min(end, begin)
        elif phrase.lows[begin - 1] in _TURNS and phrase.tags[other.first] != "G":
            end = min(end, begin - 1)
        start = segment_first(phrase, begin)
        if start > first:
            end = min(end, start - 1)
    return phrase.starts[end] if end < len(phrase) else len(phrase.span.text)


def _past_listener(phrase: Phrase, cue: Cue) -> int | None:
    """Return the token after whom something is told: "told AFP [that] ..."."""
    if phrase.lows[cue.first] not in _TOLD:
        return None
    for index in range(cue.last, min(cue.last + 9, len(phrase))):
        if phrase.lows[index] in {"that", ":"}:
            return index
    listener = phrase.chunk_at(cue.last)
    return listener.last if listener is not None and listener.last < len(phrase) else None


def _past_that(phrase: Phrase, cue: Cue) -> int:
    """Return where what is said begins: past when and how it is said, if "that" ends those.

    "said in a statement dated Tuesday, July 4 that ...", "said on Monday that ...".
    """
    if cue.last >= len(phrase) or phrase.tags[cue.last] not in "PAM":
        return cue.last
    for index in range(cue.last, min(cue.last + _LONGEST_ADJUNCT, len(phrase))):
        if phrase.lows[index] == "that" and phrase.tags[index - 1] not in "PVX":
            return index + 1
        if phrase.tags[index] in "XVQO" or phrase.lows[index] in {";", ":"}:
            break
    return cue.last


def _clean(text: str, start: int, end: int) -> Piece:
    start, end = trimmed(text, start, end)
    while start < end and text[start] in ",:;—–- ":
        start += 1
    while end > start and text[end - 1] in ",:;—–- ":
        end -= 1
    if text[start:end].startswith("that "):
        start += 5
    return start, end
