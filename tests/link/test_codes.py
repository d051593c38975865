"""Names in other codebooks: the table itself, and what claims are called by it."""

from __future__ import annotations

import functools
import itertools
import json
import re
from pathlib import Path

import msgspec
import pytest

from dateline.claim import EVENT_TYPES, NOT_ASSERTED, Attribution, Claim, EventType, Status
from dateline.link.actors import ActorLinker
from dateline.link.code_table import STATUSES, Row, Table, Why, code_table, problems
from dateline.link.codes import CodeLinker
from dateline.link.figures import FigureLinker
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import Entity, Figure, Place
from extract.marked import document, reader

TABLE = code_table()
PLOVER = TABLE.published.plover
SUBS = {sub: event for event, subs in TABLE.published.acled.items() for sub in subs}
MODES = (None, *sorted({mode for event in PLOVER.events.values() for mode in event.modes}))
CASES = Path(__file__).resolve().parents[1] / "cases" / "link" / "codes.txt"

SOLDIERS = Entity(name="soldiers", sector="MIL")
SYRIANS = Entity(name="Syrian Armed Forces", id="dateline:syr-army", sector="MIL", country="SYR")
RUSSIANS = Entity(name="Russian Armed Forces", id="dateline:rus-army", sector="MIL", country="RUS")
REBELS = Entity(name="rebels", sector="REB")
VILLAGERS = Entity(name="villagers", sector="CVL")


@functools.cache
def linker() -> CodeLinker:
    return CodeLinker(Settings())


def claim(
    event_type: EventType, text: str = "Something happened.", *, mode: str | None = None,
    status: Status = "occurred", actors: tuple[Entity, ...] = (),
    recipients: tuple[Entity, ...] = (), place: Place | None = None,
    killed: int | None = None, background: bool = False,
) -> Claim:  # fmt: skip
    span = Span.of(text, 0, len(text))
    figures = () if killed is None else (Figure(kind="killed", low=killed, high=killed),)
    return Claim(
        id="c", event_type=event_type, mode=mode, status=status, trigger=span, evidence=span,
        by="test", actors=actors, recipients=recipients, place=place, figures=figures,
        background=background,
    )  # fmt: skip


def test_the_table_has_no_problems() -> None:
    assert list(problems(TABLE)) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (Row(event="ASSAULT", mode="demo", acled="Attack", cameo="180", ucdp=True), "no mode"),
        (Row(event="STRIKE", acled="Attack", cameo="180", ucdp=True), "no PLOVER event"),
        (Row(event="ASSAULT", acled="Ambush", cameo="180", ucdp=True), "no ACLED sub-event"),
        (Row(event="ASSAULT", acled="Attack", cameo="199", ucdp=True), "no CAMEO code"),
        (Row(event="ASSAULT", cameo="180", ucdp=True), "acled must have either"),
        (Row(event="ASSAULT", acled="Attack", cameo="180"), "ucdp must have either"),
        (
            Row(event="ASSAULT", acled="Attack", cameo="180", ucdp=True, why=Why(cameo="none")),
            "cameo must have either",
        ),
    ],
)
def test_wrong_rows_are_found(row: Row, problem: str) -> None:
    wrong = msgspec.structs.replace(TABLE, types={**TABLE.types, "battle": (row,)})
    assert any(problem in found for found in problems(wrong))


def test_a_missing_type_and_an_open_end_are_found() -> None:
    types = {name: rows for name, rows in TABLE.types.items() if name != "riot"}
    types["bombing"] = TABLE.types["bombing"][:1]
    found = list(problems(msgspec.structs.replace(TABLE, types=types)))
    assert any("riot has no row" in one for one in found)
    assert any("bombing: the last row" in one for one in found)


def test_every_event_a_row_names_can_be_threatened() -> None:
    named = {row.event for rows in TABLE.types.values() for row in rows}
    assert named <= set(TABLE.statuses["threatened"].becomes)


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_type_mode_and_status_has_names_or_a_reason(event_type: EventType) -> None:
    for mode, status in itertools.product(MODES, STATUSES):
        coded = linker().code(claim(event_type, mode=mode, status=status))
        assert coded.plover is not None
        allowed = PLOVER.events[coded.plover.event].modes
        assert coded.plover.mode is None or coded.plover.mode in allowed
        assert set(coded.plover.contexts) <= set(PLOVER.contexts)
        if coded.acled is not None:
            assert SUBS[coded.acled.sub_event_type] == coded.acled.event_type
        if coded.cameo is not None:
            assert TABLE.is_cameo(coded.cameo)
        assert coded.ucdp is None or coded.ucdp in TABLE.published.ucdp
        for codebook, name in (("ACLED", coded.acled), ("UCDP", coded.ucdp)):
            assert name is not None or any(
                codebook in loss or "is not told" in loss for loss in coded.losses
            ), (mode, status, codebook, coded.losses)
        assert coded.cameo is not None or coded.losses


@pytest.mark.parametrize("status", sorted(NOT_ASSERTED))
def test_what_did_not_occur_has_no_name_in_acled_and_ucdp(status: Status) -> None:
    told = claim("attack", status=status, actors=(SOLDIERS,), recipients=(VILLAGERS,), killed=3)
    coded = linker().code(told)
    assert (coded.acled, coded.ucdp) == (None, None)
    assert any("code what occurred" in loss for loss in coded.losses)
    asserted = linker().code(msgspec.structs.replace(told, status="occurred"))
    assert asserted.acled is not None
    assert asserted.ucdp == "3"


@pytest.mark.parametrize(
    ("event_type", "actors", "recipients", "ucdp"),
    [
        ("battle", (SYRIANS, REBELS), (), "1"),
        ("battle", (REBELS,), (), None),
        ("battle", (SYRIANS, RUSSIANS), (REBELS,), "1"),
        ("air_strike", (SYRIANS, RUSSIANS), (), None),
    ],
)
def test_two_who_fight_each_other_are_two_sides(
    event_type: EventType, actors: tuple[Entity, ...], recipients: tuple[Entity, ...],
    ucdp: str | None,
) -> None:  # fmt: skip
    assert linker().code(claim(event_type, actors=actors, recipients=recipients)).ucdp == ucdp


def test_doubt_and_memory_are_losses() -> None:
    losses = linker().code(claim("attack", status="alleged", background=True)).losses
    assert any("alleged" in loss for loss in losses)
    assert any("historical" in loss for loss in losses)


def test_coding_twice_changes_nothing() -> None:
    once = linker().code(claim("battle", status="denied", background=True))
    assert linker().code(once) == once


@pytest.mark.parametrize(
    ("actors", "country", "sub"),
    [
        ((SYRIANS,), "Syria", "Government regains territory"),
        ((RUSSIANS,), "Syria", "Non-state actor overtakes territory"),
        ((REBELS,), "Syria", "Non-state actor overtakes territory"),
        ((REBELS,), None, "Non-state actor overtakes territory"),
        ((SYRIANS,), None, None),
        ((), "Syria", None),
    ],
)
def test_who_takes_a_place_decides_acleds_name(
    actors: tuple[Entity, ...], country: str | None, sub: str | None
) -> None:
    place = Place(name="Kelmo", admin=(country,) if country else ())
    coded = linker().code(claim("territory_taken", actors=actors, place=place))
    assert (coded.acled and coded.acled.sub_event_type) == sub


@pytest.mark.parametrize(
    ("killed", "ucdp", "loss"),
    [(4, "3", None), (None, "3", "this claim tells none"), (0, None, "nobody died")],
)
def test_ucdp_counts_deaths(killed: int | None, ucdp: str | None, loss: str | None) -> None:
    told = claim("attack", actors=(SOLDIERS,), recipients=(VILLAGERS,), killed=killed)
    coded = linker().code(told)
    assert coded.ucdp == ucdp
    found = [one for one in coded.losses if "UCDP" in one]
    assert bool(found) == (loss is not None)
    assert loss is None or loss in found[0]


@pytest.mark.parametrize(
    ("text", "actors", "contexts"),
    [
        ("Something happened.", (), set()),
        ("Something happened.", (SOLDIERS,), {"military"}),
        ("Terrorists attacked a mosque.", (), {"terrorism", "religion_ethnicity"}),
        ("The attack on the embassy was condemned.", (), {"diplomatic"}),
        ("A gang attacked polling stations before the election.", (), {"crime", "election"}),
        ("Peacekeepers were attacked.", (), {"peacekeeping"}),
    ],
)
def test_contexts_need_words_or_sides(
    text: str, actors: tuple[Entity, ...], contexts: set[str]
) -> None:
    coded = linker().code(claim("attack", text, actors=actors))
    assert coded.plover is not None
    assert set(coded.plover.contexts) == contexts


def test_a_speaker_makes_no_context() -> None:
    text = "Shells killed nine people, doctors at the hospital said."
    start = text.index("doctors")
    source = Span.of(text, start, start + len("doctors at the hospital"))
    told = claim("shelling", text)
    said = msgspec.structs.replace(told, attribution=(Attribution(source=source),))
    for one, contexts in ((told, ("health",)), (said, ())):
        coded = linker().code(one)
        assert coded.plover is not None
        assert coded.plover.contexts == contexts


def cases() -> list[object]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" => ") for line in lines if line and not line.startswith("#"))
    return [pytest.param(text, names, id=text) for text, names in pairs]


@pytest.mark.parametrize(("text", "names"), cases())
def test_sentences_are_named(text: str, names: str) -> None:
    page = document(text)
    extraction = reader()(page)
    for link in stages():
        extraction = link(page, extraction)
    coded = extraction.claims[0]
    assert coded.plover is not None
    sub = coded.acled.sub_event_type if coded.acled else "-"
    told = f"{coded.plover.event} {coded.plover.mode or '-'}; {sub}; {coded.cameo or '-'}; "
    assert told + (coded.ucdp or "-") == names


@functools.cache
def stages() -> tuple[ActorLinker, FigureLinker, CodeLinker]:
    return ActorLinker(Settings()), FigureLinker(Settings()), linker()


def test_the_signature_names_the_stage() -> None:
    assert re.fullmatch(r"link\.codes@[0-9a-f]{6}", linker().by)


def test_our_cameo_codes_are_those_of_a_public_list(shared: Path) -> None:
    path = shared / "data" / "dictionaries" / "py-gdelt" / "cameo_codes_without_examples.json"
    public = {code for code in json.loads(path.read_text(encoding="utf-8")) if len(code) > 2}
    public |= {"183"}  # the list writes 1883
    ours = {code for codes in TABLE.published.cameo.values() for code in codes.split()}
    assert ours <= public


def test_a_table_that_is_wrong_is_no_table() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**msgspec.to_builtins(TABLE), "spare": 1}, Table)
