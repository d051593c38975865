"""Victims told one by one add up where no total is told; parts of a whole never do."""

from __future__ import annotations

import pytest

from dateline.incident import FigureTable
from dateline.merge.incidents import Name, make_incident
from dateline.merge.telling import Report, Telling
from dateline.person import described, may_be_one
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(Settings(extract="rules"), strict=True)


def table(coder: Coder, text: str, kind: str) -> FigureTable | None:
    reading = coder.read(text)
    assert isinstance(reading, Reading)
    report = Report(id=reading.document.id, outlet="Courier", root=reading.document.id)
    tellings = [
        Telling(claim=claim, report=report, happening=claim.id, position=place)
        for place, claim in enumerate(reading.claims)
    ]
    incident = make_incident(Name("i1"), tellings, "ucdp")
    return next((each for each in incident.figures if each.kind == kind), None)


PLACE = "The shooting in Gao, Mali, began on Monday, police said. "


@pytest.mark.parametrize(
    ("text", "kind", "best"),
    [
        ("The shooting wounded three women and one man in Gao, Mali.", "wounded", 4),
        ("Gunmen killed a baker and two guards in Gao, Mali.", "killed", 3),
        ("A girl aged 7 was wounded in the shooting in Gao, Mali. A man was wounded.", "wounded", 2),
        ("A man in Gao, Mali, killed his two sons before killing himself.", "killed", 3),
        ("The attack in Gao, Mali, killed three. One of the victims was killed at the door.",
         "killed", 3),
        # One person told twice, and parts of a whole, are not added.
        ("A man was wounded in the shooting in Gao, Mali. The victim was wounded in the leg.",
         "wounded", 1),
        ("The victim, a 7-year-old girl, was wounded in the shooting in Gao, Mali.", "wounded", 1),
        ("The shooting killed 12 people in Gao, Mali, including two women and a child.", "killed",
         12),
    ],
)  # fmt: skip
def test_what_one_report_adds_up_to(coder: Coder, text: str, kind: str, best: float) -> None:
    found = table(coder, text, kind)
    assert found is not None
    assert found.best == best


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("A 7-year-old girl", "the girl", True),
        ("A 7-year-old girl", "a man", False),
        ("Omar Haddad", "a baker", True),
        ("Omar Haddad", "Ali Hassan", False),
        ("a man", "another man", False),
        ("a 17-year-old", "an 18-year-old man", False),
        ("the boy", "a 9-month-old baby", True),
        ("Omar Haddad", "a Cedar Falls man", True),
        ("a girl", "he", False),
        ("Omar's", "Omar Haddad", True),
    ],
)
def test_whether_two_descriptions_can_be_of_one(first: str, second: str, one: bool) -> None:  # noqa: FBT001
    assert may_be_one(described(first), described(second)) is one
