"""GeoParquet is read back by two readers of Parquet, and its metadata against the standard."""

from __future__ import annotations

import json
import struct

import duckdb
import polars as pl
import pytest
from told import TOWN, report, study_of

from dateline.errors import ConfigError
from dateline.store import exports
from dateline.store.exports.layers import LAYERS

PLACED = report("Wire", "Soldiers attacked Vellmar.", "attacked", days=("2020-03-05", "2020-03-06"))
UNPLACED = report("Radio", "Soldiers attacked a camp.", "attacked", place=None)


def written(folder, *reports):
    with study_of(*reports) as study:
        found = exports.write(study, "geoparquet", folder)
    assert [path.name for path, _ in found] == [f"{layer}.parquet" for layer in LAYERS]
    return {path.stem: count for path, count in found}


def geo(path) -> dict:
    return json.loads(pl.read_parquet_metadata(path)["geo"])


@pytest.mark.parametrize("layer", list(LAYERS))
def test_points_and_what_has_none(tmp_path, layer: str) -> None:
    assert written(tmp_path, PLACED, UNPLACED)[layer] == 2
    path = tmp_path / f"{layer}.parquet"
    frame = pl.read_parquet(path)
    points = dict(zip(frame["place_name"], frame["geometry"], strict=True))
    assert points[None] is None
    assert points["Vellmar"] == struct.pack("<BIdd", 1, 1, TOWN.lon, TOWN.lat)
    assert frame.schema["date_from"] == pl.Date
    assert frame.schema["precision_km"] == pl.Float64
    assert all(len(name) <= 32 for name in frame.columns)
    assert geo(path) == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                "bbox": [TOWN.lon, TOWN.lat, TOWN.lon, TOWN.lat],
            }
        },
    }


def test_duckdb_reads_the_same_points(tmp_path) -> None:
    written(tmp_path, PLACED, UNPLACED)
    path = str(tmp_path / "claims.parquet")
    keys = duckdb.execute("SELECT key FROM parquet_kv_metadata(?)", [path]).fetchall()
    assert {bytes(key) if isinstance(key, bytes) else key.encode() for (key,) in keys} >= {b"geo"}
    query = "SELECT place_name, precision_km, geometry IS NULL FROM read_parquet(?) ORDER BY ALL"
    found = duckdb.execute(query, [path]).fetchall()
    assert found == [("Vellmar", 2.0, False), (None, None, True)]


def test_a_study_without_points_has_no_box(tmp_path) -> None:
    written(tmp_path, UNPLACED)
    column = geo(tmp_path / "claims.parquet")["columns"]["geometry"]
    assert column == {"encoding": "WKB", "geometry_types": []}


def test_same_bytes(tmp_path) -> None:
    written(tmp_path / "one", PLACED, UNPLACED)
    written(tmp_path / "two", UNPLACED, PLACED)
    for layer in LAYERS:
        one, two = (tmp_path / name / f"{layer}.parquet" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_files_need_a_folder() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="folder"):
        exports.write(study, "geoparquet", None)
