"""When a report appeared: stated, inferred, or unknown; never guessed."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published_cases import Case, cases

from dateline.clean.draft import PageFacts
from dateline.clean.published import published
from dateline.clean.published_facts import evidence, facts, holders
from dateline.clean.published_words import listed, spoken_range
from dateline.document import Block, Published

FILES = ("published_stated.txt", "published_inferred.txt")
CASES = [case for name in FILES for case in cases(name)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_date_of_a_page(case: Case) -> None:
    found = published(case.text, case.blocks, PageFacts())
    wanted, *reasons = (part.strip() for part in case.wanted[0].split(" | "))
    *days, basis = wanted.split()
    first, _, last = days[0].partition("..") if days else ("", "", "")
    assert (str(found.first or ""), str(found.last or "")) == (first, last or first), found.reason
    assert found.basis == basis
    for words in reasons:
        assert words in (found.reason or "")
    if basis != "unknown":
        assert found.span
        assert case.marked == (found.span.start, found.span.end), found.span.text
        assert case.text[found.span.start : found.span.end] == found.span.text


def test_what_was_given_comes_first() -> None:
    given_day = Published(first=date(2016, 1, 2), last=date(2016, 1, 2), basis="metadata")
    case = CASES[0]
    assert published(case.text, case.blocks, PageFacts(published=given_day)) is given_day


def paragraph(sentence: str) -> tuple[str, tuple[Block, ...]]:
    return sentence, (Block(0, len(sentence), "paragraph"),)


FACTS = [(fact, sentence) for fact in facts() for sentence in fact.examples]
NO_FACTS = [(fact, sentence) for fact in facts() for sentence in fact.not_]


@pytest.mark.parametrize(("fact", "sentence"), FACTS, ids=[sentence for _, sentence in FACTS])
def test_states_of_affairs_that_a_sentence_tells(fact, sentence: str) -> None:
    assert any(fact.says in item.says for item in evidence(*paragraph(sentence)))


@pytest.mark.parametrize(("fact", "sentence"), NO_FACTS, ids=[sentence for _, sentence in NO_FACTS])
def test_states_of_affairs_that_a_sentence_does_not_tell(fact, sentence: str) -> None:
    assert not any(fact.says in item.says for item in evidence(*paragraph(sentence)))


def test_every_fact_has_an_example_and_a_counterexample_and_ends_after_it_begins() -> None:
    assert [fact.id for fact in facts() if not (fact.examples and fact.not_)] == []
    spans = [(fact.id, span) for fact in facts() for span in fact.spans]
    spans += [(holder.names[0], span) for holder in holders() for span in holder.spans()]
    assert [name for name, (first, last) in spans if last is not None and last <= first] == []
    assert len({fact.id for fact in facts()}) == len(facts())


@pytest.mark.parametrize(
    "holder", holders(), ids=lambda holder: f"{holder.title} {holder.names[0]}"
)
def test_holders_of_offices_date_a_report_while_they_act(holder) -> None:
    first, last = holder.spans()[0]
    for name in holder.names:
        said = f"On Monday, {holder.title} {name} said that talks would go on."
        (found,) = evidence(*paragraph(said))
        assert found.allows(first)
        assert not found.allows(first - timedelta(1))
        if len(holder.spans()) == 1 and last:
            assert not found.allows(last + timedelta(61))
        for prefix in ("Former", "then", "Vice", "the late", "ex-"):
            gap = "" if prefix.endswith("-") else " "
            assert not evidence(*paragraph(f"{prefix}{gap}{holder.title} {name} said so."))
        assert not evidence(*paragraph(f"Under {holder.title} {name} the fort had been built."))
        assert not evidence(*paragraph(f"The fort was named for {name}."))


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("The town was taken in May 2016.", ["it looks back on 2016"]),
        ("The town has been held since 2012, and a mill since 2014.", ["it looks back on 2014"]),
        ("Elections are scheduled for 2018.", ["it looks ahead to 2018"]),
        ("The vote will be held in June 2019.", ["it looks ahead to 2019"]),
        ("The deal will be signed in 2030.", []),
        ("They said that it would end in 2030.", []),
        ("She prepares a race for governor in 2018.", []),
        ("Some were killed in 2014 villages, 2050 men said.", ["it looks back on 2014"]),
        ("He was killed with 2016 men of the garrison.", []),
        ('"The vote was to be held in 2018," he said of 1999.', []),
    ],
)
def test_years_that_a_report_looks_back_on_and_ahead_to(sentence: str, says: list[str]) -> None:
    assert [item.says for item in evidence(*paragraph(sentence))] == says


def test_a_title_is_read_in_either_spelling() -> None:
    for title in ("Defence Minister", "defense minister"):
        (found,) = evidence(*paragraph(f"Russian {title} Sergei Shoigu said on Monday."))
        assert found.allows(date(2015, 1, 1))


def test_a_group_is_evidence_only_where_its_state_is_named() -> None:
    name = "The Syrian Democratic Forces crossed the river"
    (found,) = evidence(*paragraph(f"{name} near Damascus."))
    assert found.words.text == "Syrian Democratic Forces"
    assert not found.allows(date(2015, 1, 1))
    assert found.allows(date(2030, 1, 1))
    assert not evidence(*paragraph("The National Liberation Front of the hills crossed the river."))


def test_nothing_depends_on_the_order_of_the_evidence() -> None:
    case = next(case for case in CASES if case.name == "two bounds leave one year")
    again = [published(case.text, case.blocks, PageFacts()) for _ in range(3)]
    assert again[0] == again[1] == again[2]


def test_chrome_never_dates_a_report() -> None:
    for case in CASES:
        blocks = tuple(msgspec.structs.replace(block, kind="chrome") for block in case.blocks)
        assert published(case.text, blocks, PageFacts()) == Published()


def test_days_and_lists_in_plain_words() -> None:
    assert spoken_range(date(2017, 7, 4), date(2017, 7, 8)) == "4 to 8 July 2017"
    assert (
        spoken_range(date(2016, 12, 30), date(2017, 1, 3)) == "30 December 2016 to 3 January 2017"
    )
    assert spoken_range(date(2017, 7, 4), date(2017, 7, 4)) == "4 July 2017"
    assert listed([2006, 2017, 2023]) == "2006, 2017 and 2023"
    assert listed([2006]) == "2006"


WORDS = (
    "Tuesday, July 4|on Sunday|said in a statement dated|(AFP) - |VELLMAR, |2017|04/07/2017|"
    "Syrian Democratic Forces|Syria|Raqqa|de facto capital of the Islamic State|President Barack "
    'Obama said|"|.|\n|since 1991|scheduled for 2018|—|Published|Updated|/TASS/|29 February|)|('
).split("|")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(
        ("headline", "byline", "dateline", "paragraph", "chrome")
    )), max_size=6)
)  # fmt: skip
def test_any_page_gets_a_date_of_its_own_words_or_none(pieces) -> None:
    text, blocks = "", []
    for words, kind in pieces:
        start = len(text)
        text += " ".join(words)
        blocks.append(Block(start, len(text), kind))
        text += "\n\n"
    found = published(text, blocks, PageFacts())
    assert (found.first is None) == (found.last is None) == (found.basis == "unknown")
    if found.first and found.last and found.span:
        assert found.first <= found.last <= found.first + timedelta(7)
        assert text[found.span.start : found.span.end] == found.span.text


def labelled(text: str, chrome: list[str]) -> tuple[Block, ...]:
    """Return the lines of a hand-coded report as blocks, its furniture as coded."""
    furniture = [(at, at + len(part)) for part in chrome if (at := text.find(part)) >= 0]
    blocks: list[Block] = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if not match.group().strip():
            continue
        alone = re.fullmatch(r"\w+day, \w+ \d+, \d{4}\s*", match.group())
        chrome_line = any(low <= start and end <= high for low, high in furniture)
        kind = "dateline" if alone else "chrome" if chrome_line else "paragraph"
        blocks.append(Block(start, end, kind))  # type: ignore[arg-type]
    return tuple(blocks)


def rows(shared: Path) -> list[dict[str, object]]:
    lines = (shared / "data" / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_hand_coded_reports_are_dated_rightly_or_not_at_all(shared: Path) -> None:
    right = 0
    for row in rows(shared):
        found = published(row["text"], labelled(row["text"], row["chrome"]), PageFacts())
        known = row.get("published_range") or [row["published"], row["published"]]
        if found.first and found.last:
            assert str(found.first) >= known[0], row["doc_id"]
            assert str(found.last) <= known[1], row["doc_id"]
            right += 1
    assert right >= 8


def test_the_page_without_a_year_is_dated_with_its_argument(shared: Path) -> None:
    (row,) = (row for row in rows(shared) if row.get("published_range"))
    found = published(row["text"], labelled(row["text"], row["chrome"]), PageFacts())
    assert found.basis == "inferred"
    assert [str(found.first), str(found.last)] == row["published_range"]
    for year in ("2006", "2017", "2023"):
        assert year in found.reason
