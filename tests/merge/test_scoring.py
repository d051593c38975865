"""Each reason for or against two claims being one happening, by what it must do."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tellings import speaker, telling

from dateline.merge.scoring import Alike, compare, text_reason, words_speak
from dateline.value import EventDate

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
    tolls = {**battle, "day": 6, "killed": 3}
    assert points(battle, tolls) < points(battle, {**battle, "day": 6, "killed": None})


def test_a_small_toll_told_of_two_days_is_no_sign_of_one_happening() -> None:
    def next_day(killed: int) -> set[str]:
        battle = {**RAID, "type": "battle", "killed": killed}
        one, other = telling(report="a", **battle), telling(report="b", **{**battle, "day": 6})
        return {reason.name for reason in compare(one, other).reasons}

    assert "each day with its toll" in next_day(2)
    assert "each day with its toll" not in next_day(41)


def test_two_tolls_of_one_kind_in_one_report_are_two_happenings() -> None:
    one = telling("attacked", report="a", **RAID)
    other = telling("raided", report="a", **{**RAID, "killed": 3, "position": 1})
    again = telling("raided", report="a", **{**RAID, "killed": None, "position": 1})
    assert compare(one, other).points < compare(one, again).points
    by_another = {**RAID, "killed": 15, "position": 1, "says": speaker("Relief Wards")}
    assert compare(one, telling("raided", report="a", **by_another)).points > 0
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
    assert score.and_(text_reason(Alike(0.5, 200), score)).points > 0
    assert score.and_(text_reason(Alike(0.05, 200), score)).points < score.points


def test_points_are_the_sum_of_the_reasons_in_either_order() -> None:
    one, other = telling(report="a", **RAID), telling(report="b", **{**RAID, "killed": 12})
    score = compare(one, other)
    assert score.points == pytest.approx(sum(reason.points for reason in score.reasons))
    assert compare(other, one).points == score.points


def test_nothing_is_announced_when_it_is_over() -> None:
    threat = {**RAID, "day": None, "status": "threatened", "killed": None}
    before = compare(telling(report="a", published=4, **threat), telling(report="b", **RAID))
    after = compare(telling(report="a", published=7, **threat), telling(report="b", **RAID))
    assert not before.barred
    assert after.barred
    undated = telling(report="b", published=6, **{**RAID, "day": None})
    assert compare(telling(report="a", published=7, **threat), undated).barred


def test_a_later_report_may_recall_it_and_its_words_do_not_speak() -> None:
    recalled = telling(report="b", published=20, **{**RAID, "background": True})
    score = compare(telling(report="a", **RAID), recalled)
    assert score.points > 0
    assert not words_speak(telling(report="a", **RAID), recalled, score)
    vague = {**RAID, "place": None, "killed": None}
    one, other = telling(report="a", **vague), telling(report="b", **vague)
    assert words_speak(one, other, compare(one, other))
    same = telling("stormed", report="a", **{**vague, "position": 1})
    assert not words_speak(one, same, compare(one, same))


def test_a_report_that_names_its_place_once_means_it_throughout() -> None:
    main = telling(report="a", **RAID)
    burnt = {"type": "destruction", "place": None, "day": None}
    assert compare(main, telling("burnt", report="a", position=1, **burnt)).points > 0
    assert compare(main, telling("burnt", report="b", **burnt)).points < 0


def test_an_unlinked_place_counts_where_its_name_stands_in_the_sentence() -> None:
    named = telling("attacked Tarvane", report="b", **{**RAID, "place": None})
    bare = telling("attacked it", report="b", **{**RAID, "place": None})
    main = telling(report="a", **RAID)
    assert compare(main, named).points > compare(main, bare).points
    wide = telling(report="a", **{**RAID, "place": "Sorna"})
    by_country = telling("attacked Sorna", report="b", **{**RAID, "place": None})
    assert compare(wide, by_country).points == compare(wide, bare).points


def test_words_do_not_outweigh_days_and_little_text_says_little() -> None:
    same = compare(telling(report="a", **RAID), telling(report="b", **RAID))
    next_day = compare(telling(report="a", **RAID), telling(report="b", **{**RAID, "day": 6}))
    alike = Alike(0.6, 200)
    assert text_reason(alike, same).points > text_reason(alike, next_day).points
    for town in ("Sirv", "Orlen"):
        other = {**RAID, "place": town, "killed": None}
        near = compare(telling(report="a", **RAID), telling(report="b", **other))
        assert not near.barred
        assert text_reason(alike, near).points < text_reason(alike, same).points
        assert near.and_(text_reason(alike, near)).points < 0
    brief, long = Alike(0.0, 10), Alike(0.0, 200)
    assert text_reason(long, same).points < text_reason(brief, same).points < 0


def test_a_doubted_place_keeps_apart_and_does_not_bar() -> None:
    far = {**RAID, "place": "Velmira"}
    sure = compare(telling(report="a", **RAID), telling(report="b", **far))
    doubted = telling(report="b", **far)
    place = msgspec.structs.replace(doubted.claim.place, score=0.2)
    doubted = msgspec.structs.replace(
        doubted, claim=msgspec.structs.replace(doubted.claim, place=place)
    )
    score = compare(telling(report="a", **RAID), doubted)
    assert sure.barred
    assert not score.barred
    assert score.points < 0
    assert score.and_(text_reason(Alike(0.6, 200), score)).points > 0


@pytest.mark.parametrize("day", [5, None])
@pytest.mark.parametrize("report", ["a", "b"])
def test_the_fighting_of_months_is_not_the_strike_of_a_day(day: int | None, report: str) -> None:
    strike = telling(report="a", **{**RAID, "type": "air_strike", "day": day})
    war = telling(report=report, **{**RAID, "type": "battle", "killed": None})
    months = EventDate(first=date(2020, 1, 1), last=date(2020, 3, 8), basis="stated", mention=None)
    war = msgspec.structs.replace(war, claim=msgspec.structs.replace(war.claim, date=months))
    near = telling(report=report, **{**RAID, "type": "battle", "killed": None})
    assert compare(strike, war).points < min(0, compare(strike, near).points)
