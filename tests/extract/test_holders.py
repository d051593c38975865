"""Whom a place is taken from, and what is hit though it carries weapons."""

from __future__ import annotations

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.extract.rules import RulesReader
from dateline.settings import Settings

READER = RulesReader(Settings())


def told(sentence: str) -> Claim:
    blocks = (Block(0, len(sentence), "paragraph"),)
    (claim,) = READER(Document(id="x", uri="", text=sentence, blocks=blocks)).claims
    return claim


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Government troops entered the rebel-held town of Harran on Monday.", ["rebel"]),
        (
            "The militia captured the town of Bama from government soldiers.",
            ["government soldiers"],
        ),
        ("Marines entered the Taliban bastion of Marjah on Saturday.", ["Taliban"]),
        ("The army took the last stronghold of the rebels on Monday.", ["the rebels"]),
        ("The army entered the city from the south on Monday.", []),
        ("The rebels captured the long-held town of Harran.", []),
    ],
)
def test_the_party_that_held_a_place_is_its_recipient(sentence: str, holder: list[str]) -> None:
    assert [entity.name for entity in told(sentence).recipients] == holder


@pytest.mark.parametrize(
    ("sentence", "event_type", "hit"),
    [
        ("Rebels blew up six helicopters at the air base.", "bombing", ["helicopters"]),
        ("A missile sank a gunboat off the coast on Monday.", "shelling", ["a gunboat"]),
        (
            "Guerrillas brought down a military aircraft near the border.",
            "battle",
            ["a military aircraft"],
        ),
    ],
)
def test_what_is_hit_is_no_weapon_of_the_act(
    sentence: str, event_type: str, hit: list[str]
) -> None:
    claim = told(sentence)
    assert claim.event_type == event_type
    assert [entity.name for entity in claim.recipients] == hit
    assert {weapon.name for weapon in claim.weapons}.isdisjoint({"helicopters", "gunboat"})


def test_all_of_a_list_of_the_dead_are_named() -> None:
    claim = told("A strike hit a house in the town, killing an old man and his grandson.")
    assert [entity.name for entity in claim.recipients] == ["a house", "an old man", "his grandson"]
