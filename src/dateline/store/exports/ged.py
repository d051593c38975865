"""A table in the shape of UCDP GED's: its 49 columns, one row an incident.

UCDP counts armed force by an organised actor with a death, at a place and a date; incidents
that are told to be less have no row, and `loss.csv` says why. `id` is dateline's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.incident import FigureTable, Incident
from dateline.place_precision import ucdp_precision
from dateline.register import bundled
from dateline.sides import STATE, Sides
from dateline.store.database import Study
from dateline.store.exports.parties import Parties
from dateline.store.exports.shaped import (
    Cells,
    Happening,
    Losses,
    Source,
    commonest,
    division,
    happenings,
    number,
    unlike,
    write_table,
)
from dateline.value import Entity, Place

COLUMNS = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
    source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
    latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
    date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
    gwnob""".split()
)
_NEVER = tuple(
    """relid active_year code_status conflict_dset_id conflict_new_id conflict_name dyad_dset_id
    dyad_new_id side_a_dset_id side_b_dset_id country_id region event_clarity gwnoa gwnob""".split()
)
_ONE_SIDED = "3"
_SPANS = ((1, "1"), (6, "2"), (7, "3"), (31, "4"))
"""Days up to which `date_prec` has each value; beyond, a year: 5."""
_YEAR = 366


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write `output/ged.csv` and its loss report."""
    table = _Table()
    for happening in happenings(study):
        table.take(happening)
    yield from write_table(output, "ged", COLUMNS, table.rows, table.losses)


class _Table:
    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.losses = Losses()
        self.losses.of_all(_NEVER, "dateline has nothing to fill this column from")
        self._register = bundled()
        self._sides = Sides(self._register)
        self._parties = Parties(self._sides)

    def take(self, happening: Happening) -> None:
        """Add the row of an incident, or the reason why UCDP has none for it."""
        incident = happening.incident
        of_type = [one for one in happening.claims if one.event_type == incident.event_type]
        violence = commonest(claim.ucdp for claim in of_type)
        killed = incident.figure("killed")
        left_out = _left_out(incident, violence, killed)
        if left_out is not None or killed is None or violence is None:
            self.losses.add(incident.id, "row", "left out", left_out or "")
            return
        row = incident.id
        cells = {
            "id": row,
            "type_of_violence": violence,
            **self._who(row, happening, violence),
            **_cited(happening.sources),
            "number_of_sources": str(len(incident.sources)),
            "source_original": "; ".join(incident.sources),
            **self._where(row, incident.place),
            **self._when(row, incident),
            **self._deaths(row, killed, violence),
        }
        self.rows.append(cells)
        unlike(row, happening, ("killed",), self.losses)

    def _who(self, row: str, happening: Happening, violence: str) -> Cells:
        first, second = self._parties.of(row, happening, self.losses)
        if violence == "1" and self._of_state(second) and not self._of_state(first):
            first, second = second, first
            rule = "UCDP puts the state first; side_a is not who acted"
            self.losses.add(row, "side_a", "who acted against whom", rule)
        names = [self._side(row, "side_a", first), self._side(row, "side_b", second)]
        if violence == _ONE_SIDED:
            names[1] = "Civilians"
            if second:
                told = "; ".join(one.name for one in second)
                self.losses.add(row, "side_b", told, "UCDP writes Civilians in one-sided violence")
        return {
            "side_a": names[0],
            "side_a_new_id": self._ucdp_id(first),
            "side_b": names[1],
            "side_b_new_id": "" if violence == _ONE_SIDED else self._ucdp_id(second),
            "dyad_name": " - ".join(names),
        }

    def _of_state(self, side: list[Entity]) -> bool:
        return STATE in self._sides.kinds(side)

    def _side(self, row: str, field: str, side: list[Entity]) -> str:
        if len(side) > 1:
            others = "; ".join(one.name for one in side[1:])
            self.losses.add(row, field, others, "UCDP has one actor a side: the most told one")
        return side[0].name if side else ""

    def _ucdp_id(self, side: list[Entity]) -> str:
        actor = self._register.actors.get(side[0].id or "") if side else None
        return str(actor.ucdp) if actor is not None and actor.ucdp is not None else ""

    def _where(self, row: str, place: Place | None) -> Cells:
        if place is None or place.lat is None or place.lon is None:
            rule = "UCDP places every event, and no report places this one on the map"
            self.losses.add(row, "latitude", "left empty", rule)
            return {"where_coordinates": place.name, "country": division(place, 0)} if place else {}
        if place.precision_km is not None:
            rule = "where_prec keeps seven steps"
            self.losses.add(row, "where_prec", f"within {number(place.precision_km)} km", rule)
        precision = ucdp_precision(place)
        return {
            "where_prec": "" if precision is None else str(precision),
            "where_coordinates": place.name,
            "where_description": place.mention.text if place.mention else place.name,
            "adm_1": division(place, 1),
            "adm_2": division(place, 2),
            "latitude": number(place.lat),
            "longitude": number(place.lon),
            "geom_wkt": f"POINT ({number(place.lon)} {number(place.lat)})",
            "priogrid_gid": str(_cell(place.lat, place.lon)),
            "country": division(place, 0),
        }

    def _when(self, row: str, incident: Incident) -> Cells:
        if incident.first is None:
            return {}
        last = incident.last or incident.first
        days = (last - incident.first).days + 1
        if days > _YEAR:
            rule = "UCDP has no precision coarser than a year"
            self.losses.add(row, "date_prec", f"{days} days", rule)
        return {
            "year": f"{incident.first.year:04d}",
            "date_prec": next((code for most, code in _SPANS if days <= most), "5"),
            "date_start": incident.first.isoformat(),
            "date_end": last.isoformat(),
        }

    def _deaths(self, row: str, killed: FigureTable, violence: str) -> Cells:
        """Return the deaths; they add up, as UCDP's do: best = a + b + civilians + unknown."""
        low = killed.low if killed.low is not None else 0
        best = killed.best if killed.best is not None else low
        high = killed.high if killed.high is not None else max(best, low)
        if killed.low is None:
            self.losses.add(row, "low", "no least number told", "no least number is 0")
        if killed.high is None:
            self.losses.add(row, "high", "open upwards", "an open range ends at its best number")
        if killed.best is None:
            rule = f"the rule {killed.rule} chooses no best number: the least stands for it"
            self.losses.add(row, "best", f"{number(low)}-{number(killed.high)}", rule)
        one_sided = violence == _ONE_SIDED
        if not one_sided and best:
            rule = "figures are not told by side: all deaths are unknown"
            self.losses.add(row, "deaths_a", number(best), rule)
        return {
            "deaths_a": "0",
            "deaths_b": "0",
            "deaths_civilians": number(best) if one_sided else "0",
            "deaths_unknown": "0" if one_sided else number(best),
            "best": number(best),
            "high": number(high),
            "low": number(low),
        }


def _left_out(incident: Incident, violence: str | None, killed: FigureTable | None) -> str | None:
    if incident.review == "rejected":
        return "a person rejected the incident"
    if violence is None:
        return "UCDP counts armed force by an organised actor, and none is told"
    if killed is None or (killed.high == 0 and not killed.low):
        return "UCDP counts events with a death, and none is told"
    if incident.first is None:
        return "UCDP dates every event, and no report dates this one"
    return None


def _cited(sources: tuple[Source, ...]) -> Cells:
    """Return how reports are cited: office, date, headline, the parts of one report together."""
    offices = [source.publisher or source.uri for source in sources]
    dates = [source.published.isoformat() if source.published else "" for source in sources]
    titles = [source.title or "" for source in sources]
    articles = zip(offices, dates, titles, strict=True)
    return {
        "source_article": ";".join(
            f'"{",".join(part for part in one if part)}"' for one in articles
        ),
        "source_office": ";".join(offices),
        "source_date": ";".join(dates),
        "source_headline": ";".join(titles),
    }


def _cell(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of a point: half degrees, from 1 at the south-west corner."""
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
