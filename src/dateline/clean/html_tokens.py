"""The tags and the texts of a page, with their places in its source.

A tokenizer of its own, since every character of a report must lead back to the source:
it follows the HTML standard's tokenizer as far as visible text is concerned, needs time
in proportion to the source whatever stands in it, and never fails.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_MARKUP = re.compile(
    r"<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>",
)
_ATTRIBUTE = re.compile(
    r"([^\s/>=\"'][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+"
)
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in "script style noscript iframe noembed noframes title textarea".split()
}
_DROPPED_WHEN_OPEN = frozenset(("script", "style"))
"""Elements whose text reaches to the end of the page if they are never closed."""


class Token(NamedTuple):
    """A piece of a page's source.

    Attributes:
        kind: `text`, `start`, `end`, or `raw`: an element that holds no markup, whole.
        name: The tag's name in lower case; empty for text.
        start: Code points of the source before it. Of a `raw`, before its content.
        end: Code points up to its end, excluded. Of a `raw`, of its content.
        attributes: The source of the tag's attributes.
    """

    kind: str
    name: str
    start: int
    end: int
    attributes: str = ""


def tokens(source: str) -> Iterator[Token]:
    """Yield the texts and tags of a page in order; comments and doctypes are left out."""
    place, text, length = 0, 0, len(source)
    open_ended: set[str] = set()
    while True:
        found = source.find("<", place)
        if found < 0 or found + 1 >= length:
            break
        match = _MARKUP.match(source, found)
        if match is None:
            after = _passed(source, found)
            if after is None:
                place = found + 1
                continue
            if found > text:
                yield Token("text", "", text, found)
            place = text = after
            continue
        if found > text:
            yield Token("text", "", text, found)
        slash, name, attributes = match.groups()
        name = name.lower()
        place = text = match.end()
        if slash:
            yield Token("end", name, found, place)
            continue
        yielded = Token("start", name, found, place, attributes)
        if name not in _RAW or name in open_ended:
            yield yielded
            continue
        closing = _RAW[name].search(source, place)
        if closing is None:
            open_ended.add(name)
            if name not in _DROPPED_WHEN_OPEN:
                yield yielded
                continue
        end = closing.start() if closing else length
        yield Token("raw", name, place, end, attributes)
        after = source.find(">", end)
        place = text = after + 1 if after >= 0 else length
    if text < length:
        yield Token("text", "", text, length)


def _passed(source: str, start: int) -> int | None:
    """Return the end of a comment, doctype or broken tag at `start`; None if it is text."""
    follows = source[start + 1]
    if follows == "!":
        if source.startswith("<!-->", start) or source.startswith("<!--->", start):
            return source.index(">", start) + 1
        if source.startswith("<!--", start):
            end = source.find("-->", start + 4)
            return end + 3 if end >= 0 else len(source)
    elif follows != "?" and follows != "/":
        return len(source) if follows.isascii() and follows.isalpha() else None
    end = source.find(">", start)
    return end + 1 if end >= 0 else len(source)


def attributes_of(source: str) -> Mapping[str, str]:
    """Return the attributes of a tag by name in lower case, character references read.

    Of two of one name the first counts, as in browsers. One without a value is empty.
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        name = match[1].lower()
        if name not in found:
            value = match[2] or match[3] or match[4] or ""
            found[name] = html.unescape(value) if "&" in value else value
    return found
