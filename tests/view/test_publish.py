"""A published folder holds what may be published, and nothing else."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import HOSTILE, clock, make

from dateline.cli import main
from dateline.desk import Desk
from dateline.errors import ConfigError, StoreError
from dateline.review import Signed
from dateline.store.database import Study
from dateline.store.releases import Edition
from dateline.view.publish import publish
from dateline.view.publish_folder import MARK
from dateline.view.publish_limits import QUOTATION, REPORT, Obscured, Quoted
from dateline.view.publish_method import Publication

TITLE = "Raids & <script>alert('t')</script>"
EDITION = Edition(version="", title=TITLE, authors=("A. Author",), licence="CC-BY-4.0")


def decide(path: Path, **actions: str) -> dict[str, str]:
    """Accept and reject incidents by their place; return all incidents by place."""
    with Study(path) as study, clock() as now:
        desk = Desk(study)
        found = dict(study.all("SELECT place_name, id FROM incidents"))
        for place, action in actions.items():
            reason = "no event" if action == "reject" else ""
            signed = Signed(who="Anna Secret", why=reason, when=now(), quote=None)
            desk.decide(action, found[place], [], signed)
    return found


@pytest.fixture
def reviewed(study_path: Path) -> Path:
    decide(study_path, Tarvane="accept", Dorsa="accept", Velmira="reject")
    return study_path


def site(path: Path, folder: Path, **options: object) -> Path:
    with Study(path, read_only=True) as study:
        publish(study, Publication(edition=EDITION, **options), folder)  # type: ignore[arg-type]
    return folder


def opened(packed: dict) -> object:
    """Read packed data as the page does."""

    def part(value):
        if isinstance(value, str):
            return packed["strings"][int(value)]
        if not isinstance(value, list):
            return value
        kind, *rest = value
        values = [part(each) for each in rest]
        if kind < 0:
            return values
        return dict(zip(packed["shapes"][kind], values, strict=True))

    return part(packed["body"])


def data(folder: Path, name: str):
    text = (folder / "data" / f"{name}.js").read_text()
    found = re.fullmatch(r'\(globalThis\.datelinePublished\?\?=\{\}\)\["[\w-]+"\]=(.*);\n', text)
    assert found
    content = json.loads(found[1])
    if isinstance(content, str):
        return opened(json.loads(gzip.decompress(base64.b64decode(content))))
    return content


def everything(folder: Path) -> str:
    """All text that is in a folder, unpacked."""
    texts = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(name).decode() for name in archive.namelist()]
        elif path.is_file() and path.name not in {"page.js", "atlas.js", "page.css"}:
            is_data = path.parent.name == "data"
            texts.append(
                json.dumps(data(folder, path.stem), ensure_ascii=False)
                if is_data
                else path.read_text()
            )
    return "\n".join(texts)


def test_only_accepted_incidents_are_published(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site")
    table = data(folder, "incidents")["table"]
    assert table["lists"]["places"] == ["Tarvane", "Dorsa"]
    assert set(table["review"]) == {"accepted"}
    study = data(folder, "study")
    assert study["left_out"] == 1
    assert (study["live"], study["read_only"]) == (False, True)
    assert study["counts"]["incidents"] == 2
    assert "قرية" not in everything(folder)


def test_all_publishes_the_unreviewed_and_never_the_rejected(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site", everything=True)
    table = data(folder, "incidents")["table"]
    assert sorted(table["review"]) == ["accepted", "accepted", "unreviewed"]
    assert "Velmira" not in everything(folder)


def test_the_command_says_what_it_left_out(reviewed, tmp_path):
    done = CliRunner().invoke(main, ["publish", str(reviewed), "-o", str(tmp_path / "site")])
    assert done.exit_code == 0, done.output
    assert "2 incidents" in done.output
    assert "left out 1: nobody has reviewed them" in done.output
    assert "left out 1: a person rejected them" in done.output


def test_a_study_without_accepted_incidents_is_not_published(study_path, tmp_path):
    decide(study_path)
    with pytest.raises(StoreError, match="none of 4 incidents is accepted"):
        site(study_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_nothing_of_the_reviewers_is_published(reviewed, tmp_path):
    assert "Anna" not in everything(site(reviewed, tmp_path / "site"))


def test_published_offsets_lead_to_the_words(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site", everything=True)
    with Study(reviewed, read_only=True) as study:
        texts = dict(study.all("SELECT id, text FROM documents"))
    chunk = data(folder, "pages-0")
    spans = 0
    for page in chunk["incidents"]:
        for told, at in zip(page["claims"], page["incident"]["claims"], strict=True):
            span = told["claim"]["evidence"]
            assert texts[at["document"]][span["start"] : span["end"]] == span["text"]
            spans += 1
    for report in chunk["reports"]:
        for piece in report["pieces"]:
            text = texts[report["report"]["id"]]
            assert text[piece["start"] : piece["start"] + len(piece["text"])] == piece["text"]
    assert spans == 8


def test_no_report_is_published_whole(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site", everything=True)
    assert "Read more: other stories" not in everything(folder)
    for report in data(folder, "pages-0")["reports"]:
        quoted = sum(len(piece["text"]) for piece in report["pieces"])
        assert quoted <= min(report["length"] - len("Read more: other stories"), REPORT)


def test_a_long_sentence_is_cut_around_its_event_word(study_path):
    with Study(study_path) as study:
        reading = next(study.readings())
    claim = reading.claims[0]
    text = "x " * 900 + reading.document.text + " y" * 900
    moved = json.loads(json.dumps(claim.to_json().decode()))
    shift = 1800
    record = json.loads(moved)

    def shifted(value):
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "text"}:
                return value | {"start": value["start"] + shift, "end": value["end"] + shift}
            return {name: shifted(each) for name, each in value.items()}
        return [shifted(each) for each in value] if isinstance(value, list) else value

    record = shifted(record)
    record["evidence"] = {"start": 0, "end": len(text), "text": text}
    import msgspec

    long = msgspec.convert(record, type(claim))
    short = Quoted(text, [long]).claim(long)
    assert len(short.evidence.text) <= QUOTATION
    assert short.evidence.contains(short.trigger)
    assert short.trigger.text == claim.trigger.text


def test_obscured_points_are_coarse_everywhere(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site", obscured=Obscured(km=50))
    table = data(folder, "incidents")["table"]
    assert all(abs(lat - 12.0) > 0.01 for lat in table["lat"])
    assert all(abs(lat - 12.2) < 0.5 for lat in table["lat"])
    assert min(table["precision_km"]) >= 37.5
    assert data(folder, "study")["coarsened_km"] == 50
    text = everything(folder)
    assert "12.0000, 3.0000" not in text
    assert "test:Tarvane" not in text
    assert not re.search(r'"lat": (12\.0|12\.4)[,}]', text)


def test_only_the_named_places_are_obscured(reviewed, tmp_path):
    obscured = Obscured(km=50, places=frozenset(("Dorsa",)))
    table = data(site(reviewed, tmp_path / "site", obscured=obscured), "incidents")["table"]
    at = dict(zip([table["lists"]["places"][n] for n in table["place"]], table["lat"], strict=True))
    assert at["Tarvane"] == 12.0
    assert at["Dorsa"] != 12.4


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (89.99, 179.99), (-90, -180), (52.5, 13.4), (90, 180), (-33.9, 151.2)]
)
def test_a_coarse_point_is_on_the_earth_and_near(lat, lon):
    near_lat, near_lon = Obscured(km=20).point(lat, lon)
    assert -90 <= near_lat <= 90
    assert -180 <= near_lon <= 180
    assert abs(near_lat - lat) < 0.2


def test_hostile_text_cannot_end_a_script_or_a_tag(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site", everything=True)
    for path in (folder / "data").glob("*.js"):
        assert b"<" not in path.read_bytes()
    for name in ("index.html", "about.html"):
        text = (folder / name).read_text()
        assert "<script>alert" not in text
        assert re.search(r'<meta http-equiv="Content-Security-Policy" content="default-src', text)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    assert HOSTILE in everything(folder).replace('\\"', '"')


def test_the_line_separators_of_javascript_are_escaped():
    from dateline.view.publish_packed import script

    assert script("study", "a\u2028b\u2029<") == (
        b'(globalThis.datelinePublished??={})["study"]="a\\u2028b\\u2029\\u003c";\n'
    )


def test_the_same_study_gives_the_same_bytes(reviewed, tmp_path):
    first, second = (site(reviewed, tmp_path / name) for name in ("a", "b"))
    names = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert names == [p.relative_to(second) for p in sorted(second.rglob("*")) if p.is_file()]
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_the_tables_can_be_read(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site")
    text = (folder / "download" / "incidents.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["place"] for row in rows] == ["Tarvane", "Dorsa"]
    assert rows[0]["killed_low"] == "9"
    with zipfile.ZipFile(folder / "download" / "data.zip") as archive:
        told = list(csv.DictReader(io.StringIO(archive.read("claims.csv").decode("utf-8-sig"))))
        nested = json.loads(archive.read("incidents.json"))
    assert len(told) == 7
    assert all(row["quotation"].startswith(row["actors"]) for row in told)
    assert [len(each["tellings"]) for each in nested["incidents"]] == [6, 1]


def test_a_cell_never_begins_as_a_formula():
    from dateline.view.publish_files import table_text

    assert b"'=HYPERLINK" in table_text([{"a": "=HYPERLINK(1)"}])


def test_a_folder_is_written_anew_only_if_it_was_made_here(reviewed, tmp_path):
    folder = site(reviewed, tmp_path / "site")
    site(reviewed, folder, everything=True)
    assert data(folder, "incidents")["table"]["count"] == 3
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match=r"notes\.txt"):
        site(reviewed, folder)
    assert data(folder, "incidents")["table"]["count"] == 3
    (folder / "notes.txt").unlink()
    (folder / "about.html").write_text("mine")
    with pytest.raises(ConfigError, match=r"about\.html"):
        site(reviewed, folder)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text("mine")
    with pytest.raises(ConfigError, match="not made by dateline publish"):
        site(reviewed, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site", "study.duckdb"]


def test_a_failed_publication_leaves_what_was_there(reviewed, tmp_path, monkeypatch):
    folder = site(reviewed, tmp_path / "site")
    before = (folder / MARK).read_bytes()

    def fails(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.view.publish_files.zipped", fails)
    with pytest.raises(ConfigError, match="No space left"):
        site(reviewed, folder, everything=True)
    assert (folder / MARK).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "study.duckdb"]


def test_an_unmerged_study_says_what_to_do(tmp_path):
    path = make(tmp_path / "study.duckdb")
    done = CliRunner().invoke(main, ["publish", str(path), "-o", str(tmp_path / "site")])
    assert done.exit_code == 1
    assert "dateline merge" in done.output


def test_places_to_obscure_need_a_size(reviewed, tmp_path):
    (tmp_path / "places.txt").write_text("# hidden\nDorsa\n")
    command = ["publish", str(reviewed), "-o", str(tmp_path / "site")]
    command += ["--obscure-only", str(tmp_path / "places.txt")]
    assert CliRunner().invoke(main, command).exit_code == 2
    done = CliRunner().invoke(main, [*command, "--obscure", "30"])
    assert done.exit_code == 0, done.output
