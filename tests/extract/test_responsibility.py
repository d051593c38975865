"""Responsibility claimed, ascribed or denied is a telling of the act with an actor of its own."""

from __future__ import annotations

import pytest

from extract.marked import read

TOLD = "A car bomb exploded at a market in Kabul on Friday, killing ten people. "


@pytest.mark.parametrize(
    ("sentence", "actor", "status"),
    [
        ("The Mill Guard claimed responsibility for the attack.", "The Mill Guard", "alleged"),
        ("The Mill Guard, which is banned, claimed responsibility.", "The Mill Guard", "alleged"),
        ("The Mill Guard claimed the bombing.", "The Mill Guard", "alleged"),
        ("Officials blamed the Mill Guard for the blast.", "the Mill Guard", "alleged"),
        ("Officials blamed the blast on the Mill Guard.", "the Mill Guard", "alleged"),
        ("Officials attributed the attack to the Mill Guard.", "the Mill Guard", "alleged"),
        ("The Mill Guard denied involvement in the bombing.", "The Mill Guard", "denied"),
        ("The Mill Guard denied any part in it.", "The Mill Guard", "denied"),
    ],
)
def test_who_answers_for_an_act(sentence: str, actor: str, status: str) -> None:
    extraction = read(TOLD + sentence)
    root, answer = extraction.claims
    assert root.status == "occurred"
    assert root.actors == ()
    assert [entity.name for entity in answer.actors] == [actor]
    assert (answer.status, answer.same_as, answer.event_type) == (status, root.id, root.event_type)
    (statement,) = extraction.statements
    assert answer.id in statement.claims
    assert root.id not in statement.claims


@pytest.mark.parametrize(
    "sentence",
    [
        "No group claimed responsibility.",
        "Nobody has claimed the attack.",
        "The Mill Guard claimed the town.",
        "Officials blamed the weather for the delay.",
        "Officials attributed the fall in prices to the harvest.",
    ],
)
def test_who_answers_for_nothing(sentence: str) -> None:
    assert [claim.actors for claim in read(TOLD + sentence).claims] == [()]


def test_who_is_accused_of_another_act_is_its_actor() -> None:
    claims = read(TOLD + "The army accused the Mill Guard of shelling a school in Herat.").claims
    assert [entity.name for entity in claims[1].actors] == ["the Mill Guard"]
    assert claims[1].event_type == "shelling"


def test_without_an_act_told_before_nothing_is_made_up() -> None:
    assert read("The Mill Guard claimed responsibility.").claims == ()
