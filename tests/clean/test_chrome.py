"""The lines of flattened pages under their labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.chrome import labelled
from dateline.document import Block

CASES = Path(__file__).parent.parent / "cases" / "clean"
BODY = (
    "Rebels fired rockets at the port of Vellmar on Monday, killing 12 dockers, the mayor said.",
    "The rockets set fire to two grain ships and closed the port, the mayor of Vellmar said.",
    "It was the third attack on the port since the rebels took the hills above Vellmar.",
)


def pages() -> list[tuple[str, str]]:
    found = []
    for path in sorted(CASES.glob("lines_*.txt")):
        content = path.read_text("utf-8").split("\n", 1)[1]
        found.extend((path.stem, page.strip("\n")) for page in content.split("===\n"))
    return found


def labels(text: str, *known: Block, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in labelled(text, known, title)]


@pytest.mark.parametrize(("name", "page"), pages())
def test_lines_are_labelled_as_a_reader_labels_them(name: str, page: str) -> None:
    marked = [line.partition("| ") for line in page.split("\n")]
    text = "\n".join(line for _, _, line in marked)
    assert labels(text) == [(label, line) for label, _, line in marked if line], name


def test_what_is_left_out_says_why() -> None:
    text = "\n\n".join(("Rockets hit port of Vellmar", *BODY, "Top stories", "Quake in the south."))
    reasons = [block.reason for block in labelled(text, (), None)]
    assert reasons == [
        None,
        None,
        None,
        None,
        "heading of links to other reports",
        "after heading of links to other reports",
    ]


def test_a_title_known_from_elsewhere_finds_the_headline() -> None:
    text = "\n".join(("Harbour Gazette tells the news", "Port of Vellmar hit by rockets", *BODY))
    found = labels(text, title="Port of Vellmar hit by rockets")
    assert ("headline", "Port of Vellmar hit by rockets") in found


def test_what_the_input_labels_stays() -> None:
    text = "\n\n".join(("Rockets hit the port of Vellmar", "Page 4", *BODY))
    place = text.index("Page 4")
    head = Block(0, len("Rockets hit the port of Vellmar"), "headline")
    foot = Block(place, place + 6, "chrome", "running head")
    found = labelled(text, (head, foot), None)
    assert found[:2] == (head, foot)
    assert [block.kind for block in found[2:]] == ["paragraph"] * 3


def test_a_headline_given_by_the_input_is_known_again_in_the_text() -> None:
    text = "\n\n".join(("Rockets hit the port of Vellmar",) * 2 + BODY)
    head = Block(0, len("Rockets hit the port of Vellmar"), "headline")
    assert [block.kind for block in labelled(text, (head,), None)][:3] == [
        "headline",
        "repeat",
        "paragraph",
    ]


def test_characters_that_cannot_be_seen_are_covered() -> None:
    text = "\u200b\n" + "\n".join(BODY)
    first = labelled(text, (), None)[0]
    assert (first.start, first.end, first.kind) == (0, 1, "chrome")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u00a0\u2028\u3000"])
def test_a_text_of_nothing_has_no_blocks(text: str) -> None:
    assert labelled(text, (), None) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The army took the town of Gao, he said. " * 100_000,
        "a" * 4_000_000,
        "Menu item\n" * 150_000,
        "The army took the town of Gao at dawn, he said.\n" * 30_000,
        '"The army took the town at dawn, he said to them all"\n\n' * 6_000,
        ("a | b " * 30 + "\n") * 1_500,
        "\n" * 2_000_000,
    ],
    ids=["one line", "one word", "short lines", "sentences", "quotations", "pipes", "blank"],
)
def test_giant_texts_are_covered(text: str) -> None:
    covered(text, labelled(text, (), None))


def test_what_follows_many_lines_is_labelled_by_a_plain_rule() -> None:
    text = "\n\n".join(BODY) + "\nMenu" * 20_000 + "\nlink\n" + BODY[0]
    last = labelled(text, (), None)[-2:]
    assert [block.kind for block in last] == ["chrome", "paragraph"]
    assert text[last[1].start :] == BODY[0]


def test_given_blocks_after_many_lines_stay() -> None:
    text = "Menu\n" * 20_100 + "Page 4\n" + BODY[0]
    place = text.index("Page 4")
    foot = Block(place, place + 6, "chrome", "running head")
    found = labelled(text, (foot,), None)
    assert foot in found
    covered(text, found)


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            (*BODY, "Top stories", "Share", "---", "By Ana Wolde", "4 March 2019", "Comments", "")
        ),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]), st.none() | st.text())
def test_any_text_is_covered_in_order(parts: list[str], end: str, title: str | None) -> None:
    text = end.join(parts)
    covered(text, labelled(text, (), title))


@settings(deadline=None, max_examples=100)
@given(LINES, st.data())
def test_any_given_blocks_stay(parts: list[str], data: st.DataObject) -> None:
    text = "\n".join(parts)
    known = []
    at = 0
    for part in parts:
        if part.strip() and data.draw(st.booleans()):
            low = at + len(part) - len(part.lstrip())
            kind = data.draw(st.sampled_from(["headline", "paragraph", "chrome"]))
            reason = "running head" if kind == "chrome" else None
            known.append(Block(low, low + len(part.strip()), kind, reason))
        at += len(part) + 1
    found = labelled(text, tuple(known), None)
    assert [block for block in found if block in known] == known
    covered(text, found)


def covered(text: str, blocks: tuple[Block, ...]) -> None:
    """Check that blocks are in order and hold every character that is not white space."""
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert bool(block.reason) == (block.kind in {"chrome", "repeat"})
        at = block.end
    assert not text[at:].strip()


def test_the_seed_page(shared: Path) -> None:
    path = shared / "seed-page.txt"
    if not path.is_file():
        pytest.skip("needs ../shared/seed-page.txt")
    text = path.read_text("utf-8")
    kinds = [block.kind for block in labelled(text, (), None)]
    assert kinds == ["headline", "repeat", *["paragraph"] * 10, *["chrome"] * 7]
    assert all(block.reason for block in labelled(text, (), None) if block.kind == "chrome")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers were shot in Beirut.", "paragraph"),
        ("Protests continued in Beirut on Monday.", "paragraph"),
        ("Home | World | Sport", "chrome"),
        ("Read more.", "chrome"),
    ],
)
def test_a_sentence_that_stands_alone_is_a_report(text: str, kind: str) -> None:
    (block,) = labelled(text, (), None)
    assert block.kind == kind


def test_a_long_report_on_one_line_is_a_report() -> None:
    text = "A bomb killed nine people near the port on Monday, officials said. " * 90
    (block,) = labelled(text.strip(), (), None)
    assert block.kind == "paragraph"
