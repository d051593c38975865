"""Statements: what is attributed, to whom, by which words.

A statement has a cue ("said", "according to"), a source beside it, and content: the
clause before or after, the quotation, and the sentences that the same quotation
runs on into. "AFP reports that an official said" is one statement inside another.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.extract.cues import Cue, cues_of
from dateline.extract.phrase import QUOTES, Phrase
from dateline.reading import Statement
from dateline.span import trimmed

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


def with_claims(
    statements: tuple[Statement, ...], claims: Sequence[Claim]
) -> tuple[Statement, ...]:
    """Return the statements with the ids of the claims that their content tells."""
    return tuple(
        msgspec.structs.replace(
            statement, claims=tuple(claim.id for claim in claims if covers(statement, claim))
        )
        for statement in statements
    )


def covers(statement: Statement, claim: Claim) -> bool:
    """Tell whether a claim's event word stands in what a statement says.

    The cue itself may be the event word ("claimed responsibility").
    """
    pieces = statement.content
    if statement.cue is not None and statement.verb_class == "claims":
        pieces = (*pieces, statement.cue)
    return any(piece.overlaps(claim.trigger) for piece in pieces)


def _nested(statements: list[Statement]) -> list[Statement]:
    """Return the statements, each inside the smallest one whose content holds its cue."""
    nested: list[Statement] = []
    for statement in statements:
        outer = [
            other
            for other in statements
            if other.id != statement.id
            and statement.cue is not None
            and any(piece.contains(statement.cue) for piece in other.content)
            and not any(
                other.cue is not None and piece.contains(other.cue) for piece in statement.content
            )
        ]
        inside = min(outer, key=lambda other: sum(len(p.text) for p in other.content), default=None)
        if inside is not None and statement.inside is None:
            statement = msgspec.structs.replace(statement, inside=inside.id)  # noqa: PLW2901
        nested.append(statement)
    return nested


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
