"""Forms of verbs and nouns."""

from __future__ import annotations

import pytest

from dateline.extract.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("attack", "attack attacks attacked attacked attacking"),
        ("raid", "raid raids raided raided raiding"),
        ("seize", "seize seizes seized seized seizing"),
        ("carry", "carry carries carried carried carrying"),
        ("storm", "storm storms stormed stormed storming"),
        ("clash", "clash clashes clashed clashed clashing"),
        ("shoot/shot/shot", "shoot shoots shot shot shooting"),
        ("kidnap/kidnapped/kidnapped", "kidnap kidnaps kidnapped kidnapped kidnapping"),
        ("hit/hit/hit", "hit hits hit hit hitting"),
        ("die", "die dies died died dying"),
        ("flee/fled/fled", "flee flees fled fled fleeing"),
    ],
)
def test_verbs(entry: str, forms: str) -> None:
    assert [form for form, _ in verb_forms(entry)] == forms.split()


def test_words_after_the_verb_stay() -> None:
    assert [form for form, _ in verb_forms("gun/gunned/gunned down")] == [
        "gun down",
        "guns down",
        "gunned down",
        "gunned down",
        "gunning down",
    ]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("clash", "clashes"),
        ("air strike", "air strikes"),
        ("casualty", "casualties"),
        ("gunman", "gunmen"),
        ("convoy", "convoys"),
    ],
)
def test_nouns(singular: str, plural: str) -> None:
    assert noun_forms(singular) == (singular, plural)
