"""Figures: every number valued, what it counts, and the claim that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.link.figures import FigureLinker
from dateline.mention import FigureMention
from dateline.pipeline import Coder
from dateline.reading import Extraction, Reading, check_spans
from dateline.settings import Settings
from dateline.value import Figure

CASES = Path(__file__).resolve().parents[1] / "cases" / "link"
_MARKED = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
_VALUE = re.compile(
    r"(?P<kind>\w+)=(?P<low>\d+(?:\.\d+)?)?(?P<range>\.\.)?(?P<high>\d+)?(?P<unit>[a-z][a-z ]*)?"
    r"(?:<(?P<old>[\w,]+))?(?P<of>/.*)?"
)
PHENOMENA = (
    "numbers", "hedges", "ranges", "kinds", "extent", "revised", "parts", "zero", "traps", "of",
    "news", "wires", "more", "fresh", "shares", "last", "ways", "again",
)  # fmt: skip


@pytest.fixture(scope="module")
def linker() -> FigureLinker:
    return FigureLinker(Settings())


def lines(name: str) -> Iterator[str]:
    for line in (CASES / f"figures_{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def report(text: str) -> Document:
    return Document(
        id="sha256:case", uri="text:", text=text, blocks=(Block(0, len(text), "paragraph"),)
    )


def wanted(line: str) -> tuple[str, list[dict[str, Any]]]:
    """Return a case's text, and each marked figure's words and fields in text order."""
    figures: list[dict[str, Any]] = []
    for words, tags in _MARKED.findall(line):
        if tags == "=":
            figures[-1]["also"] = [words]
            continue
        for tag in re.split(r" (?=\w+=)", tags):
            match = _VALUE.fullmatch(tag)
            assert match, tag
            low, high = (float(match[name]) if match[name] else None for name in ("low", "high"))
            figure = {"words": words, "kind": match["kind"], "low": low, "high": high}
            if not match["range"]:
                figure["high"] = low
            if match["unit"]:
                figure["unit"] = match["unit"]
            if match["of"] is not None:
                figure["of"] = match["of"][1:] or None
            figure["old"], figure["also"] = match["old"], []
            figures.append(figure)
    return _MARKED.sub(lambda match: match[1], line), figures


def fields(figure: Figure, like: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as a case writes it: the fields that the case names."""
    shown: dict[str, Any] = {
        "words": figure.mention.text if figure.mention else None,
        "kind": figure.kind,
        "low": figure.low,
        "high": figure.high,
        "old": figure.replaces.text if figure.replaces else None,
        "also": [span.text for span in figure.also_written],
        "unit": figure.unit,
        "of": figure.of,
    }
    return {name: value for name, value in shown.items() if name in like or name == "old"}


def read(linker: FigureLinker, text: str) -> list[Figure]:
    """Return the figures of a text, its spans checked."""
    document = report(text)
    extraction = linker(document, Extraction())
    check_spans(Reading.of(document, extraction))
    return [
        mention.value
        for mention in extraction.mentions
        if isinstance(mention, FigureMention) and mention.value
    ]


CASE_LINES = [
    pytest.param(line, id=f"{name}: {line}") for name in PHENOMENA for line in lines(name)
]


@pytest.mark.parametrize("line", CASE_LINES)
def test_figures_of_a_sentence(linker: FigureLinker, line: str) -> None:
    text, figures = wanted(line)
    found = read(linker, text)
    likes = figures + [{"words": 1, "kind": 1, "low": 1, "high": 1}] * len(found)
    assert [fields(figure, like) for figure, like in zip(found, likes, strict=False)] == figures


def test_the_own_list_is_long_enough() -> None:
    assert len(CASE_LINES) >= 400


CLAIM_LINES = [
    pytest.param(line, id=f"{name}: {line}")
    for name in ("claims", "singles", "shot", "persons")
    for line in lines(name)
]


def claims_of(line: str) -> tuple[Document, list[Claim], list[tuple[int, str, float | None]]]:
    """Return a case's text, its claims, and (claim number, kind, low) of each figure."""
    text = _MARKED.sub(lambda match: match[1], line)
    claims: list[Claim] = []
    figures: list[tuple[int, str, float | None]] = []
    document, shift = report(text), 0
    for match in _MARKED.finditer(line):
        start = match.start() - shift
        shift += len(match[0]) - len(match[1])
        if not match[2].startswith("@"):
            for tag in match[2].split():
                number, _, value = tag.partition(":")
                found = _VALUE.fullmatch(value)
                assert found, tag
                low = float(found["low"]) if found["low"] else None
                figures.append((int(number), found["kind"], low))
            continue
        event_type, _, status = match[2][1:].partition("/")
        trigger = document.span(start, start + len(match[1]))
        claim_id = Claim.make_id(document.id, trigger, event_type)
        claims.append(
            Claim(
                id=claim_id,
                event_type=event_type,
                status=status or "occurred",
                trigger=trigger,
                evidence=trigger,
                by="test",
            )
        )
    return document, claims, figures


@pytest.mark.parametrize("line", CLAIM_LINES)
def test_each_figure_goes_to_the_claim_that_tells_it(linker: FigureLinker, line: str) -> None:
    document, claims, figures = claims_of(line)
    extraction = linker(document, Extraction(claims=tuple(claims)))
    check_spans(Reading.of(document, extraction))
    found = [
        (number, figure.kind, figure.low)
        for number, claim in enumerate(extraction.claims, 1)
        for figure in claim.figures
    ]
    assert sorted(found, key=str) == sorted(figures, key=str)


def test_a_toll_of_another_sentence_is_not_told_by_who_denies_the_act() -> None:
    text = "The coalition denies that it carried out the strike. The ministry gives a toll of 31."
    reading = Coder(Settings(extract="rules")).read(text)
    assert isinstance(reading, Reading)
    denied = [claim for claim in reading.claims if claim.status == "denied"]
    assert denied
    assert all(claim.figures == () for claim in denied)
