"""Quotations are found as they stand, or not at all."""

from __future__ import annotations

from dateline.quotation import find

TEXT = "He said: “We left\n the town – at dawn.” They left the town."


def test_an_exact_quotation_is_exact() -> None:
    found = find(TEXT, "left the town.")
    assert found is not None
    assert (found.exactness, found.span.text) == ("exact", "left the town.")


def test_white_space_and_typography_may_differ() -> None:
    found = find(TEXT, '"We left the town - at dawn."')
    assert found is not None
    assert found.exactness == "typography"
    assert found.span.text == "“We left\n the town – at dawn.”"


def test_a_likeness_is_not_found() -> None:
    assert find(TEXT, "We left the city") is None
    assert find(TEXT, "  ") is None


def test_the_search_can_start_later() -> None:
    first = find(TEXT, "left")
    assert first is not None
    second = find(TEXT, "left", first.span.end)
    assert second is not None
    assert second.span.start > first.span.start
