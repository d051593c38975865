"""Claims near each other in days and place are compared, and no others."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.merge.candidates import Blocks, Where


def where(claim: str, day: int | None = 5, *, at: tuple[float, float] | None = (12.0, 3.0), km: float = 2.0, report: str | None = None, last: int | None = None, published: int | None = 6) -> Where:  # fmt: skip
    def on(number: int | None) -> date | None:
        return date(2020, 3, number) if number else None

    lat, lon = at or (None, None)
    return Where(
        claim, report or f"report {claim}", on(day), on(last or day), on(published), lat, lon, km
    )


@pytest.mark.parametrize(
    ("other", "near"),
    [
        (where("b"), True),
        (where("b", 6), True),
        (where("b", 7), True),
        (where("b", 9), False),
        (where("b", at=(12.3, 3.2)), True),
        (where("b", at=(14.0, 3.0)), False),
        (where("b", at=(13.0, 4.0), km=90.0), True),
        (where("b", at=(20.0, 3.0), km=90.0), False),
        (where("b", at=(12.0, 3.0), km=600.0), False),
        (where("b", at=None), False),
        (where("b", at=None, report="report a"), True),
        (where("b", None), True),
        (where("b", None, published=25), False),
        (where("b", 1, last=31), True),
        (where("b", 1, last=4), True),
    ],
)
def test_what_is_compared(other: Where, near: bool) -> None:  # noqa: FBT001
    blocks = Blocks([where("a"), other])
    assert ("b" in blocks.near("a")) is near
    assert ("a" in blocks.near("b")) is near


def test_the_date_line_parts_nothing() -> None:
    blocks = Blocks([where("a", at=(0.1, 179.9)), where("b", at=(0.1, -179.9))])
    assert blocks.near("a") == {"b"}


def test_claims_of_two_reports_pair_one_way() -> None:
    blocks = Blocks([where("a"), where("b", report="x"), where("c", report="x")])
    assert sorted(blocks.of_reports("report a", "x")) == [("a", "b"), ("a", "c")]
    assert list(blocks.of_reports("x", "report a")) == [("a", "b"), ("a", "c")]
