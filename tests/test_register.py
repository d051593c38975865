"""The register's own data: what no schema checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pytest

from dateline.errors import ConfigError
from dateline.register import (
    Actor,
    Register,
    bundled,
    countries,
    fold,
    with_states,
    written_actors,
)
from dateline.register_files import opened

SECTORS = frozenset(
    """COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE
    REL SOC IGO UNO EUR NGO ISM IMG MNC""".split()
)


def test_no_id_twice() -> None:
    counted = Counter(actor.id for actor in written_actors())
    assert [one for one, times in counted.items() if times > 1] == []


def test_ids_are_slugs() -> None:
    for actor in written_actors():
        slug = actor.id.removeprefix("dateline:")
        assert slug != actor.id
        assert slug == slug.lower()
        assert " " not in slug


def test_there_are_enough() -> None:
    named = [actor for actor in written_actors() if actor.kind != "role"]
    assert len(named) >= 1300


@pytest.mark.parametrize("field", ["parent", "allies", "follows"])
def test_relations_lead_to_actors(field: str) -> None:
    known = bundled().actors
    for actor in known.values():
        value = getattr(actor, field)
        for other in (value,) if isinstance(value, str) else value or ():
            assert other in known, f"{actor.id}: {field} {other}"
            assert other != actor.id


def test_states_exist() -> None:
    known = bundled().countries
    for actor in bundled().actors.values():
        for state in (actor.country, *actor.theatres):
            assert state is None or state in known, f"{actor.id}: {state}"


def test_days_are_in_order() -> None:
    for actor in bundled().actors.values():
        if actor.valid_from and actor.valid_to:
            assert actor.valid_from <= actor.valid_to, actor.id


def test_who_follows_begins_later() -> None:
    known = bundled().actors
    for actor in written_actors():
        for before in (known[one] for one in actor.follows):
            if actor.valid_from and before.valid_from:
                assert before.valid_from <= actor.valid_from, f"{actor.id} follows {before.id}"


def test_sectors_and_kinds_are_known() -> None:
    for actor in bundled().actors.values():
        assert actor.sector is None or actor.sector in SECTORS, actor.id
        assert actor.acled_kind is None or 1 <= actor.acled_kind <= 8, actor.id


def test_armed_groups_are_dated() -> None:
    undated = [
        actor.id
        for actor in written_actors()
        if actor.kind in {"armed_group", "coalition", "mission"} and not actor.valid_from
    ]
    assert len(undated) <= 5, undated  # raiders and mafias without a founding


def shared_names() -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in written_actors():
        if actor.kind != "role":
            for name in {fold(one) for one in (actor.name, *actor.names)}:
                found[name].append(actor)
    return {name: actors for name, actors in found.items() if len(actors) > 1}


def apart(left: Actor, right: Actor) -> bool:
    """Whether two actors of one name differ in something that a report tells."""
    dated = not left.valid_on(right.valid_from or date.min, right.valid_to or date.max)
    here = {left.country, *left.theatres} - {None}
    there = {right.country, *right.theatres} - {None}
    return dated or here != there or left.kind != right.kind


def test_shared_names_can_be_told_apart() -> None:
    for name, actors in shared_names().items():
        for left, right in combinations(actors, 2):
            assert apart(left, right), f"{name}: {left.id} and {right.id}"


def test_the_shared_names_are_many() -> None:
    assert {"FSA", "PLA", "SLA", "ADF", "IRA", "taliban"} & set(shared_names())
    assert len(shared_names()) >= 40


def test_a_name_is_not_also_a_role() -> None:
    roles = {
        fold(name)
        for actor in written_actors()
        if actor.kind == "role"
        for name in (actor.name, *actor.names)
    }
    named = {
        fold(name)
        for actor in written_actors()
        if actor.kind != "role"
        for name in (actor.name, *actor.names)
    }
    assert named & roles <= {"colectivos", "contras"}


def test_find_knows_abbreviations_from_words() -> None:
    register = bundled()
    assert [actor.id for actor in register.find("IS")] == ["dateline:islamic-state"]
    assert register.find("is") == ()
    assert [actor.id for actor in register.find("the syrian democratic forces")] == ["dateline:sdf"]


def test_a_written_actor_takes_the_place_of_a_made_one() -> None:
    israel = next(country for country in countries() if country.iso == "ISR")
    own = Actor(id="dateline:isr-army", name="Israel Defense Forces", names=("IDF",), kind="army")
    register = Register(with_states([own], [israel]), [israel])
    army = register.actors["dateline:isr-army"]
    assert army.name == "Israel Defense Forces"
    assert army.sector == "MIL"
    assert register.find("Israeli troops") == (army,)
    assert register.find("IDF") == (army,)
    assert register.body("ISR", "police").name == "Israeli Police"


def test_states_of_one_name_code_are_single() -> None:
    counted = Counter(country.iso for country in countries())
    assert max(counted.values()) == 1


def test_own_files_are_read_over_the_register(tmp_path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "- {id: 'team:mill', name: Mill Guard, names: [MGX], kind: armed_group}\n"
        "- {id: 'dateline:sdf', name: Renamed, kind: armed_group}\n",
        encoding="utf-8",
    )
    register = opened((str(own),))
    assert register.find("MGX")[0].id == "team:mill"
    assert register.actors["dateline:sdf"].name == "Renamed"
    assert bundled().actors["dateline:sdf"].name == "Syrian Democratic Forces"


def test_a_wrong_own_file_is_named(tmp_path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("- {id: x, name: y, kind: emperor}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="kind"):
        opened((str(own),))
    with pytest.raises(ConfigError):
        opened((str(tmp_path / "none.yaml"),))


def test_no_written_actor_hides_a_state_or_its_body() -> None:
    made = {one.id: one for country in countries() for one in country.bodies()}
    for actor in written_actors():
        if actor.id in made:
            assert actor.kind == made[actor.id].kind, actor.id


def test_a_table_of_own_actors_is_read(tmp_path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "\ufeffid,name,names,kind,valid_from,acled_kind,parent\n"
        "team:dam,Dam Watch,DWX; حراس السد,armed_group,2014-05-01,2,\n",
        encoding="utf-8",
    )
    register = opened((str(own),))
    found = register.find("DWX")[0]
    assert found.names == ("DWX", "حراس السد")
    assert (found.valid_from, found.acled_kind, found.parent) == (date(2014, 5, 1), 2, None)
    assert register.find("حراس السد") == (found,)


def test_a_wrong_row_is_named_by_its_number(tmp_path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,kind\na,b,igo\nc,d,emperor\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 3"):
        opened((str(own),))
