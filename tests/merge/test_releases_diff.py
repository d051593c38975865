"""What changed between two releases, field by field, and why something is gone."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import msgspec
import pytest
from click.testing import CliRunner
from tellings import incidents, report

from dateline import review
from dateline.cli import main
from dateline.errors import StoreError
from dateline.merger import merge
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.store.releases import Edition, write_release
from dateline.store.releases_diff import TableDifference, diff

RAID = {"place": "Tarvane", "day": 5}
REPORTS = [
    report("Wire", "Bikers stormed Tarvane.", {"words": "stormed", "killed": 17, **RAID}),
    report("Other", "Two men were shot dead in Dorsa.", {"words": "shot", "place": "Dorsa", "day": 20, "killed": 2}),
    report("Third", "A mob burned a barn in Velmira. It rained.", {"words": "burned", "place": "Velmira", "day": 28, "killed": 1}),
]  # fmt: skip
LATE = report("Radio", "A raid hit Tarvane.", {"words": "raid", "killed": 19, **RAID})
LEFT_OUT = Rejection(
    stage="extract", reason="a figure of speech", span=Span.of("A mob burned a barn", 6, 12)
)
ELSEWHERE = Rejection(stage="extract", reason="weather", span=Span(35, 41, "rained"))
DOWN = Finished(
    uri=REPORTS[2].uri,
    outcome="failed",
    rejection=Rejection(
        stage="acquire", reason="it is empty now", uri=REPORTS[2].uri, outcome="failed"
    ),
)


def make(path: Path, *reports: Finished, coder: str = "coder") -> Path:
    with Study(path) as study:
        study.add(list(reports), coder)
        merge(study)
    return path


def signed(why: str, minute: int = 0) -> review.Signed:
    when = datetime(2020, 4, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return review.Signed(who="Anna", why=why, when=when)


def at(path: Path, place: str) -> str:
    with Study(path, read_only=True) as study:
        return next(item.id for item in incidents(study) if item.place.name == place)


def table(old: Path, new: Path, name: str) -> TableDifference:
    return next(item for item in diff(old, new) if item.table == name)


@pytest.fixture
def old(tmp_path) -> Path:
    return make(tmp_path / "old.duckdb", *REPORTS)


def test_nothing_changed(old: Path, tmp_path) -> None:
    with Study(old, read_only=True) as study:
        write_release(study, Edition(version="v1"), tmp_path / "v1")
    assert not any(
        item.added or item.changed or item.withdrawn for item in diff(tmp_path / "v1", old)
    )


def test_a_further_report_changes_the_range(old: Path, tmp_path) -> None:
    new = make(tmp_path / "new.duckdb", *REPORTS, LATE)
    found = table(old, new, "incidents")
    (changed,) = found.changed
    assert changed.key == (at(old, "Tarvane"),)
    fields = {item.field: (item.old, item.new) for item in changed.fields}
    assert fields["killed_high"] == (17.0, 19.0)
    assert fields["reports"] == (1, 2)
    assert "event_type" not in fields
    assert (found.added, found.withdrawn) == ((), ())
    assert table(old, new, "documents").added == ((LATE.document,),)


def test_a_changed_figure_is_a_change_of_one_row(old: Path, tmp_path) -> None:
    told = {"words": "stormed", "killed": 18, **RAID}
    revised = [report("Wire", "Bikers stormed Tarvane.", told), *REPORTS[1:], LATE]
    new = make(tmp_path / "new.duckdb", *revised)
    found = table(old, new, "incident_figures")
    (changed,) = found.changed
    assert changed.key == (table(old, new, "figures").changed[0].key)
    fields = {item.field: (item.old, item.new) for item in changed.fields}
    assert (fields["low"], fields["high"]) == ((17.0, 18.0), (17.0, 18.0))
    assert found.withdrawn == ()
    assert [key[0] for key in found.added] == [LATE.reading.claims[0].id]


def test_a_figure_that_counts_no_more_is_a_change_of_one_row(old: Path, tmp_path) -> None:
    later = report(
        "Wire update", "Later they counted those that bikers killed.",
        {"words": "killed", "killed": 19, **RAID}, day=12, agency="The Wire",
    )  # fmt: skip
    new = make(tmp_path / "new.duckdb", *REPORTS, later)
    found = table(old, new, "incident_figures")
    (changed,) = found.changed
    assert [(item.field, item.old, item.new) for item in changed.fields] == [
        ("state", "counts", "revised")
    ]


def test_what_is_gone_says_why(old: Path, tmp_path) -> None:
    shot, burned = at(old, "Dorsa"), at(old, "Velmira")
    new = make(tmp_path / "new.duckdb", REPORTS[0], DOWN)
    gone = {item.key[0]: item.reason for item in table(old, new, "incidents").withdrawn}
    assert gone == {
        shot: "the report is not among the inputs any more",
        burned: "failed: it is empty now",
    }
    claims = {item.reason for item in table(old, new, "claims").withdrawn}
    assert claims == set(gone.values())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"rejections": (LEFT_OUT,)}, "left out by extract: a figure of speech"),
        ({"rejections": (ELSEWHERE,)}, "the report was read again, by coder@2"),
        ({"rejections": ()}, "the report was read again, by coder@2"),
    ],
)
def test_a_claim_that_is_read_no_more_says_why(old: Path, tmp_path, changed, reason) -> None:
    claim = REPORTS[2].reading.claims[0].id
    reading = msgspec.structs.replace(REPORTS[2].reading, claims=(), **changed)
    again = msgspec.structs.replace(REPORTS[2], outcome="no_event", reading=reading)
    new = make(tmp_path / "new.duckdb", *REPORTS[:2], again, coder="coder@2")
    for name in ("claims", "figures", "incident_claims", "incident_figures"):
        gone = {item.key: item.reason for item in table(old, new, name).withdrawn}
        assert list(gone.values()) == [reason], name
        assert claim in next(iter(gone))
    assert [item.reason for item in table(old, new, "incidents").withdrawn] == [reason]


def test_a_report_with_other_bytes_says_so(old: Path, tmp_path) -> None:
    told = {"words": "burned", "place": "Velmira", "day": 28, "killed": 1}
    edited = report("Third", "On Friday a mob burned a barn in Velmira.", told)
    new = make(tmp_path / "new.duckdb", *REPORTS[:2], edited)
    for name in ("documents", "claims", "figures"):
        (gone,) = table(old, new, name).withdrawn
        assert gone.reason == "other bytes stand at its address", name


def test_an_incident_that_another_took_over_names_it(old: Path) -> None:
    raid, shot = at(old, "Tarvane"), at(old, "Dorsa")
    before = old.with_name("before.duckdb")
    shutil.copy(old, before)
    with Study(old) as study:
        review.decide(study, "merge", raid, [shot], signed("one raid"))
        (kept,) = [item.id for item in incidents(study) if item.id in {raid, shot}]
    (gone,) = table(before, old, "incidents").withdrawn
    assert gone.reason == f"merge by Anna: one raid; now part of {kept}"


def test_judgements_give_the_reason(old: Path, tmp_path) -> None:
    with Study(old, read_only=True) as study:
        write_release(study, Edition(version="v1"), tmp_path / "v1")
    raid, shot, burned = (at(old, place) for place in ("Tarvane", "Dorsa", "Velmira"))
    with Study(old) as study:
        review.decide(study, "reject", shot, [], signed("a film set"))
        review.decide(study, "merge", raid, [burned], signed("one raid", 1))
    gone = {item.key[0]: item.reason for item in table(tmp_path / "v1", old, "incidents").withdrawn}
    assert gone[shot] == "reject by Anna: a film set"
    assert len(gone) == 2
    other = next(reason for key, reason in gone.items() if key != shot)
    assert other.startswith("merge by Anna: one raid")
    with Study(old) as study:
        review.undo(study, None, signed("no", 2))
        review.undo(study, None, signed("no", 3))
    assert table(tmp_path / "v1", old, "incidents") == TableDifference(table="incidents")


def test_a_folder_that_is_no_release(old: Path, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="no release"):
        diff(tmp_path / "empty", old)


def released(study: Path, folder: Path) -> Path:
    with Study(study, read_only=True) as opened:
        write_release(opened, Edition(version="v1"), folder)
    return folder


def test_releases_without_their_texts_are_compared_all_the_same(old: Path, tmp_path) -> None:
    new = make(tmp_path / "new.duckdb", *REPORTS[:2], LATE)
    one, other = released(old, tmp_path / "v1"), released(new, tmp_path / "v2")
    wanted = diff(old, new)
    assert diff(one, other) == wanted
    assert diff(one, new) == wanted
    for folder in (one, other):
        for path in (folder / "data").glob("documents.*"):
            path.unlink()
    found = diff(one, other)
    assert [item for item in found if item.table != "documents"] == [
        item for item in wanted if item.table != "documents"
    ]
    assert next(item for item in found if item.table == "documents") == TableDifference(
        table="documents"
    )


def test_columns_that_only_one_has_are_not_compared(old: Path, tmp_path) -> None:
    one = released(old, tmp_path / "v1")
    path = one / "data" / "figures.parquet"
    duckdb.execute(
        f"COPY (SELECT * EXCLUDE (hedge) FROM '{path}') TO '{path}.new' (FORMAT parquet)"  # noqa: S608
    )
    Path(f"{path}.new").rename(path)
    assert table(one, old, "figures") == TableDifference(table="figures")


def test_a_table_that_cannot_be_read_is_named(old: Path, tmp_path) -> None:
    one = released(old, tmp_path / "v1")
    (one / "data" / "claims.parquet").write_bytes(b"no table")
    with pytest.raises(StoreError, match="claims cannot be read"):
        diff(one, old)


def test_the_command_in_text_and_json(old: Path, tmp_path) -> None:
    new = make(tmp_path / "new.duckdb", *REPORTS[:2], LATE)
    result = CliRunner().invoke(main, ["diff", str(old), str(new)])
    assert result.exit_code == 0
    assert "incidents: 0 added, 1 changed, 1 withdrawn" in result.output
    assert "      killed_high: 17.0 -> 19.0\n" in result.output
    gone = f"  - {at(old, 'Velmira')}: the report is not among the inputs any more\n"
    assert gone in result.output
    result = CliRunner().invoke(main, ["diff", str(old), str(new), "--json"])
    tables = json.loads(result.output)["tables"]
    assert tables["incidents"]["withdrawn"][0]["key"] == [at(old, "Velmira")]
    result = CliRunner().invoke(main, ["diff", str(old), str(old)])
    assert "nothing changed" in result.output
