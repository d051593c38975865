"""Links numbers: what each counts, its least and greatest value, and the claim that tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.document import Document
from dateline.link.figure_attach import attach
from dateline.link.figure_claims import AHEAD, LEAD, ClaimFinder
from dateline.link.figure_fates import settled
from dateline.link.figure_given import Ties, with_mentions, without_ties
from dateline.link.figure_reading import Found, read_sentence, with_nobody
from dateline.link.figure_sentence import Sentence, spelled
from dateline.link.figure_single import only_new, singles, without_ages
from dateline.link.figure_tolls import parted
from dateline.link.figure_triggers import BETTER, mark_triggers
from dateline.link.figure_words import lexicon, words_digest
from dateline.numeral import Numeral, in_lower_case, lower
from dateline.reading import Extraction
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.stage import signature

_WORD = re.compile(r"[a-z]+")
AFTER = 3
"""So many sentences after that of a claim, one person told without a number still counts."""


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
        lowered = spelled(document.text, lower(document.text))
        finder = ClaimFinder(lowered, extraction.claims, bounds)
        ties = Ties(extraction.claims)
        read = self._read(document, lowered, bounds, (finder, ties))
        found = settled((document.text, lowered), bounds, read)
        claims = attach(without_ties(extraction.claims), found, finder, ties)
        told = ((item.start, item.end, item.figure) for item in found)
        mentions = with_mentions(document, extraction.mentions, told)
        return msgspec.structs.replace(extraction, claims=claims, mentions=mentions)

    def _read(
        self,
        document: Document,
        lowered: str,
        bounds: list[tuple[int, int]],
        known: tuple[ClaimFinder, Ties],
    ) -> list[Found]:
        finder, ties = known
        found: list[Found] = []
        for place, (start, end) in enumerate(bounds):
            plain = parted(lowered, start, in_lower_case(lowered, start, end))
            numbers: Sequence[Numeral] = plain
            told = ties.meet(start, end)
            if told or self._may_tell_one(lowered, (start, end), (place, finder)):
                people = singles(document.text, lowered, (start, end), self._words)
                numbers = only_new(without_ages(lowered, plain, people), people)
            here: list[Found] = []
            if numbers:
                sentence = Sentence(lowered, (start, end), numbers, self._words)
                mark_triggers(sentence, finder, place)
                here = read_sentence(document, sentence, (place, frozenset(plain), ties.kind))
            found.extend(with_nobody(document, lowered, (start, end, place), here))
        return found

    def _may_tell_one(
        self, lowered: str, bounds: tuple[int, int], at: tuple[int, ClaimFinder]
    ) -> bool:
        """Tell whether a sentence may say what befell one person told without a number."""
        place, finder = at
        claims = finder.by_sentence.get(place, ())
        if any(finder.claims[index].event_type in BETTER for index in claims):
            return True
        if not claims and not self._is_near(place, finder):
            return False
        return not self._words.befalling.isdisjoint(_WORD.findall(lowered, *bounds))

    @staticmethod
    def _is_near(place: int, finder: ClaimFinder) -> bool:
        """Tell whether a claim stands near enough to have the victims of a sentence."""
        ahead = AHEAD if place < LEAD else 0
        return any(
            number in finder.by_sentence for number in range(place - AFTER, place + ahead + 1)
        )
