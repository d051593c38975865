"""A decision at a desk changes what a merge of everything would change, and nothing else."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tellings import incidents, report, speaker, state

from dateline import review
from dateline.desk import Desk
from dateline.errors import ConfigError, StoreError
from dateline.merger import merge
from dateline.store import judgements
from dateline.store.database import Finished, Study

PLACES = ("Tarvane", "Tarvane market", "Sirv", "Dorsa", "Norring", "Velmira")


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (made-up data, not a secret)


def signed(number: int, why: str = "looked at") -> review.Signed:
    when = datetime(2020, 4, 1, 8, tzinfo=UTC) + timedelta(minutes=number)
    return review.Signed(who="Anna", why=why, when=when)


def reports(chance: random.Random) -> list[Finished]:
    """Return reports that tell, deny and announce attacks in a few towns on a few days."""
    made: list[Finished] = []
    for number in range(24):
        words = ("stormed", "raided", "burned")[: chance.choice((1, 1, 2, 3))]
        text = " ".join(
            f"Note {number}: gunmen {verb} a place, source {number % 7} says." for verb in words
        )
        claims: list[dict[str, Any]] = [
            {
                "words": verb,
                "type": "attack",
                "place": chance.choice(PLACES),
                "day": chance.randrange(5, 9),
                "killed": chance.choice((2, 3, 9)),
                "actors": [chance.choice(("Bikers", "Riders"))],
                "status": chance.choice(("occurred", "occurred", "occurred", "denied")),
                "says": speaker(f"Source {number % 7}"),
            }
            for verb in words
        ]
        made.append(report(f"Paper{number:02d}", text, *claims, day=9 + number % 3))
    return made


def everything(study: Study) -> list[tuple[Any, ...]]:
    rows = state(study)
    for table in ("judgements", "merge_names", "merge_previous"):
        rows += study.all(f"FROM {table} ORDER BY ALL")
    return rows


def choice(chance: random.Random, study: Study) -> tuple[str, str, list[str]]:
    """Return a decision that may be taken about the study as it is."""
    known = incidents(study)
    about = chance.choice(known)
    others = [item.id for item in known if item.id != about.id]
    actions = ["accept", "reject", "edit", "comment"]
    actions += ["merge", "not-same", "unsure"] * 2 if others else []
    actions += ["split"] * 3 if len(about.claims) > 1 else []
    action = chance.choice(actions)
    if action == "edit":
        return action, about.id, chance.choice([["killed_high", "7"], ["date_to", "2020-03-09"]])
    if action == "split":
        taken = chance.sample(about.claims, chance.randrange(1, len(about.claims)))
        return action, about.id, [item.claim for item in taken]
    if action in {"merge", "not-same", "unsure"}:
        return action, about.id, [chance.choice(others)]
    return action, about.id, []


@pytest.mark.parametrize("seed", range(6))
def test_decisions_at_a_desk_are_those_of_a_whole_merge(seed: int) -> None:
    chance = dice(seed)
    told = reports(chance)
    with Study(None) as near, Study(None) as whole:
        for study in (near, whole):
            study.add(told, "coder")
            merge(study)
        desk = Desk(near)
        for number in range(25):
            before = {item.id: item for item in incidents(near)}
            if desk.rulings.standing and chance.random() < 0.25:
                made = desk.undo(None, signed(number))
                assert review.undo(whole, None, signed(number)) == made.judgement
            else:
                action, about, others = choice(chance, near)
                made = desk.decide(action, about, others, signed(number))  # type: ignore[arg-type]
                review.decide(whole, action, about, others, signed(number))  # type: ignore[arg-type]
            assert everything(near) == everything(whole), (number, made.judgement)
            after = {item.id: item for item in incidents(near)}
            assert set(made.changed.gone) == before.keys() - after.keys()
            told_of = {item.id for item in made.changed.made}
            assert told_of >= {key for key in after if after[key] != before.get(key)}
            assert [after[item.id] for item in made.changed.made] == list(made.changed.made)
        merge(near)
        assert everything(near) == everything(whole)


def test_a_desk_opens_where_the_last_one_stopped() -> None:
    with Study(None) as study:
        study.add(reports(dice(1)), "coder")
        desk = Desk(study)
        before = state(study)
        first, second, *_ = incidents(study)
        desk.decide("merge", first.id, [second.id], signed(0))
        desk.decide("reject", first.id, [], signed(1))
        again = Desk(study)
        assert again.rulings.standing == desk.rulings.standing
        again.undo(None, signed(2))
        again.undo(None, signed(3))
        assert state(study) == before


def test_a_decision_that_does_not_fit_leaves_nothing_behind() -> None:
    with Study(None) as study:
        study.add(reports(dice(2)), "coder")
        desk = Desk(study)
        before = everything(study)
        about = incidents(study)[0].id
        with pytest.raises(ConfigError):
            desk.decide("edit", about, ["date_from", "yesterday"], signed(0))
        with pytest.raises(StoreError):
            desk.undo(None, signed(0))
        kept = desk.decide("accept", about, [], signed(1))
        with pytest.raises(StoreError, match="already"):
            desk.decide("accept", about, [], signed(1))
        assert judgements.read(study) == tuple(desk.rulings.log) == (kept.judgement,)
        desk.undo(None, signed(2))
        judged = study.all("SELECT count(*) FROM judgements")
        assert judged == [(2,)]
        assert state(study) == before[: len(state(study))]
