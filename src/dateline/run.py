"""Run: one command's work over many inputs, and the account of what became of each.

A run is resumed by being started again: inputs that the same coder has finished
are counted as they were, everything else is coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime
from time import monotonic

import msgspec

from dateline.errors import StageError
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.record import Record, content_id
from dateline.rejection import Rejection
from dateline.scale import code
from dateline.settings import Settings
from dateline.store.database import Finished, Study

OUTCOMES = ("coded", "no_event", "duplicate", "not_english", "no_report", "failed")
"""How an input is counted. Every input has exactly one, so they sum to the inputs read."""

_BATCH = 64
_BATCH_SECONDS = 2.0


class Account(Record, frozen=True, kw_only=True):
    """How many inputs were read, and what became of them.

    Attributes:
        read: All inputs.
        outcomes: How many had each of `OUTCOMES`; they sum to `read`.
        failures: How many failed for each reason.
        earlier: How many of all were finished by an earlier run.
        claims: Claims in the readings of this run.
    """

    read: int = 0
    outcomes: dict[str, int] = msgspec.field(default_factory=dict)
    failures: dict[str, int] = msgspec.field(default_factory=dict)
    earlier: int = 0
    claims: int = 0

    @property
    def rejected(self) -> int:
        """Inputs that could not be read."""
        return self.outcomes.get("failed", 0)


class Run:
    """Codes inputs into a study, once."""

    def __init__(self, study: Study, settings: Settings, *, workers: int = 0) -> None:
        """Open the coder.

        Raises:
            StageError: A stage is not installed.
            ConfigError: A stage's data is wrong.
        """
        self._study, self._settings, self._workers = study, settings, workers
        self.coder = Coder(settings).by
        self._outcomes: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._earlier = self._claims = 0
        self._aside: list[Finished] = []

    def account(self) -> Account:
        """Return the account as it stands.

        Raises:
            StageError: The sums do not agree, which is an error in dateline.
        """
        read = self._outcomes.total()
        outcomes = {name: self._outcomes[name] for name in OUTCOMES}
        if sum(outcomes.values()) != read:
            raise StageError(
                f"outcomes sum to {sum(outcomes.values())}, inputs to {read}",
                where="row account",
                advice="Report this: an input was counted twice or not at all",
            )
        return Account(
            read=read,
            outcomes=outcomes,
            failures=dict(sorted(self._failures.items())),
            earlier=self._earlier,
            claims=self._claims,
        )

    def over(
        self, inputs: Iterable[Original | Rejection], clock: Callable[[], datetime]
    ) -> Generator[Finished, None, None]:
        """Code inputs and yield each as it is finished, readings in the order of the inputs.

        What is yielded is in the study or about to be: the study is written in batches,
        and once more when the iteration ends, for whatever reason.
        """
        started = clock()
        run = content_id(self.coder, started.isoformat())
        self._study.begin_run(run, self.coder, self._settings.to_json().decode(), started)
        batch: list[Finished] = []
        written = monotonic()
        try:
            for finished in self._finished(inputs):
                self._count(finished)
                batch.append(finished)
                if len(batch) >= _BATCH or monotonic() - written > _BATCH_SECONDS:
                    batch, writing = [], batch
                    self._study.add(writing, self.coder)
                    written = monotonic()
                yield finished
        finally:
            self._study.add(batch, self.coder)
        self._study.end_run(run, clock(), self.account().to_json().decode())

    def _finished(self, inputs: Iterable[Original | Rejection]) -> Iterator[Finished]:
        for original, result in code(self._to_code(inputs), self._settings, self._workers):
            yield from self._set_aside()
            yield _finish(original, result)
        yield from self._set_aside()

    def _set_aside(self) -> Iterator[Finished]:
        aside, self._aside = self._aside, []
        yield from aside

    def _to_code(self, inputs: Iterable[Original | Rejection]) -> Iterator[Original]:
        """Yield what must be coded; put aside what is finished without coding."""
        done = self._study.done(self.coder)
        known = set(self._study.documents(self.coder))
        for item in inputs:
            if isinstance(item, Rejection):
                uri, outcome = item.uri or "?", item.outcome or "failed"
                self._aside.append(Finished(uri=uri, outcome=outcome, rejection=item))
                continue
            identity = item.id
            earlier = done.get(item.uri)
            if earlier and earlier[0] == identity:
                self._count_earlier(earlier[1], earlier[2])
            elif identity in known:
                self._aside.append(Finished(uri=item.uri, outcome="duplicate", document=identity))
            else:
                known.add(identity)
                yield item

    def _count_earlier(self, outcome: str, reason: str | None) -> None:
        self._outcomes[outcome] += 1
        self._earlier += 1
        if outcome == "failed" and reason:
            self._failures[reason] += 1

    def _count(self, finished: Finished) -> None:
        self._outcomes[finished.outcome] += 1
        if finished.rejection and finished.outcome == "failed":
            self._failures[finished.rejection.reason] += 1
        if finished.reading:
            self._claims += len(finished.reading.claims)


def _finish(original: Original, result: Reading | Rejection) -> Finished:
    uri, identity = original.uri, original.id
    if isinstance(result, Rejection):
        outcome = result.outcome or "failed"
        return Finished(
            uri=uri, outcome=outcome, original=original, rejection=result, document=identity
        )
    told = "coded" if result.claims else "no_event"
    return Finished(uri=uri, outcome=told, original=original, reading=result, document=identity)
