"""How well and how fast time expressions are read.

    python bench/times.py FOLDER [--errors N]

FOLDER holds `score.py` (TempEval-3's definition of the scores), `wikiwars_train.jsonl`
(histories, read without an anchor) and `meantime_en.jsonl` (news, read from the day of
publication). Prints strict, relaxed and value F1 on both, and characters a second on one core.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from dateline.link.times import tag


def main() -> None:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument("--only", default="", help="read only the corpus of this name")
    arguments = parser.parse_args()
    scorer = _scorer(arguments.folder / "score.py")
    tag("Warm up: 4 July 2017.")
    for name in ("wikiwars_train", "meantime_en"):
        if arguments.only not in name:
            continue
        path = arguments.folder / f"{name}.jsonl"
        gold = {row["doc_id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
        begun = time.process_time()
        read = {key: {"timexes": _tagged(row)} for key, row in gold.items()}
        seconds = time.process_time() - begun
        errors: list[tuple[str, ...]] = []
        found = scorer.score(gold, read, None, errors)
        scores = "  ".join(
            f"{key} {found[key]['f1']:6.2f}"
            for key in ("strict", "relaxed", "value", "strict_value")
        )
        characters = sum(len(row["text"]) for row in gold.values())
        print(f"{name:15} {scores}  {characters / seconds:,.0f} characters a second of one core")
        print(f"{'':15} gold {found['gold']}  read {found['pred']}  {found['by_type']}")
        for kind in ("value", "missed", "spurious"):
            for error in [item for item in errors if item[0] == kind][: arguments.errors]:
                print(*error, sep=" | ")


def _tagged(row: dict[str, Any]) -> list[dict[str, Any]]:
    anchor = None if row["genre"] == "narrative" else date.fromisoformat(row["dct"])
    return [
        {"start": item.start, "end": item.end, "type": item.value.type, "value": item.value.timex}
        for item in tag(row["text"], anchor)
        if item.value
    ]


def _scorer(path: Path) -> Any:  # noqa: ANN401  (a module)
    spec = importlib.util.spec_from_file_location("time_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
