"""The commands about incidents, on a study made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tellings import report

from dateline.cli import main
from dateline.store.database import Study

RAID = {"place": "Tarvane", "day": 5, "killed": 17}


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "s.duckdb"
    with Study(path) as opened:
        opened.add(
            [
                report("Wire", "Bikers stormed Tarvane, killing 17.", {"words": "stormed", **RAID}),
                report("Radio", "A raid on Tarvane killed 19.", {"words": "raid", **RAID, "killed": 19}),
                report(
                    "Daily", "The chief denied the raid.", {"words": "raid", **RAID, "status": "denied"}
                ),
            ],
            "coder",
        )  # fmt: skip
    return str(path)


def dateline(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert not isinstance(result.exception, AssertionError)
    return result


def test_merge_then_incidents_then_one_of_them(study: str) -> None:
    assert "dateline merge" in dateline("incidents", study).stderr
    merged = dateline("merge", study)
    assert merged.exit_code == 0
    assert "incidents: 1, 1 of them" in merged.stderr
    table = dateline("incidents", study)
    for words in ("2020-03-05", "Tarvane, Sorna", "attack", "17 to 19", "The Radio", "denied"):
        assert words in " ".join(table.stdout.split())
    (line,) = dateline("incidents", study, "--json").stdout.splitlines()
    record = json.loads(line)
    assert record["reports"] == 2
    page = " ".join(dateline("incidents", study, record["id"][:6]).stdout.split())
    for words in (
        "killed: low 17, best 17, high 19 (ucdp:",
        "does not tell it",
        "+2",
        "denies",
        "2 independent sources",
    ):
        assert words in page
    assert dateline("incidents", study, "--type", "riot", "--json").stdout == ""
    assert dateline("incidents", study, "zzz").exit_code == 1


def test_the_rule_for_figures_is_chosen_by_name(study: str) -> None:
    dateline("merge", study, "--figures", "acled")
    record = json.loads(dateline("incidents", study, "--json").stdout)
    (table,) = record["figures"]
    assert (table["rule"], table["low"], table["best"], table["high"]) == ("acled", 17, 17, 19)
    assert dateline("merge", study, "--figures", "mine").exit_code == 2


def test_judge_log_and_undo(study: str) -> None:
    dateline("merge", study)
    identity = json.loads(dateline("incidents", study, "--json").stdout)["id"]
    unsigned = dateline("judge", study, "accept", identity, "--why", "seen")
    assert unsigned.exit_code == 2
    signed = ("--who", "Anna", "--why", "a list of names")
    assert dateline("judge", study, "edit", identity, "killed_high", "21", *signed).exit_code == 0
    assert "17 to 21" in " ".join(dateline("incidents", study).stdout.split())
    assert dateline("judge", study, "edit", identity, "colour", "red", *signed).exit_code == 2
    assert dateline("judge", study, "edit", identity, "lon", "-3.5", *signed).exit_code == 0
    place = json.loads(dateline("incidents", study, "--json").stdout)["place"]
    assert (place["lat"], place["lon"]) == (12.0, -3.5)
    assert dateline("undo", study, *signed).exit_code == 0
    undone = dateline("undo", study, "--who", "Ben", "--why", "not signed off")
    assert undone.exit_code == 0
    assert "17 to 19" in " ".join(dateline("incidents", study).stdout.split())
    shown = " ".join(dateline("log", study).stdout.split())
    for words in ("Anna", "killed_high: 19 to 21", "(undone)", "a list of names", "Ben"):
        assert words in shown
    lines = [json.loads(line) for line in dateline("log", study, "--json").stdout.splitlines()]
    assert [line["action"] for line in lines] == ["edit", "edit", "undo", "undo"]
    assert dateline("undo", study, *signed).exit_code == 1
