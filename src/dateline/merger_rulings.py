"""Rulings: the judgements of a study, and which claims each is now about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dateline.judgement import Action, Judgement, in_force
from dateline.merge.clusters import Pair, pair
from dateline.record import Record
from dateline.store import judgements
from dateline.store.database import Study

ON_PAIRS: frozenset[Action] = frozenset(("merge", "split", "not-same"))
"""Decisions about what belongs together; they hold for pairs of claims."""


class RuledPairs(Record, frozen=True, kw_only=True):
    """What people decided about pairs of claims, by the judgement that did."""

    one: Mapping[Pair, str]
    two: Mapping[Pair, str]


class Rulings:
    """All judgements, those in force, and the claims that their words are now read as."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.read()

    def read(self) -> None:
        """Read all judgements from the study, in place of what is held."""
        study = self._study
        self.log = list(judgements.read(study))
        wanted = [anchor for item in self.log for anchor in (*item.left, *item.right)]
        self._found = judgements.found_again(study, wanted)
        self._settle()

    def add(self, judgement: Judgement) -> None:
        """Take a new judgement in, about claims as they are now."""
        self.log = sorted([*self.log, judgement], key=lambda item: (item.decided, item.id))
        self._found |= {each: each.claim for each in (*judgement.left, *judgement.right)}
        self._settle()

    def _settle(self) -> None:
        self.standing = in_force(self.log)
        self._by_id = {item.id: item for item in self.log}
        self.pairs = self._pairs()
        self._by_claim: dict[str, list[int]] = {}
        for number, item in enumerate(self.standing):
            for claim in {self._found[each] for each in item.left if each in self._found}:
                self._by_claim.setdefault(claim, []).append(number)

    def left(self, item: Judgement) -> list[str]:
        """Return the claims of what a judgement is about, by their ids of now."""
        return [self._found[anchor] for anchor in item.left if anchor in self._found]

    def right(self, item: Judgement) -> list[str]:
        """Return the claims of the other one, or those split off, by their ids of now."""
        return [self._found[anchor] for anchor in item.right if anchor in self._found]

    def claims(self) -> set[str]:
        """Return all claims that were ever judged."""
        return set(self._found.values())

    def undone(self, item: Judgement) -> Judgement:
        """Return the decision that an undoing (of an undoing …) is about; others as they are."""
        while item.action == "undo" and item.undo_of in self._by_id:
            item = self._by_id[item.undo_of]
        return item

    def about(self, claims: Collection[str]) -> Iterator[Judgement]:
        """Yield the judgements in force about the incident of some claims, oldest first.

        A judgement is about the incident that holds most of the claims it was made about.
        """
        numbers = {number for claim in claims for number in self._by_claim.get(claim, ())}
        for number in sorted(numbers):
            wanted = self.left(self.standing[number])
            if 2 * sum(claim in claims for claim in wanted) > len(wanted):
                yield self.standing[number]

    def _pairs(self) -> RuledPairs:
        """Return the pairs of claims that people decided on; a later decision replaces one."""
        one: dict[Pair, str] = {}
        two: dict[Pair, str] = {}
        for item in self.standing:
            if item.action not in ON_PAIRS:
                continue
            kept, dropped = (one, two) if item.action == "merge" else (two, one)
            rights = self.right(item)
            for each in {pair(a, b) for a in self.left(item) for b in rights if a != b}:
                kept[each] = item.id
                dropped.pop(each, None)
        return RuledPairs(one=one, two=two)
