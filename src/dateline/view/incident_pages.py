"""One incident in full: every claim with its words, figures, reports, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline.claim import Claim
from dateline.incident import FIGURE_RULES, FigureRule, Incident, IncidentClaim
from dateline.merge.copies import Change, Match
from dateline.merge.incidents import Name, make_incident
from dateline.merge.scoring import Reason
from dateline.merge.verdicts import value_of
from dateline.merger_groups import tellings_of
from dateline.merger_rulings import Rulings
from dateline.store.database import Study
from dateline.store.merge_tables import MergeTables
from dateline.view import decisions, reports
from dateline.view.answers_pages import (
    ClaimPage,
    CopyPage,
    FieldSource,
    FieldValue,
    FigurePage,
    FigureWords,
    IncidentPage,
    PairPage,
    ReportSummary,
)
from dateline.view.claim_fields import chain, claim_fields, codes
from dateline.view.differences import differences

LEAST_POINTS = -1.0
"""Two incidents may be one if two of their claims have at least so many points."""

_MOST_PAIRS = 12
_PAIRS = """
    SELECT claim, other, points, reasons FROM merge_pairs
    WHERE claim IN (SELECT unnest(?::VARCHAR[])) OR other IN (SELECT unnest(?::VARCHAR[]))
    ORDER BY points DESC, claim, other"""


class _Facts:
    """What the study holds about one incident."""

    def __init__(self, study: Study, incident: Incident) -> None:
        self.study, self.incident = study, incident
        ids = [item.claim for item in incident.claims]
        documents = list(dict.fromkeys(item.document for item in incident.claims))
        self.claims = reports.claims(study, ids)
        summaries = reports.summaries(study, documents)
        self.reports = {each: summaries[each] for each in documents}
        self.texts = reports.texts(study, documents)
        self.pairs = study.all(_PAIRS, [ids, ids])

    def reasons(self, claim: str) -> tuple[Reason, ...]:
        """Return why a claim is counted to the incident: those of its best pair in it."""
        for one, other, _, reasons in self.pairs:
            if claim in {one, other} and one in self.claims and other in self.claims:
                return msgspec.json.decode(reasons, type=tuple[Reason, ...])
        return ()


def incident_page(
    study: Study, rulings: Rulings, incident: Incident, revision: str
) -> IncidentPage:
    """Return one incident in full."""
    facts = _Facts(study, incident)
    return IncidentPage(
        revision=revision,
        incident=incident,
        claims=tuple(_claim_page(facts, item) for item in incident.claims),
        figures=tuple(_figures(facts)),
        reports=tuple(facts.reports.values()),
        copies=tuple(_copies(study, facts.reports)),
        fields=tuple(_fields(facts)),
        pairs=tuple(_pairs(facts, rulings)),
        judgements=decisions.pages(rulings, decisions.about(rulings, incident)),
    )


def _claim_page(facts: _Facts, item: IncidentClaim) -> ClaimPage:
    claim = facts.claims[item.claim]
    return ClaimPage(
        claim=claim,
        document=item.document,
        role=item.role,
        copied=item.copied,
        source=item.source,
        fields=claim_fields(claim),
        chain=chain(facts.reports[item.document], claim),
        codes=codes(claim),
        reasons=facts.reasons(item.claim),
        differs=differences(claim, facts.incident),
        quote=reports.quotation(item.document, facts.texts[item.document], claim.evidence),
    )


def _figures(facts: _Facts) -> Iterator[FigurePage]:
    document_of = {item.claim: item.document for item in facts.incident.claims}
    for table in facts.incident.figures:
        words = (
            FigureWords(
                claim=row.claim,
                document=document_of[row.claim],
                publisher=facts.reports[document_of[row.claim]].publisher,
                span=facts.claims[row.claim].figures[row.position].mention,
            )
            for row in table.tellings
        )
        yield FigurePage(kind=table.kind, tellings=tuple(words))


def _copies(study: Study, documents: Mapping[str, ReportSummary]) -> Iterator[CopyPage]:
    query = f"""SELECT document, copy_of, containment, figures_changed, matches, changes
                FROM copies WHERE document IN ({reports.marks(documents)}) ORDER BY document"""  # noqa: S608
    for document, copy_of, share, changed, matches, changes in study.all(query, [*documents]):
        yield CopyPage(
            document=document,
            copy_of=copy_of,
            containment=share,
            figures_changed=changed,
            matches=msgspec.json.decode(matches, type=tuple[Match, ...]),
            changes=msgspec.json.decode(changes, type=tuple[Change, ...]),
        )


def _fields(facts: _Facts) -> Iterator[FieldValue]:
    incident = facts.incident
    machine = _machine(facts) if incident.edited else incident
    for field in decisions.FIELDS:
        yield FieldValue(
            name=field.name,
            value=value_of(incident, field.name),
            machine=value_of(machine, field.name),
            edited=field.name in incident.edited,
            sources=tuple(_sources(facts, field.name)),
        )


def _machine(facts: _Facts) -> Incident:
    """Return the incident as the machine alone makes it, of the same claims."""
    tables = MergeTables(facts.study)
    rule: FigureRule = next((each for each in FIGURE_RULES if each == tables.rule()), "ucdp")
    told = tellings_of(tables, sorted(facts.reports))
    claims = [told[claim] for claim in sorted(facts.claims)]
    return make_incident(Name(facts.incident.id, facts.incident.previous), claims, rule)


def _sources(facts: _Facts, field: str) -> Iterator[FieldSource]:
    """Yield the fields of claims that a field of the incident was made from."""
    for item in facts.incident.claims:
        claim = facts.claims[item.claim]
        if item.role == "tells":
            yield from (FieldSource(claim=claim.id, path=path) for path in _paths(claim, field))


def _paths(claim: Claim, field: str) -> Iterator[str]:
    if field == "event_type":
        yield "trigger"
    elif field in {"date_from", "date_to"} and claim.date:
        yield "date"
    elif field in {"place_name", "lat", "lon"} and claim.place:
        yield "place"
    for number, figure in enumerate(claim.figures):
        if field.startswith(figure.kind):
            yield f"figures[{number}]"


def _pairs(facts: _Facts, rulings: Rulings) -> Iterator[PairPage]:
    """Yield the incidents that may be this one, each by its best pair of claims."""
    study, mine = facts.study, facts.incident.id
    outside = [
        row for row in facts.pairs
        if row[2] >= LEAST_POINTS and (row[0] in facts.claims) != (row[1] in facts.claims)
    ]  # fmt: skip
    others = {row[0] if row[1] in facts.claims else row[1] for row in outside}
    judged = [
        claim for item in rulings.standing for claim in (*rulings.left(item), *rulings.right(item))
    ]
    of = incidents_of(study, [*others, *judged]) if others else {}
    best: dict[str, tuple[Any, ...]] = {}
    for one, other, points, reasons in outside:
        left, right = (one, other) if one in facts.claims else (other, one)
        if right in of and of[right] != mine:
            best.setdefault(of[right], (left, right, points, reasons))
    kept = dict(list(best.items())[:_MOST_PAIRS])
    decided = decisions.pair_decisions(rulings, of)
    theirs = reports.claims(study, [each[1] for each in kept.values()])
    where = _documents(study, list(theirs))
    texts = reports.texts(study, set(where.values()))
    documents = {item.claim: item.document for item in facts.incident.claims}
    for incident, (left, right, points, reasons) in kept.items():
        mine_at, theirs_at = documents[left], where[right]
        yield PairPage(
            other=incident,
            points=points,
            reasons=msgspec.json.decode(reasons, type=tuple[Reason, ...]),
            left=reports.quotation(mine_at, facts.texts[mine_at], facts.claims[left].evidence),
            right=reports.quotation(theirs_at, texts[theirs_at], theirs[right].evidence),
            decided=decided.get((min(mine, incident), max(mine, incident))),
        )


def incidents_of(study: Study, claims: Sequence[str]) -> dict[str, str]:
    """Return the incident of some claims, by claim."""
    query = """SELECT claim, incident FROM incident_claims
               WHERE claim IN (SELECT unnest(?::VARCHAR[]))"""
    return dict(study.all(query, [list(dict.fromkeys(claims))]))


def _documents(study: Study, claims: Sequence[str]) -> dict[str, str]:
    query = f"SELECT id, document FROM claims WHERE id IN ({reports.marks(claims)})"  # noqa: S608
    return dict(study.all(query, list(claims)))
