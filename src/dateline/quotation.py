"""Finds a quotation in a text, and says how exactly it matched.

Quotations are never placed by likeness: one that is not in the text, up to white
space and the shape of its quotation marks and dashes, is not found.
"""

from __future__ import annotations

from typing import Literal

from dateline.record import Record
from dateline.span import Span

Exactness = Literal["exact", "typography"]

_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " "}
)


class Found(Record, frozen=True):
    """Where a quotation stands, and how exactly it matched."""

    span: Span
    exactness: Exactness


def find(text: str, quotation: str, start: int = 0) -> Found | None:
    """Return the first place of a quotation at or after `start`; None if it is not there.

    The match is `exact`, or right but for `typography`: runs of white space and the
    shape of quotation marks and dashes.
    """
    if not quotation.strip():
        return None
    place = text.find(quotation, start)
    if place >= 0:
        return Found(Span.of(text, place, place + len(quotation)), "exact")
    squashed, places = _squash(text, start)
    wanted, _ = _squash(quotation, 0)
    place = squashed.find(wanted)
    if place < 0:
        return None
    end = places[place + len(wanted) - 1] + 1
    return Found(Span.of(text, places[place], end), "typography")


def _squash(text: str, start: int) -> tuple[str, list[int]]:
    """Return the text from `start` without white space, and where each character stood."""
    kept = [
        (character, index)
        for index, character in enumerate(text[start:].translate(_TYPOGRAPHY), start)
        if not character.isspace()
    ]
    return "".join(character for character, _ in kept), [index for _, index in kept]
