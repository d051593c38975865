"""How well and how fast time expressions are read.

    python bench/times.py FOLDER [--errors N] [--events REPORTS.jsonl]

FOLDER holds `score.py` (TempEval-3's definition of the scores), `wikiwars_train.jsonl`
(histories, read without an anchor) and `meantime_en.jsonl` (news, read from the day of
publication). Prints strict, relaxed and value F1 on both, and characters a second on one core.

REPORTS.jsonl holds annotated reports (`corpus.py jsonl`): their event words are given to
the linker, and the dates it chooses are compared with the annotated ones. `given` counts
dates given to events that the annotators left undated.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.document import Block, Document, Published
from dateline.link.times import TimeLinker, tag
from dateline.reading import Extraction
from dateline.settings import Settings
from reader import claim_of


def main() -> None:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument("--events", type=Path, default=None, help="annotated reports")
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
    if arguments.events:
        _dates(arguments.events)


def _dates(path: Path) -> None:
    """Print how often the linker gives annotated events their dates."""
    link, count = TimeLinker(Settings()), Counter[str]()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        document = _document(row)
        claims = tuple(claim_of(document, event) for event in row["events"])
        read = link(document, Extraction(claims=claims)).claims
        for event, claim in zip(row["events"], read, strict=True):
            days = claim.date and (str(claim.date.first), str(claim.date.last))
            wanted = [(item["from"], item["to"]) for item in event["dates"] if item.get("from")]
            if wanted:
                count["dated"] += 1
                count["exact"] += days == wanted[0]
                count["over"] += bool(days and days[0] <= wanted[0][1] and days[1] >= wanted[0][0])
            elif not event["same_as"]:
                count["undated"] += 1
                count["given"] += days is not None
    print(
        f"{count['dated']} dated events: exact {count['exact'] / count['dated']:.3f}, "
        f"overlapping {count['over'] / count['dated']:.3f}; "
        f"{count['undated']} undated: given {count['given'] / count['undated']:.3f}"
    )


def _document(row: dict[str, Any]) -> Document:
    blocks = []
    for match in re.finditer(r"[^\n]+(?:\n(?!\n)[^\n]+)*", row["text"]):
        start, end = match.span()
        furniture = any(item["start"] <= start and end <= item["end"] for item in row["chrome"])
        blocks.append(Block(start, end, "chrome" if furniture else "paragraph"))
    day = date.fromisoformat(row["published"])
    return Document(
        id=row["doc_id"],
        uri=f"file:{row['doc_id']}",
        text=row["text"],
        blocks=tuple(blocks),
        published=Published(first=day, last=day, basis="given"),
    )


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
