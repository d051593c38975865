"""Reads hand-coded reports with a chain of stages, and prints what their scorer says.

    python bench/gold.py GOLD.jsonl SCORE.py [--extract NAME] [--errors] [--out READINGS.jsonl]

The scorer stays the definition of its figures: it is run, not rewritten. Stages are
found by name as everywhere; `--clean given` takes the text and its page furniture as
the gold file marks them, so that only reading is measured.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.document import Block, Document, Published
from dateline.errors import DatelineError
from dateline.original import Original
from dateline.reading import Reading, check_spans
from dateline.rejection import Rejection
from dateline.settings import Settings
from dateline.span import trimmed
from dateline.stage import Linker, find

LINKERS = ("times", "places", "actors", "figures", "speakers", "codes")


def main() -> int:
    """Return the exit status of the scorer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--clean", default="blocks", help="a clean stage, or `given`")
    parser.add_argument("--extract", default=Settings().extract)
    parser.add_argument("--link", nargs="*", default=list(LINKERS))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--out", type=Path, default=None)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.gold.read_text("utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        out = arguments.out or Path(folder) / "readings.jsonl"
        lines = list(_readings(rows, arguments))
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(arguments.scorer), str(arguments.gold), str(out)]
        return subprocess.call(command + ["--errors"] * arguments.errors)


def _readings(rows: Iterable[dict[str, Any]], arguments: argparse.Namespace) -> Iterator[str]:
    settings = Settings()
    clean = None if arguments.clean == "given" else _stage("clean", arguments.clean, settings)
    extract = _stage("extract", arguments.extract, settings)
    linkers: list[Linker] = [
        linker for name in arguments.link if (linker := _stage("link", name, settings))
    ]
    seconds = words = 0.0
    for row in rows:
        document = given(row)
        if clean is not None:
            cleaned = clean(_original(row))
            if isinstance(cleaned, Rejection):
                print(f"{row['doc_id']}: {cleaned.reason}", file=sys.stderr)
            else:
                document = cleaned
        begun = time.perf_counter()
        extraction = extract(document)
        seconds += time.perf_counter() - begun
        words += len(document.text.split())
        for linker in linkers:
            extraction = linker(document, extraction)
        reading = Reading.of(document, extraction)
        check_spans(reading)
        public = json.loads(reading.to_public_json())
        public["document"]["doc_id"] = row["doc_id"]
        yield json.dumps(public, ensure_ascii=False)
    rate = words / 500 / seconds if seconds else 0.0
    print(f"reader: {rate:.0f} reports of 500 words a second", file=sys.stderr)


def _stage(verb: Any, name: str, settings: Settings) -> Any:  # noqa: ANN401
    """Return a stage, or None with a line on stderr where it is not built yet."""
    try:
        return find(verb, name)(settings)
    except (DatelineError, ImportError, AttributeError) as error:
        print(f"no {verb} stage {name}: {error}", file=sys.stderr)
        return None


def _original(row: dict[str, Any]) -> Original:
    columns = {key: row.get(key) for key in ("title", "publisher", "published", "text")}
    columns["id"] = row["doc_id"]
    given_columns = {key: value for key, value in columns.items() if value}
    return Original(
        uri=f"file:{row['doc_id']}.json#row=1",
        media_type="application/json",
        content=json.dumps(given_columns, ensure_ascii=False).encode(),
        doc_id=row["doc_id"],
    )


def given(row: dict[str, Any]) -> Document:
    """Return a gold row as a document whose blocks are parted by blank lines."""
    text = row["text"]
    chrome = [
        (place, place + len(quote))
        for quote in row.get("chrome", [])
        if (place := text.find(quote)) >= 0
    ]
    blocks: list[Block] = []
    seen: set[str] = set()
    start = 0
    for match in (*re.finditer(r"\n\s*\n|\n|$", text),):
        first, last = trimmed(text, start, match.start())
        start = match.end()
        if first < last:
            words = text[first:last]
            kind: Any = "paragraph"
            covered = sum(max(0, min(last, high) - max(first, low)) for low, high in chrome)
            if covered * 2 > last - first:
                kind = "chrome"
            elif words in seen:
                kind = "repeat"
            elif not blocks:
                kind = "headline"
            seen.add(words)
            blocks.append(Block(first, last, kind))
    published = row.get("published")
    day = date.fromisoformat(published) if published else None
    return Document(
        id="sha256:" + row["doc_id"],
        uri=f"file:{row['doc_id']}",
        text=text,
        blocks=tuple(blocks),
        doc_id=row["doc_id"],
        publisher=row.get("publisher"),
        published=Published(first=day, last=day, basis="given" if day else "unknown"),
        language="en",
    )


if __name__ == "__main__":
    sys.exit(main())
