"""The table in ACLED's shape, read as its users read it, and what its loss report owns up to."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import duckdb
import msgspec
import pytest
from told import ARMY, REBELS, TOWN, VILLAGERS, report, study_of

from dateline import review
from dateline.errors import ConfigError
from dateline.store import exports
from dateline.store.exports.acled import COLUMNS
from dateline.store.exports.acled_days import shares
from dateline.value import Entity

ONE_DAY = ("2020-03-05", "2020-03-05")


def written(tmp_path, *reports, one_incident: bool = False):
    with study_of(*reports) as study:
        if one_incident:
            join(study)
        exports.write(study, "acled", tmp_path)
    with (tmp_path / "acled.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "loss.csv").open(newline="", encoding="utf-8") as file:
        losses = list(csv.DictReader(file))
    return rows, losses


def join(study) -> None:
    """Let a person take all incidents of a study together."""
    signed = review.Signed(who="Anna", why="one fight", when=datetime(2020, 4, 1, tzinfo=UTC))
    while len(found := study.all("SELECT id FROM incidents ORDER BY id")) > 1:
        review.decide(study, "merge", found[0][0], [found[1][0]], signed)


def test_a_row_by_acleds_rules(tmp_path) -> None:
    text = "Soldiers attacked Vellmar, killing dozens\nof villagers and hurting 7 with mortars."
    told = report(
        "Wire", text, "attacked", days=ONE_DAY, says=("the mayor",), weapons=("mortar",),
        figures=(("killed", "dozens", 24, None), ("wounded", "7", 7, 7)),
    )  # fmt: skip
    (row,), losses = written(tmp_path, told)
    assert tuple(row) == COLUMNS
    assert len(COLUMNS) == 31
    assert all(len(name) <= 32 for name in COLUMNS)
    assert row["event_id_cnty"].startswith("SYR-")
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2020-03-05", "2020", "1")
    assert row["disorder_type"] == "Political violence"
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["actor1"], row["inter1"]) == ("Syrian Army", "1")
    assert (row["actor2"], row["inter2"]) == ("villagers", "7")
    assert (row["interaction"], row["civilian_targeting"]) == ("17", "Civilian targeting")
    assert (row["iso"], row["country"], row["admin1"], row["admin2"]) == (
        "760", "Syria", "Hama", "Salamiyah",
    )  # fmt: skip
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("35.25", "36.5", "1")
    assert row["fatalities"] == "12"
    assert "\n" not in row["notes"]
    lost = {(loss["field"], loss["lost"]) for loss in losses if loss["row"] == row["event_id_cnty"]}
    assert ("fatalities", "dozens") in lost
    assert ("figures", "wounded 7-7 persons") in lost
    assert ("weapons", "mortar") in lost
    assert {loss["field"] for loss in losses if loss["row"] == "*"} == {
        "region", "source_scale", "tags", "timestamp",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "low", "high", "fatalities"),
    [
        ("hundreds", 200, None, "100"),
        ("several", 3, None, "3"),
        ("several hundred", 300, None, "300"),
        ("between 30 and 40", 30, 40, "30"),
        ("up to 30", None, 30, "0"),
        ("12", 12, 12, "12"),
    ],
)
def test_words_become_acleds_numbers(tmp_path, words, low, high, fatalities) -> None:
    told = report(
        "Wire", f"Soldiers attacked Vellmar, killing {words}.", "attacked", days=ONE_DAY,
        figures=(("killed", words, low, high),),
    )  # fmt: skip
    (row,), losses = written(tmp_path, told)
    assert row["fatalities"] == fatalities
    converted = [loss for loss in losses if loss["field"] == "fatalities"]
    assert bool(converted) == (words != "12")


def test_several_days_sides_and_places_are_owned_up_to(tmp_path) -> None:
    country = type(TOWN)(name="Syria", lat=35, lon=38, level="country", admin=("Syria",))
    told = report(
        "Wire", "Villagers attacked soldiers in Syria.", "attacked", place=country,
        days=("2020-03-02", "2020-03-08"), actors=(VILLAGERS,), recipients=(ARMY,), status="alleged",
    )  # fmt: skip
    (row,), losses = written(tmp_path, told)
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == (
        "2020-03-05",
        "2",
        "3",
    )
    assert (row["actor1"], row["actor2"]) == ("Syrian Army", "villagers")
    assert row["fatalities"] == "0"
    fields = {loss["field"] for loss in losses if loss["row"] == row["event_id_cnty"]}
    assert fields == {"event_date", "actor1", "geo_precision", "fatalities", "status"}


def test_what_acled_has_no_row_for_is_listed(tmp_path) -> None:
    undated = report("Wire", "Soldiers attacked Vellmar.", "attacked")
    talks = report(
        "Radio", "Rebels met the army.", "met", kind="talks", acled=(None, None), days=ONE_DAY,
        recipients=(REBELS,),
    )  # fmt: skip
    rows, losses = written(tmp_path, undated, talks)
    assert rows == []
    why = sorted(loss["rule"] for loss in losses if loss["field"] == "row")
    assert why == [
        "ACLED dates every event, and no report dates this one",
        "ACLED has no event for talks as it is told",
    ]


def test_same_bytes_and_codes_stay_text(tmp_path) -> None:
    told = report("Wire", "Soldiers attacked Vellmar.", "attacked", days=ONE_DAY)
    written(tmp_path / "one", told)
    written(tmp_path / "two", told)
    for name in ("acled.csv", "loss.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    path = str(tmp_path / "one" / "acled.csv")
    query = "SELECT event_date, iso, fatalities FROM read_csv(?, types = {'iso': 'VARCHAR'})"
    ((day, iso, fatalities),) = duckdb.execute(query, [path]).fetchall()
    assert (str(day), iso, fatalities) == ("2020-03-05", "760", 0)


def test_the_table_does_not_part_from_its_loss_report() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="folder"):
        exports.write(study, "acled", None)


def test_things_and_those_told_on_both_sides_are_no_second_actor(tmp_path) -> None:
    thing = Entity(name="the roof")
    reports = [
        report("Wire", "Soldiers attacked Vellmar, killing 12.", "attacked", days=ONE_DAY,
               recipients=(thing, REBELS, VILLAGERS), figures=(("killed", "12", 12, 12),)),
        report("Radio", "Soldiers attacked Vellmar, killing 12 people.", "attacked", days=ONE_DAY,
               figures=(("killed", "12", 12, 12),)),
        report("Quay", "Rebels attacked Vellmar and killed 12.", "attacked", days=ONE_DAY,
               actors=(REBELS,), recipients=(ARMY,), figures=(("killed", "12", 12, 12),)),
    ]  # fmt: skip
    (row,), losses = written(tmp_path, *reports)
    assert (row["actor1"], row["actor2"]) == ("Syrian Army", "villagers")
    assert (row["assoc_actor_1"], row["assoc_actor_2"]) == ("", "rebels")
    lost = {loss["lost"] for loss in losses if loss["field"] == "sides"}
    assert lost == {"the roof", "Syrian Army", "rebels"}


FIGHT = (
    "Soldiers fought rebels in Vellmar on Monday and clashed on Tuesday; 7 fell in the fighting."
)
CLASH = {"kind": "battle", "acled": ("Battles", "Armed clash"), "recipients": (REBELS,)}
STRIKE = {
    "kind": "air_strike", "acled": ("Explosions/Remote violence", "Air/drone strike"),
    "recipients": (REBELS,), "days": ONE_DAY,
}  # fmt: skip


def fight(name: str, *days: str):
    """Return a report that tells a fight once for each of two days, and the toll of both."""
    told = [("fought", (days[0],) * 2, ()), ("clashed", (days[1],) * 2, ()),
            ("fighting", days, (("killed", "7", 7, 7),))]  # fmt: skip
    made = [
        report(name, FIGHT, words, days=when, figures=figures, **CLASH)
        for words, when, figures in told
    ]
    claims = tuple(item.reading.claims[0] for item in made)
    reading = msgspec.structs.replace(made[0].reading, claims=claims)
    return msgspec.structs.replace(made[0], reading=reading)


def days(rows) -> list[tuple[str, str, str]]:
    return [(row["event_date"], row["time_precision"], row["fatalities"]) for row in rows]


def test_a_fight_told_day_by_day_is_one_row_a_day(tmp_path) -> None:
    told = fight("Wire", "2020-03-02", "2020-03-03")
    rows, losses = written(tmp_path, told, one_incident=True)
    assert days(rows) == [("2020-03-02", "1", "4"), ("2020-03-03", "1", "3")]
    one, two = (row["event_id_cnty"] for row in rows)
    assert (one[-2:], two[-2:], one[:-2]) == ("-1", "-2", two[:-2])
    (split,) = [loss for loss in losses if loss["lost"] == "7 on 2 days"]
    assert split["row"] == one[:-2]


@pytest.mark.parametrize("share", [(12, 3, [4, 4, 4]), (2, 3, [2, 0, 0]), (7, 2, [4, 3])])
def test_shares_add_up(share) -> None:
    toll, count, wanted = share
    assert shares(toll, count) == wanted


def test_days_within_which_it_happened_are_no_days_of_fighting(tmp_path) -> None:
    text = "Soldiers fought rebels in Vellmar, and 7 died."
    told = report(
        "Wire", text, "fought", days=("2020-03-02", "2020-03-05"), **CLASH,
        figures=(("killed", "7", 7, 7),),
    )  # fmt: skip
    rows, _ = written(tmp_path, told)
    assert days(rows) == [("2020-03-03", "2", "7")]


def test_reports_that_disagree_on_the_day_tell_no_days(tmp_path) -> None:
    reports = [
        report(name, f"Soldiers fought rebels in Vellmar, {words}.", "fought", days=(day, day),
               **CLASH, figures=(("killed", "7", 7, 7),))
        for name, words, day in (
            ("Wire", "killing 7", "2020-03-02"), ("Radio", "where 7 died", "2020-03-03"),
        )
    ]  # fmt: skip
    rows, losses = written(tmp_path, *reports, one_incident=True)
    assert days(rows) == [("2020-03-02", "2", "7")]
    assert ("event_date", "2020-03-02 to 2020-03-03") in {
        (loss["field"], loss["lost"]) for loss in losses
    }


def test_a_strike_within_a_battle_is_folded_into_it(tmp_path) -> None:
    clash = report(
        "Wire", "Soldiers fought rebels in Vellmar, killing 12.", "fought", days=ONE_DAY, **CLASH,
        figures=(("killed", "12", 12, 12),),
    )  # fmt: skip
    strike = report(
        "Radio", "Jets bombed the rebels' camp there and killed 5.", "bombed", **STRIKE,
        figures=(("killed", "5", 5, 5),),
    )  # fmt: skip
    (row,), losses = written(tmp_path, clash, strike)
    assert (row["event_type"], row["fatalities"]) == ("Battles", "17")
    assert row["source"] == "The Wire; The Radio"
    assert row["notes"].endswith("Jets bombed the rebels' camp there and killed 5.")
    (left_out,) = [loss for loss in losses if loss["field"] == "row"]
    assert left_out["rule"].endswith(row["event_id_cnty"])
    assert ("fatalities", "12 and 5") in {(loss["field"], loss["lost"]) for loss in losses}


@pytest.mark.parametrize(
    "other",
    [
        {"days": ("2020-03-07", "2020-03-07")},
        {"days": ("2020-03-05", "2020-03-06")},
        {"place": msgspec.structs.replace(TOWN, name="Ostrel", gazetteer="geonames:2", lat=36.5)},
        {"actors": (Entity(name="Air Wing"),), "recipients": (Entity(name="herders"),)},
    ],
)
def test_a_strike_elsewhere_or_between_others_stays(tmp_path, other) -> None:
    clash = report(
        "Wire", "Soldiers fought rebels in Vellmar, killing 12.", "fought", days=ONE_DAY, **CLASH,
        figures=(("killed", "12", 12, 12),),
    )  # fmt: skip
    text = "Jets bombed a camp and killed 5."
    strike = report(
        "Radio", text, "bombed", **{**STRIKE, **other}, figures=(("killed", "5", 5, 5),)
    )
    rows, losses = written(tmp_path, clash, strike)
    assert sorted(row["fatalities"] for row in rows) == ["12", "5"]
    assert [loss for loss in losses if loss["field"] == "row"] == []
