"""CSV and Parquet: the public tables of a study, one file each.

Rows are ordered by their keys, so the same study gives the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import ConfigError
from dateline.store.database import Study

PUBLIC: dict[str, str] = {
    "events": "SELECT * FROM events",
    "documents": "SELECT * EXCLUDE (record) FROM documents ORDER BY uri, id",
    "claims": "SELECT * EXCLUDE (record) FROM claims ORDER BY document, position",
    "claim_entities": "SELECT * FROM claim_entities ORDER BY claim, role, position",
    "figures": "SELECT * FROM figures ORDER BY claim, position",
    "weapons": "SELECT * FROM weapons ORDER BY claim, position",
    "attributions": "SELECT * FROM attributions ORDER BY claim, position",
    "incidents": "SELECT * EXCLUDE (record) FROM incidents ORDER BY date_from NULLS LAST, id",
    "incident_claims": "SELECT * FROM incident_claims ORDER BY incident, claim",
    "incident_figures": "SELECT * FROM incident_figures ORDER BY incident, claim, position",
    "copies": "SELECT * FROM copies ORDER BY document",
    "judgements": "SELECT * EXCLUDE (anchors) FROM judgements ORDER BY decided, id",
    "rejections": "SELECT * EXCLUDE (detail) FROM rejections ORDER BY id",
    "inputs": "SELECT * FROM inputs ORDER BY uri",
}
"""Each public table and the query that gives its rows in order."""

_OPTIONS = {
    "csv": "FORMAT csv, HEADER true, NULLSTR ''",
    "parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000",
}


def write_csv(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write each public table as `output/TABLE.csv`; only `events` to standard output."""
    if output is None:
        with tempfile.TemporaryDirectory() as folder:
            copy(study, PUBLIC["events"], Path(folder) / "events.csv", "csv")
            sys.stdout.write((Path(folder) / "events.csv").read_text(encoding="utf-8"))
        return
    yield from _write(study, output, "csv")


def write_parquet(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write each public table as `output/TABLE.parquet`, typed.

    Raises:
        ConfigError: No output folder is given.
    """
    if output is None:
        raise ConfigError(
            "Parquet files need a folder", where="--output", advice="Give one with -o FOLDER"
        )
    yield from _write(study, output, "parquet")


def _write(study: Study, output: Path, form: str) -> Iterator[tuple[Path, int]]:
    output.mkdir(parents=True, exist_ok=True)
    for table, query in PUBLIC.items():
        path = output / f"{table}.{form}"
        yield path, copy(study, query, path, form)


def copy(study: Study, query: str, path: Path, form: str) -> int:
    """Write the rows of a query as `csv` or `parquet`, and return how many there are."""
    target = str(path).replace("'", "''")
    copied = study.one(f"COPY ({query}) TO '{target}' ({_OPTIONS[form]})")
    return int(copied[0])
