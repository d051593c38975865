"""Which pieces of a page are its article: a vote of extractors on each piece.

trafilatura has the first vote. Where it finds nothing, or little beside what the page
holds in running text, readability-lxml has the second. Where neither can be asked (a page
too large or too deeply nested for them) or both fail, the densest stretch of running text
is the article.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import trafilatura
from readability import Document as Readability

from dateline.clean.html_align import aligned, words_of
from dateline.clean.html_flags import (
    ASIDE,
    CAPTION,
    COMMENT,
    FOOTER,
    FORM,
    HIDDEN,
    NAV,
    RELATED,
)
from dateline.clean.html_pieces import Page, Piece, page
from dateline.record import Record

_LARGEST = 4_000_000
_MOST_TAGS = 60_000
_DEEPEST = 200
"""Pages beyond these are not given to extractors: their time or memory is not bounded."""

_PICTURE = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*+,[^\s\"'()<>]{100,}+")
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_HEAD = 5_000
"""Characters within which a page that is no fragment says so."""

_LITTLE = 50
"""Words; fewer in an article are looked at twice."""

_SHARE = 0.3
"""Share of the running text below which a vote is looked at twice."""

_LINKED = 0.4
_SENTENCE = re.compile(r"[.!?…。؟।][\"”’»)\]]*\s*$")
_OUTSIDE = NAV | FOOTER | ASIDE | FORM | COMMENT | RELATED | HIDDEN | CAPTION
_LOGGERS = ("trafilatura", "readability", "htmldate", "justext", "charset_normalizer")


class Body(Record, frozen=True):
    """What was voted to be a page's article.

    Attributes:
        covered: For each piece, the share of its words that the vote took; 0 if none.
        by: Whose vote it was.
    """

    covered: tuple[float, ...]
    by: str


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what an extractor logs or warns from being shown; everything is put back after."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.propagate, logger.level) for logger in loggers]
    silent = logging.NullHandler()
    for logger in loggers:
        logger.addHandler(silent)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, (propagate, level) in zip(loggers, before, strict=True):
            logger.removeHandler(silent)
            logger.propagate = propagate
            logger.setLevel(level)


def lean(source: str, found: Page) -> str | None:
    """Return a page as extractors get it; None if it is too much for them.

    Pictures written into the page, as SingleFile does, are left out, and a fragment is
    made a page, since extractors read nothing else.
    """
    if found.tags > _MOST_TAGS or found.depth > _DEEPEST:
        return None
    source = _PICTURE.sub("data:,", source)
    if len(source) > _LARGEST:
        return None
    return source if _ROOT.search(source, 0, _HEAD) else f"<html><body>{source}</body></html>"


def vote(source: str | None, found: Page) -> Body:
    """Return which pieces of a page are its article.

    Args:
        source: The page for the extractors; None if they cannot be asked.
        found: What the page holds.
    """
    words = [words_of(piece.text) for piece in found.pieces]
    sizes = [len(item) for item in words]
    dense = densest(found.pieces, sizes)
    if source is None:
        return Body(tuple(dense), "density")
    first = aligned(words, [words_of(line) for line in _trafilatura(source)])
    size, running = _size(first, sizes), _size(dense, sizes)
    if size >= _LITTLE and size >= _SHARE * running:
        return Body(tuple(first), "trafilatura")
    second = aligned(words, [words_of(line) for line in _readability(source)])
    if _size(second, sizes) > max(1.5 * size, _SHARE * running):
        return Body(tuple(second), "readability")
    if running > 2 * size and running >= _LITTLE:
        return Body(tuple(dense), "density")
    return Body(tuple(first), "trafilatura")


def densest(pieces: Sequence[Piece], sizes: Sequence[int]) -> list[float]:
    """Return 1 for the running text of the stretch that holds most of it, 0 for the rest."""
    running = [_running(piece, size) for piece, size in zip(pieces, sizes, strict=True)]
    best = total = 0.0
    low = high = start = 0
    for place, (flag, size) in enumerate(zip(running, sizes, strict=True)):
        if total <= 0:
            total, start = 0.0, place
        total += min(size, 40) if flag else -min(12, 3 + size)
        if total > best:
            best, low, high = total, start, place + 1
    return [float(flag and low <= place < high) for place, flag in enumerate(running)]


def _running(piece: Piece, size: int) -> bool:
    """Tell whether a piece looks like running text: a sentence, not made of links."""
    if size < 8 or piece.flags & _OUTSIDE or piece.level:
        return False
    return piece.links < _LINKED * len(piece.text) and bool(_SENTENCE.search(piece.text[-8:]))


def _size(covered: Sequence[float], sizes: Sequence[int]) -> int:
    return sum(size for share, size in zip(covered, sizes, strict=True) if share)


def _trafilatura(source: str) -> list[str]:
    try:
        with quiet():
            found = trafilatura.bare_extraction(source, include_comments=False)
    except Exception:  # noqa: BLE001  (whatever a stranger's parser raises, it found nothing)
        return []
    text = getattr(found, "text", None)
    return text.splitlines() if isinstance(text, str) else []


def _readability(source: str) -> list[str]:
    try:
        with quiet():
            summary = Readability(source).summary(html_partial=True)
    except Exception:  # noqa: BLE001  (whatever a stranger's parser raises, it found nothing)
        return []
    return [piece.text for piece in page(summary).pieces]
