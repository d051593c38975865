"""The annotated reports follow their format, and their checker sees what does not."""

import importlib.util
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1] / "training" / "corpus"
SPEC = importlib.util.spec_from_file_location("annotated_reports", HOME / "corpus.py")
corpus = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = corpus  # its dataclasses look their module up
SPEC.loader.exec_module(corpus)


def problems(body, published="2020-01-02"):
    return corpus.build("x-1", {"published": published}, body)[1]


@pytest.mark.parametrize("path", sorted(HOME.glob("*.txt")), ids=lambda path: path.name)
def test_every_report_follows_the_format(path):
    wrong = {
        ident: found
        for ident, head, body in corpus.reports(path)
        if (found := corpus.build(ident, head, body)[1])
    }
    assert not wrong


def test_no_two_reports_share_an_id():
    ids = [ident for path in HOME.glob("*.txt") for ident, _, _ in corpus.reports(path)]
    assert len(ids) == len(set(ids))


def test_tags_become_spans_roles_and_chains():
    body = (
        "[[Two|e1.strength=2] gunmen|e1.actor=Some_Group] [shot|e1:attack/alleged*] "
        "[at least 12|e1.killed=12../guests] [guests|e1.recipient], [AFP|a1.source] "
        "[quoted|a1.cue>a2] [police|a2.source] as [saying|a2.cue>e1].\n% Share · Print"
    )
    record, wrong = corpus.build("x-1", {"published": "2020-01-02"}, body)
    assert not wrong
    text = record["text"]
    assert text.endswith(", AFP quoted police as saying.\nShare · Print")
    (event,) = record["events"]
    assert (event["type"], event["status"], event["core"]) == ("attack", "alleged", False)
    assert [(a["name"], a["text"]) for a in event["actors"]] == [("Some Group", "Two gunmen")]
    assert [(f["kind"], f["low"], f["high"], f["who"]) for f in event["figures"]] == [
        ("strength", 2, 2, None),
        ("killed", 12, None, "guests"),
    ]
    assert [cue["covers"] for a in record["attributions"] for cue in a["cues"]] == [["a2"], ["e1"]]
    assert all(text[m["start"] : m["end"]] == m["text"] for m in record["mentions"])
    assert [text[c["start"] : c["end"]] for c in record["chrome"]] == ["Share · Print"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("[raid|e1:raid]", "unknown type raid"),
        ("[raid|e1:attack/maybe]", "unknown status maybe"),
        ("[raid|e1:attack] [raid|e1:attack]", "e1 has two event words"),
        ("[raid|e2=e1:attack]", "e2 retells e1, which is not there"),
        ("[five|e1.killed=5]", "e1 has roles but no event word"),
        ("[raid|e1:attack] [five|e1.killed=some]", "e1: figure killed=some"),
        ("[raid|e1:attack] [then|e1.date=2020-02-31]", "e1: no such day 2020-02-31"),
        (
            "[raid|e1:attack] [then|e1.date=2020-02-03..2020-02-01]",
            "e1: date ends before it begins",
        ),
        ("[police|a1.source]", "a1 has a source but no cue"),
        ("[said|a1.cue>e4]", "a1 covers e4, which is not there"),
        ("[ police|ent]", "empty or padded span ' police'"),
        ("[police|person]", "unknown tag 'person'"),
        ("a [raid", "bracket not closed in 'a [raid'"),
    ],
)
def test_what_breaks_the_format_is_named(body, problem):
    assert problem in problems(body)


def test_a_report_has_a_day():
    assert problems("A raid.", published="soon") == ["published is not a day"]
