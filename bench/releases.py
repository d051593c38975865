"""Measures releases: time and memory of writing one, and of the diff of two, of made-up claims.

`python bench/releases.py --claims 100000` makes a study as `bench/merge.py synthetic` does, and
a later one in which some reports are gone, give other figures or tell less; it writes both as
releases and compares them. `--keep FOLDER` keeps the studies and takes them from there if they
are there already. Each step runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.merger import merge
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.store import releases_diff
from dateline.store.database import Finished, Study
from dateline.store.releases import Edition, write_release
from merge import made_up

_BATCH = 2000


def main() -> None:
    """Make two studies, and print what it costs to release and to compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        _step(*arguments.step)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        _make_studies(folder, arguments.claims)
        with tempfile.TemporaryDirectory(dir=folder) as written:
            old, new = (str(folder / f"{name}.duckdb") for name in ("old", "new"))
            one, other = (str(Path(written) / name) for name in ("v1", "v2"))
            for step in (
                ("release", old, one),
                ("release", new, other),
                ("diff", one, other),
                ("diff", old, new),
            ):
                _run(*step)


def _make_studies(folder: Path, claims: int) -> None:
    old, new = folder / "old.duckdb", folder / "new.duckdb"
    if old.exists() and new.exists():
        return
    chance = random.Random(0)  # noqa: S311  (made-up data, not a secret)
    reports: list[Finished] = []
    count = 0
    for report in made_up(chance, claims):
        reports.append(_with_rejections(report))
        count += len(report.reading.claims) if report.reading else 0
    print(f"{count:,} claims in {len(reports):,} reports")
    _make(old, reports)
    _make(new, list(_later(chance, reports)))


def _later(chance: random.Random, reports: list[Finished]) -> Iterator[Finished]:
    """Yield reports: of a hundred one is gone, one has other figures, one is read otherwise."""
    for report in reports:
        fate = chance.random()
        if fate < 0.01:
            continue
        if fate < 0.02:
            yield _revised(report)
        elif fate < 0.03:
            yield _read_otherwise(report)
        else:
            yield report


def _revised(report: Finished) -> Finished:
    if report.reading is None:
        return report
    claims = tuple(
        msgspec.structs.replace(
            claim,
            figures=tuple(
                msgspec.structs.replace(figure, low=(figure.low or 0) + 1, high=None)
                for figure in claim.figures
            ),
        )
        for claim in report.reading.claims
    )
    return msgspec.structs.replace(
        report, reading=msgspec.structs.replace(report.reading, claims=claims)
    )


def _read_otherwise(report: Finished) -> Finished:
    """Return a report whose last claim is left out."""
    if report.reading is None or not report.reading.claims:
        return report
    *claims, last = report.reading.claims
    left_out = Rejection(stage="extract", reason="a figure of speech", span=last.evidence)
    reading = msgspec.structs.replace(
        report.reading, claims=tuple(claims), rejections=(*report.reading.rejections, left_out)
    )
    outcome = "coded" if claims else "no_event"
    return msgspec.structs.replace(report, reading=reading, outcome=outcome)


def _with_rejections(report: Finished) -> Finished:
    """Return a report of which three words were left out, as of most reports some are."""
    if report.reading is None:
        return report
    text = report.reading.document.text
    rejections = tuple(
        Rejection(stage="extract", reason="no event", span=Span.of(text, start, start + 4))
        for start in range(3)
    )
    reading = msgspec.structs.replace(report.reading, rejections=rejections)
    return msgspec.structs.replace(report, reading=reading)


def _make(path: Path, reports: list[Finished]) -> None:
    path.unlink(missing_ok=True)
    with Study(path) as study:
        for start in range(0, len(reports), _BATCH):
            study.add(reports[start : start + _BATCH], "bench")
        print(f"{path.name}: {merge(study)}", flush=True)


def _run(what: str, first: str, second: str) -> None:
    command = [sys.executable, __file__, "--step", what, first, second]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    kinds = " ".join(Path(path).suffix or "release" for path in (first, second))
    print(f"{what} ({kinds}): {done.stdout.strip()}", flush=True)


def _step(what: str, first: str, second: str) -> None:
    """Do one step, and print its cost."""
    wall, started = time.perf_counter(), time.process_time()
    if what == "release":
        with Study(Path(first), read_only=True) as study:
            checks = write_release(study, Edition(version="v1"), Path(second))
        found: object = f"{sum(1 for check in checks if check.broken)} checks broken"
    else:
        found = json.dumps(
            {
                item.table: [len(item.added), len(item.changed), len(item.withdrawn)]
                for item in releases_diff.diff(Path(first), Path(second))
                if item.added or item.changed or item.withdrawn
            }
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = f"{time.process_time() - started:.1f} s of processor"
    print(f"{time.perf_counter() - wall:.1f} s, {spent}, {memory:,.0f} MB; {found}")


if __name__ == "__main__":
    main()
