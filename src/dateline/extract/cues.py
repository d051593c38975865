"""Cues: the words by which a sentence says who says so, with the source beside them."""

from __future__ import annotations

from dateline.extract.act import mention_of
from dateline.extract.phrase import Chunk, Phrase
from dateline.extract.subject import main_subject
from dateline.record import Record
from dateline.span import Span
from dateline.value import VerbClass

_SPEAKING = frozenset(("person", "armed", "agent", "name", "nationality", "people", "civilian"))
_BE = frozenset("was were been is are be being".split())


_OPENERS = frozenset("in on after at meanwhile earlier although when".split())
"""Words of an adverbial that opens a sentence: "On Monday, the army said that ..."."""


class Cue(Record, frozen=True, kw_only=True):
    """Words of attribution found in a sentence, with the source beside them.

    Attributes:
        first: Index of the cue's first token.
        last: Index after its last token.
        verb_class: What kind of speech it makes.
        source: The words that name who says so; None if none do.
        source_first: Index of the token where source and cue begin.
        before: Whether they stand before what is said.
        nested: Whether it is a source that another one cites.
    """

    first: int
    last: int
    verb_class: VerbClass
    source: Span | None
    source_first: int
    before: bool
    nested: bool = False


def cues_of(phrase: Phrase) -> list[Cue]:
    """Return the cues of a sentence, in order."""
    cues: list[Cue] = []
    lexis = phrase.lexis
    index = 0
    while index < len(phrase):
        low, cue, step = phrase.lows[index], None, 1
        quoted: tuple[Cue, ...] = ()
        for step, values in lexis.set_cues.at(phrase.lows, index):
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
    if weak and phrase.tags[index] == "G" and index and phrase.lows[index - 1] == ",":
        subject, pronoun = main_subject(phrase, index)
        source = mention_of(phrase, subject[0]) if subject else pronoun
        return None if source is None else _cue(phrase, index, source, index, before=True)
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
    if phrase.lows[index] in {"saying", "adding", "claiming", "arguing", "insisting"}:
        return True
    figures = "N" in phrase.tags[index + 1 : index + 6]
    ends = index + 1 >= len(phrase) or phrase.tags[index + 1] in "OK"
    return figures or (ends and phrase.tags[index] != "G")


def _quote_near(phrase: Phrase, index: int) -> bool:
    tags = phrase.tags
    return "Q" in tags[max(0, index - 4) : index] or "Q" in tags[index + 1 : index + 5]


Found = tuple[Span | None, int]
"""The words that name a source, or None, and the token where they begin."""


def _source_left(phrase: Phrase, edge: int, *, strict: bool = False) -> Found:
    """Return the source right before a verb group that begins at `edge`.

    Args:
        phrase: The sentence.
        edge: Index of the verb group's first token.
        strict: Whether only nouns that can speak will do.
    """
    index = edge - 1
    if index > 0 and phrase.lows[index] == ")":
        index = _bracket_opens(phrase, index) - 1
    if index >= 0 and phrase.lows[index] == ",":
        opened = _aside_opens(phrase, index)
        if not opened:
            return None, 0
        whole = _role_and_name(phrase, opened, index)
        if whole is not None:
            return whole
        index = opened - 1
    if index < 0:
        return None, 0
    if phrase.tags[index] == "C" and not strict:
        subject, pronoun = main_subject(phrase, index)
        return mention_of(phrase, subject[0]) if subject else pronoun, index + 1
    if phrase.tags[index] in "RS":
        return _pronoun_source(phrase, index)
    chunk = phrase.chunk_at(index)
    return (None, 0) if chunk is None else _noun_source(phrase, chunk, index, strict=strict)


def _bracket_opens(phrase: Phrase, closing: int) -> int:
    """Return the index of the bracket closed at `closing`; 0 if none opens."""
    for index in range(closing - 1, max(-1, closing - 8), -1):
        if phrase.lows[index] == "(":
            return index
    return 0


def _aside_opens(phrase: Phrase, closing: int) -> int:
    """Return the index of the comma that opens the aside closed at `closing`; 0 if none does."""
    for index in range(closing - 1, max(-1, closing - 14), -1):
        if phrase.lows[index] == ",":
            return index
    return 0


def _role_and_name(phrase: Phrase, opened: int, closed: int) -> Found | None:
    """Return role and name as one source: "their headmistress, Kamala Rao,"."""
    role, name = phrase.chunk_at(opened - 1), phrase.chunk_at(closed - 1)
    if name is None or role is None or name.first != opened + 1:
        return None
    if "name" not in name.kinds - role.kinds:
        return None
    return phrase.part(role.first, name.last), role.first


def _pronoun_source(phrase: Phrase, index: int) -> Found:
    low = phrase.lows[index]
    if low in {"who", "which"}:
        chunk = phrase.chunk_at(index - 1) or phrase.chunk_at(index - 2)
        return (mention_of(phrase, chunk), chunk.first) if chunk else (None, 0)
    if phrase.tags[index] == "S" or low in {"there", "himself", "themselves", "herself"}:
        return None, 0
    return phrase.part(index, index + 1), index


def _noun_source(phrase: Phrase, chunk: Chunk, index: int, *, strict: bool) -> Found:
    chunk = _climb(phrase, chunk)
    document = phrase.lows[chunk.last - 1] in phrase.lexis.words.documents
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
    said = phrase.tags[:before]
    if "Q" not in said and not any(tag in "VEXG" for tag in said):
        return False
    if cue + 1 < len(phrase) and phrase.lows[cue + 1] in {"that", ":"}:
        return False
    rest = set(phrase.tags[cue + 1 : cue + 3])
    adverbial = phrase.lows[0] in _OPENERS and "Q" not in phrase.tags[:before]
    return not (adverbial and rest and not rest & set("KOQ"))
