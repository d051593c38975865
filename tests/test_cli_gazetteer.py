"""A team's own places from the command line: added, listed, looked up, left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.gazetteer_cache import VARIABLE, cache_folder
from dateline.link.places import PlaceLinker
from dateline.settings import read_settings

TABLE = "name,lat,lon,country\nTummelwatta,11.5,30.2,SD\nKologi Sabt,10.6,31.1,SD\n"


@pytest.fixture
def dateline(tmp_path, monkeypatch):
    """Run commands in a folder of their own; the world core is not built again for it."""
    folder = tmp_path / "cache"
    folder.mkdir()
    PlaceLinker(read_settings(None))
    for index in cache_folder().glob("places-core-*.sqlite"):
        (folder / index.name).symlink_to(index)
    monkeypatch.setenv(VARIABLE, str(folder))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(TABLE, "utf-8")

    def run(*words: str):
        return CliRunner().invoke(main, ["gazetteer", *words])

    return run


def test_a_file_is_added_listed_looked_up_and_removed(dateline, tmp_path: Path) -> None:
    added = dateline("add", "own.csv")
    assert added.exit_code == 0, added.output
    assert "2 places" in added.stdout
    assert read_settings(tmp_path / "dateline.toml").gazetteers == ("own.csv",)
    listed = dateline("list")
    assert "world core" in listed.stdout
    assert "own.csv" in listed.stdout
    assert "CC BY 4.0" in listed.stderr
    assert "Sudan" in dateline("find", "tummelwatta").stdout
    again = dateline("add", str(tmp_path / "own.csv"))
    assert again.exit_code == 0
    assert read_settings(tmp_path / "dateline.toml").gazetteers == ("own.csv",)
    removed = dateline("remove", "own.csv")
    assert removed.exit_code == 0
    assert read_settings(tmp_path / "dateline.toml").gazetteers == ()
    assert "Tummelwatta" not in dateline("find", "tummelwatta").stdout
    assert (tmp_path / "own.csv").exists()


@pytest.mark.parametrize(
    ("words", "content", "told"),
    [
        (("add", "own.csv"), "hello\n", "no gazetteer of a known shape"),
        (("add", "own.csv"), "name,lat,lon\n", "no place is in it"),
        (("add", "none.csv"), TABLE, "Check the path"),
        (("remove", "own.csv"), TABLE, "no such gazetteer"),
    ],
)
def test_mistakes_are_said_and_nothing_is_written(
    dateline, tmp_path: Path, words: tuple[str, ...], content: str, told: str
) -> None:
    (tmp_path / "own.csv").write_text(content, "utf-8")
    result = dateline(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "dateline.toml").exists()


def test_a_report_is_coded_with_own_places(dateline, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "Raid on village\n\nGunmen killed six people in Tummelwatta in Sudan on Monday.\n", "utf-8"
    )
    dateline("add", "own.csv")
    words = ["code", "report.txt", "--format", "jsonl", "--workers", "0"]
    result = CliRunner().invoke(main, words)
    assert '"gazetteer":"own:11.5,30.2"' in result.stdout
