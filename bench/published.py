"""How often a report's date, wire service and writer are read from its text, and how often wrongly.

    python bench/published.py FOLDER [--errors N]

FOLDER holds the corpora of reports whose day of publication is known (the folders `gold`,
`attribution`, `pages`, `time`, and `corpus.jsonl`, the annotated corpus as JSON lines); those
that are absent are left out. The known day is withheld. Blocks are given as the corpora label
them, or else by line: the first is the headline, lines that hold a date and little else are
datelines.

`right` holds the known day within its days, `wrong` does not, `unknown` gives none. `days` is
how many days an answer spans. A corpus that names the wire service is scored on that too.
`evidence` counts what the reports say that holds for some days only, whether it was needed or
not, and `false` how much of it rules out the day on which the report did appear.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dateline.clean.agencies import agencies, byline, publisher, wires
from dateline.clean.date_words import dates_in
from dateline.clean.draft import PageFacts
from dateline.clean.published import published
from dateline.clean.published_facts import evidence
from dateline.document import Block, BlockKind

_LINE = re.compile(r"[^\n]+")
_KINDS: dict[str, BlockKind] = {
    "title": "headline",
    "byline": "byline",
    "pubdate": "dateline",
    "body": "paragraph",
}


class Known(NamedTuple):
    """A report and what is known of it."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    first: date | None
    last: date | None
    wire: str | None
    writer: str | None


def main() -> None:
    """Read the reports and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    for corpus, reports in _corpora(arguments.folder):
        known = list(reports) if arguments.only in corpus else []
        if known:
            _score(corpus, known, arguments.errors)


def _score(corpus: str, known: list[Known], errors: int) -> None:
    facts = PageFacts()
    warm = (
        "RUEL, July 4 (AFP) - President Barack Obama said the Syrian Democratic Forces left Syria."
    )
    published(warm, (Block(0, len(warm), "paragraph"),), facts)
    agencies(warm, (Block(0, len(warm), "paragraph"),))
    begun = time.process_time()
    found = [
        (published(one.text, one.blocks, facts), agencies(one.text, one.blocks)) for one in known
    ]
    seconds = time.process_time() - begun
    count, shown = Counter[str](), Counter[str]()
    span = 0
    for one, (day, services) in zip(known, found, strict=True):
        verdict = "unknown"
        if day.first and day.last:
            held = one.first and one.last and day.first <= one.last and one.first <= day.last
            verdict = "right" if held else "wrong"
            span += (day.last - day.first).days + 1
            count[f"{day.basis} {verdict}"] += 1
        count[verdict] += 1
        if verdict == "wrong" and shown["wrong"] < errors:
            shown["wrong"] += 1
            print("  wrong", one.name, one.first, day.first, day.last, day.basis, day.reason)
        if verdict == "unknown" and day.reason and shown["unknown"] < errors:
            shown["unknown"] += 1
            print("  unknown", one.name, one.first, day.reason)
        if one.first and one.last:
            for item in evidence(one.text, one.blocks):
                count["evidence"] += 1
                if not item.allows(one.first) and not item.allows(one.last):
                    count["false"] += 1
                    if errors:
                        print("  false", one.name, one.first, item.says, "|", item.words.text)
        gold = {wires().names.get(one.wire, one.wire)} if one.wire else set()
        count["wires"] += len(gold)
        count["wires found"] += len(gold & set(services))
        count["wires extra"] += len(set(services) - gold)
        if set(services) != gold and shown["wire"] < errors:
            shown["wire"] += 1
            print("  wire", one.name, one.wire, services)
        if errors and one.writer is not None:
            print("  by", one.writer, "|", byline(one.text, one.blocks, facts), "|",
                  publisher(one.text, one.blocks, facts))  # fmt: skip
    answered = count["right"] + count["wrong"]
    print(
        f"{corpus:12} {len(known):5} reports  right {count['right']:4}  wrong {count['wrong']:3}  "
        f"unknown {count['unknown']:4}  days {span / max(1, answered):.2f}  "
        f"wires {count['wires']:3} found {count['wires found']:3} extra {count['wires extra']:3}  "
        f"evidence {count['evidence']:3} false {count['false']}  "
        f"{len(known) / seconds:,.0f} a second  "
        + "  ".join(
            f"{key} {n}" for key, n in sorted(count.items()) if " " in key and key[0] != "w"
        )
    )


def _corpora(folder: Path) -> Iterator[tuple[str, Iterator[Known]]]:
    yield "gold", _gold(folder / "gold" / "dev.jsonl")
    yield "corpus", _annotated(folder / "corpus.jsonl")
    for part in ("dev", "train"):
        yield f"polnear {part}", _polnear(folder / "attribution" / f"polnear_{part}.jsonl.gz")
    yield "scrapes", _scrapes(folder / "pages" / "text_scrapes_dev.jsonl")
    yield "meantime", _plain(folder / "time" / "meantime_en.jsonl", "dct")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        yield from map(json.loads, content.decode("utf-8").strip().split("\n"))


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def _gold(path: Path) -> Iterator[Known]:
    for row in _rows(path):
        text = row["text"]
        spans = [(at, at + len(c)) for c in row["chrome"] if (at := text.find(c)) >= 0]
        first, last = row.get("published_range") or (row["published"], row["published"])
        blocks = _by_line(text, spans)
        yield Known(row["doc_id"], text, blocks, _day(first), _day(last), None, None)


def _annotated(path: Path) -> Iterator[Known]:
    for row in _rows(path):
        spans = [(item["start"], item["end"]) for item in row["chrome"]]
        blocks = _by_line(row["text"], spans)
        day = _day(row["published"])
        yield Known(row["doc_id"], row["text"], blocks, day, day, row["agency"], None)


def _polnear(path: Path) -> Iterator[Known]:
    for row in _rows(path):
        wire = {"reuters": "Reuters", "None": None, "NA": None}.get(row["wire"], row["wire"])
        day = _day(row["date"])
        yield Known(row["doc_id"], row["text"], _by_line(row["text"], []), day, day, wire, None)


def _scrapes(path: Path) -> Iterator[Known]:
    for row in _rows(path):
        if row["lang"] != "en":
            continue
        blocks = tuple(
            Block(line["start"], line["end"], _KINDS.get(line["label"], "chrome"))
            for line in row["lines"]
            if row["text"][line["start"] : line["end"]].strip()
        )
        day = _day(row["gold_pubdate"])
        writer = "; ".join(row["gold_authors"])
        yield Known(row["id"], row["text"], blocks, day, day, None, writer)


def _plain(path: Path, field: str) -> Iterator[Known]:
    for row in _rows(path):
        day = _day(row[field])
        yield Known(row["doc_id"], row["text"], _by_line(row["text"], []), day, day, None, None)


def _by_line(text: str, furniture: list[tuple[int, int]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    several = text.strip().count("\n") > 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if not match.group().strip():
            continue
        kind: BlockKind = "paragraph"
        dates = list(dates_in(text, start, end))
        rest = match.group()
        for item in dates:
            rest = rest.replace(item.words, "")
        if dates and len(re.findall(r"\w+", rest)) <= 3:
            kind = "dateline"
        elif any(low <= start and end <= high for low, high in furniture):
            kind = "chrome"
        elif several and not any(block.kind == "headline" for block in blocks):
            kind = "headline"
        blocks.append(Block(start, end, kind))
    return tuple(blocks)


if __name__ == "__main__":
    main()
