"""The numbers that UCDP and ACLED give to the precision of a place."""

from __future__ import annotations

import pytest

from dateline.place_precision import acled_precision, ucdp_precision
from dateline.value import Place


def place(level: str | None, **fields: object) -> Place:
    return Place(**{"name": "X", "lat": 1.0, "lon": 2.0, "level": level, **fields})


CASES = [
    (place("settlement", gazetteer="geonames:1", precision_km=36.0), 1, 1),
    (place("site", precision_km=14.0), 1, 1),
    (place("neighbourhood", gazetteer="dateline:x", precision_km=1.0), 1, 1),
    (place("settlement", name="near X", precision_km=10.0), 2, 2),
    (place("settlement", name="village of X, Y district", precision_km=40.0), 3, 2),
    (place("settlement", name="village of X, Y province", precision_km=120.0), 4, 3),
    (place("settlement", name="village of X, Y", precision_km=500.0), 6, 3),
    (place("district", gazetteer="geonames:2", admin=("Y", "Z")), 3, 2),
    (place("region", gazetteer="geonames:3", admin=("Y",)), 4, 3),
    (place("region", gazetteer="dateline:sahel"), 5, 3),
    (place("line"), 5, 3),
    (place("water", admin=("Y",)), 5, 3),
    (place("water"), 7, 3),
    (place("country", gazetteer="geonames:4"), 6, 3),
    (place(None), None, None),
    (place("settlement", lat=None, lon=None), None, None),
]


@pytest.mark.parametrize(("value", "ucdp", "acled"), CASES)
def test_precision_in_numbers(value: Place, ucdp: int | None, acled: int | None) -> None:
    assert ucdp_precision(value) == ucdp
    assert acled_precision(value) == acled
