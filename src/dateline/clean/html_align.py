"""Finds the pieces of a page in the text that an article extractor took out of it.

An extractor gives text without places. Its words are aligned to the page's pieces in
order: a menu entry that says the same as a word of the article is not taken for it, and
of an article that stands on the page twice only one copy counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from dateline.record import Record

_WORD = re.compile(r"\w+")
_SIZE = 3
"""Words in a row that are looked up together."""

_PLACES = 8
"""Most places of three words that are looked at: more often said, they tell nothing."""

_CHOICES = 4
_COVERED = 0.5
"""Share of a piece's words that must stand at its place in the extracted text."""

_LONG = 8
_PLAINLY = 0.8


class _Match(Record, frozen=True):
    """A place in the extracted text at which a piece may stand: words from `start` to `end`."""

    start: int
    end: int
    covered: float


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return tuple(_WORD.findall(text.casefold()))


def aligned(pieces: Sequence[tuple[str, ...]], lines: Sequence[tuple[str, ...]]) -> list[float]:
    """Return for each piece the share of its words found at its place in the extracted text.

    Args:
        pieces: The words of each piece of the page, in order.
        lines: The words of each line of the extracted text, in order.

    Returns:
        0 for a piece that was left out; else more than half.
    """
    found = _Index(lines)
    candidates = [found.matches(piece) for piece in pieces]
    result = [0.0] * len(pieces)
    taken = bytearray(found.size)
    for place, match in _in_order(candidates, found.size):
        result[place] = match.covered
        taken[match.start : match.end] = b"\1" * (match.end - match.start)
    for place, matches in enumerate(candidates):
        if result[place] or len(pieces[place]) < _LONG:
            continue
        for match in matches:
            length = match.end - match.start
            if match.covered >= _PLAINLY and sum(taken[match.start : match.end]) < 0.2 * length:
                result[place] = match.covered
                taken[match.start : match.end] = b"\1" * length
                break
    return result


class _Index:
    """Where words stand in the extracted text."""

    def __init__(self, lines: Sequence[tuple[str, ...]]) -> None:
        words: list[str] = []
        self._lines: dict[tuple[str, ...], list[int]] = {}
        for line in lines:
            self._lines.setdefault(line, []).append(len(words))
            words.extend(line)
        self.size = len(words)
        self._grams: dict[tuple[str, ...], list[int]] = {}
        for place in range(len(words) - _SIZE + 1):
            places = self._grams.setdefault(tuple(words[place : place + _SIZE]), [])
            if len(places) < _PLACES:
                places.append(place)

    def matches(self, piece: tuple[str, ...]) -> list[_Match]:
        """Return the places at which a piece may stand, at most four."""
        length = len(piece)
        if not length:
            return []
        whole = [_Match(p, p + length, 1.0) for p in self._lines.get(piece, ())[:_PLACES]]
        if length < _SIZE:
            return whole
        diagonals: Counter[int] = Counter()
        grams = length - _SIZE + 1
        for offset in range(grams):
            for place in self._grams.get(piece[offset : offset + _SIZE], ()):
                diagonals[place - offset] += 1
        if not diagonals:
            return whole
        found: list[_Match] = []
        ranked = sorted(diagonals.items(), key=lambda item: (-item[1], item[0]))
        for diagonal, _ in ranked[:_CHOICES]:
            near = sum(count for other, count in ranked[:200] if abs(other - diagonal) <= 6)
            covered = min(1.0, near / grams)
            if covered > _COVERED:
                start = max(0, diagonal)
                found.append(_Match(start, min(self.size, diagonal + length), covered))
        return [match for match in found if match.end > match.start]


def _in_order(candidates: Sequence[Sequence[_Match]], size: int) -> list[tuple[int, _Match]]:
    """Return the choice of matches, one a piece at most, in order and covering most words."""
    best = [(0.0, -1)] * (size + 2)
    chain: list[tuple[int, _Match, int]] = []
    for place, matches in enumerate(candidates):
        new: list[tuple[int, float, int]] = []
        for match in matches:
            before, link = _highest(best, match.start)
            chain.append((place, match, link))
            gain = before + match.covered * (match.end - match.start)
            new.append((match.end, gain, len(chain) - 1))
        for end, gain, link in new:
            _raise(best, end, (gain, link))
    result: list[tuple[int, _Match]] = []
    _, link = _highest(best, size)
    while link >= 0:
        place, match, link = chain[link]
        result.append((place, match))
    return result[::-1]


def _highest(tree: list[tuple[float, int]], place: int) -> tuple[float, int]:
    """Return the highest value at or before `place` of a Fenwick tree of maxima."""
    index, found = place + 1, (0.0, -1)
    while index > 0:
        if tree[index][0] > found[0]:
            found = tree[index]
        index -= index & -index
    return found


def _raise(tree: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    index = place + 1
    while index < len(tree):
        if value[0] > tree[index][0]:
            tree[index] = value
        index += index & -index
