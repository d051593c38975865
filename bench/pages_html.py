r"""How well the article is found on web pages, beside trafilatura and htmldate alone.

    python bench/pages_html.py FOLDER [--pages]

FOLDER holds `html_dev/gold.jsonl` and the pages it names. Words are `\w+`, case folded.
Word figures compare the multisets of words of the report's paragraphs, subheadings and
quotes (headline and captions have labels of their own) and of the body that people marked;
shingle figures compare multisets of four words in a row, as the article extraction benchmark
does. Both are averaged over pages. Optional paragraphs count neither way: words (shingles)
of theirs that the body lacks are taken out of what was read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import htmldate
import trafilatura

from dateline.clean import charset, html
from dateline.clean.draft import Draft
from dateline.settings import Settings

_LATEST = "2035-12-31"
_Row = dict[str, Any]


def main() -> None:
    """Read the pages and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="print the figures of each page")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    folder = arguments.folder / "html_dev"
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    pages = [gzip.decompress((folder / row["file"]).read_bytes()) for row in rows]
    totals: defaultdict[str, float] = defaultdict(float)
    seconds: defaultdict[str, float] = defaultdict(float)
    for row, page in zip(rows, pages, strict=True):
        readers: dict[str, Callable[[bytes], _Row]] = {"dateline": _ours, "trafilatura": _theirs}
        shown = [row["id"]]
        for name, reader in readers.items():
            begun = time.process_time()
            found = reader(page)
            seconds[name] += time.process_time() - begun
            for measure, size in (("words", 1), ("shingles", 4)):
                score = _score(row, found["body"], size)
                for part, value in zip("PRF", score, strict=True):
                    totals[f"{name} {measure} {part}"] += value
                shown.append(f"{score[-1]:.3f}")
            for fact in ("title", "published", "byline"):
                right = _right(row, found, fact)
                totals[f"{name} {fact}"] += right is True
                if right is False and arguments.pages:
                    print(f"  {name} {fact}: {found[fact]!r}, gold {row[_GOLD[fact]]!r}")
        if arguments.pages:
            print(*shown)
    for name in ("dateline", "trafilatura"):
        _print(name, rows, totals, len(rows) / seconds[name])


def _print(name: str, rows: list[_Row], totals: Mapping[str, float], speed: float) -> None:
    """Print the figures of one reader."""
    shown = [f"{name:12}"]
    for measure in ("words", "shingles"):
        parts = (f"{part} {totals[f'{name} {measure} {part}'] / len(rows):.4f}" for part in "PRF")
        shown.append(f"{measure} {' '.join(parts)} ")
    for fact, gold in _GOLD.items():
        marked = sum(bool(row[gold]) for row in rows)
        shown.append(f"{fact} {totals[f'{name} {fact}']:.0f} of {marked} ")
    print(*shown, f"{speed:.1f} pages a second")


_GOLD = {"title": "title", "published": "publishing_date", "byline": "authors"}


def _ours(page: bytes) -> _Row:
    source, _ = charset.decode_bytes(page, None, markup=True)
    draft = html.read(source, Settings())
    published = draft.facts.published
    return {
        "body": body(draft),
        "title": draft.facts.title,
        "published": str(published.first) if published else None,
        "byline": draft.facts.byline,
    }


def body(draft: Draft) -> str:
    """Return the text of the report's blocks, headline and captions left out."""
    kinds = ("paragraph", "subheading", "quote")
    return "\n".join(draft.text[b.start : b.end] for b in draft.blocks if b.kind in kinds)


def _theirs(page: bytes) -> _Row:
    source = page.decode("utf-8", "replace")
    found = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False)
    day = htmldate.find_date(source, original_date=True, max_date=_LATEST)
    return {
        "body": getattr(found, "text", None) or "",
        "title": getattr(found, "title", None),
        "published": day,
        "byline": getattr(found, "author", None),
    }


def _score(row: _Row, text: str, size: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    gold = Counter(_shingles(row["body"], size))
    read = Counter(_shingles(text, size))
    for part in row.get("optional_paragraphs") or ():
        for item, times in Counter(_shingles(part, size)).items():
            read[item] -= min(times, max(0, read[item] - gold[item]))
    both = sum((gold & read).values())
    told, found = sum(gold.values()), sum((+read).values())
    precision, recall = both / max(1, found), both / max(1, told)
    return precision, recall, 2 * both / max(1, told + found)


def _shingles(text: str, size: int) -> list[Hashable]:
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[place : place + size]) for place in range(max(1, len(words) - size + 1))]


def _right(row: _Row, found: _Row, fact: str) -> bool | None:
    """Tell whether a fact is right; None where nobody marked it."""
    gold = row[_GOLD[fact]]
    if not gold:
        return None
    value = found[fact] or ""
    if fact == "byline":
        return {_bare(name) for name in gold} == {
            _bare(name) for name in re.split(r"[;,]| and ", value)
        }
    return _bare(gold) == _bare(value)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


if __name__ == "__main__":
    main()
