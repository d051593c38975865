"""Links numbers: what each counts, its least and greatest value, and the claim that tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.link.figure_claims import ClaimFinder, Spot, is_statistic
from dateline.link.figure_given import valued_claims, with_mentions
from dateline.link.figure_kinds import Verdict, verdicts
from dateline.link.figure_measures import Measure, measures, shares
from dateline.link.figure_sentence import Noun, Sentence
from dateline.link.figure_single import no_victim, only_new, same_person, singles
from dateline.link.figure_tolls import parted, revisions
from dateline.link.figure_traps import is_no_count
from dateline.link.figure_triggers import mark_triggers
from dateline.link.figure_words import lexicon, words_digest
from dateline.link.figure_zero import nobody
from dateline.numeral import Numeral, lower, numerals
from dateline.reading import Extraction
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.stage import signature
from dateline.value import Figure, FigureKind

AFTER = 1
"""So many sentences after that of a claim, one person told without a number still counts."""

SINGLE_KINDS = frozenset(("killed", "wounded", "missing", "captured", "detained"))
"""Kinds for which one person counts without a number."""


class Found(NamedTuple):
    """A number phrase with its figure (None: it counts nothing) and where it stands."""

    start: int
    end: int
    figure: Figure | None
    spot: Spot | None
    how: str


class FigureLinker:
    """Finds the numbers of a report, says what they count, and gives them to claims."""

    by: str

    def __init__(self, settings: Settings) -> None:  # noqa: ARG002  (every stage takes them)
        """Read the word lists."""
        self._words = lexicon()
        self.by = signature("link.figures", "1", words_digest())

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with figures on its claims and a mention for each number."""
        spans = sentences(document)
        bounds = [(span.start, span.end) for span in spans]
        lowered = lower(document.text)
        finder = ClaimFinder(lowered, extraction.claims, bounds)
        found = self._read(document, lowered, bounds, finder)
        figures = [item.figure for item in found if item.figure is not None]
        claims = _attach(valued_claims(extraction.claims, figures), found, finder)
        told = ((item.start, item.end, item.figure) for item in found)
        mentions = with_mentions(document, extraction.mentions, told)
        return msgspec.structs.replace(extraction, claims=claims, mentions=mentions)

    def _read(
        self, document: Document, lowered: str, bounds: list[tuple[int, int]], finder: ClaimFinder
    ) -> list[Found]:
        found: list[Found] = []
        for place, (start, end) in enumerate(bounds):
            plain = parted(lowered, start, numerals(lowered, start, end))
            told = any(place - back in finder.by_sentence for back in range(AFTER + 1))
            numbers: Sequence[Numeral] = plain
            if told:
                numbers = only_new(
                    plain, singles(document.text, lowered, (start, end), self._words)
                )
            here: list[Found] = []
            if numbers:
                sentence = Sentence(lowered, (start, end), numbers, self._words)
                mark_triggers(sentence, finder, place)
                here = read_sentence(document, sentence, (place, frozenset(plain)))
            found.extend(_with_nobody(document, lowered, (start, end, place), here))
        return found


def _with_nobody(
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


def read_sentence(
    document: Document, sentence: Sentence, at: tuple[int, frozenset[Numeral]]
) -> list[Found]:
    """Return the number phrases of a sentence, in text order, with their figures.

    `at` holds the sentence's index and those of its numbers that are written as such.
    """
    place, plain = at
    nouns = [sentence.noun(number) for number in range(len(sentence.numbers))]
    measured = {**measures(sentence, nouns), **shares(sentence)}
    judged = verdicts(sentence, nouns)
    replaced = {item.old: item.new for item in revisions(sentence)}
    older = {new: old for old, new in replaced.items()}
    found: list[Found] = []
    for number, numeral in enumerate(sentence.numbers):
        here = (number, place)
        measure = measured.get(number)
        verdict = judged[number]
        if verdict is None and number in older:
            verdict = judged[older[number]]
        if measure is not None:
            found.append(_measured(document, sentence, here, measure))
        elif numeral not in plain:
            if verdict is None or verdict.kind not in SINGLE_KINDS or verdict.how == "present":
                continue
            if no_victim(sentence, number, nouns[number]):
                continue
            item = _single(document, sentence, here, (nouns[number], verdict))
            if not _told_already(document, found, item):
                found.append(item)
        elif number in replaced or verdict is None or is_no_count(sentence, number, nouns[number]):
            found.append(Found(numeral.start, numeral.end, None, None, "none"))
        else:
            item = _counted(document, sentence, here, (nouns[number], verdict))
            old = sentence.numbers[older[number]] if number in older else None
            found.append(_replacing(document, item, old))
    return found


def _told_already(document: Document, found: list[Found], item: Found) -> bool:
    """Tell whether the person of a figure is the one right before: "the mayor, Ali Hassan"."""
    last = found[-1] if found else None
    if last is None or last.how != "single" or last.figure is None or item.figure is None:
        return False
    same = last.figure.kind == item.figure.kind
    return same and same_person(document.text, (last.start, last.end), (item.start, item.end))


def _replacing(document: Document, found: Found, old: Numeral | None) -> Found:
    """Return a figure with the words of the older count that it replaces."""
    if old is None or found.figure is None:
        return found
    span = document.span(old.start, old.end)
    return found._replace(figure=msgspec.structs.replace(found.figure, replaces=span))


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
    return Found(found.start, end, figure, found.spot, "single")


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
    if noun.of is None or noun.noun_class == "cue":
        return None
    first, end = noun.of
    if noun.noun_class in {"person", "unknown", "thing", "projectile", "force"} and noun.head:
        return document.text[sentence.items[first].start : sentence.items[end - 1].end]
    return None


def _attach(
    claims: Sequence[Claim], found: Sequence[Found], finder: ClaimFinder
) -> tuple[Claim, ...]:
    given: dict[int, list[Figure]] = {}
    last: tuple[int, Found] | None = None
    wholes: list[tuple[int, Figure]] = []
    for item in found:
        if item.figure is None or item.spot is None or is_statistic(finder.text, item.spot):
            continue
        index = _whole_of(item, wholes, finder)
        if index is None:
            index = _claim_of(item, last, finder)
        if index is None:
            continue
        last = (index, item)
        wholes.append((index, item.figure))
        if not claims[index].figures and not _said(given.get(index, ()), item, finder):
            given.setdefault(index, []).append(item.figure)
    return tuple(
        msgspec.structs.replace(claim, figures=claim.figures + tuple(given[index]))
        if index in given
        else claim
        for index, claim in enumerate(claims)
    )


_OF_THESE = re.compile(r"\s+of\s+(?:the|those|them|these)\b")


def _whole_of(item: Found, wholes: Sequence[tuple[int, Figure]], finder: ClaimFinder) -> int | None:
    """Return the claim with the whole of which a sentence begins by telling a part."""
    assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
    begins = item.start == finder.bounds[item.spot.sentence][0]
    if not begins or not _OF_THESE.match(finder.text, item.end):
        return None
    least = item.figure.low or 0
    for index, figure in reversed(wholes):
        if figure.kind == item.figure.kind and (figure.low or figure.high or 0) > least:
            return index
    return None


def _claim_of(item: Found, last: tuple[int, Found] | None, finder: ClaimFinder) -> int | None:
    """Return the claim that tells a figure: that of its whole, or the one that is nearest."""
    assert item.spot is not None  # noqa: S101
    if last is not None and last[1].spot is not None:
        together = last[1].spot.sentence == item.spot.sentence
        if together and (item.how in {"part", "chain"} or item.how == last[1].how == "nobody"):
            return last[0]
    return finder.find(item.spot)


def _said(given: Sequence[Figure], item: Found, finder: ClaimFinder) -> bool:
    """Tell whether a claim has a figure already: "the two blasts", a second "no casualties"."""
    figure = item.figure
    assert figure is not None  # noqa: S101
    same = [
        one
        for one in given
        if (one.kind, one.low, one.high) == (figure.kind, figure.low, figure.high)
    ]
    if not same:
        return False
    return figure.high == 0 or finder.text[: item.start].endswith("the ")
