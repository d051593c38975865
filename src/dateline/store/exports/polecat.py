"""A table in the shape of POLECAT's: its 40 columns with tabs, one row a claim PLOVER can name.

As in POLECAT a row is an event as one story tells it, several values of a cell are joined with
"; ", what is not known is "None", and an id begins with that of the story, up to the first "_".
What POLECAT has no column for stands in `loss.csv`: who says so, status, figures, words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.claim import Claim
from dateline.document import Document
from dateline.mention import EntityMention, PlaceMention
from dateline.reading import Reading
from dateline.register import bundled
from dateline.sides import Sides, opponents
from dateline.store.database import Study
from dateline.store.exports.plover import quad
from dateline.store.exports.shaped import (
    EVERY,
    LOSS,
    Cells,
    Losses,
    division,
    needed_folder,
    number,
    one_line,
    write_rows,
)
from dateline.value import Entity, Place

_SIDE = (
    "{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title",
    "{0} Name Raw", "Wikipedia {0} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format(side) for side in ("Actor", "Recipient") for name in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
NONE = "None"
_QUADS = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}  # fmt: skip
_NEVER = (
    "Intensity", "Actor COW", "Actor Title", "Wikipedia Actor ID", "Recipient COW",
    "Recipient Title", "Wikipedia Recipient ID", "Feature Type",
)  # fmt: skip
_NO_BODY = frozenset(("person", "people", "role", "state"))
"""Kinds of actor that are no organisation."""
_GEONAMES = "geonames:"


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write `output/polecat.txt` and its loss report."""
    folder = needed_folder(output)
    table = _Table()
    copies = dict(study.all("SELECT document, copy_of FROM copies"))
    for reading in study.readings():
        table.take(reading, copies.get(reading.document.id))
    path = folder / "polecat.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            [one_line(row.get(name) or NONE) for name in COLUMNS] for row in table.rows
        )
    yield path, len(table.rows)
    yield write_rows(folder / "loss.csv", LOSS, table.losses.rows)


class _Table:
    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.losses = Losses()
        self.losses.of_all(_NEVER, "dateline has nothing to fill this column from")
        self.losses.add(EVERY, "words", "not written", "no column for the words and their offsets")
        self._register = bundled()
        self._sides = Sides(self._register)

    def take(self, reading: Reading, copy_of: str | None) -> None:
        """Add the rows of a report's claims, and note which have none."""
        story = self._story(reading)
        for claim in reading.claims:
            if claim.plover is None:
                why = f"PLOVER has no event for {claim.event_type} as it is told"
                self.losses.add(claim.id, "row", "left out", why)
                continue
            row = f"{_hex(reading.document.id)}_{claim.plover.event}_{claim.id}"
            first, second = opponents(claim)
            self.rows.append({
                "Event ID": row,
                "Event Date": self._day(row, claim),
                "Event Type": claim.plover.event,
                "Event Mode": claim.plover.mode or "",
                "Quad Code": _QUADS.get(quad(claim.plover.event) or 0, ""),
                "Contexts": _joined(claim.plover.contexts),
                **self._side("Actor", first),
                **self._side("Recipient", second),
                **self._where(row, claim.place),
                **story,
                "Version": claim.by,
            })  # fmt: skip
            self._unlike(row, claim, copy_of)

    def _day(self, row: str, claim: Claim) -> str:
        if claim.date is None or claim.date.first is None:
            rule = "POLECAT then writes the day of publication; here it stays unknown"
            self.losses.add(row, "Event Date", "not told", rule)
            return ""
        first, last = claim.date.first, claim.date.last or claim.date.first
        if last != first:
            rule = "POLECAT gives one day: the first"
            self.losses.add(row, "Event Date", f"{first} to {last}", rule)
        if claim.date.relation != "on":
            rule = "no column for what is told to be before, after or by a day"
            self.losses.add(row, "Event Date", f"{claim.date.relation} {first}", rule)
        return first.isoformat()

    def _side(self, side: str, entities: Sequence[Entity]) -> Cells:
        sectors = list(dict.fromkeys(one.sector for one in entities if one.sector))
        words = (one.mention.text if one.mention else one.name for one in entities)
        return {
            f"{side} Name": _joined(one.name for one in entities),
            f"{side} Country": _joined(one.country for one in entities if one.country),
            f"Primary {side} Sector": sectors[0] if sectors else "",
            f"{side} Sectors": _joined(sectors),
            f"{side} Name Raw": _joined(words),
        }

    def _where(self, row: str, place: Place | None) -> Cells:
        if place is None:
            return {}
        if place.precision_km is not None:
            lost = f"within {number(place.precision_km)} km"
            self.losses.add(row, "Placename", lost, "no column for how precise a place is")
        gazetteer = place.gazetteer or ""
        return {
            "Placename": place.name if place.lat is not None else "",
            "City": place.name if place.level == "settlement" and place.lat is not None else "",
            "District": division(place, 2),
            "Province": division(place, 1),
            "Country": self._sides.country_of(place) or "",
            "Latitude": number(place.lat),
            "Longitude": number(place.lon),
            "GeoNames ID": gazetteer.removeprefix(_GEONAMES)
            if gazetteer.startswith(_GEONAMES)
            else "",
            "Raw Placename": place.mention.text if place.mention else place.name,
        }

    def _story(self, reading: Reading) -> Cells:
        """Return what every row of a report says of it; names are those of the register."""
        document: Document = reading.document
        people: list[str] = []
        bodies: list[str] = []
        places: list[str] = []
        for mention in reading.mentions:
            if isinstance(mention, PlaceMention) and mention.value is not None:
                places.append(mention.value.name)
            if isinstance(mention, EntityMention) and mention.value is not None:
                known = self._register.actors.get(mention.value.id or "")
                if known is not None and known.kind == "person":
                    people.append(known.name)
                elif known is not None and known.kind not in _NO_BODY:
                    bodies.append(known.name)
        published = document.published.first
        return {
            "Source": document.publisher or "",
            "Publication Date": published.isoformat() if published else "",
            "Story People": _joined(people),
            "Story Organizations": _joined(bodies),
            "Story Locations": _joined(places),
            "Language": document.language or "",
        }

    def _unlike(self, row: str, claim: Claim, copy_of: str | None) -> None:
        """Note what POLECAT has no column for."""
        add = self.losses.add
        if claim.status != "occurred":
            add(row, "status", claim.status, "no column for doubt, denial or plans")
        if claim.background:
            add(row, "background", "recalled", "no column for what a report only recalls")
        if copy_of is not None:
            add(row, "copy", _hex(copy_of), "no column for a report that repeats another")
        for figure in claim.figures:
            told = f"{figure.kind} {number(figure.low)}-{number(figure.high)} {figure.unit or ''}"
            add(row, "figures", told.strip(), "no column for figures")
        if claim.attribution:
            said = [link.speaker.name if link.speaker else "unnamed" for link in claim.attribution]
            add(row, "speaker", " > ".join(said), "no column for who says so")
        if claim.weapons:
            add(row, "weapons", _joined(one.name for one in claim.weapons), "no column for weapons")


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))


def _hex(document: str) -> str:
    return document.removeprefix("sha256:")[:16]
