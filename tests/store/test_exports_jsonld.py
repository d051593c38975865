"""Annotations are anchored again in the text, by quotation and by position."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from told import report, study_of

from dateline import review
from dateline.store import exports
from dateline.store.database import Finished, Study
from readings import PORT, TEXT, reading


@pytest.fixture
def graph(tmp_path):
    item = Finished(
        uri="file:my port.txt",
        outcome="coded",
        original=PORT,
        reading=reading("file:my port.txt"),
        document=PORT.id,
    )
    with Study(None) as study:
        study.add([item], "coder 1")
        ((path, count),) = exports.write(study, "jsonld", tmp_path / "study.jsonld")
    written = json.loads(path.read_bytes())
    assert written["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len(written["graph"]) == count
    return written["graph"]


def annotations(graph):
    return [node for node in graph if "Annotation" in node["type"]]


def test_each_quotation_is_found_where_its_position_says(graph) -> None:
    anchored = annotations(graph)
    assert len(anchored) == 9
    for node in anchored:
        quotation, position = node["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quotation["exact"]
        around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert TEXT.count(around) == 1
        assert TEXT.index(around) + len(quotation["prefix"]) == position["start"]
        assert node["target"]["scope"] == "file:my%20port.txt"


def test_bodies_say_what_the_words_are(graph) -> None:
    said = {
        tuple(body["value"] for body in node["body"])
        for node in annotations(graph)
        if node["motivation"] == "identifying"
    }
    assert said == {
        ("trigger", "fired"), ("actor", "Rebels"), ("recipient", "port"), ("place", "geonames:1"),
        ("date", "2019-03-03/2019-03-03"), ("figure", "killed 12/12"), ("weapon", "rockets"),
        ("speaker", "mayor of Vellmar"),
    }  # fmt: skip
    (claim,) = [node for node in annotations(graph) if node["motivation"] == "classifying"]
    assert claim["body"][0]["value"] == "shelling"
    assert json.loads(claim["body"][1]["value"]) == {"status": "occurred"}


def test_every_reference_leads_to_a_node(graph) -> None:
    ids = [node["id"] for node in graph]
    assert len(ids) == len(set(ids))
    assert not any(" " in name for name in ids)
    for node in graph:
        for key, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                if key.startswith("prov:") and "id" in one and one["id"].startswith("urn:"):
                    assert one["id"] in ids
    (text,) = [node for node in graph if "Text" in node["type"]]
    assert text["prov:wasDerivedFrom"] == {"id": "file:my%20port.txt"}


def test_incidents_and_judgements_have_their_provenance(tmp_path) -> None:
    told = report(
        "Wire", "Soldiers attacked Vellmar.", "attacked", days=("2020-03-05", "2020-03-05")
    )
    with study_of(told) as study:
        (incident,) = study.one("SELECT id FROM incidents")
        when = datetime(2020, 4, 1, tzinfo=UTC)
        review.decide(
            study, "accept", incident, [], review.Signed(who="Anna", why="two sources", when=when)
        )
        for name in ("one", "two"):
            exports.write(study, "jsonld", tmp_path / name)
        (claim,) = study.one("SELECT id FROM claims")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    nodes = {node["id"]: node for node in json.loads((tmp_path / "one").read_bytes())["graph"]}
    happening = nodes[f"urn:dateline:incident:{incident}"]
    assert happening["prov:wasDerivedFrom"] == [{"id": f"urn:dateline:claim:{claim}"}]
    (judged,) = [node for key, node in nodes.items() if ":judgement:" in key]
    assert judged["prov:used"] == {"id": happening["id"]}
    assert judged["prov:wasAssociatedWith"]["name"] == "Anna"
    assert judged["prov:endedAtTime"]["@value"] == "2020-04-01T00:00:00Z"
    assert judged["comment"] == "accept: two sources"
