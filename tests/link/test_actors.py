"""Linking of actors: sentences with dated traps, and the rules that no sentence shows alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.link import coreference
from dateline.link.actor_phrases import Phrase
from dateline.link.actors import ActorLinker
from dateline.mention import EntityMention, PlaceMention
from dateline.reading import Extraction, Reading, check_spans
from dateline.register import Actor
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


def entities(
    linker: ActorLinker, text: str, wanted: list[str], *, kind: str = "attack", **fields: object
) -> list[Entity]:
    """Return the actors of one claim whose actors are some words of a text."""
    spans = [span(text, words) for words in wanted]
    given = document(text, date(2017, 7, 4))
    places = tuple(fields.get("places", ()))
    extraction = Extraction(claims=(claim(text, spans, [], kind),), mentions=places)
    result = linker(given, extraction)
    check_spans(Reading.of(given, result))
    return list(result.claims[0].actors)


def place(text: str, words: str, country: str) -> PlaceMention:
    found = span(text, words)
    value = Place(name=words, admin=(country,))
    return PlaceMention(start=found.start, end=found.end, text=words, value=value)


def test_compound_actors_are_split(linker: ActorLinker) -> None:
    text = "Syrian and Russian jets bombed a mill."
    found = entities(linker, text, ["Syrian and Russian jets"])
    assert [one.id for one in found] == ["dateline:syr-army", "dateline:rus-army"]
    assert [one.mention.text for one in found if one.mention] == ["Syrian", "Russian jets"]


def test_who_are_nobody_in_particular_is_not_split(linker: ActorLinker) -> None:
    text = "Farmers and herders fought near a well."
    found = entities(linker, text, ["Farmers and herders"])
    assert [(one.id, one.name) for one in found] == [(None, "Farmers and herders")]


def test_a_name_holding_and_is_whole(linker: ActorLinker) -> None:
    text = "The Justice and Equality Movement attacked a camp in Sudan."
    found = entities(linker, text, ["The Justice and Equality Movement"])
    assert [one.id for one in found] == ["dateline:jem"]


def test_the_coalition_is_known_by_its_allies(linker: ActorLinker) -> None:
    text = "The Syrian Democratic Forces took a mill in Syria. Coalition forces and partner forces met."
    found = entities(linker, text, ["Coalition forces and partner forces"])
    assert [one.id for one in found] == ["dateline:us-led-coalition", "dateline:sdf"]
    assert {one.resolved_from for one in found} == {"coreference"}


def test_the_coalition_without_allies_is_nobody(linker: ActorLinker) -> None:
    text = "The coalition won three seats in Norway."
    assert entities(linker, text, ["The coalition"])[0].id is None


def test_backed_forces_elsewhere_are_others(linker: ActorLinker) -> None:
    text = "The SDF took a mill in Syria. U.S.-backed forces in Arbaj took a dam."
    found = entities(linker, text, ["U.S.-backed forces"], places=[place(text, "Arbaj", "Iraq")])
    assert found[0].id is None
    here = entities(linker, text, ["U.S.-backed forces"], places=[place(text, "Arbaj", "Syria")])
    assert here[0].id == "dateline:sdf"


def test_the_army_of_two_states_is_nobodys(linker: ActorLinker) -> None:
    text = "The army shelled a ridge. India and Pakistan both claim it."
    assert entities(linker, text, ["The army"])[0].id is None


def test_an_adjective_means_the_army_only_by_force(linker: ActorLinker) -> None:
    text = "Israeli strikes hit a quarry."
    found = entities(linker, text, ["Israeli"], kind="air_strike")
    assert (found[0].id, found[0].resolved_from) == ("dateline:isr-army", "country")
    text = "Israeli talks went on."
    assert entities(linker, text, ["Israeli"], kind="talks")[0].id == "dateline:isr"


def test_roles_give_a_sector_and_no_id(linker: ActorLinker) -> None:
    text = "Gunmen shot a baker."
    found = entities(linker, text, ["Gunmen"])[0]
    assert (found.name, found.id, found.sector, found.resolved_from) == (
        "Gunmen", None, "UAF", "none",
    )  # fmt: skip


def test_names_that_no_reader_marked_become_mentions(linker: ActorLinker) -> None:
    text = "Oxfam said nine trucks of UNICEF were held near Goma."
    result = linker(document(text, date(2020, 1, 1)), Extraction())
    found = {one.text: one.value.id for one in result.mentions if isinstance(one, EntityMention)}
    assert found == {"Oxfam": "dateline:oxfam", "UNICEF": "dateline:unicef"}


def test_nothing_is_linked_in_furniture(linker: ActorLinker) -> None:
    text = "A mill burned.\nMore on Hamas"
    furniture = Block(text.index("More"), len(text), "chrome", "teaser")
    given = document(text, date(2020, 1, 1))
    given = Document(
        id=given.id, uri=given.uri, text=text, blocks=(Block(0, 14, "paragraph"), furniture)
    )
    assert linker(given, Extraction()).mentions == ()


def test_a_given_link_is_kept(linker: ActorLinker) -> None:
    text = "The SDF took a mill in Syria."
    own = Entity(name="Own", mention=span(text, "The SDF"), id="team:own")
    made = claim(text, [], [])
    made = Claim(
        id=made.id, event_type="attack", trigger=made.trigger, evidence=made.evidence,
        by=made.by, actors=(own,),
    )  # fmt: skip
    result = linker(document(text, date(2017, 7, 4)), Extraction(claims=(made,)))
    assert result.claims[0].actors == (own,)


def test_agencies_of_the_report_are_agencies(linker: ActorLinker) -> None:
    text = "MANILA, Philippines (AFP) - A mill burned."
    given = document(text, date(2017, 7, 4), ("AFP",))
    mentions = linker(given, Extraction()).mentions
    assert [one.value.id for one in mentions if one.text == "AFP"] == ["dateline:afp"]


def test_the_same_twice_gives_the_same(linker: ActorLinker) -> None:
    text = "Russian jets hit the group after IS took a dam in Syria. They left."
    made = Extraction(claims=(claim(text, [span(text, "They")], [span(text, "the group")]),))
    given = document(text, date(2016, 3, 3))
    assert linker(given, made) == ActorLinker(Settings())(given, made)


def test_a_description_looks_at_a_bounded_number_of_names(
    linker: ActorLinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Actor] = []
    fits = coreference._fits

    def counted(phrase: Phrase, actor: Actor, backs: object) -> bool:
        looked_at.append(actor)
        return fits(phrase, actor, backs)  # type: ignore[arg-type]

    monkeypatch.setattr(coreference, "_fits", counted)
    text = "Hamas took a dam in Syria. " + "The group met Hezbollah. " * 1500
    spans = [span(text, "The group", text.rindex("The group"))]
    linker(document(text, date(2017, 7, 4)), Extraction(claims=(claim(text, spans, []),)))
    assert 0 < len(looked_at) <= 2 * coreference.MOST_NAMED


def test_a_pronoun_points_no_further_than_its_reach(linker: ActorLinker) -> None:
    far = "Hamas took a dam in Syria. " + "It rained on a mill. " * 3 + "They left."
    assert entities(linker, far, ["They"])[0].id is None
    near = "Hamas took a dam in Syria. It rained on a mill. They left."
    assert entities(linker, near, ["They"])[0].id == "dateline:hamas"
