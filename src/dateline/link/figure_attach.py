"""Gives each figure to the claim that tells it; totals over years belong to none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.link.figure_claims import ClaimFinder, Spot
from dateline.link.figure_fates import SHOT
from dateline.link.figure_given import Ties
from dateline.link.figure_reading import Found
from dateline.numeral_core import Amount
from dateline.value import Figure

_STATISTIC = re.compile(
    r"""[^.;:]{0,90}?\b(?:since\s+(?:the\s+\w+\s+(?:began|started)|(?:\w+\s+)?(?:19|20)\d\d\b)
    |(?:in|over|during)\s+(?:the\s+)?(?:past|last)?\s*(?:\w+\s+)?(?:years|decades|months)\b
    |(?:in|during)\s+the\s+(?:\w+\s+)?(?:conflict|insurgency|war|rebellion|uprising)\b
    |(?:so\s+far\s+)?this\s+year\b|every\s+year\b|a\s+year\b|each\s+year\b)""",
    re.VERBOSE,
)


def is_statistic(text: str, spot: Spot) -> bool:
    """Tell whether a figure is a total over years, and so of no one event.

    "More than 5,300 people have been killed since January 2004."
    """
    return _STATISTIC.match(text, spot.number[1]) is not None


def attach(
    claims: Sequence[Claim], found: Sequence[Found], finder: ClaimFinder, ties: Ties
) -> tuple[Claim, ...]:
    """Return the claims with the figures that they tell; those of their reader stay alone.

    A figure that a reader tied to claims goes to these, every other to the claim nearest.
    """
    given: dict[int, list[Figure]] = {}
    said: set[tuple[int, str, Amount | None, Amount | None]] = set()
    last: tuple[int, Found] | None = None
    wholes: list[tuple[int, Figure]] = []
    for item in found:
        if item.figure is None or item.spot is None or is_statistic(finder.text, item.spot):
            continue
        tied = ties.given(item.figure)
        if tied:
            last = (tied[0][0], item)
            wholes.append((tied[0][0], item.figure))
            for claim, figure in tied:
                said.add((claim, figure.kind, figure.low, figure.high))
                given.setdefault(claim, []).append(figure)
            continue
        index = _whole_of(item, wholes, finder)
        if index is None:
            index = _claim_of(item, last, finder)
        if index is None or _is_town(item, claims[index]):
            continue
        # Its reader saw the numbers of this kind; what became of the shot, only the report tells.
        if ties.tells(index, item.figure.kind) and not finder.text.startswith(
            SHOT, item.spot.cue[0]
        ):
            continue
        last = (index, item)
        wholes.append((index, item.figure))
        key = (index, item.figure.kind, item.figure.low, item.figure.high)
        again = key in said and _tells_again(item, finder)
        if not claims[index].figures and not again:
            said.add(key)
            given.setdefault(index, []).append(item.figure)
    for claim, alone in ties.alone((item.start, item.end) for item in found).items():
        given.setdefault(claim, []).extend(alone)
    given = {index: _once(figures, claims[index]) for index, figures in given.items()}
    return tuple(
        msgspec.structs.replace(claim, figures=claim.figures + tuple(given[index]))
        if index in given
        else claim
        for index, claim in enumerate(claims)
    )


def _once(figures: Sequence[Figure], claim: Claim) -> list[Figure]:
    """Return a claim's figures without those of a headline that the report tells again.

    What stands before the claim's own sentence was read ahead; its own words weigh more.
    """

    def key(figure: Figure) -> tuple[str, Amount | None, Amount | None]:
        return figure.kind, figure.low, figure.high

    def ahead(figure: Figure) -> bool:
        return figure.mention is not None and figure.mention.start < claim.evidence.start

    told = {key(figure) for figure in figures if not ahead(figure)}
    return [figure for figure in figures if not ahead(figure) or key(figure) not in told]


def _is_town(item: Found, claim: Claim) -> bool:
    """Tell whether one captive without a number is the town that was taken: "captured Orlo"."""
    captive = item.figure is not None and item.figure.kind == "captured"
    return captive and item.how == "single" and claim.event_type == "territory_taken"


def _tells_again(item: Found, finder: ClaimFinder) -> bool:
    """Tell whether a figure that a claim has is only said again: "the two blasts"."""
    assert item.figure is not None  # noqa: S101
    return item.figure.high == 0 or finder.text.startswith("the ", max(0, item.start - 4))


_BACK = 12
_OF_THESE = re.compile(r"\s+of\s+(?:the|those|them|these)\b")


def _whole_of(item: Found, wholes: Sequence[tuple[int, Figure]], finder: ClaimFinder) -> int | None:
    """Return the claim with the whole of which a sentence begins by telling a part."""
    assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
    begins = item.start == finder.bounds[item.spot.sentence][0]
    if not begins or not _OF_THESE.match(finder.text, item.end):
        return None
    least = item.figure.low or 0
    for index, figure in reversed(wholes[-_BACK:]):
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
