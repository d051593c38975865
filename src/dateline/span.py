"""Span and OffsetMap: the only arithmetic on offsets in the whole project.

A span counts Unicode code points of a text, start included, end excluded: what
Python slices, and what the W3C Web Annotation model's TextPositionSelector uses.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence

from dateline.errors import OffsetError
from dateline.record import Record


class Span(Record, frozen=True):
    """Some characters of a document's text, and where they stand.

    Attributes:
        start: Code points of `Document.text` before the span.
        end: Code points of `Document.text` up to the span's end, excluded.
        text: The characters themselves: `document.text[start:end]`.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` to `end`.

        Raises:
            OffsetError: The offsets are out of order or outside the text.
        """
        if not 0 <= start <= end <= len(text):
            raise OffsetError(
                f"offsets {start} to {end} do not fit a text of {len(text)} characters",
                where="span",
                advice="Take offsets from the document's own text",
            )
        return cls(start, end, text[start:end])

    def part(self, start: int, end: int) -> Span:
        """Return the piece of this span from `start` to `end`, counted inside it."""
        return Span(self.start + start, self.start + end, self.text[start:end])

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """Return the number of characters between two spans; 0 if they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


class SpanIndex:
    """Spans of one text, found by where they lie without asking each."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Index the spans."""
        order = sorted(range(len(spans)), key=lambda number: spans[number].start)
        self._order = order
        self._starts = [spans[number].start for number in order]
        self._ends = [spans[number].end for number in order]
        self._longest = max((span.end - span.start for span in spans), default=0)

    def meeting(self, span: Span) -> Iterator[int]:
        """Yield the places, in what was indexed, of the spans that share a character with one."""
        first = bisect.bisect_left(self._starts, span.start - self._longest)
        last = bisect.bisect_left(self._starts, span.end)
        for place in range(first, last):
            if self._ends[place] > span.start:
                yield self._order[place]

    def meets(self, span: Span) -> bool:
        """Tell whether any span shares a character with one."""
        return any(True for _ in self.meeting(span))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `start` and `end` moved inwards past white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Return how many characters two stretches share; their ends are excluded."""
    return max(0, min(end, other_end) - max(start, other_start))


class Run(Record, frozen=True):
    """A stretch of text and the stretch of the source it was made from.

    Both stretches are in code points, end excluded. Where their lengths are
    equal, characters correspond one to one; where not (an entity such as
    `&eacute;`, collapsed white space), the whole stretch corresponds.

    Attributes:
        part: Which part of the source: 0, or the page of a PDF counted from 1.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    part: int = 0


class OffsetMap(Record, frozen=True):
    """Leads from the characters of a document's text back to its source.

    Attributes:
        runs: In text order, not overlapping. Text between runs (line ends that
            `clean` put between blocks) has no source.
    """

    runs: tuple[Run, ...] = ()

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text that is its source, unchanged."""
        return cls((Run(0, length, 0, length),)) if length else cls()

    def source(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return (part, start, end) of the source characters behind a piece of text.

        Where a piece crosses parts (pages), what stands in the first one is returned.
        None: nothing in the source stands behind these characters.
        """
        first = bisect.bisect_right(self.runs, start, key=lambda run: run.end)
        found: tuple[int, int, int] | None = None
        for run in self.runs[first:]:
            if run.start >= end:
                break
            low, high = _piece(run, max(start, run.start), min(end, run.end))
            if found is None:
                found = (run.part, low, high)
            elif found[0] == run.part:
                found = (run.part, min(found[1], low), max(found[2], high))
            else:
                break
        return found


def _piece(run: Run, start: int, end: int) -> tuple[int, int]:
    if run.end - run.start == run.source_end - run.source_start:
        shift = run.source_start - run.start
        return start + shift, end + shift
    return run.source_start, run.source_end


def merge_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with neighbours that continue each other joined into one."""
    joined: list[Run] = []
    for run in runs:
        if joined and _continues(joined[-1], run):
            last = joined.pop()
            run = Run(last.start, run.end, last.source_start, run.source_end, run.part)  # noqa: PLW2901
        joined.append(run)
    return tuple(joined)


def _continues(left: Run, right: Run) -> bool:
    even = left.end - left.start == left.source_end - left.source_start
    even = even and right.end - right.start == right.source_end - right.source_start
    touching = left.end == right.start and left.source_end == right.source_start
    return even and touching and left.part == right.part


def outermost(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans that lie inside no other of them, in text order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if not kept or not kept[-1].contains(span):
            kept.append(span)
    return tuple(kept)


def shifted(runs: Iterable[Run], places: int) -> Iterator[Run]:
    """Yield the runs of a text that now stands `places` code points further on."""
    for run in runs:
        yield Run(run.start + places, run.end + places, run.source_start, run.source_end, run.part)


def composed(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """Return the map from a text to the source of its source.

    Args:
        outer: From the text to a middle text.
        inner: From the middle text to its source.
    """
    runs: list[Run] = []
    for run in outer.runs:
        even = run.end - run.start == run.source_end - run.source_start
        if not even:
            found = inner.source(run.source_start, run.source_end)
            if found is not None:
                runs.append(Run(run.start, run.end, found[1], found[2], found[0]))
            continue
        shift = run.start - run.source_start
        first = bisect.bisect_right(inner.runs, run.source_start, key=lambda item: item.end)
        for item in inner.runs[first:]:
            if item.start >= run.source_end:
                break
            low, high = max(item.start, run.source_start), min(item.end, run.source_end)
            source_start, source_end = _piece(item, low, high)
            runs.append(Run(low + shift, high + shift, source_start, source_end, item.part))
    return OffsetMap(merge_runs(runs))
