"""How well the lines of flattened pages are told apart, and how fast.

    python bench/pages_text.py FOLDER [--pages] [-o KEPT.jsonl]

FOLDER holds `text_scrapes_dev.jsonl`. A gold line counts as kept when half of its characters
or more lie in paragraphs, subheadings and quotations; `ambiguous` lines are not scored. The
weights that come with dateline were fitted on numbers about these same lines: the honest
figure is the cross-validated one, `python -m training.lines.train SCRAPES CORPUS --cross`.
`-o` writes what was kept, for a scorer of its own.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from dateline.clean.chrome import labelled
from dateline.document import Block

_KEPT = frozenset(("paragraph", "subheading", "quote"))
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_Row = dict[str, Any]


def main() -> None:
    """Label the pages and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="print the figures of each page")
    parser.add_argument("-o", "--out", type=Path, help="where to write what was kept")
    arguments = parser.parse_args()
    path = arguments.folder / "text_scrapes_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds = 0.0
    written = []
    labelled("Two drivers were killed on the road to the port, the mayor said.", (), None)
    for row in rows:
        begun = time.process_time()
        blocks = labelled(row["text"], (), None)
        seconds += time.process_time() - begun
        count = _count(row, blocks)
        for key in ("all", row["style"]):
            counts[key] += count
        if arguments.pages:
            print(row["id"], _shown(count))
        kept = [[block.start, block.end] for block in blocks if block.kind in _KEPT]
        written.append(json.dumps({"id": row["id"], "keep": kept}))
    for key in ("all", *sorted(counts.keys() - {"all"})):
        print(f"{key:6}", _shown(counts[key]))
    print(f"{len(rows) / seconds:.0f} pages a second")
    if arguments.out:
        arguments.out.write_text("\n".join(written) + "\n", "utf-8")


def _count(row: _Row, blocks: tuple[Block, ...]) -> Counter[str]:
    marked = bytearray(len(row["text"]))
    for block in blocks:
        if block.kind in _KEPT:
            marked[block.start : block.end] = b"\1" * (block.end - block.start)
    count: Counter[str] = Counter()
    for line in row["lines"]:
        start, end, label = line["start"], line["end"], line["label"]
        if label == "ambiguous":
            continue
        kept, told = 2 * sum(marked[start:end]) >= end - start, label == "body"
        count["right"] += kept and told
        count["kept"] += kept
        count["told"] += told
        text = row["text"][start:end]
        if label == "chrome" and len(text.split()) >= 8 and _SENTENCE.search(text):
            count["like"] += 1
            count["leaked"] += kept
    return count


def _shown(count: Counter[str]) -> str:
    precision = count["right"] / max(1, count["kept"])
    recall = count["right"] / max(1, count["told"])
    score = 2 * count["right"] / max(1, count["kept"] + count["told"])
    share = count["leaked"] / max(1, count["like"])
    return (
        f"line P {precision:.3f} R {recall:.3f} F1 {score:.3f}  sentence-like chrome kept"
        f" {count['leaked']} of {count['like']} ({share:.1%})"
    )


if __name__ == "__main__":
    main()
