"""GeoJSON (RFC 7946): one point a claim that has coordinates, longitude first, WGS 84.

Claims without coordinates are features with a null geometry, so none is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from dateline.store.database import Study


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write the flat events as a feature collection to a file, or to standard output."""
    names = [row[0] for row in study.all("DESCRIBE events")]
    features = [_feature(dict(zip(names, row, strict=True))) for row in study.all("FROM events")]
    collection = {
        "type": "FeatureCollection",
        "attribution": "Places: GeoNames, CC BY 4.0",
        "features": features,
    }
    encoded = msgspec.json.encode(collection) + b"\n"
    if output is None:
        sys.stdout.buffer.write(encoded)
        return
    output.write_bytes(encoded)
    yield output, len(features)


def _feature(event: dict[str, Any]) -> dict[str, Any]:
    lat, lon = event["lat"], event["lon"]
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    values = {name: _plain(value) for name, value in event.items() if name not in {"lat", "lon"}}
    return {"type": "Feature", "id": event["claim_id"], "geometry": geometry, "properties": values}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
