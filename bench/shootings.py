"""How often the killed and wounded of a report's main incident are those that were counted.

    python bench/shootings.py REPORTS.jsonl[.gz] [--extract rules] [--every N] [--errors]

Each row holds a `text`, a `date`, and in `gold` one incident with its `killed` and `wounded`.
Each report is coded by itself from bytes to incidents, as `dateline code` does it. What counts
is what the product gives as the report's main incident (`documents.main_incident`): the `best`
figure of killed and of wounded persons under the rule `ucdp`, and 0 where it has none.

Printed for all reports, for those of whose incident the number is above zero, and for those
whose text gives this number in so many words (`weak`). Incident counts were kept after the
reports appeared: no reader can be right on all of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dateline.merger import merge
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.rejection import Rejection
from dateline.settings import Settings
from dateline.store.database import Finished, Study

KINDS = ("killed", "wounded")
Row = Mapping[str, Any]


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--extract", default=None, help="a reader; the default is that of dateline")
    parser.add_argument("--every", type=int, default=1, help="only each Nth report")
    parser.add_argument("--errors", action="store_true", help="print what was found and counted")
    arguments = parser.parse_args()
    settings = Settings()
    if arguments.extract:
        settings = msgspec.structs.replace(settings, extract=arguments.extract)
    coder = Coder(settings)
    count: Counter[tuple[str, str]] = Counter()
    for row in read_rows(arguments.reports, arguments.every):
        found = main_figures(coder, row)
        _compare(row["gold"][0], found, count)
        if arguments.errors:
            wanted = {kind: row["gold"][0][kind] for kind in KINDS}
            print(json.dumps({"id": row["doc_id"], "wanted": wanted, "found": found}))
    _print(count)


def read_rows(path: Path, every: int = 1) -> Iterator[Row]:
    """Yield the rows of which one incident is counted, each Nth of them."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(content.decode("utf-8").splitlines()):
        if number % every == 0:
            row = json.loads(line)
            if len(row["gold"]) == 1:
                yield row


def main_figures(coder: Coder, row: Row) -> dict[str, float]:
    """Return killed and wounded of the incident that a report is mainly about."""
    columns = {"id": row["doc_id"], "text": row["text"], "date": row["date"]}
    original = Original(
        uri=f"file:{row['doc_id']}.json#row=1",
        media_type="application/json",
        content=json.dumps({key: value for key, value in columns.items() if value}).encode(),
        doc_id=row["doc_id"],
    )
    reading = coder(original)
    if isinstance(reading, Rejection):
        print(f"{row['doc_id']}: {reading.reason}", file=sys.stderr)
        return dict.fromkeys(KINDS, 0.0)
    return figures_of(original, reading)


def figures_of(original: Original, reading: Reading) -> dict[str, float]:
    """Return what the main incident of one report gives, as a study of it alone holds it."""
    with Study(None) as study:
        finished = Finished(
            uri=original.uri,
            outcome="coded",
            original=original,
            reading=reading,
            document=reading.document.id,
        )
        study.add([finished], "bench")
        merge(study, "ucdp")
        rows = study.all(
            """SELECT i.killed_best, i.wounded_best FROM incidents i
               JOIN documents d ON d.main_incident = i.id"""
        )
    best = rows[0] if rows else (None, None)
    return {kind: float(value or 0) for kind, value in zip(KINDS, best, strict=True)}


def _compare(incident: Row, found: Mapping[str, float], count: Counter[tuple[str, str]]) -> None:
    right = {kind: found[kind] == incident[kind] for kind in KINDS}
    for kind in KINDS:
        groups = ["all"]
        if incident[kind]:
            groups.append("above zero")
            groups += ["in the text"] * bool(incident["weak"][f"{kind}_in_text"])
        for group in groups:
            count[group, kind] += 1
            count[group, f"{kind} right"] += right[kind]
    count["all", "both right"] += all(right.values())


def _print(count: Counter[tuple[str, str]]) -> None:
    for group in ("all", "above zero", "in the text"):
        shares = [
            f"{kind} {count[group, f'{kind} right'] / max(1, count[group, kind]):.3f}"
            f" of {count[group, kind]}"
            for kind in KINDS
        ]
        print(f"{group:12} {', '.join(shares)}")
    print(f"both         {count['all', 'both right'] / max(1, count['all', 'killed']):.3f}")


if __name__ == "__main__":
    main()
