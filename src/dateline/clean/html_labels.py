"""What each piece of a page is: headline, paragraph, byline, chrome and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.clean.date_words import dates_in
from dateline.clean.draft import PageFacts
from dateline.clean.furniture import Furnisher
from dateline.clean.html_align import words_of
from dateline.clean.html_flags import (
    ARTICLE,
    ASIDE,
    BYLINE,
    CAPTION,
    COMMENT,
    FIGURE,
    FOOTER,
    FORM,
    HEADER,
    ITEM,
    NAV,
    NOTICE,
    QUOTE,
    RELATED,
    SOCIAL,
    TIME,
)
from dateline.clean.html_pieces import Piece
from dateline.document import BlockKind

Label = tuple[BlockKind, str | None]

_REASONS = (
    (FORM, "form or button"),
    (NAV, "navigation"),
    (COMMENT, "comments of readers"),
    (RELATED, "links to other reports"),
    (SOCIAL, "sharing"),
    (NOTICE, "notice, sign-up or advertisement"),
    (FOOTER, "page footer"),
    (ASIDE, "beside the article"),
    (HEADER, "page header"),
)
_AGAINST = NAV | FORM | COMMENT | FOOTER | RELATED
_TEXT = frozenset(("paragraph", "quote"))
_LINKED = 0.8
_SAME = 0.8
"""Share of the words of the longer one from which two headlines say the same."""

_SHORT = 14
"""Words up to which a piece may be a byline."""

_STANDFIRST = 8
_AFTER = 0.1
"""Share of the article's words that may follow a heading of furniture inside it."""

_TEASERS = 0.34
"""The same, where what follows is headings with a line or nothing under each."""

_MUCH = 0.2
"""Share of the article's words from which a hint that they stand under says nothing."""

_NAMES = 6
"""Words up to which a piece that holds nothing but the author's names is a byline."""

_NEAR = 4
"""Pieces after the article among which its byline may stand."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_BY = re.compile(
    r"^(?:written |reported |story |words |posted )?by:? (?=\S)|^(?:von|par|por) [A-ZÀ-Þ]", re.I
)
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]+|de|da|van|von|der|al|bin|and|&|,|/|\|)")
_DATED = re.compile(
    r"published|updated|posted|last (?:modified|updated)|first published|"
    r"\b\d?\d[:.]\d\d\b|\b[ap]\.?m\b|"
    r"\b(?:gmt|utc|est|edt|pst|pdt|cet|bst)\b|\b(?:at|on|in|by|ago|min|read|mins?|minutes?|hours?)\b|\W",
    re.IGNORECASE,
)


class Labeller:
    """Labels the pieces of one page. A call never changes what it was made with."""

    def __init__(self, furnisher: Furnisher, facts: PageFacts) -> None:
        """Take what is known of the page.

        Args:
            furnisher: Tells which lines are furniture by what they say.
            facts: The title, byline and descriptions that the page states.
        """
        self._furnisher = furnisher
        self._title = words_of(facts.title or "")
        self._authors = frozenset(words_of(facts.byline or ""))
        self._descriptions = [set(words_of(text)) for text in facts.metadata.values()]

    def __call__(self, pieces: Sequence[Piece], covered: Sequence[float]) -> list[Label]:
        """Return the label of each piece.

        Args:
            pieces: The pieces of the page, in order.
            covered: For each, how much of it was voted to be the article; 0 for not at all.
        """
        words = [words_of(piece.text) for piece in pieces]
        pieces = _hinted(pieces, words, covered)
        headline = self._headline(pieces, words, covered)
        labels: list[Label] = []
        for place, piece in enumerate(pieces):
            same = headline is not None and words[place] == words[headline]
            if place == headline:
                labels.append(("headline", None))
            elif same and len(words[place]) >= 3:
                labels.append(("repeat", "the headline again"))
            elif covered[place]:
                labels.append(self._inside(piece, words[place]))
            else:
                labels.append(self._outside(piece, words[place]))
        labels = self._ended(labels, pieces, words)
        self._fill(labels, pieces, words, headline)
        return labels

    def _headline(
        self, pieces: Sequence[Piece], words: Sequence[tuple[str, ...]], covered: Sequence[float]
    ) -> int | None:
        """Return the place of the headline: what the page's title says, best as a heading."""
        body = next((place for place, share in enumerate(covered) if share), len(pieces))
        best: tuple[float, int] | None = None
        for place, piece in enumerate(pieces):
            if not words[place] or piece.flags & (COMMENT | FORM) or len(words[place]) > 60:
                continue
            same = _same(words[place], self._title)
            if same < _SAME and not (piece.level == 1 and place <= body + 2):
                continue
            value = 2.0 * same + (piece.level == 1) + 0.5 * bool(piece.level)
            value -= 0.5 * bool(piece.flags & (NAV | RELATED | FOOTER | ASIDE))
            value += 0.3 * bool(piece.flags & ARTICLE) - 0.5 * (piece.links > 0.5 * len(piece.text))
            value -= 0.6 * (place > body + 4)
            if best is None or value > best[0]:
                best = (value, place)
        return best[1] if best and best[0] > 0.8 else None

    def _inside(self, piece: Piece, words: tuple[str, ...]) -> Label:
        """Return the label of a piece that was voted to be part of the article."""
        kind = self._furnisher(piece.text)
        if kind is not None and kind.scope != "hint":
            return "chrome", kind.reason
        byline = self._byline(piece, words)
        if byline is not None:
            return byline, None
        if piece.flags & (RELATED | NOTICE):
            return "chrome", _reason(piece)
        if piece.links > _LINKED * len(piece.text) and not piece.flags & QUOTE:
            return "chrome", "link to another report"
        if piece.flags & FORM:
            return "chrome", "form or button"
        return _kind(piece), None

    def _outside(self, piece: Piece, words: tuple[str, ...]) -> Label:
        kind = self._furnisher(piece.text)
        if kind is not None and kind.scope != "hint":
            return "chrome", kind.reason
        if reason := _reason(piece):
            return "chrome", reason
        if piece.links > 0.6 * len(piece.text):
            return "chrome", "links"
        if not words:
            return "chrome", "stray marks"
        return "chrome", "outside the article"

    def _ended(
        self, labels: list[Label], pieces: Sequence[Piece], words: Sequence[tuple[str, ...]]
    ) -> list[Label]:
        """Return the labels with the article ended at a heading of furniture near its end."""
        left = total = sum(
            len(item) for item, (kind, _) in zip(words, labels, strict=True) if _told(kind)
        )
        for place, (kind, reason) in enumerate(labels):
            if _told(kind):
                left -= len(words[place])
            found = self._furnisher(pieces[place].text) if kind == "chrome" else None
            if found is None or found.scope != "rest" or left == total:
                continue
            if left <= _AFTER * total or (
                left <= _TEASERS * total and _teasers(labels[place + 1 :])
            ):
                rest: list[Label] = [
                    ("chrome", found.reason) if _told(kind) else (kind, reason)
                    for kind, reason in labels[place + 1 :]
                ]
                return [*labels[: place + 1], *rest]
        last = max((place for place, (kind, _) in enumerate(labels) if kind in _TEXT), default=-1)
        return [
            ("chrome", "heading with nothing under it")
            if place > last and kind == "subheading"
            else (kind, reason)
            for place, (kind, reason) in enumerate(labels)
        ]

    def _fill(
        self,
        labels: list[Label],
        pieces: Sequence[Piece],
        words: Sequence[tuple[str, ...]],
        headline: int | None,
    ) -> None:
        """Label what the vote left out: standfirst, byline, captions, skipped paragraphs."""
        told = [
            place for place, (kind, _) in enumerate(labels) if _told(kind) and kind != "headline"
        ]
        if not told:
            return
        first, last = told[0], told[-1]
        begin = headline + 1 if headline is not None and headline < first else max(0, first - 8)
        before = {path for place in told for path in pieces[place].path[-2:-1]}
        for place in range(begin, min(len(pieces), last + 1 + _NEAR)):
            piece = pieces[place]
            if labels[place][0] != "chrome" or self._furniture(piece):
                continue
            byline = None if first < place < last else self._byline(piece, words[place])
            if byline is not None and not piece.flags & _AGAINST:
                labels[place] = (byline, None)
            elif place < first:
                if headline is not None and self._standfirst(piece, words[place]):
                    labels[place] = ("paragraph", None)
            elif place > last or piece.flags & _AGAINST:
                continue
            elif piece.flags & CAPTION and len(words[place]) >= 4:
                labels[place] = ("caption", None)
            elif _skipped(piece, words[place]) and piece.path[-2:-1][0] in before:
                labels[place] = (_kind(piece), None)
            elif _heads(place, pieces, labels) and piece.path[-2:-1][0] in before:
                labels[place] = ("subheading", None)

    def _furniture(self, piece: Piece) -> bool:
        """Tell whether a piece is furniture by what it says."""
        kind = self._furnisher(piece.text)
        return kind is not None and kind.scope != "hint"

    def _byline(self, piece: Piece, words: tuple[str, ...]) -> BlockKind | None:
        """Return `byline` or `dateline` for a short piece that says who wrote it, or when."""
        if 0 < len(words) <= _NAMES and self._authors.issuperset(words):
            return "byline"
        return _byline(piece, words)

    def _standfirst(self, piece: Piece, words: tuple[str, ...]) -> bool:
        """Tell whether a piece between headline and article is a summary of it."""
        if len(words) < _STANDFIRST or piece.links > 0.3 * len(piece.text):
            return False
        if piece.flags & (CAPTION | FIGURE | ASIDE | NAV | FORM | COMMENT | FOOTER):
            return False
        own = set(words)
        if any(len(own & other) >= 0.8 * min(len(own), len(other)) for other in self._descriptions):
            return True
        if piece.flags & RELATED:
            return False
        return bool(_SENTENCE.search(piece.text)) and bool(piece.flags & ARTICLE)


def _hinted(
    pieces: Sequence[Piece], words: Sequence[tuple[str, ...]], covered: Sequence[float]
) -> Sequence[Piece]:
    """Return the pieces without the hints under which a good part of the article stands."""
    inside = [
        (piece.flags, len(item))
        for piece, item, share in zip(pieces, words, covered, strict=True)
        if share
    ]
    total = sum(size for _, size in inside)
    ignored = 0
    for flag, _ in _REASONS:
        if sum(size for flags, size in inside if flags & flag) > _MUCH * total:
            ignored |= flag
    if not ignored:
        return pieces
    return [msgspec.structs.replace(piece, flags=piece.flags & ~ignored) for piece in pieces]


def _reason(piece: Piece) -> str | None:
    return next((reason for flag, reason in _REASONS if piece.flags & flag), None)


def _teasers(labels: Sequence[Label]) -> bool:
    """Tell whether at least every other piece that tells something is a heading."""
    kinds = [kind for kind, _ in labels if _told(kind)]
    return 2 * kinds.count("subheading") >= len(kinds)


def _heads(place: int, pieces: Sequence[Piece], labels: Sequence[Label]) -> bool:
    """Tell whether a piece that the vote left out is the heading of the paragraph after it."""
    piece = pieces[place]
    if not piece.level or piece.links > 0.5 * len(piece.text) or not labels[place + 1 :]:
        return False
    if piece.flags & (NOTICE | SOCIAL | ASIDE):
        return False
    return labels[place + 1][0] in _TEXT


def _told(kind: BlockKind) -> bool:
    return kind in {"paragraph", "subheading", "quote", "caption", "headline"}


def _kind(piece: Piece) -> BlockKind:
    if piece.level:
        return "subheading"
    if piece.flags & CAPTION:
        return "caption"
    return "quote" if piece.flags & QUOTE and not piece.flags & ITEM else "paragraph"


def _same(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the share of common words of two titles, of the words of the longer one."""
    if not left or not right:
        return 0.0
    one, two = set(left), set(right)
    return len(one & two) / max(len(one), len(two))


def _skipped(piece: Piece, words: tuple[str, ...]) -> bool:
    """Tell whether a piece between paragraphs of the article reads like one."""
    if piece.flags & (NOTICE | ASIDE) or piece.links > 0.5 * len(piece.text):
        return False
    if piece.flags & SOCIAL:
        return bool(piece.flags & QUOTE)
    return len(words) >= _STANDFIRST and bool(_SENTENCE.search(piece.text))


def _byline(piece: Piece, words: tuple[str, ...]) -> BlockKind | None:
    """Return `byline` or `dateline` for a short piece that says who wrote it, or when."""
    if not words or len(words) > _SHORT or (_SENTENCE.search(piece.text) and len(words) > 8):
        return None
    dates = list(dates_in(piece.text))
    rest = piece.text
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    if dates and not _DATED.sub("", rest).strip():
        return "dateline"
    if _BY.match(piece.text) and (_capitals(piece.text) or piece.flags & BYLINE):
        return "byline"
    if piece.marked >= 0.5 * len(piece.text) and (dates or piece.flags & TIME):
        return "dateline" if not _capitals(rest) else "byline"
    if piece.marked >= 0.5 * len(piece.text) and piece.flags & BYLINE and _capitals(piece.text):
        return "byline"
    return None


def _capitals(text: str) -> bool:
    """Tell whether a text is made of names: most of its words begin with a capital."""
    parts = text.split()
    return bool(parts) and sum(bool(_NAME.match(part)) for part in parts) >= 0.6 * len(parts)
