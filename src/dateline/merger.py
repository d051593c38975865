"""Merger: from the claims of a study to its incidents; only what changed is worked on.

A full merge and one that adds reports to an earlier merge make the same clusters: what
speaks for two claims depends on the two and their reports alone, and every group of
claims that a new one is connected with is clustered again. Ids are kept (`merge/names.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from dateline.document import Document
from dateline.incident import FigureRule
from dateline.merge import copies, likeness, scoring
from dateline.merge.candidates import Blocks, Where
from dateline.merge.clusters import LEAST, Pair, pair
from dateline.merge.telling import Telling
from dateline.merger_groups import Groups, tellings_of
from dateline.record import Record
from dateline.store.database import Study
from dateline.store.merge_tables import Index, MergeTables

_ALIKE = 0.2
"""From this likeness on the claims of two reports are compared even where places are not told."""

_TRAITS = 24
"""How many features of a report are filed, by which alike reports are found."""

_BY_RUNS = Index(
    table="merge_runs", fewest=2, share=copies.CONTAINMENT / 2, most=200, days=copies.WITHIN_DAYS
)
_BY_TRAITS = Index(table="merge_traits", fewest=4, share=0.0, most=60, days=365)

_PROFILES = 8000
"""How many profiles are held at a time."""


_HELD = 20_000
"""How many new reports' runs of words are held until copies are found."""


class Merged(Record, frozen=True, kw_only=True):
    """What one merge did.

    Attributes:
        reports: Reports that were new or read anew.
        copies: Reports of the study that repeat another one.
        incidents: Incidents of the study.
        changed: Incidents that this merge made or made anew.
    """

    reports: int
    copies: int
    incidents: int
    changed: int


def merge(study: Study, rule: FigureRule | None = None) -> Merged:
    """Bring the incidents of a study up to date with its claims and judgements.

    Args:
        study: An open study.
        rule: How figures are chosen; None for the rule of the last merge, at first `ucdp`.
    """
    with study.transaction():
        merger = _Merger(study)
        fresh = merger.read_reports()
        groups = Groups(merger.tables, rule)
        changed = groups.update(merger.dirty)
        copied, incidents = study.one(
            """SELECT (SELECT count(*) FROM documents WHERE copy_of IS NOT NULL),
                      (SELECT count(*) FROM incidents)"""
        )
    return Merged(reports=fresh, copies=copied, incidents=incidents, changed=changed)


class _Merger:
    """Finds copies and compares claims; holds what is read of documents on the way."""

    def __init__(self, study: Study) -> None:
        self.tables = MergeTables(study)
        self.dirty: set[str] = set()
        self._profiles: dict[str, likeness.Profile] = {}
        self._runs: dict[str, copies.Numbers] = {}

    def read_reports(self) -> int:
        """Compare what is new with all there is; return how many reports were new."""
        states, gone = self.tables.changed()
        if not states and not gone:
            return 0
        fresh = list(states)
        self.tables.forget([*fresh, *gone])
        self._index(fresh)
        self.dirty = set(fresh) | self._find_copies(fresh)
        self._compare(sorted(self.dirty))
        self.tables.remember(states)
        return len(fresh)

    def _index(self, fresh: Sequence[str]) -> None:
        """File the runs of words and the traits of new reports."""
        telling = {document for _, document in self.tables.claims()}
        for ids in _batches(fresh, 500):
            runs: dict[str, copies.Numbers] = {}
            traits: list[tuple[str, str]] = []
            for document in self.tables.documents(ids):
                found = copies.Runs(document)
                runs[document.id] = found.sample()
                if len(self._runs) < _HELD:
                    self._runs[document.id] = found.distinct
                if document.id in telling:
                    profile = likeness.profile(document)
                    traits += [(document.id, each) for each in likeness.traits(profile, _TRAITS)]
            self.tables.put_runs(runs)
            self.tables.put("merge_traits", traits)

    def _find_copies(self, fresh: Sequence[str]) -> set[str]:
        """Write which reports repeat which; return those whose place in this changed."""
        sharing = self.tables.sharing(fresh, _BY_RUNS)
        found: list[tuple[str, str, float]] = []
        for group in _batches(sharing, 500):
            wanted = {document for both in group for document in both}
            runs = {each: self._runs[each] for each in wanted & self._runs.keys()}
            for document in self.tables.documents(sorted(wanted - runs.keys())):
                runs[document.id] = copies.Runs(document).distinct
            for one, other in group:
                value = copies.containment(runs[one], runs[other])
                if value >= copies.CONTAINMENT:
                    found.append((one, other, round(value, 4)))
        self._runs.clear()
        self.tables.put("merge_copies", found)
        before = self.tables.copy_of()
        now = copies.originals(self.tables.copy_pairs(), self.tables.appearance())
        changed: dict[str, str | None] = {
            document: now[document][0] if document in now else None
            for document in sorted({*before, *now})
            if before.get(document) != now.get(document, (None, 0.0))[0] or document in fresh
        }
        self.tables.set_copies(changed, list(self._copy_rows(changed, now)))
        old, new = copies.roots(before), copies.roots({key: value[0] for key, value in now.items()})
        return {key for key in {*old, *new} if old.get(key) != new.get(key)} | set(changed)

    def _copy_rows(
        self, changed: Mapping[str, str | None], now: Mapping[str, tuple[str, float]]
    ) -> Iterable[tuple[Any, ...]]:
        for copy, original in changed.items():
            if original is None:
                continue
            found = {item.id: item for item in self.tables.documents(sorted({copy, original}))}
            yield _copy_row(found[copy], found[original], now[copy][1])

    def _compare(self, dirty: Sequence[str]) -> None:
        """Write what speaks for each pair of claims of which one stands in a dirty report."""
        self.tables.drop_pairs(dirty)
        wheres = {row[0]: Where(*row) for row in self.tables.places()}
        blocks = Blocks(wheres.values())
        touched = set(dirty)
        pairs = {
            pair(where.claim, other)
            for where in wheres.values()
            if where.report in touched
            for other in blocks.near(where.claim)
        }
        pairs |= self._alike(dirty, blocks)
        for group in _batches(_by_day(pairs, wheres), 4000):
            needed = sorted({wheres[claim].report for each in group for claim in each})
            tellings = tellings_of(self.tables, needed)
            scores = {each: scoring.compare(tellings[each[0]], tellings[each[1]]) for each in group}
            self._compare_texts(scores, tellings)
            self.tables.put(
                "merge_pairs",
                [
                    (*each, score.points, msgspec.json.encode(score.reasons).decode())
                    for each, score in scores.items()
                    if score.points > LEAST
                ],
            )

    def _compare_texts(
        self, scores: dict[Pair, scoring.Score], tellings: Mapping[str, Telling]
    ) -> None:
        """Add the reason of the words where the other reasons leave a pair unsure."""
        unsure: dict[Pair, tuple[str, str]] = {}
        for each, score in scores.items():
            pair_of = tellings[each[0]], tellings[each[1]]
            if scoring.words_speak(*pair_of, score):
                unsure[each] = pair_of[0].report.id, pair_of[1].report.id
        self._read_profiles({report for reports in unsure.values() for report in reports})
        for each, (one, other) in unsure.items():
            left, right = self._profiles[one], self._profiles[other]
            alike = scoring.Alike(likeness.likeness(left, right), min(len(left), len(right)))
            scores[each] = scores[each].and_(scoring.text_reason(alike, scores[each]))

    def _alike(self, dirty: Sequence[str], blocks: Blocks) -> set[Pair]:
        """Return the pairs of claims of reports that are alike in their words."""
        found: set[Pair] = set()
        shared = self.tables.sharing(dirty, _BY_TRAITS)
        for group in _batches(shared, 2000):
            self._read_profiles({report for each in group for report in each})
            for one, other in group:
                if likeness.likeness(self._profiles[one], self._profiles[other]) >= _ALIKE:
                    found.update(blocks.of_reports(one, other))
        return found

    def _read_profiles(self, reports: set[str]) -> None:
        """Hold the profiles of some reports, and forget others where there are too many."""
        if len(self._profiles) > _PROFILES:
            kept = self._profiles
            self._profiles = {key: kept[key] for key in reports if key in kept}
        missing = sorted(reports - self._profiles.keys())
        for document in self.tables.documents(missing):
            self._profiles[document.id] = likeness.profile(document)


def _by_day(pairs: Iterable[Pair], wheres: Mapping[str, Where]) -> list[Pair]:
    """Return pairs sorted so that those of one time stand together."""

    def key(each: Pair) -> tuple[str, Pair]:
        where = wheres[each[0]]
        return str(where.first or where.published or ""), each

    return sorted(pairs, key=key)


def _copy_row(copy: Document, original: Document, value: float) -> tuple[Any, ...]:
    """Return the row of `copies`: the shared stretches are the evidence."""
    shared = copies.matches(copies.Runs(copy), copies.Runs(original))
    changes = copies.changes(copy, original, shared)
    return (
        copy.id, original.id, value,
        msgspec.json.encode(shared).decode(), msgspec.json.encode(changes).decode(),
        any(change.figures for change in changes),
    )  # fmt: skip


T = TypeVar("T")


def _batches(values: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (values[start : start + size] for start in range(0, len(values), size))
