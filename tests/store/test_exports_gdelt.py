"""GDELT's mentions, read back as tab-separated values without a header."""

from __future__ import annotations

import csv

import msgspec
import pytest
from told import ARMY, VILLAGERS, report, study_of

from dateline.errors import ConfigError
from dateline.span import Span
from dateline.store import exports
from dateline.store.exports.gdelt import COLUMNS

TEXT = "Soldiers attacked villagers in Vellmar."


def mentions(tmp_path, **facts):
    soldiers = msgspec.structs.replace(ARMY, mention=Span.of(TEXT, 0, 8))
    told = report("Wire", TEXT, "attacked", actors=(soldiers,), recipients=(VILLAGERS,), **facts)
    with study_of(told) as study:
        exports.write(study, "gdelt", tmp_path)
        (incident,) = study.one("SELECT id FROM incidents")
    with (tmp_path / "gdelt.mentions.CSV").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with (tmp_path / "loss.csv").open(newline="", encoding="utf-8") as file:
        losses = list(csv.DictReader(file))
    return incident, [dict(zip(COLUMNS, row, strict=True)) for row in rows], losses


def test_offsets_lead_to_the_words(tmp_path) -> None:
    incident, (row,), losses = mentions(
        tmp_path, days=("2020-03-05", "2020-03-06"), says=("the mayor",), status="alleged"
    )
    assert len(COLUMNS) == 16
    assert row["GLOBALEVENTID"] == incident
    assert (row["EventTimeDate"], row["MentionTimeDate"]) == ("20200305000000", "20200310000000")
    assert TEXT[int(row["ActionCharOffset"]) :].startswith("attacked")
    assert (row["Actor1CharOffset"], row["Actor2CharOffset"]) == ("0", "-1")
    assert (row["MentionSourceName"], row["MentionDocLen"]) == ("The Wire", str(len(TEXT)))
    lost = {(loss["field"], loss["lost"]) for loss in losses if loss["row"] != "*"}
    assert lost == {
        ("EventTimeDate", "2020-03-05 to 2020-03-06"), ("speaker", "the mayor"), ("status", "alleged"),
    }  # fmt: skip


def test_the_table_does_not_part_from_its_loss_report() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="folder"):
        exports.write(study, "gdelt", None)
