"""The table in UCDP GED's shape, read as its users read it, and what its loss report owns up to."""

from __future__ import annotations

import csv

import duckdb
import pytest
from told import ARMY, REBELS, TOWN, VILLAGERS, report, study_of

from dateline.errors import ConfigError
from dateline.store import exports
from dateline.store.exports.ged import COLUMNS
from dateline.value import Place

ONE_DAY = ("2020-03-05", "2020-03-05")


def written(tmp_path, *reports):
    with study_of(*reports) as study:
        exports.write(study, "ged", tmp_path)
    with (tmp_path / "ged.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "loss.csv").open(newline="", encoding="utf-8") as file:
        losses = list(csv.DictReader(file))
    return rows, losses


def massacre(**facts):
    text = "Soldiers attacked Vellmar, killing between 30 and 40 and hurting 7."
    given = {
        "days": ONE_DAY,
        "ucdp": "3",
        "says": ("the mayor",),
        "figures": (("killed", "between 30 and 40", 30, 40), ("wounded", "7", 7, 7)),
    }
    return report("Wire", text, "attacked", **{**given, **facts})


def test_one_sided_violence(tmp_path) -> None:
    (row,), losses = written(tmp_path, massacre())
    assert tuple(row) == COLUMNS
    assert len(COLUMNS) == 49
    assert all(len(name) <= 32 for name in COLUMNS)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (
        "3", "Syrian Army", "Civilians",
    )  # fmt: skip
    assert (row["low"], row["high"]) == ("30", "40")
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(row[part]) for part in parts) == int(row["best"])
    assert row["deaths_civilians"] == row["best"] == "30"
    assert (row["date_start"], row["date_end"], row["date_prec"]) == (
        "2020-03-05",
        "2020-03-05",
        "1",
    )
    assert (row["where_prec"], row["where_coordinates"], row["adm_1"]) == ("1", "Vellmar", "Hama")
    assert row["geom_wkt"] == "POINT (36.5 35.25)"
    # Row 250 from the south pole, column 433 from the date line, counted from 0.
    assert row["priogrid_gid"] == str(250 * 720 + 433 + 1)
    assert row["source_article"] == '"The Wire,2020-03-10,Wire"'
    lost = {(loss["field"], loss["lost"]) for loss in losses if loss["row"] == row["id"]}
    assert ("side_b", "villagers") in lost
    assert ("figures", "wounded 7-7 persons") in lost


def test_the_state_stands_first_and_deaths_are_of_no_side(tmp_path) -> None:
    fight = massacre(
        kind="battle", actors=(REBELS,), recipients=(ARMY,), ucdp="1",
        acled=("Battles", "Armed clash"), days=("2020-03-02", "2020-03-31"),
        place=Place(name="Hama", gazetteer="geonames:2", lat=35, lon=36, level="district",
                    admin=("Syria", "Hama")),
    )  # fmt: skip
    (row,), losses = written(tmp_path, fight)
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == (
        "Syrian Army", "rebels", "Syrian Army - rebels",
    )  # fmt: skip
    assert (row["deaths_unknown"], row["deaths_civilians"]) == (row["best"], "0")
    assert (row["where_prec"], row["date_prec"]) == ("3", "4")
    assert {"side_a", "deaths_a"} <= {loss["field"] for loss in losses if loss["row"] == row["id"]}


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (("2020-03-02", "2020-03-03"), "2"),
        (("2020-03-02", "2020-03-07"), "2"),
        (("2020-03-02", "2020-03-08"), "3"),
        (("2020-03-01", "2020-03-31"), "4"),
        (("2020-01-01", "2020-03-31"), "5"),
    ],
)
def test_how_many_days(tmp_path, days, precision) -> None:
    (row,), _ = written(tmp_path, massacre(days=days))
    assert row["date_prec"] == precision


def test_an_open_range_is_closed_and_owned_up_to(tmp_path) -> None:
    told = massacre(figures=(("killed", "30", 30, None),))
    (row,), losses = written(tmp_path, told)
    assert (row["low"], row["best"], row["high"]) == ("30", "30", "30")
    assert [loss["lost"] for loss in losses if loss["field"] == "high"] == ["open upwards"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"figures": ()}, "UCDP counts events with a death, and none is told"),
        (
            {"figures": (("killed", "7", 0, 0),)},
            "UCDP counts events with a death, and none is told",
        ),
        ({"ucdp": None}, "UCDP counts armed force by an organised actor, and none is told"),
        ({"days": None}, "UCDP dates every event, and no report dates this one"),
    ],
)
def test_what_ucdp_has_no_row_for_is_listed(tmp_path, facts, why) -> None:
    rows, losses = written(tmp_path, massacre(**facts))
    assert rows == []
    assert [loss["rule"] for loss in losses if loss["field"] == "row"] == [why]


def test_same_bytes_and_typed_by_a_reader(tmp_path) -> None:
    written(tmp_path / "one", massacre(recipients=(VILLAGERS,), place=TOWN))
    written(tmp_path / "two", massacre(recipients=(VILLAGERS,), place=TOWN))
    for name in ("ged.csv", "loss.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    query = "SELECT date_start, best, low, high, latitude FROM read_csv(?)"
    ((day, *numbers),) = duckdb.execute(query, [str(tmp_path / "one" / "ged.csv")]).fetchall()
    assert (str(day)[:10], numbers) == ("2020-03-05", [30, 30, 40, 35.25])


def test_the_table_does_not_part_from_its_loss_report() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="folder"):
        exports.write(study, "ged", None)
