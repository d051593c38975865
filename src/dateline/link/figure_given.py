"""Figures and mentions that a reader already gave: valued, and otherwise left as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.mention import FigureMention, Mention
from dateline.numeral import lower, numerals
from dateline.span import Span
from dateline.value import Figure


def valued_claims(claims: Iterable[Claim], figures: Sequence[Figure]) -> tuple[Claim, ...]:
    """Return the claims with values for the figures that their reader gave without any.

    Args:
        claims: As they were read.
        figures: What the linker found in the document, with their mentions.
    """
    return tuple(
        msgspec.structs.replace(
            claim, figures=tuple(valued(figure, figures) for figure in claim.figures)
        )
        if claim.figures
        else claim
        for claim in claims
    )


def valued(given: Figure, figures: Sequence[Figure]) -> Figure:
    """Return a reader's figure with the value of its words; its kind and mention stay."""
    if given.mention is None or given.low is not None or given.high is not None:
        return given
    same = [
        figure
        for figure in figures
        if figure.mention is not None and figure.mention.overlaps(given.mention)
    ]
    found = next((figure for figure in same if figure.kind == given.kind), None) or next(
        iter(same), None
    )
    if found is None:
        return _from_words(given, given.mention)
    return msgspec.structs.replace(
        given,
        low=found.low,
        high=found.high,
        unit=given.unit or found.unit,
        of=given.of or found.of,
        hedge=given.hedge or found.hedge,
        also_written=given.also_written or found.also_written,
        replaces=given.replaces or found.replaces,
    )


def _from_words(given: Figure, mention: Span) -> Figure:
    """Return a figure valued from its own words; one thing told without a number is one."""
    unit = given.unit or ("persons" if given.kind not in {"extent", "total_extent"} else None)
    found = numerals(mention.text)
    if found:
        first = found[0]
        return msgspec.structs.replace(
            given, low=first.low, high=first.high, hedge=given.hedge or first.hedge, unit=unit
        )
    words = lower(mention.text).split()
    value = 0 if words[:1] in (["no"], ["not"]) else 1
    return msgspec.structs.replace(given, low=value, high=value, unit=unit)


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
