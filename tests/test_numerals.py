"""Number phrases: the value of each, its hedge, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.numeral import Numeral, lower, numerals


def only(text: str) -> Numeral:
    (found,) = numerals(text)
    return found


@pytest.mark.parametrize(
    ("words", "low", "high", "hedge"),
    [
        ("at least 12", 12, None, "at least"),
        ("no fewer than 30", 30, None, "no fewer than"),
        ("more than two dozen", 25, None, "more than"),
        ("well over 50", 51, None, "well over"),
        ("up to 30", None, 30, "up to"),
        ("as many as 70", None, 70, "as many as"),
        ("fewer than ten", None, 9, "fewer than"),
        ("some 2,500", 2500, 2500, "some"),
        ("nearly 400", 400, 400, "nearly"),
        ("an estimated 60", 60, 60, "an estimated"),
        ("50 or so", 50, 50, "or so"),
        ("30 or more", 30, None, "or more"),
        ("40-odd", 40, 40, "-odd"),
        ("at least some 40", 40, None, "at least some"),
        ("between 30 and 40", 30, 40, None),
        ("30-40", 30, 40, None),
        ("ten or twelve", 10, 12, None),
        ("two to three hundred", 200, 300, None),
        ("several dozen", 36, None, None),
        ("hundreds of thousands", 200_000, None, None),
        ("a couple of hundred", 200, 200, None),
        ("one and a half million", 1_500_000, 1_500_000, None),
        ("5.7  million", 5_700_000, 5_700_000, None),
        ("a hundred and fifty", 150, 150, None),
        ("both", 2, 2, None),
    ],
)
def test_value_and_hedge_of_a_phrase(
    words: str, low: float | None, high: float | None, hedge: str | None
) -> None:
    text = f"There were {words} there."
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.low, found.high, found.hedge) == (low, high, hedge)
    assert found.form == "count"


@pytest.mark.parametrize(
    ("text", "form", "low"),
    [
        ("40 percent of them", "share", 40),
        ("two-thirds of the city", "share", 66.7),
        ("one in five", "share", 20),
        ("more than half of the men", "share", 50),
        ("it cost $5 million", "money", 5_000_000),
        ("a US$3.5bn loan", "money", 3_500_000_000),
        ("three times", "times", 3),
        ("it was hit twice", "times", 2),
    ],
)
def test_shares_money_and_times_are_told_apart(text: str, form: str, low: float) -> None:
    found = only(text)
    assert (found.form, found.low) == (form, low)


@pytest.mark.parametrize(
    "text",
    [
        "the F-16 jets",
        "the M23 rebels",
        "the 14th brigade",
        "a third man",
        "the second day",
        "it#7",
    ],
)
def test_ordinals_and_names_are_no_numbers(text: str) -> None:
    assert numerals(text) == ()


def test_phrasal_verbs_are_no_hedge() -> None:
    assert only("they took over 12 posts").hedge is None
    assert only("well over 12 posts").hedge == "well over"


def test_numbers_of_a_stretch_only() -> None:
    text = "One. Two. Three."
    assert [item.low for item in numerals(text, 5, 9)] == [2]


@given(st.text(alphabet="İẞaAdozen tw-hundr,.0123 %$m\n", max_size=80))
def test_phrases_lie_in_the_text_in_order(text: str) -> None:
    assert len(lower(text)) == len(text)
    end = 0
    for found in numerals(text):
        assert end <= found.start <= found.core < found.end <= len(text)
        if found.low is not None and found.high is not None:
            assert found.low <= found.high
        end = found.end
