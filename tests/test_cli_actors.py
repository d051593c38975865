"""A team's own actors from the command line: added, counted beforehand, listed, left out."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.document import Block, Document, Published
from dateline.extract.rules import RulesReader
from dateline.link.actor_changes import changes, unlinked
from dateline.link.actors import ActorLinker
from dateline.link.speakers import SpeakerLinker
from dateline.original import Original
from dateline.reading import Reading
from dateline.register import bundled
from dateline.settings import Settings, read_settings
from dateline.settings_file import write_list
from dateline.store.database import Finished, Study

TEXTS = (
    "Fighters of the Mill Lane Guard attacked the SDF in Syria, their spokesman said on Monday.",
    "The Mill Lane Guard shelled a village near Raqqa, residents said. Gunmen killed a baker.",
    "Syrian troops shelled a village, Colonel Rahim Tarn said.",
)
TEAM = (
    "id,name,name_ar,aliases,kind,valid_from,valid_to,parent,acled_id,colour\n"
    "team:mlg,Mill Lane Guards,حرس الطاحونة,Mill Lane Guard; MLG,rebel group,2014,,,,red\n"
    "team:sdf,Our Syrian Force,,SDF,militia,2016-02,2019,dateline:nobody,,blue\n"
)


def reading(number: int, text: str) -> tuple[Original, Reading]:
    original = Original(uri=f"file:{number}.txt", media_type="text/plain", content=text.encode())
    document = Document(
        id=original.id,
        uri=original.uri,
        text=text,
        blocks=(Block(0, len(text), "paragraph"),),
        published=Published(first=date(2017, 7, 4), last=date(2017, 7, 4), basis="given"),
    )
    settings = Settings()
    extraction = RulesReader(settings)(document)
    for linker in (ActorLinker(settings), SpeakerLinker(settings)):
        extraction = linker(document, extraction)
    return original, Reading.of(document, extraction)


@pytest.fixture(scope="module")
def readings() -> list[tuple[Original, Reading]]:
    return [reading(number, text) for number, text in enumerate(TEXTS)]


@pytest.fixture
def dateline(tmp_path, monkeypatch, readings):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team.csv").write_text(TEAM, encoding="utf-8")
    finished = [
        Finished(uri=original.uri, outcome="coded", original=original, reading=read,
                 document=original.id)
        for original, read in readings
    ]  # fmt: skip
    with Study(tmp_path / "s.duckdb") as study:
        study.add(finished, "a test")

    def run(*arguments: str):
        return CliRunner().invoke(main, ["actors", *arguments], catch_exceptions=False)

    return run


def test_added_actors_are_read_from_then_on(dateline) -> None:
    result = dateline("add", "team.csv")
    assert result.exit_code == 0, result.stderr
    assert read_settings_here().actors == ("team.csv",)
    assert dateline("add", "team.csv").exit_code == 0
    assert read_settings_here().actors == ("team.csv",)
    found = ActorLinker(read_settings_here())(*document_and_extraction())
    ids = {entity.id for claim in found.claims for entity in (*claim.actors, *claim.recipients)}
    assert "team:mlg" in ids
    assert "team:sdf" in ids


def read_settings_here() -> Settings:
    from pathlib import Path

    return read_settings(Path("dateline.toml"))


def document_and_extraction():
    _, read = reading(9, TEXTS[0])
    return read.document, unlinked(read)


def test_settings_elsewhere_are_made_with_a_whole_path(dateline, tmp_path) -> None:
    (tmp_path / "sub").mkdir()
    assert dateline("add", "team.csv", "--settings", "sub/dateline.toml").exit_code == 0
    written = read_settings(tmp_path / "sub" / "dateline.toml")
    assert written.actors == ((tmp_path / "team.csv").as_posix(),)
    assert "team.csv" in dateline("list", "--settings", "sub/dateline.toml").stdout
    assert not (tmp_path / "dateline.toml").exists()


def test_what_it_brings_is_said(dateline) -> None:
    shown = dateline("add", "team.csv").stdout
    assert "2  actors" in shown
    assert "column colour left out" in shown
    assert "SDF: team:sdf (Our Syrian Force) and dateline:sdf (Syrian Democratic Forces), " in shown
    assert "2016-02-01 to 2019-12-31" in shown
    assert "team:sdf: there is no actor dateline:nobody" in shown


def test_a_dry_run_counts_and_writes_nothing(dateline, tmp_path) -> None:
    result = dateline("add", "team.csv", "--dry-run", "--study", "s.duckdb")
    assert result.exit_code == 0
    assert "2 of 4 claims would change, in 2 of 3 reports" in result.stdout
    assert "Mill Lane Guards" in result.stdout
    assert not (tmp_path / "dateline.toml").exists()


def test_the_same_register_changes_nothing(readings) -> None:
    found = changes([read for _, read in readings], Settings(), Settings())
    assert (found.reports, found.changed) == (3, ())


def test_files_are_listed_and_left_out_again(dateline) -> None:
    dateline("add", "team.csv")
    shown = dateline("list").stdout
    assert "team.csv" in shown
    assert "table" in shown
    assert dateline("remove", "team.csv").exit_code == 0
    assert read_settings_here().actors == ()
    again = dateline("remove", "team.csv")
    assert again.exit_code == 2
    assert "no such file of actors" in again.stderr


def test_unknown_names_are_ranked_with_their_words(dateline) -> None:
    shown = dateline("unknown", "s.duckdb")
    assert shown.exit_code == 0
    assert "Mill Lane Guard" in shown.stdout
    assert "Rahim Tarn" not in shown.stdout
    rows = list(
        csv.DictReader(io.StringIO(dateline("unknown", "s.duckdb", "--format", "csv").stdout))
    )
    assert [(row["name"], row["count"], row["reports"]) for row in rows] == [
        ("Mill Lane Guard", "2", "2")
    ]
    assert rows[0]["example"].startswith("Fighters of the Mill Lane Guard attacked the SDF")
    assert rows[0]["part"] == "acts 2"
    assert "Rahim Tarn" in dateline("unknown", "s.duckdb", "--persons").stdout
    dateline("add", "team.csv")
    assert "Mill Lane Guard" not in dateline("unknown", "s.duckdb").stdout


def test_rows_that_do_not_fit_are_all_named(dateline, tmp_path) -> None:
    (tmp_path / "wrong.csv").write_text(
        "id;name;kind;valid_from;valid_to\na;A;emperor;;\nb;B;igo;soon;\nc;C;igo;2015;2014\n",
        encoding="utf-8",
    )
    result = dateline("add", "wrong.csv")
    assert result.exit_code == 2
    for words in ("row 2", "row 3: 'soon' is no day", "row 4: 2015-01-01 lies after 2014-12-31"):
        assert words in result.stderr
    assert not (tmp_path / "dateline.toml").exists()


def test_an_id_in_two_rows_is_named(dateline, tmp_path) -> None:
    (tmp_path / "twice.csv").write_text("id,name,kind\na,A,igo\na,B,igo\n", encoding="utf-8")
    assert "the id a stands in two rows" in dateline("add", "twice.csv").stderr


def test_a_dictionary_is_added_as_it_stands(dateline, tmp_path) -> None:
    (tmp_path / "own.actors.txt").write_text(
        "# ours\nMILL_LANE_GUARD_  [SYRREB >20140101]\n+MLG_\nMILL_  [VLMGOV]\nBAD_ [X 12]\n",
        encoding="utf-8",
    )
    shown = dateline("add", "own.actors.txt", "-n", "-s", "s.duckdb").stdout
    assert "PETRARCH dictionary" in shown
    assert "1  comment lines" in shown
    assert "1  synonym lines" in shown
    assert "line 5: 12 has neither 6 nor 8 digits: BAD_ [X 12]" in shown
    assert "2 of 4 claims would change" in shown


def test_the_rest_of_the_settings_stays(tmp_path) -> None:
    path = tmp_path / "dateline.toml"
    before = (
        '# ours\nthreshold = 0.2\nactors = [\n  "a.csv",  # first\n]\n\n[limits]\nseconds = 9\n'
    )
    path.write_text(before, encoding="utf-8")
    write_list(path, "actors", ["b.csv", 'q"x.csv'])
    assert path.read_text(encoding="utf-8") == (
        '# ours\nthreshold = 0.2\nactors = ["b.csv", "q\\"x.csv"]\n\n[limits]\nseconds = 9\n'
    )
    write_list(path, "gazetteers", ["g.tsv"])
    changed = read_settings(path)
    assert changed.gazetteers == ("g.tsv",)
    assert changed.actors == ("b.csv", 'q"x.csv')
    assert changed.limits.seconds == 9


def test_a_register_without_own_actors_is_unchanged() -> None:
    assert bundled().own == frozenset()
