"""Which report repeats which, word for word, and what the copy changed.

Two reports are compared by their runs of four words, quotations left out: two
reporters who attend one press conference share its quotations and little else.
Containment is the share of the shorter report's runs that stand in the longer one,
so that an abridged copy and one grafted onto a report of one's own are copies too.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from dateline.document import Document
from dateline.numeral import numerals
from dateline.record import Record
from dateline.span import Span, overlap

WITHIN_DAYS = 7
"""A copy appears at most so many days before or after what it repeats."""

CONTAINMENT = 0.4
"""From this containment on one report repeats the other. Fixed once on the sixty pairs of
the tests: one happening in other words stays at 0, a later report by the same desk under
0.25, and a copy grafted onto a report of one's own stands above 0.55."""

FEWEST_RUNS = 12
"""Runs of four words that a copy shares at least; fewer are set phrases."""

_RUN = 4
_REMEMBERED = 1 << 17
_SAMPLE_BITS = np.uint64(62)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r"“[^”]{1,800}”|\"[^\"]{1,800}\"|«[^»]{1,800}»|„[^“”]{1,800}[“”]")
_MARKS = '“"«„'
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
    dtype=np.uint64,
)

Numbers = npt.NDArray[np.uint64]


class Runs:
    """The runs of four words of a report, in text order.

    Attributes:
        document: The report.
        values: A number for each run; equal words give equal numbers in every process.
        distinct: The values, each once, ascending.
    """

    def __init__(self, document: Document) -> None:
        """Take the runs of what a report tells, quotations left out."""
        self.document = document
        words: list[str] = []
        edges: list[int] = []
        for stretches in _stretches(document):
            for low, high in stretches:
                words += _WORD.findall(document.text, low, high)
            edges.append(len(words))
        numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
        self.values: Numbers = _within(_mixed(numbers), edges)
        self.distinct: Numbers = np.unique(self.values)

    def sample(self) -> Numbers:
        """Return the quarter of the runs that an index keeps: the same ones in every report."""
        kept: Numbers = self.distinct[(self.distinct >> _SAMPLE_BITS) == 0]
        return kept

    def spans(self) -> list[tuple[int, int]]:
        """Return start and end of each run in the document's text, end excluded."""
        found: list[tuple[int, int]] = []
        text = self.document.text
        for stretches in _stretches(self.document):
            words = [match for low, high in stretches for match in _WORD.finditer(text, low, high)]
            pairs = zip(words, words[_RUN - 1 :], strict=False)
            found += [(first.start(), last.end()) for first, last in pairs]
        return found


class Match(Record, frozen=True):
    """A stretch that a copy shares with what it repeats; offsets in the two texts."""

    start: int
    end: int
    original_start: int
    original_end: int


class Change(Record, frozen=True, kw_only=True):
    """A passage in which a copy differs from what it repeats.

    Attributes:
        kind: `replaced`, `left_out` of the copy, or `added` by it.
        before: The words of the repeated report; None for what was added.
        after: The words of the copy; None for what was left out.
        figures: Whether the numbers in the two differ.
    """

    kind: Literal["replaced", "left_out", "added"]
    before: Span | None = None
    after: Span | None = None
    figures: bool = False


def _stretches(document: Document) -> Iterator[list[tuple[int, int]]]:
    """Yield for each block of the report the stretches that are no quotation."""
    quotes = any(mark in document.text for mark in _MARKS)
    for block in document.report_blocks():
        low = block.start
        if not quotes:
            yield [(low, block.end)]
            continue
        stretches: list[tuple[int, int]] = []
        for quoted in _QUOTED.finditer(document.text, block.start, block.end):
            stretches.append((low, quoted.start()))
            low = quoted.end()
        yield [*stretches, (low, block.end)]


class _WordNumbers(dict[str, int]):
    """A number for each word, reckoned once; forgets all of them before they grow too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        written = word.lower().replace("’", "'")
        number = self[word] = zlib.crc32(written.encode("utf-8", "surrogatepass"))
        return number


_number = _WordNumbers().__getitem__


def _within(values: Numbers, edges: Sequence[int]) -> Numbers:
    """Return the runs that lie within one block; `edges` counts the words up to each end."""
    across = np.subtract.outer(np.array(edges, dtype=np.int64), np.arange(1, _RUN)).ravel()
    kept = np.ones(len(values), dtype=bool)
    kept[across[(across >= 0) & (across < len(values))]] = False
    inside: Numbers = values[kept]
    return inside


def _mixed(hashes: Numbers) -> Numbers:
    """Return one number for each run of four numbers; every bit depends on all of them."""
    count = max(0, len(hashes) - _RUN + 1)
    total = np.zeros(count, dtype=np.uint64)
    for position, factor in enumerate(_FACTORS):
        total += (hashes[position : position + count] + np.uint64(position + 1)) * factor
        total ^= total >> np.uint64(29)
        total *= np.uint64(0xBF58476D1CE4E5B9)
    return total ^ (total >> np.uint64(32))


def containment(left: Numbers, right: Numbers) -> float:
    """Return the share of the shorter report's runs that stand in the longer one, 0 to 1.

    Reports that share fewer than `FEWEST_RUNS` runs share nothing.

    Args:
        left: The distinct runs of one report.
        right: Those of another.
    """
    shared = len(np.intersect1d(left, right, assume_unique=True))
    if shared < FEWEST_RUNS:
        return 0.0
    return shared / min(len(left), len(right))


def matches(copy: Runs, original: Runs) -> tuple[Match, ...]:
    """Return the longest stretches that a copy shares with a report, in the copy's order."""
    places: dict[int, int] = {}
    wanted = original.values.tolist()
    for place, value in enumerate(wanted):
        places.setdefault(value, place)
    found: list[Match] = []
    values, spans, original_spans = copy.values.tolist(), copy.spans(), original.spans()
    first = 0
    while first < len(values):
        place = places.get(values[first], -1)
        if place < 0:
            first += 1
            continue
        length = 1
        while (
            first + length < len(values)
            and place + length < len(wanted)
            and values[first + length] == wanted[place + length]
        ):
            length += 1
        last, end = first + length - 1, place + length - 1
        found.append(
            Match(
                spans[first][0], spans[last][1],
                original_spans[place][0], original_spans[end][1],
            )
        )  # fmt: skip
        first += length
    return tuple(found)


def changes(copy: Document, original: Document, shared: Sequence[Match]) -> tuple[Change, ...]:
    """Return what a copy changed between the stretches it shares, in text order.

    What stands before the first and after the last shared stretch is a masthead's own
    headline or a report of its own and is not listed.
    """
    found: list[Change] = []
    for left, right in itertools.pairwise(shared):
        if right.original_start < left.original_end or right.start < left.end:
            continue  # the copy moved a passage; neither side of it was changed
        before, after = _differing(
            _WORD.finditer(original.text, left.original_end, right.original_start),
            _WORD.finditer(copy.text, left.end, right.start),
        )
        if before or after:
            found.append(_change(_span(original, before), _span(copy, after)))
    return tuple(found)


def _differing(
    before: Iterator[re.Match[str]], after: Iterator[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return the words of two passages without those that both begin and end with."""
    left, right = list(before), list(after)
    while left and right and _same(left[0], right[0]):
        left, right = left[1:], right[1:]
    while left and right and _same(left[-1], right[-1]):
        left, right = left[:-1], right[:-1]
    return left, right


def _same(left: re.Match[str], right: re.Match[str]) -> bool:
    return _number(left.group()) == _number(right.group())


def _span(document: Document, words: Sequence[re.Match[str]]) -> Span | None:
    return document.span(words[0].start(), words[-1].end()) if words else None


def _change(before: Span | None, after: Span | None) -> Change:
    kind: Literal["replaced", "left_out", "added"] = "replaced"
    if before is None or after is None:
        kind = "added" if before is None else "left_out"
    differ = _amounts(before) != _amounts(after)
    return Change(kind=kind, before=before, after=after, figures=differ)


def _amounts(span: Span | None) -> list[tuple[object, object]]:
    return [(item.low, item.high) for item in numerals(span.text)] if span else []


def copied(words: Span, shared: Sequence[Match]) -> bool:
    """Tell whether most of some words of a copy stand in the stretches that it shares."""
    inside = sum(overlap(words.start, words.end, match.start, match.end) for match in shared)
    return 2 * inside > len(words.text)


def originals(
    pairs: Mapping[tuple[str, str], float], order: Mapping[str, str]
) -> dict[str, tuple[str, float]]:
    """Return for each copy the report that it repeats, and the containment.

    Of the reports that appeared before it, a copy repeats the one it has most in common
    with; the earliest of several.

    Args:
        pairs: Containment of each two reports of which one repeats the other.
        order: For each of them a key that sorts reports by when they appeared.
    """
    found: dict[str, tuple[str, float]] = {}
    for (left, right), value in sorted(pairs.items()):
        earlier, later = sorted((left, right), key=lambda report: (order[report], report))
        known = found.get(later)
        if known is None or (-value, order[earlier]) < (-known[1], order[known[0]]):
            found[later] = (earlier, value)
    return found


def roots(copy_of: Mapping[str, str]) -> dict[str, str]:
    """Return for each copy the report at the end of its chain of copies."""

    def root(report: str) -> str:
        while report in copy_of:
            report = copy_of[report]
        return report

    return {report: root(report) for report in copy_of}
