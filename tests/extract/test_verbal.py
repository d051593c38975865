"""What is said, asked, given and refused: told where a report is about it, and only there."""

from __future__ import annotations

import pytest

from dateline.claim import EVENT_TYPES
from dateline.extract.verbal import VerbalAct, verbal_acts
from extract.marked import plain, read

ACTS = [act for act, _ in verbal_acts()]


def cases(field: str) -> list[object]:
    return [
        pytest.param(sentence, id=f"{act.id}: {sentence}")
        for act in ACTS
        for sentence in getattr(act, field)
    ]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.id)
def test_an_entry_shows_both_sides_and_can_match(act: VerbalAct) -> None:
    assert act.examples
    assert act.against
    for sentence in act.examples:
        text, marks = plain(sentence)
        assert any(tag.partition("/")[0] == act.type for _, tag in marks)
        pattern = next(pattern for one, pattern in verbal_acts() if one.id == act.id)
        assert pattern.search(text) is not None


@pytest.mark.parametrize("sentence", cases("examples"))
def test_examples_are_read_as_marked(sentence: str) -> None:
    text, marks = plain(sentence)
    [claim] = read(text).claims
    roles = {tag: words for words, tag in marks}
    [(words, tag)] = [pair for pair in marks if pair[1].partition("/")[0] in EVENT_TYPES]
    event_type, _, status = tag.partition("/")
    assert (claim.trigger.text, claim.event_type, claim.status) == (
        words, event_type, status or "occurred"
    )  # fmt: skip
    assert [actor.name for actor in claim.actors] == [roles["actor"]]
    if "recipient" in roles:
        assert [one.name for one in claim.recipients] == [roles["recipient"]]


@pytest.mark.parametrize("sentence", cases("against"))
def test_look_alikes_are_left_alone(sentence: str) -> None:
    assert read(sentence).claims == ()


def test_a_report_of_something_else_is_about_that() -> None:
    text = "Rebels shelled the port.\n\nThe minister condemned the mayor on Monday."
    assert [claim.event_type for claim in read(text).claims] == ["shelling"]


def test_what_is_condemned_is_told_beside_the_condemnation() -> None:
    text = "The government condemned the shelling of the port by rebels."
    assert [claim.event_type for claim in read(text).claims] == ["accusation", "shelling"]


def test_only_the_head_of_a_report_says_what_it_is_about() -> None:
    filler = "\n\n".join(f"The sea was calm in week {week}." for week in ("one", "two", "three"))
    assert read(f"{filler}\n\nThe minister condemned the mayor.").claims == ()


def test_the_same_act_told_again_points_at_the_first() -> None:
    text = "# Minister condemns mayor\nThe minister condemned the mayor of the port on Monday."
    first, second = read(text).claims
    assert (first.same_as, second.same_as) == (None, first.id)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The president will visit the governor on Friday.", "planned"),
        ("The president visited the governor on Friday.", "occurred"),
    ],
)
def test_what_lies_ahead_is_planned(text: str, status: str) -> None:
    [claim] = read(text).claims
    assert (claim.event_type, claim.status) == ("talks", status)


@pytest.mark.parametrize(
    "text",
    [
        "The president did not condemn the governor.",
        "A man who accused the governor of lying opened a shop.",
        "The book says that the king visited the governor.",
    ],
)
def test_what_is_denied_or_told_beside_is_not_the_point(text: str) -> None:
    assert read(text).claims == ()
