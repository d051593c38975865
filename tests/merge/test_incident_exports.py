"""Incidents leave a study with the other tables, and come back as they were."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

import duckdb
from tellings import incidents, report

from dateline import review
from dateline.merger import merge
from dateline.store import exports
from dateline.store.database import Study

RAID = {"place": "Tarvane", "day": 5}


def test_incidents_in_csv_and_parquet(tmp_path) -> None:
    with Study(None) as study:
        study.add(
            [
                report("Wire", "Bikers stormed Tarvane.", {"words": "stormed", "killed": 17, **RAID}),
                report("Radio", "A raid hit Tarvane.", {"words": "raid", "killed": 19, **RAID}),
            ],
            "coder",
        )  # fmt: skip
        merge(study)
        (one,) = incidents(study)
        when = datetime(2020, 4, 1, tzinfo=UTC)
        signed = review.Signed(who="Anna", why="a list; of names", when=when)
        review.decide(study, "accept", one.id, [], signed)
        for form in ("csv", "parquet"):
            written = dict(exports.write(study, form, tmp_path / form))
            assert written[tmp_path / form / f"incidents.{form}"] == 1
            assert written[tmp_path / form / f"incident_claims.{form}"] == 2
            assert written[tmp_path / form / f"incident_figures.{form}"] == 2
            assert written[tmp_path / form / f"judgements.{form}"] == 1
    with (tmp_path / "csv" / "incidents.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["killed_low"], row["review_status"]) == (one.id, "17.0", "accepted")
    assert all(len(name) <= 32 for name in row)
    query = "SELECT date_from, reports, killed_high FROM read_parquet(?)"
    found = duckdb.execute(query, [str(tmp_path / "parquet" / "incidents.parquet")]).fetchall()
    assert found == [(date(2020, 3, 5), 2, 19.0)]
