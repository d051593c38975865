"""The two sides of an incident, as tables with one actor a side need them.

Reports told together name more than two actors, and things beside them. A side keeps those of
whom it is known what kind of actor they are, if there are any, register entries first; who is
told on both sides stands where more claims put it, and if as many put it on either, on the
side with fewer other known parties: a force stands against its foe, not beside it.
"""

from __future__ import annotations

from collections import Counter

from dateline.sides import Sides, opponents
from dateline.store.exports.shaped import Happening, Losses
from dateline.value import Entity


class Parties:
    """Sorts the actors of an incident into two sides."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides

    def of(
        self, row: str, happening: Happening, losses: Losses
    ) -> tuple[list[Entity], list[Entity]]:
        """Return the two sides of an incident, and note who was left out and why."""
        first, second = happening.sides()
        moved = {one.name for one in first} & {one.name for one in second}
        more = _leaning(happening)
        tied = {name for name in moved if more[name] == 0}
        to_second = {name for name in moved if more[name] < 0}
        on_first = _named(first, tied | to_second)
        if on_first > _named(second, moved - to_second):
            to_second |= tied
        for name in sorted(moved):
            losses.add(row, "sides", name, "told on both sides: kept on the likelier one")
        first = [one for one in first if one.name not in to_second]
        second = [one for one in second if one.name not in moved - to_second]
        return self._kept(row, first, losses), self._kept(row, second, losses)

    def _kept(self, row: str, side: list[Entity], losses: Losses) -> list[Entity]:
        known = [one for one in side if one.id is not None or self._sides.kind(one) is not None]
        if not known:
            return side
        rest = [one.name for one in side if one not in known]
        if rest:
            rule = "not known to be an actor, while others of the side are"
            losses.add(row, "sides", "; ".join(rest), rule)
        return sorted(known, key=lambda one: one.id is None)


def _named(side: list[Entity], without: set[str]) -> int:
    """Return how many entries of the register a side has, without some."""
    return sum(one.id is not None and one.name not in without for one in side)


def _leaning(happening: Happening) -> Counter[str]:
    """Return for each name how many more claims put it on the first side than on the second."""
    more: Counter[str] = Counter()
    for claim in happening.claims:
        first, second = opponents(claim)
        more.update({one.name for one in first})
        more.subtract({one.name for one in second})
    return more
