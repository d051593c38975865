"""What page furniture says: the patterns of `furniture.yaml`, compiled once a process."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Literal

from dateline.lexicon import read_data
from dateline.record import Record

Scope = Literal["line", "rest", "hint"]

_LONGEST = 500
"""Lines longer than this, in code points, are not compared: furniture is short."""

_TEASER = 1_000
"""Lines longer than this are no link, even if they begin by saying the same twice."""

_DOUBLED = re.compile(r"(\S.{15,200}\S)\s+\1(?:\s|$)")
"""A line that begins by saying the same words twice: picture and title of one link."""

_EDGE = re.compile(r"^[^\w©@(]+|[^\w)…]+$")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[\w'-]+")
_SAID = re.compile(r"[^\W_]")


class Furniture(
    Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"not_": "not"}
):
    """One kind of page furniture.

    Attributes:
        id: Its name in tests and reasons.
        reason: What it is, in words; the reason of the block.
        scope: How far it reaches: the line, the rest of the page, or only a hint.
        lines: Whole lines; `{n}` stands for a number.
        words: Words, parted by spaces: a line of nothing else fits.
        patterns: Regular expressions for a whole line.
        parts: Regular expressions for some part of a line.
        examples: Lines that it is.
        not_: Lines that it must leave alone (`not` in YAML).
    """

    id: str
    reason: str
    scope: Scope
    lines: tuple[str, ...] = ()
    words: str = ""
    patterns: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    examples: tuple[str, ...]
    not_: tuple[str, ...]


class _Compiled(Record, frozen=True):
    kind: Furniture
    words: frozenset[str]
    whole: re.Pattern[str] | None
    part: re.Pattern[str] | None


class Furnisher:
    """Tells which lines are page furniture by what they say. Looking never changes it."""

    def __init__(self, kinds: tuple[Furniture, ...]) -> None:
        """Compile the patterns; of two kinds that fit a line the earlier wins."""
        self._kinds = tuple(_compile(kind) for kind in kinds)
        exact: dict[str, Furniture] = {}
        for kind in reversed(kinds):
            exact.update((line.casefold(), kind) for line in kind.lines)
        self._exact: Mapping[str, Furniture] = exact

    def __call__(self, line: str) -> Furniture | None:
        """Return what furniture a line is; None if nothing it says makes it furniture."""
        if len(line) <= _TEASER and _DOUBLED.match(line):
            return self.doubled
        if len(line) > _LONGEST:
            return None
        if not _SAID.search(line):
            return self.ruler
        text = normal(line)
        found = self._exact.get(text) or self._exact.get(_NUMBER.sub("{n}", text))
        if found is not None:
            return found
        words = frozenset(_WORD.findall(text))
        return next((item.kind for item in self._kinds if _fits(item, text, words)), None)

    doubled = Furniture(
        id="doubled",
        reason="link that says its words twice",
        scope="line",
        examples=(
            "Mali Two killed in raid on mill Mali Two killed in raid on mill Troops came.",
            "Port reopens after storm Port reopens after storm",
        ),
        not_=("They went from house to house and from house to house the fire went.",),
    )
    ruler = Furniture(
        id="ruler",
        reason="rule or stray marks",
        scope="line",
        examples=("---", "* * *", "»"),
        not_=("5", "He said:"),
    )


def normal(line: str) -> str:
    """Return a line as it is compared: case folded, white space collapsed, ends bare."""
    text = " ".join(line.replace("’", "'").split())
    return _EDGE.sub("", text).casefold()


@functools.cache
def bundled() -> Furnisher:
    """Return what comes with dateline.

    Raises:
        ConfigError: `furniture.yaml` does not fit its schema.
    """
    return Furnisher(read_data("furniture.yaml", tuple[Furniture, ...]))


def _compile(kind: Furniture) -> _Compiled:
    return _Compiled(
        kind,
        frozenset(kind.words.split()),
        _either(kind.patterns),
        _either(kind.parts),
    )


def _either(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _fits(item: _Compiled, text: str, words: frozenset[str]) -> bool:
    if item.words and words and len(text) < 160:
        rest = words - item.words
        if all(word.isdigit() for word in rest) and len(rest) < len(words):
            return True
    if item.whole is not None and item.whole.fullmatch(text):
        return True
    return item.part is not None and item.part.search(text) is not None
