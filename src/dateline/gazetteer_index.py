"""The file in which places are looked up by name: written once, then only read.

One SQLite file holds the places of one source. It is written under another name and
moved into place when it is whole, so that no reader ever sees half of it.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dateline.gazetteer_names import fold, skeleton

FORMAT = "6"
"""Changes whenever files written by this module change."""

BATCH = 50_000
"""Places that are held in memory at a time while an index is written."""

SOUND_COUNTRIES = frozenset(
    "AE AF AM AZ BH CF DJ DZ EG ER ET GE IL IQ IR JO KM KW LB LY MA ML MM MR NE NG OM PK PS QA SA"
    " SD SO SS SY TD TJ TM TN TR UA UZ YE".split()
)
"""Countries whose names reach English in many transliterations."""

_SCHEMA = """
CREATE TABLE features (
  id INTEGER PRIMARY KEY, key TEXT, name TEXT, lat REAL, lon REAL, kind TEXT, cc TEXT,
  a1 TEXT, a2 TEXT, pop INTEGER, radius REAL, line TEXT);
CREATE TABLE names (
  key TEXT, fid INTEGER, main INTEGER, PRIMARY KEY (key, fid)) WITHOUT ROWID;
CREATE TABLE sounds (key TEXT, fid INTEGER, PRIMARY KEY (key, fid)) WITHOUT ROWID;
CREATE TABLE dated (key TEXT, fid INTEGER, first INTEGER, last INTEGER);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """One place as it is written into an index.

    Attributes:
        key: Record id, such as `geonames:172955`.
        kind: `country`, `admin1`, `admin2`, `admin3`, `capital`, `city`, `village`, `suburb`,
            `river`, `lake`, `sea`, `region`, `mountain` or `landmark`.
        cc: ISO 3166-1 alpha-2; empty for what belongs to no one country.
        a1: GeoNames code of the first division, without the country.
        a2: GeoNames code of the second.
        pop: Inhabitants; 0 if unknown.
        radius: Kilometres within which most of the place lies; 0 if unknown.
        line: `lat,lon;lat,lon…` of a river; empty for all else.
        names: Other names, unfolded.
        dated: Names in use in some years only: name, first year, last year (0: open).
    """

    key: str
    name: str
    lat: float
    lon: float
    kind: str
    cc: str = ""
    a1: str = ""
    a2: str = ""
    pop: int = 0
    radius: float = 0.0
    line: str = ""
    names: tuple[str, ...] = ()
    dated: tuple[tuple[str, int, int], ...] = ()


def write(path: Path, rows: Iterable[Row], about: dict[str, str]) -> None:
    """Write places into an index file, whole or not at all.

    Args:
        path: Where the index shall stand; a file there is replaced.
        rows: The places. Their order gives the numbers inside the file.
        about: What to remember of the source (its path, its hash, a count is added).

    Raises:
        OSError: The folder cannot be written to.
    """
    handle, draft = tempfile.mkstemp(prefix=".building-", suffix=".sqlite", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            connection.executescript(
                "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "PRAGMA cache_size=-65536;" + _SCHEMA
            )
            _fill(connection, rows, about)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, rows: Iterable[Row], about: dict[str, str]) -> None:
    for table in ("names", "sounds"):
        connection.execute(f"CREATE TEMP TABLE draft_{table} AS SELECT * FROM {table}")  # noqa: S608
    count = 0
    for batch in _batches(rows):
        _add(connection, batch, count)
        count += len(batch)
    names = connection.execute("SELECT count(*) FROM draft_names").fetchone()[0]
    for table in ("names", "sounds"):
        ordered = f"SELECT * FROM draft_{table} ORDER BY key, fid"  # noqa: S608
        connection.execute(f"INSERT INTO {table} {ordered}")
        connection.execute(f"DROP TABLE draft_{table}")
    connection.execute(
        "CREATE INDEX divisions ON features (cc, a1, a2, kind)"
        " WHERE kind IN ('country', 'admin1', 'admin2')"
    )
    connection.execute("CREATE INDEX capitals ON features (kind) WHERE kind = 'capital'")
    facts = {**about, "format": FORMAT, "places": str(count), "names": str(names)}
    connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(facts.items()))
    connection.commit()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the places in lists that fit in memory, whatever the size of their file."""
    remaining = iter(rows)
    while batch := list(itertools.islice(remaining, BATCH)):
        yield batch


def _add(connection: sqlite3.Connection, rows: Sequence[Row], first: int) -> None:
    """Add places to the drafts of an index, numbered on from `first`."""
    names: list[tuple[str, int, int]] = []
    sounds: list[tuple[str, int]] = []
    dated: list[tuple[str, int, int, int]] = []
    for number, row in enumerate(rows, first):
        folded = {fold(name): 0 for name in row.names}
        folded[fold(row.name)] = 1
        for name, low, high in row.dated:
            folded.setdefault(fold(name), 0)
            dated.append((fold(name), number, low, high))
        names.extend((name, number, main) for name, main in folded.items() if len(name) > 1)
        if row.cc in SOUND_COUNTRIES:
            sounds.extend((sound, number) for sound in set(map(skeleton, folded)) if sound)
    features = ((number, *row[:11]) for number, row in enumerate(rows, first))
    connection.executemany("INSERT INTO features VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", features)
    connection.executemany("INSERT INTO draft_names VALUES (?,?,?)", names)
    connection.executemany("INSERT INTO draft_sounds VALUES (?,?)", sounds)
    connection.executemany("INSERT INTO dated VALUES (?,?,?,?)", sorted(dated))
