"""Dictionaries of actors and agents: every line has its place, dates and codes are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.petrarch import Dated, is_dictionary, read_dictionary
from dateline.petrarch_actors import actors_of
from dateline.register import Actor, bundled
from dateline.register_files import opened, read_actors

ACTORS = """# An actor file of our own
SYRIAN_DEMOCRATIC_FORCES_  [SYRREB]
+SDF_
+ARMY_OF_THE_MILL_ ; a comment

HARBOUR_GUARD_OF_VELLMAR_(HGV)_  [VLMMIL]  # nobody we know
+HARBOUR_WATCH_
MILO_TARN_  # CountryInfo.txt
\t[VLMELI 320101-911231]
\t[VLMGOV 19920101-20010630]
\t[VLMELI]
LONE_NAME_
ABSENT_ONE_  [---]
SYRIA_  [SYR]
+SYRIANN_
+RAQQA_
\t[SYRGOV 2001133]
MILL_BANK_\t[MNCNOR] # trades in mills
OLD_ONE_\t[NGOCHRPRO214]
"""
AGENTS = """!PERSON! = MAN, WOMEN
MILLER [~AGR]
SHEPHERDRESS {} [~AGR]
HEAD_OF_MILL {HEADS_OF_MILLS} [~BUS]
MILL!PERSON! [~LAB]
FERRY [~CRM]
MILL_WATCH_GROUP [NGO~]
BROKEN [~CRM}
"""


def turned(text: str) -> dict[str, Actor]:
    found = actors_of(read_dictionary(text), bundled())
    return {one.id: one for one in (*found.joined, *found.actors)}


def test_every_line_has_its_kind() -> None:
    read = read_dictionary(ACTORS)
    assert read.lines == {
        "actor": 8, "blank": 1, "code": 3, "comment": 1, "synonym": 5, "unreadable": 1,
    }  # fmt: skip
    assert sum(read.lines.values()) == len(ACTORS.splitlines())
    assert [(one.line, one.why) for one in read.unreadable] == [
        (17, "2001133 has neither 6 nor 8 digits")
    ]


def test_codes_have_their_days() -> None:
    entry = next(one for one in read_dictionary(ACTORS).entries if one.names[0] == "MILO_TARN_")
    assert entry.line == 8
    assert entry.codes == (
        Dated("VLMELI", date(1932, 1, 1), date(1991, 12, 31)),
        Dated("VLMGOV", date(1992, 1, 1), date(2001, 6, 30)),
        Dated("VLMELI"),
    )


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("[XGOV <20010101]", None, date(2001, 1, 1)),
        ("[XGOV >010101]", date(2001, 1, 1), None),
        ("[XGOV 250101-451231]", date(1925, 1, 1), date(1945, 12, 31)),
        ("[XGOV]", None, None),
    ],
)
def test_days_before_after_and_between(code: str, first: date | None, last: date | None) -> None:
    (entry,) = read_dictionary(f"NAME_ {code}\n").entries
    assert entry.codes == (Dated("XGOV", first, last),)


@pytest.mark.parametrize(
    "code", ["[X 20010230]", "[X 20020101-20010101]", "[x]", "[X", "[X 1-2-3]"]
)
def test_what_is_no_code_is_listed(code: str) -> None:
    read = read_dictionary(f"NAME_ {code}\n")
    assert read.lines == {"unreadable": 1}
    assert len(read.unreadable) == 1
    assert read.entries[0].names == ("NAME_",)


def test_a_further_name_or_code_of_nobody_is_listed() -> None:
    read = read_dictionary("+NAME_\n\t[XGOV]\n")
    assert [one.why for one in read.unreadable] == [
        "a further name of no actor", "a code of no actor",
    ]  # fmt: skip


def test_who_is_known_gains_names_and_the_rest_are_added() -> None:
    found = turned(ACTORS)
    sdf = found["dateline:sdf"]
    assert "Army of the Mill" in sdf.names
    assert sdf.cameo == "SYRREB"
    guard = found["petrarch:harbour-guard-of-vellmar"]
    assert (guard.name, guard.names) == ("Harbour Guard of Vellmar", ("HGV", "Harbour Watch"))
    assert (guard.kind, guard.sector, guard.cameo) == ("army", "MIL", "VLMMIL")
    bank = found["petrarch:mill-bank"]
    assert (bank.kind, bank.country) == ("company", "NOR")
    assert found["petrarch:old-one"].kind == "ngo"


def test_a_state_keeps_its_record_and_leaves_its_cities_to_the_gazetteer() -> None:
    dictionary = read_dictionary(ACTORS)
    state = turned(ACTORS)["dateline:syr"]
    assert "Syriann" in state.names
    assert "Raqqa" not in state.names
    result = actors_of(dictionary, bundled())
    assert (result.places, result.uncoded, result.known) == (1, 2, 2)


def test_one_actor_for_each_code_and_its_days() -> None:
    found = [one for one in turned(ACTORS).values() if one.name == "Milo Tarn"]
    assert [(one.cameo, one.valid_from, one.valid_to, one.kind) for one in found] == [
        ("VLMELI", date(1932, 1, 1), date(1991, 12, 31), "person"),
        ("VLMGOV", date(1992, 1, 1), date(2001, 6, 30), "person"),
        ("VLMELI", None, date(1931, 12, 31), "person"),
        ("VLMELI", date(2001, 7, 1), None, "person"),
    ]
    assert len({one.id for one in found}) == 4


def test_agents_become_roles_in_all_their_forms() -> None:
    read = read_dictionary(AGENTS)
    assert read.lines == {"agent": 6, "substitution": 1, "unreadable": 1}
    names = {one.names for one in read.agents}
    assert ("MILLER", "MILLERS") in names
    assert ("SHEPHERDRESS",) in names
    assert ("HEAD_OF_MILL", "HEADS_OF_MILLS") in names
    assert ("MILLMAN", "MILLWOMEN") in names
    assert ("FERRY", "FERRIES") in names
    roles = turned(AGENTS)
    assert roles["petrarch:role-agr"].names == ("millers", "shepherdress")
    assert roles["petrarch:role-agr"].sector == "AGR"
    assert roles["petrarch:role-ngo"].kind == "role"


def test_other_lists_are_no_dictionaries(tmp_path) -> None:
    assert is_dictionary(read_dictionary(ACTORS))
    assert is_dictionary(read_dictionary(AGENTS))
    assert not is_dictionary(read_dictionary("about\nabove\nacross\n"))
    assert not is_dictionary(read_dictionary("--- ACCEPT [030] ---\nACCEPT\n- * {A B} [031]\n"))
    other = tmp_path / "prepositions.txt"
    other.write_text("about\nabove\n")
    with pytest.raises(ConfigError, match="neither a table"):
        read_actors(str(other), bundled())


def test_a_dictionary_among_the_settings_is_read(tmp_path) -> None:
    path = tmp_path / "own.actors.txt"
    path.write_bytes(ACTORS.encode() + "CAFÉ_DU_PORT_ [NGO]\n".encode("latin-1"))
    register = opened((str(path),))
    assert [one.id for one in register.find("Harbour Watch")] == [
        "petrarch:harbour-guard-of-vellmar"
    ]
    assert [one.id for one in register.find("Army of the Mill")] == ["dateline:sdf"]
    assert [one.id for one in register.find("café du port")] == ["petrarch:cafe-du-port"]


@pytest.mark.parametrize(
    ("name", "records", "unreadable"),
    [
        ("Phoenix.Countries.actors.txt", 18_000, 10),
        ("Phoenix.International.actors.txt", 7_500, 5),
        ("Phoenix.MilNonState.actors.txt", 1_000, 0),
        ("Phoenix.agents.txt", 2_200, 2),
    ],
)
def test_published_dictionaries_are_read_whole(
    shared: Path, name: str, records: int, unreadable: int
) -> None:
    text = (shared / "data" / "dictionaries" / "petrarch2" / name).read_bytes().decode("latin-1")
    read = read_dictionary(text)
    assert is_dictionary(read)
    assert sum(read.lines.values()) == len(text.split("\n")) - text.endswith("\n")
    assert len(read.entries) + len(read.agents) >= records
    assert len(read.unreadable) <= unreadable
    found = actors_of(read, bundled())
    ids = [one.id for one in (*found.actors, *found.joined)]
    assert len(ids) == len(set(ids))
    for one in found.actors:
        assert not (one.valid_from and one.valid_to) or one.valid_from <= one.valid_to


def test_a_states_words_stay_its_own() -> None:
    text = "UKRAINE_\n+UKRAINIAN_\n+UKRAJINA_\n\t[SUNUKR <910824]\n\t[UKR]\nMILL_ROW_ [UKRREB]\n+UKRAINIANS_\n"
    found = turned(text)
    assert found["dateline:ukr"].names[-1] == "Ukrajina"
    assert found["petrarch:mill-row"].names == ()
    assert set(found) == {"dateline:ukr", "petrarch:mill-row"}


def test_of_two_codes_for_one_day_the_first_holds() -> None:
    text = "MILO_TARN_\n\t[VLMGOV 19920101-20010630]\n\t[VLMELI 20010630-20020101]\n\t[VLMOPP 2000"
    found = list(turned(text + "0101-20030101]\n").values())
    assert [(one.cameo, one.valid_from, one.valid_to) for one in found] == [
        ("VLMGOV", date(1992, 1, 1), date(2001, 6, 30)),
        ("VLMELI", date(2001, 7, 1), date(2002, 1, 1)),
        ("VLMOPP", date(2002, 1, 2), date(2003, 1, 1)),
    ]


def test_whom_several_of_the_register_bear_the_name_of_is_left_to_it() -> None:
    found = actors_of(read_dictionary("TALIBAN_ [AFGREB]\n+MILL_STUDENTS_\n"), bundled())
    assert (found.known, found.actors, found.joined) == (1, (), ())
