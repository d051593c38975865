"""Times: every expression found and valued, and each event dated by its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.link.time_calendar import days_of, easter, named, orthodox_easter, part
from dateline.link.time_cues import cues
from dateline.link.time_words import days_by_name, named_days, words
from dateline.link.times import TimeLinker, tag
from dateline.mention import EntityMention, TimeMention
from dateline.reading import Extraction, Reading, Statement, check_spans
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import EventDate

CASES = Path(__file__).resolve().parents[1] / "cases" / "link"
PUBLISHED = date(2018, 3, 16)
_MARKED = re.compile(r"\[([^\[\]|]+)(?:\|([^\[\]|]*))?(?:\|([^\[\]|]*))?\]")


@pytest.fixture(scope="module")
def linker() -> TimeLinker:
    return TimeLinker(Settings())


def unmarked(line: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return a case's text, and its marked (words, TIMEX, days)."""
    marks = [(m[1], m[2] or "", m[3] or "") for m in _MARKED.finditer(line)]
    return _MARKED.sub(lambda match: match[1], line), marks


def sentences_of(name: str) -> Iterator[tuple[date | None, str]]:
    anchor: date | None = PUBLISHED
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.startswith("anchor:"):
            words_after = line.split(":")[1].strip()
            anchor = None if words_after == "none" else date.fromisoformat(words_after)
        elif line and not line.startswith("#"):
            yield anchor, line


VALUE_FILES = ("times_days", "times_relative", "times_parts", "times_histories", "times_traps")
VALUES = [case for name in VALUE_FILES for case in sentences_of(f"{name}.txt")]


@pytest.mark.parametrize(("anchor", "line"), VALUES, ids=[line for _, line in VALUES])
def test_times_and_values_of_a_sentence(anchor: date | None, line: str) -> None:
    text, marks = unmarked(line)
    found = tag(text, anchor)
    assert [(item.text, item.value.timex) for item in found if item.value] == [
        (mark, timex) for mark, timex, _ in marks
    ]
    for item, (_, _, days) in zip(found, marks, strict=True):
        if days:
            assert item.value
            assert f"{item.value.first}..{item.value.last}" == days


CLASSES = [
    (example, group.code)
    for group in words().classes
    for example in (*group.examples, *group.but_not)
] + [(example, day.names[0]) for day in named_days() for example in (*day.examples, *day.but_not)]


@pytest.mark.parametrize(("example", "owner"), CLASSES)
def test_examples_of_word_classes(example: str, owner: str) -> None:
    text, marks = unmarked(example)
    del owner
    assert [item.text for item in tag(text, PUBLISHED)] == [mark for mark, _, _ in marks]


@pytest.mark.parametrize("name", sorted(days_by_name()))
def test_every_named_day_is_found_and_dated_where_its_calendar_is_known(name: str) -> None:
    (found,) = tag(f"They met on {name} and left.", PUBLISHED)
    assert found.text == name
    day = days_by_name()[name]
    assert found.value
    assert (found.value.first is None) == (named(day, 2017) is None)
    assert not tag(f"They met on {name.lower()}ish ground.", PUBLISHED)


def test_every_class_of_words_has_an_example_and_a_counterexample() -> None:
    lacking = [group.code for group in words().classes if not (group.examples and group.but_not)]
    lacking += [name for name, cue in cues().items() if not (cue.examples and cue.but_not)]
    assert lacking == []


def report(text: str, published: tuple[date, date] | None = (PUBLISHED, PUBLISHED)) -> Document:
    first, last = published or (None, None)
    return Document(
        id="sha256:case",
        uri="text:",
        text=text,
        blocks=(Block(0, len(text), "paragraph"),),
        published=Published(first=first, last=last, basis="given" if published else "unknown"),
    )


def claim_at(text: str, start: int, end: int, **fields: object) -> Claim:
    span = Span.of(text, start, end)
    made = Claim(id=f"c{start}", event_type="attack", trigger=span, evidence=span, by="test")
    return msgspec.structs.replace(made, **fields)


def events(line: str) -> tuple[str, Claim, list[str]]:
    """Return the text of a case, its claim, and the words that must date it."""
    text, marks = unmarked(line)
    start = text.index("{")
    text = text.replace("{", "", 1)
    end = text.index("}")
    text = text.replace("}", "", 1)
    return text, claim_at(text, start, end), [mark for mark, _, _ in marks]


EVENTS = [line for _, line in sentences_of("times_events.txt")]
EVENTS += [line for cue in cues().values() for line in (*cue.examples, *cue.but_not)]


@pytest.mark.parametrize("line", EVENTS)
def test_date_of_an_event(linker: TimeLinker, line: str) -> None:
    text, claim, marks = events(line)
    # A second event in the first sentence lets its date be carried on, as in a report.
    first = re.match(r"[^.{]*?\b(attacked)\b", text)
    other = [claim_at(text, first.start(1), first.end(1))] if first else []
    claims = [*(item for item in other if item.trigger != claim.trigger), claim]
    found = linker(report(text), Extraction(claims=tuple(claims)))
    check_spans(Reading.of(report(text), found))
    day = found.claims[-1].date
    assert [day.mention.text for day in [day] if day and day.mention] == marks


def date_of(linker: TimeLinker, text: str, word: str, **fields: object) -> EventDate | None:
    start = text.index(word)
    claim = claim_at(text, start, start + len(word), **fields)
    return linker(report(text), Extraction(claims=(claim,))).claims[0].date


def test_basis_tells_where_a_date_was_taken_from(linker: TimeLinker) -> None:
    own = date_of(linker, "Rebels shelled the port on Monday.", "shelled")
    assert own
    assert (own.basis, own.relation, own.first) == ("stated", "on", date(2018, 3, 12))
    text = "The command said in a statement dated March 13 that its men entered the town."
    stated = date_of(linker, text, "entered")
    assert stated
    assert (stated.basis, stated.first) == ("statement", date(2018, 3, 13))


def test_relation_of_an_event_to_its_date(linker: TimeLinker) -> None:
    by = date_of(linker, "Rebels had seized the port by Monday.", "seized")
    assert by
    assert by.relation == "by"
    since = date_of(linker, "People have fled since Monday.", "fled")
    assert since
    assert (since.first, since.last) == (date(2018, 3, 12), PUBLISHED)


def test_no_time_in_the_text_means_no_date(linker: TimeLinker) -> None:
    assert date_of(linker, "Rebels shelled the port.", "shelled") is None


def test_planned_events_take_no_date_from_the_sentence_before(linker: TimeLinker) -> None:
    text = "Gunmen attacked the post on Monday. They raided it again."
    start, raid = text.index("attacked"), text.index("raided")
    first = claim_at(text, start, start + 8)
    for status, dated in (("occurred", True), ("planned", False)):
        second = claim_at(text, raid, raid + 6, status=status)
        found = linker(report(text), Extraction(claims=(first, second))).claims[1]
        assert (found.date is not None) == dated


def test_tellings_of_one_happening_share_its_date(linker: TimeLinker) -> None:
    text = "Port shelled, two dead. Rebels bombarded the port on Monday."
    head = claim_at(text, 5, 12)
    body = claim_at(text, text.index("bombarded"), text.index("bombarded") + 9, same_as=head.id)
    found = linker(report(text), Extraction(claims=(head, body))).claims
    assert [claim.date.basis for claim in found if claim.date] == ["report", "stated"]
    assert found[0].date
    assert found[0].date.first == date(2018, 3, 12)


def test_a_range_of_publication_days_widens_only_what_it_must(linker: TimeLinker) -> None:
    week = (date(2017, 7, 4), date(2017, 7, 8))
    found = linker(report("It fell on Sunday. They fled on Thursday.", week), Extraction()).mentions
    values = [item.value for item in found if isinstance(item, TimeMention) and item.value]
    assert values[0].first == values[0].last == date(2017, 7, 2)
    assert (values[1].first, values[1].last) == (date(2017, 6, 29), date(2017, 7, 6))
    assert "X" in values[1].timex


def test_an_unknown_day_of_publication_leaves_relative_words_open(linker: TimeLinker) -> None:
    text = "It fell on Sunday. They fled yesterday. He died on July 4. It began on 3 May 2017."
    found = linker(report(text, None), Extraction()).mentions
    values = [item.value for item in found if isinstance(item, TimeMention) and item.value]
    assert [value.timex for value in values] == [
        "XXXX-WXX-7",
        "XXXX-XX-XX",
        "XXXX-07-04",
        "2017-05-03",
    ]
    assert [value.first for value in values] == [None, None, None, date(2017, 5, 3)]


def test_dispatches_and_quoted_statements_count_from_their_own_day() -> None:
    dispatch = tag("BAHRIN, March 12 - Guns opened fire yesterday.", PUBLISHED)
    assert [item.value.timex for item in dispatch if item.value] == ["2018-03-12", "2018-03-11"]
    text = 'A statement dated March 13 said: "We took it yesterday." It rained yesterday.'
    found = [item.value.timex for item in tag(text, PUBLISHED) if item.value]
    assert found == ["2018-03-13", "2018-03-12", "2018-03-15"]


def test_statements_get_the_day_on_which_they_were_made(linker: TimeLinker) -> None:
    text = "Police said on Wednesday that a guard was shot on Tuesday."
    content = Span.of(text, text.index("a guard"), len(text) - 1)
    said = Statement(id="s1", cue=Span.of(text, 7, 11), content=(content,))
    found = linker(report(text), Extraction(statements=(said,))).statements[0].statement_date
    assert found
    assert (found.first, found.last) == (date(2018, 3, 14), date(2018, 3, 14))


def test_what_a_reader_gave_is_kept_and_valued(linker: TimeLinker) -> None:
    text = "Rebels shelled the port on Monday."
    span = Span.of(text, 27, 33)
    claim = claim_at(text, 7, 14, date=EventDate(mention=span))
    own = (TimeMention(27, 33, "Monday"), EntityMention(0, 6, "Rebels"))
    found = linker(report(text), Extraction(claims=(claim,), mentions=own))
    assert [type(item) for item in found.mentions] == [TimeMention, EntityMention]
    assert found.mentions[0].value is not None
    assert found.claims[0].date
    assert found.claims[0].date.first == date(2018, 3, 12)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Saturday", "2018-03-10..2018-03-16"),
        ("Monday", "2018-03-12..2018-03-12"),
        ("recently", "2018-03-12..2018-03-12"),
    ],
)
def test_words_that_a_reader_chose_date_an_event_with_what_stands_around_them(
    linker: TimeLinker, words: str, days: str
) -> None:
    text = "Rebels, who came recently, shelled the port on Monday; it was hit since Saturday."
    start = text.index(words)
    chosen = EventDate(mention=Span.of(text, start, start + len(words)))
    at = text.index("shelled")
    found = linker(report(text), Extraction(claims=(claim_at(text, at, at + 7, date=chosen),)))
    assert found.claims[0].date
    assert f"{found.claims[0].date.first}..{found.claims[0].date.last}" == days


def test_page_furniture_is_not_read(linker: TimeLinker) -> None:
    text = "It fell on Monday.\n\nUpdated Tuesday"
    blocks = (Block(0, 18, "paragraph"), Block(20, len(text), "chrome"))
    document = msgspec.structs.replace(report(text), blocks=blocks)
    assert [item.text for item in linker(document, Extraction()).mentions] == ["Monday"]


@pytest.mark.parametrize(
    ("timex", "days"),
    [
        ("2016-02", "2016-02-01..2016-02-29"),
        ("2015-W53-WE", "2016-01-02..2016-01-03"),
        ("199", "1990-01-01..1999-12-31"),
        ("2017-07-02TNI", "2017-07-02..2017-07-02"),
        ("P2D", None),
        ("XXXX-07-04", None),
        ("BC0480", None),
        ("2017-02-30", None),
    ],
)
def test_days_of_a_timex_value(timex: str, days: str | None) -> None:
    found = days_of(timex)
    assert (found and f"{found[0]}..{found[1]}") == days


def test_parts_of_a_time_do_not_overlap_and_fill_it() -> None:
    whole = days_of("2017-04")
    assert whole
    thirds = [part(whole, grade) for grade in ("START", "MID", "END")]
    assert thirds[0][0] == whole[0]
    assert thirds[-1][1] == whole[1]
    for left, right in itertools.pairwise(thirds):
        assert right[0] - left[1] == timedelta(1)


def test_moving_feasts_fall_where_the_calendars_say() -> None:
    # Days as churches and almanacs print them.
    assert [easter(year) for year in (1916, 2016, 2018)] == [
        date(1916, 4, 23),
        date(2016, 3, 27),
        date(2018, 4, 1),
    ]
    assert orthodox_easter(2016) == date(2016, 5, 1)
    feasts = days_by_name()
    assert named(feasts["Rosh Hashanah"], 2016) == (date(2016, 10, 3), date(2016, 10, 4))
    assert named(feasts["Passover"], 2017) == (date(2017, 4, 11), date(2017, 4, 18))
    assert named(feasts["Thanksgiving"], 2017) == (date(2017, 11, 23), date(2017, 11, 23))
    assert named(feasts["Memorial Day"], 2023) == (date(2023, 5, 29), date(2023, 5, 29))
    assert named(feasts["Lunar New Year"], 2023) is None


@pytest.mark.parametrize(
    "text",
    [
        "1" * 6000,
        "1.11" * 3000,
        "one " * 20000,
        "A." * 3000 + " May 4 - ",
        "PARIS, " * 9 + "May 4 x",
        "said on " * 3000 + "Monday",
        "Monday " * 5000,
        "the last " * 5000,
        "\n\n".join(["May"] * 3000),
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_is_read_through(linker: TimeLinker, text: str) -> None:
    document = report(text)
    claim = claim_at(text, 0, 1)
    found = linker(document, Extraction(claims=(claim,)))
    check_spans(Reading.of(document, found))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "the of in on at May second 4 17 2017 31st July Friday , - night last two days ago BC "
            "o'clock 0600 GMT ½ fall every half '99 (1914 since \n\n . Ramadan 1/2/2017 years 24:00 "
            "overnight into to 29 February inst. 1870s 9999 century 0 32 99".split(" ")
        ),
        max_size=25,
    ),
    st.sampled_from([None, date(1, 1, 1), date(2016, 2, 29), date(9999, 12, 31)]),
)
def test_any_row_of_words_is_read_and_cited_exactly(row: list[str], anchor: date | None) -> None:
    text = " ".join(row)
    last = 0
    for item in tag(text, anchor):
        assert text[item.start : item.end] == item.text
        assert item.start >= last
        last = item.end
        assert item.value
        assert item.value.timex
        if item.value.first and item.value.last:
            assert item.value.first <= item.value.last
