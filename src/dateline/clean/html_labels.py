"""What each piece of a page is: headline, paragraph, byline, chrome and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.draft import PageFacts
from dateline.clean.furniture import Furnisher
from dateline.clean.html_align import words_of
from dateline.clean.html_bylines import Bylines
from dateline.clean.html_flags import (
    ARTICLE,
    ASIDE,
    COMMENT,
    FOOTER,
    FORM,
    HEADER,
    NAV,
    NOTICE,
    QUOTE,
    RELATED,
)
from dateline.clean.html_pieces import Piece
from dateline.clean.html_regain import Regainer, kind_of
from dateline.clean.html_seen import Label, Seen, seen, told

_LINKED = 0.8
_LINKS = 0.6
"""Share of a piece's characters in links from which it is chrome, in the article and outside."""

_SAME = 0.8
"""Share of the words of the longer one from which two headlines say the same."""

_REPEATED = 3
"""Words from which a piece that says the headline again is a repeat of it."""

_LONGEST_HEADLINE = 60
_FIRST_LINE = 20
"""Words up to which an article's first line may be its headline."""

_ON_TOP = 3
"""Pieces at the top of an article among which its headline may be."""

_ELSEWHERE = NAV | RELATED | FOOTER | ASIDE | COMMENT | FORM | NOTICE | HEADER
_SENTENCE = re.compile(r"[.!?…:][\"”’»)\]]*\s*$")
_ENTRIES = 3
_MOSTLY = 0.6
"""How many paragraphs, and what share of all, stand under linked headings in a list of reports."""

_AFTER = 0.1
"""Share of the article's words that may follow a heading of furniture inside it."""

_TEASERS = 0.34
"""The same, where what follows is headings with a line or nothing under each."""


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
        self._bylines = Bylines(facts.byline)
        self._regain = Regainer(self._bylines, tuple(facts.metadata.values()))

    def __call__(self, pieces: Sequence[Piece], covered: Sequence[float]) -> list[Label]:
        """Return the label of each piece.

        Args:
            pieces: The pieces of the page, in order.
            covered: For each, how much of it was voted to be the article; 0 for not at all.
        """
        page = seen(pieces, covered, self._furnisher)
        headline = self._headline(page)
        labels: list[Label] = []
        for place, item in enumerate(page):
            if place == headline:
                labels.append(("headline", None))
            elif headline is not None and _repeats(item, page[headline]):
                labels.append(("repeat", "the headline again"))
            else:
                labels.append(self._inside(item) if item.covered else _outside(item))
        labels = _unheaded(_ended(page, labels))
        return _listed(page, labels) or self._regain(page, labels, headline)

    def _headline(self, page: Sequence[Seen]) -> int | None:
        """Return the place of the headline: what the page's title says, best as a heading."""
        body = next((place for place, item in enumerate(page) if item.covered), len(page))
        best: tuple[float, int] | None = None
        for place, item in enumerate(page):
            if not 0 < item.size <= _LONGEST_HEADLINE or item.stands_in(COMMENT | FORM):
                continue
            same, level = _same(item.words, self._title), item.piece.level
            if same < _SAME and not (level == 1 and place <= body + 2):
                continue
            value = 2.0 * same + (level == 1) + 0.5 * bool(level)
            value -= 0.5 * item.stands_in(NAV | RELATED | FOOTER | ASIDE)
            value += 0.3 * item.stands_in(ARTICLE) - 0.5 * (item.linked > 0.5)
            value -= 0.6 * (place > body + 4)
            if best is None or value > best[0]:
                best = (value, place)
        if best and best[0] > _SAME:
            return best[1]
        return _untitled(page, body, stated=bool(self._title))

    def _inside(self, item: Seen) -> Label:
        """Return the label of a piece that was voted to be part of the article."""
        if item.furniture is not None:
            return "chrome", item.furniture.reason
        byline = self._bylines(item)
        if byline is not None:
            return byline, None
        if item.stands_in(RELATED | NOTICE | FORM):
            return "chrome", item.reason
        if item.linked > _LINKED and not item.stands_in(QUOTE):
            return "chrome", "link to another report"
        return kind_of(item.piece), None


def _untitled(page: Sequence[Seen], body: int, *, stated: bool) -> int | None:
    """Return the place of a headline that the page's title does not tell.

    It is the heading that stands on top of the article or, on a page without any title,
    the article's first line, if it is short and no sentence.

    Args:
        page: The pieces of the page.
        body: Place of the article's first piece.
        stated: Whether the page states a title at all.
    """
    top = range(min(body, len(page) - 1), max(-1, body - _ON_TOP), -1)
    free = [
        place
        for place in top
        if page[place].size >= _REPEATED
        and page[place].furniture is None
        and not page[place].stands_in(_ELSEWHERE)
    ]
    heading = next((place for place in free if page[place].piece.level), None)
    if heading is not None or stated:
        return heading
    return next((place for place in free if place >= body - 1 and _heads(page[place:])), None)


def _heads(rest: Sequence[Seen]) -> bool:
    """Tell whether a piece is a short line above a longer piece, and no sentence."""
    if len(rest) < 2 or rest[0].size > _FIRST_LINE or rest[0].linked > _LINKS:
        return False
    return rest[1].size > rest[0].size and not _SENTENCE.search(rest[0].piece.text)


def _outside(item: Seen) -> Label:
    if item.furniture is not None:
        return "chrome", item.furniture.reason
    if item.reason:
        return "chrome", item.reason
    if item.linked > _LINKS:
        return "chrome", "links"
    return "chrome", "outside the article" if item.words else "stray marks"


def _repeats(item: Seen, headline: Seen) -> bool:
    return item.words == headline.words and item.size >= _REPEATED


def _ended(page: Sequence[Seen], labels: list[Label]) -> list[Label]:
    """Return the labels with the article ended at a heading of furniture near its end."""
    left = total = sum(item.size for item, label in zip(page, labels, strict=True) if told(label))
    for place, (item, label) in enumerate(zip(page, labels, strict=True)):
        if told(label):
            left -= item.size
        if label[0] != "chrome" or left == total:
            continue
        if item.furniture is None or item.furniture.scope != "rest":
            continue
        rest = labels[place + 1 :]
        apart = left <= _AFTER * total and _apart(page, labels, place)
        if apart or (left <= _TEASERS * total and _teasers(rest)):
            reason = item.furniture.reason
            return [
                *labels[: place + 1],
                *(("chrome", reason) if told(other) else other for other in rest),
            ]
    return labels


def _apart(page: Sequence[Seen], labels: Sequence[Label], place: int) -> bool:
    """Tell whether what is told after a place stands in no element with what is told before."""
    parents = [
        item.parent if told(label) else None for item, label in zip(page, labels, strict=True)
    ]
    return not {*parents[:place]} & {*parents[place:]} - {None}


def _teasers(labels: Sequence[Label]) -> bool:
    """Tell whether at least every other piece that tells something is a heading."""
    kinds = [label[0] for label in labels if told(label)]
    return 2 * kinds.count("subheading") >= len(kinds)


def _unheaded(labels: list[Label]) -> list[Label]:
    """Return the labels without subheadings after the last paragraph."""
    last = max(
        (place for place, (kind, _) in enumerate(labels) if kind in {"paragraph", "quote"}),
        default=-1,
    )
    return [
        ("chrome", "heading with nothing under it")
        if place > last and label[0] == "subheading"
        else label
        for place, label in enumerate(labels)
    ]


def _listed(page: Sequence[Seen], labels: list[Label]) -> list[Label] | None:
    """Return the labels of a page that only lists reports; None if it holds one."""
    told_at = [place for place, (kind, _) in enumerate(labels) if kind == "paragraph"]
    entries = sum(
        page[place - 1].linked > _LINKED and bool(page[place - 1].piece.level)
        for place in told_at
        if place
    )
    if entries < _ENTRIES or entries < _MOSTLY * len(told_at):
        return None
    return [
        ("chrome", "list of reports") if told(label) and label[0] != "headline" else label
        for label in labels
    ]


def _same(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the share of common words of two titles, of the words of the longer one."""
    if not left or not right:
        return 0.0
    one, two = set(left), set(right)
    return len(one & two) / max(len(one), len(two))
