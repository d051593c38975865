"""The language of a text."""

from __future__ import annotations

import pytest

from dateline.clean.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Shells fell on the market on Sunday, killing at least seven people, officials said.",
            "en",
        ),
        ("Mortar fire kills three in Donetsk, Horlivka and Avdiivka on Monday, mayors say.", "en"),
        ("Al-Shabaab fighters entered Ceel Buur and Xarardheere, said Cabdi Maxamed Nuur.", "en"),
        (
            "Beim Beschuss eines Marktes sind am Sonntag mindestens sieben Menschen getötet worden.",
            "de",
        ),
        ("Das Fest in der Stadt ist eines der großen. Besucher kamen am Sonntag in Scharen.", "de"),
        ("Al menos siete personas murieron el domingo en un bombardeo contra un mercado.", "es"),
        ("Au moins sept personnes ont été tuées dimanche dans le bombardement d'un marché.", "fr"),
        ("Семь человек погибли в воскресенье при обстреле рынка, сообщили в больнице.", "ru"),
        ("قتل سبعة أشخاص على الأقل يوم الأحد في قصف على سوق في المدينة كما قال مسؤولون.", "ar"),
        ("周日,一个市场遭到炮击,至少七人死亡,医院表示。", "zh"),
    ],
)
def test_the_language_of_a_report(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12 / 07 / 2018", "Karaba", "OK", "… — •"])
def test_too_little_tells_no_language(text: str) -> None:
    assert language_of(text) is None


def test_a_quotation_in_another_language_does_not_turn_a_report() -> None:
    text = (
        "The group said in a statement on Monday that it was behind the attack. «Nous avons "
        "frappé l'ennemi», it read. The army has not yet answered the claim of the group."
    )
    assert language_of(text) == "en"
