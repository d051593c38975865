"""Pages: a merged study as the review page asks for it, live or to be published."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from dateline import __version__
from dateline.claim import EVENT_TYPES
from dateline.errors import StoreError
from dateline.incident import FIGURE_RULES, FigureRule, Incident
from dateline.merger_rulings import Rulings
from dateline.record import content_id
from dateline.store.database import Study
from dateline.view import decisions, incident_pages, reports
from dateline.view.answers import (
    EventTypeInfo,
    FigureRuleInfo,
    IncidentTable,
    JudgementLog,
    PairQueue,
    PairRow,
    SearchAnswer,
    StudyCounts,
    StudyInfo,
)
from dateline.view.answers_pages import IncidentPage, ReportPage
from dateline.view.claim_fields import CODE_BOOKS
from dateline.view.columns import incident_table
from dateline.view.search import Search

_MOST_PAIRS = 5000
_PAIRS = """
    SELECT least(a.incident, b.incident) AS one, greatest(a.incident, b.incident) AS other,
           max(p.points) AS points
    FROM merge_pairs p JOIN incident_claims a ON a.claim = p.claim
    JOIN incident_claims b ON b.claim = p.other
    WHERE p.points >= ? AND a.incident <> b.incident
    GROUP BY ALL ORDER BY points DESC, one, other LIMIT ?"""
_COUNTS = """
    SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims),
           (SELECT count(*) FROM incidents),
           (SELECT count(*) FROM documents WHERE copy_of IS NOT NULL),
           (SELECT count(*) FROM judgements),
           (SELECT count(*) FROM incidents WHERE date_from IS NULL),
           (SELECT count(*) FROM incidents WHERE lat IS NULL OR lon IS NULL)"""
_RULES: dict[FigureRule, str] = {
    "ucdp": "least, what most sources give, greatest (UCDP)",
    "acled": "least; the least is the best (ACLED)",
    "airwars": "least and greatest, no best (Airwars)",
    "official": "the latest official figure",
}


class Pages:
    """What the page may ask of a study."""

    def __init__(self, study: Study, rulings: Rulings) -> None:
        """Take a study that is open and merged.

        Raises:
            StoreError: It is not merged yet.
        """
        self.study, self.rulings = study, rulings
        if not study.one("SELECT 1 FROM merge_rule"):
            raise StoreError(
                "nothing is merged yet, so there are no incidents to show",
                where=str(study.path or "memory"),
                advice=f"Make them with: dateline merge {study.path or 'STUDY'}",
            )
        state = study.one("SELECT count(*), bit_xor(hash(record)) FROM incidents")
        self._base = content_id(*map(str, state))
        self._search: Search | None = None

    @property
    def revision(self) -> str:
        """What the study is at: another one after each decision."""
        last = self.rulings.log[-1].id if self.rulings.log else ""
        return content_id(self._base, str(len(self.rulings.log)), last)

    def info(self, who: str | None = None, *, live: bool, read_only: bool) -> StudyInfo:
        """Return what the study is and holds."""
        found = self.study.one(_COUNTS)
        names = ("documents", "claims", "incidents", "copies", "judgements", "undated", "unlocated")
        inputs = dict(self.study.all("SELECT outcome, count(*) FROM inputs GROUP BY 1 ORDER BY 1"))
        counts = StudyCounts(**dict(zip(names, found, strict=True)), inputs=inputs)
        rule = self.study.one("SELECT rule FROM merge_rule")[0]
        return StudyInfo(
            name=self.study.path.name if self.study.path else "study",
            version=__version__,
            live=live,
            read_only=read_only,
            who=who,
            revision=self.revision,
            counts=counts,
            event_types=self._event_types(),
            figure_rules=tuple(FigureRuleInfo(name=key, label=_RULES[key]) for key in FIGURE_RULES),
            figure_rule=next((each for each in FIGURE_RULES if each == rule), None),
            fields=decisions.FIELDS,
            actions=decisions.ACTION_INFOS,
            code_books=CODE_BOOKS,
        )

    def _event_types(self) -> tuple[EventTypeInfo, ...]:
        """Return all types, those that most incidents have first: they get the low digits."""
        query = "SELECT event_type, count(*) FROM incidents GROUP BY 1"
        counts: dict[str, int] = dict(self.study.all(query))
        ordered = sorted(EVENT_TYPES, key=lambda kind: -counts.get(kind, 0))
        return tuple(
            EventTypeInfo(name=kind, label=kind.replace("_", " "), incidents=counts.get(kind, 0))
            for kind in ordered
        )

    def incidents(self, ids: Collection[str] | None = None) -> IncidentTable:
        """Return all incidents, or some, as columns."""
        claims = [
            claim
            for item in self.rulings.standing
            if item.action == "comment"
            for claim in self.rulings.left(item)
        ]
        of = incident_pages.incidents_of(self.study, claims) if claims else {}
        comments = decisions.comments(self.rulings, of)
        return incident_table(self.study, self.revision, comments, ids)

    def incident(self, key: str) -> IncidentPage:
        """Return one incident in full.

        Raises:
            StoreError: There is none of this id.
        """
        found = self.study.one("SELECT record FROM incidents WHERE id = ?", [key])
        if not found:
            heir = self.heir(key)
            raise StoreError(
                "there is no such incident in this study",
                where=key,
                advice=f"It is now part of {heir}" if heir else "Choose one from the list",
            )
        incident = msgspec.json.decode(found[0], type=Incident)
        return incident_pages.incident_page(self.study, self.rulings, incident, self.revision)

    def heir(self, key: str) -> str | None:
        """Return the incident that took over one that is no more, if one did."""
        query = """SELECT id FROM incidents
                   WHERE list_contains(string_split(previous_ids, '; '), ?) ORDER BY id LIMIT 1"""
        found = self.study.one(query, [key])
        return found[0] if found else None

    def report(self, key: str) -> ReportPage:
        """Return one report in full.

        Raises:
            StoreError: The study does not hold it.
        """
        return reports.report_page(self.study, key)

    def search(self, query: str) -> SearchAnswer:
        """Return the incidents whose evidence holds some words."""
        if self._search is None:
            self._search = Search(self.study)
        return self._search.find(query, self.revision)

    def pairs(self) -> PairQueue:
        """Return the incidents that may be one, those that nobody decided on first."""
        rows = self.study.all(_PAIRS, [incident_pages.LEAST_POINTS, _MOST_PAIRS])
        judged = sorted(self.rulings.claims())
        of = incident_pages.incidents_of(self.study, judged) if judged else {}
        decided = decisions.pair_decisions(self.rulings, of)
        pairs = [
            PairRow(left=left, right=right, points=points, decided=decided.get((left, right)))
            for left, right, points in rows
        ]
        pairs.sort(key=lambda each: each.decided is not None)
        return PairQueue(revision=self.revision, pairs=tuple(pairs))

    def judgements(self, most: int = 1000) -> JudgementLog:
        """Return the latest judgements, newest first."""
        log = self.rulings.log
        shown = decisions.pages(self.rulings, reversed(log[-most:]))
        return JudgementLog(revision=self.revision, judgements=shown, total=len(log))
