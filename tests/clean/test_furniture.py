"""What page furniture says: every entry of furniture.yaml against its examples."""

from __future__ import annotations

import pytest

from dateline.clean.furniture import Furnisher, Furniture, bundled
from dateline.lexicon import read_data

KINDS = read_data("furniture.yaml", tuple[Furniture, ...])
OWN = (*KINDS, Furnisher.ruler, Furnisher.doubled)


@pytest.mark.parametrize(
    ("kind", "line"),
    [(kind, line) for kind in OWN for line in kind.examples],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_an_entry_knows_its_examples(kind: Furniture, line: str) -> None:
    assert Furnisher((kind,))(line) is not None
    assert bundled()(line) is not None


@pytest.mark.parametrize("line", [line for kind in OWN for line in kind.not_])
def test_what_an_entry_must_leave_alone_is_no_furniture(line: str) -> None:
    assert bundled()(line) is None


def test_entries_have_names_of_their_own() -> None:
    names = [kind.id for kind in KINDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_pattern_fits_an_example(kind: Furniture) -> None:
    for field in ("patterns", "parts"):
        for pattern in getattr(kind, field):
            alone = Furniture(
                id=kind.id,
                reason=kind.reason,
                scope=kind.scope,
                examples=kind.examples,
                not_=kind.not_,
                **{field: (pattern,)},
            )
            assert any(Furnisher((alone,))(line) for line in kind.examples), pattern


@pytest.mark.parametrize("marks", ["", "  ", "»", "* ", "[", "— "])
def test_marks_case_and_white_space_do_not_matter(marks: str) -> None:
    found = bundled()(f"{marks}TOP   Stories:{marks}")
    assert found is not None
    assert found.scope == "rest"


def test_long_lines_are_no_furniture() -> None:
    assert bundled()("Subscribe to " + ", ".join(f"paper {n}" for n in range(90))) is None


def test_a_report_in_one_line_that_says_its_headline_twice_is_no_link() -> None:
    head = "Two killed in raid on mill of Orsk "
    assert bundled()(2 * head + "Soldiers shot two men in the mill on Monday. " * 30) is None
