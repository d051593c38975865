"""GeoParquet 1.1: incidents and claims as typed tables with a column of points.

Points are well-known binary, WGS 84 with longitude first, which is GeoParquet's default system
of coordinates. Rows without coordinates have an empty point, so none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import msgspec

from dateline.errors import ConfigError
from dateline.store.database import Study
from dateline.store.exports.layers import CREDIT, LAYERS, box, point

COLUMN = "geometry"
_FUNCTION = "dateline_point"


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write each layer as `output/LAYER.parquet`.

    Raises:
        ConfigError: No output folder is given.
    """
    if output is None:
        raise ConfigError(
            "GeoParquet files need a folder", where="--output", advice="Give one with -o FOLDER"
        )
    output.mkdir(parents=True, exist_ok=True)
    with closing(study.connection.cursor()) as connection:
        connection.create_function(_FUNCTION, point, ["DOUBLE", "DOUBLE"], "BLOB")
        try:
            for layer in LAYERS:
                path = output / f"{layer}.parquet"
                yield path, _copy(connection, layer, path, _metadata(study, layer))
        finally:
            connection.remove_function(_FUNCTION)


def _copy(connection: duckdb.DuckDBPyConnection, layer: str, path: Path, metadata: str) -> int:
    target = str(path).replace("'", "''")
    rows = f"SELECT *, {_FUNCTION}(lon, lat) AS {COLUMN} FROM ({LAYERS[layer]})"  # noqa: S608
    options = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000"
    marks = f"KV_METADATA {{geo: '{metadata}', attribution: '{CREDIT}'}}"
    copied = connection.execute(f"COPY ({rows}) TO '{target}' ({options}, {marks})").fetchall()
    return int(copied[0][0])


def _metadata(study: Study, layer: str) -> str:
    about: dict[str, object] = {"encoding": "WKB", "geometry_types": ["Point"]}
    bounds = box(study, layer)
    if bounds is None:
        about["geometry_types"] = []
    else:
        about["bbox"] = bounds
    metadata = {"version": "1.1.0", "primary_column": COLUMN, "columns": {COLUMN: about}}
    return msgspec.json.encode(metadata).decode()
