"""How alike two reports are in their words, names and numbers."""

from __future__ import annotations

import pytest
from tellings import report

from dateline.document import Document
from dateline.merge.likeness import SHARES, likeness, profile, traits


def document(text: str) -> Document:
    reading = report("Paper", text).reading
    assert reading is not None
    return reading.document


RAID = (
    "Gunmen stormed the market of Tarvane on Thursday, killing 17 traders. Governor Issa Bello "
    "said that stalls were burnt."
)


def alike(left: str, right: str) -> float:
    return likeness(profile(document(left)), profile(document(right)))


def test_a_report_is_wholly_like_itself() -> None:
    assert alike(RAID, RAID) == pytest.approx(sum(SHARES.values()))


def test_names_and_numbers_count_more_than_other_words() -> None:
    same_names = "Issa Bello, the governor, spoke in Tarvane of 17 victims of a raid."
    same_words = "Gunmen stormed a market, killing traders. A governor said that stalls were burnt."
    assert alike(RAID, same_names) > 2 * alike(RAID, same_words)


def test_common_words_alone_make_nothing_alike() -> None:
    left = "Police said on Monday that several people were killed in an attack in the city."
    right = "Police said on Monday that people in the city were told of several attacks."
    assert alike(left, "The minister met the council in the capital.") < 0.1
    assert alike(left, right) < alike(left + " Tarvane Bello", right + " Tarvane Bello")


def test_furniture_does_not_count() -> None:
    plain = document(RAID)
    blocks = (*plain.blocks[:1],)
    longer = Document(
        id="b", uri="file:b", text=RAID + " Tarvane weather: 17 degrees", blocks=blocks
    )
    assert profile(longer) == profile(plain)


def test_traits_are_the_weightiest_features() -> None:
    assert set(traits(profile(document(RAID)), 6)) <= {"#17", "@tarvane", "issa bello", "@issa", "@bello", "@gunmen", "governor issa", "@governor"}  # fmt: skip


def test_an_empty_report_is_like_nothing() -> None:
    assert profile(document("")) == {}
    assert alike("", RAID) == 0.0
