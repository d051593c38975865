"""What map files hold: incidents and claims as layers of points, longitude before latitude.

A point is the place as the gazetteer has it, whole; how far from it the event may lie stands
beside it in `precision_km` and `place_level`.
"""

from __future__ import annotations

import struct

from dateline.store.database import Study

LAYERS: dict[str, str] = {
    "incidents": "SELECT * EXCLUDE (record) FROM incidents ORDER BY date_from NULLS LAST, id",
    "claims": "SELECT * FROM events",
}
"""Each layer and the query that gives its rows in order, `lat` and `lon` among the columns."""

TITLES: dict[str, str] = {
    "incidents": "One row a happening, all reports of it taken together",
    "claims": "One row an event as one report tells it",
}
CREDIT = "Places: GeoNames, CC BY 4.0"

Box = tuple[float, float, float, float]
"""The least longitude and latitude, then the greatest."""

_POINT = 1


def point(lon: float, lat: float) -> bytes:
    """Return a point as well-known binary, little-endian."""
    return struct.pack("<BIdd", 1, _POINT, lon, lat)


def columns(study: Study, layer: str) -> list[tuple[str, str]]:
    """Return the columns of a layer, each with its type in DuckDB."""
    return [(row[0], row[1]) for row in study.all(f"DESCRIBE {LAYERS[layer]}")]


def box(study: Study, layer: str) -> Box | None:
    """Return what a layer's points lie in; None if it has no point."""
    query = f"SELECT min(lon), min(lat), max(lon), max(lat) FROM ({LAYERS[layer]})"  # noqa: S608
    west, south, east, north = study.one(f"{query} WHERE lat IS NOT NULL AND lon IS NOT NULL")
    return None if west is None else (west, south, east, north)
