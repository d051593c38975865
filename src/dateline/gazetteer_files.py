"""A user's own gazetteer files, read as places.

Three shapes are known by their looks:

- a GeoNames dump (`allCountries.txt`, `SY.txt`): 19 columns apart by tabs, no header;
- a table with a header (CSV, or apart by tabs): `name`, `lat`, `lon`, and any of `id`,
  `kind`, `country`, `admin1`, `admin2`, `population`, `alternate_names` (apart by `|` or `;`);
- an extract in two files, `X.features.tsv` and `X.names.tsv`, joined by `fid`.

Each may be packed with gzip.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, cast

from dateline.errors import ConfigError
from dateline.gazetteer_index import Row

_CODES = {
    "PCL": "country", "PCLI": "country", "PCLD": "country", "PCLS": "country", "PCLF": "country",
    "PCLIX": "country", "TERR": "country", "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3",
    "ADM4": "admin3", "ADM5": "admin3", "PPLX": "suburb", "PPLC": "capital", "STM": "river",
    "STMI": "river", "CNL": "river", "WAD": "river", "LK": "lake", "LKS": "lake", "RSV": "lake",
    "SEA": "sea", "GULF": "sea", "BAY": "sea", "STRT": "sea", "OCN": "sea", "RGN": "region",
    "AREA": "region", "VAL": "region", "DSRT": "region", "ISL": "region", "ISLS": "region",
    "PEN": "region", "MT": "mountain", "MTS": "mountain", "HLL": "mountain", "PASS": "mountain",
    "PK": "mountain",
}  # fmt: skip
_CLASSES = {"P": "village", "A": "admin3", "H": "", "L": "", "T": "", "S": "landmark", "R": ""}
_KINDS = {"admin1x": "admin1", "admin2x": "admin2", "disputed": "region"}
_KNOWN = frozenset(
    "country admin1 admin2 admin3 capital city village suburb river lake sea region mountain"
    " landmark".split()
)
_COLUMNS = {
    "name": ("name", "asciiname", "place", "place_name", "name_en", "adm4_en", "featurenam"),
    "lat": ("lat", "latitude", "y", "lat_dd"), "lon": ("lon", "lng", "long", "longitude", "x"),
    "id": ("id", "geonameid", "pcode", "key", "fid"), "kind": ("kind", "type", "level", "fcode"),
    "cc": ("country", "cc", "countrycode", "country_code", "iso2"),
    "a1": ("admin1", "a1", "admin1code", "adm1"), "a2": ("admin2", "a2", "admin2code", "adm2"),
    "pop": ("population", "pop"),
    "names": ("alternate_names", "alternatenames", "names", "aliases", "also"),
}  # fmt: skip


def file_hash(path: Path) -> str:
    """Return a hash of a gazetteer file's content, with the file of names beside it.

    Raises:
        ConfigError: The file cannot be read.
    """
    total = hashlib.sha256()
    try:
        for part in (path, _names_beside(path)):
            if part is not None:
                with part.open("rb") as stream:
                    total.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError as error:
        raise ConfigError(
            error.strerror or str(error), where=str(path), advice="Check the path"
        ) from error
    return total.hexdigest()[:12]


def file_rows(path: Path) -> Iterator[Row]:
    """Yield the places of a gazetteer file, in its own order.

    Raises:
        ConfigError: The file is of no known shape, or a line of it is broken.
    """
    try:
        with _opened(path) as stream:
            first = stream.readline()
            stream.seek(0)
            yield from _reader(path, first)(stream, path)
    except (OSError, UnicodeDecodeError, EOFError, csv.Error) as error:
        raise ConfigError(
            str(error), where=str(path), advice="Give a gazetteer as UTF-8 text, gzip or plain"
        ) from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8", newline=""))
    return path.open("r", encoding="utf-8-sig", newline="")


def _reader(path: Path, first: str) -> Callable[[TextIO, Path], Iterator[Row]]:
    columns = first.rstrip("\r\n").split("\t")
    if len(columns) == 19 and columns[0].isdigit():
        return _geonames
    lowered = [name.strip().strip('"').lower() for name in first.replace("\t", ",").split(",")]
    if "fid" in lowered and _names_beside(path) is not None:
        return _extract
    if all(set(lowered) & set(_COLUMNS[need]) for need in ("name", "lat", "lon")):
        return _table
    raise ConfigError(
        "no gazetteer of a known shape",
        where=str(path),
        advice="Give a GeoNames dump, a CSV with the columns name, lat and lon, or an extract"
        " with its names file",
    )


def _geonames(stream: TextIO, path: Path) -> Iterator[Row]:
    for number, line in enumerate(stream, 1):
        parts = line.rstrip("\r\n").split("\t")
        if len(parts) < 15:
            continue
        kind = _CODES.get(parts[7]) or _CLASSES.get(parts[6], "")
        if parts[7].startswith("PPLA"):
            kind = "city"
        if not kind:
            continue
        yield Row(
            f"geonames:{parts[0]}", parts[1], *_point(parts[4], parts[5], path, number), kind,
            parts[8], parts[10], parts[11], int(parts[14] or 0),
            names=tuple(name for name in parts[3].split(",") if name),
        )  # fmt: skip


def _table(stream: TextIO, path: Path) -> Iterator[Row]:
    head = stream.readline()
    stream.seek(0)
    rows = csv.DictReader(stream, delimiter="\t" if "\t" in head else ",")
    found = {name.strip().lower(): name for name in rows.fieldnames or ()}
    columns = {
        field: next((found[name] for name in names if name in found), "")
        for field, names in _COLUMNS.items()
    }
    for number, row in enumerate(rows, 2):
        value = {field: (row.get(name) or "").strip() for field, name in columns.items()}
        if value["name"]:
            yield _row(value, path, number)


def _row(value: dict[str, str], path: Path, number: int) -> Row:
    kind = _KINDS.get(value["kind"].lower(), value["kind"].lower())
    kind = kind if kind in _KNOWN else _CODES.get(value["kind"], "village")
    key = value["id"] or f"{value['lat']},{value['lon']}"
    people = value["pop"].replace(",", "")
    names = value["names"].replace(";", "|").split("|")
    return Row(
        key if ":" in key else f"{path.name.split('.')[0]}:{key}", value["name"],
        *_point(value["lat"], value["lon"], path, number), kind, value["cc"].upper()[:2],
        value["a1"], value["a2"], int(float(people)) if people.replace(".", "").isdigit() else 0,
        names=tuple(name.strip() for name in names if name.strip()),
    )  # fmt: skip


def _extract(stream: TextIO, path: Path) -> Iterator[Row]:
    names: dict[str, list[str]] = defaultdict(list)
    beside = _names_beside(path)
    if beside is not None:
        with _opened(beside) as lines:
            next(lines, "")
            for line in lines:
                number, _, name = line.rstrip("\r\n").partition("\t")
                names[number].append(name)
    columns = stream.readline().rstrip("\r\n").split("\t")
    for place, line in enumerate(stream, 2):
        row = dict(zip(columns, line.rstrip("\r\n").split("\t"), strict=False))
        kind = _KINDS.get(row["kind"], row["kind"])
        key = f"geonames:{row['geonameid']}" if row.get("geonameid") else ""
        if not key:
            wikidata = row.get("wikidata", "")
            key = f"wikidata:{wikidata}" if wikidata else f"{path.name.split('.')[0]}:{row['fid']}"
        yield Row(
            key, row["name"], *_point(row["lat"], row["lon"], path, place),
            kind if kind in _KNOWN else "village", row["cc"], row["a1"], row["a2"],
            int(row["pop"] or 0), names=tuple(names.get(row["fid"], ())),
        )  # fmt: skip


def _names_beside(path: Path) -> Path | None:
    if ".features." not in path.name:
        return None
    beside = path.with_name(path.name.replace(".features.", ".names."))
    return beside if beside.is_file() else None


def _point(lat: str, lon: str, path: Path, line: int) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        north = east = 999.0
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ConfigError(
            f"{lat!r}, {lon!r} is no point on the earth",
            where=f"{path}:{line}",
            advice="Give degrees north and east as decimal numbers",
        )
    return north, east
