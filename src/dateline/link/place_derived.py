"""Places told from other places: "17 km north of Raqqa", "near", "the airport", a river's bank.

A derived place has the point that the words give and says how far off it may be; it keeps
the record it was told from only where it lies about that record's own point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.earth import kilometres, moved, nearest_on
from dateline.gazetteer import Feature
from dateline.gazetteer_names import fold
from dateline.link.place_spot import Spot
from dateline.span import Span
from dateline.value import Place, PlaceLevel

_BEARINGS = {
    name: number * 22.5
    for number, name in enumerate(
        "north north-northeast northeast east-northeast east east-southeast southeast"
        " south-southeast south south-southwest southwest west-southwest west west-northwest"
        " northwest north-northwest".split()
    )
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100, "a few": 3,
     "several": 5, "a dozen": 12, "dozens of": 40}  # fmt: skip
_CUES: dict[str, PlaceLevel] = {
    "district": "district", "region": "region", "neighbourhood": "neighbourhood",
    "water": "water", "mountain": "region", "island": "region",
}  # fmt: skip
_UNITS = {"k": 1.0, "m": 1.609, "n": 1.852}
_OFFSET = re.compile(
    r"(?P<hedge>(?:some|about|around|roughly|nearly|almost|barely|just|only|less than|more than"
    r"|approximately)\s+)?"
    rf"(?P<number>\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]*"
    r"(?P<unit>kilometers?|kilometres?|km|miles?|nautical miles?)\s*(?:\([^)]{2,25}\)\s*)?"
    r"(?:(?:to\s+the\s+)?(?P<way>(?:north|south|east|west)[a-z-]*)\s+(?:of|from)|from|away from"
    r"|outside(?: of)?|off|inland from|inside)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:of\s+)?$",
    re.IGNORECASE,
)
_OFF_COAST = re.compile(
    r"\boff\s+(?:the\s+)?(?:(?:[a-z-]+\s+)?coasts?\s+of\s+|(?:coastal\s+)?)"
    r"(?:the\s+)?(?:[a-z-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:[a-z]+\s+){0,3}(?:of\s+)?$")
NEAR_KM = 10.0
"""What "near" a town means, unless the town itself is larger."""
COAST_KM = 50.0
AROUND = 40
"""Spots before and behind a river among which its town is looked for."""
FARTHEST_KM = 150.0
"""Two places farther apart have no one point between them; a river's bank likewise."""


def derived(text: str, spot: Spot, before: Spot | None) -> Spot:
    """Return a named spot as the words before it turn it: moved, widened, or as it is.

    Args:
        text: The document's text.
        spot: The spot of a name.
        before: The spot before it in its sentence, None if none.
    """
    low = max(0, spot.start - 90)
    lead = text[low : spot.start]
    far = "mile" in lead or "km" in lead or "kilomet" in lead
    if far and (found := _OFFSET.search(lead)):
        return _offset(text, spot, found, low)
    if "off" in lead and (found := _OFF_COAST.search(lead)):
        precision = max(COAST_KM, spot.place.precision_km or 0.0)
        return _changed(text, spot, low + found.start(), precision, level="water")
    if spot.governed == "near" and spot.place.level in {"settlement", "site", "neighbourhood"}:
        wider = max(NEAR_KM, 2.0 * (spot.place.precision_km or 0.0))
        near = msgspec.structs.replace(
            spot.place, name=f"near {spot.place.name}", gazetteer=None, precision_km=wider
        )
        return spot._replace(place=near)
    if before and "listed" in spot.signs and spot.governed == "between":
        return _middle(text, before, spot)
    return spot


def _offset(text: str, spot: Spot, found: re.Match[str], low: int) -> Spot:
    words = found["number"].lower()
    number = _NUMBERS.get(words) or float(words.replace(",", "."))
    km = number * _UNITS[found["unit"][0].lower()]
    way = (found["way"] or "").lower().removesuffix("ern").replace("-", "")
    bearing = next((deg for name, deg in _BEARINGS.items() if name.replace("-", "") == way), None)
    place = spot.place
    if place.lat is None or place.lon is None:
        return spot
    own = place.precision_km or 2.0
    start = low + found.start()
    if bearing is None:
        return _changed(text, spot, start, km + own)
    lat, lon = moved(place.lat, place.lon, bearing, km)
    changed = _changed(text, spot, start, round(max(own, 0.25 * km), 1))
    words = text[start : spot.end]
    point = msgspec.structs.replace(
        changed.place, name=" ".join(words.split()), lat=lat, lon=lon, gazetteer=None
    )
    return changed._replace(place=point)


def _changed(
    text: str, spot: Spot, start: int, precision: float, *, level: PlaceLevel | None = None
) -> Spot:
    """Return a spot with the words from `start` on as its mention, and another precision."""
    place = msgspec.structs.replace(
        spot.place,
        mention=Span(start, spot.end, text[start : spot.end]),
        precision_km=round(precision, 1),
        level=level or spot.place.level,
    )
    return spot._replace(start=start, head=start, place=place, signs=spot.signs | {"measured"})


def _middle(text: str, left: Spot, right: Spot) -> Spot:
    """Return the point between two places; the second as it is where they lie too far apart."""
    one, two = left.place, right.place
    levels = {"settlement", "neighbourhood", "site", "district"}
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return right
    away = kilometres(one.lat, one.lon, two.lat, two.lon)
    if one.level not in levels or two.level not in levels or away > FARTHEST_KM:
        return right
    place = msgspec.structs.replace(
        two,
        name=f"between {one.name} and {two.name}",
        mention=Span(left.start, right.end, text[left.start : right.end]),
        gazetteer=None,
        lat=round((one.lat + two.lat) / 2, 5),
        lon=round((one.lon + two.lon) / 2, 5),
        precision_km=round(max(2.0, away / 2), 1),
    )
    return right._replace(start=left.start, head=left.head, place=place)


def nameless(words: str) -> Feature:
    """Return what stands for the record of a name that the gazetteer does not have."""
    return Feature(
        f"name:{fold(words)}", words, 0.0, 0.0, "village", "", "", "", 0, 0.0, (), main=False
    )


def unlinked(spot: Spot, cue: str, before: Sequence[Spot], holder: Place | None) -> Spot:
    """Return the spot of a name without a record, with what the text says of where it lies.

    Its point is that of the place that the text puts it in ("Aleppoli, Syria"), with that
    place's precision; a quarter's is the town named last. Else it has none.

    Args:
        spot: The spot.
        cue: What kind of place the words beside it say; empty if none.
        before: The spots before it.
        holder: The place that its name is joined to; None if none.
    """
    level: PlaceLevel = _CUES.get(cue, "settlement")
    if holder is None and level == "neighbourhood":
        towns = (s.place for s in reversed(before) if s.place.level in {"settlement", "site"})
        holder = next(towns, None)
    if holder is None or holder.lat is None:
        return spot._replace(place=msgspec.structs.replace(spot.place, level=level))
    place = msgspec.structs.replace(
        spot.place,
        lat=holder.lat,
        lon=holder.lon,
        level=level,
        admin=(*holder.admin, holder.name),
        precision_km=holder.precision_km,
    )
    return spot._replace(place=place)


def within(anchor: Place, words: str, mention: Span) -> Place:
    """Return a site within a named place: the place's point, the site's own name.

    Args:
        anchor: The place that it lies in.
        words: The words that name the site, without the place's.
        mention: All words.
    """
    name = re.sub(r"^(?:the|a|an|its|their|his|her|this|that)\s+", "", words, flags=re.IGNORECASE)
    name = " ".join(name.split())
    if anchor.name.lower() not in name.lower():
        name = f"{name}, {anchor.name}"
    return msgspec.structs.replace(
        anchor,
        name=name,
        mention=mention,
        gazetteer=None,
        level="site",
        admin=(*anchor.admin, anchor.name) if anchor.gazetteer else anchor.admin,
        alternatives=(),
    )


def at_river(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with each river at its point nearest to a town named beside it.

    A river is hundreds of kilometres long: its own middle says nothing of where one
    crossed it. The town is the nearest in the text, before or behind.
    """
    placed: list[Spot] = []
    for number, spot in enumerate(spots):
        line = spot.feature.line
        placed.append(spot)
        if not line:
            continue
        near = range(max(0, number - AROUND), min(len(spots), number + AROUND + 1))
        order = sorted(near, key=lambda other: (abs(other - number), other))
        for other in order:
            town = spots[other].place
            fine = town.level in {"settlement", "neighbourhood", "site", "district"}
            if not fine or town.lat is None or town.lon is None:
                continue
            lat, lon, away = nearest_on(line, town.lat, town.lon)
            if away <= FARTHEST_KM:
                point = (round(lat, 5), round(lon, 5), round(max(10.0, away), 1))
                own = spot.own and _at(spot.own, point)
                placed[-1] = spot._replace(place=_at(spot.place, point), own=own)
                break
    return placed


def _at(place: Place, point: tuple[float, float, float]) -> Place:
    lat, lon, precision = point
    return msgspec.structs.replace(place, lat=lat, lon=lon, precision_km=precision)
