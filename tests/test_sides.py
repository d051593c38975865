"""What kinds of sides there are, as ACLED and UCDP tell them apart."""

from __future__ import annotations

import functools

import pytest

from dateline.link.code_table import code_table
from dateline.register import bundled
from dateline.sides import Sides, acled_interaction
from dateline.value import Entity, Place


@functools.cache
def sides() -> Sides:
    return Sides(bundled())


SYRIANS = Entity(name="Syrian Armed Forces", id="dateline:syr-army", sector="MIL", country="SYR")
RUSSIANS = Entity(name="Russian Armed Forces", id="dateline:rus-army", sector="MIL", country="RUS")
ISLAMIC_STATE = Entity(name="Islamic State", id="dateline:is", sector="REB")
REBELS = Entity(name="rebels", sector="REB")
GUNMEN = Entity(name="gunmen", sector="UAF")
VILLAGERS = Entity(name="four villagers", sector="CVL")
PROTESTERS = Entity(name="protesters", sector="OPP")
RIOTERS = Entity(name="rioters", sector="OPP")
NOBODY = Entity(name="the thing")


@pytest.mark.parametrize(
    ("entity", "country", "kind"),
    [
        (SYRIANS, "SYR", 1), (SYRIANS, None, 1), (RUSSIANS, "SYR", 8), (RUSSIANS, "RUS", 1),
        (REBELS, None, 2), (GUNMEN, None, 3), (RIOTERS, None, 5), (PROTESTERS, None, 6),
        (VILLAGERS, None, 7), (NOBODY, None, None),
    ],
)  # fmt: skip
def test_kinds_of_actor(entity: Entity, country: str | None, kind: int | None) -> None:
    assert sides().kind(entity, country) == kind
    assert kind is None or kind in code_table().published.acled_kinds


@pytest.mark.parametrize(
    ("actors", "recipients", "code"),
    [
        ([SYRIANS], [REBELS], 12), ([REBELS], [SYRIANS], 12), ([REBELS], [VILLAGERS], 27),
        ([SYRIANS], [], 10), ([], [VILLAGERS], 70), ([RUSSIANS], [REBELS], 28),
        ([REBELS], [REBELS], 22), ([], [], None), ([NOBODY], [NOBODY], None),
        ([NOBODY, SYRIANS], [REBELS], 12),
    ],
)  # fmt: skip
def test_interaction_is_the_lower_kind_first(
    actors: list[Entity], recipients: list[Entity], code: int | None
) -> None:
    assert sides().interaction(actors, recipients, "SYR") == code
    assert acled_interaction(actors, recipients, "SYR") == code


@pytest.mark.parametrize(
    ("actors", "recipients", "violence"),
    [
        ([SYRIANS], [REBELS], "1"), ([REBELS], [SYRIANS], "1"), ([SYRIANS], [RUSSIANS], "1"),
        ([REBELS], [ISLAMIC_STATE], "2"), ([ISLAMIC_STATE], [VILLAGERS], "3"),
        ([SYRIANS], [PROTESTERS], "3"), ([GUNMEN], [VILLAGERS], None), ([SYRIANS], [], None),
        ([], [VILLAGERS], None), ([VILLAGERS], [VILLAGERS], None), ([SYRIANS], [NOBODY], None),
        ([VILLAGERS], [SYRIANS], None),
    ],
)  # fmt: skip
def test_types_of_violence(
    actors: list[Entity], recipients: list[Entity], violence: str | None
) -> None:
    found, reason = sides().violence(actors, recipients)
    assert found == violence
    assert (reason is None) == (found is not None)


@pytest.mark.parametrize(
    ("entities", "armed", "unarmed"),
    [([REBELS], True, False), ([VILLAGERS], False, True), ([REBELS, VILLAGERS], False, False),
     ([], False, False), ([NOBODY], False, False),
     ([Entity(name="officials", sector="GOV")], False, False)],
)  # fmt: skip
def test_who_bears_arms(entities: list[Entity], armed: bool, unarmed: bool) -> None:  # noqa: FBT001
    assert sides().armed(entities) == armed
    assert sides().unarmed(entities) == unarmed


@pytest.mark.parametrize(
    ("place", "country"),
    [(Place(name="Raqqa", admin=("Syria", "Raqqa Governorate")), "SYR"), (Place(name="x"), None),
     (None, None), (Place(name="x", admin=("Atlantis",)), None)],
)  # fmt: skip
def test_the_country_of_a_place(place: Place | None, country: str | None) -> None:
    assert sides().country_of(place) == country
