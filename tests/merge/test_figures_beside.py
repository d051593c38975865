"""Figures side by side: what counts, what does not, and what each rule chooses."""

from __future__ import annotations

from typing import Any

import pytest
from tellings import speaker, telling

from dateline.incident import FigureRule, FigureTable
from dateline.merge.figures import figure_tables
from dateline.merge.telling import Telling
from dateline.span import Span

MAYOR = speaker("Oren Dask")
MEDICS = speaker("Relief Wards", "ngo")


def killed(*tellings: Telling, rule: FigureRule = "ucdp") -> FigureTable:
    (table,) = (
        table for table in figure_tables(tellings, "attack", rule) if table.kind == "killed"
    )
    return table


def states(table: FigureTable) -> list[tuple[float | None, str]]:
    return [(row.low, row.state) for row in table.tellings]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("ucdp", (12, 17, 20)),
        ("acled", (12, 12, 20)),
        ("airwars", (12, None, 20)),
        ("official", (20, 20, 20)),
    ],
)
def test_each_rule_chooses_as_it_says(rule: FigureRule, wanted: tuple[float | None, ...]) -> None:
    table = killed(
        telling(report="a", killed=12, says=MEDICS),
        telling(report="b", killed=17),
        telling(report="c", killed=17),
        telling(report="d", killed=20, says=MAYOR),
        rule=rule,
    )
    assert (table.low, table.best, table.high) == wanted
    assert table.rule == rule
    assert table.reason


def test_official_falls_back_where_no_official_speaks() -> None:
    table = killed(telling(report="a", killed=9), telling(report="b", killed=4), rule="official")
    assert (table.low, table.best, table.high) == (4, 4, 9)


def test_parts_do_not_add_to_totals_or_stand_for_them() -> None:
    figures = [{"low": 26, "high": 26}, {"low": 8, "high": 8, "of": "children"}]
    table = killed(telling(report="a", figures=figures), telling(report="b", killed=24))
    assert sorted(states(table)) == [(8, "part"), (24, "counts"), (26, "counts")]
    assert (table.low, table.high) == (24, 26)


def test_a_part_counted_by_itself_elsewhere_is_a_part_still() -> None:
    children = [{"low": 9, "high": 9, "of": "children"}]
    table = killed(telling(report="a", killed=24), telling(report="b", figures=children))
    assert (table.low, table.best, table.high) == (24, 24, 24)
    alone = killed(telling(report="b", figures=children))
    assert (alone.low, alone.high) == (9, 9)


def test_a_source_s_later_figure_replaces_its_earlier_one() -> None:
    table = killed(
        telling(report="a", published=9, killed=9, says=MAYOR),
        telling(report="b", published=11, killed=14, says=MAYOR),
    )
    assert states(table) == [(9, "revised"), (14, "counts")]
    assert (table.low, table.best, table.high) == (14, 14, 14)


def test_another_source_s_later_figure_replaces_nothing() -> None:
    table = killed(
        telling(report="a", published=9, killed=9, says=MAYOR),
        telling(report="b", published=11, killed=14, says=MEDICS),
    )
    assert (table.low, table.high) == (9, 14)


def test_a_copy_is_never_a_second_source() -> None:
    table = killed(
        telling(report="a", killed=9),
        telling(report="b", killed=9, copied=True),
        telling(report="c", killed=9, copied=True),
        telling(report="d", killed=12),
        telling(report="e", killed=12),
    )
    assert table.best == 12
    assert [state for _, state in states(table)].count("copy") == 2


def test_a_party_s_doubted_word_counts_only_where_nobody_else_speaks() -> None:
    army = speaker("Army", "belligerent", party=True)
    boast = telling(report="a", killed=60, status="alleged", says=army)
    both = killed(boast, telling(report="b", killed=5))
    assert (both.low, both.high) == (5, 5)
    assert killed(boast).high == 60


def test_a_denial_gives_no_figure() -> None:
    table = killed(telling(report="a", killed=31, status="denied"), telling(report="b", killed=24))
    assert (table.low, table.high) == (24, 24)
    assert (31, "not_told") in states(table)


def test_the_toll_of_a_second_act_is_a_part() -> None:
    shot = telling("shot", report="a", type="arrest", killed=1, position=1)
    table = killed(telling(report="a", killed=9), shot)
    assert (table.low, table.high) == (9, 9)


def test_open_ranges_stay_open() -> None:
    at_least = telling(report="a", figures=[{"low": 12, "high": None}])
    up_to = telling(report="b", figures=[{"low": None, "high": 30}])
    table = killed(at_least)
    assert (table.low, table.best, table.high) == (12, 12, None)
    assert killed(at_least, telling(report="c", killed=9)).high is None
    both = killed(at_least, up_to)
    assert (both.low, both.high) == (12, 30)


def test_a_report_that_says_a_toll_rose_revises_the_earlier_one() -> None:
    words = Span(0, 9, "from nine")
    rose = [{"low": 14, "high": 14, "replaces": words}]
    early = telling(report="a", published=9, killed=9, says=MAYOR)
    table = killed(early, telling(report="b", published=11, figures=rose, says=MEDICS))
    assert states(table) == [(9, "revised"), (14, "counts")]
    assert (table.low, table.high) == (14, 14)
    later = telling(report="c", published=12, killed=9)
    table = killed(early, telling(report="b", published=11, figures=rose, says=MEDICS), later)
    assert (table.low, table.high) == (9, 14)


def test_a_party_is_believed_about_its_own_losses() -> None:
    army = speaker("Army", "belligerent", party=True)
    lost = telling(report="a", killed=9, status="alleged", says=army, recipients=["Army"])
    table = killed(lost, telling(report="b", killed=14))
    assert (table.low, table.high) == (9, 14)


def test_what_is_a_part_in_one_report_is_one_in_another() -> None:
    figures = [{"low": 16, "high": 16}, {"low": 4, "high": 4}]
    civilians = [{"low": 4, "high": 4, "of": "civilians"}]
    table = killed(telling(report="a", figures=figures), telling(report="b", figures=civilians))
    assert (table.low, table.best, table.high) == (16, 16, 16)
    alone = killed(telling(report="b", figures=civilians))
    assert alone.low == 4


def test_the_lesser_figures_of_one_source_on_one_day_are_parts() -> None:
    one = telling(report="a", killed=1, says=MEDICS)
    rest = telling("shot", report="a", killed=4, says=MEDICS, position=1)
    table = killed(one, rest, telling(report="b", killed=3, says=MAYOR))
    assert sorted(states(table)) == [(1, "part"), (3, "counts"), (4, "counts")]
    assert (table.low, table.high) == (3, 4)


def test_one_who_is_only_described_revises_nobody_else() -> None:
    doctor = speaker("a doctor", "witness", named=False)
    residents = speaker("residents", "witness", named=False)
    first = telling(report="a", published=9, killed=24, says=doctor, outlet="Ledger")
    second = telling(report="b", published=11, killed=30, says=residents, outlet="Ledger")
    assert states(killed(first, second)) == [(24, "counts"), (30, "counts")]


def one(words: str, **fields: Any) -> Telling:
    """Return a telling of one person who was killed, in these words."""
    figure = {"low": 1, "high": 1, "mention": Span(0, len(words), words)}
    return telling(figures=[figure], **fields)


def test_one_who_is_only_described_is_a_part_of_a_number_told_elsewhere() -> None:
    table = killed(telling(report="a", killed=4), one("a clerk", report="b", says=MAYOR))
    assert sorted(states(table)) == [(1, "part"), (4, "counts")]
    assert (table.low, table.best, table.high) == (4, 4, 4)


def test_one_who_is_counted_stays_a_count() -> None:
    table = killed(telling(report="a", killed=4), one("one", report="b", says=MAYOR))
    assert (table.low, table.high) == (1, 4)


def test_a_party_that_describes_its_loss_is_heard_beside_a_number() -> None:
    army = speaker("Army", "belligerent", party=True)
    lost = one("a soldier", report="b", says=army, recipients=["Army"], status="alleged")
    table = killed(telling(report="a", killed=4), lost)
    assert (table.low, table.high) == (1, 4)


def test_of_parts_alone_each_source_s_greatest_is_chosen() -> None:
    strike = telling("bombing", report="a", killed=3, position=1)
    other = telling("bombing", report="a", killed=1, position=2)
    table = next(
        each
        for each in figure_tables([telling(report="a"), strike, other], "attack", "ucdp")
        if each.kind == "killed"
    )
    assert table.best == 3
