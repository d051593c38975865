"""One phenomenon per file of `tests/cases/extract`, one sentence per line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.claim import EVENT_TYPES
from dateline.extract.lexis import WordGroup, lexis
from dateline.lexicon import read_data
from extract.marked import plain, read

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "extract"


def lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def told(marks: list[tuple[str, str]]) -> list[tuple[str, str, str, bool]]:
    rows = []
    for words, tag in marks:
        recalled = tag.endswith("*")
        event_type, _, status = tag.rstrip("*").partition("/")
        if event_type in EVENT_TYPES:
            rows.append((words, event_type, status or "occurred", recalled))
    return rows


@pytest.mark.parametrize("sentence", lines("status.txt") + lines("background.txt"))
def test_status_and_background(sentence: str) -> None:
    text, marks = plain(sentence)
    claims = [c for c in read(text).claims if c.same_as is None]
    assert [(c.trigger.text, c.event_type, c.status, c.background) for c in claims] == told(marks)


@pytest.mark.parametrize("sentence", lines("statements.txt"))
def test_statements(sentence: str) -> None:
    text, marks = plain(sentence)
    found = [
        (
            s.source.text if s.source else None,
            s.cue.text if s.cue else None,
            [piece.text.rstrip(".") for piece in s.content],
        )
        for s in read(text).statements
    ]
    sources = [words for words, tag in marks if tag == "source"]
    if not sources:
        assert found == []
        return
    cues = [words for words, tag in marks if tag == "cue"]
    content = [words.rstrip(".") for words, tag in marks if tag == "content"]
    assert found == [(sources[0], cues[0], content)]


@pytest.mark.parametrize("sentence", lines("people.txt"))
def test_who_did_what_to_whom(sentence: str) -> None:
    text, marks = plain(sentence)
    [(trigger, event_type)] = [(words, tag) for words, tag in marks if tag in EVENT_TYPES]
    [claim] = [c for c in read(text).claims if c.trigger.text == trigger]
    assert claim.event_type == event_type
    assert [e.name for e in claim.actors] == [words for words, tag in marks if tag == "actor"]
    assert [e.name for e in claim.recipients] == [
        words for words, tag in marks if tag == "recipient"
    ]


MODALITY = read_data("modality.yaml", dict[str, WordGroup])
SCENES = read_data("scenes.yaml", dict[str, WordGroup])


def of_groups(groups: dict[str, WordGroup], field: str) -> list[object]:
    return [
        pytest.param(sentence, id=f"{name}: {sentence}")
        for name, group in groups.items()
        for sentence in getattr(group, field)
    ]


@pytest.mark.parametrize("sentence", of_groups(MODALITY, "examples") + of_groups(MODALITY, "not_"))
def test_words_of_modality(sentence: str) -> None:
    test_status_and_background(sentence)


@pytest.mark.parametrize("sentence", of_groups(SCENES, "examples"))
def test_scenes_tell_no_violence(sentence: str) -> None:
    assert read(sentence).claims == ()


@pytest.mark.parametrize("sentence", of_groups(SCENES, "not_"))
def test_violence_in_a_scene_is_told(sentence: str) -> None:
    assert read(sentence).claims


@pytest.mark.parametrize("sentence", [*lexis().words.examples, *lexis().words.not_])
def test_words_of_attribution(sentence: str) -> None:
    test_statements(sentence)


@pytest.mark.parametrize("groups", [MODALITY, SCENES], ids=["modality", "scenes"])
def test_every_group_shows_both_sides(groups: dict[str, WordGroup]) -> None:
    assert all(group.words and group.examples and group.not_ for group in groups.values())
