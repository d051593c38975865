"""Cues: the words by which a sentence says who says so, with the source beside them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.extract.act import mention_of
from dateline.extract.cue import BE, SPOKEN, Cue, past_aside, segment_first
from dateline.extract.cue_sources import able, source_left, speaks, with_name
from dateline.extract.cue_verbs import is_verb, verb_cue, verbal
from dateline.extract.lexis import Lexis
from dateline.extract.phrase import Chunk, Phrase
from dateline.register import bundled
from dateline.value import VerbClass

_CHANNELLED = frozenset(("on", "through", "via"))
_QUOTED = SPOKEN | frozenset("confirming telling denying declaring warning announcing".split())


def cues_of(phrase: Phrase, *, headline: bool = False) -> list[Cue]:
    """Return the cues of a sentence, in order.

    Args:
        phrase: The sentence.
        headline: Whether it is one, so that a colon may part speech from speaker.
    """
    cues: list[Cue] = list(_marks(phrase)) if headline else []
    index = 0
    while index < len(phrase):
        found, step = _at(phrase, index)
        cues.extend(_by_the_same(phrase, cue, cues) for cue in found)
        index += step
    return cues


def _marks(phrase: Phrase) -> Iterator[Cue]:
    """Yield the cue that a mark makes in a headline: "Army: ten dead", "Ten dead - army"."""
    for index in range(1, len(phrase) - 1):
        if phrase.lows[index] not in {":", "-", "–", "—"}:
            continue
        first, last = phrase.chunk_at(0), phrase.chunk_at(index + 1)
        colon = phrase.lows[index] == ":"
        leads = first is not None and colon and (first.first, first.last) == (0, index)
        if first is not None and leads and _may_head(phrase, first):
            yield _mark(phrase, index, first, before=True)
            return
        ends = last is not None and (last.first, last.last) == (index + 1, len(phrase))
        told = any(tag in "VEXG" for tag in phrase.tags[:index])
        if last is not None and ends and told and _may_head(phrase, last):
            yield _mark(phrase, index, last, before=False)
            return


def _mark(phrase: Phrase, index: int, source: Chunk, *, before: bool) -> Cue:
    return Cue(
        first=index,
        last=index + 1,
        verb_class="says",
        source=mention_of(phrase, source),
        source_first=0 if before else index,
        after=index + 1 if before else source.last,
        before=before,
    )


def _may_head(phrase: Phrase, chunk: Chunk) -> bool:
    """Tell whether a chunk beside a headline's mark speaks and is no mere label of a place."""
    words = phrase.part(chunk.first, chunk.last).text
    known = bundled().find(words)
    if known:
        return all(actor.kind not in {"state", "people"} for actor in known)
    return speaks(phrase, phrase.lows[chunk.last - 1]) or bool(chunk.kinds & {"armed", "police"})


def _by_the_same(phrase: Phrase, cue: Cue, earlier: list[Cue]) -> Cue:
    """Return a cue after "and" as its first verb's speaker's: "said it ..., and claimed that"."""
    if not cue.source_first or phrase.lows[cue.source_first - 1] not in {"and", "but"}:
        return cue
    begin = phrase.span.start + phrase.starts[cue.source_first]
    if cue.source is None or cue.source.start >= begin:
        return cue
    for other in reversed(earlier):
        if other.before and not (other.nested or other.relays) and other.source is not None:
            if segment_first(phrase, cue.first) == segment_first(phrase, other.first):
                return msgspec.structs.replace(cue, source=other.source)
            return cue
    return cue


def _at(phrase: Phrase, index: int) -> tuple[tuple[Cue, ...], int]:
    """Return the cues that begin at a token, and how many tokens they take."""
    lexis, low = phrase.lexis, phrase.lows[index]
    if low not in lexis.cue_firsts and not _may_relay(low, lexis):
        return (), 1
    for step, values in lexis.set_cues.at(phrase.lows, index):
        group, verb_class = values[0]
        cue = _SET[group](phrase, index, index + step, verb_class)
        return (cue,) if cue else (), step
    if low in _CHANNELLED or low in lexis.relayed:
        relay = _relay(phrase, index)
        if relay is not None:
            return (relay,), 2
    if low in lexis.nested_cues:
        quoted = _quoting(phrase, index)
        nested = _nesting(phrase, index) if phrase.tags[index] in "GVE" and not quoted else None
        if quoted or nested:
            return quoted or ((nested,) if nested else ()), 1
    if low in lexis.accounts:
        account = _account(phrase, index)
        if account is not None:
            return (account,), 1
    pair = " ".join(phrase.lows[index : index + 2])
    length = 2 if " " in pair and pair in lexis.cues else 1
    if (length == 2 or low in lexis.cues) and is_verb(phrase, index, length):
        cue = verbal(phrase, index, index + length)
        return (cue,) if cue else (), length
    return (), 1


def _may_relay(low: str, lexis: Lexis) -> bool:
    """Tell whether a word that is no verb of speech may still begin a cue."""
    words = (_CHANNELLED, lexis.relayed, lexis.nested_cues, lexis.accounts)
    return any(low in group for group in words)


def _prepositional(phrase: Phrase, first: int, last: int, verb_class: VerbClass) -> Cue | None:
    chunk = phrase.chunk_at(last)
    if phrase.lows[first] == "per" and (chunk is None or "named" not in chunk.kinds):
        return None
    if chunk is None and (last >= len(phrase) or phrase.tags[last] != "R"):
        return None
    span = phrase.part(last, last + 1) if chunk is None else mention_of(phrase, chunk)
    if chunk is not None and (end := with_name(phrase, chunk)) > chunk.last:
        span = phrase.part(chunk.first, end)
    return Cue(
        first=first,
        last=last,
        verb_class=verb_class,
        source=span,
        source_first=first,
        after=past_aside(phrase, last + 1 if chunk is None else chunk.last),
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


def _relay(phrase: Phrase, index: int) -> Cue | None:
    """Return the cue of one who carries another's words: "quoted by AFP", "on Radio Mill"."""
    low = phrase.lows[index]
    by = index + 1 if phrase.lows[index + 1 : index + 3] != ["in", "turn"] else index + 3
    carried = low in phrase.lexis.relayed and phrase.lows[by : by + 1] == ["by"]
    chunk = phrase.chunk_at(by + 1 if carried else index + 1)
    if chunk is None or not able(phrase, chunk):
        return None
    if not carried and not (low in _CHANNELLED and _is_channel(phrase, chunk)):
        return None
    if carried and index and phrase.lows[index - 1] in BE:
        return None
    named = next(at for at in range(chunk.first, chunk.last) if phrase.tags[at] != "D")
    return Cue(
        first=index,
        last=by + 1 if carried else index + 1,
        verb_class="says",
        source=mention_of(phrase, chunk) if carried else phrase.part(named, chunk.last),
        source_first=index,
        after=chunk.last,
        before=False,
        relays=True,
    )


def _is_channel(phrase: Phrase, chunk: Chunk) -> bool:
    """Tell whether a chunk names a broadcaster, a newspaper or a news agency."""
    words = phrase.lows[chunk.first : chunk.last]
    if "U" not in phrase.tags[chunk.first : chunk.last]:
        return False
    if not phrase.lexis.channels.isdisjoint(words):
        return True
    name = phrase.part(chunk.first, chunk.last).text
    return any(actor.kind in {"agency", "media"} for actor in bundled().find(name))


def _nesting(phrase: Phrase, index: int) -> Cue | None:
    chunk = phrase.chunk_at(index + 1)
    if chunk is None and index + 1 < len(phrase) and phrase.tags[index + 1] in "EA":
        chunk = phrase.chunk_at(index + 2)  # "quoting unnamed officials"
    if chunk is None or chunk.first > index + 2 or chunk.kinds & {"time", "number", "event"}:
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
    outer = verb_cue(phrase, index, source, source_first, before=before, after=saying + 1)
    return outer, quoted
