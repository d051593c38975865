"""Claims gained, lost and changed between two readers, or two versions of one.

    python bench/diff.py OLD.jsonl NEW.jsonl          readings that `code --format jsonl` printed
    python bench/diff.py REPORTS... --readers rules learned [--show 20]

Two claims are the same when their event words overlap. REPORTS are files or folders that
`dateline code` takes. Readings of another version are made there:
`dateline code REPORTS --format jsonl > old.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.acquire import acquire
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings

FIELDS = ("event_type", "status", "background", "actors", "recipients", "place", "date", "figures")

Claim = dict[str, Any]


def main() -> int:
    """Return 0 after printing the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--readers", nargs=2, metavar=("OLD", "NEW"))
    parser.add_argument("--show", type=int, default=20, help="cases of each kind")
    arguments = parser.parse_args()
    if arguments.readers:
        old, new = (dict(_coded(arguments.paths, reader)) for reader in arguments.readers)
    elif len(arguments.paths) == 2:
        old, new = (dict(_written(path)) for path in arguments.paths)
    else:
        parser.error("give two files of readings, or reports and --readers OLD NEW")
    difference = Difference(old, new)
    difference.show(arguments.show)
    return 0


def _coded(paths: Iterable[Path], reader: str) -> Iterator[tuple[str, dict[str, Any]]]:
    settings = msgspec.structs.replace(Settings(), extract=reader)
    coder = Coder(settings)
    for original in acquire([str(path) for path in paths], settings):
        result = coder(original) if isinstance(original, Original) else original
        if isinstance(result, Reading):
            yield result.document.id, json.loads(result.to_public_json())


def _written(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            if "claims" in reading:
                yield reading["document"]["id"], reading


class Difference:
    """What became of the claims of each report."""

    def __init__(self, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> None:
        self.counts: Counter[str] = Counter(
            old=sum(len(reading["claims"]) for reading in old.values()),
            new=sum(len(reading["claims"]) for reading in new.values()),
        )
        self.cases: dict[str, list[str]] = {"lost": [], "gained": []}
        self.only = sorted(set(old) ^ set(new))
        for document in sorted(set(old) & set(new)):
            self._compare(old[document]["claims"], new[document]["claims"])

    def _compare(self, old: list[Claim], new: list[Claim]) -> None:
        for claim in old:
            again = next((other for other in new if _meet(claim, other)), None)
            if again is None:
                self._note("lost", claim, claim["event_type"])
                continue
            changed = [name for name in FIELDS if _value(claim, name) != _value(again, name)]
            self.counts["same"] += not changed
            for name in changed:
                before, after = _value(claim, name), _value(again, name)
                self._note(name, claim, f"{before} -> {after}")
        for claim in new:
            if not any(_meet(claim, other) for other in old):
                self._note("gained", claim, f"{claim['event_type']}, score {claim['score']:.2f}")

    def _note(self, kind: str, claim: Claim, what: str) -> None:
        self.counts[kind] += 1
        evidence, trigger = claim["evidence"], claim["trigger"]
        at = trigger["start"] - evidence["start"]
        words = evidence["text"]
        marked = f"{words[:at]}<<{trigger['text']}>>{words[at + len(trigger['text']) :]}"
        low = max(0, at - 70)
        self.cases.setdefault(kind, []).append(f"  [{what}] {marked[low : at + 90]!r}")

    def show(self, cases: int) -> None:
        """Print counts, then up to `cases` of each kind, evenly taken."""
        for name in ("old", "new", "same", "lost", "gained", *FIELDS):
            print(f"{name:12} {self.counts[name]}")
        if self.only:
            print(f"{'one side':12} {len(self.only)} reports are read on one side only")
        for kind, noted in self.cases.items():
            if cases and noted:
                print(f"## {kind}: {len(noted)}")
                print("\n".join(noted[:: max(1, len(noted) // cases)][:cases]))


def _meet(one: Claim, other: Claim) -> bool:
    a, b = one["trigger"], other["trigger"]
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _value(claim: Claim, name: str) -> Any:  # noqa: ANN401
    """Return a field as it is compared: names and numbers, not how they were found."""
    value = claim.get(name)
    if name in {"actors", "recipients"}:
        return sorted(entity["name"] for entity in value or ())
    if name == "figures":
        return sorted(f"{f['kind']} {f.get('low')}..{f.get('high')}" for f in value or ())
    if name == "place":
        return value and value.get("name")
    if name == "date":
        return value and f"{value.get('first')}..{value.get('last')}"
    return value


if __name__ == "__main__":
    sys.exit(main())
