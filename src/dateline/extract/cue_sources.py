"""Sources: the words beside a cue that name who says so."""

from __future__ import annotations

from dateline.extract.act import mention_of
from dateline.extract.phrase import Chunk, Phrase
from dateline.extract.subject import BE, main_subject
from dateline.span import Span

SPEAKING = frozenset(("person", "armed", "agent", "name", "nationality", "people", "civilian"))
_SILENT = frozenset(("time", "number", "event"))
_HANGING = frozenset("of for at in from with on near".split())
_NOT_SOURCES = frozenset(
    "nobody none anybody there himself themselves herself itself i we you me us".split()
)
_BETWEEN = frozenset("since first later also then now further".split())
"""Words that may stand between a source and its verb: "the army has since denied"."""

_NEVER_INVERTED = frozenset(
    """told tells informed notified briefed assured accused accuses blamed blames denied denies
    dismissed rejected condemned heard saw received recorded registered""".split()
)
_NAME_WORDS = frozenset("of and for the in".split())
_LONGEST_NAME = 9
_PARTING = frozenset(("who", "that", "which"))
_TURNS = frozenset("when while where as if because after before".split())
_ADVERBIAL = frozenset("on in at late early by from".split())
_ABLE = SPEAKING | {"structure", "named"}
_ASIDE = 16
"""Tokens of the longest aside between a source and its verb."""

Found = tuple[Span | None, int]
"""The words that name a source, or None, and the token where they begin."""

NOBODY: Found = (None, 0)


def source_left(phrase: Phrase, edge: int, *, strict: bool = False) -> Found:
    """Return the source before a verb group that begins at `edge`.

    Args:
        phrase: The sentence.
        edge: Index of the verb group's first token.
        strict: Whether only nouns that can speak will do.
    """
    index = _past_adverbials(phrase, edge - 1)
    if index > 0 and phrase.lows[index] == ")":
        index = _opens(phrase, index, "(") - 1
    if index >= 0 and phrase.lows[index] == ",":
        opened = _opens(phrase, index, ",")
        if not opened:
            return NOBODY
        whole = _role_and_name(phrase, opened, index)
        if whole is not None:
            return whole
        index = _past_adverbials(phrase, opened - 1)
    if index < 0:
        return NOBODY
    if index and phrase.tags[index] == "C" and not strict:
        subject, pronoun = main_subject(phrase, index)
        return mention_of(phrase, subject[0]) if subject else pronoun, index + 1
    if phrase.tags[index] in "RS":
        return _pronoun(phrase, index)
    if phrase.lows[index] == "one" and phrase.tags[index - 1] in "QK":
        return phrase.part(index, index + 1), index
    far = _distant(phrase, edge, index)
    chunk = _up_to(phrase, index)
    if far is not None and far[1]:
        return far[0]
    found = NOBODY if chunk is None else _noun(phrase, chunk, index, strict=strict)
    return far[0] if found[0] is None and far is not None else found


def _up_to(phrase: Phrase, index: int) -> Chunk | None:
    """Return the chunk of a token without what follows it, a verb taken for a noun."""
    chunk = phrase.chunk_at(index)
    if chunk is None or chunk.last == index + 1:
        return chunk
    kinds = set(phrase.lexis.kinds.get(phrase.lows[index], ()))
    if kinds & {"armed", "civilian", "crowd", "people"}:
        kinds.add("person")
    if "U" in phrase.tags[chunk.first : index + 1]:
        kinds.add("named")
    return Chunk(chunk.first, index + 1, frozenset(kinds), phrase.part(chunk.first, index + 1))


def source_right(phrase: Phrase, index: int) -> tuple[Span, int] | None:
    """Return the source after an inverted verb, and the token after it.

    "..., said the mayor": a mark must stand before the verb, and no other verb after.
    """
    if index + 1 >= len(phrase) or index == 0 or phrase.tags[index - 1] not in "QK":
        return None
    if phrase.lows[index] in _NEVER_INVERTED:
        return None
    if phrase.lows[index + 1] == "one" and phrase.tags[min(index + 2, len(phrase) - 1)] in "KO":
        return phrase.part(index + 1, index + 2), index + 2
    chunk = phrase.chunk_at(index + 1)
    if chunk is None or chunk.first != index + 1 or chunk.kinds & _SILENT:
        return None
    if not able(phrase, chunk) and phrase.tags[index - 1] != "Q":
        return None
    if chunk.last < len(phrase) and phrase.tags[chunk.last] in "XVE":
        return None
    last = with_name(phrase, chunk)
    if last == chunk.last:
        return mention_of(phrase, chunk), chunk.last
    return phrase.part(chunk.first, last), last


def speaks(phrase: Phrase, low: str) -> bool:
    """Tell whether a noun is one of those who speak though they are no actors of events."""
    speakers = phrase.lexis.speakers
    return (
        low in speakers or low.removesuffix("s") in speakers or low.removesuffix("es") in speakers
    )


def silent(chunk: Chunk) -> bool:
    """Tell whether a chunk names a time, a number or an act, by no name of its own."""
    return bool(chunk.kinds & _SILENT) and not {"name", "armed"} & chunk.kinds


def able(phrase: Phrase, chunk: Chunk) -> bool:
    """Tell whether a chunk names somebody or something that can speak."""
    if silent(chunk):
        return False
    return bool(chunk.kinds & _ABLE) or speaks(phrase, phrase.lows[chunk.last - 1])


def with_name(phrase: Phrase, chunk: Chunk) -> int:
    """Return where a role and the name that a comma sets after it end."""
    last = chunk.last
    if last < len(phrase) and phrase.lows[last] in _HANGING:
        inner = phrase.chunk_at(last + 1)
        if inner is not None and inner.first == last + 1 and not inner.kinds & _SILENT:
            last = inner.last
    if last + 1 >= len(phrase) or phrase.lows[last] != "," or "name" in chunk.kinds:
        return chunk.last
    name = phrase.chunk_at(last + 1)
    if name is not None and name.first == last + 1 and _is_name(phrase, name):
        return name.last
    return chunk.last


def _is_name(phrase: Phrase, chunk: Chunk) -> bool:
    return "named" in chunk.kinds and phrase.tags[chunk.first] == "U"


def _past_adverbials(phrase: Phrase, index: int) -> int:
    """Return the token that stands before adverbs and words of time."""
    for _ in range(5):
        if index < 1:
            return index
        low = phrase.lows[index]
        chunk = phrase.chunk_at(index)
        if low in _BETWEEN or phrase.tags[index] in "AX":
            index -= 2 if phrase.lows[index - 1] == "at" and low == "first" else 1
        elif low == "at" and phrase.lows[index + 1] == "first":
            index -= 1
        elif low == "turn" and phrase.lows[index - 1] == "in":
            index -= 2
        elif phrase.tags[index] == "Q" and phrase.tags[index - 2] == "Q":
            index -= 3  # "the army "categorically" denied"
        elif chunk is not None and chunk.kinds == {"time"} and chunk.first > 1:
            index = chunk.first - 1
            if phrase.lows[index] in _ADVERBIAL:
                index -= 1
        else:
            return index
    return index


def _opens(phrase: Phrase, closing: int, mark: str) -> int:
    """Return the index of the mark that opens the aside closed at `closing`; 0 if none does."""
    for index in range(closing - 1, max(-1, closing - _ASIDE), -1):
        if phrase.lows[index] == mark:
            return index
        if phrase.lows[index] == ";":
            return 0
    return 0


def _role_and_name(phrase: Phrase, opened: int, closed: int) -> Found | None:
    """Return role and name as one source: "their headmistress, Kamala Rao,"."""
    role, name = phrase.chunk_at(opened - 1), phrase.chunk_at(closed - 1)
    if name is None or role is None or not _is_name(phrase, name):
        return None
    title = phrase.tags[opened + 1 : name.first]
    role = _climb(phrase, role)
    if not all(tag in "UO" for tag in title) or not _is_role(phrase, role):
        return None
    first = role.first
    return phrase.part(first, name.last), first


def _is_role(phrase: Phrase, chunk: Chunk) -> bool:
    """Tell whether a chunk may be somebody's role before their name: "the press secretary"."""
    owned = "'" in phrase.tags[chunk.first : chunk.last] or phrase.tags[chunk.first] == "D"
    return owned or "name" not in chunk.kinds


def _pronoun(phrase: Phrase, index: int) -> Found:
    low = phrase.lows[index]
    if low in {"who", "which"}:
        chunk = phrase.chunk_at(index - 1) or phrase.chunk_at(index - 2)
        if chunk is None:
            return NOBODY
        whole = _climb(phrase, chunk)
        return mention_of(phrase, whole), whole.first
    if phrase.tags[index] == "S" or low in _NOT_SOURCES:
        return NOBODY
    return phrase.part(index, index + 1), index


def _noun(phrase: Phrase, chunk: Chunk, index: int, *, strict: bool) -> Found:
    chunk = _climb(phrase, chunk)
    document = phrase.lows[chunk.last - 1].removesuffix("s") in phrase.lexis.words.documents
    if (silent(chunk) or (strict and not able(phrase, chunk))) and not document:
        return NOBODY
    if phrase.lows[chunk.first] == "no":
        return NOBODY
    first = _long_name_from(phrase, chunk) or _listed_from(phrase, chunk)
    before = phrase.chunk_at(first - 2) if first > 1 else None
    if before is not None and _sets_name(phrase, before, first) and _is_name(phrase, chunk):
        return phrase.part(before.first, chunk.last), before.first
    if first and phrase.lows[first - 1] == "state" and phrase.tags[first - 1] == "V":
        first -= 1  # "state agency SANA said"
    if first != chunk.first:
        return phrase.part(first, chunk.last), first
    return _whole_name(phrase, chunk, index + 1), chunk.first


def _sets_name(phrase: Phrase, role: Chunk, name: int) -> bool:
    """Tell whether a comma sets a name after a role: "the airport's director, L. Tabib told"."""
    if phrase.lows[name - 1] != "," or not role.kinds & SPEAKING or "name" in role.kinds:
        return False
    alone = role.first == 0 or phrase.tags[role.first - 1] in "KQO"
    return alone and _is_role(phrase, role)


def _long_name_from(phrase: Phrase, chunk: Chunk) -> int:
    """Return where a name of the register that ends with a chunk begins; 0 if none does.

    "The Islamic State of Iraq and the Levant" is one name in several chunks.
    """
    if "named" not in chunk.kinds:
        return 0
    found = 0
    for place in range(chunk.first - 1, max(-1, chunk.first - _LONGEST_NAME), -1):
        if phrase.tags[place] != "U" and phrase.lows[place] not in _NAME_WORDS:
            break
        words = phrase.part(place, chunk.last).text
        if phrase.tags[place] == "U" and phrase.lexis.kinds_by_name(words):
            found = place
    return found


def _listed_from(phrase: Phrase, chunk: Chunk) -> int:
    """Return where a source of two begins: "travellers and officials", after a mark or alone."""
    before = chunk.first - 1
    if before < 1 or phrase.lows[before] != "and":
        return chunk.first
    other = phrase.chunk_at(before - 1)
    if other is None or not other.kinds & SPEAKING or not chunk.kinds & SPEAKING:
        return chunk.first
    alone = other.first == 0 or phrase.tags[other.first - 1] in "KQ"
    alone = alone or phrase.lows[other.first - 1] in {"quoting", "citing"}
    return other.first if alone else chunk.first


def _climb(phrase: Phrase, chunk: Chunk) -> Chunk:
    """Return the speaker that a chunk hangs on, through what hangs between: "of A in B"."""
    best = chunk
    for _ in range(3):
        before = chunk.first - 1
        if before < 1 or phrase.lows[before] not in _HANGING:
            return best
        outer = phrase.chunk_at(before - 1)
        if outer is None:
            return best
        if outer.first and phrase.tags[outer.first - 1] in "VE" and phrase.lows[before] != "of":
            return best
        if _may_head(phrase, outer, phrase.lows[before]):
            best = outer
        chunk = outer
    return best


def _may_head(phrase: Phrase, chunk: Chunk, joint: str) -> bool:
    """Tell whether a chunk may be the speaker that another hangs on by a preposition."""
    if chunk.kinds & SPEAKING or _speaks_in(phrase, chunk):
        return True
    if speaks(phrase, phrase.lows[chunk.last - 1]):
        return True
    return joint == "of" and not chunk.kinds & (_SILENT | {"place"})


def _speaks_in(phrase: Phrase, chunk: Chunk) -> bool:
    """Tell whether somebody who can speak or a document is named before the chunk's last word."""
    lexis = phrase.lexis
    return any(
        lexis.kinds.get(low, frozenset()) & SPEAKING
        or low.removesuffix("s") in lexis.words.documents
        for low in phrase.lows[chunk.first : chunk.last]
    )


def _whole_name(phrase: Phrase, chunk: Chunk, last: int) -> Span:
    """Return a source with what hangs on it, where it stands right before the verb."""
    if last > chunk.last and phrase.lows[chunk.last] in _HANGING:
        return phrase.part(chunk.first, last)
    return mention_of(phrase, chunk)


def _distant(phrase: Phrase, edge: int, index: int) -> tuple[Found, bool] | None:
    """Return who begins the clause of a verb, and whether surely they and nobody nearer speak.

    "Elders who dug the graves listed", "a medic reached by telephone counted".
    """
    start = _clause_first(phrase, index)
    chunk = phrase.chunk_at(start)
    if chunk is None or chunk.first != start or chunk.last > index or chunk.last >= edge:
        return None
    if not (chunk.kinds & SPEAKING and not silent(chunk)) and not _speaks_in(phrase, chunk):
        return None
    tag, low = phrase.tags[chunk.last], phrase.lows[chunk.last]
    if tag not in "EGPSW" or low in _TURNS:
        return None
    found = (mention_of(phrase, chunk), chunk.first)
    by = phrase.lows[chunk.last + 1] if chunk.last + 1 < len(phrase) else ""
    sure = low in _PARTING or (tag == "E" and by in {"by", "in", "at"}) or tag == "G"
    return found, sure and "place" not in chunk.kinds


def _clause_first(phrase: Phrase, index: int) -> int:
    """Return where the clause begins that a token ends: after a mark, "and" or a verb of speech."""
    start = 0
    for place in range(index, max(-1, index - _ASIDE), -1):
        if phrase.tags[place] in "KOQC":
            start = place + 1
            break
        if phrase.lows[place] in phrase.lexis.cues and phrase.tags[place] in "VE":
            if phrase.lows[place + 1] == "by" or phrase.lows[place - 1] in BE:
                continue
            start = place + 1 + (phrase.lows[min(place + 1, index)] == "that")
            break
    while start < index and phrase.tags[start] in "CA":
        start += 1
    return start
