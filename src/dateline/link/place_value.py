"""What a place of the gazetteer becomes in a reading: its level, its precision, its rank."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.gazetteer import Feature, Gazetteer
from dateline.span import Span
from dateline.value import Place, PlaceAlternative, PlaceLevel

LEVELS: dict[str, PlaceLevel] = {
    "country": "country", "admin1": "region", "region": "region", "mountain": "region",
    "admin2": "district", "admin3": "district", "capital": "settlement", "city": "settlement",
    "village": "settlement", "suburb": "neighbourhood", "river": "line", "lake": "water",
    "sea": "water", "landmark": "site",
}  # fmt: skip
FINENESS: dict[str | None, int] = {
    "site": 0, "neighbourhood": 1, "settlement": 2, "district": 3, "line": 4, "water": 4,
    "region": 5, "country": 6,
}  # fmt: skip
"""Levels from the finest to the coarsest."""

_RANKS = {
    "country": 8.4, "river": 5.4, "lake": 5.0, "mountain": 5.0,
    "village": 1.6, "suburb": 1.7, "landmark": 1.5, "admin3": 1.4,
}  # fmt: skip


def prominence(feature: Feature) -> float:
    """Return how likely a report means this record by its name, all else unknown.

    A town of a million ranks 6, one of a thousand 3; a country above every town, a first
    division of a million beside such a city. A record known by the name as its main one
    stands before those that bear it beside others.
    """
    people = math.log10(feature.pop + 10)
    if feature.kind == "capital":
        rank = people + 1.2
    elif feature.kind == "admin1":
        rank = 3.6 + 0.4 * people
    elif feature.kind == "admin2":
        rank = 0.62 * people
    elif feature.kind in {"region", "sea"}:
        rank = 5.5 + max(-1.0, min(3.0, 0.8 * math.log2(max(1.0, feature.radius) / 150.0)))
    else:
        rank = _RANKS.get(feature.kind, people)
    if feature.main:
        return rank + 0.35
    return rank - (
        0.25
        if feature.kind in {"country", "region", "sea", "river"} or feature.kind == "admin1"
        else 0.8
    )


def precision_km(feature: Feature) -> float:
    """Return the radius within which what happened "in" a place lies, as a rule of thumb.

    A division's is the reach of its towns; a town's grows with its people: 2 km for a
    village, 4 km for 100,000, 11 km for a million.
    """
    if feature.radius:
        return feature.radius
    if feature.kind == "river":
        return 200.0
    return round(max(2.0, 0.011 * math.sqrt(feature.pop)), 1)


def place_of(
    gazetteer: Gazetteer,
    ranked: Sequence[tuple[Feature, float]],
    mention: Span | None = None,
) -> Place:
    """Return the first of some ranked records as a place, the others as its alternatives.

    Args:
        gazetteer: Knows what each record lies in.
        ranked: Records with scores of 0 to 1, best first, at least one.
        mention: The words.
    """
    feature, score = ranked[0]
    return Place(
        name=feature.name,
        mention=mention,
        gazetteer=feature.key,
        lat=round(feature.lat, 5),
        lon=round(feature.lon, 5),
        level=LEVELS.get(feature.kind, "settlement"),
        admin=gazetteer.names_of(feature),
        precision_km=precision_km(feature),
        alternatives=tuple(
            PlaceAlternative(
                name=other.name, gazetteer=other.key, lat=other.lat, lon=other.lon,
                score=round(chance, 3),
            )
            for other, chance in ranked[1:4]
            if chance >= 0.01
        ),
        score=round(score, 3),
    )  # fmt: skip
