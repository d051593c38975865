"""The parts of reading figures: word lists, units, what a reader gave, and any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.lexicon import read_data
from dateline.link.figure_measures import same_measure
from dateline.link.figure_single import is_singular
from dateline.link.figure_words import FIGURE_KINDS, FigureWords, Unit, lexicon
from dateline.link.figures import FigureLinker
from dateline.mention import FigureMention
from dateline.reading import Extraction, Reading, check_spans
from dateline.settings import Settings
from dateline.value import Figure, FigureKind

LINKER = FigureLinker(Settings())
WORDS = read_data("figures.yaml", FigureWords)
EXAMPLES = [(kind, *row) for kind, entry in WORDS.kinds.items() for row in entry.examples]
AGAINST = [(kind, text) for kind, entry in WORDS.kinds.items() for text in entry.against]


def report(text: str) -> Document:
    blocks = (Block(0, len(text), "paragraph"),) if text.strip() else ()
    return Document(id="sha256:part", uri="text:", text=text, blocks=blocks)


def figures(text: str) -> list[Figure]:
    extraction = LINKER(report(text), Extraction())
    return [m.value for m in extraction.mentions if isinstance(m, FigureMention) and m.value]


@pytest.mark.parametrize(("kind", "text", "words", "low", "high"), EXAMPLES)
def test_examples_of_a_kind(
    kind: str, text: str, words: str, low: float | None, high: float | None
) -> None:
    (found,) = figures(text)
    assert found.mention
    assert (found.kind, found.mention.text, found.low, found.high) == (kind, words, low, high)


@pytest.mark.parametrize(("kind", "text"), AGAINST)
def test_sentences_with_no_figure_of_a_kind(kind: str, text: str) -> None:
    assert kind not in [figure.kind for figure in figures(text)]


def test_every_kind_of_words_has_both_sides() -> None:
    assert all(entry.examples and entry.against for entry in WORDS.kinds.values())
    assert set(WORDS.kinds) <= set(FIGURE_KINDS)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ((25, "metres"), (80, "foot"), True),
        ((25, "metres"), (82, "feet"), True),
        ((25, "metres"), (90, "feet"), False),
        ((10, "km"), (6, "miles"), True),
        ((10, "km"), (10_000, "metres"), True),
        ((10, "km"), (10, "km"), False),
        ((2, "hectares"), (5, "acres"), True),
        ((2, "hectares"), (5, "miles"), False),
    ],
)
def test_two_measures_within_five_per_cent_are_one(
    left: tuple[float, str],
    right: tuple[float, str],
    same: bool,  # noqa: FBT001
) -> None:
    units = lexicon().units
    assert same_measure(left[0], units[left[1]], right[0], units[right[1]]) is same


def test_no_spelling_stands_for_two_units() -> None:
    raw = read_data("units.yaml", dict[str, dict[str, dict[str, object]]])
    spellings = [
        spelling
        for entries in raw.values()
        for entry in entries.values()
        for spelling in entry["names"]  # type: ignore[attr-defined]
    ]
    assert len(spellings) == len(set(spellings))
    assert all(isinstance(unit, Unit) and unit.factor > 0 for unit in lexicon().units.values())


@pytest.mark.parametrize(
    ("noun", "one"),
    [("soldier", True), ("soldiers", False), ("police", False), ("princess", True), ("men", False)],
)
def test_nouns_for_one_and_for_many(noun: str, *, one: bool) -> None:
    assert is_singular(noun) is one


def claim(document: Document, word: str, **fields: object) -> Claim:
    start = document.text.index(word)
    span = document.span(start, start + len(word))
    made = Claim(id=word, event_type="attack", trigger=span, evidence=span, by="test")
    return made if not fields else Claim(**{**_fields(made), **fields})


def _fields(made: Claim) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__struct_fields__}


def tie(document: Document, words: str, kind: FigureKind = "killed") -> Figure:
    start = document.text.index(words)
    return Figure(kind=kind, mention=document.span(start, start + len(words)))


def linked(document: Document, ties: dict[str, tuple[Figure, ...]]) -> dict[str, list[object]]:
    claims = tuple(claim(document, word, figures=given) for word, given in ties.items())
    read = LINKER(document, Extraction(claims=claims))
    return {c.id: [(f.kind, f.low, f.high, f.unit) for f in c.figures] for c in read.claims}


def test_a_number_that_a_reader_tied_to_a_claim_gets_its_value_there() -> None:
    document = report("The raid killed at least 12 men and wounded 30.")
    own = tie(document, "at least 12")
    read = LINKER(document, Extraction(claims=(claim(document, "raid", figures=(own,)),)))
    figure, other = read.claims[0].figures
    assert (figure.kind, figure.low, figure.high, figure.hedge) == ("killed", 12, None, "at least")
    assert (figure.unit, figure.of) == ("persons", "men")
    assert (other.kind, other.low) == ("wounded", 30)


def test_a_tied_number_goes_to_its_claim_and_to_no_nearer_one() -> None:
    document = report("After the raid, medics counted nine dead; a later strike hit the road.")
    nine = ("killed", 9, 9, "persons")
    assert linked(document, {"raid": (), "strike": (tie(document, "nine"),)}) == {
        "raid": [],
        "strike": [nine],
    }
    assert linked(document, {"raid": (tie(document, "nine"),), "strike": ()})["raid"] == [nine]


def test_a_tied_number_of_which_no_cue_tells_counts_what_its_reader_says() -> None:
    document = report("The raid on the convoy: 14 soldiers, the army conceded.")
    assert linked(document, {"raid": ()})["raid"] == []
    tied = linked(document, {"raid": (tie(document, "14"),)})
    assert tied["raid"] == [("killed", 14, 14, "persons")]


def test_of_those_who_were_shot_the_report_says_who_lives() -> None:
    text = "Three men were shot in the raid. All three are in hospital in stable condition."
    document = report(text)
    tied = linked(document, {"raid": (tie(document, "Three"),)})
    assert tied["raid"][0] == ("wounded", 3, 3, "persons")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a rubber tapper", [("killed", 1, 1, "persons")]),
        ("his neighbours", []),
        ("rubber", []),
    ],
)
def test_one_told_without_a_number_counts_once_where_a_reader_ties_it(
    words: str, found: list[object]
) -> None:
    document = report("The raid came at dawn: a rubber tapper and his neighbours, said the mayor.")
    assert linked(document, {"raid": (tie(document, words),)})["raid"] == found


def test_a_reader_s_value_is_never_overwritten() -> None:
    document = report("The raid killed 12 men.")
    own = Figure(kind="other", mention=document.span(16, 18), low=1, high=1)
    read = LINKER(document, Extraction(claims=(claim(document, "raid", figures=(own,)),)))
    assert read.claims[0].figures == (own,)


def test_a_reader_s_mention_is_valued_in_its_place() -> None:
    document = report("The raid killed 12 men.")
    read = LINKER(document, Extraction(mentions=(FigureMention(16, 18, "12"),)))
    (mention,) = read.mentions
    assert mention.value == Figure(
        kind="killed", mention=document.span(16, 18), low=12, high=12, unit="persons", of="men"
    )


def test_numbers_that_count_nothing_are_mentions_without_a_value() -> None:
    read = LINKER(report("The gunman, 26, fled on 12 May."), Extraction())
    assert [(m.text, m.value) for m in read.mentions] == [("26", None), ("12", None)]


def test_chrome_is_not_read() -> None:
    text = "The raid killed 12 men.\n\nTop stories: quake kills 300"
    document = Document(
        id="sha256:chrome",
        uri="text:",
        text=text,
        blocks=(Block(0, 23, "paragraph"), Block(25, len(text), "chrome")),
    )
    assert [m.text for m in LINKER(document, Extraction()).mentions] == ["12"]


def test_a_headline_in_capitals_is_read_too() -> None:
    (found,) = figures("12 DIE IN RAID ON IS CAMP")
    assert (found.kind, found.low) == ("killed", 12)


PIECES = st.sampled_from(
    """killed wounded 12 the and of soldiers between at least 30 to 40 rose from death toll ( ) 25-metre
    no one casualties , . ; including who were IS fled dead $5 % more than houses two dozen
    section""".split()
)


@profile(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_the_same_twice_with_spans_that_fit(text: str) -> None:
    document = report(text)
    triggers = [word for word in ("killed", "fled", "houses") if word in text]
    claims = tuple(claim(document, word) for word in triggers)
    read = LINKER(document, Extraction(claims=claims))
    check_spans(Reading.of(document, read))
    assert read == LINKER(document, Extraction(claims=claims))
    for mention in read.mentions:
        value = mention.value
        if isinstance(value, Figure) and value.low is not None and value.high is not None:
            assert value.low <= value.high


@pytest.mark.parametrize(
    "piece",
    ["12 ", "one ", "a man ", "killed 12 and ", "1,000,", "a dozen and ", "of the 40 ", "12, ",
     "no one of the x ", "rose to 12 from ", "Ali Hasan, 12, ", "one of them ", "from 1 to 2 "],
)  # fmt: skip
def test_endless_lists_are_read_to_their_end(piece: str) -> None:
    document = report("They were killed " + piece * 1500)
    read = LINKER(document, Extraction(claims=(claim(document, "killed"),)))
    check_spans(Reading.of(document, read))
    assert [made.id for made in read.claims] == ["killed"]


def test_the_seed_page_has_three_figures_of_the_wall_and_its_defenders(shared: Path) -> None:
    text = (shared / "seed-page.txt").read_text("utf-8")
    read = LINKER(report(text), Extraction())
    found = {
        (m.value.kind, m.value.low, m.value.unit): m.value
        for m in read.mentions
        if isinstance(m, FigureMention) and m.value
    }
    section = found["extent", 25, "metres"]
    assert [span.text for span in section.also_written] == ["80-foot"]
    assert ("total_extent", 2500, "metres") in found
    assert found["strength", 2500, "persons"].hedge == "some"
