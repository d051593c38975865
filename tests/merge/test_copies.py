"""Copies are found word for word, and what they changed is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.document import Block, Document
from dateline.merge.copies import CONTAINMENT, Runs, changes, containment, copied, matches
from dateline.sentence import split

CASES = Path(__file__).parents[1] / "cases" / "merge" / "copies.txt"
COPY_KINDS = ("copy", "abridged", "grafted")
OTHER_KINDS = ("other words", "another day", "another place")


def page(text: str, identity: str = "a", furniture: str = "") -> Document:
    blocks = [Block(0, len(text), "paragraph")]
    whole = f"{text}\n{furniture}" if furniture else text
    if furniture:
        blocks.append(Block(len(text) + 1, len(whole), "chrome"))
    return Document(id=identity, uri=f"file:{identity}", text=whole, blocks=tuple(blocks))


def wires() -> Iterator[dict[str, str]]:
    for section in CASES.read_text(encoding="utf-8").split("=== ")[1:]:
        parts = re.split(r"\n--- (.+)\n", section.strip())
        wire = parts[0].split("\n", 1)[1]
        yield {"wire": wire, **dict(zip(parts[1::2], parts[2::2], strict=True))}


def made(kind: str, wire: dict[str, str]) -> str:
    """Return a telling of a kind, made of the wire story where it is some copy of it."""
    sentences = [span.text for span in split(wire["wire"], 0, len(wire["wire"]))]
    if kind == "copy":
        return "A headline of our own. " + re.sub(r"\b\d+\b", "77", wire["wire"], count=1)
    if kind == "abridged":
        return " ".join(sentences[:2])
    if kind == "grafted":
        return " ".join([wire["own"], *sentences[:3]])
    return wire[kind]


PAIRS = [
    (kind, number, wire["wire"], made(kind, wire))
    for number, wire in enumerate(wires(), 1)
    for kind in (*COPY_KINDS, *OTHER_KINDS)
]


def shared(left: Document, right: Document) -> float:
    return containment(Runs(left).distinct, Runs(right).distinct)


def is_copy(left: str, right: str) -> bool:
    return shared(page(left), page(right, "b")) >= CONTAINMENT


def test_sixty_pairs_are_told_apart() -> None:
    assert len(PAIRS) == 60
    found = {(kind, number) for kind, number, left, right in PAIRS if is_copy(left, right)}
    wanted = {(kind, number) for kind, number, _, _ in PAIRS if kind in COPY_KINDS}
    f1 = 2 * len(found & wanted) / (len(found) + len(wanted))
    assert f1 >= 0.95, sorted(found ^ wanted)


@pytest.mark.parametrize("kind", [*COPY_KINDS, *OTHER_KINDS])
def test_the_threshold_lies_in_a_wide_gap(kind: str) -> None:
    values = [
        shared(page(left), page(right, "b")) for this, _, left, right in PAIRS if this == kind
    ]
    if kind in COPY_KINDS:
        assert min(values) > CONTAINMENT + 0.05
    else:
        assert max(values) < CONTAINMENT - 0.05


def test_shared_quotations_make_no_copy() -> None:
    quoted = (
        '"We shall not rest until every one of those who ordered this has been brought before a '
        'court and has heard the names of the dead read out to him," the minister said. '
    )
    left = quoted + "Her party had asked for a debate that never took place in the old chamber."
    right = quoted + "Outside, a small crowd of pensioners waited in the rain for the evening tram."
    assert shared(page(left), page(right, "b")) == 0.0


def test_furniture_makes_no_copy() -> None:
    menu = PAIRS[0][2]
    left = page("The council of Arden met on Monday to talk about a bridge.", "a", menu)
    right = page("A ferry ran aground off the cape, and all aboard were saved.", "b", menu)
    assert shared(left, right) == 0.0


def test_what_a_copy_changed_is_listed() -> None:
    before = PAIRS[0][2]
    after = before.replace("killing 17 traders", "killing 19 traders").replace(
        ", where a nurse said that four of them were in a serious condition", ""
    )
    original, copy = page(before), page(after, "b")
    found = changes(copy, original, matches(Runs(copy), Runs(original)))
    assert [(item.kind, item.figures) for item in found] == [
        ("replaced", True),
        ("left_out", True),
    ]
    replaced = found[0]
    assert replaced.before is not None
    assert replaced.after is not None
    assert (replaced.before.text, replaced.after.text) == ("17", "19")
    assert copy.text[replaced.after.start : replaced.after.end] == "19"


def test_own_words_of_a_grafted_copy_are_not_copied() -> None:
    wire = next(wires())
    original, copy = page(wire["wire"]), page(made("grafted", wire), "b")
    stretches = matches(Runs(copy), Runs(original))
    sentences = list(split(copy.text, 0, len(copy.text)))
    assert [copied(sentence, stretches) for sentence in sentences] == [False] * 2 + [True] * 3


def test_numbers_of_words_are_the_same_in_every_process() -> None:
    assert Runs(page("four words are enough")).values.tolist() == [4249920139255494498]
