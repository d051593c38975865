"""CSV with a row of HXL tags under the names: what humanitarian tools know columns by."""

from __future__ import annotations

import functools
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.lexicon import read_data
from dateline.record import Record
from dateline.store.database import Study
from dateline.store.exports import tables

FILE = "hxl.yaml"


class Tags(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: tags of columns that several tables have, and of those of one table."""

    shared: Mapping[str, str]
    tables: Mapping[str, Mapping[str, str]]


@functools.cache
def tags() -> Tags:
    """Return the tags that are given; `tag` says what all other columns have."""
    given: Tags = read_data(FILE, Tags)
    return given


def tag(table: str, column: str) -> str:
    """Return the HXL tag of a column: its own, or `#meta` with its name as attribute."""
    own = tags().tables.get(table, {}).get(column)
    return own or tags().shared.get(column) or f"#meta+{column}"


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write each public table as `output/TABLE.csv`; only `events` to standard output."""
    if output is not None:
        for path, count in tables.write_csv(study, output):
            _add_tags(path)
            yield path, count
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        tables.copy(study, tables.PUBLIC["events"], path, "csv")
        _add_tags(path)
        sys.stdout.write(path.read_text(encoding="utf-8"))


def _add_tags(path: Path) -> None:
    plain = path.with_suffix(".untagged")
    path.rename(plain)
    with plain.open("rb") as source, path.open("wb") as target:
        names = source.readline()
        columns = (name.strip('"') for name in names.decode().strip().split(","))
        target.write(names)
        target.write(",".join(tag(path.stem, column) for column in columns).encode() + b"\n")
        shutil.copyfileobj(source, target)
    plain.unlink()
