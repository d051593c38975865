"""Cues: the words by which a sentence says who says so, with the source beside them."""

from __future__ import annotations

from dateline.extract.act import mention_of
from dateline.extract.cue_sources import SPEAKING, source_left, source_right
from dateline.extract.phrase import Phrase
from dateline.extract.subject import main_subject
from dateline.record import Record
from dateline.span import Span
from dateline.value import VerbClass

_BE = frozenset("was were been is are be being".split())
_OPENERS = frozenset("in on after at meanwhile earlier although when".split())
"""Words of an adverbial that opens a sentence: "On Monday, the army said that ..."."""

_SPOKEN = frozenset("saying adding claiming arguing insisting".split())
_QUOTED = _SPOKEN | frozenset("confirming telling denying declaring warning announcing".split())
_TOLD = frozenset("told tell tells telling informed".split())
_PLURAL = frozenset("media police people men women".split())


class Cue(Record, frozen=True, kw_only=True):
    """Words of attribution found in a sentence, with the source beside them.

    Attributes:
        first: Index of the cue's first token.
        last: Index after its last token.
        verb_class: What kind of speech it makes.
        source: The words that name who says so; None if none do.
        source_first: Index of the token where source and cue begin.
        after: Index of the token after source, cue, listener and words of time.
        before: Whether they stand before what is said.
        nested: Whether it is a source that another one cites.
    """

    first: int
    last: int
    verb_class: VerbClass
    source: Span | None
    source_first: int
    after: int
    before: bool
    nested: bool = False


def cues_of(phrase: Phrase) -> list[Cue]:
    """Return the cues of a sentence, in order."""
    cues: list[Cue] = []
    index = 0
    while index < len(phrase):
        found, step = _at(phrase, index)
        cues.extend(found)
        index += step
    return cues


def _at(phrase: Phrase, index: int) -> tuple[tuple[Cue, ...], int]:
    """Return the cues that begin at a token, and how many tokens they take."""
    lexis, low = phrase.lexis, phrase.lows[index]
    for step, values in lexis.set_cues.at(phrase.lows, index):
        group, verb_class = values[0]
        cue = _SET[group](phrase, index, index + step, verb_class)
        return (cue,) if cue else (), step
    if low in lexis.words.nested:
        quoted = _quoting(phrase, index)
        nested = _nesting(phrase, index) if phrase.tags[index] in "GVE" and not quoted else None
        if quoted or nested:
            return quoted or ((nested,) if nested else ()), 1
    if low in lexis.words.accounts:
        account = _account(phrase, index)
        if account is not None:
            return (account,), 1
    pair = " ".join(phrase.lows[index : index + 2])
    length = 2 if " " in pair and pair in lexis.cues else 1
    if (length == 2 or low in lexis.cues) and _is_verb(phrase, index, length):
        cue = _verbal(phrase, index, index + length)
        return (cue,) if cue else (), length
    return (), 1


def _is_verb(phrase: Phrase, index: int, length: int) -> bool:
    """Tell whether a word that may be a cue is a verb where it stands."""
    tag = phrase.tags[index]
    if tag in "VEG" or length > 1:
        return True
    if tag != "W" or not index:
        return False
    after = phrase.tags[index + 1] if index + 1 < len(phrase) else "O"
    form = phrase.lexis.cues[phrase.lows[index]][1]
    before = phrase.lows[index - 1]
    if form in {"past", "participle"}:
        aside = phrase.tags[index - 1] == "K" and after in "DUN"
        return aside or (after in "SQ" and phrase.tags[index - 1] in "WURAK")
    plural = before in _PLURAL or (before.endswith("s") and not before.endswith("ss"))
    return form == "base" and plural and after in "KODNSQ"


def _prepositional(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    chunk = phrase.chunk_at(last)
    if phrase.lows[first] == "per" and (chunk is None or "named" not in chunk.kinds):
        return None
    if chunk is None and (last >= len(phrase) or phrase.tags[last] != "R"):
        return None
    span = phrase.part(last, last + 1) if chunk is None else mention_of(phrase, chunk)
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=span,
        source_first=first,
        after=_past_aside(phrase, last + 1 if chunk is None else chunk.last),
        before=first < 2,
    )


def _passive(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    source, source_first = source_left(phrase, first)
    if source is None:
        return None
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=source,
        source_first=source_first,
        after=last,
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
        after=last,
        before=True,
    )


_SET = {"prepositional": _prepositional, "passive": _passive, "impersonal": _impersonal}


def _account(phrase: Phrase, index: int) -> Cue | None:
    """Return the cue of an account that is somebody's: "by the ministry's count, ten died"."""
    chunk = phrase.chunk_at(index)
    if chunk is None or (chunk.last != index + 1 and phrase.tags[index + 1] != "N"):
        return None
    marks = [place for place in range(chunk.first, index) if phrase.tags[place] == "'"]
    if not marks:
        return None
    adverbial = chunk.first > 0 and phrase.lows[chunk.first - 1] in {"by", "in", "on"}
    begin = chunk.first - adverbial
    after = phrase.tags[index + 1] if index + 1 < len(phrase) else "O"
    if not adverbial and (after not in "VEX" or chunk.first > 2):
        return None
    return Cue(
        first=index,
        last=index + 1,
        verb_class="estimates",
        source=phrase.part(chunk.first, marks[-1]),
        source_first=begin,
        after=index + 1,
        before=begin < 2,
    )


def _nesting(phrase: Phrase, index: int) -> Cue | None:
    chunk = phrase.chunk_at(index + 1) or phrase.chunk_at(index + 2)
    if chunk is None or not chunk.kinds & SPEAKING or chunk.first > index + 2:
        return None
    return Cue(
        first=index,
        last=index + 1,
        verb_class="says",
        source=mention_of(phrase, chunk),
        source_first=index,
        after=chunk.last,
        before=False,
        nested=True,
    )


def _quoting(phrase: Phrase, index: int) -> tuple[Cue, ...]:
    """Return both cues of "AFP quoted a medic as saying ...": the medic's inside AFP's."""
    inner = phrase.chunk_at(index + 1)
    saying = next(
        (i for i in range(index + 2, min(len(phrase), index + 26)) if phrase.lows[i] in _QUOTED), 0
    )
    pronoun = index + 1 < len(phrase) and phrase.tags[index + 1] == "R"
    if not (inner or pronoun) or not saying or phrase.lows[saying - 1] != "as":
        return ()
    source, source_first = source_left(phrase, index, strict=True)
    before = saying + 1 < len(phrase) and phrase.tags[saying + 1] not in "KO"
    quoted = Cue(
        first=saying - 1,
        last=saying + 1,
        verb_class="says",
        source=mention_of(phrase, inner) if inner else phrase.part(index + 1, index + 2),
        source_first=index + 1,
        after=saying + 1,
        before=before,
        nested=not before,
    )
    if source is None:
        return (quoted,)
    outer = _cue(phrase, index, source, source_first, before=before, after=saying + 1)
    return outer, quoted


def _verbal(phrase: Phrase, index: int, last: int) -> Cue | None:
    """Return the cue that a verb of speech makes, if a source stands beside it."""
    return _simple(phrase, index) if last == index + 1 else _set_verb(phrase, index, last)


def _set_verb(phrase: Phrase, index: int, last: int) -> Cue | None:
    """Return the cue that a verb with its particle or noun makes: "owned up to the killing"."""
    edge = index
    while edge and phrase.tags[edge - 1] in "XA":
        edge -= 1
    source, source_first = source_left(phrase, edge)
    if source is None:
        return None
    verb_class, _ = phrase.lexis.cues[" ".join(phrase.lows[index:last])]
    return Cue(
        first=index,
        last=last,
        verb_class=verb_class,
        source=source,
        source_first=source_first,
        after=last,
        before=not _is_trailing(phrase, source_first, last),
    )


def _simple(phrase: Phrase, index: int) -> Cue | None:
    edge = index
    while edge and phrase.tags[edge - 1] in "XA":
        edge -= 1
    if index and phrase.tags[index - 1] == "T":
        return None
    if not _BE.isdisjoint(phrase.lows[edge:index]):
        return _by_whom(phrase, index)
    low = phrase.lows[index]
    weak = low in phrase.lexis.weak_cues or phrase.tags[index] == "G"
    if weak and not _says_something(phrase, index):
        return None
    if weak and phrase.tags[index] == "G" and index and phrase.lows[index - 1] == ",":
        subject, pronoun = main_subject(phrase, index)
        source = mention_of(phrase, subject[0]) if subject else pronoun
        return None if source is None else _cue(phrase, index, source, index, before=True)
    right = source_right(phrase, index) if edge == index else None
    if right is not None:
        span, after = right
        return _cue(phrase, index, span, index, before=False, after=after)
    source, source_first = source_left(phrase, edge, strict=weak)
    if source is None:
        return None
    if phrase.tags[index] == "G":
        source = _issuer(phrase, source_first) or source
    after = _past_adjuncts(phrase, index)
    before = not _is_trailing(phrase, source_first, after)
    return _cue(phrase, index, source, source_first, before=before, after=after)


def _issuer(phrase: Phrase, document: int) -> Span | None:
    """Return who issues the document that says something: "NATO put out a note saying ..."."""
    chunk = phrase.chunk_at(document)
    if chunk is None or document < 1 or phrase.tags[document - 1] not in "VEP":
        return None
    if phrase.lows[chunk.last - 1] not in phrase.lexis.words.documents:
        return None
    subject, pronoun = main_subject(phrase, document)
    return mention_of(phrase, subject[0]) if subject else pronoun


def _by_whom(phrase: Phrase, index: int) -> Cue | None:
    """Return the cue of a passive that names its speaker: "that is denied by the army"."""
    low = phrase.lows[index]
    place = index + 1
    while place < len(phrase) and (
        phrase.tags[place] in "AM" or phrase.lows[place].startswith("to-")
    ):
        place += 1
    if place + 1 >= len(phrase) or phrase.lows[place] not in {"by", "from"}:
        return None
    if phrase.lows[place] == "from" and low != "received":
        return None
    chunk = phrase.chunk_at(place + 1)
    able = SPEAKING | {"named", "structure"}
    if chunk is None or not chunk.kinds & able or low in {"accused", "blamed"}:
        return None
    return _cue(phrase, index, mention_of(phrase, chunk), index, before=False, after=chunk.last)


def _cue(  # noqa: PLR0913  (what a cue is made of)
    phrase: Phrase,
    index: int,
    source: Span,
    source_first: int,
    *,
    before: bool,
    after: int | None = None,
) -> Cue:
    verb_class: VerbClass = "says"
    if phrase.lows[index] in phrase.lexis.cues:
        verb_class, _ = phrase.lexis.cues[phrase.lows[index]]
    return Cue(
        first=index,
        last=index + 1,
        verb_class=verb_class,
        source=source,
        source_first=source_first,
        after=index + 1 if after is None else after,
        before=before,
    )


def _says_something(phrase: Phrase, index: int) -> bool:
    """Tell whether a verb that need not be speech is: by "that", a quotation or a figure."""
    after = phrase.lows[index + 1] if index + 1 < len(phrase) else ""
    if after in {"that", "as", "of", "to", ":"} or _quote_near(phrase, index):
        return True
    if phrase.lows[index] in _SPOKEN or "following" in phrase.lows[index + 1 : index + 3]:
        return True
    figures = "N" in phrase.tags[index + 1 : _figures_end(phrase, index)]
    if phrase.lows[index + 2 : index + 3] == ["as"]:  # "called it", "described them as"
        return True
    ends = index + 1 >= len(phrase) or phrase.tags[index + 1] in "OK"
    return figures or (ends and phrase.tags[index] != "G") or _of_an_event(phrase, index)


def _figures_end(phrase: Phrase, index: int) -> int:
    """Return up to where a figure may stand that a verb gives: the end of its clause."""
    for place in range(index + 1, min(len(phrase), index + 10)):
        if phrase.tags[place] in "KO":
            return place
    return index + 10


def _of_an_event(phrase: Phrase, index: int) -> bool:
    """Tell whether a verb's object names an act: "condemned the attack"."""
    chunk = phrase.chunk_at(index + 1)
    if chunk is None or chunk.first != index + 1 or phrase.lows[index] not in phrase.lexis.act_cues:
        return False
    return any(True for _ in phrase.lexis.events.at(phrase.lows, chunk.last - 1))


def _quote_near(phrase: Phrase, index: int) -> bool:
    tags = phrase.tags
    return "Q" in tags[max(0, index - 4) : index] or "Q" in tags[index + 1 : index + 5]


def _past_adjuncts(phrase: Phrase, index: int) -> int:
    """Return the token after a verb of speech, whom it is told to, and when and how."""
    place = index + 1
    if phrase.lows[index] in _TOLD:
        listener = phrase.chunk_at(place)
        if listener is not None:
            place = listener.last
        elif place < len(phrase) and phrase.tags[place] == "R":
            place += 1
    for _ in range(3):
        if place >= len(phrase):
            return place
        chunk = phrase.chunk_at(place)
        if phrase.tags[place] == "A":
            place += 1
        elif chunk is not None and "time" in chunk.kinds:
            place = chunk.last
        elif phrase.tags[place] == "P" and (inner := phrase.chunk_at(place + 1)) is not None:
            if inner.last < len(phrase) and phrase.tags[inner.last] not in "KOPAMS":
                return place
            place = inner.last
        else:
            return place
    return place


def _past_aside(phrase: Phrase, last: int) -> int:
    """Return the token after what hangs on a source named by a preposition."""
    for place in range(last, min(len(phrase), last + 12)):
        if phrase.tags[place] in "KO":
            return place
    return last


def _is_trailing(phrase: Phrase, source_first: int, after: int) -> bool:
    """Tell whether what is said stands before the source ("..., the army said")."""
    before = source_first - 1
    other = phrase.chunk_at(before - 1) if before > 0 and phrase.tags[before] == "C" else None
    if other is not None:
        before = other.first - 1
    while before >= 0 and phrase.tags[before] in "A":
        before -= 1
    if before < 1 or phrase.tags[before] not in "KQO" or phrase.lows[before] in {";", ":"}:
        return False
    start = segment_first(phrase, before)
    said = phrase.tags[start:before]
    if "Q" not in said and not any(tag in "VEXG" for tag in said) and not _clipped(phrase, start):
        return False
    if after < len(phrase) and phrase.lows[after] in {"that", ":"} and "Q" not in said:
        return phrase.lows[after] == ":"
    if after < len(phrase) and phrase.tags[after] not in "KOQCS":
        return "Q" in said and phrase.tags[before] == "Q"
    return not (phrase.lows[start] in _OPENERS and "Q" not in said and _goes_on(phrase, after))


def _clipped(phrase: Phrase, start: int) -> bool:
    """Tell whether a clause without a verb tells a toll: "Three dead, state media report"."""
    return phrase.tags[start] == "N"


def _goes_on(phrase: Phrase, after: int) -> bool:
    return after < len(phrase) and phrase.tags[after] not in "KOQ"


def segment_first(phrase: Phrase, index: int) -> int:
    """Return where the part of a sentence between semicolons begins that holds a token."""
    for place in range(index - 1, -1, -1):
        if phrase.lows[place] == ";":
            return place + 1
    return 0
