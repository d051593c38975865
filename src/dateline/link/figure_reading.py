"""Reads the numbers of one sentence: each with the figure that it gives, if it gives one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

import msgspec

from dateline.document import Document
from dateline.link.figure_claims import Spot
from dateline.link.figure_fit import Verdict, fits
from dateline.link.figure_kinds import verdicts
from dateline.link.figure_measures import GROUND, Measure, measures, shares
from dateline.link.figure_sentence import Noun, Sentence
from dateline.link.figure_single import no_victim, same_person
from dateline.link.figure_tolls import revisions
from dateline.link.figure_traps import is_no_count
from dateline.link.figure_words import BEFALLING
from dateline.link.figure_zero import nobody
from dateline.numeral import Numeral
from dateline.value import Figure, FigureKind

Kinds = Callable[[int, int], FigureKind | None]


class Found(NamedTuple):
    """A number phrase with its figure (None: it counts nothing) and where it stands."""

    start: int
    end: int
    figure: Figure | None
    spot: Spot | None
    how: str


def read_sentence(
    document: Document, sentence: Sentence, at: tuple[int, frozenset[Numeral], Kinds]
) -> list[Found]:
    """Return the number phrases of a sentence, in text order, with their figures.

    `at` holds the sentence's index, those of its numbers that are written as such, and what
    tells for the offsets of a number what its reader says that it counts, if anything.
    """
    place, plain, kinds = at
    nouns = [sentence.noun(number) for number in range(len(sentence.numbers))]
    measured = {**measures(sentence, nouns), **shares(sentence)}
    judged = verdicts(sentence, nouns)
    replaced = {item.old: item.new for item in revisions(sentence)}
    older = {new: old for old, new in replaced.items()}
    people = _People(document, sentence)
    found: list[Found] = []
    for number, numeral in enumerate(sentence.numbers):
        here = (number, place)
        measure = measured.get(number)
        verdict = judged[number]
        if verdict is None and number in older:
            verdict = judged[older[number]]
        if verdict is None:
            verdict = _given(sentence, number, (nouns[number], kinds))
        if measure is not None:
            found.append(_measured(document, sentence, here, measure))
        elif numeral not in plain:
            if people.is_hit(number, nouns[number], verdict) and verdict is not None:
                single = _single(document, sentence, here, (nouns[number], verdict))
                passing = people.is_in_passing(number)
                found.append(single._replace(how=PASSING) if passing else single)
        elif numeral.form == "share" and verdict is not None and verdict.kind in SHARED:
            item = _counted(document, sentence, here, (nouns[number], verdict))
            found.append(_in_percent(item, nouns[number]))
        elif number in replaced or verdict is None or is_no_count(sentence, number, nouns[number]):
            found.append(Found(numeral.start, numeral.end, None, None, "none"))
        else:
            item = _counted(document, sentence, here, (nouns[number], verdict))
            old = sentence.numbers[older[number]] if number in older else None
            found.append(_replacing(document, item, old))
    return found


def _given(sentence: Sentence, number: int, what: tuple[Noun, Kinds]) -> Verdict | None:
    """Return what a number counts by its reader, where the noun it counts allows that."""
    noun, kinds = what
    numeral = sentence.numbers[number]
    kind = kinds(numeral.start, numeral.end)
    return Verdict(kind, GIVEN, sentence.position[number]) if kind and fits(kind, noun) else None


GIVEN = "given"
"""How a number is told that counts only by the word of its reader."""

PASSING = "passing"
"""How someone is told of whose death is only spoken of: "he died", "after Omar's death"."""

_SPEAKER = "speaker"


class _People:
    """Those of a sentence who are told without a number, each counted once."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.text = document.text
        self.sentence = sentence
        self.last: tuple[tuple[int, int], str | None] | None = None

    def is_hit(self, number: int, noun: Noun, verdict: Verdict | None) -> bool:
        """Tell whether one person was hit, and is not the one told right before."""
        numeral = self.sentence.numbers[number]
        end = max(numeral.end, self.sentence.items[noun.end - 1].end) if noun.end else numeral.end
        kind = None
        if verdict is not None and verdict.kind in BEFALLING and verdict.how != "present":
            told = self._is_object(number, verdict)
            speaks = not told and no_victim(self.sentence, number, noun)
            kind = _SPEAKER if speaks else verdict.kind
        before, self.last = self.last, ((numeral.start, end), kind)
        if kind is None or kind == _SPEAKER:
            return False
        if before is None or not same_person(self.text, before[0], self.last[0]):
            return True
        return before[1] not in {kind, _SPEAKER}

    def is_in_passing(self, number: int) -> bool:
        """Tell whether a death is only spoken of: "he died", "pronounced her dead", "X's death"."""
        place, words = self.sentence.position[number], self.sentence.words
        if words[place] == "her":
            return words[place + 1 : place + 2] == ["dead"]
        return words[place] in {"he", "she", "him"} or words[place].endswith(("'s", "’s"))

    def _is_object(self, number: int, verdict: Verdict) -> bool:
        """Tell whether one person stands as what was done: "the murder of X", "shot himself"."""
        numeral, place = self.sentence.numbers[number], self.sentence.position[number]
        if self.text[numeral.start : numeral.end].endswith(("self", "'s", "’s")):
            return True
        own_life = self.sentence.words[place + 1 : place + 3] == ["own", "life"]
        if verdict.how == "governed" or own_life:
            return True
        return verdict.how == "toll" and self.sentence.words[max(0, place - 1)] == "of"


def _replacing(document: Document, found: Found, old: Numeral | None) -> Found:
    """Return a figure with the words of the older count that it replaces."""
    if old is None or found.figure is None:
        return found
    span = document.span(old.start, old.end)
    return found._replace(figure=msgspec.structs.replace(found.figure, replaces=span))


SHARED = frozenset(("displaced", "destroyed"))
"""Kinds that may be told as a share; shares of the dead or wounded are never counts."""


def _in_percent(found: Found, noun: Noun) -> Found:
    """Return a figure told as a share: in per cent, and an extent where it is of a place."""
    if found.figure is None or found.spot is None:
        return found
    kind: FigureKind = "extent" if noun.head in GROUND else found.figure.kind
    figure = msgspec.structs.replace(found.figure, kind=kind, unit="percent")
    return found._replace(figure=figure, spot=found.spot._replace(kind=kind))


def _counted(
    document: Document, sentence: Sentence, at: tuple[int, int], what: tuple[Noun, Verdict]
) -> Found:
    number, place = at
    noun, verdict = what
    numeral = sentence.numbers[number]
    of = _of(document, sentence, noun)
    figure = Figure(
        kind=cast("FigureKind", verdict.kind), mention=document.span(numeral.start, numeral.end),
        low=numeral.low, high=numeral.high, unit=unit_of(verdict.kind, noun), of=of,
        hedge=numeral.hedge,
    )  # fmt: skip
    item = sentence.items[verdict.cue]
    spot = Spot(verdict.kind, (numeral.start, numeral.end), (item.start, item.end), place)
    return Found(numeral.start, numeral.end, figure, spot, verdict.how)


def _single(
    document: Document, sentence: Sentence, at: tuple[int, int], what: tuple[Noun, Verdict]
) -> Found:
    """Return the figure of one person told without a number; its words are the whole phrase."""
    found = _counted(document, sentence, at, what)
    end = max(found.end, sentence.items[what[0].end - 1].end) if what[0].end else found.end
    assert found.figure is not None  # noqa: S101
    figure = msgspec.structs.replace(found.figure, mention=document.span(found.start, end))
    how = GIVEN if what[1].how == GIVEN else "single"
    return Found(found.start, end, figure, found.spot, how)


def _measured(
    document: Document, sentence: Sentence, at: tuple[int, int], measure: Measure
) -> Found:
    number, place = at
    numeral = sentence.numbers[number]
    if measure.kind is None:
        return Found(numeral.start, measure.end, None, None, "none")
    figure = Figure(
        kind=cast("FigureKind", measure.kind), mention=document.span(numeral.start, measure.end),
        low=measure.low, high=measure.high, unit=measure.unit, of=measure.of, hedge=numeral.hedge,
        also_written=tuple(document.span(*span) for span in measure.also),
    )  # fmt: skip
    spot = Spot(measure.kind, (numeral.start, numeral.end), (numeral.start, measure.end), place)
    return Found(numeral.start, measure.end, figure, spot, "measure")


def unit_of(kind: str, noun: Noun) -> str:
    """Return the unit of a counted figure: persons, strikes, or the things counted."""
    if noun.noun_class in {"thing", "projectile", "force"} or (
        kind in {"destroyed", "other"} and noun.head
    ):
        return noun.head
    if kind == "strikes":
        return noun.head or "strikes"
    return "persons"


def _of(document: Document, sentence: Sentence, noun: Noun) -> str | None:
    if noun.of is None:
        return None
    first, end = noun.of
    if noun.noun_class == "cue":
        named = sentence.words[first] in {"the", "those", "these"}
        return (
            document.text[sentence.items[first].start : sentence.items[end - 1].end]
            if named
            else None
        )
    if noun.noun_class in {"person", "unknown", "thing", "projectile", "force"} and noun.head:
        return document.text[sentence.items[first].start : sentence.items[end - 1].end]
    return None


def with_nobody(
    document: Document, lowered: str, bounds: tuple[int, int, int], found: list[Found]
) -> list[Found]:
    """Return what was found, with the places that say that nobody was hit."""
    start, end, place = bounds
    zeros: list[Found] = []
    for words, cue, kinds in nobody(lowered, start, end):
        if any(words[0] < other.end and other.start < words[1] for other in zeros):
            continue
        for kind in kinds:
            figure = Figure(
                kind=cast("FigureKind", kind), mention=document.span(*words), low=0, high=0,
                unit="persons",
            )  # fmt: skip
            zeros.append(Found(*words, figure, Spot(kind, words, cue, place), "nobody"))
    if not zeros:
        return found
    kept = [
        item
        for item in found
        if not any(item.start < zero.end and zero.start < item.end for zero in zeros)
    ]
    return sorted((*kept, *zeros), key=lambda item: (item.start, item.end))
