"""Commands print data to one stream, messages to the other, and exit as documented."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.reading import Reading, check_spans
from dateline.store.database import Study

REPORT = """Rockets hit port of Odesa

ODESA, March 4, 2023 - Russian forces fired rockets at the port of Odesa in southern Ukraine on \
Friday, killing 12 dockers and wounding at least 20, the mayor said.

The Russian army denied that it had attacked the port.
"""


@pytest.fixture
def dateline(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT)

    def run(*arguments: str, **more):
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False, **more)

    return run


def test_code_prints_a_table_and_an_account(dateline) -> None:
    result = dateline("code", "report.txt", "--workers", "0")
    assert result.exit_code == 0
    assert "shelling" in result.stdout
    assert "Odesa" in result.stdout
    assert "1 read = 1 coded" in result.stderr


def test_code_prints_readings_as_json_lines(dateline) -> None:
    result = dateline("code", "report.txt", "--format", "jsonl", "--workers", "0")
    (line,) = result.stdout.splitlines()
    reading = msgspec.json.decode(line, type=Reading)
    check_spans(reading)
    assert reading.claims
    assert reading.document.text == REPORT


def test_code_prints_csv_with_one_row_a_claim(dateline) -> None:
    result = dateline("code", "report.txt", "--format", "csv", "--workers", "0")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    assert {row["event_type"] for row in rows} >= {"shelling"}


def test_code_reads_standard_input(dateline) -> None:
    result = dateline("code", "-", "--format", "jsonl", "--workers", "0", input=REPORT.encode())
    reading = msgspec.json.decode(result.stdout, type=Reading)
    assert reading.document.uri.startswith("stdin:")


def test_rejected_inputs_are_named_and_exit_with_three(dateline, tmp_path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 9)
    result = dateline("code", "report.txt", "noise.txt", "--workers", "0")
    assert result.exit_code == 3
    assert "noise.txt" in result.stderr
    assert "1 failed" in result.stderr
    assert "shelling" in result.stdout
    dateline("code", "report.txt", "noise.txt", "-o", "s.duckdb", "--workers", "0")
    listed = dateline("show", "s.duckdb", "--rejected")
    assert "noise.txt" in listed.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "absent.txt"),
        ("code", "no*such*pattern"),
        ("code", "report.txt", "--settings", "absent.toml"),
        ("code", "report.txt", "--format", "xlsx"),
        ("explain", "abc"),
        ("nonsense",),
    ],
)
def test_wrong_commands_exit_with_two_and_leave_no_study(dateline, tmp_path, arguments) -> None:
    result = dateline(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert not result.stdout
    assert not list(tmp_path.glob("*.duckdb"))


def test_a_study_is_shown_explained_and_exported(dateline, tmp_path) -> None:
    coded = dateline("code", "report.txt", "-o", "s.duckdb", "--workers", "0")
    assert (coded.exit_code, coded.stdout) == (0, "")
    shown = dateline("show", "s.duckdb", "--type", "shelling")
    assert "Odesa" in shown.stdout
    assert "content hash" in shown.stderr
    assert "Odesa" not in dateline("show", "s.duckdb", "--words", "parliament").stdout
    with Study(tmp_path / "s.duckdb", read_only=True) as study:
        claim = study.one("SELECT id FROM claims WHERE event_type = 'shelling'")[0]
    explained = dateline("explain", claim[:6])
    assert explained.exit_code == 0
    for words in ("killed 12", "Odesa", "mayor", "PLOVER", "extract.", "sha256:"):
        assert words in explained.stdout, words
    exported = dateline("export", "s.duckdb", "--format", "csv", "-o", "out")
    assert exported.exit_code == 0
    assert (tmp_path / "out" / "events.csv").exists()


def test_errors_name_the_file_and_the_way_out(dateline, tmp_path) -> None:
    missing = dateline("show", "absent.duckdb")
    assert missing.exit_code == 1
    assert "absent.duckdb" in missing.stderr
    (tmp_path / "text.duckdb").write_text("no study " * 5000)
    wrong = dateline("code", "report.txt", "-o", "text.duckdb")
    assert wrong.exit_code == 1
    assert "another file" in wrong.stderr


def test_dry_run_counts_and_writes_nothing(dateline, tmp_path) -> None:
    result = dateline("code", "report.txt", "-o", "s.duckdb", "--dry-run")
    assert result.stdout.startswith("1 files")
    assert "about 1 reports" in result.stdout
    assert not (tmp_path / "s.duckdb").exists()


def test_control_characters_from_a_report_do_not_reach_the_terminal(dateline, tmp_path) -> None:
    (tmp_path / "report.txt").write_text(REPORT.replace("12 dockers", "12 \x1b[31mdockers\x07"))
    result = dateline("code", "report.txt", "--workers", "0")
    assert "\x1b[31m" not in result.stdout
    assert "\x07" not in result.stdout


def gold_line(text: str) -> str:
    quote = text[text.index("Russian forces fired") : text.index(", the mayor")]
    event = {
        "id": "e1", "quote": quote, "trigger": "fired", "type": "shelling", "status": "occurred",
        "core": True, "actors": [{"name": "Russia", "quote": "Russian forces"}], "recipients": [],
        "place": None, "date": None, "weapons": [], "same_as": None, "according_to": [],
        "figures": [{"kind": "killed", "low": 12, "high": 12, "unit": "persons", "who": None,
                     "quote": "12 dockers"}],
    }  # fmt: skip
    report = {
        "doc_id": "report", "origin": {}, "title": "", "publisher": "", "published": None,
        "published_gold": None, "text": text, "chrome": [], "events": [event], "not_events": [],
    }  # fmt: skip
    return json.dumps(report) + "\n"


def test_evaluate_scores_and_exits_with_four_below_a_floor(dateline, tmp_path) -> None:
    (tmp_path / "gold.jsonl").write_text(gold_line(REPORT))
    dateline("code", "report.txt", "-o", "s.duckdb", "--workers", "0")
    passed = dateline("evaluate", "gold.jsonl", "s.duckdb", "--floor", "core recall=1.0")
    assert passed.exit_code == 0, passed.stdout + passed.stderr
    assert "detection" in passed.stdout
    failed = dateline("evaluate", "gold.jsonl", "s.duckdb", "--floor", "detection=1.01")
    assert failed.exit_code == 4
    assert "below 1.01" in failed.stderr
    unknown = dateline("evaluate", "gold.jsonl", "s.duckdb", "--floor", "beauty=1")
    assert unknown.exit_code == 2
    as_json = dateline("evaluate", "gold.jsonl", "s.duckdb", "--json")
    assert json.loads(as_json.stdout)["reports"] == 1
