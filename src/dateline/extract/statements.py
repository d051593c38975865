"""Statements: what is attributed, to whom, by which words.

A statement has a cue ("said", "according to"), a source beside it, and content: the
clause before or after, the quotation, and the sentences that the same quotation
runs on into. "AFP reports that an official said" is one statement inside another.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.extract.cues import Cue, cues_of
from dateline.extract.phrase import QUOTES, Phrase
from dateline.reading import Statement
from dateline.span import Span, trimmed

_SHORTEST = 2
"""Characters; shorter pieces are the marks between cue and sentence end."""


def statements_of(document: Document, phrases: Sequence[Phrase]) -> tuple[Statement, ...]:
    """Return the attributed statements of a document, in text order."""
    found: list[Statement] = []
    for number, phrase in enumerate(phrases):
        cues = cues_of(phrase)
        here = [_statement(phrase, cue, _next_trailing(cue, cues)) for cue in cues]
        here = [statement for statement in here if statement.content]
        if not here and found and _quotation_goes_on(document, phrases, number, found[-1]):
            last = found.pop()
            content = (*last.content, phrase.span)
            found.append(msgspec.structs.replace(last, content=content))
            continue
        found.extend(here)
    found.sort(key=_place)
    named = [
        msgspec.structs.replace(statement, id=f"s{number}")
        for number, statement in enumerate(found, start=1)
    ]
    return tuple(_nested(named))


def _place(statement: Statement) -> tuple[int, int]:
    spans = [span for span in (statement.cue, *statement.content) if span is not None]
    cue = statement.cue.start if statement.cue is not None else 0
    return min(span.start for span in spans), cue


class Said:
    """Which statements cover some words, without asking every statement."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """Index the statements by the pieces of text that they cover."""
        pieces = [
            (piece.start, piece.end, number)
            for number, statement in enumerate(statements)
            for piece in _covered(statement)
        ]
        pieces.sort()
        self._statements = statements
        self._pieces = pieces
        self._starts = [start for start, _, _ in pieces]
        self._longest = max((end - start for start, end, _ in pieces), default=0)

    def covering(self, span: Span) -> tuple[Statement, ...]:
        """Return the statements whose content shares a character with a span, in order."""
        first = bisect.bisect_left(self._starts, span.start - self._longest)
        last = bisect.bisect_left(self._starts, span.end)
        found = {n for _, end, n in self._pieces[first:last] if end > span.start}
        return tuple(self._statements[number] for number in sorted(found))


def _covered(statement: Statement) -> tuple[Span, ...]:
    """Return what a statement covers; the cue itself may tell the event ("claimed ...")."""
    if statement.cue is not None and statement.verb_class == "claims":
        return (*statement.content, statement.cue)
    return statement.content


def with_claims(
    statements: tuple[Statement, ...], claims: Sequence[Claim]
) -> tuple[Statement, ...]:
    """Return the statements with the ids of the claims that their content tells."""
    said = Said(statements)
    told: dict[str, list[str]] = {}
    for claim in claims:
        for statement in said.covering(claim.trigger):
            told.setdefault(statement.id, []).append(claim.id)
    return tuple(
        msgspec.structs.replace(statement, claims=tuple(told.get(statement.id, ())))
        for statement in statements
    )


def _nested(statements: list[Statement]) -> list[Statement]:
    """Return the statements, each inside the smallest one whose content holds its cue."""
    said = Said(statements)
    nested: list[Statement] = []
    for statement in statements:
        outer = [] if statement.cue is None else said.covering(statement.cue)
        holders = [other for other in outer if _holds(other, statement)]
        inside = min(holders, key=_length, default=None)
        changed = statement.inside if inside is None else inside.id
        nested.append(msgspec.structs.replace(statement, inside=changed))
    return nested


def _holds(outer: Statement, inner: Statement) -> bool:
    """Tell whether one statement reports the other, and not the other way round."""
    if outer.id == inner.id or inner.cue is None or outer.cue is None:
        return False
    reports = any(piece.contains(inner.cue) for piece in outer.content)
    return reports and not any(piece.contains(outer.cue) for piece in inner.content)


def _length(statement: Statement) -> int:
    return sum(len(piece.text) for piece in statement.content)


def _quotation_goes_on(
    document: Document, phrases: Sequence[Phrase], number: int, last: Statement
) -> bool:
    """Tell whether a sentence without a cue belongs to the quotation before it."""
    phrase = phrases[number]
    if not last.direct or not last.content or number == 0:
        return False
    previous = phrases[number - 1].span
    if not any(previous.overlaps(piece) for piece in last.content):
        return False
    text = phrase.span.text
    same_block = document.block_of(phrase.span) == document.block_of(previous)
    return (text[0] in QUOTES and same_block) or _open_quotes(previous.text)


def _open_quotes(text: str) -> bool:
    curly = text.count("“") - text.count("”")
    return curly > 0 or text.count('"') % 2 == 1


def _next_trailing(cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Return the token where a later source begins that reports this cue's sentence too."""
    later = [o.source_first for o in cues if not o.before and o.source_first > cue.last]
    return min(later, default=None) if cue.before else None


def _statement(phrase: Phrase, cue: Cue, stop: int | None) -> Statement:
    pieces = _content(phrase, cue)
    if stop is not None:
        limit = phrase.starts[stop]
        pieces = [_clean(phrase.span.text, low, min(high, limit)) for low, high in pieces]
        pieces = [piece for piece in pieces if piece[1] - piece[0] > _SHORTEST]
    said = [phrase.span.part(start, end) for start, end in pieces]
    direct = any(any(mark in piece.text for mark in QUOTES) for piece in said)
    return Statement(
        id="",
        source=cue.source,
        cue=phrase.part(cue.first, cue.last),
        content=tuple(said),
        verb_class=cue.verb_class,
        direct=direct,
    )


def _content(phrase: Phrase, cue: Cue) -> list[tuple[int, int]]:
    """Return where the pieces of what is said begin and end in the sentence."""
    pieces = _said_after(phrase, cue) if cue.before else _said_before(phrase, cue)
    cleaned = [_clean(phrase.span.text, start, end) for start, end in pieces]
    return [piece for piece in cleaned if piece[1] - piece[0] > _SHORTEST]


def _said_before(phrase: Phrase, cue: Cue) -> list[tuple[int, int]]:
    """Return what stands before source and cue, and the quotation that goes on after them."""
    text = phrase.span.text
    pieces = [(0, phrase.starts[cue.source_first])]
    quotes = [] if cue.nested else [text.find(mark, _tail(phrase, cue)) for mark in QUOTES]
    quoted = min((place for place in quotes if place >= 0), default=None)
    return pieces if quoted is None else [*pieces, (quoted, len(text))]


def _said_after(phrase: Phrase, cue: Cue) -> list[tuple[int, int]]:
    text = phrase.span.text
    if phrase.lows[cue.first] == "according":
        comma = text.find(",", _tail(phrase, cue))
        return [(comma + 1 if comma >= 0 else _tail(phrase, cue), len(text))]
    told = _past_listener(phrase, cue)
    start = phrase.starts[told] if told else phrase.ends[cue.last - 1]
    if cue.source is None and phrase.lows[cue.first] != "it":
        return [(0, phrase.starts[cue.first]), (start, len(text))]
    return [(start, len(text))]


def _tail(phrase: Phrase, cue: Cue) -> int:
    """Return where source and cue have both ended, in the sentence."""
    source_end = cue.source.end - phrase.span.start if cue.source is not None else 0
    return max(phrase.ends[cue.last - 1], source_end)


def _past_listener(phrase: Phrase, cue: Cue) -> int | None:
    """Return the token after whom something is told: "told AFP [that] ..."."""
    if phrase.lows[cue.first] not in {"told", "tell", "tells", "telling", "informed"}:
        return None
    for index in range(cue.last, min(cue.last + 9, len(phrase))):
        if phrase.lows[index] in {"that", ":"}:
            return index
    listener = phrase.chunk_at(cue.last)
    return listener.last if listener is not None and listener.last < len(phrase) else None


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trimmed(text, start, end)
    while start < end and text[start] in ",:;—–- ":
        start += 1
    while end > start and text[end - 1] in ",:;—–- ":
        end -= 1
    if text[start:end].startswith("that "):
        start += 5
    return start, end
