"""What an element says of the text in it: by its tag, role, classes and attributes."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

LINK, NAV, HEADER, FOOTER, ASIDE, FORM, CAPTION, QUOTE, ITEM, CELL, PRE, HIDDEN = (
    1 << place for place in range(12)
)
ARTICLE, BYLINE, TIME, COMMENT, RELATED, SOCIAL, NOTICE, HEADING, FIGURE, UNSEEN = (
    1 << place for place in range(12, 22)
)
"""What a piece stands in. `HIDDEN`: not shown until a script shows it (a paywall, a menu);
`UNSEEN`: never text (a drawing, a template). The rest are hints, from tags, roles and classes."""

_FLAGS = {
    "nav": NAV, "header": HEADER, "footer": FOOTER, "aside": ASIDE, "button": FORM,
    "select": FORM, "option": FORM, "form": 0, "label": FORM, "figcaption": CAPTION,
    "blockquote": QUOTE, "li": ITEM, "dd": ITEM, "dt": ITEM, "td": CELL, "th": CELL,
    "pre": PRE, "textarea": FORM, "article": ARTICLE, "main": ARTICLE, "a": LINK, "time": TIME,
    "h1": HEADING, "h2": HEADING, "h3": HEADING, "h4": HEADING, "h5": HEADING, "h6": HEADING,
    "figure": FIGURE, "dialog": NOTICE, "menu": NAV, "address": BYLINE, "listing": PRE,
    "xmp": PRE,
}  # fmt: skip
_ROLES = {
    "navigation": NAV, "banner": HEADER, "contentinfo": FOOTER, "complementary": ASIDE,
    "search": FORM, "menu": NAV, "menubar": NAV, "dialog": NOTICE, "alertdialog": NOTICE,
    "tablist": NAV, "article": ARTICLE, "main": ARTICLE,
}  # fmt: skip
_SAID = (
    (re.compile(r"\bcomments?\b|disqus|\bcomment-?(?:list|section|body|form)", re.I), COMMENT),
    (
        re.compile(
            r"\brelated|recommend|most-?(?:read|popular|viewed)|trending|read-?(?:more|next|also)|"
            r"more-?(?:stories|news|on|from)|you-?may|also-?like|outbrain|taboola|teaser|promo\b|"
            r"\bpopular|see-?also|further-?reading|up-?next|latest-?(?:news|stories|posts)",
            re.I,
        ),
        RELATED,
    ),
    (re.compile(r"\bshar(?:e|ing)\b|social|follow-?us|\bsharedaddy\b|addthis", re.I), SOCIAL),
    (
        re.compile(
            r"cookie|consent|gdpr|newsletter|subscri(?:be|ption)|paywall|sign-?up|advert|sponsor|"
            r"\bads?\b|\bad-|banner\b|promo-?box|donat(?:e|ion)",
            re.I,
        ),
        NOTICE,
    ),
    (
        re.compile(
            r"breadcrumb|\b(?:sub|main|top|site)?-?(?:nav|menu)(?:bar|igation)?\b|pagination", re.I
        ),
        NAV,
    ),
    (re.compile(r"caption\b|photo-?credit|image-?credit", re.I), CAPTION),
    (
        re.compile(
            r"byline|\bauthors?\b|dateline|post-?meta|article-?meta|entry-?meta|publish", re.I
        ),
        BYLINE,
    ),
)
HINTED = re.compile(r"class|id|role|hidden|style|itemprop|rel", re.IGNORECASE)
"""Attributes that may say something, in the source of a tag."""

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHOLE = frozenset(("html", "body", "main", "article"))
_LONGEST = 300
"""Characters of classes and id that are looked at."""

_DRAWN = frozenset("template svg math object applet audio video canvas datalist rp".split())


def of_tag(name: str) -> int:
    """Return what a tag of this name says of the text in it."""
    return UNSEEN if name in _DRAWN else _FLAGS.get(name, 0)


def of_attributes(name: str, attributes: Mapping[str, str]) -> int:
    """Return what a tag's attributes say of the text in it.

    Those of an element that holds the whole page say nothing.
    """
    flags = _ROLES.get(attributes.get("role", ""), 0)
    if "author" in (attributes.get("rel", ""), attributes.get("itemprop", "")):
        flags |= BYLINE
    if "date" in attributes.get("itemprop", "").lower():
        flags |= TIME
    if name in _WHOLE:
        return flags
    if "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style", "")):
        flags |= HIDDEN
    said = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LONGEST]
    return flags | _said(said) if len(said) > 1 else flags


@functools.lru_cache(maxsize=4096)
def _said(names: str) -> int:
    """Return what classes and an id say: pages use the same ones over and over."""
    return sum(flag for pattern, flag in _SAID if pattern.search(names))
