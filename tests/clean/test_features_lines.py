"""Numbers about lines, neighbours and pages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.features import NAMES, best_stretch, features, mean_around, moved
from dateline.clean.scrape import scrape

TEXT = """Rockets hit the port of Vellmar
Rebels fired rockets at the port of Vellmar on Monday, killing 12 dockers, the mayor said.
The rockets set fire to two grain ships and closed the port, the mayor of Vellmar said.
Top stories
Horse wins a prize for the third time in the south."""


def column(text: str, name: str) -> list[float]:
    page = scrape(text, (), None)
    rows = features(page.looks, page.rows, page.heads)
    return [round(float(value), 3) for value in rows[:, NAMES.index(name)]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("sentence", [0, 1, 1, 0, 1]),
        ("heading", [0, 0, 0, 1, 0]),
        ("heading_above", [0, 0, 0, 0, 1]),
        ("in_core", [0, 1, 1, 0, 0]),
        ("saying", [0, 1, 1, 0, 0]),
        ("position", [0, 0.25, 0.5, 0.75, 1]),
        ("words>=8", [0, 1, 1, 0, 1]),
        ("section_first", [1, 1, 1, 0, 0]),
    ],
)
def test_a_feature_says_what_its_name_says(name: str, values: list[float]) -> None:
    assert column(TEXT, name) == values


def test_teasers_hang_together_with_the_report_less_than_its_own_lines() -> None:
    for name in ("overlap", "near_overlap", "head_overlap"):
        values = column(TEXT, name)
        assert min(values[1:3]) > values[4], name


def test_feature_names_are_all_different() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("gains", "stretch"),
    [([], (0, 0)), ([-1.0], (0, 0)), ([1, -2, 3, -1, 2, -5], (2, 5)), ([2, -1, 2], (0, 3))],
)
def test_the_best_stretch_adds_up_to_most(gains: list[float], stretch: tuple[int, int]) -> None:
    assert best_stretch(gains) == stretch


def test_neighbours_are_moved_and_averaged() -> None:
    values = np.array([1.0, 2.0, 6.0])
    assert moved(values, 1).tolist() == [0, 1, 2]
    assert moved(values, -1).tolist() == [2, 6, 0]
    assert mean_around(values, 1).tolist() == [2, 3.5, 2]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=15))
def test_features_are_finite(parts: list[str]) -> None:
    page = scrape("\n".join(parts), (), None)
    rows = features(page.looks, page.rows, page.heads)
    assert rows.shape == (len(page.lines), len(NAMES))
    assert bool(np.isfinite(rows).all())
