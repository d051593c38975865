"""Act: who did what to whom by what, around one event word of a sentence."""

from __future__ import annotations

from dateline.extract.inflection import Form
from dateline.extract.phrase import Chunk, Phrase, WeaponAt
from dateline.extract.subject import BE, subject_of, verb_group
from dateline.record import Record
from dateline.span import Span

_AT_WHOM = frozenset("at on upon onto into against with to through of".split())
_ON_WHOM = frozenset("on against of at targeting to".split())
_COUNTS = (["N"], ["D"])
_LIGHT = frozenset("out a an its their his her".split())
_GOES = frozenset("go goes went gone".split())
_DAYS = frozenset("yesterday today overnight".split())
_WHERE = frozenset("in near outside inside around along at on".split())
_OF_NAMES = frozenset(
    """member group number fighter leader head force army people family resident troop
    police commander supporter follower unit soldier government ministry chief president
    minister""".split()
)


class Place(Record, frozen=True):
    """Where an event word stands in a sentence, and in which form.

    Attributes:
        intransitive: Whether its active voice does without an object.
    """

    first: int
    last: int
    form: Form
    intransitive: bool


class Act(Record, frozen=True, kw_only=True):
    """The surroundings of an event word, before any entry says what they mean.

    Attributes:
        first: Index of the event word's first token.
        last: Index after its last token.
        noun: Whether it is used as a noun.
        passive: Whether it is a verb in the passive voice, full or reduced.
        subject: Who acts (active) or is acted on (passive); for nouns, who acts.
        object: Whom or what the act meets; for nouns, after "on", "of", "against".
        agents: After "by"; or, for nouns, both sides of "between A and B".
        after: The object of a following preposition ("fired at", "clashed with").
        weapons: Weapons named in the same segment of the sentence.
    """

    first: int
    last: int
    noun: bool
    passive: bool = False
    subject: tuple[Chunk, ...] = ()
    object: tuple[Chunk, ...] = ()
    agents: tuple[Chunk, ...] = ()
    after: tuple[Chunk, ...] = ()
    pronoun: Span | None = None
    object_pronoun: Span | None = None
    weapons: tuple[WeaponAt, ...] = ()


def segment(phrase: Phrase, index: int) -> tuple[int, int]:
    """Return the first and last (excluded) token of the segment that a token stands in."""
    first, last = 0, len(phrase)
    for place in phrase.breaks:
        if place < index:
            first = place + 1
        elif place > index:
            last = place
            break
    return first, last


def read_act(phrase: Phrase, place: Place, weapons: tuple[WeaponAt, ...]) -> Act:
    """Return the surroundings of an event word."""
    low, high = segment(phrase, place.first)
    near = tuple(weapon for weapon in weapons if low <= weapon.first < high)
    if place.form == "noun":
        return _read_noun(phrase, place.first, place.last, near)
    return _read_verb(phrase, place, near)


def is_noun(phrase: Phrase, first: int) -> bool:
    """Tell whether the word at a token is used as a noun, as far as tags tell."""
    tag = phrase.tags[first]
    if tag in "WUM":
        return True
    before = phrase.tags[first - 1] if first else "O"
    beyond = first + 1
    if beyond < len(phrase) and phrase.tags[beyond] == "Q":
        beyond += 1
    after = phrase.tags[beyond] if beyond < len(phrase) else "O"
    if tag == "G":
        if before in "D'":
            return True
        return after not in "DNWUR" and (before in "PWO" or not first)
    return False


def _read_noun(phrase: Phrase, first: int, last: int, near: tuple[WeaponAt, ...]) -> Act:
    behind = _past_time(phrase, last)
    sides = _after_noun(phrase, behind)
    target = sides.get("target", ())
    if not target and behind < len(phrase) and phrase.lows[behind] in phrase.lexis.meeting_verbs:
        target = _listed(phrase, behind + 1)
    agents = sides.get("agents", ())
    subject = possessor(phrase, first)
    if not subject and not agents:
        subject = _light_subject(phrase, first, phrase.lexis.light_verbs)
    if not target:
        target = _light_subject(phrase, first, phrase.lexis.answering_verbs)
    return Act(
        first=first,
        last=last,
        noun=True,
        subject=subject,
        object=target,
        agents=agents,
        weapons=near,
    )


def _past_time(phrase: Phrase, index: int) -> int:
    """Return the index after words of time: "the bombings | yesterday | struck"."""
    chunk = phrase.chunk_at(index) if index < len(phrase) else None
    if chunk is not None and chunk.first == index and chunk.kinds == {"time"}:
        return chunk.last
    return index + (index < len(phrase) and phrase.lows[index] in _DAYS)


def _after_noun(phrase: Phrase, index: int) -> dict[str, tuple[Chunk, ...]]:
    """Return both sides as prepositions after a noun give them: "attack on A by B near C"."""
    sides: dict[str, tuple[Chunk, ...]] = {}
    for _ in range(3):
        if index >= len(phrase):
            break
        low = phrase.lows[index]
        chunks = _listed(phrase, index + 1, paired=low == "between")
        if not chunks:
            break
        kinds = chunks[0].kinds
        people = bool(kinds & {"armed", "person"}) and not kinds & {"place", "structure"}
        by = low == "by" or (low == "from" and people)
        if low == "between" or (by and "agents" not in sides):
            sides["agents"] = chunks
        elif low == "with" or (low in _ON_WHOM and "target" not in sides):
            sides["target"] = chunks
        elif low not in {"in", "near", "outside", "inside"}:
            break
        index = chunks[-1].last
    return sides


def _light_subject(phrase: Phrase, first: int, verbs: frozenset[str]) -> tuple[Chunk, ...]:
    """Return the subject of a verb that only carries the noun: "launched an attack"."""
    chunk = phrase.chunk_at(first)
    index = (chunk.first if chunk is not None else first) - 1
    while index > 0 and phrase.tags[index] in "DAP" and phrase.lows[index] in _LIGHT:
        index -= 1
    if index > 1 and phrase.lows[index] == "to" and phrase.lows[index - 1] in verbs:
        index -= 1  # "agreed to a truce"
    if index > 1 and phrase.lows[index] == "on" and phrase.lows[index - 1] in _GOES:
        index -= 1  # "went on a rampage"
    elif index < 1 or phrase.lows[index] not in verbs:
        return ()
    edge, auxiliaries = verb_group(phrase, index)
    if any(word in BE for word in auxiliaries) and not phrase.lows[index].endswith("ing"):
        return ()
    subject, _ = subject_of(phrase, edge, "past")
    return subject


def possessor(phrase: Phrase, first: int) -> tuple[Chunk, ...]:
    """Return who stands before a noun as its doer: "Israel's raid", "rebel attacks"."""
    chunk = phrase.chunk_at(first)
    if chunk is None or chunk.first == first:
        return ()
    for place in range(first - 1, chunk.first - 1, -1):
        if phrase.tags[place] == "'":
            owner = _subchunk(phrase, chunk.first, place)
            return (owner,) if owner.kinds != {"time"} else ()
    kinds = phrase.lexis.kinds
    start = chunk.first
    while start < first and phrase.tags[start] in "DN":
        start += 1
    doers = [i for i in range(start, first) if "nationality" in kinds.get(phrase.lows[i], ())]
    if doers:
        return (_subchunk(phrase, doers[0], doers[-1] + 1),)
    return _named_before(phrase, start, first)


def _named_before(phrase: Phrase, start: int, first: int) -> tuple[Chunk, ...]:
    """Return the armed group that the register names before a noun: "an Al-Qaeda attack"."""
    for low in range(start, first):
        for high in range(first, low, -1):
            if set(phrase.tags[low:high]) != {"U"}:
                continue
            known = phrase.lexis.kinds_by_name(phrase.part(low, high).text)
            if "armed" in known:
                return (Chunk(low, high, known | {"name", "named"}, phrase.part(low, high)),)
    return ()


def _subchunk(phrase: Phrase, first: int, last: int) -> Chunk:
    """Return the chunk that some tokens of a sentence make, one of its own where it has it."""
    for chunk in phrase.chunks:
        if chunk.first == first and chunk.last == last:
            return chunk
    head = phrase.lows[last - 1]
    kinds = set(phrase.lexis.kinds.get(head, ()))
    if phrase.tags[last - 1] == "M":
        kinds = {"time"}
    if phrase.tags[last - 1] == "U":
        kinds |= {"name", "named"}
    return Chunk(first, last, frozenset(kinds), phrase.part(first, last))


def _read_verb(phrase: Phrase, place: Place, near: tuple[WeaponAt, ...]) -> Act:
    first, last, form = place.first, place.last, place.form
    edge, auxiliaries = verb_group(phrase, first)
    following = _listed(phrase, _past_adverbs(phrase, last))
    following = () if following and following[0].kinds == {"time"} else following
    passive = _is_passive(phrase, place, auxiliaries, following)
    subject, pronoun = subject_of(phrase, edge, form)
    agents: tuple[Chunk, ...] = ()
    after: tuple[Chunk, ...] = ()
    index = last if passive or not following else following[-1].last
    for _ in range(3):
        if index < len(phrase) and phrase.tags[index] == "A":
            index += 1
    index = _past_where(phrase, index)
    met: Span | None = None
    if index < len(phrase) and phrase.lows[index] in _AT_WHOM:
        after = _listed(phrase, index + 1)
        if not after and phrase.lows[index + 1 : index + 2] in (["them"], ["him"], ["her"]):
            met = phrase.part(index + 1, index + 2)
    if passive:
        agents = _by_phrase(phrase, last)
    beside = phrase.tags[last] if last < len(phrase) else "O"
    return Act(
        first=first,
        last=last,
        noun=False,
        passive=passive,
        subject=subject,
        object=() if passive else following,
        agents=agents,
        after=after,
        pronoun=pronoun,
        object_pronoun=phrase.part(last, last + 1) if beside == "R" and not passive else met,
        weapons=near,
    )


def _past_where(phrase: Phrase, index: int) -> int:
    """Return the index of "with" or "against" after words of place and time, else the index.

    "clashed on Monday | near the bridge | with police"
    """
    at = index
    for _ in range(3):
        if at >= len(phrase) or phrase.lows[at] not in _WHERE:
            break
        chunk = phrase.chunk_at(at + 1)
        if chunk is None:
            break
        at = chunk.last
        if at + 1 < len(phrase) and phrase.lows[at] == "of" and (inner := phrase.chunk_at(at + 1)):
            at = inner.last
    return at if at < len(phrase) and phrase.lows[at] in {"with", "against"} else index


def _past_adverbs(phrase: Phrase, index: int) -> int:
    while index < len(phrase) and phrase.tags[index] in "AQ":
        index += 1
    if index + 1 < len(phrase) and phrase.lows[index] == "at" and phrase.lows[index + 1] == "least":
        index += 2
    hedge = phrase.lows[index : index + 2]
    if hedge in (["up", "to"], ["more", "than"], ["fewer", "than"]):
        index += 2
    elif hedge[:1] in (["about"], ["around"]) and phrase.tags[index + 1 : index + 2] in _COUNTS:
        index += 1
    elif hedge in (["most", "of"], ["all", "of"], ["much", "of"]):
        index += 2  # "took control of most of the district"
    return index


def _is_passive(
    phrase: Phrase, place: Place, auxiliaries: tuple[str, ...], following: tuple[Chunk, ...]
) -> bool:
    """Tell whether a form is passive: by "be", or a participle that nothing follows."""
    if place.form != "participle":
        return False
    if any(word in BE for word in auxiliaries):
        return True
    if any(word in {"has", "have", "had", "having"} for word in auxiliaries):
        return False
    if place.last < len(phrase) and phrase.lows[place.last] == "by":
        return True
    beside = phrase.lows[place.last] if place.last < len(phrase) else ""
    if beside in {"what", "whatever"} or (beside and phrase.tags[place.last] == "R"):
        return False
    return not following and not place.intransitive


def _by_phrase(phrase: Phrase, last: int) -> tuple[Chunk, ...]:
    """Return the chunks after "by", looked for up to a clause's end."""
    for index in range(last, min(last + 14, len(phrase) - 1)):
        if phrase.lows[index] == "by":
            chunks = _listed(phrase, index + 1)
            if chunks and chunks[0].kinds != {"time"} and "number" not in chunks[0].kinds:
                return chunks
        if phrase.tags[index] in "OSVQ" or phrase.lows[index] in {",", ";", "said"}:
            break
    return ()


def _listed(phrase: Phrase, index: int, *, paired: bool = False) -> tuple[Chunk, ...]:
    """Return the chunk at a token and those listed after it with "and"."""
    index = _past_adverbs(phrase, index)
    if index + 1 < len(phrase) and phrase.tags[index] == "G" and phrase.tags[index + 1] in "WU":
        index += 1  # "against advancing fighters"
    chunk = phrase.chunk_at(index)
    if chunk is None:
        return ()
    if phrase.tags[index] == "W" and chunk.first != index:
        return ()
    if "number" in chunk.kinds and chunk.last + 1 < len(phrase) and phrase.lows[chunk.last] == "of":
        inner = phrase.chunk_at(chunk.last + 1)
        if inner is not None:
            chunk = inner
    chunks = [chunk]
    while len(chunks) < 4 and chunks[-1].last + 1 < len(phrase):
        low = phrase.lows[chunks[-1].last]
        other = phrase.chunk_at(chunks[-1].last + 1)
        if low != "and" or other is None or other.kinds & {"time", "event"}:
            break
        if not paired and other.last < len(phrase) and phrase.tags[other.last] in "VEX":
            break  # the next clause's subject
        chunks.append(other)
    return tuple(chunks)


def _counts(phrase: Phrase, index: int) -> bool:
    """Tell whether a token is a number, or a word that only hedges the number after it."""
    if phrase.tags[index] == "N":
        return True
    return phrase.lows[index] in {"some", "another", "several"} and phrase.tags[index + 1] == "N"


def mention_of(phrase: Phrase, chunk: Chunk) -> Span:
    """Return the words of a chunk as a mention: without its numbers, with "of" and a name."""
    first, last = chunk.first, chunk.last
    while first < last - 1 and _counts(phrase, first) and phrase.tags[last - 1] != "N":
        first += 1
    if last + 1 < len(phrase) and phrase.lows[last] in {"of", "from"}:
        head = phrase.lows[last - 1]
        inner = phrase.chunk_at(last + 1)
        if inner is not None and head.removesuffix("s") in _OF_NAMES and "time" not in inner.kinds:
            last = inner.last
    return phrase.part(first, last)
