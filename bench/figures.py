"""How well and how fast figures are read, given the right events.

    python bench/figures.py FOLDER [--reports REPORTS.jsonl] [--incidents FILE.gz] [--errors]

FOLDER holds `dev.jsonl` (reports coded by hand) and `score.py`. Their events are given to
the linker as claims; the scorer says how many of their figures it finds, by kind and
bounds. REPORTS.jsonl holds annotated reports (`corpus.py jsonl`): every second one is read
the same way, and the figures compared one by one (`at place`: the same words too). FILE.gz
holds reports of incidents with killed and wounded: the greatest figures of a report are
compared with them, among reports whose text gives the number. Last, reports of 500 words
a second, this stage alone, on one core.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.extract.rules import RulesReader
from dateline.link.figures import FigureLinker
from dateline.mention import FigureMention
from dateline.reading import Extraction, Reading
from dateline.settings import Settings
from dateline.span import Span, trimmed
from dateline.value import Figure
from gold import given
from reader import claim_of


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=Path, default=None)
    parser.add_argument("--half", type=int, default=0, help="0 for even places, 1 for odd ones")
    parser.add_argument("--incidents", type=Path, default=None)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    link = FigureLinker(Settings())
    _gold(arguments.folder, link, show=arguments.errors)
    if arguments.reports:
        _corpus(arguments.reports, link, arguments)
    if arguments.incidents:
        _incidents(arguments.incidents, link)
    _speed(arguments.folder, link)


def _gold(folder: Path, link: FigureLinker, *, show: bool) -> None:
    scorer = _scorer(folder / "score.py")
    rows = _rows(folder / "dev.jsonl")
    readings = {}
    for row in rows:
        chrome = [
            {"start": start, "end": start + len(quote)}
            for quote in row.get("chrome", [])
            if (start := row["text"].find(quote)) >= 0
        ]
        document = _document(row["text"], chrome, row.get("published"))
        claims = tuple(_gold_claim(document, event) for event in row["events"])
        extraction = link(document, Extraction(claims=claims))
        readings[row["doc_id"]] = json.loads(Reading.of(document, extraction).to_public_json())
        if show:
            _show_gold(row, extraction.claims)
    print("gold    ", scorer.score(rows, readings)["figures"])


def _gold_claim(document: Document, event: dict[str, Any]) -> Claim:
    start = document.text.index(event["quote"])
    trigger = document.text.index(event["trigger"], start)
    return Claim(
        id=event["id"],
        event_type=event["type"],
        trigger=document.span(trigger, trigger + len(event["trigger"])),
        evidence=document.span(start, start + len(event["quote"])),
        by="coders",
        status=event["status"],
        background=not event["core"],
        same_as=event.get("same_as"),
    )


def _show_gold(row: dict[str, Any], claims: Sequence[Claim]) -> None:
    for event, claim in zip(row["events"], claims, strict=True):
        wanted = Counter((f["kind"], f["low"], f["high"]) for f in event["figures"])
        found = Counter((f.kind, f.low, f.high) for f in claim.figures)
        if wanted != found and (event["figures"] or not event.get("same_as")):
            print(f"  {row['doc_id']} {event['type']} {event['quote'][:70]!r}")
            words = [f.mention.text if f.mention else "" for f in claim.figures]
            print(f"    lacks {[*(wanted - found)]} has {[*(found - wanted)]} {words}")


def _corpus(path: Path, link: FigureLinker, arguments: argparse.Namespace) -> None:
    count: Counter[tuple[str, str]] = Counter()
    for place, row in enumerate(_rows(path)):
        if place % 2 != arguments.half:
            continue
        document = _document(row["text"], row["chrome"], row["published"])
        claims = tuple(claim_of(document, event) for event in row["events"])
        extraction = link(document, Extraction(claims=claims))
        _mentions(row, extraction, count)
        for event, claim in zip(row["events"], extraction.claims, strict=True):
            _compare(event["figures"], claim, count, row if arguments.errors else None)
    for kind in (
        "killed",
        "wounded",
        *sorted({kind for kind, _ in count} - {"killed", "wounded", "all"}),
    ):
        right, wanted, given_ = (count[kind, what] for what in ("right", "wanted", "given"))
        print(f"corpus   {kind:13} f1 {_f1(right, wanted, given_):.3f}  annotated {wanted}")
    total = [sum(n for (_, what), n in count.items() if what == one) for one in _COUNTS]
    print(f"corpus   all           f1 {_f1(*total[:3]):.3f}  annotated {total[1]}")
    print(f"corpus   all at place  f1 {_f1(total[3], *total[1:3]):.3f}")
    print(f"corpus   all on any claim  recall {count['all', 'valued'] / total[1]:.3f}")


def _mentions(row: dict[str, Any], read: Extraction, count: Counter[tuple[str, str]]) -> None:
    """Count the annotated figures whose words have the right kind and bounds, on any claim."""
    figures = [
        mention.value
        for mention in read.mentions
        if isinstance(mention, FigureMention) and mention.value
    ]
    for event in row["events"]:
        for item in event["figures"]:
            key = (item["kind"], item["low"], item["high"])
            count["all", "valued"] += any(
                (figure.kind, figure.low, figure.high) == key
                and figure.mention is not None
                and _over(figure.mention, item)
                for figure in figures
            )


_COUNTS = ("right", "wanted", "given", "in place")


def _compare(
    wanted: Sequence[dict[str, Any]],
    claim: Claim,
    count: Counter[tuple[str, str]],
    row: dict[str, Any] | None,
) -> None:
    """Count the figures of one event: annotated, given, and right by kind and bounds."""
    left = [*claim.figures]
    for figure in left:
        count[figure.kind, "given"] += 1
    missed = []
    for item in wanted:
        count[item["kind"], "wanted"] += 1
        key = (item["kind"], item["low"], item["high"])
        same = [figure for figure in left if (figure.kind, figure.low, figure.high) == key]
        if not same:
            missed.append(item)
            continue
        placed = [figure for figure in same if figure.mention and _over(figure.mention, item)]
        left.remove((placed or same)[0])
        count[item["kind"], "right"] += 1
        count[item["kind"], "in place"] += bool(placed)
    if row is not None:
        for item in missed:
            bounds = f"{item['kind']} {item['low']}-{item['high']}"
            print(
                f"  MISS {_shown(row, item['start'], item['end'])} {bounds} ({claim.trigger.text})"
            )
        for figure in left:
            if figure.mention:
                shown = _shown(row, figure.mention.start, figure.mention.end)
                bounds = f"{figure.kind} {figure.low}-{figure.high}"
                print(f"  EXTRA {shown} {bounds} ({claim.trigger.text})")


def _shown(row: dict[str, Any], start: int, end: int) -> str:
    text = row["text"]
    words = f"{text[max(0, start - 90) : start]}[{text[start:end]}]{text[end : end + 90]}"
    return f"{row['doc_id']} {words!r}"


def _over(span: Span, item: dict[str, Any]) -> bool:
    return bool(span.start < item["end"] and item["start"] < span.end)


def _incidents(path: Path, link: FigureLinker) -> None:
    """Print how often the greatest killed and wounded of a report are those of its incident."""
    read = RulesReader(Settings())
    count: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if len(row["gold"]) != 1:
                continue
            incident = row["gold"][0]
            document = _document(row["text"], [], row["date"])
            claims = link(document, read(document)).claims
            for kind in ("killed", "wounded"):
                if incident["weak"][f"{kind}_in_text"] and incident[kind]:
                    found = [_least(f) for c in claims for f in c.figures if f.kind == kind]
                    count[kind] += 1
                    count[f"{kind} exact"] += max(found, default=0) == incident[kind]
    for kind in ("killed", "wounded"):
        print(
            f"incidents {kind:8} exact {count[f'{kind} exact'] / count[kind]:.3f} of {count[kind]}"
        )


def _least(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0


def _speed(folder: Path, link: FigureLinker) -> None:
    read = RulesReader(Settings())
    documents = [given(row) for row in _rows(folder / "dev.jsonl")]
    pairs = [(document, read(document)) for document in documents]
    words = sum(len(document.text.split()) for document in documents)
    begun = time.process_time()
    for _ in range(10):
        for document, extraction in pairs:
            link(document, extraction)
    seconds = (time.process_time() - begun) / 10
    print(f"speed    {words / 500 / seconds:,.0f} reports of 500 words a second of one core")


def _document(text: str, chrome: Sequence[dict[str, int]], published: str | None) -> Document:
    day = date.fromisoformat(published) if published else None
    return Document(
        id="sha256:0",
        uri="text:",
        text=text,
        blocks=tuple(_blocks(text, chrome)),
        published=Published(first=day, last=day, basis="given" if day else "unknown"),
    )


def _blocks(text: str, chrome: Sequence[dict[str, int]]) -> Iterator[Block]:
    start, seen = 0, set[str]()
    for line in text.split("\n"):
        first, last = trimmed(text, start, start + len(line))
        if first < last:
            furniture = any(item["start"] <= first and last <= item["end"] for item in chrome)
            kind: Any = "chrome" if furniture else "paragraph" if seen else "headline"
            if line in seen:
                kind = "repeat"
            seen.add(line)
            yield Block(first, last, kind)
        start += len(line) + 1


def _f1(right: float, wanted: float, found: float) -> float:
    return 2 * right / (wanted + found) if wanted + found else 0.0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def _scorer(path: Path) -> Any:  # noqa: ANN401  (a module)
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
