"""Each reason for or against two claims being one happening, by what it must do."""

from __future__ import annotations

from typing import Any

import pytest
from tellings import telling

from dateline.merge.scoring import compare, text_reason

RAID: dict[str, Any] = {
    "type": "attack", "place": "Tarvane", "day": 5, "killed": 17, "actors": ["Bikers"],
}  # fmt: skip


def points(one: dict[str, Any], other: dict[str, Any]) -> float:
    return compare(telling(report="a", **one), telling(report="b", **other)).points


def test_the_same_is_one() -> None:
    assert points(RAID, RAID) > 2


@pytest.mark.parametrize(
    "change",
    [
        {"killed": 15},
        {"killed": None},
        {"actors": []},
        {"actors": ["Bikers", "Others"]},
        {"place": "Tarvane market"},
        {"type": "battle"},
        {"type": "casualties"},
        {"day": None, "published": 6},
    ],
)
def test_reports_of_one_happening_may_differ(change: dict[str, Any]) -> None:
    assert points(RAID, {**RAID, **change}) > 0


@pytest.mark.parametrize(
    "change",
    [
        {"day": 12},
        {"day": 8},
        {"place": "Dorsa"},
        {"place": "Velmira"},
        {"type": "agreement"},
        {"type": "talks"},
        {"day": None, "published": 3},
        {"place": "Sorna", "killed": 40, "actors": ["Others"]},
        {"killed": 60, "actors": ["Others"], "type": "bombing", "place": None},
    ],
)
def test_what_speaks_against_outweighs(change: dict[str, Any]) -> None:
    assert points(RAID, {**RAID, **change}) < 0


def test_days_and_places_too_far_apart_bar_whatever_else_is_shared() -> None:
    same = {"weapons": ["car bomb"], "recipients": ["traders"], **RAID}
    for change in ({"place": "Dorsa"}, {"day": 20}, {"type": "talks"}):
        assert compare(
            telling(report="a", **same), telling(report="b", **{**same, **change})
        ).barred


def test_a_region_holds_its_towns_and_no_others() -> None:
    assert points(RAID, {**RAID, "place": "Norring"}) > points(RAID, {**RAID, "place": "Sorna"})
    assert points(RAID, {**RAID, "place": "Norring"}) > 0
    assert points({**RAID, "place": "Velmira"}, {**RAID, "place": "Norring"}) < -5


def test_fighting_goes_on_overnight_and_a_bomb_does_not() -> None:
    battle = {**RAID, "type": "battle"}
    bomb = {**RAID, "type": "bombing"}
    lasts = points(battle, {**battle, "day": 6}) - points(battle, battle)
    ends = points(bomb, {**bomb, "day": 6}) - points(bomb, bomb)
    assert lasts > ends


def test_two_tolls_of_one_kind_in_one_report_are_two_happenings() -> None:
    one = telling("attacked", report="a", **RAID)
    other = telling("raided", report="a", **{**RAID, "killed": 3, "position": 1})
    again = telling("raided", report="a", **{**RAID, "killed": None, "position": 1})
    assert compare(one, other).points < compare(one, again).points
    retold = telling("raided", report="a", **{**RAID, "killed": 3, "same_as": one.id})
    assert compare(one, retold).points > 2


def test_an_older_event_recalled_in_the_same_report_stays_apart() -> None:
    main = telling("attacked", report="a", **RAID)
    older = telling("raided", report="a", **{**RAID, "killed": 3, "day": None, "background": True})
    assert compare(main, older).points < 0


def test_the_words_of_reports_decide_where_places_are_not_told() -> None:
    bare = {**RAID, "place": None, "killed": None, "actors": []}
    score = compare(telling(report="a", **bare), telling(report="b", **bare))
    assert score.points < 0
    assert score.and_(text_reason(0.5)).points > 0
    assert score.and_(text_reason(0.05)).points < score.points


def test_points_are_the_sum_of_the_reasons_in_either_order() -> None:
    one, other = telling(report="a", **RAID), telling(report="b", **{**RAID, "killed": 12})
    score = compare(one, other)
    assert score.points == pytest.approx(sum(reason.points for reason in score.reasons))
    assert compare(other, one).points == score.points
