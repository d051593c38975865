"""Publish: a study as a folder that opens from a disk and from any host, and asks nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline import __version__
from dateline.errors import StoreError
from dateline.merger_rulings import Rulings
from dateline.record import Record, content_id
from dateline.store.database import Study
from dateline.store.releases import citation_text
from dateline.view import publish_files as made
from dateline.view.answers import IncidentTable, StudyInfo
from dateline.view.answers_pages import ClaimPage, IncidentPage, ReportSummary
from dateline.view.pages import Pages
from dateline.view.publish_folder import new_folder
from dateline.view.publish_method import Publication, method
from dateline.view.publish_packed import packed, script, slim
from dateline.view.publish_pages import Chunk, Published

CHUNK = 50
"""Incidents in one file of data: enough to read on, little to load."""


class Account(Record, frozen=True, kw_only=True):
    """What became of a study's incidents when it was published.

    Attributes:
        published: How many are published.
        unreviewed: How many of these nobody reviewed.
        left_out: How many are not published, by why.
        size: Bytes of all files.
    """

    published: int
    unreviewed: int
    left_out: dict[str, int]
    size: int


def publish(study: Study, publication: Publication, output: Path) -> Account:
    """Write a study as a folder of files, whole or not at all.

    Raises:
        StoreError: The study is not merged yet, or nothing in it may be published.
        ConfigError: There is something at `output` that was not made here.
    """
    pages = Pages(study, Rulings(study))
    kept = ("accepted", "unreviewed") if publication.everything else ("accepted",)
    found = study.all("SELECT id, review_status FROM incidents")
    chosen = frozenset(key for key, review in found if review in kept)
    left_out = Counter(review for _, review in found if review not in kept)
    if not chosen:
        raise StoreError(
            f"none of {len(found):,} incidents is accepted, so there is nothing to publish",
            where=str(study.path or "memory"),
            advice="Review them with dateline view, or publish them unreviewed with --all",
        )
    with new_folder(output, __version__) as folder:
        table = _Site(pages, publication, folder).write(chosen, left_out)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Account(
        published=table.count,
        unreviewed=table.review.count("unreviewed"),
        left_out=dict(sorted(left_out.items())),
        size=size,
    )


class _Site:
    """A folder that is being written."""

    def __init__(self, pages: Pages, publication: Publication, folder: Path) -> None:
        self._pages, self._said, self._folder = pages, publication, folder
        self._title = publication.edition.title

    def _put(self, name: str, content: bytes | str) -> None:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def write(self, chosen: frozenset[str], left_out: Counter[str]) -> IncidentTable:
        """Write everything, and return the columns of what is published."""
        every = [key for key in self._pages.incidents(chosen).id if key in chosen]
        published = Published(self._pages, every, self._said.obscured)
        table = published.table()
        revision = content_id(__version__, msgspec.json.encode(table).decode(), length=16)
        table = msgspec.structs.replace(table, revision=revision)
        citation = citation_text(self._said.edition, self._pages.study.digest())
        said = method(self._said, table, len(published.documents), left_out)
        info = self._info(published, table, left_out)
        info = msgspec.structs.replace(info, method="\n\n".join(said), citation=citation)
        self._put("data/study.js", script("study", info))
        self._put(
            "data/incidents.js",
            packed("incidents", {"table": table, "chunk": CHUNK, "previous": published.previous}),
        )
        told = list(self._chunks(published, revision))
        self._put("data/words.js", packed("words", _words(told)))
        downloads = self._downloads(table, told)
        self._put("CITATION.cff", citation)
        self._put("embed.html.txt", made.embed(self._title))
        self._put("about.css", made.STYLE)
        self._put("about.html", made.about(self._title, said, citation, downloads))
        self._own_files()
        return table

    def _own_files(self) -> None:
        """Write the page itself: the files that the server shows too."""
        static = files("dateline.view").joinpath("static")
        for name in ("page.js", "page.css", "atlas.js"):
            self._put(name, static.joinpath(name).read_bytes())
        self._put("index.html", made.page(static.joinpath("index.html").read_text(), self._title))
        notice = _notice()
        if notice is not None:
            self._put("NOTICE.txt", notice)

    def _chunks(self, published: Published, revision: str) -> Iterator[IncidentPage]:
        for number, start in enumerate(range(0, len(published.ids), CHUNK)):
            chunk: Chunk = published.chunk(published.ids[start : start + CHUNK], revision)
            name = f"pages-{number}"
            slimmed = [slim(msgspec.to_builtins(page)) for page in chunk.incidents]
            content = {"incidents": slimmed, "reports": chunk.reports}
            self._put(f"data/{name}.js", packed(name, content))
            yield from chunk.incidents

    def _info(
        self, published: Published, table: IncidentTable, left_out: Counter[str]
    ) -> StudyInfo:
        """Return what the page says of the study: counts are of what is published."""
        info = self._pages.info(None, live=False, read_only=True)
        types = Counter(table.lists.types[each] for each in table.type)
        marks = sorted(published.documents)
        copies = self._pages.study.one(
            """SELECT count(*) FROM documents
               WHERE copy_of IS NOT NULL AND id IN (SELECT unnest(?::VARCHAR[]))""",
            [marks],
        )[0]
        counts = msgspec.structs.replace(
            info.counts,
            documents=len(marks),
            claims=sum(table.claims),
            incidents=table.count,
            copies=copies,
            judgements=0,
            undated=table.first.count(None),
            unlocated=table.lat.count(None),
        )
        kinds = [msgspec.structs.replace(k, incidents=types[k.name]) for k in info.event_types]
        kinds.sort(key=lambda kind: -kind.incidents)
        return msgspec.structs.replace(
            info,
            name=self._title,
            revision=table.revision,
            counts=counts,
            event_types=tuple(kinds),
            left_out=left_out["unreviewed"],
            coarsened_km=self._said.obscured.km if self._said.obscured else None,
        )

    def _downloads(self, table: IncidentTable, told: Sequence[IncidentPage]) -> dict[str, str]:
        """Write the tables that can be downloaded; return what each is."""
        sources = {
            page.incident.id: [each.url or each.publisher or each.uri for each in page.reports]
            for page in told
        }
        incidents = made.rows(table, sources)
        reports = {each.id: each for page in told for each in page.reports}
        claims = [_told(page, each) for page in told for each in page.claims]
        text = made.table_text(incidents)
        self._put("download/incidents.csv", text)
        nested = {
            "title": self._title,
            "dateline": __version__,
            "incidents": [
                row
                | {
                    "tellings": [
                        _cited(each, reports[each.document].sha256) for each in page.claims
                    ]
                }
                for row, page in zip(incidents, told, strict=True)
            ],
            "reports": {each.sha256: _reported(each) for each in reports.values()},
        }
        archive = (
            ("claims.csv", made.table_text(claims)),
            ("incidents.json", msgspec.json.encode(nested) + b"\n"),
        )
        self._put("download/data.zip", made.zipped(archive))
        return {
            "download/incidents.csv": "one incident a row",
            "download/data.zip": (
                "what each report tells, one telling a row (claims.csv), and incidents with "
                "tellings, figures and reports (incidents.json)"
            ),
            "CITATION.cff": "how to cite it, for programs",
        }


def _words(told: Sequence[IncidentPage]) -> list[tuple[str, str, int, str]]:
    """Return what is searched: the sentence of each claim, incidents that many tell first."""
    ordered = sorted(told, key=lambda page: (-page.incident.reports, page.incident.id))
    return [
        (page.incident.id, each.claim.id, each.quote.start, each.quote.words)
        for page in ordered
        for each in sorted(page.claims, key=lambda each: each.role != "tells")
    ]


def _told(page: IncidentPage, told: ClaimPage) -> dict[str, Any]:
    """Return a telling as a row."""
    report = next(each for each in page.reports if each.id == told.document)
    return {
        "incident": page.incident.id,
        **_telling(told),
        "headline": report.title,
        "publisher": report.publisher,
        "published_from": report.published.first,
        "published_to": report.published.last,
        "url": report.url,
    }


def _telling(told: ClaimPage) -> dict[str, Any]:
    claim = told.claim
    return {
        "claim": claim.id,
        "role": told.role,
        "copied": told.copied,
        "event_type": claim.event_type,
        "status": claim.status,
        "date_from": claim.date.first if claim.date else None,
        "date_to": claim.date.last if claim.date else None,
        "place": claim.place.name if claim.place else None,
        "actors": [each.name for each in claim.actors],
        "recipients": [each.name for each in claim.recipients],
        "figures": [each.value for each in told.fields if each.role == "figure"],
        "according_to": [hop.name or "not named" for hop in told.chain],
        "quotation": told.quote.words,
        "start": told.quote.start,
        "end": told.quote.end,
    }


def _cited(told: ClaimPage, sha256: str) -> dict[str, Any]:
    """Return a telling with the hash of its report, and its figures as numbers."""
    return _telling(told) | {"report": sha256, "figures": told.claim.figures}


def _reported(report: ReportSummary) -> dict[str, Any]:
    return {
        "headline": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "agencies": report.agencies,
    }


def _notice() -> str | None:
    """Return the notice of what the page's own files are made from, as it was installed."""
    try:
        installed = distribution("dateline")
    except PackageNotFoundError:
        return None
    return installed.read_text("licenses/NOTICE")
