"""GeoPackage is read back by GDAL, and its tables by SQLite against the standard."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from datetime import date

import pyogrio
import pytest
from told import TOWN, report, study_of

from dateline.store import exports

PLACED = report("Wire", "Soldiers attacked Vellmar.", "attacked", days=("2020-03-05", "2020-03-06"))
UNPLACED = report("Radio", "Soldiers attacked a camp.", "attacked", place=None)
TABLES = ["incidents", "incidents_without_point", "claims", "claims_without_point"]


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "study.gpkg"
    with study_of(PLACED, UNPLACED) as study:
        assert exports.write(study, "geopackage", path) == [(path, 4)]
    return path


def rows(path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query).fetchall()


@pytest.mark.parametrize("layer", ["incidents", "claims"])
def test_gdal_reads_the_layer_and_what_has_no_point(made, layer: str) -> None:
    listed = dict(pyogrio.list_layers(made).tolist())
    assert listed == {name: None if name.endswith("point") else "Point" for name in listed}
    assert set(listed) == set(TABLES)
    info = pyogrio.read_info(made, layer=layer, force_total_bounds=True)
    assert info["crs"] == "EPSG:4326"
    assert info["total_bounds"] == (TOWN.lon, TOWN.lat, TOWN.lon, TOWN.lat)
    meta, _, points, values = pyogrio.raw.read(made, layer=layer)
    (row,) = zip(*values, strict=True)
    fields = dict(zip(meta["fields"], row, strict=True))
    assert points[0] == struct.pack("<BIdd", 1, 1, TOWN.lon, TOWN.lat)
    assert (fields["place_name"], fields["precision_km"]) == ("Vellmar", 2.0)
    assert str(fields["date_from"]) == "2020-03-05"
    assert all(len(name) <= 32 for name in fields)
    meta, _, points, values = pyogrio.raw.read(made, layer=f"{layer}_without_point")
    (row,) = zip(*values, strict=True)
    assert points is None
    assert dict(zip(meta["fields"], row, strict=True))["place_name"] is None


def test_the_file_is_what_the_standard_asks_for(made) -> None:
    head = made.read_bytes()[:100]
    assert head.startswith(b"SQLite format 3\0")
    assert head[68:72] == b"GPKG"
    assert struct.unpack(">i", head[60:64]) == (10400,)
    assert rows(made, "PRAGMA integrity_check") == [("ok",)]
    assert rows(made, "PRAGMA foreign_key_check") == []
    systems = rows(made, "SELECT srs_id, organization FROM gpkg_spatial_ref_sys ORDER BY srs_id")
    assert systems == [(-1, "NONE"), (0, "NONE"), (4326, "EPSG")]
    contents = rows(made, "SELECT table_name, data_type, min_x, max_y, srs_id FROM gpkg_contents")
    assert contents == [
        (name, "attributes", None, None, None) if name.endswith("point")
        else (name, "features", TOWN.lon, TOWN.lat, 4326)
        for name in TABLES
    ]  # fmt: skip
    columns = rows(made, "SELECT * FROM gpkg_geometry_columns ORDER BY table_name")
    assert columns == [(layer, "geom", "POINT", 4326, 0, 0) for layer in ("claims", "incidents")]
    (blob,) = rows(made, "SELECT geom FROM claims")[0]
    assert blob[:8] == b"GP\0\1" + struct.pack("<i", 4326)
    allowed = {"BOOLEAN", "MEDIUMINT", "INTEGER", "DOUBLE", "TEXT", "DATE", "POINT"}
    for table in TABLES:
        assert {row[2] for row in rows(made, f"PRAGMA table_info({table})")} <= allowed


def test_values_keep_their_types(made) -> None:
    query = "SELECT date_from, background, cameo, score FROM claims"
    ((day, background, cameo, score),) = rows(made, query)
    assert date.fromisoformat(day) == date(2020, 3, 5)
    assert (background, cameo, score) == (0, None, 0.0)


def test_same_bytes_also_on_standard_output(made, tmp_path, capfdbinary) -> None:
    with study_of(UNPLACED, PLACED) as study:
        exports.write(study, "geopackage", tmp_path / "other.gpkg")
        exports.write(study, "geopackage", None)
    assert (tmp_path / "other.gpkg").read_bytes() == made.read_bytes()
    assert capfdbinary.readouterr().out == made.read_bytes()


def test_an_older_file_is_replaced(made) -> None:
    with study_of(PLACED) as study:
        exports.write(study, "geopackage", made)
    assert rows(made, "SELECT count(*) FROM claims_without_point") == [(0,)]
