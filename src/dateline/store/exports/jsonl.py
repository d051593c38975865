"""JSON lines: one reading a line, as the documentation of readings describes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.store.database import Study


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write the readings in the order of their URIs to a file, or to standard output."""
    if output is None:
        for reading in study.readings():
            sys.stdout.buffer.write(reading.to_public_json() + b"\n")
        return
    count = 0
    with output.open("wb") as file:
        for count, reading in enumerate(study.readings(), 1):  # noqa: B007  (counts after the loop)
            file.write(reading.to_public_json() + b"\n")
    yield output, count
