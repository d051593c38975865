"""Scores mean what they say, and agree with the published definition."""

from __future__ import annotations

import json
import subprocess
import sys

import msgspec
import pytest

from dateline.evaluation import evaluate
from dateline.gold import GoldReport, read_gold
from dateline.pairing import kilometres, same_name
from dateline.reading import Reading
from dateline.record import Record
from readings import TEXT, claim, document, words


def gold(**changes: object) -> GoldReport:
    event = {
        "id": "e1", "quote": "Rebels fired rockets at the port of Vellmar", "trigger": "fired",
        "type": "shelling", "status": "occurred", "core": True,
        "actors": [{"name": "rebels", "quote": "Rebels"}],
        "recipients": [{"name": "port of Vellmar", "quote": None}],
        "place": {"name": "Vellmar", "lat": 51.36, "lon": 9.48, "level": "settlement"},
        "date": {"from": "2019-03-03", "to": "2019-03-03"},
        "figures": [{"kind": "killed", "low": 12, "high": 12}],
        "according_to": [{"chain": ["mayor of Vellmar"]}],
    } | changes  # fmt: skip
    report = {"doc_id": "port", "text": TEXT, "events": [event], "chrome": ["300 win prizes"]}
    return msgspec.convert(report, GoldReport)


def measures(report: GoldReport, *claims) -> dict[str, float | None]:
    reading = Reading(document=document(), claims=claims)
    result = evaluate([report], {"port": reading})
    return {measure.name: measure.value for measure in result.measures}


def test_a_perfect_reading_scores_one() -> None:
    result = measures(gold(), claim())
    for name in (
        "detection", "typed", "actors", "recipients", "figures", "core recall", "date exact",
        "date overlapping", "place within 25 km", "speaker", "status",
    ):  # fmt: skip
        assert result[name] == 1.0, name


def test_another_type_is_found_but_not_typed() -> None:
    result = measures(gold(), claim("bombing"))
    assert (result["detection"], result["typed"]) == (1.0, 0.0)


def test_a_wrong_figure_counts_twice() -> None:
    assert measures(gold(), claim(killed=14))["figures"] == 0.0


def test_something_that_did_not_happen_pairs_with_nothing_that_did() -> None:
    assert measures(gold(status="denied"), claim())["detection"] == 0.0


def test_furniture_is_counted_as_a_leak() -> None:
    leaked = msgspec.structs.replace(claim(), trigger=words("prizes"), evidence=words("300 win"))
    reading = Reading(document=document(), claims=(leaked,))
    result = evaluate([gold()], {"port": reading})
    assert result.leaks["chrome"] == 1
    assert {item.what for item in result.unmatched} == {"missed", "too many"}


def test_a_report_not_read_counts_as_empty() -> None:
    result = evaluate([gold()], {})
    assert result.unread == ("port",)
    assert result.measures[0].value == 0.0


def test_names_and_distances() -> None:
    assert same_name("the Syrian army", "Syrian Arab Army")
    assert not same_name("Syrian army", "Iraqi army")
    assert kilometres(0, 0, 0, 1) == pytest.approx(111.2, abs=0.1)


def test_the_same_figures_as_the_published_scorer(shared, tmp_path) -> None:
    """Code the development reports and compare with the definition of the figures."""
    gold_path = shared / "data" / "gold" / "dev.jsonl"
    reports = list(read_gold(gold_path))
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(
            json.dumps({"id": r.doc_id, "text": r.text, "published": r.published}) + "\n"
            for r in reports
        )
    )
    coded = subprocess.run(
        [sys.executable, "-m", "dateline", "code", str(rows), "--format", "jsonl"],
        capture_output=True, check=True,
    )  # fmt: skip
    readings = tmp_path / "readings.jsonl"
    readings.write_bytes(coded.stdout)
    scorer = shared / "data" / "gold" / "score.py"
    printed = subprocess.run(
        [sys.executable, str(scorer), str(gold_path), str(readings), "--json"],
        capture_output=True, check=True,
    )  # fmt: skip
    theirs = json.loads(printed.stdout)
    by_id = {
        item.document.doc_id or "": item
        for item in (msgspec.json.decode(line, type=Reading) for line in coded.stdout.splitlines())
    }
    ours: dict[str, Record] = {item.name: item for item in evaluate(reports, by_id).measures}
    for name in ("detection", "typed", "actors", "recipients", "figures"):
        assert ours[name].value == pytest.approx(theirs[name]["f1"], abs=0.002), name
    for mine, name in (
        ("place within 25 km", "place25"), ("date exact", "date"), ("date overlapping", "date1"),
        ("speaker", "speaker"), ("status", "status"), ("actor invented", "invented_actor"),
        ("place invented", "invented_place"), ("date invented", "invented_date"),
    ):  # fmt: skip
        assert ours[mine].value == pytest.approx(theirs[name]["rate"], abs=0.002), mine
