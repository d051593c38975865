"""Every form is read back by its usual reader."""

from __future__ import annotations

import csv
import json

import duckdb
import msgspec
import pytest

from dateline.errors import ConfigError
from dateline.reading import Reading
from dateline.store import exports
from dateline.store.database import Finished, Study
from readings import PORT, reading


@pytest.fixture
def study():
    with Study(None) as opened:
        coded = Finished(
            uri=PORT.uri, outcome="coded", original=PORT, reading=reading(), document=PORT.id
        )
        opened.add([coded], "coder")
        yield opened


def test_csv(study: Study, tmp_path, capsys) -> None:
    written = dict(exports.write(study, "csv", tmp_path / "out"))
    assert written[tmp_path / "out" / "events.csv"] == 1
    with (tmp_path / "out" / "events.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["place_name"] == "Vellmar"
    assert row["date_from"] == "2019-03-03"
    assert row["wounded_low"] == ""
    exports.write(study, "csv", None)
    assert capsys.readouterr().out == (tmp_path / "out" / "events.csv").read_text()


def test_parquet_keeps_types_and_bytes(study: Study, tmp_path) -> None:
    for folder in ("one", "two"):
        exports.write(study, "parquet", tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    claims = tmp_path / "one" / "claims.parquet"
    described = duckdb.execute("DESCRIBE FROM read_parquet(?)", [str(claims)]).fetchall()
    types = {row[0]: row[1] for row in described}
    assert (types["date_from"], types["lat"], types["cameo"]) == ("DATE", "DOUBLE", "VARCHAR")
    with pytest.raises(ConfigError, match="folder"):
        exports.write(study, "parquet", None)


def test_jsonl_gives_the_readings_back(study: Study, tmp_path) -> None:
    exports.write(study, "jsonl", tmp_path / "readings.jsonl")
    (line,) = (tmp_path / "readings.jsonl").read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Reading) == reading()


def test_geojson_has_a_point_for_each_claim(study: Study, tmp_path) -> None:
    exports.write(study, "geojson", tmp_path / "events.geojson")
    collection = json.loads((tmp_path / "events.geojson").read_text())
    (feature,) = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [9.47, 51.35]}
    assert feature["properties"]["event_type"] == "shelling"
    assert "GeoNames" in collection["attribution"]


def test_an_unknown_form_is_named(study: Study) -> None:
    with pytest.raises(ConfigError, match="xlsx"):
        exports.write(study, "xlsx", None)
