"""Desk: a merged study open for review, where each decision is in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import review
from dateline.judgement import Action, Judgement
from dateline.merger import merge
from dateline.merger_near import Changed, Near
from dateline.merger_rulings import Rulings
from dateline.record import Record
from dateline.review import Signed
from dateline.store import judgements
from dateline.store.database import Study
from dateline.store.merge_tables import MergeTables


class Decided(Record, frozen=True, kw_only=True):
    """A decision, and what it changed."""

    judgement: Judgement
    changed: Changed


class Desk:
    """Takes decisions about a study that nobody else writes to, and holds its rulings.

    The incidents are the same as if `review` had taken them, without reading all claims anew.
    """

    def __init__(self, study: Study) -> None:
        merge(study)
        self.study = study
        self.rulings = Rulings(study)

    def decide(self, action: Action, wanted: str, others: Sequence[str], signed: Signed) -> Decided:
        """Take a decision as `review.decide` does.

        Raises:
            ConfigError: Something is missing, or the field or value does not fit.
            StoreError: There is no such incident or claim.
        """
        return self._written(review.decision(self.study, action, wanted, others, signed))

    def undo(self, beginning: str | None, signed: Signed) -> Decided:
        """Undo a judgement, or the latest one in force, as `review.undo` does.

        Raises:
            StoreError: There is no such judgement in force.
        """
        return self._written(review.undoing(self.rulings.log, beginning, signed))

    def _written(self, judgement: Judgement) -> Decided:
        try:
            with self.study.transaction():
                judgements.append(self.study, judgement)
                self.rulings.add(judgement)
                near = Near(MergeTables(self.study), self.rulings)
                return Decided(judgement=judgement, changed=near.apply(judgement))
        except BaseException:
            self.rulings.read()
            raise
