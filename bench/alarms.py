"""How many claims a reader makes in reports that are about no conflict.

    python bench/alarms.py REPORTS.jsonl [--extract NAME] [--show N]

REPORTS.jsonl has a `text` in each row: business news, reports on epidemics. The fewer the
better, though not each claim is wrong: such reports recall wars and protests too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from dateline.document import Block, Document
from dateline.settings import Settings
from dateline.stage import Extractor, find


def main() -> int:
    """Return 0 after printing how many claims are made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--extract", default=Settings().extract)
    parser.add_argument("--show", type=int, default=0, help="claims to print")
    arguments = parser.parse_args()
    read: Extractor = find("extract", arguments.extract)(Settings())
    rows = [json.loads(line) for line in arguments.reports.read_text("utf-8").splitlines() if line]
    claims = [claim for row in rows for claim in read(document_of(row["text"])).claims]
    print(f"{len(claims)} claims in {len(rows)} reports")
    step = max(1, len(claims) // max(1, arguments.show))
    for claim in claims[::step][: arguments.show]:
        kind = f"{claim.event_type} {claim.score:.2f}"
        print(f"  {kind} {claim.trigger.text!r}: {claim.evidence.text!r}")
    return 0


def document_of(text: str) -> Document:
    """Return a text as a report: its first line is the headline, each other a paragraph."""
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    blocks = tuple(
        Block(line.start(), line.end(), "paragraph" if number else "headline")
        for number, line in enumerate(lines)
    )
    return Document(id="sha256:", uri="", text=text, blocks=blocks, language="en")


if __name__ == "__main__":
    sys.exit(main())
