"""The table in POLECAT's shape, read as its users read it, and what its loss report owns up to."""

from __future__ import annotations

import csv
from datetime import datetime

import msgspec
import pandas as pd
import pytest
from told import ARMY, REBELS, VILLAGERS, report, study_of

from dateline.claim import Plover
from dateline.errors import ConfigError
from dateline.mention import EntityMention, PlaceMention
from dateline.span import Span
from dateline.store import exports
from dateline.store.exports.polecat import COLUMNS
from dateline.value import Entity, Place

TEXT = 'Soldiers attacked villagers in "Vellmar".'
SAF = Entity(name="Syrian Armed Forces", id="dateline:syr-army", sector="MIL", country="SYR")


def told(text: str = TEXT, *, plover: Plover | None, mentions=(), **facts):
    made = report("Wire", text, "attacked", **facts)
    claims = tuple(msgspec.structs.replace(claim, plover=plover) for claim in made.reading.claims)
    reading = msgspec.structs.replace(made.reading, claims=claims, mentions=tuple(mentions))
    return msgspec.structs.replace(made, reading=reading)


def written(folder, *reports):
    with study_of(*reports) as study:
        exports.write(study, "polecat", folder)
    table = pd.read_csv(folder / "polecat.txt", sep="\t", dtype=str, keep_default_na=False)
    assert tuple(table.columns) == COLUMNS
    with (folder / "loss.csv").open(newline="", encoding="utf-8") as file:
        losses = list(csv.DictReader(file))
    return table.to_dict("records"), losses


def test_a_row_in_polecats_forms(tmp_path) -> None:
    soldiers = msgspec.structs.replace(ARMY, mention=Span.of(TEXT, 0, 8))
    made = told(
        plover=Plover(event="ASSAULT", mode="firearms", contexts=("military", "human_rights")),
        actors=(soldiers, REBELS), recipients=(VILLAGERS,), days=("2020-03-05", "2020-03-06"),
        status="alleged", says=("the mayor",), weapons=("rifle",),
        figures=(("killed", "villagers", 3, 3),),
        mentions=(
            EntityMention(0, 8, "Soldiers", value=SAF),
            EntityMention(18, 27, "villagers", value=VILLAGERS),
            PlaceMention(31, 40, '"Vellmar"', value=Place(name="Vellmar")),
        ),
    )  # fmt: skip
    (row,), losses = written(tmp_path, made)
    assert len(COLUMNS) == 40
    assert all(len(name) <= 32 for name in COLUMNS)
    story, event, claim = row["Event ID"].split("_")
    assert made.original.id.removeprefix("sha256:").startswith(story)
    assert (event, claim) == ("ASSAULT", made.reading.claims[0].id)
    assert datetime.strptime(row["Event Date"], "%Y-%m-%d").day == 5  # noqa: DTZ007
    assert (row["Event Type"], row["Event Mode"]) == ("ASSAULT", "firearms")
    assert (row["Quad Code"], row["Contexts"]) == ("MATERIAL CONFLICT", "military; human_rights")
    assert row["Actor Name"] == "Syrian Army; rebels"
    assert (row["Actor Name Raw"], row["Actor Country"]) == ("Soldiers; rebels", "SYR")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("MIL", "MIL; REB")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("villagers", "None")
    assert (row["Placename"], row["City"], row["District"]) == ("Vellmar", "Vellmar", "Salamiyah")
    assert (row["Province"], row["Country"], row["GeoNames ID"]) == ("Hama", "SYR", "1")
    assert (row["Latitude"], row["Longitude"]) == ("35.25", "36.5")
    assert (row["Source"], row["Publication Date"]) == ("The Wire", "2020-03-10")
    assert (row["Story People"], row["Story Locations"]) == ("None", "Vellmar")
    assert row["Story Organizations"] == "Syrian Armed Forces"
    assert row["Intensity"] == row["Actor COW"] == row["Feature Type"] == "None"
    lost = {(loss["field"], loss["lost"]) for loss in losses if loss["row"] == row["Event ID"]}
    assert lost == {
        ("Event Date", "2020-03-05 to 2020-03-06"), ("Placename", "within 2 km"),
        ("status", "alleged"), ("figures", "killed 3-3 persons"), ("speaker", "the mayor"),
        ("weapons", "rifle"),
    }  # fmt: skip


def test_an_event_without_a_date_has_none(tmp_path) -> None:
    (row,), losses = written(tmp_path, told(plover=Plover(event="ASSAULT")))
    assert (row["Event Date"], row["Event Mode"]) == ("None", "None")
    assert ("Event Date", "not told") in {(loss["field"], loss["lost"]) for loss in losses}


def test_a_claim_without_a_plover_name_is_listed(tmp_path) -> None:
    made = told(plover=None)
    rows, losses = written(tmp_path, made)
    assert rows == []
    (why,) = [loss for loss in losses if loss["field"] == "row"]
    assert why["row"] == made.reading.claims[0].id


def test_a_copy_is_owned_up_to(tmp_path) -> None:
    made = told(plover=Plover(event="ASSAULT"))
    with study_of(made) as study:
        row = (made.original.id, "sha256:0123456789abcdef01", 0.9, "[]", "[]", False)
        study.insert("copies", [row])
        exports.write(study, "polecat", tmp_path)
    losses = (tmp_path / "loss.csv").read_text(encoding="utf-8").splitlines()
    (copy,) = [line for line in losses if ",copy," in line]
    assert ",copy,0123456789abcdef," in copy


def test_tabs_lines_and_quotes_in_names_break_no_row(tmp_path) -> None:
    odd = Entity(name='the\t"Third"\nArmy')
    (row,), _ = written(tmp_path, told(plover=Plover(event="ASSAULT"), actors=(odd,)))
    assert row["Actor Name"] == 'the "Third" Army'


def test_same_bytes(tmp_path) -> None:
    for name in ("one", "two"):
        written(tmp_path / name, told(plover=Plover(event="ASSAULT")))
    for name in ("polecat.txt", "loss.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_table_does_not_part_from_its_loss_report() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="folder"):
        exports.write(study, "polecat", None)
