"""Groups: from compared claims to incidents, where something changed.

The machine's clusters and their names are kept beside the incidents as people judged
them, so that an undone judgement leaves no trace in the incidents.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from dateline.incident import FIGURE_RULES, Dispute, FigureRule, Incident
from dateline.merge.clusters import LEAST, Pair, cluster, components
from dateline.merge.copies import Match, copied
from dateline.merge.incidents import Judged, Name, attach, make_incident
from dateline.merge.names import name_clusters
from dateline.merge.scoring import compare
from dateline.merge.telling import Report, Telling, happenings
from dateline.merge.verdicts import judged
from dateline.merger_rulings import Rulings
from dateline.store.merge_tables import MergeTables

_LARGEST = 300
"""Groups of more claims are not compared in full."""


def tellings_of(tables: MergeTables, documents: Sequence[str]) -> dict[str, Telling]:
    """Return the claims of some documents, by id, as merging sees them."""
    rows = tables.told(documents)
    copy_of = tables.copies_of(documents)
    by_report: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_report[row[0]].append(index)
    found: dict[str, Telling] = {}
    for report_id, indexes in by_report.items():
        _, outlet, first, last, matches, _ = rows[indexes[0]]
        report = Report(
            id=report_id, outlet=outlet, first=first, last=last, root=_root(report_id, copy_of)
        )
        shared = msgspec.json.decode(matches, type=tuple[Match, ...]) if matches else ()
        claims = [rows[index][5] for index in indexes]
        same = happenings(claims)
        for position, claim in enumerate(claims):
            found[claim.id] = Telling(
                claim=claim,
                report=report,
                happening=same[claim.id],
                copied=bool(shared) and copied(claim.evidence, shared),
                position=position,
            )
    return found


def _root(document: str, copy_of: Mapping[str, str]) -> str:
    while document in copy_of:
        document = copy_of[document]
    return document


class Groups:
    """Makes the incidents of those groups of claims in which something changed."""

    def __init__(
        self, tables: MergeTables, rule: FigureRule | None, rulings: Rulings | None = None
    ) -> None:
        self.tables = tables
        former = tables.rule()
        kept: FigureRule | None = next((each for each in FIGURE_RULES if each == former), None)
        self._rule: FigureRule = rule or kept or "ucdp"
        self._all = former != self._rule
        if self._all:
            tables.set_rule(self._rule)
        self.rulings = rulings or Rulings(tables.study)
        self._reserved: set[str] = set()

    def update(self, dirty: Collection[str]) -> int:
        """Make the incidents anew that have to do with some documents or with judgements.

        Returns:
            How many incidents were made.
        """
        touched, former = self._touched(dirty)
        return len(self._make(touched, former)) if touched or former else 0

    def _make(self, touched: Collection[str], former: Collection[str]) -> list[Incident]:
        """Make the incidents of some claims anew, in place of former ones, and write them."""
        documents = self.tables.documents_of(touched)
        every = tellings_of(self.tables, documents)
        tellings = {claim: every[claim] for claim in touched}
        points = self.tables.points(sorted(touched))
        pairs = self.rulings.pairs
        plain = self._clusters(tellings, points, (), ())
        names = self._name(plain, tellings)
        final = plain
        if pairs.one or pairs.two:
            final = self._clusters(tellings, points, pairs.one, pairs.two)
        final_names = self._judged_names(final, names)
        incidents = [
            self._incident(name, [tellings[claim] for claim in members], names)
            for name, members in zip(final_names, final, strict=True)
        ]
        self.tables.replace(sorted(former), incidents)
        self.tables.set_main(documents)
        return incidents

    def _touched(self, dirty: Collection[str]) -> tuple[set[str], set[str]]:
        """Return the claims to cluster anew, and the incidents that end or are made anew."""
        document_of = dict(self.tables.claims())
        changed = {claim for claim, document in document_of.items() if document in dirty}
        changed |= self.rulings.claims() & document_of.keys()
        members = self.tables.members()
        lost = {incident for claim, incident in members.items() if claim not in document_of}
        former = lost | {members[claim] for claim in changed if claim in members}
        joined: list[Pair] = [*self.tables.positive_pairs(), *self.rulings.pairs.one]
        first_of: dict[str, str] = {}
        for claim, incident in members.items():
            if claim in document_of:
                joined.append((claim, first_of.setdefault(incident, claim)))
        touched: set[str] = set()
        for group in components(document_of, joined):
            if self._all or not changed.isdisjoint(group) or self._in(group, members, former):
                touched.update(group)
        former |= {members[claim] for claim in touched if claim in members}
        return touched, former

    @staticmethod
    def _in(group: Iterable[str], members: Mapping[str, str], former: Collection[str]) -> bool:
        return any(members.get(claim) in former for claim in group)

    def _clusters(
        self,
        tellings: Mapping[str, Telling],
        points: Mapping[Pair, float],
        one: Collection[Pair],
        two: Collection[Pair],
    ) -> list[tuple[str, ...]]:
        """Return the claims of each incident: those that tell it, and those that speak of it."""
        told = {claim: telling.report.id for claim, telling in tellings.items() if telling.asserted}
        inside = told.keys()
        between = {each: value for each, value in points.items() if inside >= set(each)}
        self._complete(between, tellings, [*one])
        found = cluster(told, between, one, two)
        others = [claim for claim in tellings if claim not in inside]
        spoken: dict[tuple[str, ...], list[str]] = defaultdict(list)
        reports = {claim: telling.report.id for claim, telling in tellings.items()}
        decided = Judged(report_of=reports, one=one, two=two)
        for claim, members in attach(others, found, points, decided).items():
            spoken[members].append(claim)
        return [tuple(sorted((*members, *spoken[members]))) for members in found]

    @staticmethod
    def _complete(
        points: dict[Pair, float], tellings: Mapping[str, Telling], judged: Sequence[Pair]
    ) -> None:
        """Add what speaks for the pairs of each group that were not compared or are barred.

        A group is what pairs connect, be it over others: its ends may be days apart.
        """
        positive = [each for each, value in points.items() if value > 0]
        claims = {claim for each in (*positive, *judged) for claim in each if claim in tellings}
        for group in components(claims, [*positive, *judged]):
            if len(group) > _LARGEST:
                continue
            for each in itertools.combinations(group, 2):
                if each not in points:
                    score = compare(tellings[each[0]], tellings[each[1]])
                    points[each] = LEAST if score.barred else max(LEAST, score.points)

    def _name(
        self, clusters: Sequence[tuple[str, ...]], tellings: Mapping[str, Telling]
    ) -> dict[str, Name]:
        """Name the machine's clusters, keep the names, and return them by claim."""
        here, self._reserved = self._former_names(tellings)
        known = self.tables.previous()
        first = {claim: _key(telling) for claim, telling in tellings.items()}
        named = name_clusters(clusters, here, first, known, self._reserved)
        self.tables.set_names(
            sorted(tellings), {name.id: each for name, each in zip(named, clusters, strict=True)}
        )
        self.tables.set_previous({name.id: name.previous for name in named})
        return {
            claim: name for name, members in zip(named, clusters, strict=True) for claim in members
        }

    def _former_names(self, claims: Collection[str]) -> tuple[dict[str, str], set[str]]:
        """Return the names that claims had, and the names that others have."""
        before = self.tables.names()
        here = {claim: name for claim, name in before.items() if claim in claims}
        return here, {name for claim, name in before.items() if claim not in claims}

    def _judged_names(
        self, clusters: Sequence[tuple[str, ...]], names: Mapping[str, Name]
    ) -> list[Name]:
        """Return names for the clusters as judged: the machine's, where claims keep together."""
        before = {claim: name.id for claim, name in names.items()}
        known = {name.id: name.previous for name in names.values()}
        return name_clusters(
            clusters, before, {claim: claim for claim in names}, known, self._reserved
        )

    def _incident(
        self, name: Name, tellings: Sequence[Telling], names: Mapping[str, Name]
    ) -> Incident:
        claims = {telling.id for telling in tellings}
        incident = make_incident(name, tellings, self._rule)
        disputes = tuple(self._disputes(claims, names))
        incident = msgspec.structs.replace(incident, disputes=disputes)
        return judged(incident, self.rulings.about(claims))

    def _disputes(self, claims: Collection[str], names: Mapping[str, Name]) -> Iterable[Dispute]:
        """Yield where the machine would put together or apart what a person decided on."""
        decided: Counter[tuple[str, str, str]] = Counter()
        for (left, right), judgement in self.rulings.pairs.one.items():
            if left in claims and right in claims and _apart(left, right, names):
                decided[judgement, "one", "two"] += 1
        for (left, right), judgement in self.rulings.pairs.two.items():
            here = left in claims or right in claims
            if here and left in names and right in names and not _apart(left, right, names):
                decided[judgement, "two", "one"] += 1
        for judgement, person, machine in sorted(decided):
            yield Dispute(judgement=judgement, field="same", judged=person, machine=machine)


def _apart(left: str, right: str, names: Mapping[str, Name]) -> bool:
    return left not in names or right not in names or names[left].id != names[right].id


def _key(telling: Telling) -> str:
    day, report, position, claim = telling.order
    return f"{day} {report} {position:06d} {claim}"
