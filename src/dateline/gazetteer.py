"""The gazetteer: places by name, offline.

A gazetteer is a world core, built once at first use, and any files of the user's own,
each in an index of its own. Looking up never changes it.
"""

from __future__ import annotations

import functools
import json
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from dateline.earth import kilometres
from dateline.errors import ConfigError
from dateline.gazetteer_cache import built, cache_folder
from dateline.gazetteer_core import Country, core_id, core_rows
from dateline.gazetteer_files import file_hash, file_rows
from dateline.gazetteer_index import FORMAT, write
from dateline.gazetteer_names import distance, fold, skeleton
from dateline.lexicon import read_data

Message = Callable[[str], None]
"""Told what is going on when something takes long."""

CORE = "world core"
"""What the gazetteer that comes with dateline is called where others are listed."""
MOST = 160
"""Most records of one name that are looked at, the most populous ones."""


class Feature(NamedTuple):
    """A place of the gazetteer.

    Attributes:
        key: Record id, such as `geonames:172955`.
        kind: See `gazetteer_index.Row`.
        cc: ISO 3166-1 alpha-2; empty for what belongs to no one country.
        radius: Kilometres within which most of the place lies; 0 if unknown.
        line: Points of a river, north and east; empty for all else.
        main: Whether the name looked up is the record's main name.
    """

    key: str
    name: str
    lat: float
    lon: float
    kind: str
    cc: str
    a1: str
    a2: str
    pop: int
    radius: float
    line: tuple[tuple[float, float], ...]
    main: bool


class Source(NamedTuple):
    """One file that the gazetteer is made of: its path as given, places and names in it."""

    path: str
    places: int
    names: int
    file: Path


class Gazetteer:
    """Places by name. Opened once per process."""

    def __init__(self, indexes: Sequence[Path]) -> None:
        """Open index files; of two records with one key, the earlier file's is kept."""
        self._files = [_connected(path) for path in indexes]
        weakref.finalize(self, _close, self._files)
        for connection in self._files:
            connection.execute("PRAGMA mmap_size=268435456")
        self._dated: dict[tuple[str, str], tuple[int, int]] = {}
        for connection in self._files:
            asked = "SELECT d.key, f.key, first, last FROM dated d JOIN features f ON f.id = d.fid"
            for name, key, first, last in connection.execute(asked):
                self._dated[name, key] = (first, last)
        self.find = functools.lru_cache(maxsize=100_000)(self._find)
        self.sounding = functools.lru_cache(maxsize=20_000)(self._sounding)
        self.similar = functools.lru_cache(maxsize=5_000)(self._similar)
        self.division = functools.lru_cache(maxsize=50_000)(self._division)
        self._capitals: dict[str, Feature] = {
            feature.cc: feature
            for feature in self._asked(
                "SELECT *, 1 FROM features WHERE kind = ? ORDER BY pop, id DESC", ("capital",)
            )
        }
        self._people: dict[str, str] = {}
        self._codes: dict[str, Feature] = {}
        for code, country in read_data("places/countries.yaml", dict[str, Country]).items():
            for word in country.people.split():
                self._people.setdefault(word.replace("-", " "), code)

    def close(self) -> None:
        """Close the index files."""
        _close(self._files)

    def find_name(self, name: str) -> tuple[Feature, ...]:
        """Return all records known by a name in any spelling that folds to the same."""
        return self.find(fold(name))

    def years(self, folded: str, key: str) -> tuple[int, int] | None:
        """Return the years in which a record bore a name, 0 for an open end; None if always."""
        return self._dated.get((folded, key))

    def country_of_people(self, word: str) -> str | None:
        """Return the country code for a word of nationality ("Syrian"); None if it is none."""
        return self._people.get(word)

    def people(self) -> Iterable[str]:
        """Return all words of nationality."""
        return self._people.keys()

    def country(self, code: str) -> Feature | None:
        """Return a country's record by its ISO 3166-1 alpha-2 code."""
        return self.division(code, "", "")

    def capital(self, code: str) -> Feature | None:
        """Return the capital of a country by its ISO 3166-1 alpha-2 code."""
        return self._capitals.get(code)

    def names_of(self, feature: Feature) -> tuple[str, ...]:
        """Return what a record lies in: country first, then its divisions downwards."""
        names: list[str] = []
        for steps in ((feature.cc, "", ""), (feature.cc, feature.a1, ""), feature[5:8]):
            if not feature.cc or (names and not steps[1]) or (len(names) > 1 and not steps[2]):
                break
            found = self.division(*steps)
            if found is None or found.key == feature.key:
                break
            names.append(found.name)
        return tuple(names)

    def _find(self, folded: str) -> tuple[Feature, ...]:
        return self._asked(
            "SELECT f.*, n.main FROM names n JOIN features f ON f.id = n.fid"
            " WHERE n.key = ? ORDER BY f.pop DESC, f.id LIMIT ?",
            (folded, MOST),
        )

    def _sounding(self, folded: str) -> tuple[Feature, ...]:
        """Return records whose names sound alike in transliteration."""
        sound = skeleton(folded)
        if not sound:
            return ()
        return self._asked(
            "SELECT f.*, 0 FROM sounds s JOIN features f ON f.id = s.fid"
            " WHERE s.key = ? ORDER BY f.pop DESC, f.id LIMIT 40",
            (sound,),
        )

    def _similar(self, folded: str, code: str) -> tuple[Feature, ...]:
        """Return records of one country whose name is a slip of the pen away, nearest first.

        One letter may differ in names of six and more, two from ten letters on; the first
        three must be the same.
        """
        limit = 0 if len(folded) < 6 else 1 if len(folded) < 10 else 2
        if not limit:
            return ()
        found: list[tuple[int, int, str]] = []
        least, most = len(folded) - limit, len(folded) + limit
        for connection in self._files:
            asked = connection.execute(
                "SELECT DISTINCT n.key, f.pop FROM names n JOIN features f ON f.id = n.fid"
                " WHERE n.key >= ? AND n.key < ? AND length(n.key) BETWEEN ? AND ? AND f.cc = ?",
                (folded[:3], folded[:3] + "\U0010ffff", least, most, code),
            )
            for name, pop in asked:
                away = distance(folded, name, limit)
                if 0 < away <= limit:
                    found.append((away, -pop, name))
        for _, _, name in sorted(found)[:1]:
            return tuple(feature for feature in self.find(name) if feature.cc == code)
        return ()

    def _division(self, cc: str, a1: str, a2: str) -> Feature | None:
        kind = "admin2" if a2 else "admin1" if a1 else "country"
        found = self._asked(
            "SELECT *, 1 FROM features WHERE cc = ? AND a1 = ? AND a2 = ? AND kind = ?"
            " AND kind IN ('country', 'admin1', 'admin2') LIMIT 1",
            (cc, a1, a2, kind),
        )
        return found[0] if found else None

    def _asked(self, asked: str, values: tuple[str | int, ...]) -> tuple[Feature, ...]:
        found: list[Feature] = []
        for connection in self._files:
            rows = [_feature(row) for row in connection.execute(asked, values).fetchall()]
            found.extend(row for row in rows if not found or not _known(row, found))
        return tuple(found)


def _connected(path: Path) -> sqlite3.Connection:
    """Return an index opened for reading, by any thread: nothing ever writes to it."""
    where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(where, uri=True, check_same_thread=False)


def _close(files: Sequence[sqlite3.Connection]) -> None:
    for connection in files:
        connection.close()


def _feature(row: tuple[object, ...]) -> Feature:
    _, key, name, lat, lon, kind, cc, a1, a2, pop, radius, line, main = row
    points: tuple[tuple[float, float], ...] = ()
    if line:
        pairs = (point.split(",") for point in str(line).split(";"))
        points = tuple((float(north), float(east)) for north, east in pairs)
    return Feature(key, name, lat, lon, kind, cc, a1, a2, pop, radius, points, bool(main))  # type: ignore[arg-type]


def _known(row: Feature, found: list[Feature]) -> bool:
    """Tell whether a later file's record is one that an earlier file has already given."""
    return any(
        row.key == other.key
        or (
            row.cc == other.cc
            and other.kind in {"city", "capital", "village"}
            and row.kind in {"city", "capital", "village"}
            and kilometres(row.lat, row.lon, other.lat, other.lon) < 5
        )
        for other in found
    )


def core_index(message: Message | None = None, folder: Path | None = None) -> Path:
    """Return the index of the world core, built at the first call (about 10 seconds).

    Args:
        message: Told that it is being built, before it is.
        folder: Where indexes are kept; None for `cache_folder()`.

    Raises:
        ConfigError: A data file does not fit its schema, or nothing can be written.
    """
    path = (folder or cache_folder()) / f"places-core-{core_id()}.sqlite"

    def build(target: Path) -> None:
        if message:
            message("Building the gazetteer of the world: once, some 10 seconds")
        write(target, core_rows(), {"path": CORE})
        for older in target.parent.glob("places-core-*"):
            if older.stem != target.stem:
                with suppress(OSError):
                    older.unlink()

    return built(path, build)


def add(path: Path, message: Message | None = None, folder: Path | None = None) -> Source:
    """Return a gazetteer file of the user's own, indexed if it was not before.

    The index is named by the file's content: the same file again costs nothing, a changed
    one is indexed anew.

    Raises:
        ConfigError: The file cannot be read, or is of no known shape.
    """
    index = (folder or cache_folder()) / f"places-{FORMAT}-{file_hash(path)}.sqlite"

    def build(target: Path) -> None:
        if message:
            message(f"Indexing {path}")
        write(target, file_rows(path), {"path": str(path)})

    return _source(built(index, build), str(path))


def core(message: Message | None = None, folder: Path | None = None) -> Source:
    """Return the world core as a source, built at the first call.

    Args:
        message: Told that it is being built, before it is.
        folder: Where indexes are kept; None for `cache_folder()`.

    Raises:
        ConfigError: A data file does not fit its schema, or nothing can be written.
    """
    return _source(core_index(message, folder), CORE)


def _source(index: Path, path: str | None) -> Source:
    try:
        with closing(
            sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)
        ) as connection:
            about = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError as error:
        raise ConfigError(
            f"no gazetteer index: {error}", where=str(index), advice="Delete it; it is built anew"
        ) from error
    return Source(path or about["path"], int(about["places"]), int(about["names"]), index)


@functools.lru_cache(maxsize=4)
def opened(files: tuple[str, ...] = (), message: Message | None = None) -> Gazetteer:
    """Return the world core with a user's own files, built or indexed where that is due.

    Raises:
        ConfigError: A file cannot be read, or is of no known shape.
    """
    return Gazetteer([core_index(message), *(add(Path(path), message).file for path in files)])


def contents_id(files: tuple[str, ...]) -> str:
    """Return what the answers of a gazetteer depend on, for a stage's signature."""
    return json.dumps([core_id(), *(file_hash(Path(path)) for path in files)])
