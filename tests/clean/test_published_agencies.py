"""Wire services, publication and byline of a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from published_cases import Case, cases

from dateline.clean.agencies import agencies, byline, cues, publisher, wires
from dateline.clean.draft import PageFacts
from dateline.document import Block
from dateline.register import bundled

CASES = list(cases("published_agencies.txt"))
NOTHING = PageFacts()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_who_wrote_and_who_published(case: Case) -> None:
    for line in case.wanted:
        what, _, value = (part.strip() for part in line.partition(":"))
        if what == "agencies":
            found = "; ".join(agencies(case.text, case.blocks))
        elif what == "publisher":
            found = publisher(case.text, case.blocks, NOTHING) or ""
        else:
            assert what == "byline"
            found = byline(case.text, case.blocks, NOTHING) or ""
        assert found == value, what


def test_what_the_page_states_comes_first() -> None:
    stated = PageFacts(publisher="The Vellmar Echo", byline="Tom Bell")
    for case in CASES:
        assert publisher(case.text, case.blocks, stated) == "The Vellmar Echo"
        assert byline(case.text, case.blocks, stated) == "Tom Bell"


def test_chrome_names_no_service_and_no_writer() -> None:
    for case in CASES:
        blocks = tuple(msgspec.structs.replace(block, kind="chrome") for block in case.blocks)
        assert agencies(case.text, blocks) == ()
        assert byline(case.text, blocks, NOTHING) is None


@pytest.mark.parametrize("cue", [*cues().relays, *cues().credits], ids=lambda cue: cue.id)
def test_examples_of_cues(cue) -> None:
    pattern = re.compile(cue.pattern.replace("{agency}", wires().any_name.pattern))
    assert cue.examples
    assert cue.not_
    assert [words for words in cue.examples if not pattern.search(words)] == []
    assert [words for words in cue.not_ if pattern.search(words)] == []


def test_services_bear_the_names_of_the_register() -> None:
    register = bundled()
    assert wires().names["Agence France-Presse"] == "AFP"
    assert wires().names["AP"] == "Associated Press"
    for one in cues().more:
        actors = [actor for name in (one.name, *one.names) for actor in register.find(name)]
        assert [actor.name for actor in actors if actor.kind == "agency"] == []
    assert cues().weak <= wires().names.keys()
    for organ in cues().organs:
        assert register.actors[organ].name not in wires().names


@pytest.mark.parametrize("length", [2_000, 200_000])
def test_long_lines_are_read_in_part(length: int) -> None:
    text = "AFP " * (length // 4)
    for kind in ("byline", "paragraph", "chrome"):
        assert agencies(text, (Block(0, len(text), kind),)) == ()


def test_the_page_without_a_year_is_of_its_publication_and_one_service(shared: Path) -> None:
    lines = (shared / "data" / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    (row,) = (row for row in map(json.loads, lines) if row.get("published_range"))
    text = row["text"]
    blocks = tuple(
        Block(match.start(), match.end(), "paragraph")
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip() and match.start() > text.rindex(row["title"]) + 1
    )
    assert publisher(text, blocks, NOTHING) == row["publisher"]
    assert agencies(text, blocks) == ("AFP",)
