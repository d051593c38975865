"""ACLED's rules about days: one row a day of a fight, and strikes folded into battles.

ACLED writes an event of several days as one a day and splits its toll evenly, the remainder on
the first. That is done here only where one report tells the days of a fight one by one: a range
of days is otherwise the days within which an event may have happened, and rows made of them
would be days of fighting that nobody reports.

An air strike on the day and at the place of a battle is a part of it for ACLED. Here it is one
if the day and the town of both are known and they share a side.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.claim import Claim
from dateline.store.exports.shaped import Cells, Happening, Losses

_STRIKE = "Air/drone strike"
_SIDES = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")


def days_of_fight(happening: Happening) -> tuple[date, ...]:
    """Return the days of a battle that a report tells one by one; empty if none tells two."""
    incident = happening.incident
    if incident.event_type != "battle" or incident.first is None or incident.last is None:
        return ()
    document = {item.claim: item.document for item in incident.claims}
    told: dict[str, set[date]] = {}
    for claim in happening.claims:
        day = _day(claim)
        if day is not None and incident.first <= day <= incident.last:
            told.setdefault(document[claim.id], set()).add(day)
    return tuple(sorted(set().union(*(days for days in told.values() if len(days) > 1))))


def _day(claim: Claim) -> date | None:
    """Return the one day on which a claim tells a fight; None if it tells it again, or no day."""
    day = claim.date
    if claim.event_type != "battle" or claim.same_as is not None or day is None:
        return None
    return day.first if day.first == day.last and day.relation == "on" else None


def shares(toll: int, days: int) -> list[int]:
    """Return what each day has of a toll: as much as the others, the first also the remainder."""
    share, rest = divmod(toll, days)
    return [share + rest, *([share] * (days - 1))]


def fold(rows: Sequence[Cells], losses: Losses) -> list[Cells]:
    """Return rows without the air strikes that are a part of a battle; these get their toll."""
    battles: dict[tuple[str, ...], list[Cells]] = {}
    kept: list[Cells] = []
    for row in rows:
        if row["event_type"] == "Battles" and _exact(row):
            battle = dict(row)
            battles.setdefault(_where(row), []).append(battle)
            kept.append(battle)
        else:
            kept.append(row)
    strikes = {
        row["event_id_cnty"]: battle
        for row in kept
        if row["sub_event_type"] == _STRIKE and _exact(row)
        for battle in battles.get(_where(row), ())
        if _names(row) & _names(battle)
    }
    for row in kept:
        if row["event_id_cnty"] in strikes:
            _add(strikes[row["event_id_cnty"]], row, losses)
    return [row for row in kept if row["event_id_cnty"] not in strikes]


def _add(battle: Cells, strike: Cells, losses: Losses) -> None:
    name = battle["event_id_cnty"]
    rule = f"ACLED folds an air strike into the battle of its day and place: {name}"
    losses.add(strike["event_id_cnty"], "row", "left out", rule)
    tolls = int(battle["fatalities"]), int(strike["fatalities"])
    if tolls[1]:
        rule = "the tolls of a battle and of the strike folded into it are added up"
        losses.add(name, "fatalities", f"{tolls[0]} and {tolls[1]}", rule)
    battle["fatalities"] = str(sum(tolls))
    for field, mark in (("notes", " / "), ("source", "; ")):
        parts = [*battle[field].split(mark), *strike[field].split(mark)]
        battle[field] = mark.join(dict.fromkeys(parts))


def _exact(row: Cells) -> bool:
    return row["time_precision"] == row.get("geo_precision") == "1"


def _where(row: Cells) -> tuple[str, ...]:
    return row["event_date"], row["latitude"], row["longitude"]


def _names(row: Cells) -> set[str]:
    named = (name for side in _SIDES for name in row[side].split("; "))
    return {name for name in named if name}
