"""The visible text of a page as pieces, each a block of it, with where they stand.

Elements are followed with a stack, under the standard's rules for tags that close others
as far as they matter for what is seen and where a block ends. Every step takes the same
time however deep the stack is.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Mapping
from typing import NamedTuple

from dateline.clean.html_flags import (
    BYLINE,
    HEADING,
    HINTED,
    LINK,
    PRE,
    TIME,
    UNSEEN,
    of_attributes,
    of_tag,
)
from dateline.clean.html_tokens import Token, attributes_of, tokens
from dateline.errors import UnreadableError
from dateline.record import Record

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main
    menu nav ol optgroup option p pre search section select summary table tbody td tfoot th thead
    tr ul""".split()
)
_VOID = frozenset(
    """area base basefont bgsound br col embed frame hr img input keygen link meta param source
    track wbr""".split()
)
_CLOSES = {
    "li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt"), "tr": ("td", "th", "tr"),
    "td": ("td", "th"), "th": ("td", "th"), "option": ("option",),
    "optgroup": ("option", "optgroup"), "tbody": ("td", "th", "tr", "tbody", "thead"),
    "tfoot": ("td", "th", "tr", "tbody", "thead"), "thead": ("td", "th", "tr"),
}  # fmt: skip
_LISTS = frozenset(("ul", "ol", "menu", "dl", "dir"))
_SCOPES = frozenset("table td th caption button template html object marquee applet".split())
_TABLE_PARTS = frozenset("table tbody thead tfoot tr td th caption".split())

_ITEMS = frozenset(("datepublished", "headline", "author"))
"""Properties in the text itself (microdata) that tell about the page."""

_SHOWN = r"[^\s&\x00-\x1b\xad\u200b\u2060\ufeff]+"
_BIT = re.compile(
    rf"(?P<words>{_SHOWN}(?: {_SHOWN})*+)"
    r"|(?P<space>\s+)"
    r"|(?P<entity>&(?:\#[0-9]{1,8};?|\#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
    r"|(?P<and>&)"
    r"|(?P<unseen>[\x00-\x1b\xad\u200b\u2060\ufeff]+)"
)
"""White space comes before the unseen: tabs and line ends are both."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1b\xad\u200b\u2060\ufeff]")


class Bit(NamedTuple):
    """Some characters of a piece and the stretch of the source they were made from."""

    text: str
    start: int
    end: int


class Piece(Record, frozen=True):
    """One block of visible text.

    Attributes:
        text: White space collapsed; a single `<br>` is a line end.
        bits: Its characters with their places in the source, in order.
        flags: What it stands in: `NAV`, `CAPTION` and the like, or-ed.
        level: Of a heading, 1 to 6; else 0.
        links: Characters that stand in links.
        marked: Characters in elements marked as time or author.
        path: Numbers of the block elements around it, innermost last, at most three.
    """

    text: str
    bits: tuple[Bit, ...]
    flags: int
    level: int
    links: int
    marked: int
    path: tuple[int, ...]


class Raw(NamedTuple):
    """An element outside the visible text: a `meta`, `link`, `script`, `time` or `title`."""

    name: str
    attributes: Mapping[str, str]
    text: str


class Page(Record, frozen=True):
    """What a page's source holds.

    Attributes:
        pieces: The blocks of its visible text, in order.
        raws: Its meta elements, links, titles, times and JSON scripts, in order.
        language: The `lang` of the `html` element, as written.
        tags: Number of tags.
        depth: Most elements open at once.
    """

    pieces: tuple[Piece, ...]
    raws: tuple[Raw, ...]
    language: str | None
    tags: int
    depth: int


class _Frame(NamedTuple):
    """An open element: its flags with those around it, and places on the stack below it."""

    name: str
    flags: int
    level: int
    number: int
    block: int
    scope: int
    listed: int
    path: tuple[int, ...]


def page(source: str, most: int = sys.maxsize) -> Page:
    """Return the visible text of a page, and the elements that tell about it.

    Args:
        source: The page.
        most: Characters of text that it may hold.

    Raises:
        UnreadableError: It holds more.
    """
    reader = _Reader(source, most)
    for token in tokens(source):
        reader.take(token)
    reader.flush()
    return Page(
        tuple(reader.pieces), tuple(reader.raws), reader.language, reader.tags, reader.depth
    )


class _Reader:
    """Follows the tags of one page and gathers its pieces."""

    def __init__(self, source: str, most: int) -> None:
        self.source = source
        self._left = most
        self.pieces: list[Piece] = []
        self.raws: list[Raw] = []
        self.language: str | None = None
        self.tags = 0
        self.depth = 0
        self._stack: list[_Frame] = [_Frame("", 0, 0, 0, 0, 0, 0, (0,))]
        self._open: dict[str, list[int]] = {}
        self._bits: list[Bit] = []
        self._space: tuple[int, int] | None = None
        self._break: tuple[int, int] | None = None
        self._seen = self._links = self._marked = 0
        self._link_ended = False

    def take(self, token: Token) -> None:
        """Read on by one token."""
        if token.kind == "text":
            if not self._stack[-1].flags & UNSEEN:
                self._text(token.start, token.end)
            return
        self.tags += 1
        if token.kind == "start":
            self._start(token)
        elif token.kind == "end":
            self._end(token.name)
        elif token.name in {"title", "script"}:
            attributes = attributes_of(token.attributes)
            if token.name == "title" or "json" in attributes.get("type", ""):
                text = self.source[token.start : token.end]
                self.raws.append(Raw(token.name, attributes, text))

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _VOID:
            self._void(token)
            return
        if name in _BLOCKS:
            self.flush()
            self._close_before(name)
        elif name == "a" and self._link_ended:
            self._add_space(token.start, token.end)
        top = self._stack[-1]
        flags = top.flags
        if name != "template" or "shadowroot" not in token.attributes.lower():
            flags |= of_tag(name)
        level = top.level
        if name[0] == "h" and len(name) == 2 and name[1] in "123456":
            level = int(name[1])
        if token.attributes and HINTED.search(token.attributes):
            attributes = attributes_of(token.attributes)
            flags |= of_attributes(name, attributes)
            if attributes.get("itemprop", "").lower() in _ITEMS:
                self.raws.append(Raw("item", attributes, ""))
        if name == "time":
            self.raws.append(Raw("time", attributes_of(token.attributes), ""))
        elif name == "html" and self.language is None:
            attributes = attributes_of(token.attributes)
            self.language = attributes.get("lang") or attributes.get("xml:lang")
        if token.attributes.endswith("/") and flags & UNSEEN:
            return
        self._push(name, flags, level)

    def _push(self, name: str, flags: int, level: int) -> None:
        top, place = self._stack[-1], len(self._stack)
        block = name in _BLOCKS
        path = (*top.path[-2:], self.tags) if block else top.path
        self._stack.append(
            _Frame(
                name,
                flags,
                level,
                self.tags,
                place if block else top.block,
                place if name in _SCOPES else top.scope,
                place if name in _LISTS or name in _SCOPES else top.listed,
                path,
            )
        )
        self._open.setdefault(name, []).append(place)
        self.depth = max(self.depth, place)

    def _void(self, token: Token) -> None:
        if token.name == "br":
            self._line_end(token.start, token.end)
        elif token.name == "hr":
            self.flush()
        elif token.name in {"meta", "link", "base"}:
            self.raws.append(Raw(token.name, attributes_of(token.attributes), ""))

    def _close_before(self, name: str) -> None:
        """Close the elements that end where `name` begins, without a tag of their own."""
        paragraphs = self._open.get("p")
        if paragraphs and paragraphs[-1] > self._stack[-1].scope:
            self._pop(paragraphs[-1])
        for other in _CLOSES.get(name, ()):
            places = self._open.get(other)
            if places and places[-1] >= self._limit(name):
                self._pop(places[-1])

    def _limit(self, name: str) -> int:
        """Return the place on the stack above which `name` may close an element."""
        if name in _TABLE_PARTS:
            tables = self._open.get("table")
            return tables[-1] if tables else 1
        return self._stack[-1].listed + 1

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self.flush()
        elif name == "br":
            return
        places = self._open.get(name)
        if not places:
            return
        top = self._stack[-1]
        if name in _TABLE_PARTS:
            limit = self._limit(name)
        elif name in _SCOPES:
            limit = 1
        elif name in _BLOCKS:
            limit = top.scope + 1
        else:
            limit = top.block + 1
        if places[-1] >= limit:
            self._pop(places[-1])
        if name == "a":
            self._link_ended = self._space is None and bool(self._bits)

    def _pop(self, place: int) -> None:
        """Close the open elements from the top of the stack down to `place`."""
        while len(self._stack) > place:
            frame = self._stack.pop()
            self._open[frame.name].pop()

    def _text(self, start: int, end: int) -> None:
        source, top = self.source, self._stack[-1]
        for match in _BIT.finditer(source, start, end):
            kind = match.lastgroup
            if kind == "words":
                self._add(match.group(), match.start(), match.end(), top)
            elif kind == "space" and not (
                top.flags & PRE and self._lines(match.start(), match.end())
            ):
                self._add_space(match.start(), match.end())
            elif kind == "entity":
                self._entity(match, top)
            elif kind == "and":
                self._add("&", match.start(), match.end(), top)

    def _entity(self, match: re.Match[str], top: _Frame) -> None:
        shown = _UNSEEN_CHARACTERS.sub("", html.unescape(match.group()))
        shown = _SURROGATE.sub("\ufffd", shown)
        if shown.isspace():
            self._add_space(match.start(), match.end())
        elif shown:
            self._add(" ".join(shown.split()), match.start(), match.end(), top)

    def _lines(self, start: int, end: int) -> bool:
        """Break lines at the line ends of preformatted text; tell whether there were any."""
        found = False
        for place in range(start, end):
            if self.source[place] == "\n":
                found = True
                self._line_end(place, place + 1)
        return found

    def _add(self, text: str, start: int, end: int, top: _Frame) -> None:
        self._spend(len(text) + 1)
        if self._break is not None:
            self._bits.append(Bit("\n", *self._break))
        elif self._space is not None:
            self._bits.append(Bit(" ", *self._space))
        self._break = self._space = None
        self._link_ended = False
        self._bits.append(Bit(text, start, end))
        self._seen |= top.flags
        if top.flags & LINK:
            self._links += len(text)
        if top.flags & (TIME | BYLINE):
            self._marked += len(text)

    def _spend(self, characters: int) -> None:
        """Count text that was read.

        Raises:
            UnreadableError: The page holds more than it may.
        """
        self._left -= characters
        if self._left < 0:
            raise UnreadableError(
                "the page holds more text than one report may",
                where="page",
                advice="Split it, or raise limits.text_characters in dateline.toml",
            )

    def _add_space(self, start: int, end: int) -> None:
        if self._bits and self._break is None:
            self._space = (self._space[0] if self._space else start, end)

    def _line_end(self, start: int, end: int) -> None:
        """Note a line end; the second one without text between ends the block."""
        if not self._bits:
            return
        if self._break is not None:
            self.flush()
            return
        self._break = (self._space[0] if self._space else start, end)
        self._space = None

    def flush(self) -> None:
        """End the piece that is being gathered, if it holds any text."""
        if self._bits:
            self._spend(1)
            top = self._stack[-1]
            inline = LINK | TIME | BYLINE
            flags = (top.flags & ~inline) | (self._seen & (TIME | BYLINE))
            bits = tuple(self._bits)
            self.pieces.append(
                Piece(
                    "".join(bit.text for bit in bits),
                    bits,
                    flags,
                    top.level if top.flags & HEADING else 0,
                    self._links,
                    self._marked,
                    top.path,
                )
            )
        self._bits = []
        self._space = self._break = None
        self._seen = self._links = self._marked = 0
        self._link_ended = False
