"""A table in the shape of ACLED's: its published columns, one row an incident.

Actor kinds and interactions are ACLED's numbers, as strings; `iso` is the numeric code of the
state. ACLED's own rules are followed where an incident allows, and what they change or cannot
hold stands in `loss.csv`. Rows are named by state and incident, never by ACLED's own ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.claim import Acled
from dateline.incident import FigureTelling, Incident
from dateline.place_precision import acled_precision
from dateline.register import bundled
from dateline.sides import CIVILIANS, PROTESTERS, Sides
from dateline.store.database import Study
from dateline.store.exports.acled_days import days_of_fight, fold, shares
from dateline.store.exports.parties import Parties
from dateline.store.exports.shaped import (
    Cells,
    Happening,
    Losses,
    commonest,
    division,
    happenings,
    number,
    numeric_codes,
    unlike,
    write_table,
)
from dateline.value import Entity, Place

COLUMNS = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
    notes fatalities tags timestamp""".split()
)
_NEVER = ("region", "source_scale", "tags", "timestamp")
_UNARMED = frozenset((PROTESTERS, CIVILIANS))
_TARGETED = frozenset(("Explosions/Remote violence", "Riots"))
_DEMONSTRATIONS = "Demonstrations"
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": _DEMONSTRATIONS,
    "Riots": _DEMONSTRATIONS,
    "Strategic developments": "Strategic developments",
}
_DISORDER_OF_SUB = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Mob violence": "Political violence",
}
_VAGUE = (
    (re.compile(r"\bhundreds\b(?! of thousands)"), 100),
    (re.compile(r"\bdozens\b"), 12),
    (re.compile(r"\b(?:several|many|few)\b(?! (?:hundred|dozen|thousand|score))"), 3),
)
"""ACLED's numbers for words; it takes 3 or 10 for "several", here always the lower."""


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write `output/acled.csv` and its loss report."""
    table = _Table()
    for happening in happenings(study):
        table.take(happening)
    rows = fold(table.rows, table.losses)
    yield from write_table(output, "acled", COLUMNS, rows, table.losses)


class _Table:
    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.losses = Losses()
        self.losses.of_all(_NEVER, "dateline has nothing to fill this column from")
        self._sides = Sides(bundled())
        self._parties = Parties(self._sides)

    def take(self, happening: Happening) -> None:
        """Add the row of an incident, or the reason why ACLED has none for it."""
        incident = happening.incident
        acled = _name(happening)
        left_out = None
        if incident.review == "rejected":
            left_out = "a person rejected the incident"
        elif acled is None:
            left_out = f"ACLED has no event for {incident.event_type} as it is told"
        elif incident.first is None:
            left_out = "ACLED dates every event, and no report dates this one"
        if left_out is not None or acled is None:
            self.losses.add(incident.id, "row", "left out", left_out or "")
            return
        iso = self._sides.country_of(incident.place) or ""
        row = f"{iso or 'XXX'}-{incident.id}"
        toll = self._fatalities(row, incident)
        days = days_of_fight(happening)
        if not days:
            told = {**self._when(row, incident), "fatalities": str(toll)}
            self._add(row, happening, acled, told)
            return
        rule = "one row a day of the fight; ACLED splits its toll evenly, the rest on the first"
        self.losses.add(row, "fatalities", f"{toll} on {len(days)} days", rule)
        for place, (day, share) in enumerate(zip(days, shares(toll, len(days)), strict=True), 1):
            told = {**_on(day), "fatalities": str(share)}
            self._add(f"{row}-{place}", happening, acled, told)

    def _add(self, row: str, happening: Happening, acled: Acled, told: Cells) -> None:
        incident = happening.incident
        iso = self._sides.country_of(incident.place) or ""
        cells = {
            "event_id_cnty": row,
            **told,
            **self._what(acled),
            **self._who(row, happening, acled, iso or None),
            **self._where(row, incident.place, iso),
            "source": "; ".join(incident.sources),
            "notes": happening.words(),
        }
        self.rows.append(cells)
        unlike(row, happening, ("killed",), self.losses)

    def _when(self, row: str, incident: Incident) -> Cells:
        if incident.first is None:
            return {}
        last = incident.last or incident.first
        span = (last - incident.first).days
        day = incident.first + timedelta(days=span // 2)
        precision = "1" if span == 0 else "2" if span < 7 else "3"
        if span:
            rule = "ACLED gives one day: the middle one"
            self.losses.add(row, "event_date", f"{incident.first} to {last}", rule)
        if span > 31:
            rule = "ACLED has no precision coarser than a month"
            self.losses.add(row, "time_precision", f"{span + 1} days", rule)
        return {**_on(day), "time_precision": precision}

    def _what(self, acled: Acled) -> Cells:
        disorder = _DISORDER_OF_SUB.get(acled.sub_event_type, _DISORDER.get(acled.event_type, ""))
        return {
            "disorder_type": disorder,
            "event_type": acled.event_type,
            "sub_event_type": acled.sub_event_type,
        }

    def _who(self, row: str, happening: Happening, acled: Acled, iso: str | None) -> Cells:
        first, second = self._parties.of(row, happening, self.losses)
        if self._unarmed(first) and second and not self._unarmed(second):
            first, second = second, first
            rule = "ACLED puts civilians second; actor1 is not who acted"
            self.losses.add(row, "actor1", "who acted against whom", rule)
        elif not first and second and not self._unarmed(second):
            first, second = second, first
            rule = "ACLED asks for a first actor; the only side told is put there"
            self.losses.add(row, "actor1", "who acted against whom", rule)
        if not first:
            self.losses.add(row, "actor1", "left empty", "no report says who did it")
        interaction = self._sides.interaction(first, second, iso)
        sure = acled.event_type == "Violence against civilians"
        aimed = acled.event_type in _TARGETED and self._unarmed(second)
        excessive = acled.sub_event_type == "Excessive force against protesters"
        return {
            "actor1": first[0].name if first else "",
            "assoc_actor_1": "; ".join(one.name for one in first[1:]),
            "inter1": self._kind(first, iso),
            "actor2": second[0].name if second else "",
            "assoc_actor_2": "; ".join(one.name for one in second[1:]),
            "inter2": self._kind(second, iso),
            "interaction": "" if interaction is None else str(interaction),
            "civilian_targeting": "Civilian targeting" if sure or aimed or excessive else "",
        }

    def _kind(self, side: list[Entity], iso: str | None) -> str:
        kind = next(
            (kind for one in side if (kind := self._sides.kind(one, iso)) is not None), None
        )
        return "" if kind is None else str(kind)

    def _unarmed(self, side: list[Entity]) -> bool:
        kinds = self._sides.kinds(side)
        return bool(kinds) and kinds <= _UNARMED

    def _where(self, row: str, place: Place | None, iso: str) -> Cells:
        if place is None or place.lat is None:
            rule = "ACLED places every event, and no report places this one on the map"
            self.losses.add(row, "latitude", "left empty", rule)
        if place is None:
            return {}
        if place.level == "country":
            rule = "ACLED codes no event at the level of a country; geo_precision 3 stands for it"
            self.losses.add(row, "geo_precision", place.name, rule)
        precision = acled_precision(place)
        if place.precision_km is not None:
            rule = "geo_precision keeps three steps"
            self.losses.add(row, "geo_precision", f"within {number(place.precision_km)} km", rule)
        return {
            "iso": numeric_codes().get(iso, ""),
            "country": division(place, 0),
            "admin1": division(place, 1),
            "admin2": division(place, 2),
            "admin3": division(place, 3),
            "location": place.name,
            "latitude": number(place.lat),
            "longitude": number(place.lon),
            "geo_precision": "" if precision is None else str(precision),
        }

    def _fatalities(self, row: str, incident: Incident) -> int:
        """Return ACLED's one number: the most conservative figure that counts; 0 if none is."""
        table = incident.figure("killed")
        if table is None:
            self.losses.add(row, "fatalities", "not told", "ACLED writes 0 where no number is told")
            return 0
        chosen = table.low
        counting = [one for one in table.tellings if one.state == "counts"]
        if table.rule != "judged" and counting:
            chosen = min(self._count(row, telling) for telling in counting)
        fatalities = int(chosen or 0)
        if (table.low, table.high) != (fatalities, fatalities):
            told = f"{number(table.low)}-{number(table.high)}"
            rule = "ACLED keeps one number: the lowest that counts"
            self.losses.add(row, "fatalities", told, rule)
        return fatalities

    def _count(self, row: str, telling: FigureTelling) -> float:
        for pattern, value in _VAGUE:
            if pattern.search(telling.words.lower()):
                rule = f"ACLED counts these words as {value}"
                self.losses.add(row, "fatalities", telling.words, rule)
                return value
        if telling.low is None:
            rule = "ACLED is conservative: no least number is 0"
            self.losses.add(row, "fatalities", telling.words, rule)
        return telling.low or 0


def _on(day: date) -> Cells:
    return {"event_date": day.isoformat(), "year": f"{day.year:04d}", "time_precision": "1"}


def _name(happening: Happening) -> Acled | None:
    """Return ACLED's name that most claims of the incident's own type have."""
    kind = happening.incident.event_type
    names = [claim.acled for claim in happening.claims if claim.event_type == kind]
    chosen = commonest(name.sub_event_type if name else None for name in names)
    return next((name for name in names if name and name.sub_event_type == chosen), None)
