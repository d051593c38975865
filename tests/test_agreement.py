"""Two annotations of one report agree where their words meet, and nowhere else."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from training.corpus import agreement, corpus

HEAD = {"published": "2020-01-02"}
FIRST = (
    "[Raiders|e1.actor] [killed|e1:attack] [at least 12|e1.killed=12..] [guests|e1.recipient] "
    "and [burned|e2:destruction] [the hall|e2.recipient], [police|a1.source] [said|a1.cue>e1]."
)
SECOND = (
    "[Raiders|e1.actor] [killed|e1:battle/alleged] at least [12|e1.wounded=12] "
    "[guests|e1.recipient] and burned the hall, police [said|a1.cue>e1]."
)


def record(body, ident="x-1"):
    made, wrong = corpus.build(ident, HEAD, body)
    assert not wrong
    return made


def counts(first, second):
    tallies = agreement.agreement([(record(first), record(second))])
    return {name: (t.first, t.second, t.both) for name, t in tallies.items()}


def test_each_disagreement_counts_in_its_own_row_only():
    assert counts(FIRST, SECOND) == {
        "event words": (2, 1, 1),
        "event words with type": (2, 1, 0),
        "status on paired": (1, 1, 0),
        "actors on paired": (1, 1, 1),
        "recipients on paired": (1, 1, 1),
        "figures on paired": (1, 1, 0),
        "cues with source": (1, 1, 0),
        "mentions by overlap": (5, 3, 3),
        "mentions to the letter": (5, 3, 2),
    }


def test_an_annotation_agrees_with_itself():
    assert all(first == second == both for first, second, both in counts(FIRST, FIRST).values())


def test_on_one_word_events_of_one_type_are_paired_first():
    found = counts("[burned|e1:attack e2:destruction]", "[burned|e1:destruction]")
    assert found["event words with type"] == (2, 1, 1)


@pytest.mark.parametrize(
    ("second", "status", "printed"),
    [
        (record(FIRST), 0, "event words                2      2     2  1.00"),
        (record(FIRST, "x-2"), 1, "no report is in both"),
        (record("Other words."), 1, "the texts of report x-1 differ"),
    ],
)
def test_the_command_prints_the_table_or_what_is_wrong(tmp_path, capsys, second, status, printed):
    files = []
    for name, report in (("first", record(FIRST)), ("second", second)):
        files.append(tmp_path / name)
        files[-1].write_text(json.dumps(report) + "\n", encoding="utf-8")
    assert agreement.main([str(path) for path in files]) == status
    shown = capsys.readouterr()
    assert printed in shown.out + shown.err


def test_the_second_annotation_is_of_the_corpus_own_reports():
    home = Path(corpus.__file__).parent
    first = {ident: body for path in home.glob("*.txt") for ident, _, body in corpus.reports(path)}
    second = list(corpus.reports(home / "second" / "klm.txt"))
    assert len(second) == 24
    for ident, head, body in second:
        made, wrong = corpus.build(ident, head, body)
        assert not wrong
        assert made["text"] == corpus.plain(first[ident]).text
