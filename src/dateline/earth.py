"""Distances and bearings on the earth, taken as a ball of 6,371 km radius."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

RADIUS = 6371.0088


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance between two points along the ground, in kilometres (haversine)."""
    north, east = math.radians(other_lat - lat), math.radians(other_lon - lon)
    across = math.cos(math.radians(lat)) * math.cos(math.radians(other_lat))
    half = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(min(1.0, half)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point `km` away in the direction `bearing` (degrees, 0 north, 90 east)."""
    north = km * math.cos(math.radians(bearing)) / RADIUS
    east = km * math.sin(math.radians(bearing)) / RADIUS
    new_lat = max(-90.0, min(90.0, lat + math.degrees(north)))
    new_lon = lon + math.degrees(east) / max(0.01, math.cos(math.radians(lat)))
    return round(new_lat, 5), round((new_lon + 180.0) % 360.0 - 180.0, 5)


def nearest_on(
    line: Sequence[tuple[float, float]], lat: float, lon: float
) -> tuple[float, float, float]:
    """Return the point of a line nearest to a place, and its distance in kilometres.

    Args:
        line: Points north and east, at least one; straight pieces lie between them.
        lat: Degrees north of the place.
        lon: Degrees east of the place.
    """
    best = (*line[0], kilometres(lat, lon, *line[0]))
    shrink = math.cos(math.radians(lat))
    for (low_lat, low_lon), (high_lat, high_lon) in itertools.pairwise(line):
        north, east = high_lat - low_lat, (high_lon - low_lon) * shrink
        length = north * north + east * east
        if not length:
            continue
        along = ((lat - low_lat) * north + (lon - low_lon) * shrink * east) / length
        along = max(0.0, min(1.0, along))
        point = (low_lat + along * north, low_lon + along * (high_lon - low_lon))
        away = kilometres(lat, lon, *point)
        if away < best[2]:
            best = (*point, away)
    return best
