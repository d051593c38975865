"""Verbs of speech: which words are one, and what kind of cue it makes with its source."""

from __future__ import annotations

from dateline.extract.act import mention_of
from dateline.extract.cue import BE, SPOKEN, Cue, past_aside, segment_first
from dateline.extract.cue_sources import able, source_left, source_right
from dateline.extract.lexis import split_words
from dateline.extract.phrase import Phrase
from dateline.extract.subject import main_subject
from dateline.span import Span
from dateline.value import VerbClass

_POSING = [["to", verb] for verb in ("speak", "be", "represent", "act")]
"""After "claiming": what somebody poses as, not what they say."""

_TOLD = frozenset("told tell tells telling informed".split())
_STANDS = frozenset(("claims", "denies"))
"""Classes of speech whose participle needs only somebody: "blaming the army"."""

_AMOUNTS = frozenset("more fewer several many dozens".split())
_NAMING = frozenset("call calls called brand brands branded label labels labelled".split())
_ONLY_THAT = frozenset("hold holds held remember remembers remembered".split())
"""Verbs that are speech only before "that"."""

_SUSPECTING = frozenset("suspect suspects suspected".split())
_PUTTING = frozenset("put puts set sets place places placed".split())
"""Verbs that give a figure by "at" only: "put the dead at nine", not "set up two posts"."""

_RECEIVING = frozenset(("receive", "receives", "received"))
_GIVING = frozenset("give gives gave given raise raises raised".split())
_TOLLS = frozenset(
    """toll figure figures number count estimate dead killed wounded injured deaths fatalities
    casualties injured bodies names list version account picture details following""".split()
)
"""What somebody gives who speaks: "gave a toll of nine", not "gave nine tanks"."""

_SHOWING = frozenset("show shows showed depict depicts depicted".split())
_PLURAL = frozenset("media police people men women".split())
_LONGEST_CLAUSE = 16
"""Tokens after a verb within which a figure that it gives may stand."""


def is_verb(phrase: Phrase, index: int, length: int) -> bool:
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
    if form != "base":
        return False
    if phrase.lows[index + 1 : index + 2] == ["that"] and phrase.tags[index - 1] in "UW":
        return True
    plural = before in _PLURAL or (before.endswith("s") and not before.endswith("ss"))
    aside = before == "," and after in "DNPSQRU"
    return (
        aside or (phrase.lows[index] == "say" and after in "KO") or (plural and after in "KODNSQ")
    )


def verbal(phrase: Phrase, index: int, last: int) -> Cue | None:
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
    if not BE.isdisjoint(phrase.lows[edge:index]):
        return _by_whom(phrase, edge, index)
    low = phrase.lows[index]
    weak = low in phrase.lexis.weak_cues or phrase.tags[index] == "G"
    if weak and not (_says_something(phrase, index) or _shows(phrase, edge, index)):
        return None
    if phrase.lows[index + 1 : index + 3] in _POSING:
        return None
    if weak and phrase.tags[index] == "G" and index and phrase.lows[index - 1] == ",":
        subject, pronoun = main_subject(phrase, index)
        source = mention_of(phrase, subject[0]) if subject else pronoun
        return None if source is None else verb_cue(phrase, index, source, index, before=True)
    right = source_right(phrase, index) if edge == index else None
    if right is not None:
        span, after = right
        return verb_cue(phrase, index, span, index, before=False, after=after)
    source, source_first = source_left(phrase, edge, strict=weak)
    if source is None:
        return None
    if phrase.tags[index] == "G":
        source = _issuer(phrase, source_first) or source
    after = _past_adjuncts(phrase, index)
    before = not _is_trailing(phrase, source_first, after)
    return verb_cue(phrase, index, source, source_first, before=before, after=after)


def _shows(phrase: Phrase, edge: int, index: int) -> bool:
    """Tell whether a document shows something: "footage shows burned huts"."""
    if phrase.lows[index] not in _SHOWING:
        return False
    source, _ = source_left(phrase, edge)
    return source is not None and any(
        low.removesuffix("s") in phrase.lexis.words.documents for low in split_words(source.text)
    )


def _issuer(phrase: Phrase, document: int) -> Span | None:
    """Return who issues the document that says something: "NATO put out a note saying ..."."""
    chunk = phrase.chunk_at(document)
    if chunk is None or document < 1 or phrase.tags[document - 1] not in "VEP":
        return None
    before = phrase.chunk_at(document - 2) if document > 1 else None
    heads = [phrase.lows[one.last - 1] for one in (chunk, before) if one is not None]
    if not any(head in phrase.lexis.words.documents for head in heads):
        return None
    subject, pronoun = main_subject(phrase, document)
    if not subject:
        return pronoun
    last = subject[0].last
    while last < document and phrase.lows[last] in {"of", "for"}:
        inner = phrase.chunk_at(last + 1)
        if inner is None:
            break
        last = inner.last
    return phrase.part(subject[0].first, last)


def _by_whom(phrase: Phrase, edge: int, index: int) -> Cue | None:
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
    if chunk is None or not able(phrase, chunk) or low in {"accused", "blamed"}:
        return None
    return verb_cue(phrase, index, mention_of(phrase, chunk), edge, before=False, after=chunk.last)


def verb_cue(  # noqa: PLR0913  (what a cue is made of)
    phrase: Phrase,
    index: int,
    source: Span,
    source_first: int,
    *,
    before: bool,
    after: int | None = None,
) -> Cue:
    """Return the cue of a verb of one word, of the class that the lexicon gives it."""
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
    if phrase.lows[index] in _ONLY_THAT:
        return after == "that"
    if phrase.lows[index] in _RECEIVING:
        return _gives_toll(phrase, index, _figures_end(phrase, index))
    if after in {"that", "as", "of", "to", ":"} or _quote_near(phrase, index):
        return True
    if phrase.lows[index] in SPOKEN or "following" in phrase.lows[index + 1 : index + 3]:
        return True
    suspects = phrase.lows[index] in _SUSPECTING and "of" in phrase.lows[index + 1 : index + 7]
    return suspects or _gives_figure(phrase, index)


def _gives_figure(phrase: Phrase, index: int) -> bool:
    """Tell whether a verb gives a figure, a name or an act as speech does."""
    end = _figures_end(phrase, index)
    if phrase.lows[index] in _PUTTING | _GIVING:
        return _gives_toll(phrase, index, end)
    figures = "N" in phrase.tags[index + 1 : end]
    figures = figures or not _AMOUNTS.isdisjoint(phrase.lows[index + 1 : index + 3])
    if _names(phrase, index):
        return True
    if phrase.lows[index + 2 : index + 3] == ["as"]:  # "called it", "described them as"
        return True
    if phrase.tags[index] == "G" and phrase.lexis.cues[phrase.lows[index]][0] in _STANDS:
        blamed = phrase.chunk_at(index + 1)
        return blamed is not None and able(phrase, blamed)
    ends = index + 1 >= len(phrase) or phrase.tags[index + 1] in "OK"
    return figures or (ends and phrase.tags[index] != "G") or _of_an_event(phrase, index)


def _gives_toll(phrase: Phrase, index: int, end: int) -> bool:
    """Tell whether what is given, put or set is a toll: "put the dead at nine"."""
    lows = phrase.lows[index + 1 : end + 1]
    at = "at" in lows and "N" in phrase.tags[index + 1 : end + 2]
    return not _TOLLS.isdisjoint(lows) or (at and phrase.lows[index] in _PUTTING)


def _names(phrase: Phrase, index: int) -> bool:
    """Tell whether something is called something: "called the killing an assassination"."""
    if phrase.lows[index] not in _NAMING:
        return False
    chunk = phrase.chunk_at(index + 1)
    last = index + 2 if chunk is None else chunk.last
    if chunk is None and phrase.tags[index + 1 : index + 2] != ["R"]:
        return False
    return last < len(phrase) and (phrase.chunk_at(last) is not None or phrase.tags[last] == "Q")


def _figures_end(phrase: Phrase, index: int) -> int:
    """Return up to where a figure may stand that a verb gives: the end of its clause."""
    for place in range(index + 1, min(len(phrase), index + _LONGEST_CLAUSE)):
        if phrase.tags[place] in "KO":
            return place
    return index + _LONGEST_CLAUSE


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
    while place < len(phrase):
        chunk = phrase.chunk_at(place)
        if phrase.tags[place] == "A":
            place += 1
        elif chunk is not None and "time" in chunk.kinds:
            place = chunk.last
        elif phrase.tags[place] in "PT" and not _tells(phrase, place):
            return past_aside(phrase, place)
        else:
            return place
    return place


def _tells(phrase: Phrase, first: int) -> bool:
    """Tell whether a clause goes on after a phrase of place or time: "said in Gaza 19 died"."""
    for place in range(first, len(phrase)):
        if phrase.tags[place] in "KO":
            return False
        if phrase.lows[place] == "that":
            return True
        if phrase.tags[place] in "XVE" and (chunk := phrase.chunk_at(place - 1)) is not None:
            return phrase.tags[chunk.first - 1] not in "PT"
    return False


def _is_trailing(phrase: Phrase, source_first: int, after: int) -> bool:
    """Tell whether what is said stands before the source ("..., the army said")."""
    before = source_first - 1
    other = phrase.chunk_at(before - 1) if before > 0 and phrase.tags[before] == "C" else None
    if other is not None:
        before = other.first - 1
    while before >= 0 and (phrase.tags[before] in "A" or phrase.lows[before] == "as"):
        before -= 1
    if before < 1 or phrase.tags[before] not in "KQO" or phrase.lows[before] in {";", ":"}:
        return False
    if phrase.tags[before] == "K" and after >= len(phrase) - (phrase.tags[-1] == "O"):
        return True
    start = segment_first(phrase, before)
    said = phrase.tags[start:before]
    aside = after < len(phrase) and phrase.lows[after] in {",", "–", "—"}
    whole = any(tag in "VEXG" for tag in said) or _clipped(phrase, start)
    if "Q" not in said and not whole and not aside:
        return False
    if after >= len(phrase) or phrase.tags[after] in "KOC":
        return True
    if "Q" in said and phrase.tags[before] == "Q":
        return True
    return phrase.tags[after] in "QS" and phrase.lows[after] != "that"


def _clipped(phrase: Phrase, start: int) -> bool:
    """Tell whether a clause without a verb tells a toll: "Three dead, state media report"."""
    return phrase.tags[start] == "N"
