"""A release without texts: no passage of a report stands in any of its files."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec
import pytest
from click.testing import CliRunner
from told import report

from dateline import review
from dateline.cli import main
from dateline.merger import merge
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.store.releases import Edition, write_release
from dateline.store.releases_diff import diff
from dateline.store.releases_quotations import CHARACTERS, CUT, WORDS
from dateline.value import Entity, Place, Weapon

V1 = Edition(version="v1", texts=False)
LONG = " ".join(f"word{number}" for number in range(60))
SOLID = "\N{NO-BREAK SPACE}".join(f"w{number}" for number in range(200))
TEXT = (
    f"Soldiers attacked the town of Vellmar where {LONG} and killed 12 of the villagers. {SOLID} "
    f"Nobody at the mayor's office answered when asked, wrote {LONG.upper()} a day later."
)
MORE = " ".join(f"more{number}" for number in range(40))
COPY = TEXT.replace(LONG, f"{LONG} as they say who saw it and {MORE}")


def told(name: str, text: str, **facts) -> Finished:
    """Return a report of which every field that holds words holds a passage."""
    passage = text[text.index("town of") : text.index(" and killed")]
    made = report(
        name, text, passage, days=("2020-03-05", "2020-03-05"),
        actors=(Entity(name=passage), Entity(name=text)),
        recipients=(Entity(name=SOLID),), place=Place(name=passage),
        figures=(("killed", passage, 12, 12),), says=(passage, text), **facts,
    )  # fmt: skip
    claim = made.reading.claims[0]
    claim = msgspec.structs.replace(
        claim,
        weapons=(Weapon(name=passage),),
        figures=tuple(msgspec.structs.replace(one, of=text, hedge=text) for one in claim.figures),
        place=msgspec.structs.replace(
            claim.place, mention=claim.trigger, admin=(passage, text), lat=1.0, lon=1.0
        ),
        date=msgspec.structs.replace(claim.date, mention=claim.trigger),
        attribution=tuple(
            msgspec.structs.replace(link, source=claim.trigger, cue=claim.trigger)
            for link in claim.attribution
        ),
    )
    document = msgspec.structs.replace(
        made.reading.document, title=text, byline=passage, agencies=(passage,)
    )
    left_out = Rejection(stage="extract", reason="a test", span=Span.of(text, 0, len(text)))
    reading = msgspec.structs.replace(
        made.reading, document=document, claims=(claim,), rejections=(left_out,)
    )
    return msgspec.structs.replace(made, reading=reading)


@pytest.fixture
def study():
    with Study(None) as opened:
        opened.add([told("Wire", TEXT), told("Radio", COPY)], "coder")
        merge(opened)
        assert opened.one("SELECT count(*) FROM copies") == (1,)
        (incident, *_) = opened.one("SELECT id FROM incidents ORDER BY id")
        signed = review.Signed(who="Anna", why="read twice", when=datetime(2020, 4, 1, tzinfo=UTC))
        review.decide(opened, "accept", incident, [], signed)
        yield opened


def cells(folder: Path):
    """Yield what each file holds, cell by cell, else line by line."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".csv":
            with path.open(newline="", encoding="utf-8") as file:
                yield from ((path.name, cell) for row in csv.reader(file) for cell in row)
        elif path.suffix == ".parquet":
            rows = duckdb.execute("FROM read_parquet(?)", [str(path)]).fetchall()
            yield from ((path.name, str(cell)) for row in rows for cell in row)
        elif path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            yield from ((path.name, line) for line in lines)


def passages(folder: Path, words: int, characters: int) -> set[str]:
    """Return the files in which more words or characters of a report stand in a row."""
    runs = {
        " ".join(tokens[start : start + words + 1])
        for tokens in (TEXT.split(), COPY.split())
        for start in range(len(tokens) - words)
    }
    stretches = {
        text[start : start + characters + 1]
        for text in (TEXT, COPY)
        for start in range(len(text) - characters)
    }
    found = set()
    for name, cell in cells(folder):
        tokens = cell.split()
        windows = {
            " ".join(tokens[start : start + words + 1]) for start in range(len(tokens) - words)
        }
        long = {cell[start : start + characters + 1] for start in range(len(cell) - characters)}
        if windows & runs or long & stretches:
            found.add(name)
    return found


def test_no_passage_of_a_report_is_in_any_file(study: Study, tmp_path) -> None:
    checks = write_release(study, V1, tmp_path / "short")
    write_release(study, Edition(version="v1"), tmp_path / "whole")
    assert passages(tmp_path / "short", WORDS, CHARACTERS) == set()
    whole = passages(tmp_path / "whole", WORDS, CHARACTERS)
    assert {f"{name}.{form}" for form in ("csv", "parquet") for name in (
        "documents", "claims", "claim_entities", "figures", "weapons", "attributions", "events",
        "rejections", "incidents", "incident_claims", "incident_figures", "copies",
    )} == whole  # fmt: skip
    assert passages(tmp_path / "short", WORDS - 5, CHARACTERS), "quotations are as long as allowed"
    assert len(checks) == len(write_release(study, V1, tmp_path / "again"))


def test_documents_have_hashes_and_what_is_cut_says_so(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "v1")
    path = str(tmp_path / "v1" / "data" / "documents.parquet")
    query = "SELECT text_sha256, text_length, title FROM read_parquet(?)"
    found = {row[0]: row[1:] for row in duckdb.execute(query, [path]).fetchall()}
    for text in (TEXT, COPY):
        length, title = found[hashlib.sha256(text.encode()).hexdigest()]
        assert length == len(text)
        assert text.startswith(title.removesuffix(CUT))
        assert title.endswith(CUT)
    path = str(tmp_path / "v1" / "data" / "claims.parquet")
    query = "SELECT evidence, evidence_end, event_type FROM read_parquet(?)"
    for evidence, end, kind in duckdb.execute(query, [path]).fetchall():
        assert evidence.endswith(CUT)
        assert (end, kind) in {(len(TEXT), "attack"), (len(COPY), "attack")}


def test_short_words_and_reasons_stay_whole(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "short")
    write_release(study, Edition(version="v1"), tmp_path / "whole")
    for name in ("judgements", "inputs"):
        one, other = (tmp_path / kind / "data" / f"{name}.csv" for kind in ("short", "whole"))
        assert one.read_bytes() == other.read_bytes()
    path = str(tmp_path / "short" / "data" / "events.parquet")
    for publisher, actors in duckdb.execute(
        "SELECT publisher, actors FROM read_parquet(?)", [path]
    ).fetchall():
        assert publisher in {"The Wire", "The Radio"}
        assert all(one.endswith(CUT) for one in actors.split("; "))


def test_the_package_describes_what_is_there_and_says_what_is_not(study: Study, tmp_path) -> None:
    write_release(study, V1, tmp_path / "v1")
    package = json.loads((tmp_path / "v1" / "datapackage.json").read_text(encoding="utf-8"))
    assert f"{WORDS} words" in package["description"]
    for resource in package["resources"]:
        path = tmp_path / "v1" / resource["path"]
        names = [row[0] for row in duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()]
        assert [field["name"] for field in resource["schema"]["fields"]] == names
        assert not {"text", "changes"} & set(names) or resource["name"] not in {
            "documents", "copies", "documents-parquet", "copies-parquet",
        }  # fmt: skip
    manifest = json.loads((tmp_path / "v1" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["quotations"] == {"words": WORDS, "characters": CHARACTERS}
    codebook = (tmp_path / "v1" / "codebook.md").read_text(encoding="utf-8")
    assert f"Cut after {WORDS} words" in codebook
    assert "| text_sha256 |" in codebook


def test_same_bytes_and_no_difference(study: Study, tmp_path) -> None:
    for name in ("one", "two"):
        write_release(study, V1, tmp_path / name)
    for path in (tmp_path / "one" / "data").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "data" / path.name).read_bytes()
    found = diff(tmp_path / "one", tmp_path / "two")
    assert not any(item.added or item.changed or item.withdrawn for item in found)


def test_the_option(tmp_path) -> None:
    path = tmp_path / "study.duckdb"
    with Study(path) as study:
        study.add([told("Wire", TEXT)], "coder")
        merge(study)
    arguments = ["release", str(path), "v1", "-o", str(tmp_path / "v1"), "--without-text"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert passages(tmp_path / "v1", WORDS, CHARACTERS) == set()
