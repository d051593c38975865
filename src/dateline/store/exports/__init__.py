"""A study in forms that other programs read: one module a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.errors import ConfigError
from dateline.store.database import Study
from dateline.store.exports import (
    acled,
    excel,
    gdelt,
    ged,
    geojson,
    geopackage,
    geoparquet,
    hxl,
    jsonl,
    jsonld,
    kml,
    plover,
    polecat,
    tables,
)

Written = tuple[Path, int]
"""A file, and how many rows it holds."""

FORMATS: dict[str, Callable[[Study, Path | None], Iterator[Written]]] = {
    "csv": tables.write_csv,
    "parquet": tables.write_parquet,
    "jsonl": jsonl.write,
    "geojson": geojson.write,
    "geopackage": geopackage.write,
    "geoparquet": geoparquet.write,
    "kml": kml.write,
    "jsonld": jsonld.write,
    "plover": plover.write,
    "acled": acled.write,
    "excel": excel.write,
    "ged": ged.write,
    "gdelt": gdelt.write,
    "polecat": polecat.write,
}


def write(study: Study, form: str, output: Path | None, *, tagged: bool = False) -> list[Written]:
    """Write a study in one of `FORMATS` and return the files written.

    Args:
        study: An open study.
        form: One of `FORMATS`.
        output: A folder for tables, a file for the others; None for standard output.
        tagged: Whether CSV has a row of HXL tags under the names.

    Raises:
        ConfigError: The form is unknown or has no tags, or the output cannot be written.
    """
    if form not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ConfigError("no such format", where=form, advice=f"Choose one of {known}")
    if tagged and form != "csv":
        problem = "only CSV has a row of HXL tags"
        raise ConfigError(problem, where=f"--format {form}", advice="Use --format csv --hxl")
    write_form = hxl.write if tagged else FORMATS[form]
    try:
        return list(write_form(study, output))
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(output), advice="Choose another -o") from error
