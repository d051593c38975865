"""Results: tolls and damage that only say what an act beside them did."""

from __future__ import annotations

from dateline.extract.fit import Clause
from dateline.extract.lexis import EventWord
from dateline.record import Record

_SAME_TOLL = 6
"""Words that at most stand between two participles of one toll: "were killed and 16 wounded"."""


_NEAR = 4
"""Words within which the act stands that a killing happened in."""


class WithResults(Record, frozen=True):
    """An event word with its clause, and the clauses that only give the act's results."""

    entry: EventWord
    clause: Clause
    results: tuple[Clause, ...] = ()


def without_results(told: list[tuple[EventWord, Clause]]) -> list[WithResults]:
    """Return what a sentence tells; tolls beside the act that made them hang on that act.

    Without an act, a toll hangs on the toll before it that has the same cause.
    """
    told = [pair for pair in told if not _is_damage_by_act(pair, told)]
    kept: list[WithResults] = []
    deaths = {id(pair) for pair in told if _is_death_in_act(pair, told)}
    acts = [i for i, pair in enumerate(told) if _is_act(pair[0]) and id(pair) not in deaths]
    acts = acts or [index for index in range(len(told)) if not _toll_goes_on(told, index)]
    for index, (entry, clause) in enumerate(told):
        if (entry.toll or id(told[index]) in deaths) and index not in acts:
            continue
        results = tuple(
            result
            for place, (other, result) in enumerate(told)
            if (other.toll or id(told[place]) in deaths)
            and place not in acts
            and index == _nearest(acts, place)
        )
        kept.append(WithResults(entry, clause, results))
    return kept


def _toll_goes_on(told: list[tuple[EventWord, Clause]], index: int) -> bool:
    """Tell whether a toll is more of the one before it: "killing nine and wounding 16"."""
    if not index:
        return False
    (first, before), (second, after) = told[index - 1], told[index]
    one, two = before.act, after.act
    if not (first.toll and second.toll) or one.noun or two.noun or one.passive != two.passive:
        return False
    if one.passive:
        return not (one.agents or two.agents or two.first - one.last > _SAME_TOLL)
    return bool(one.subject) and one.subject == two.subject


def _is_damage_by_act(pair: tuple[EventWord, Clause], told: list[tuple[EventWord, Clause]]) -> bool:
    """Tell whether damage is only what an act named as its subject did: "the blast destroyed"."""
    entry, clause = pair
    if entry.type != "destruction" or clause.act.noun or clause.act.passive:
        return False
    return any(
        other.act.noun
        and (
            other.act.last == clause.act.first
            or any(chunk.first <= other.act.first < chunk.last for chunk in clause.act.subject)
        )
        for act, other in told
        if _is_act(act)
    )


def _is_death_in_act(pair: tuple[EventWord, Clause], told: list[tuple[EventWord, Clause]]) -> bool:
    """Tell whether a killing is only what an act named after it did: "his killing in a raid"."""
    entry, clause = pair
    act, phrase = clause.act, clause.phrase
    if not (entry.vague and act.noun and entry.type == "attack"):
        return False
    after = act.object[-1].last if act.object else act.last
    if after >= len(phrase) or phrase.lows[after] not in {"in", "by", "during"}:
        return False
    return any(
        other.act.noun and after < other.act.first <= after + _NEAR and _is_act(act)
        for act, other in told
    )


def _is_act(entry: EventWord) -> bool:
    return not entry.toll and entry.type in _VIOLENT


def _nearest(acts: list[int], place: int) -> int:
    """Return the act that a result hangs on: the last one before it, else the first after."""
    before = [act for act in acts if act < place]
    return before[-1] if before else acts[0]


_VIOLENT = frozenset(
    ("battle", "air_strike", "shelling", "bombing", "attack", "crackdown", "riot", "casualties")
)
