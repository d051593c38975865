"""Numbers and mentions that a reader already gave: to which claims, counting what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.link.figure_fit import PERSON_KINDS
from dateline.link.figure_single import is_singular
from dateline.mention import FigureMention, Mention
from dateline.span import Span, SpanIndex
from dateline.value import Figure, FigureKind

_ONE = re.compile(r"(?:an?|another|one|his|her|its|their|the)\s\D*|him|her|he|she", re.IGNORECASE)
_FATES = frozenset(("killed", "wounded"))


class Ties:
    """The numbers that a reader tied to claims without saying what they come to.

    A figure that has a value is none of these: it stays as its reader gave it.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Take the figures without a value from claims."""
        tied: list[tuple[Span, int, FigureKind]] = [
            (figure.mention, index, figure.kind)
            for index, claim in enumerate(claims)
            for figure in claim.figures
            if _is_tie(figure) and figure.mention is not None
        ]
        self._tied = sorted(tied, key=lambda tie: (tie[0].start, tie[0].end, tie[1]))
        self._claims = frozenset((index, kind) for _, index, kind in tied)
        self._index = SpanIndex([span for span, _, _ in self._tied])

    def meet(self, start: int, end: int) -> bool:
        """Tell whether a number is tied to a claim between two offsets."""
        return self._index.meets(Span(start, end, ""))

    def tells(self, index: int, kind: FigureKind) -> bool:
        """Tell whether a claim has numbers of a kind that its reader tied to it."""
        return (index, kind) in self._claims

    def alone(self, found: Iterable[tuple[int, int]]) -> dict[int, list[Figure]]:
        """Return by claim the persons and things told one by one that no number phrase tells.

        Args:
            found: Where the number phrases stand, those that count nothing too.
        """
        known = SpanIndex([Span(start, end, "") for start, end in found])
        single: dict[int, list[Figure]] = {}
        for span, index, kind in self._tied:
            if _is_one(span.text) and not known.meets(span):
                unit = "persons" if kind in PERSON_KINDS else span.text.split()[-1].lower()
                figure = Figure(kind=kind, mention=span, low=1, high=1, unit=unit)
                single.setdefault(index, []).append(figure)
        return single

    def kind(self, start: int, end: int) -> FigureKind | None:
        """Return what a number counts as its reader says, if it is tied to any claim."""
        return next((self._tied[n][2] for n in self._index.meeting(Span(start, end, ""))), None)

    def given(self, figure: Figure) -> list[tuple[int, Figure]]:
        """Return the claims that a figure is tied to, by index, with its kind there.

        Who was killed and who only wounded is known from the whole report: that kind stays.
        """
        if figure.mention is None:
            return []
        found: dict[int, Figure] = {}
        for number in self._index.meeting(figure.mention):
            _, index, kind = self._tied[number]
            fate = kind in _FATES and figure.kind in _FATES
            found[index] = figure if fate else msgspec.structs.replace(figure, kind=kind)
        return sorted(found.items())


def _is_one(words: str) -> bool:
    """Tell whether words without a number stand for one: "a passer-by", "him"."""
    return _ONE.fullmatch(words) is not None and is_singular(words.rsplit(maxsplit=1)[-1].lower())


def _is_tie(figure: Figure) -> bool:
    return figure.low is None and figure.high is None


def without_ties(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with only those of their figures that have a value."""
    return tuple(
        msgspec.structs.replace(
            claim, figures=tuple(figure for figure in claim.figures if not _is_tie(figure))
        )
        if claim.figures
        else claim
        for claim in claims
    )


def with_mentions(
    document: Document, mentions: Sequence[Mention], found: Iterable[tuple[int, int, Figure | None]]
) -> tuple[Mention, ...]:
    """Return the mentions with one for each number phrase found.

    A figure mention of the reader stays where it is and gets the value of the phrase it
    overlaps; other mentions are left alone.
    """
    given = {
        position: mention
        for position, mention in enumerate(mentions)
        if isinstance(mention, FigureMention)
    }
    kept: list[Mention] = list(mentions)
    added: list[Mention] = []
    seen: set[tuple[int, int, str | None]] = set()
    for start, end, figure in found:
        key = (start, end, figure.kind if figure else None)
        if key in seen:
            continue
        seen.add(key)
        same = [
            position
            for position, mention in given.items()
            if mention.start < end and start < mention.end
        ]
        if not same:
            added.append(FigureMention(start, end, document.text[start:end], figure))
        for position in same:
            mention = given[position]
            if mention.value is None:
                kept[position] = FigureMention(mention.start, mention.end, mention.text, figure)
    return (*kept, *added)
