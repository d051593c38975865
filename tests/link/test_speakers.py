"""Chains of attribution: who speaks, who goes on speaking, and who is told of at second hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.link.actors import ActorLinker
from dateline.link.speaker_denials import denials_led
from dateline.link.speaker_reference import Heard, _fits
from dateline.link.speaker_words import read_source
from dateline.link.speakers import SpeakerLinker
from dateline.reading import Extraction, Reading, Statement, check_spans
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import DayRange, Entity, Speaker

CASES = Path(__file__).resolve().parents[1] / "cases" / "link" / "speakers.txt"
_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


@pytest.fixture(scope="module")
def linkers() -> tuple[ActorLinker, SpeakerLinker]:
    return ActorLinker(Settings()), SpeakerLinker(Settings())


def marked(words: str) -> tuple[str, dict[str, Span]]:
    text, last = "", 0
    places: list[tuple[int, int, str]] = []
    for match in _MARKED.finditer(words):
        text += words[last : match.start()]
        places.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    text += words[last:]
    return text, {tag: Span.of(text, start, end) for start, end, tag in places}


def document(text: str, **fields: object) -> Document:
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        kind = "paragraph" if blocks or "\n" not in text else "headline"
        blocks.append(Block(match.start(), match.end(), kind))  # type: ignore[arg-type]
    made = Document(
        id="sha256:case",
        uri="text:",
        text=text,
        blocks=tuple(blocks),
        published=Published(first=date(2017, 7, 4), last=date(2017, 7, 4), basis="given"),
    )
    return msgspec.structs.replace(made, **fields)


def extraction(
    tags: dict[str, Span], text: str, actors: dict[str, Span] | None = None
) -> Extraction:
    cues = [(tag.split(".cue>"), span) for tag, span in tags.items() if ".cue>" in tag]
    outer = {covered: key for (key, covered), _ in cues if covered.startswith("a")}
    statements = tuple(
        Statement(
            id=key,
            source=tags.get(f"{key}.source"),
            cue=span,
            inside=outer.get(key),
            claims=(covered,) if covered.startswith("e") else (),
        )
        for (key, covered), span in cues
    )
    claims = tuple(
        Claim(
            id=tag,
            event_type="attack",
            trigger=span,
            evidence=Span.of(text, 0, len(text)),
            by="extract.test@0",
            actors=(Entity(name=actors[tag].text, mention=actors[tag]),)
            if actors and tag in actors
            else (),
        )
        for tag, span in tags.items()
        if re.fullmatch(r"e\d", tag)
    )
    return Extraction(claims=claims, statements=statements)


def chains(linkers: tuple[ActorLinker, SpeakerLinker], words: str, **fields: object) -> Extraction:
    text, tags = marked(words)
    given = document(text, **fields)
    result = extraction(tags, text)
    for linker in linkers:
        result = linker(given, result)
    check_spans(Reading.of(given, result))
    return result


def lines() -> list[str]:
    rows = CASES.read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row.strip() and not row.startswith("#")]


@pytest.mark.parametrize("line", lines())
def test_chains(linkers: tuple[ActorLinker, SpeakerLinker], line: str) -> None:
    words, wanted = line.split(" => ")
    result = chains(linkers, words)
    found = {
        claim.id: " < ".join(link.speaker.name for link in claim.attribution if link.speaker) or "-"
        for claim in result.claims
    }
    assert found == dict(part.split(": ", 1) for part in wanted.split("; "))


WIRE = (
    "Dam taken\n[AFP|a1.source] [reports|a1.cue>e1] that rebels [took|e1] a dam.\n"
    "[The army|a2.source] of Peru [said|a2.cue>e2] it [shelled|e2] them.\n"
    "[A monitor|a3.source] [said|a3.cue>e3] six [died|e3].\n"
    "[The governor|a4.source] [said|a4.cue>e4] two [drowned|e4]."
)


def names(result: Extraction) -> dict[str, list[str]]:
    return {
        claim.id: [link.speaker.name for link in claim.attribution if link.speaker]
        for claim in result.claims
    }


def test_a_cited_wire_service_relays_up_to_the_next_reporter(
    linkers: tuple[ActorLinker, SpeakerLinker],
) -> None:
    found = names(chains(linkers, WIRE, publisher="Quayside Post"))
    assert found["e1"] == ["AFP"]
    assert found["e2"] == ["AFP", "Peruvian Armed Forces"]
    assert found["e3"] == ["A monitor"]
    assert found["e4"] == ["The governor"]


def test_a_wire_service_does_not_relay_its_own_report(
    linkers: tuple[ActorLinker, SpeakerLinker],
) -> None:
    found = names(chains(linkers, WIRE, publisher="AFP"))
    assert found["e2"] == ["Peruvian Armed Forces"]


def test_speaking_makes_nobody_an_actor(linkers: tuple[ActorLinker, SpeakerLinker]) -> None:
    result = chains(linkers, "[NATO|a1.source] [said|a1.cue>e1] a bus [burned|e1].")
    assert result.claims[0].actors == ()
    assert result.claims[0].recipients == ()


def test_a_side_of_the_event_is_told(linkers: tuple[ActorLinker, SpeakerLinker]) -> None:
    words = (
        "[Al-Shabaab|a1.source] [said|a1.cue>e1] its men [shot|e1] a judge in Somalia, "
        "and [the mayor|a2.source] [confirmed|a2.cue>e2] the [shooting|e2]."
    )
    text, tags = marked(words)
    given = document(text)
    start = text.index("its men")
    result = extraction(tags, text, {"e1": Span.of(text, start, start + 7)})
    for linker in linkers:
        result = linker(given, result)
    by_id = {claim.id: claim for claim in result.claims}
    assert by_id["e1"].actors[0].id == "dateline:al-shabaab"
    assert by_id["e1"].attribution[0].speaker.party
    assert not by_id["e2"].attribution[0].speaker.party


def test_a_statement_goes_on_with_its_date(linkers: tuple[ActorLinker, SpeakerLinker]) -> None:
    text, tags = marked(
        "[NATO|a1.source] [said|a1.cue>e1] jets [bombed|e1] a mill. A barn [fell|e2], "
        "[it|a2.source] [added|a2.cue>e2]."
    )
    given = extraction(tags, text)
    day = DayRange(first=date(2017, 7, 3), last=date(2017, 7, 3))
    first = msgspec.structs.replace(given.statements[0], statement_date=day)
    given = msgspec.structs.replace(given, statements=(first, *given.statements[1:]))
    for linker in linkers:
        given = linker(document(text), given)
    assert [claim.attribution[0].statement_date for claim in given.claims] == [day, day]


def test_he_goes_on_with_a_name_that_the_register_holds() -> None:
    heard = Heard(Speaker(name="Ana Silva", id="team:silva", named=True), read_source("Ana Silva"))
    assert not _fits("he", heard)
    assert _fits("it", heard)


@pytest.mark.parametrize(
    ("words", "shape", "name", "named"),
    [
        ("President Ana Silva", "person", "Ana Silva", True),
        ("Brigadier General Omar al-Rashid", "person", "Omar al-Rashid", True),
        ("a spokesman for the movement, Idris Kane", "person", "Idris Kane", True),
        ("the Norfolk Police Department", "body", "the Norfolk Police Department", True),
        ("a local official", "description", "a local official", False),
        ("it", "pronoun", "it", False),
        ("the statement", "document", "the statement", False),
        ("Residents", "description", "Residents", False),
    ],
)
def test_words_for_a_source(words: str, shape: str, name: str, *, named: bool) -> None:
    found = read_source(words)
    assert (found.shape, found.name, found.named) == (shape, name, named)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a monitor", "monitor"),
        ("villagers near the dam", "witness"),
        ("a rebel commander", "belligerent"),
        ("the state news agency", "agency"),
        ("two police officers", "official"),
        ("a communique", "document"),
        ("an aid charity", "ngo"),
        ("a caller", "anonymous"),
        ("the barge", None),
    ],
)
def test_kinds_of_source(words: str, kind: str | None) -> None:
    assert read_source(words).kind == kind


def denied(
    kind: str, *, actor: str | None = None, same_as: str | None = None
) -> tuple[Claim, Claim]:
    """Return a shelling by the Houthis, and something denied after it."""
    text = "Houthis shelled a mill. The other side denied that it was shelled."
    whole = Span.of(text, 0, len(text))
    houthis = Entity(name="Houthis", id="dateline:houthis")
    told = Claim(
        id="told", event_type="shelling", trigger=Span.of(text, 8, 15), evidence=whole,
        by="t@0", actors=(houthis,),
    )  # fmt: skip
    start = text.rindex("shelled")
    no = Claim(
        id="no", event_type=kind, trigger=Span.of(text, start, start + 7), evidence=whole,  # type: ignore[arg-type]
        by="t@0", status="denied", same_as=same_as,
        actors=(Entity(name="x", id=actor),) if actor else (),
    )  # fmt: skip
    return told, no


def test_a_denial_leads_to_what_it_denies() -> None:
    assert denials_led(denied("shelling"))[1].same_as == "told"
    assert denials_led(denied("shelling", actor="dateline:houthis"))[1].same_as == "told"


def test_a_denial_of_something_else_leads_nowhere() -> None:
    assert denials_led(denied("arrest"))[1].same_as is None
    assert denials_led(denied("shelling", actor="dateline:yem-army"))[1].same_as is None


def test_a_denial_that_leads_somewhere_stays() -> None:
    assert denials_led(denied("shelling", same_as="other"))[1].same_as == "other"
