"""CSV with HXL tags: every column of every table has one that HXL's grammar allows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from told import report, study_of

from dateline.cli import main
from dateline.errors import ConfigError
from dateline.store import exports
from dateline.store.database import Study
from dateline.store.exports.hxl import tag, tags
from dateline.store.exports.tables import PUBLIC

TOLD = report(
    "Wire",
    "Soldiers attacked Vellmar,\nkilling 12.",
    "attacked",
    figures=(("killed", "12", 12, 12),),
)
GRAMMAR = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""HXL 1.1: a hashtag, then attributes, each beginning with a letter."""


def lines(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_tags_stand_under_the_names_and_change_nothing_else(tmp_path) -> None:
    with study_of(TOLD) as study:
        exports.write(study, "csv", tmp_path / "plain")
        exports.write(study, "csv", tmp_path / "tagged", tagged=True)
    for table in PUBLIC:
        name = f"{table}.csv"
        head, tagged, *rows = lines(tmp_path / "tagged" / name)
        assert [head, *rows] == lines(tmp_path / "plain" / name)
        assert tagged == [tag(table, column) for column in head]
        assert all(GRAMMAR.fullmatch(one) for one in tagged)
    assert len(list((tmp_path / "tagged").iterdir())) == len(PUBLIC)


def test_events_have_the_tags_that_tools_look_for(tmp_path) -> None:
    with study_of(TOLD) as study:
        exports.write(study, "csv", tmp_path, tagged=True)
    head, tagged, row = lines(tmp_path / "events.csv")
    values = dict(zip(tagged, row, strict=True))
    assert len(values) == len(head), "a tag stands twice"
    assert (values["#affected+killed+min"], values["#loc+name"]) == ("12.0", "Vellmar")
    assert (values["#geo+lat"], values["#geo+lon"]) == ("35.25", "36.5")
    assert values["#description"] == "Soldiers attacked Vellmar,\nkilling 12."


def test_every_tag_that_is_given_belongs_to_a_column() -> None:
    with study_of() as study:
        found = {
            table: {row[0] for row in study.all(f"DESCRIBE {query}")}
            for table, query in PUBLIC.items()
        }
    assert set(tags().shared) <= set().union(*found.values())
    for table, given in tags().tables.items():
        assert set(given) <= found[table]


def test_other_forms_have_no_tags() -> None:
    with study_of() as study, pytest.raises(ConfigError, match="only CSV"):
        exports.write(study, "parquet", None, tagged=True)


def test_the_option(tmp_path) -> None:
    path = tmp_path / "study.duckdb"
    with Study(path) as study:
        study.add([TOLD], "coder")
    arguments = ["export", str(path), "--format", "csv", "--hxl"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[1].startswith("#event+id+claim,#event+type,#status+event")
