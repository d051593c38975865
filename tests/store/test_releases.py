"""A release explains itself, checks itself, and is the same for the same inputs."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import duckdb
import msgspec
import pytest
import yaml
from click.testing import CliRunner

from dateline import claim, document, incident, judgement, run, value
from dateline.cli import main
from dateline.errors import ConfigError
from dateline.merger import merge
from dateline.rejection import Rejection
from dateline.store.database import Finished, Study
from dateline.store.exports.tables import PUBLIC
from dateline.store.releases import Edition, write_release
from dateline.store.releases_columns import codes, meanings, tables
from readings import PORT, reading

V1 = Edition(version="v1", authors=("A. Dock",), date="2026-01-31", licence="CC-BY-4.0")
LOST = Finished(
    uri="file:lost.txt",
    outcome="failed",
    rejection=Rejection(
        stage="acquire", reason="it is empty", uri="file:lost.txt", outcome="failed"
    ),
)


def make(path: Path | None, hour: int = 8, killed: int = 12) -> Study:
    """Return a study of one report that was read and one that was not."""
    study = Study(path)
    started = datetime(2026, 1, 1, hour, tzinfo=UTC)
    study.begin_run(f"run{hour}", "coder", '{"extract":"rules"}', started)
    coded = Finished(
        uri=PORT.uri,
        outcome="coded",
        original=PORT,
        reading=reading(killed=killed),
        document=PORT.id,
    )
    study.add([coded, LOST], "coder")
    study.end_run(f"run{hour}", started, "{}")
    merge(study)
    return study


@pytest.fixture
def study():
    with make(None) as opened:
        yield opened


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_public_column_is_described(study: Study) -> None:
    assert set(meanings().tables) == set(PUBLIC)
    described = tables(study)
    for table in described:
        names = [column.name for column in table.columns]
        assert set(table.key) <= set(names)
        assert set(table.meaning.points) <= set(names)
        assert set(table.meaning.columns) <= set(names), "describes what is not there"
        for column in table.columns:
            assert column.meaning.label
            assert column.meaning.about.endswith(".")
            assert not column.meaning.codes or codes(column.meaning.codes)
    everywhere = {column.name for table in described for column in table.columns}
    assert set(meanings().shared) <= everywhere


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("event_type", claim.EVENT_TYPES),
        ("status", get_args(claim.Status)),
        ("date_relation", get_args(value.DateRelation)),
        ("date_basis", get_args(value.DateBasis)),
        ("place_level", get_args(value.PlaceLevel)),
        ("published_basis", get_args(document.PublishedBasis)),
        ("resolved_from", get_args(value.ResolvedFrom)),
        ("figure_kind", get_args(value.FigureKind)),
        ("speaker_kind", get_args(value.SpeakerKind)),
        ("verb_class", get_args(value.VerbClass)),
        ("figure_rule", (*incident.FIGURE_RULES, "judged", "none")),
        ("review_status", get_args(incident.ReviewStatus)),
        ("telling_role", get_args(incident.TellingRole)),
        ("figure_state", get_args(incident.FigureState)),
        ("action", judgement.ACTIONS),
        ("outcome", run.OUTCOMES),
        (
            "plover_event",
            ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT "
             "THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT").split(),
        ),
    ],
)  # fmt: skip
def test_every_coded_value_has_a_meaning(name: str, values: tuple[str, ...]) -> None:
    assert list(codes(name)) == list(values)


def test_the_package_describes_its_files(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "v1")
    package = json.loads((tmp_path / "v1" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["licenses"]) == ("v1", [{"name": "CC-BY-4.0"}])
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) == 2 * len(PUBLIC)
    for resource in package["resources"]:
        path = tmp_path / "v1" / resource["path"]
        assert resource["hash"] == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
        fields = [field["name"] for field in resource["schema"]["fields"]]
        if resource["format"] == "csv":
            with path.open(newline="", encoding="utf-8") as file:
                head, *rows = csv.reader(file)
        else:
            head = [row[0] for row in duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()]
            rows = duckdb.execute(f"FROM '{path}'").fetchall()
        assert (head, len(rows)) == (fields, resource["rows"])
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in {"", *names}


def test_the_manifest_lists_inputs_and_files(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "v1")
    files = contents(tmp_path / "v1")
    manifest = json.loads(files.pop("manifest.json"))
    assert {item["path"]: item["sha256"] for item in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert manifest["inputs"] == [
        {"uri": "file:lost.txt", "sha256": None, "outcome": "failed"},
        {
            "uri": PORT.uri,
            "sha256": hashlib.sha256(PORT.content).hexdigest(),
            "outcome": "coded",
        },
    ]
    account = manifest["account"]
    assert sum(account["outcomes"].values()) == account["read"] == 2
    assert account["reasons"] == [{"outcome": "failed", "reason": "it is empty", "inputs": 1}]
    assert manifest["settings"] == [{"extract": "rules"}]
    assert manifest["coders"] == ["coder", "extract.test@000000"]
    assert manifest["content"] == f"sha256:{study.digest()}"
    citation = yaml.safe_load(files["CITATION.cff"])
    assert citation["authors"] == [{"name": "A. Dock"}]
    assert citation["date-released"] == "2026-01-31"


class Cells(HTMLParser):
    """The first cells of all rows of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_the_codebook_has_every_column(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "v1")
    page = Cells()
    page.feed((tmp_path / "v1" / "codebook.html").read_text(encoding="utf-8"))
    rows = {tuple(row[:4]) for row in page.rows}
    text = (tmp_path / "v1" / "codebook.md").read_text(encoding="utf-8")
    for table in tables(study):
        section = text.split(f"## {table.name}: ")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| {column.name} | {column.meaning.label} |" in section
            assert any(row[:2] == (column.name, column.meaning.label) for row in rows)
    assert "| shelling | Rockets" in text
    assert ("lat", "Latitude", "number", "degrees") in rows


def test_the_same_inputs_give_the_same_bytes(tmp_path) -> None:
    with make(tmp_path / "a.duckdb", 8) as one, make(tmp_path / "b.duckdb", 9) as other:
        write_release(one, V1, tmp_path / "one")
        write_release(one, V1, tmp_path / "again")
        write_release(other, V1, tmp_path / "other")
    first = contents(tmp_path / "one")
    assert first == contents(tmp_path / "again")
    assert first == contents(tmp_path / "other")
    with make(None, killed=13) as changed:
        write_release(changed, V1, tmp_path / "changed")
    assert contents(tmp_path / "changed") != first


def test_checks_hold_and_find_what_is_broken(study: Study, tmp_path) -> None:
    checks = write_release(study, V1, tmp_path / "whole")
    assert [check for check in checks if check.broken] == []
    for statement in (
        "UPDATE claims SET evidence = 'x' || evidence, status = 'maybe'",
        "UPDATE figures SET start = start + 1",
        "DELETE FROM incident_claims",
        "DELETE FROM rejections",
        "INSERT INTO claims SELECT * REPLACE ('z' AS id, 'gone' AS document, '' AS evidence) FROM claims",
    ):
        study.connection.execute(statement)
    broken = {item.rule for item in write_release(study, V1, tmp_path / "v1") if item.broken}
    assert {
        "the words in claims.evidence stand where it says",
        "the words in figures.text stand where it says",
        "claims.status holds values of the codebook",
        "claims.document leads to a row of documents",
        "no claim is without the words that state it",
        "every incident has claims",
        "every figure of an incident is one of its claims'",
        "every input that gave no document says why",
    } <= broken
    assert f"{len(broken)} of them broken" in (tmp_path / "v1" / "checks.md").read_text()


def test_a_folder_in_use_is_left_alone(study: Study, tmp_path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(ConfigError, match="something already"):
        write_release(study, V1, tmp_path)
    assert contents(tmp_path) == {"kept.txt": b"mine"}


def test_the_command(tmp_path) -> None:
    make(tmp_path / "s.duckdb").close()
    arguments = ["release", str(tmp_path / "s.duckdb"), "v2", "-o", str(tmp_path / "v2")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "0 broken" in result.output
    manifest = msgspec.json.decode((tmp_path / "v2" / "manifest.json").read_bytes())
    assert (manifest["version"], manifest["date"]) == ("v2", None)
    with Study(tmp_path / "s.duckdb") as study:
        study.connection.execute("UPDATE claims SET status = 'maybe'")
    arguments[-1] = str(tmp_path / "v3")
    assert CliRunner().invoke(main, arguments).exit_code == 4
