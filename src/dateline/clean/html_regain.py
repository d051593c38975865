"""What the vote on a page's article left out of it: standfirst, byline, captions, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.html_align import words_of
from dateline.clean.html_bylines import Bylines
from dateline.clean.html_flags import (
    ARTICLE,
    ASIDE,
    CAPTION,
    COMMENT,
    FIGURE,
    FOOTER,
    FORM,
    ITEM,
    NAV,
    NOTICE,
    QUOTE,
    RELATED,
    SOCIAL,
)
from dateline.clean.html_pieces import Piece
from dateline.clean.html_seen import Label, Seen, told
from dateline.document import BlockKind

_AGAINST = NAV | FORM | COMMENT | FOOTER | RELATED
_STANDFIRST = 8
_CAPTION = 4
"""Words from which a piece may be a standfirst, a caption."""

_SUMMARY = 0.8
"""Share of common words from which a standfirst says what the page's description says."""

_ABOVE = 8
_BELOW = 4
"""Pieces before an article without a headline, and after any, that may belong to it."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_CUT = ("...", "…")
"""How the first words of another report end where it is linked to."""

_SAID = re.compile(r"(?:first )?(?:published|posted|written|reported|by)\b", re.IGNORECASE)
"""How a byline or dateline after the article begins."""


class Regainer:
    """Labels what the vote left out of one page's article."""

    def __init__(self, bylines: Bylines, descriptions: Sequence[str]) -> None:
        """Take what finds bylines, and the summaries that the page states."""
        self._bylines = bylines
        self._descriptions = [set(words_of(text)) for text in descriptions]

    def __call__(
        self, page: Sequence[Seen], labels: Sequence[Label], headline: int | None
    ) -> list[Label]:
        """Return the labels with more of the page taken for its report."""
        result = list(labels)
        inside = [
            place for place, label in enumerate(labels) if told(label) and label[0] != "headline"
        ]
        if not inside:
            return result
        first, last = inside[0], inside[-1]
        headed = headline is not None and headline < first
        begin = headline + 1 if headline is not None and headed else max(0, first - _ABOVE)
        for place in inside if headed else ():
            byline = self._bylines.heads(page[place])
            if byline is None or labels[place][0] != "paragraph":
                break
            result[place] = (byline, None)
        around = {page[place].parent for place in inside}
        for place in range(begin, min(len(page), last + 1 + _BELOW)):
            item, found = page[place], None
            if labels[place][0] != "chrome" or item.furniture is not None:
                continue
            if place < first:
                found = self._above(item, headed=headed)
            elif place > last:
                found = self._below(item)
            elif not item.stands_in(_AGAINST):
                beside = item.parent in around
                found = _between(item, labels[place + 1][0], beside=beside)
            if found is not None:
                result[place] = (found, None)
        return result

    def _above(self, item: Seen, *, headed: bool) -> BlockKind | None:
        """Return what a piece between headline and article is; None if it is no part of it."""
        free = not item.stands_in(_AGAINST)
        if free:
            byline = self._bylines.heads(item) if headed else self._bylines(item)
            if byline is not None:
                return byline
            if item.stands_in(CAPTION):
                return "caption" if item.size >= _CAPTION else None
        return "paragraph" if headed and self._standfirst(item) else None

    def _below(self, item: Seen) -> BlockKind | None:
        if item.stands_in(_AGAINST) or not _SAID.match(item.piece.text):
            return None
        return self._bylines(item)

    def _standfirst(self, item: Seen) -> bool:
        """Tell whether a piece between headline and article is a summary of it."""
        if item.size < _STANDFIRST or item.linked > 0.3 or item.piece.text.endswith(_CUT):
            return False
        if item.stands_in(CAPTION | FIGURE | ASIDE | NAV | FORM | COMMENT | FOOTER):
            return False
        own = set(item.words)
        if any(
            len(own & other) >= _SUMMARY * min(len(own), len(other)) for other in self._descriptions
        ):
            return True
        sentence = _SENTENCE.search(item.piece.text)
        return bool(sentence) and item.stands_in(ARTICLE) and not item.stands_in(RELATED)


def kind_of(piece: Piece) -> BlockKind:
    """Return what a piece of the article is by the elements around it."""
    if piece.level:
        return "subheading"
    if piece.flags & CAPTION:
        return "caption"
    return "quote" if piece.flags & QUOTE and not piece.flags & ITEM else "paragraph"


def _between(item: Seen, following: BlockKind, *, beside: bool) -> BlockKind | None:
    """Return what a piece inside the article is that the vote left out; None if no part of it.

    Args:
        item: The piece.
        following: What the next piece is.
        beside: Whether a piece of the article stands in the same element.
    """
    if item.stands_in(CAPTION | FIGURE) and not item.piece.level:
        return "caption" if item.size >= _CAPTION else None
    if item.linked > 0.5 or item.stands_in(NOTICE | ASIDE):
        return None
    if item.stands_in(SOCIAL):
        return "quote" if item.stands_in(QUOTE) else None
    if not beside:
        return None
    if item.piece.level and following in {"paragraph", "quote"}:
        return "subheading"
    sentence = _SENTENCE.search(item.piece.text) and not item.piece.text.endswith(_CUT)
    return kind_of(item.piece) if item.size >= _STANDFIRST and sentence else None
