"""Lines, and the paragraphs of wrapped texts."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean.lines import lines, pieces, wrapped

FIRST = (
    "Gunmen on motorcycles attacked two villages in the north of the country on Sunday,"
    " killing at least 12 people and driving off cattle, the governor of the region said."
)
SECOND = (
    "The gunmen burned granaries before they left for the hills, and nobody said that his"
    " group had done it, he told reporters in the town hall late in the evening."
)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in (FIRST, SECOND))
    assert [" ".join(line.text.split()) for line in lines(text)] == [FIRST, SECOND]


def test_wrapped_paragraphs_without_blank_lines_part_at_short_lines() -> None:
    text = "\n".join(textwrap.fill(part, 66) for part in (FIRST, SECOND))
    assert len(lines(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport",
        f"{FIRST}\n{SECOND}",
        "Two killed in raid on mill\nSoldiers shot two men in the mill of Orsk on Monday.",
        "- 12 drones launched from the coast;\n- 4 missiles fired from the sea;\n- 2 more.",
    ],
)
def test_lines_of_their_own_stay_apart(text: str) -> None:
    assert [line.text for line in lines(text)] == text.split("\n")


def test_a_heading_right_above_a_wrapped_paragraph_stays_apart() -> None:
    text = "RAIDS IN THE NORTH\n" + textwrap.fill(FIRST, 66)
    assert [" ".join(line.text.split()) for line in lines(text)] == ["RAIDS IN THE NORTH", FIRST]


def test_ragged_lines_of_old_print_are_joined() -> None:
    text = (
        "The riders came down upon the mills at daylight and were\n"
        "checked by a ragged army of clerks,\n"
        "many with no rifle until the man ahead had dropped\n"
        "his. Nine were buried by the river before dark."
    )
    assert len(lines(text)) == 1


def test_an_item_of_a_list_goes_on_in_wrapped_lines_but_never_on_the_line_before() -> None:
    items = [f"- {FIRST}", f"2. {SECOND}"]
    text = "\n".join(textwrap.fill(item, 70) for item in items)
    assert [" ".join(line.text.split()) for line in lines(text)] == items


def test_the_lines_before_a_line_are_counted() -> None:
    found = lines("one\ntwo\n\nthree\r\n\r\n\r\nfour\u2028five")
    assert [line.gap for line in found] == [0, 1, 2, 3, 1]


def test_a_zero_width_line_is_empty_but_there() -> None:
    assert [line.empty for line in lines("\u200b\nword")] == [True, False]


def test_no_paragraph_is_wrapped_at_two_widths() -> None:
    assert not wrapped(["A short line", "another short line", "and one more of them"])


@given(st.text(alphabet="ab .\n\r\u2028\u200b\t", max_size=200))
def test_lines_hold_what_is_not_white_space(text: str) -> None:
    at = 0
    for line in lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip()
        assert not text[at : line.start].strip()
        at = line.end
    assert not text[at:].strip()


@given(st.text(alphabet="ab\n", max_size=60), st.integers(1, 5))
def test_pieces_join_to_the_whole(text: str, most: int) -> None:
    found = list(pieces(text, 0, len(text), most))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(len(text[start:end].split()) <= most for start, end in found)
