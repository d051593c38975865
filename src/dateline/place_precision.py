"""How precise a place is, in the numbers of UCDP and ACLED.

UCDP GED codes `where_prec` from 1 to 7 (codebook 24.1): 1 an exact place, 2 near a known
place, 3 a second-order division, 4 a first-order division, 5 a line or a vague region, 6 a
country, 7 international waters. ACLED codes `geo_precision` from 1 to 3 (codebook of 2023):
1 a named town or place, 2 near one or a small part of a region, 3 a region.
"""

from __future__ import annotations

from dateline.value import Place

_FINE = frozenset(("site", "neighbourhood", "settlement"))
_REACH = ((25.0, 2), (60.0, 3), (250.0, 4))
"""Kilometres up to which a place without a record of its own is near, in a district, a division."""


def ucdp_precision(place: Place) -> int | None:
    """Return a place's `where_prec` of UCDP GED, 1 to 7; None where it has no point."""
    if place.lat is None or place.level is None:
        return None
    if place.level in _FINE:
        return _fine(place)
    if place.level == "region":
        return 4 if place.gazetteer and len(place.admin) == 1 else 5
    if place.level == "water":
        return 5 if place.admin else 7
    return {"district": 3, "line": 5, "country": 6}[place.level]


def acled_precision(place: Place) -> int | None:
    """Return a place's `geo_precision` of ACLED, 1 to 3; None where it has no point."""
    ucdp = ucdp_precision(place)
    return None if ucdp is None else min(3, 2 if ucdp == 3 else ucdp)


def _fine(place: Place) -> int:
    """Return 1 for a record or a site in one; else by how far the point may be off."""
    if place.gazetteer or place.level != "settlement":
        return 1
    off = place.precision_km or 0.0
    return next((code for reach, code in _REACH if off <= reach), 6)
