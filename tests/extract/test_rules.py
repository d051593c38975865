"""The rules reader on whole reports: retellings, furniture, quotations, scenes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.document import Block, Document
from dateline.mention import EntityMention
from dateline.reading import Reading, check_spans
from extract.marked import document, read, reader

REPORT = """# Gunmen kill nine in raid on market

Gunmen raided the market of Orlo on Sunday and killed nine traders, the mayor said.

The raid came two days after soldiers had left the town.

A medic, Sara Diallo, put the number of dead at 12.
% Top stories: rebels shell the airport, 40 killed"""


def test_a_headline_is_a_retelling_of_the_body() -> None:
    claims = read(REPORT).claims
    assert [c.trigger.text for c in claims if c.same_as is None] == ["raided"]


def test_a_bare_reference_tells_nothing_new() -> None:
    assert "raid" not in [c.trigger.text for c in read(REPORT).claims]


def test_another_count_by_another_speaker_is_a_retelling() -> None:
    claims = read(REPORT).claims
    root = claims[0]
    assert [(c.trigger.text, c.event_type) for c in claims if c.same_as == root.id] == [
        ("dead", root.event_type)
    ]


def test_what_is_left_out_is_left_out_with_a_reason() -> None:
    reasons = {r.span.text: r.reason for r in read(REPORT).rejections if r.span}
    assert reasons["raid"] == "told before, and nothing new in it"


def test_nothing_is_read_from_furniture() -> None:
    page = document(REPORT)
    chrome = [block for block in page.blocks if block.kind == "chrome"]
    extraction = reader()(page)
    spans = [c.trigger for c in extraction.claims] + [m.span() for m in extraction.mentions]
    spans += [s.cue for s in extraction.statements if s.cue]
    assert chrome
    assert not [s for s in spans for block in chrome if block.start <= s.start < block.end]


def test_a_speaker_is_no_actor() -> None:
    text = "Minister Amadou Keita said 80 villagers were killed in an attack near Dori."
    claims = read(text).claims
    assert claims
    assert all(not claim.actors for claim in claims)


def test_statements_name_the_claims_they_cover() -> None:
    extraction = read("Rebels shelled the port on Monday, the governor said.")
    [claim] = extraction.claims
    [statement] = extraction.statements
    assert statement.claims == (claim.id,)


def test_one_statement_inside_another() -> None:
    extraction = read("AFP reports that a local official said rebels shelled the airport.")
    outer, inner = extraction.statements
    assert (outer.source.text, inner.source.text) == ("AFP", "a local official")
    assert inner.inside == outer.id
    assert outer.inside is None


def test_a_source_quoted_as_saying_is_inside_who_quotes_it() -> None:
    outer, inner = read("AFP quoted a medic as saying the depot was hit by drones.").statements
    assert (outer.source.text, inner.source.text) == ("AFP", "a medic")
    assert inner.inside == outer.id


def test_a_quotation_runs_on_over_sentences_without_a_cue() -> None:
    text = '"They came at dawn," said Amina Sule. "They burned the mill."'
    [statement] = read(text).statements
    assert [piece.text for piece in statement.content] == [
        '"They came at dawn,"',
        '"They burned the mill."',
    ]
    assert statement.direct


def test_a_partys_word_about_its_own_success_is_alleged() -> None:
    [claim] = read("The army said its troops had captured the town of Dori on Monday.").claims
    assert (claim.event_type, claim.status) == ("territory_taken", "alleged")


def test_a_partys_own_act_is_no_allegation() -> None:
    [claim] = read("The army said its jets bombed a camp near Dori on Monday.").claims
    assert (claim.event_type, claim.status) == ("air_strike", "occurred")


@pytest.mark.parametrize(
    "text",
    [
        """The home side attacked from the start. Their striker shot wide in the second half of the
        match, and the visiting goalkeeper was beaten twice before the season's last goal.""",
        """The film opens with a massacre. The director shot it in nine days, and the actor who
        plays the kidnapper won a prize at the festival.""",
        """Firefighters battled the blaze for hours after the earthquake, and nine people died
        when a hotel collapsed.""",
    ],
)
def test_other_scenes_tell_no_violence(text: str) -> None:
    assert [c.trigger.text for c in read(" ".join(text.split())).claims] == []


def test_people_are_mentioned_whether_or_not_they_act() -> None:
    found = [
        m.text
        for m in read("Villagers watched as soldiers rested by the road.").mentions
        if isinstance(m, EntityMention)
    ]
    assert found == ["Villagers", "soldiers"]


def test_reading_twice_gives_the_same() -> None:
    assert read(REPORT) == read(REPORT)


def test_ids_name_document_words_and_type() -> None:
    for claim in read(REPORT).claims:
        assert claim.id == claim.make_id("sha256:0", claim.trigger, claim.event_type)


def test_retellings_point_at_claims_of_the_reading() -> None:
    claims = read(REPORT).claims
    known = {c.id for c in claims}
    assert all(c.same_as in known for c in claims if c.same_as)


WORDS = st.sampled_from(
    "the army rebels attacked , . said killed nine “ ” \" ' ( ) bomb in Orlo on Monday who by and"
    " of to was not will shelled that it — ; 12 dead AFP quoted as saying according \n".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_words_give_a_valid_reading(words: list[str]) -> None:
    text = " ".join(words)
    blocks = (Block(0, len(text), "paragraph"),) if text.strip() else ()
    page = Document(id="sha256:1", uri="text:", text=text, blocks=blocks)
    extraction = reader()(page)
    check_spans(Reading.of(page, extraction))
    known = {claim.id for claim in extraction.claims}
    for statement in extraction.statements:
        assert set(statement.claims) <= known
        assert statement.inside != statement.id


def test_most_of_a_real_report_is_found_and_nothing_of_its_furniture(shared: Path) -> None:
    rows = (shared / "data" / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    row = next(json.loads(line) for line in rows if '"seed' in line)
    text: str = row["text"]
    chrome = [(text.index(quote), text.index(quote) + len(quote)) for quote in row["chrome"]]
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        place = text.index(words, start) if words else start
        start += len(line)
        if not words:
            continue
        furniture = any(place < high and low < place + len(words) for low, high in chrome)
        kind = "chrome" if furniture else "paragraph" if blocks else "headline"
        blocks.append(Block(place, place + len(words), kind))
    page = Document(id="sha256:2", uri="text:", text=text, blocks=tuple(blocks))
    claims = reader()(page).claims
    found, used = set(), set()
    for event in row["events"]:
        low = text.index(event["quote"])
        high = low + len(event["quote"])
        for claim in claims:
            inside = low <= claim.trigger.start and claim.trigger.end <= high
            within = claim.evidence.start <= low and high <= claim.evidence.end
            if (inside or within) and claim.id not in used:
                used.add(claim.id)
                found.add(event.get("same_as") or event["id"])
                break
    assert len(found) >= 8
    assert not [c for c in claims for low, high in chrome if low <= c.trigger.start < high]
