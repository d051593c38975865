"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.document import Block, Document
from dateline.sentence import sentences, split


def pieces(text: str) -> list[str]:
    return [span.text for span in split(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The raid began. | Two men fled.",
        "Gen. Omar Said spoke to the U.S. State Department in Washington.",
        "It ended at 5 p.m. | The army left.",
        "He was in the U.S. | They were not.",
        "“We will return.” | The crowd cheered.",
        "“Who fired?” she asked.",
        "Sgt. J. R. Cole, of Co. B, was hit.",
        "The dead: No. 4 platoon, 3.5 km away.",
        "Is it over? | No. | They wait …",
        "Mr. Hale left on Jan. 4 for Aleppo.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    parts = text.split(" | ")
    assert pieces(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A boy was found dead.It happened at dawn.",
            ["A boy was found dead.", "It happened at dawn."],
        ),
        ("They fled.A girl was hurt.", ["They fled.", "A girl was hurt."]),
        ("“We ran.”The army left.", ["“We ran.”", "The army left."]),
        ("See Fox10.com and St.Petersburg, said Mr.Hale of U.S.Army Europe.", None),
    ],
)
def test_paragraphs_run_together_are_told_apart(text: str, parts: list[str] | None) -> None:
    assert pieces(text) == (parts or [text])


def test_blank_lines_and_list_items_end_sentences() -> None:
    assert pieces("First line\n\nSecond line\n- one\n- two") == [
        "First line",
        "Second line",
        "- one",
        "- two",
    ]


def test_furniture_has_no_sentences() -> None:
    text = "Menu. Home.\n\nTroops left."
    blocks = (Block(0, 11, "chrome", "menu"), Block(13, 25, "paragraph"))
    document = Document(id="sha256:0", uri="text:", text=text, blocks=blocks)
    assert [span.text for span in sentences(document)] == ["Troops left."]


@given(st.text(alphabet="aB .!?\n“”(3", max_size=80))
def test_sentences_lose_no_character(text: str) -> None:
    found = list(split(text, 0, len(text)))
    assert "".join("".join(span.text.split()) for span in found) == "".join(text.split())
    assert all(text[span.start : span.end] == span.text for span in found)
