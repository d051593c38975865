"""PLOVER JSON lines are read back by a reader of JSON lines, record by record."""

from __future__ import annotations

import json

import duckdb
import msgspec
import pytest

from dateline.claim import Plover
from dateline.store import exports
from dateline.store.database import Finished, Study
from readings import PORT, TEXT, reading


@pytest.fixture
def study():
    read = reading()
    (told,) = read.claims
    coded = msgspec.structs.replace(
        told,
        plover=Plover(event="ASSAULT", mode="heavy-weapons", contexts=("military",)),
        cameo="194",
        status="alleged",
        losses=("a loss",),
    )
    read = msgspec.structs.replace(read, claims=(coded,))
    with Study(None) as opened:
        item = Finished(
            uri=PORT.uri, outcome="coded", original=PORT, reading=read, document=PORT.id
        )
        opened.add([item], "coder")
        yield opened


def test_a_record_holds_what_the_claim_says(study: Study, tmp_path) -> None:
    path = tmp_path / "plover.jsonl"
    assert exports.write(study, "plover", path) == [(path, 1)]
    (line,) = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["event"] == ["ASSAULT"]
    assert (record["mode"], record["quad_code"], record["date"]) == (
        "heavy-weapons",
        4,
        "2019-03-03",
    )
    assert record["actor"] == [{"sector": "REB", "entity_text": "Rebels"}]
    assert record["size"] == {"dead": 12}
    assert record["event_loc"]["geonameid"] == "1"
    assert record["event_loc"]["resolution"] == 4
    where = record["text_info"]
    assert TEXT[where["start"] : where["end"]] == record["text"]
    assert record["comment"] == (
        "status: alleged; killed: 12-12; according to: mayor of Vellmar; a loss"
    )
    assert "enddate" not in record


def test_tables_read_it_and_bytes_are_the_same(study: Study, tmp_path, capfdbinary) -> None:
    path = tmp_path / "plover.jsonl"
    exports.write(study, "plover", path)
    read = duckdb.execute("SELECT quad_code, cite_info.url FROM read_json(?)", [str(path)])
    assert read.fetchall() == [(4, PORT.uri)]
    exports.write(study, "plover", None)
    assert capfdbinary.readouterr().out == path.read_bytes()


def test_a_claim_without_a_date_keeps_an_empty_one_and_no_code_gives_no_record(tmp_path) -> None:
    bare = msgspec.structs.replace(
        reading().claims[0], date=None, plover=Plover(event="AGREE"), actors=()
    )
    for kept, claims in ((1, (bare,)), (0, reading().claims)):
        read = msgspec.structs.replace(reading(), claims=claims)
        with Study(None) as opened:
            opened.add(
                [
                    Finished(
                        uri=PORT.uri, outcome="coded", original=PORT, reading=read, document=PORT.id
                    )
                ],
                "coder",
            )
            path = tmp_path / f"{kept}.jsonl"
            assert exports.write(opened, "plover", path) == [(path, kept)]
    record = json.loads((tmp_path / "1.jsonl").read_text())
    assert record["date"] is None
    assert record["actor"] == [{"sector": "UNK"}]
    assert "mode" not in record
