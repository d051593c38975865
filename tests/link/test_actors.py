"""Linking of actors: sentences with dated traps, and the rules that no sentence shows alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.link.actors import ActorLinker
from dateline.mention import EntityMention, PlaceMention
from dateline.reading import Extraction, Reading, check_spans
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import Entity, Place

CASES = Path(__file__).resolve().parents[1] / "cases" / "link"
_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


class Case(NamedTuple):
    day: date
    text: str
    marks: tuple[tuple[int, int, str], ...]


@pytest.fixture(scope="module")
def linker() -> ActorLinker:
    return ActorLinker(Settings())


def read_cases(name: str) -> list[Case]:
    cases = []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        day, marked = line.split(" | ", 1)
        text, marks, last = "", [], 0
        for match in _MARKED.finditer(marked):
            text += marked[last : match.start()]
            marks.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            last = match.end()
        cases.append(Case(date.fromisoformat(day), text + marked[last:], tuple(marks)))
    return cases


def document(text: str, day: date | None = None, agencies: tuple[str, ...] = ()) -> Document:
    return Document(
        id="sha256:case",
        uri="text:",
        text=text,
        blocks=(Block(0, len(text), "paragraph"),),
        agencies=agencies,
        published=Published(first=day, last=day, basis="given" if day else "unknown"),
    )


def span(text: str, wanted: str, after: int = 0) -> Span:
    start = text.index(wanted, after)
    return Span.of(text, start, start + len(wanted))


def claim(text: str, actors: list[Span], recipients: list[Span], kind: str = "attack") -> Claim:
    whole = Span.of(text, 0, len(text))
    return Claim(
        id="c1",
        event_type=kind,  # type: ignore[arg-type]
        trigger=Span.of(text, 0, 1),
        evidence=whole,
        by="extract.test@0",
        actors=tuple(Entity(name=one.text, mention=one) for one in actors),
        recipients=tuple(Entity(name=one.text, mention=one) for one in recipients),
    )


def linked(linker: ActorLinker, case: Case) -> list[Entity]:
    spans = [Span.of(case.text, start, end) for start, end, _ in case.marks]
    extraction = Extraction(claims=(claim(case.text, spans, []),))
    result = linker(document(case.text, case.day), extraction)
    check_spans(Reading.of(document(case.text, case.day), result))
    return list(result.claims[0].actors)


def outcomes(linker: ActorLinker, name: str) -> list[tuple[bool, str]]:
    found = []
    for case in read_cases(name):
        entities = linked(linker, case)
        for start, end, answer in case.marks:
            own = [one for one in entities if one.mention and start <= one.mention.start < end]
            ids = {(one.id or "-").removeprefix("dateline:") for one in own}
            right = ids == {answer} or (not own and answer == "-")
            found.append((right, f"{case.text[start:end]!r} -> {ids}, not {answer}: {case.text}"))
    return found


FILES = ("actors_dated.txt", "actors_shared.txt", "actors_phrases.txt")


@pytest.mark.parametrize("name", FILES)
def test_dated_traps(linker: ActorLinker, name: str) -> None:
    found = outcomes(linker, name)
    wrong = [message for right, message in found if not right]
    assert len(wrong) <= 0.05 * len(found), "\n".join(wrong)


def test_there_are_enough_traps() -> None:
    assert sum(len(case.marks) for name in FILES for case in read_cases(name)) >= 150
