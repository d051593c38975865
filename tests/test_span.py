"""Spans and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import OffsetError
from dateline.span import OffsetMap, Run, Span, SpanIndex, merge_runs, outermost, overlap, trimmed

TEXT = "Troops left the “old city” on Monday."


def test_a_span_holds_the_characters_at_its_offsets() -> None:
    span = Span.of(TEXT, 12, 26)
    assert span.text == "the “old city”"
    assert span.part(4, 14).text == TEXT[16:26]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4), (0, len(TEXT) + 1)])
def test_offsets_that_do_not_fit_are_refused(start: int, end: int) -> None:
    with pytest.raises(OffsetError, match="do not fit"):
        Span.of(TEXT, start, end)


def test_relations_between_spans() -> None:
    whole, left, right = Span.of(TEXT, 0, 26), Span.of(TEXT, 0, 6), Span.of(TEXT, 12, 15)
    assert whole.contains(right)
    assert not left.overlaps(right)
    assert left.gap(right) == 6
    assert right.gap(left) == 6
    assert whole.gap(left) == 0
    assert outermost([right, left, whole]) == (whole,)


def test_trimmed_moves_inwards_only() -> None:
    assert trimmed("  a b  ", 0, 7) == (2, 5)
    assert trimmed("   ", 0, 3) == (3, 3)


def test_equal_runs_lead_back_character_by_character() -> None:
    way_back = OffsetMap((Run(0, 5, 100, 105), Run(6, 9, 200, 203)))
    assert way_back.source(1, 3) == (0, 101, 103)
    assert way_back.source(4, 8) == (0, 104, 202)
    assert way_back.source(5, 6) is None


def test_unequal_runs_lead_back_as_a_whole() -> None:
    entity = OffsetMap((Run(0, 3, 0, 3), Run(3, 4, 3, 11), Run(4, 6, 11, 13)))
    assert entity.source(3, 4) == (0, 3, 11)
    assert entity.source(2, 5) == (0, 2, 12)


def test_a_piece_over_two_pages_leads_to_the_first() -> None:
    pages = OffsetMap((Run(0, 4, 0, 4, 1), Run(5, 9, 0, 4, 2)))
    assert pages.source(2, 8) == (1, 2, 4)
    assert pages.source(6, 8) == (2, 1, 3)


@given(st.lists(st.integers(1, 5), max_size=20))
def test_merging_runs_changes_no_answer(lengths: list[int]) -> None:
    runs, at = [], 0
    for length in lengths:
        runs.append(Run(at, at + length, at + 7, at + 7 + length))
        at += length
    joined = OffsetMap(merge_runs(runs))
    assert len(joined.runs) <= 1
    for start in range(at):
        assert joined.source(start, start + 1) == OffsetMap(tuple(runs)).source(start, start + 1)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [((0, 4), (2, 9), 2), ((2, 9), (0, 4), 2), ((0, 4), (4, 9), 0), ((0, 9), (3, 5), 2)],
)
def test_how_many_characters_two_stretches_share(
    left: tuple[int, int], right: tuple[int, int], shared: int
) -> None:
    assert overlap(*left, *right) == shared


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12), st.integers(0, 40))
def test_spans_are_found_by_their_place(pairs, start):
    text = "x" * 60
    spans = [Span(low, low + size, text[low : low + size]) for low, size in pairs]
    wanted = Span(start, start + 4, text[start : start + 4])
    found = set(SpanIndex(spans).meeting(wanted))
    assert found == {number for number, span in enumerate(spans) if span.overlaps(wanted)}
    assert SpanIndex(spans).meets(wanted) == bool(found)
