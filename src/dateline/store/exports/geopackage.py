"""GeoPackage 1.4 (OGC 12-128r19): incidents and claims as layers of one SQLite file.

Rows without coordinates stand in a table of attributes beside their layer, so none is lost.
No clock goes into the file: its tables are dated 1970, and the same study gives the same bytes.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from dateline.store.database import Study
from dateline.store.exports.layers import CREDIT, LAYERS, TITLES, Box, box, columns, point

APPLICATION_ID = 0x47504B47
"""`GPKG` in ASCII."""
USER_VERSION = 10400
SRS = 4326
_CHANGED = "1970-01-01T00:00:00.000Z"
_BATCH = 10_000
_TYPES = {
    "VARCHAR": "TEXT", "BOOLEAN": "BOOLEAN", "INTEGER": "MEDIUMINT", "BIGINT": "INTEGER",
    "DOUBLE": "DOUBLE", "DATE": "DATE",
}  # fmt: skip
"""GeoPackage's type for each of DuckDB's that the layers have."""

_HEADER = b"GP" + struct.pack("<BBi", 0, 1, SRS)
"""Before a point: version 0, little-endian, without an envelope of its own, and the system."""

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
    ("WGS 84 geodetic", SRS, "EPSG", SRS, _WGS84, "longitude and latitude in degrees, WGS 84"),
)
_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write the layers to a file, or to standard output; counts the rows of all tables."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "events.gpkg"
        with closing(sqlite3.connect(made)) as file:
            count = _fill(file, study)
        if output is None:
            with made.open("rb") as content:
                shutil.copyfileobj(content, sys.stdout.buffer)
            return
        shutil.copyfile(made, output)
    yield output, count


def _fill(file: sqlite3.Connection, study: Study) -> int:
    file.executescript(f"PRAGMA application_id = {APPLICATION_ID};{_SCHEMA}")
    file.execute(f"PRAGMA user_version = {USER_VERSION}")
    file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
    count = sum(_fill_layer(file, study, layer) for layer in LAYERS)
    file.commit()
    return count


def _fill_layer(file: sqlite3.Connection, study: Study, layer: str) -> int:
    fields = columns(study, layer)
    names = [name for name, _ in fields]
    beside = f"{layer}_without_point"
    _make_table(file, layer, fields, box(study, layer))
    _make_table(file, beside, fields, None)
    slots = ", ".join("?" * len(names))
    with_point = f"INSERT INTO {layer} VALUES (NULL, ?, {slots})"  # noqa: S608
    without = f"INSERT INTO {beside} VALUES (NULL, {slots})"  # noqa: S608
    lon, lat = names.index("lon"), names.index("lat")
    count = 0
    for rows in _batches(study, layer):
        count += len(rows)
        placed = [row for row in rows if row[lon] is not None and row[lat] is not None]
        file.executemany(
            with_point, ([_HEADER + point(row[lon], row[lat]), *_plain(row)] for row in placed)
        )
        unplaced = (_plain(row) for row in rows if row[lon] is None or row[lat] is None)
        file.executemany(without, unplaced)
    return count


def _make_table(
    file: sqlite3.Connection, table: str, fields: Sequence[tuple[str, str]], bounds: Box | None
) -> None:
    """Make a table and file it in the contents: a layer if it is one of `LAYERS`."""
    spatial = table in LAYERS
    declared = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    declared += ["geom POINT"] if spatial else []
    declared += [f'"{name}" {_TYPES[kind]}' for name, kind in fields]
    file.execute(f"CREATE TABLE {table} ({', '.join(declared)})")
    layer = table if spatial else table.removesuffix("_without_point")
    description = f"{TITLES[layer]}{'' if spatial else ', without coordinates'}. {CREDIT}"
    kind = "features" if spatial else "attributes"
    srs = SRS if spatial else None
    file.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (table, kind, table, description, _CHANGED, *(bounds or (None,) * 4), srs),
    )
    if spatial:
        query = "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)"
        file.execute(query, (table, SRS))


def _batches(study: Study, layer: str) -> Iterator[list[tuple[Any, ...]]]:
    found = study.connection.execute(LAYERS[layer])
    while rows := found.fetchmany(_BATCH):
        yield rows


def _plain(row: Sequence[Any]) -> list[Any]:
    """Return values as SQLite keeps them: days as text, which GeoPackage calls DATE."""
    return [value.isoformat() if isinstance(value, date) else value for value in row]
