"""Published pages: incidents in full as they may be published, with the reports they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.claim import Claim
from dateline.incident import Incident
from dateline.record import Record
from dateline.view import reports
from dateline.view.answers import IncidentTable
from dateline.view.answers_pages import (
    ClaimPage,
    FieldValue,
    FigurePage,
    IncidentPage,
    OriginalPage,
    ReportPage,
    ReportSummary,
)
from dateline.view.claim_fields import chain, claim_fields
from dateline.view.differences import differences
from dateline.view.pages import Pages
from dateline.view.publish_limits import Obscured, Quoted, places_of


class ClaimAt(Record, frozen=True, kw_only=True):
    """A claim of a report, and the published incident that holds it in full."""

    claim: str
    incident: str
    role: str


class Chunk(Record, frozen=True, kw_only=True):
    """Some incidents in full, and the reports that they stand in.

    Reports name their claims only: the incidents of the chunk hold them.
    """

    incidents: tuple[IncidentPage, ...]
    reports: tuple[dict[str, Any], ...]


class Published:
    """The incidents of a study that are published, as they may be."""

    def __init__(self, pages: Pages, ids: Sequence[str], obscured: Obscured | None) -> None:
        """Take the incidents.

        Args:
            pages: The study.
            ids: Which incidents, in the order of the list.
            obscured: Which coordinates are coarsened; None: none.
        """
        self._pages, self._obscured = pages, obscured
        self.ids = tuple(ids)
        rows = pages.study.all("SELECT id, record FROM incidents")
        chosen = frozenset(ids)
        records = {
            key: msgspec.json.decode(row, type=Incident) for key, row in rows if key in chosen
        }
        self._incidents = {key: records[key] for key in ids}
        told: dict[str, list[tuple[str, str, str]]] = {}
        for incident in self._incidents.values():
            for item in incident.claims:
                told.setdefault(item.document, []).append((item.claim, incident.id, item.role))
        self._told = told
        self._hidden = frozenset(self._hidden_ids())

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the reports in which the incidents stand."""
        return frozenset(self._told)

    @property
    def previous(self) -> dict[str, str]:
        """Ids that incidents took over, with the incident that did."""
        return {old: key for key, item in self._incidents.items() for old in item.previous}

    def _claims(self, ids: Sequence[str]) -> dict[str, Claim]:
        return reports.claims(self._pages.study, ids)

    def _hidden_ids(self) -> Iterator[str]:
        if self._obscured is None:
            return
        for key, incident in self._incidents.items():
            claims = self._claims([item.claim for item in incident.claims])
            if self._obscured.hides(places_of(incident, list(claims.values()))):
                yield key

    def table(self) -> IncidentTable:
        """Return the columns, without what is for reviewers only."""
        table = self._pages.incidents(self.ids)
        nothing = [0] * table.count
        changed: dict[str, Any] = {"comments": nothing, "disputes": nothing}
        if self._obscured and self._hidden:
            points = [
                self._incidents[key].place if key in self._hidden else None for key in table.id
            ]
            coarse = [self._obscured.place(place) for place in points]
            for name in ("lat", "lon", "precision_km"):
                changed[name] = [
                    value if place is None else getattr(place, name)
                    for value, place in zip(getattr(table, name), coarse, strict=True)
                ]
        return msgspec.structs.replace(table, **changed)

    def chunk(self, ids: Sequence[str], revision: str) -> Chunk:
        """Return some of the incidents in full."""
        documents = sorted({i.document for key in ids for i in self._incidents[key].claims})
        texts = reports.texts(self._pages.study, documents)
        read = {each: self._pages.report(each) for each in documents}
        quoted = {each: self._quoted(read[each], texts[each]) for each in documents}
        return Chunk(
            incidents=tuple(self._page(key, quoted, revision) for key in ids),
            reports=tuple(self._report(read[each], quoted[each]) for each in documents),
        )

    def _quoted(self, page: ReportPage, text: str) -> Quoted:
        ids = [claim for claim, _, _ in self._told[page.report.id]]
        headlines = [(block.start, block.end) for block in page.blocks if block.kind == "headline"]
        return Quoted(text, self._claims(ids).values(), headlines)

    def _page(self, key: str, quoted: dict[str, Quoted], revision: str) -> IncidentPage:
        page = self._pages.incident(key)
        incident = msgspec.structs.replace(page.incident, disputes=())
        fields = page.fields
        obscured = self._obscured if key in self._hidden else None
        if obscured:
            incident = obscured.incident(incident)
            fields = tuple(_coarse(field, incident) for field in fields)
        summaries = {each.id: _summary(each) for each in page.reports}
        return IncidentPage(
            revision=revision,
            incident=incident,
            claims=tuple(
                _claim_page(each, incident, summaries[each.document], quoted, obscured)
                for each in page.claims
            ),
            figures=tuple(_figures(each, quoted) for each in page.figures),
            reports=tuple(summaries.values()),
            copies=tuple(
                msgspec.structs.replace(each, matches=(), changes=()) for each in page.copies
            ),
            fields=fields,
            pairs=(),
            judgements=(),
        )

    def _report(self, page: ReportPage, quoted: Quoted) -> dict[str, Any]:
        pieces = quoted.pieces()
        short = ReportPage(
            report=_summary(page.report),
            length=page.length,
            pieces=pieces,
            blocks=tuple(
                block
                for block in page.blocks
                if any(p.start < block.end and block.start < p.start + len(p.text) for p in pieces)
            ),
            mentions=(),
            rejections=(),
            original=_original(page.original),
            claims=(),
        )
        claims = [
            ClaimAt(claim=claim, incident=incident, role=role)
            for claim, incident, role in sorted(self._told[page.report.id])
        ]
        whole: dict[str, Any] = msgspec.to_builtins(short)
        return whole | {"claims": [msgspec.to_builtins(each) for each in claims]}


def _claim_page(
    page: ClaimPage,
    incident: Incident,
    report: ReportSummary,
    quoted: dict[str, Quoted],
    obscured: Obscured | None,
) -> ClaimPage:
    claim = quoted[page.document].claim(page.claim)
    if obscured:
        claim = obscured.claim(claim)
    return msgspec.structs.replace(
        page,
        claim=claim,
        fields=claim_fields(claim),
        chain=chain(report, claim),
        differs=differences(claim, incident),
        quote=msgspec.structs.replace(
            page.quote,
            start=claim.evidence.start,
            end=claim.evidence.end,
            before="",
            words=claim.evidence.text,
            after="",
        ),
    )


def _figures(page: FigurePage, quoted: dict[str, Quoted]) -> FigurePage:
    tellings = tuple(
        msgspec.structs.replace(
            each, span=each.span and quoted[each.document].part(each.span.start, each.span.end)
        )
        for each in page.tellings
    )
    return msgspec.structs.replace(page, tellings=tellings)


def _coarse(field: FieldValue, incident: Incident) -> FieldValue:
    """Return a field of an incident whose place is coarsened; the machine's point is none."""
    if field.name not in {"lat", "lon"}:
        return field
    value = getattr(incident.place, field.name) if incident.place else None
    said = None if value is None else f"{value:g}"
    return msgspec.structs.replace(field, value=said, machine=said)


def _summary(report: ReportSummary) -> ReportSummary:
    """Return a report in a few lines; where its file lay is nobody's business."""
    return msgspec.structs.replace(report, uri=_uri(report.uri), published=_said(report))


def _said(report: ReportSummary) -> Any:  # noqa: ANN401  (as it is there)
    return msgspec.structs.replace(report.published, span=None)


def _original(original: OriginalPage | None) -> OriginalPage | None:
    if original is None:
        return None
    return msgspec.structs.replace(original, uri=_uri(original.uri), download=None)


def _uri(uri: str) -> str:
    """Return a web address as it is, and of any other the last part."""
    if uri.startswith(("http://", "https://")):
        return uri
    return uri.replace("\\", "/").rstrip("/").rpartition("/")[2] or uri
