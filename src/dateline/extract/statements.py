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
from dateline.extract.act import main_subject, mention_of
from dateline.extract.phrase import QUOTES, Chunk, Phrase
from dateline.reading import Statement
from dateline.record import Record
from dateline.span import Span, trimmed
from dateline.value import VerbClass

_SPEAKING = frozenset(("person", "armed", "agent", "name", "nationality", "people", "civilian"))


_BE = frozenset("was were been is are be being".split())


class Cue(Record, frozen=True, kw_only=True):
    """Words of attribution found in a sentence, with the source beside them."""

    first: int
    last: int
    verb_class: VerbClass
    source: Span | None
    source_first: int
    before: bool
    nested: bool = False


def statements_of(document: Document, phrases: Sequence[Phrase]) -> tuple[Statement, ...]:
    """Return the attributed statements of a document, in text order."""
    found: list[Statement] = []
    for number, phrase in enumerate(phrases):
        cues = _cues(phrase)
        here = [_statement(phrase, cue, _next_trailing(cue, cues)) for cue in cues]
        here = [statement for statement in here if statement.content]
        if not here and found and _quotation_goes_on(document, phrases, number, found[-1]):
            last = found.pop()
            content = (*last.content, phrase.span)
            found.append(msgspec.structs.replace(last, content=content))
            continue
        found.extend(here)
    found.sort(key=lambda statement: _place(statement))
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
    return text[0] in QUOTES and same_block or _open_quotes(previous.text)


def _open_quotes(text: str) -> bool:
    curly = text.count("“") - text.count("”")
    return curly > 0 or text.count('"') % 2 == 1


def _cues(phrase: Phrase) -> list[Cue]:
    cues: list[Cue] = []
    lexis = phrase.lexis
    index = 0
    while index < len(phrase):
        low, cue, step = phrase.lows[index], None, 1
        quoted: tuple[Cue, ...] = ()
        for step, values in lexis.set_cues.at(phrase.lows, index):  # noqa: B007
            group, verb_class = values[0]
            cue = _SET[group](phrase, index, index + step, verb_class)
            break
        else:
            if low in lexis.words.nested and (quoted := _quoting(phrase, index)):
                cues.extend(quoted)
            elif low in lexis.words.nested and phrase.tags[index] in "GVE":
                cue = _nesting(phrase, index)
            if cue is None and not quoted and low in lexis.cues and phrase.tags[index] in "VEG":
                cue = _verbal(phrase, index)
            step = 1
        if cue is not None:
            cues.append(cue)
        index += step
    return cues


def _prepositional(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    chunk = phrase.chunk_at(last)
    if chunk is None and (last >= len(phrase) or phrase.tags[last] != "R"):
        return None
    span = phrase.part(last, last + 1) if chunk is None else mention_of(phrase, chunk)
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=span,
        source_first=first,
        before=first < 2,
    )


def _passive(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    source, source_first = _source_left(phrase, first)
    if source is None:
        return None
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=source,
        source_first=source_first,
        before=True,
    )


def _impersonal(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    begin = 0 if phrase.lows[first] != "it" else first
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=None,
        source_first=begin,
        before=True,
    )


_SET = {"prepositional": _prepositional, "passive": _passive, "impersonal": _impersonal}


def _nesting(phrase: Phrase, index: int) -> Cue | None:
    chunk = phrase.chunk_at(index + 1)
    if chunk is None or not chunk.kinds & _SPEAKING:
        return None
    return Cue(
        first=index,
        last=index + 1,
        verb_class="says",
        source=mention_of(phrase, chunk),
        source_first=index,
        before=False,
        nested=True,
    )


def _quoting(phrase: Phrase, index: int) -> tuple[Cue, ...]:
    """Return both cues of "AFP quoted a medic as saying ...": the medic's inside AFP's."""
    inner = phrase.chunk_at(index + 1)
    saying = next(
        (i for i in range(index + 2, min(len(phrase), index + 26)) if phrase.lows[i] == "saying"), 0
    )
    if inner is None or not saying or phrase.lows[saying - 1] != "as":
        return ()
    source, source_first = _source_left(phrase, index, strict=True)
    cues = [
        Cue(
            first=saying - 1,
            last=saying + 1,
            verb_class="says",
            source=mention_of(phrase, inner),
            source_first=inner.first,
            before=True,
        )
    ]
    if source is not None:
        cues.insert(0, _cue(phrase, index, source, source_first, before=True))
    return tuple(cues)


def _verbal(phrase: Phrase, index: int) -> Cue | None:
    """Return the cue that a verb of speech makes, if a source stands beside it."""
    edge = index
    while edge and phrase.tags[edge - 1] in "XA":
        edge -= 1
    if not _BE.isdisjoint(phrase.lows[edge:index]) or (index and phrase.tags[index - 1] == "T"):
        return None
    low = phrase.lows[index]
    weak = low in phrase.lexis.weak_cues or phrase.tags[index] == "G"
    if weak and not _says_something(phrase, index):
        return None
    right = _source_right(phrase, index) if edge == index else None
    if right is not None:
        return _cue(phrase, index, mention_of(phrase, right), index, before=False)
    source, source_first = _source_left(phrase, edge, strict=weak)
    if source is None:
        return None
    before = not _is_trailing(phrase, source_first, index)
    return _cue(phrase, index, source, source_first, before=before)


def _cue(phrase: Phrase, index: int, source: Span, source_first: int, *, before: bool) -> Cue:
    verb_class: VerbClass = "says"
    if phrase.lows[index] in phrase.lexis.cues:
        verb_class, _ = phrase.lexis.cues[phrase.lows[index]]
    return Cue(
        first=index,
        last=index + 1,
        verb_class=verb_class,
        source=source,
        source_first=source_first,
        before=before,
    )


def _source_right(phrase: Phrase, index: int) -> Chunk | None:
    """Return the source after an inverted verb: "..., said the mayor"."""
    if index + 1 >= len(phrase) or index == 0 or phrase.tags[index - 1] not in "QK":
        return None
    if phrase.lows[index] in {"told", "tells", "accused", "accuses", "blamed", "blames"}:
        return None
    chunk = phrase.chunk_at(index + 1)
    if chunk is None or chunk.first != index + 1 or chunk.kinds & {"time", "number", "event"}:
        return None
    goes_on = chunk.last < len(phrase) and phrase.tags[chunk.last] in "XVE"
    return None if goes_on else chunk


def _says_something(phrase: Phrase, index: int) -> bool:
    """Tell whether a verb that need not be speech is: by "that", a quotation or a figure."""
    after = phrase.lows[index + 1] if index + 1 < len(phrase) else ""
    if after in {"that", "as", "of"} or _quote_near(phrase, index):
        return True
    figures = "N" in phrase.tags[index + 1 : index + 6]
    ends = index + 1 >= len(phrase) or phrase.tags[index + 1] in "OK"
    return figures or (ends and phrase.tags[index] != "G")


def _quote_near(phrase: Phrase, index: int) -> bool:
    tags = phrase.tags
    return "Q" in tags[max(0, index - 4) : index] or "Q" in tags[index + 1 : index + 5]


def _source_left(
    phrase: Phrase, edge: int, *, strict: bool = False
) -> tuple[Span | None, int]:
    """Return the words that name a source right before a verb group, and where they begin."""
    index = edge - 1
    if index >= 0 and phrase.lows[index] == ",":
        opened = next((o for o in range(index - 1, max(-1, index - 14), -1) if phrase.lows[o] == ","), 0)
        if not opened:
            return None, 0
        name, role = phrase.chunk_at(index - 1), phrase.chunk_at(opened - 1)
        if name and role and name.first == opened + 1 and "name" in name.kinds - role.kinds:
            return phrase.part(role.first, name.last), role.first
        index = opened - 1
    if index < 0:
        return None, 0
    if phrase.tags[index] == "R":
        if phrase.lows[index] in {"there", "who", "this", "himself", "themselves"}:
            return None, 0
        return phrase.part(index, index + 1), index
    if phrase.lows[index] in {"who", "which"}:
        chunk = phrase.chunk_at(index - 1) or phrase.chunk_at(index - 2)
        return (mention_of(phrase, chunk), chunk.first) if chunk else (None, 0)
    if phrase.tags[index] == "C" and not strict:
        subject, pronoun = main_subject(phrase, index)
        if subject:
            return mention_of(phrase, subject[0]), index + 1
        return (pronoun, index + 1) if pronoun is not None else (None, 0)
    chunk = phrase.chunk_at(index)
    if chunk is None:
        return None, 0
    chunk = _climb(phrase, chunk)
    head = phrase.lows[chunk.last - 1]
    document = head in phrase.lexis.words.documents
    silent = chunk.kinds & {"time", "number", "event"} or (strict and not chunk.kinds & _SPEAKING)
    if silent and not document:
        return None, 0
    return _whole_name(phrase, chunk, index + 1), chunk.first


def _climb(phrase: Phrase, chunk: Chunk) -> Chunk:
    for _ in range(3):
        before = chunk.first - 1
        if before < 1 or phrase.lows[before] not in {"of", "for", "at", "in", "from", "with"}:
            return chunk
        outer = phrase.chunk_at(before - 1)
        if outer is None or not outer.kinds & _SPEAKING:
            return chunk
        chunk = outer
    return chunk


def _whole_name(phrase: Phrase, chunk: Chunk, last: int) -> Span:
    """Return a source with what hangs on it, where it stands right before the verb."""
    if last > chunk.last and phrase.lows[chunk.last] in {"of", "for", "at", "in", "from", "with"}:
        return phrase.part(chunk.first, last)
    return mention_of(phrase, chunk)


def _is_trailing(phrase: Phrase, source_first: int, cue: int) -> bool:
    """Tell whether what is said stands before the source ("..., the army said")."""
    before = source_first - 1
    other = phrase.chunk_at(before - 1) if before > 0 and phrase.tags[before] == "C" else None
    if other is not None:
        before = other.first - 1
    while before >= 0 and phrase.tags[before] in "A":
        before -= 1
    if before < 1 or phrase.tags[before] not in "KQO":
        return False
    if not any(tag in "VEXG" for tag in phrase.tags[:before]):
        return False
    rest = phrase.tags[cue + 1 : cue + 3]
    if cue + 1 < len(phrase) and phrase.lows[cue + 1] in {"that", ":"}:
        return False
    opens = phrase.lows[0] in {
        "in",
        "on",
        "after",
        "at",
        "meanwhile",
        "earlier",
        "although",
        "when",
    }
    if opens and "Q" not in phrase.tags[:before] and rest and not set(rest) & set("KOQ"):
        return False
    return True


def _next_trailing(cue: Cue, cues: Sequence[Cue]) -> int | None:
    """Return the token where a later source begins that reports this cue's sentence too."""
    later = [o.source_first for o in cues if not o.before and o.source_first > cue.last]
    return min(later, default=None) if cue.before else None


def _statement(phrase: Phrase, cue: Cue, stop: int | None) -> Statement:
    pieces = _content(phrase, cue)
    if stop is not None:
        limit = phrase.starts[stop]
        pieces = [_clean(phrase.span.text, low, min(high, limit)) for low, high in pieces]
        pieces = [piece for piece in pieces if piece[1] - piece[0] > 2]
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
    text = phrase.span.text
    source_end = cue.source.end - phrase.span.start if cue.source is not None else 0
    begin = phrase.starts[cue.source_first]
    tail = max(phrase.ends[cue.last - 1], source_end)
    pieces: list[tuple[int, int]] = []
    if not cue.before:
        pieces.append(_clean(text, 0, begin))
        if cue.nested:
            return [piece for piece in pieces if piece[0] < piece[1]]
        opened = text.find(",", tail)
        quoted = min((text.find(m, tail) for m in QUOTES if text.find(m, tail) >= 0), default=-1)
        if quoted >= 0:
            pieces.append(_clean(text, quoted, len(text)))
        elif 0 <= opened < tail + 60 and phrase.lows[cue.first] == "according":
            if not text[:begin].strip():
                pieces.append(_clean(text, opened + 1, len(text)))
    elif phrase.lows[cue.first] == "according":
        opened = text.find(",", tail)
        start = opened + 1 if opened >= 0 else tail
        pieces.append(_clean(text, start, len(text)))
    else:
        told = _past_listener(phrase, cue)
        start = phrase.starts[told] if told else phrase.ends[cue.last - 1]
        if cue.source is None and not phrase.lows[cue.first] == "it":
            pieces.append(_clean(text, 0, phrase.starts[cue.first]))
        pieces.append(_clean(text, start, len(text)))
    return [piece for piece in pieces if piece[1] - piece[0] > 2]


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
