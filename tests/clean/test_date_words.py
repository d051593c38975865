"""Dates as words: what they name, and the one day that a stated date is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean.date_words import MONTHS, dates_in, written_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2017-07-04", date(2017, 7, 4)),
        ("2017-07-04T23:30:00-05:00", date(2017, 7, 4)),
        ("20170704", date(2017, 7, 4)),
        ("2017/07/04 10:00", date(2017, 7, 4)),
        ("July 4, 2017", date(2017, 7, 4)),
        ("Tuesday, July 4th, 2017", date(2017, 7, 4)),
        ("4 July 2017", date(2017, 7, 4)),
        ("Tue, 04 Jul 2017 10:00:00 GMT", date(2017, 7, 4)),
        ("Tue Jul 4 19:20:36 CEST 2017", date(2017, 7, 4)),
        ("Tue Jul  4 19:20:36 2017", date(2017, 7, 4)),
        ("25/12/2017", date(2017, 12, 25)),
        ("12/25/2017", date(2017, 12, 25)),
        ("04.07.2017", date(2017, 7, 4)),
        ("12.25.2017", date(2017, 12, 25)),
        ("1499126400", date(2017, 7, 4)),
        ("1499126400000", date(2017, 7, 4)),
    ],
)
def test_a_stated_date_is_one_day(words: str, day: date) -> None:
    assert written_day(words) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "July 2017",
        "4 July",
        "04/07/2017",
        "2017-13-04",
        "2017-02-30",
        "Monday, July 4, 2017",
    ],
)
def test_what_is_no_day_or_unclear_is_none(words: str) -> None:
    assert written_day(words) is None


def test_a_weekday_decides_between_day_and_month() -> None:
    (found,) = dates_in("Tuesday 04/07/2017")
    assert found.days() == (date(2017, 7, 4),)
    (found,) = dates_in("04/07/2017")
    assert set(found.days()) == {date(2017, 7, 4), date(2017, 4, 7)}


def test_a_weekday_that_does_not_fit_leaves_no_day() -> None:
    (found,) = dates_in("on Sunday, 4 July 2017, in the town")
    assert found.words == "Sunday, 4 July 2017"
    assert found.days() == ()
    assert found.fits(2021) == date(2021, 7, 4)


def test_dates_without_a_year_are_found_but_name_no_day() -> None:
    (found,) = dates_in("BAMAKO, June 9 (AFP)")
    assert (found.month, found.day, found.year, found.days()) == (6, 9, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "May 5.5 percent",
        "the 5 marches",
        "August was hot",
        "1/2 of 2017",
        "version 10.12.1",
        "31 dead",
    ],
)
def test_what_names_no_day_is_left_alone(text: str) -> None:
    assert list(dates_in(text)) == []


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.text("abc .,", max_size=9))
def test_a_day_is_read_from_every_form_it_is_written_in(day: date, before: str) -> None:
    month = MONTHS[day.month - 1]
    for words in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        day.isoformat(),
    ):
        text = f"{before} {words}"
        (found,) = dates_in(text)
        assert text[found.start : found.end] == found.words
        assert found.days() == (day,)
        assert written_day(words) == day
