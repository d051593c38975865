"""A study's incidents: what belongs together, whatever the order and however often merged."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest
from tellings import incidents, report, state, told_in

from dateline.merger import merge
from dateline.store.database import Finished, Study

WIRE = (
    "Gunmen on motorcycles stormed the cattle market of Tarvane on Thursday, killing 17 traders, "
    "the governor said. The attackers came at midday from the forest to the north and opened fire "
    "from two sides, three people who were there said. Soldiers arrived after they had left."
)
RAID = {"place": "Tarvane", "day": 5, "killed": 17, "actors": ["Bikers"]}

REPORTS = [
    report("Wire", WIRE, {"words": "stormed", **RAID}, day=5, agency="WNA"),
    report("Mast", "Our own headline. " + WIRE, {"words": "stormed", **RAID}, day=6),
    report(
        "Radio",
        "At least 15 people died when armed men raided the market of Tarvane. Families fled.",
        {"words": "raided", **RAID, "killed": 15, "place": "Tarvane market"},
        {"words": "fled", "type": "displacement", "place": "Tarvane", "day": 5},
        day=6,
    ),
    report(
        "Daily",
        "The bikers' chief denied the raid on Tarvane. A raid in January killed three. Two men "
        "were shot dead in Dorsa on Friday.",
        {"words": "raid", "status": "denied", "place": "Tarvane", "day": 5, "type": "attack"},
        {"words": "killed", "background": True, "place": "Tarvane", "day": "2020-01-12"},
        {"words": "shot", "place": "Dorsa", "day": 6, "killed": 2},
        day=7,
    ),
    report(
        "Later",
        "Bikers attacked Tarvane again on Sunday and burnt four huts, villagers said.",
        {"words": "attacked", **RAID, "day": 8, "killed": None},
        day=8,
    ),
    report(
        "Plan",
        "The army said that it would attack the forest north of Tarvane within days.",
        {"words": "attack", "status": "planned", "place": "Tarvane", "day": None},
        day=2,
    ),
]
TOLD = {
    frozenset({"Wire", "Mast", "Radio", "Daily"}),
    frozenset({"Daily"}),
    frozenset({"Later"}),
}


def merged(batches: Iterable[Sequence[Finished]]) -> Study:
    study = Study(None)
    for batch in batches:
        study.add(batch, "coder")
        merge(study)
    return study


@pytest.fixture
def study():
    with merged([REPORTS]) as opened:
        yield opened


def the_raid(study: Study):
    return max(incidents(study), key=lambda item: item.reports)


def test_reports_of_one_happening_are_one_incident(study: Study) -> None:
    assert told_in(study) == TOLD
    raid = the_raid(study)
    assert (str(raid.first), str(raid.last)) == ("2020-03-05", "2020-03-05")
    assert raid.event_types == ("attack", "displacement")
    assert raid.place is not None
    assert raid.place.name == "Tarvane market"
    assert raid.actors == ("Bikers",)


def test_a_copy_is_no_second_report_and_no_second_source(study: Study) -> None:
    raid = the_raid(study)
    assert raid.reports == 2
    assert raid.sources == ("WNA", "The Radio")
    (row,) = study.all(
        "SELECT d.uri, o.uri, k.figures_changed FROM copies k JOIN documents d ON d.id = k.document "
        "JOIN documents o ON o.id = k.copy_of"
    )
    assert row == ("file:Mast", "file:Wire", False)
    assert study.all("SELECT uri FROM documents WHERE copy_of IS NOT NULL") == [("file:Mast",)]


def test_what_did_not_happen_makes_no_incident(study: Study) -> None:
    roles = study.all(
        """SELECT i.role, c.status, c.background FROM incident_claims i
           JOIN claims c ON c.id = i.claim WHERE i.role <> 'tells'"""
    )
    assert roles == [("denies", "denied", False)]
    left = study.all(
        """SELECT status, background FROM claims
           WHERE id NOT IN (SELECT claim FROM incident_claims) ORDER BY ALL"""
    )
    assert left == [("occurred", True), ("planned", False)]


def test_each_report_is_mainly_about_one_incident(study: Study) -> None:
    raid = the_raid(study)
    rows = dict(study.all("SELECT uri, main_incident FROM documents"))
    assert {uri for uri, main in rows.items() if main == raid.id} == {
        "file:Wire",
        "file:Mast",
        "file:Radio",
        "file:Daily",
    }
    assert rows["file:Plan"] is None


def test_the_table_says_what_the_record_says(study: Study) -> None:
    for item in incidents(study):
        row = study.one(
            "SELECT event_type, date_from, reports, independent_sources, killed_low, killed_high "
            "FROM incidents WHERE id = ?",
            [item.id],
        )
        table = item.figure("killed")
        ends = (table.low, table.high) if table else (None, None)
        assert row == (item.event_type, item.first, item.reports, len(item.sources), *ends)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_reports_changes_nothing(study: Study, seed: int) -> None:
    shuffled = list(REPORTS)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (a shuffle, not a secret)
    with merged([shuffled]) as other:
        assert state(other) == state(study)


@pytest.mark.parametrize("seed", range(4))
def test_adding_reports_makes_the_same_clusters(study: Study, seed: int) -> None:
    shuffled = list(REPORTS)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (a shuffle, not a secret)
    with merged([shuffled[:2], shuffled[2:3], shuffled[3:]]) as other:
        assert told_in(other) == TOLD
        queries = (
            "SELECT claim, role, copied, source FROM incident_claims ORDER BY ALL",
            "SELECT id, copy_of FROM documents ORDER BY id",
            "SELECT event_type, date_from, killed_low, reports FROM incidents ORDER BY ALL",
        )
        for query in queries:
            assert other.all(query) == study.all(query)


def test_an_incident_keeps_its_id_when_reports_are_added() -> None:
    with merged([REPORTS[2:]]) as study:
        before = {item.id for item in incidents(study)}
        study.add(REPORTS[:2], "coder")
        changed = merge(study)
        assert {item.id for item in incidents(study)} == before
        assert changed.reports == 2
        assert changed.changed < len(before)
        assert the_raid(study).previous == ()


def test_two_incidents_that_turn_out_to_be_one_list_the_id_that_ended() -> None:
    bare = {"place": None, "day": 5, "killed": None, "type": "attack"}
    vague = report("Vague", "Bikers attacked somewhere up north.", {"words": "attacked", **bare})
    with merged([[vague], [REPORTS[2]]]) as study:
        ids = {item.id for item in incidents(study)}
        assert len(ids) == 2
        told = {"words": "attacked", **RAID}
        again = report("Vague", "Bikers attacked somewhere up north.", told)
        study.add([again], "coder")
        merge(study)
        (one,) = incidents(study)
        assert {one.id, *one.previous} == ids


def test_a_report_read_anew_leaves_nothing_behind(study: Study) -> None:
    assert REPORTS[2].reading is not None
    silent = report("Radio", REPORTS[2].reading.document.text, day=6)
    study.add([silent], "coder")
    merge(study)
    assert told_in(study) == {frozenset({"Wire", "Mast", "Daily"}), *TOLD - {max(TOLD, key=len)}}
    study.add([REPORTS[2]], "coder")
    merge(study)
    assert told_in(study) == TOLD


def test_merging_again_does_nothing(study: Study) -> None:
    before = state(study)
    assert merge(study).changed == 0
    assert state(study) == before


def test_another_rule_for_figures_changes_figures_only(study: Study) -> None:
    claims = study.all("SELECT incident, claim FROM incident_claims ORDER BY ALL")
    merge(study, "airwars")
    assert study.all("SELECT incident, claim FROM incident_claims ORDER BY ALL") == claims
    table = the_raid(study).figure("killed")
    assert table is not None
    assert (table.low, table.best, table.high, table.rule) == (15, None, 17, "airwars")
    new = {"words": "shot", "place": "Dorsa", "day": 20}
    study.add([report("New", "Bikers shot a man in Dorsa.", new)], "coder")
    merge(study)
    assert the_raid(study).figure("killed") == table
