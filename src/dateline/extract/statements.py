"""Statements: what is attributed, to whom, by which words.

A statement has a cue ("said", "according to"), a source beside it, and content: the
clause before or after, the quotation, and the sentences that the same quotation
runs on into. "AFP reports that an official said" is one statement inside another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.extract.cue import Cue, segment_first
from dateline.extract.cue_content import content_of
from dateline.extract.cues import cues_of
from dateline.extract.phrase import QUOTES, Phrase
from dateline.reading import Statement
from dateline.span import Span, SpanIndex


def statements_of(document: Document, phrases: Sequence[Phrase]) -> tuple[Statement, ...]:
    """Return the attributed statements of a document, in text order."""
    found: list[Statement] = []
    opened: Statement | None = None
    headlines = [block for block in document.blocks if block.kind == "headline"]
    for number, phrase in enumerate(phrases):
        in_headline = any(block.start <= phrase.span.start < block.end for block in headlines)
        here = _sentence(phrase, number, headline=in_headline)
        if opened is not None:
            found.append(_opened(document, opened, phrases, number))
            opened = None
        if here and _ENDS_OPEN.search(phrase.span.text) and number + 1 < len(phrases):
            opened = here.pop()
        here = [_from_its_start(document, phrases, number, one) for one in here if one.content]
        if number:
            here = [_of_what_was_said(one, phrases[number - 1].span, found) for one in here]
        if not here and found and _quotation_goes_on(document, phrases, number, found[-1]):
            last = found.pop()
            if not last.content[-1].contains(phrase.span):
                last = msgspec.structs.replace(last, content=(*last.content, phrase.span))
            found.append(last)
            continue
        found.extend(here)
    found.sort(key=_place)
    ids = {statement.id: f"s{number}" for number, statement in enumerate(found, start=1)}
    named = [
        msgspec.structs.replace(
            statement, id=ids[statement.id], inside=ids.get(statement.inside or "")
        )
        for statement in found
    ]
    return tuple(_nested(named))


def _opened(
    document: Document, statement: Statement, phrases: Sequence[Phrase], number: int
) -> Statement:
    """Return a statement that a colon opens with what follows it: a quotation or a paragraph."""
    first = phrases[number].span
    content = [first]
    block = document.block_of(first)
    for phrase in phrases[number + 1 :]:
        if first.text[0] in QUOTES:
            break
        if document.block_of(phrase.span) != block:
            if not _LISTED.match(phrase.span.text):
                break
            block = document.block_of(phrase.span)
        content.append(phrase.span)
    changed = msgspec.structs.replace(statement, content=tuple(content))
    return msgspec.structs.replace(changed, direct=_direct(changed))


def _of_what_was_said(statement: Statement, last: Span, found: Sequence[Statement]) -> Statement:
    """Return a denial or confirmation of "it" as one of the sentence before, or of its content."""
    if statement.verb_class not in {"denies", "confirms"} or len(statement.content) != 1:
        return statement
    if not _POINTING.match(statement.content[0].text):
        return statement
    said = [one for one in found[-_SAID_BEFORE:] if one.cue is not None and last.contains(one.cue)]
    content = said[-1].content if said else (last,)
    return msgspec.structs.replace(statement, content=content)


def _from_its_start(
    document: Document, phrases: Sequence[Phrase], number: int, statement: Statement
) -> Statement:
    """Return a statement with the sentences before it in which its quotation begins."""
    first = statement.content[0]
    if statement.cue is None or first.start >= statement.cue.start or not _closes(first.text):
        return statement
    block = document.block_of(first)
    earlier: list[Span] = []
    for phrase in reversed(phrases[max(0, number - _LONGEST_QUOTATION) : number]):
        if document.block_of(phrase.span) != block:
            break
        earlier.insert(0, phrase.span)
        if _open_quotes(phrase.span.text):
            return msgspec.structs.replace(statement, content=(*earlier, *statement.content))
    return statement


def _closes(text: str) -> bool:
    """Tell whether some words end a quotation that began before them."""
    curly = text.count("”") - text.count("“")
    return curly > 0 or text.count('"') % 2 == 1


_QUOTED = re.compile(r"[\"“](?:[^\"”\s]+\s+){3,}[^\"”]*[\"”]")
"""Four words or more in quotation marks."""

_ENDS_OPEN = re.compile(r":\s*[-–—]*\s*$")
_LISTED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?:\s|$)|[-•*–] ")
"""The mark before an item of a list."""

_POINTING = re.compile(
    r"(?:(?:it|this|that|them|both|all of it|any of it)|(?:the|these|those|such|both) "
    r"(?:claim|report|charge|accusation|allegation|account|finding|suggestion|rumour)s?)"
    r"(?:\s+(?:on|in|at|to|as|when|after|before|through|again|later|yesterday|today|\w+ly"
    r"|outright|out of hand)\b[^,;]{0,30})?\W*$",
    re.IGNORECASE,
)
"""What is denied or confirmed, where that is what was said just before."""

_LONGEST_OPEN = 8_000
"""Characters after which a quotation that was never closed is taken to have ended."""

_SAID_BEFORE = 6
"""Statements back among which those of the sentence before are sought."""

_LONGEST_QUOTATION = 12
"""Sentences back to which a quotation may have begun that a cue closes."""


def _place(statement: Statement) -> tuple[int, int]:
    spans = [span for span in (statement.cue, *statement.content) if span is not None]
    cue = statement.cue.start if statement.cue is not None else 0
    return min(span.start for span in spans), cue


class Said:
    """Which statements cover some words, without asking every statement."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """Index the statements by the pieces of text that they cover."""
        pieces = [
            (piece, number)
            for number, statement in enumerate(statements)
            for piece in _covered(statement)
        ]
        self._statements = statements
        self._numbers = [number for _, number in pieces]
        self._index = SpanIndex([piece for piece, _ in pieces])

    def covering(self, span: Span) -> tuple[Statement, ...]:
        """Return the statements whose content shares a character with a span, in order."""
        found = {self._numbers[place] for place in self._index.meeting(span)}
        return tuple(self._statements[number] for number in sorted(found))


def _covered(statement: Statement) -> tuple[Span, ...]:
    """Return what a statement covers; the cue itself may tell the event ("claimed ...")."""
    if statement.cue is not None and statement.verb_class in {"claims", "denies"}:
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
        if statement.inside is not None:
            nested.append(statement)
            continue
        outer = [] if statement.cue is None else said.covering(statement.cue)
        holders = [other for other in outer if _holds(other, statement)]
        inside = min(holders, key=_length, default=None)
        changed = None if inside is None else inside.id
        nested.append(msgspec.structs.replace(statement, inside=changed))
    return nested


def _holds(outer: Statement, inner: Statement) -> bool:
    """Tell whether one statement reports the other, and not the other way round."""
    if outer.id == inner.id or inner.cue is None or outer.cue is None:
        return False
    if outer.inside == inner.id:
        return False  # the inner one carries the outer one's words
    reports = any(piece.contains(inner.cue) for piece in outer.content)
    return reports and not any(piece.contains(outer.cue) for piece in inner.content)


def _length(statement: Statement) -> int:
    return sum(len(piece.text) for piece in statement.content)


def _quotation_goes_on(
    document: Document, phrases: Sequence[Phrase], number: int, last: Statement
) -> bool:
    """Tell whether a sentence without a cue belongs to the quotation before it.

    It does as long as that one is not closed; and words in quotation marks that nobody
    is named for are the last speaker's.
    """
    phrase = phrases[number]
    if not last.direct or not last.content or number == 0:
        return False
    previous = phrases[number - 1].span
    if not any(previous.overlaps(piece) for piece in last.content):
        return False
    text = phrase.span.text
    same_block = document.block_of(phrase.span) == document.block_of(previous)
    if text[0] in QUOTES and same_block:
        return True
    start = min(piece.start for piece in last.content)
    if previous.end - start > _LONGEST_OPEN:
        return False
    return _open_quotes(document.text[start : previous.end]) or _QUOTED.search(text) is not None


def _open_quotes(text: str) -> bool:
    curly = text.count("“") - text.count("”")
    return curly > 0 or text.count('"') % 2 == 1


def _sentence(phrase: Phrase, number: int, *, headline: bool) -> list[Statement]:
    """Return the statements of one sentence; their ids are its number and theirs in it."""
    cues = cues_of(phrase, headline=headline)
    made = [
        Statement(
            id=f"{number}.{place}",
            source=cue.source,
            cue=phrase.part(cue.first, cue.last),
            content=content_of(phrase, cue, cues),
            verb_class=cue.verb_class,
        )
        for place, cue in enumerate(cues)
    ]
    for place, cue in enumerate(cues):
        main = _main(phrase, cues, place) if cue.nested or cue.relays else None
        if main is None:
            if cue.relays:
                made[place] = msgspec.structs.replace(made[place], content=())
            continue
        one, other = made[place], made[main]
        one = msgspec.structs.replace(one, content=other.content)
        if cue.relays:
            other = msgspec.structs.replace(other, inside=one.id)
        else:
            one = msgspec.structs.replace(one, inside=other.id)
        made[place], made[main] = one, other
    return [msgspec.structs.replace(one, direct=_direct(one)) for one in made]


def _main(phrase: Phrase, cues: Sequence[Cue], place: int) -> int | None:
    """Return which cue's speaker cites the source of another one: "AFP, citing a medic, said".

    For a cue that relays, whose words it carries.
    """
    cited = cues[place]
    able = [
        (cue.source_first, -number, number)
        for number, cue in enumerate(cues)
        if number != place and not cue.nested and not cue.relays and cue.source is not None
    ]
    next_verb = next((n for _, _, n in able if 0 <= cues[n].first - cited.after <= 1), None)
    if next_verb is not None and not cited.relays:
        return next_verb  # "and, quoting a colonel, puts its losses at six"
    start = segment_first(phrase, cited.first)
    before = [one for one in able if start <= one[0] < cited.first]
    if before:
        return max(before)[2]
    return min(able)[2] if able and cited.relays else None


def _direct(statement: Statement) -> bool:
    return any(any(mark in piece.text for mark in QUOTES) for piece in statement.content)
