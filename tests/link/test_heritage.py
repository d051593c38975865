"""Damage to property, read off claims made by hand and off sentences read whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dateline import terminal
from dateline.claim import Claim, Status
from dateline.heritage import PropertyWords, damage, extent_class
from dateline.lexicon import read_data
from dateline.link.figures import FigureLinker
from dateline.mention import FigureMention
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import Entity, Figure, Place
from extract.marked import document, reader


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def told(
    text: str,
    recipients: Sequence[str] = (),
    measures: Sequence[tuple[str, str, float, float, str]] = (),
    *,
    event_type: str = "destruction",
    status: Status = "occurred",
) -> Claim:
    """Return a claim that a sentence tells; measures are (words, kind, low, high, unit)."""
    return Claim(
        id="c", event_type=event_type, status=status, by="test", trigger=span(text, text.split(maxsplit=1)[0]),
        evidence=Span.of(text, 0, len(text)),
        recipients=tuple(Entity(name=words, mention=span(text, words)) for words in recipients),
        figures=tuple(
            Figure(kind=kind, low=low, high=high, unit=unit, mention=span(text, words))
            for words, kind, low, high, unit in measures
        ),
    )  # fmt: skip


WALL = "Shells damaged 25 metres of the 2,500-metre wall of Orsk."
MEASURES = (("25 metres", "extent", 25, 25, "metres"),
            ("2,500-metre", "total_extent", 2500, 2500, "metres"))  # fmt: skip


def test_a_measured_share_has_its_class() -> None:
    found = damage(told(WALL, (), MEASURES))
    assert found is not None
    assert (found.share_low, found.share_high, found.basis) == (0.01, 0.01, "measured")
    assert found.extent_class == "1-10 %"
    assert [(one.words, one.kind) for one in found.objects] == [("wall", "heritage")]
    assert found.objects[0].mention == span(WALL, "wall")


def test_the_site_is_what_was_damaged_where_nothing_else_says() -> None:
    text = "The bridge of Orsk was hit. Shells tore 25 metres away."
    claim = told(text, (), (MEASURES[0],))
    site = Place(name="bridge, Orsk", level="site", mention=span(text, "The bridge"))
    found = damage(msgspec.structs.replace(claim, place=site))
    assert found is not None
    assert [one.words for one in found.objects] == ["The bridge"]
    empty = damage(msgspec.structs.replace(claim, place=site, figures=()))
    assert empty is None


def test_an_explained_claim_shows_it() -> None:
    claim = told(WALL, (), MEASURES)
    shown = io.StringIO()
    console = Console(file=shown, width=120)
    console.print(terminal.explain(Reading(document=document(WALL), claims=(claim,)), claim))
    assert "wall (heritage)" in shown.getvalue()
    assert "1%, EAMENA class 1-10 % (measured)" in shown.getvalue()


def test_measures_in_other_units_are_compared_in_one() -> None:
    text = "Fire took 300 metres of the 1.2 km roof."
    found = damage(
        told(
            text,
            (),
            (
                ("300 metres", "extent", 300, 300, "metres"),
                ("1.2 km", "total_extent", 1.2, 1.2, "km"),
            ),
        )
    )
    assert found is not None
    assert found.share_low == 0.25
    assert found.extent_class == "11-30 %"


def test_measures_of_other_dimensions_give_no_share() -> None:
    text = "Fire took 300 metres of the two-hectare site."
    found = damage(
        told(
            text,
            (),
            (
                ("300 metres", "extent", 300, 300, "metres"),
                ("two-hectare", "total_extent", 2, 2, "hectares"),
            ),
        )
    )
    assert found is not None
    assert (found.extent_class, found.share_low, found.basis) == (None, None, None)


def test_a_share_in_several_classes_has_none() -> None:
    text = "Fire took 20 to 70 metres of the 100-metre wall."
    found = damage(
        told(
            text,
            (),
            (
                ("20 to 70 metres", "extent", 20, 70, "metres"),
                ("100-metre", "total_extent", 100, 100, "metres"),
            ),
        )
    )
    assert found is not None
    assert (found.share_low, found.share_high, found.extent_class) == (0.2, 0.7, None)


def test_an_extent_greater_than_the_whole_gives_no_share() -> None:
    text = "Fire took 300 metres of the 100-metre wall."
    found = damage(
        told(
            text,
            (),
            (
                ("300 metres", "extent", 300, 300, "metres"),
                ("100-metre", "total_extent", 100, 100, "metres"),
            ),
        )
    )
    assert found is not None
    assert found.extent_class is None


@pytest.mark.parametrize(
    ("text", "recipients", "share", "basis"),
    [
        ("Looters burned 40 percent of the archive.", ["the archive"], (0.4, 0.4), "stated"),
        ("Militants razed the shrine.", ["the shrine"], (0.91, 1.0), "words"),
        ("Shells destroyed half of the minaret.", ["the minaret"], (0.5, 0.5), "words"),
        ("Shells damaged the minaret.", ["the minaret"], (None, None), None),
        ("Shells damaged the minaret; 40 % of voters and 5 % of shops.", ["the minaret"],
         (None, None), None),
    ],
)  # fmt: skip
def test_a_share_in_words(
    text: str, recipients: list[str], share: tuple[float | None, float | None], basis: str | None
) -> None:
    found = damage(told(text, recipients))
    assert found is not None
    assert (found.share_low, found.share_high) == share
    assert found.basis == basis


def test_an_extent_in_percent_is_a_share() -> None:
    text = "Shells took a third of the roof."
    found = damage(told(text, ["the roof"], (("a third", "extent", 33, 34, "percent"),)))
    assert found is not None
    assert (found.share_low, found.share_high, found.extent_class) == (0.33, 0.34, "31-60 %")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the wall of the mosque", "heritage"),
        ("a mosque", "worship"),
        ("two small portions of the wall", "heritage"),
        ("part of the roof of a clinic", "housing"),
        ("dozens of houses", "housing"),
        ("several churches", "worship"),
        ("the world heritage site", "heritage"),
        ("a power line", "infrastructure"),
        ("libraries", "heritage"),
    ],
)
def test_the_noun_says_what_was_damaged(words: str, kind: str) -> None:
    found = damage(told(f"Shells hit {words}.", [words]))
    assert found is not None
    assert [(one.words, one.kind) for one in found.objects] == [(words, kind)]


@pytest.mark.parametrize("words", ["four villagers", "the army", "a museum guard", "school pupils"])
def test_people_are_no_property(words: str) -> None:
    assert damage(told(f"Shells hit {words}.", [words])) is None


@pytest.mark.parametrize("status", ["denied", "planned", "threatened", "prevented"])
def test_what_did_not_happen_damaged_nothing(status: Status) -> None:
    assert damage(told(WALL, ["wall of Orsk"], MEASURES, status=status)) is None


@pytest.mark.parametrize("event_type", ["protest", "agreement", "displacement"])
def test_acts_that_damage_nothing(event_type: str) -> None:
    assert damage(told(WALL, ["wall of Orsk"], MEASURES, event_type=event_type)) is None


def test_things_counted_as_destroyed_carry_their_number() -> None:
    text = "Fire destroyed 45 houses and a mosque."
    claim = told(text, ["a mosque"], (("45", "destroyed", 45, 45, "houses"),))
    found = damage(claim)
    assert found is not None
    assert [(one.words, one.count and one.count.low) for one in found.objects] == [
        ("a mosque", None),
        ("houses", 45),
    ]


@pytest.mark.parametrize(
    ("share", "name"),
    [(0, "No Visible/Known"), (0.004, "1-10 %"), (0.1, "1-10 %"), (0.101, "11-30 %"),
     (0.3, "11-30 %"), (0.6, "31-60 %"), (0.61, "61-90 %"), (0.9, "61-90 %"), (1, "91-100 %")],
)  # fmt: skip
def test_classes_of_eamena(share: float, name: str) -> None:
    assert extent_class(share) == name


@pytest.mark.parametrize("share", [-0.1, 1.01])
def test_a_share_is_never_outside(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        extent_class(share)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_share_is_never_of_a_lower_class(one: float, other: float) -> None:
    order = ["No Visible/Known", "1-10 %", "11-30 %", "31-60 %", "61-90 %", "91-100 %"]
    low, high = sorted((one, other))
    assert order.index(extent_class(low)) <= order.index(extent_class(high))


def test_no_word_stands_for_two_kinds() -> None:
    words = [w for names in read_data("property.yaml", PropertyWords).kinds.values() for w in names]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(
    ("text", "words", "extent", "share"),
    [
        ("Rebels blew up a 30-metre (100-foot) section of the overall 600-metre wall of Ardan.",
         "wall", "1-10 %", 0.05),
        ("Shelling damaged 40 metres of the entire 80-metre bridge.", "bridge", "31-60 %", 0.5),
    ],
)  # fmt: skip
def test_sentences_read_whole(text: str, words: str, extent: str, share: float) -> None:
    page = document(text)
    linked = FigureLinker(Settings())(page, reader()(page))
    found = [one for claim in linked.claims if (one := damage(claim)) and one.extent_class]
    assert [(one.extent_class, one.share_low) for one in found] == [(extent, share)]
    assert words in found[0].objects[-1].words


def test_a_part_is_a_part_of_the_thing_named_after_it() -> None:
    text = "Jets hit two small portions of the wall."
    found = damage(told(text, ["two small portions"], event_type="air_strike"))
    assert found is not None
    assert [(one.words, one.kind) for one in found.objects] == [
        ("two small portions of the wall", "heritage")
    ]


def test_the_whole_may_be_told_beside_the_extent() -> None:
    text = "Fire took 30 metres of the roof, all 60 metres long, and of the wall, 900 metres long."
    claim = told(text, (), (("30 metres", "extent", 30, 30, "metres"),))
    mentions = [
        FigureMention(start=where.start, end=where.end, text=where.text, value=value)
        for words, size in (("60 metres", 60), ("900 metres", 900))
        for where in [span(text, words)]
        for value in [Figure(kind="total_extent", low=size, high=size, unit="metres")]
    ]
    found = damage(claim, mentions)
    assert found is not None
    assert (found.share_low, found.extent_class) == (0.5, "31-60 %")
    alone = damage(claim)
    assert alone is not None
    assert alone.extent_class is None


def test_the_wall_of_the_seed_page(shared: Path) -> None:
    text = (shared / "seed-page.txt").read_text(encoding="utf-8")
    reading = Coder(Settings(), strict=True).read(text)
    assert isinstance(reading, Reading)
    found = [one for claim in reading.claims if (one := damage(claim, reading.mentions))]
    [wall] = [one for one in found if one.extent is not None]
    assert wall.extent is not None
    assert wall.total is not None
    assert (wall.extent.low, wall.total.low, wall.share_low) == (25, 2500, 0.01)
    assert (wall.extent_class, wall.basis) == ("1-10 %", "measured")
    assert "wall" in " ".join(one.words for one in wall.objects)
