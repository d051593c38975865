"""Nobody: "no casualties", "nobody was hurt", "without loss of life"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BOTH: tuple[str, ...] = ("killed", "wounded")
_NOUN = re.compile(
    r"\b(?:no|not\s+one|without(?:\s+any)?|zero|nil)\s+(?!(?:immediate\s+|further\s+)?(?:report|word|detail|figure|news|information|official\s+(?:toll|figure)))"
    r"(?:(?!(?:of|and|or|to|one|was|were|is|are|has|have|had|been)\b)[\w.’'-]+\s+){0,3}?"
    r"(?P<noun>casualt(?:ies|y)|victims?|loss\s+of\s+life|losses|deaths?|fatalit(?:ies|y)|dead|injuries|injury|injured|wounded)\b"
    r"(?!\s+(?:were\s+|was\s+)?immediately\b)(?!\s+(?:figures?|reports?|tolls?|numbers?|counts?|lists?|estimates?)\b)"
    r"(?:\s+(?:and|or)\s+(?P<more>deaths?|fatalities|injuries|injured|wounded)\b)?"
)
_SUBJECT = re.compile(
    r"\b(?P<subject>nobody|no[\s-]one|none(?:\s+of\s+(?:\w+\s+){1,4}?)?|not\s+one(?:\s+\w+){0,3}?|no\s+(?:(?!one\b|reports?\b|word\b|of\b)[\w.’'-]+\s+){1,4}?(?=(?:was|were|has|have|had)\b"
    r"(?!\s+(?:\w+\s+)?(?:hit|lost|touched|scratched)\b)))\s*"
    r"(?:was|were|has\s+been|have\s+been|had\s+been|is|are|being)?\s*(?:reported(?:ly)?\s+)?(?:seriously\s+)?"
    r"(?P<act>killed|died|dead|hurt|harmed|injured|wounded|hit|lost|touched|scratched)\b"
    r"(?:\s+(?:or|nor|and)\s+(?P<more>killed|injured|wounded|hurt)\b)?"
)
_OBJECT = re.compile(
    r"\bwithout\s+(?:killing|hurting|harming|injuring|wounding)\s+(?P<who>anyone|anybody|a\s+soul)"
    r"|\b(?P<safe>(?:all|its|the|their)\s+(?:\w+\s+){0,3}?(?:crew|hands|passengers|sailors|occupants|staff|people|residents))\s+(?:was|were|are|is)\s+(?:unharmed|unhurt|uninjured|safe)\b"
)
_LISTED = re.compile(
    r"\b(?P<what>casualties|own\s+losses|losses|killed|dead|injured|wounded)\s*:\s*(?P<none>none|nil|0|no)\b"
)
_HINTS = frozenset(
    "no not nobody none nil zero without unharmed unhurt uninjured safe anyone".split()
)
_WORDS = re.compile(r"[a-z]+|0")
_KINDS: dict[str, tuple[str, ...]] = {
    "killed": ("killed",), "died": ("killed",), "dead": ("killed",), "lost": ("killed",),
    "death": ("killed",), "deaths": ("killed",), "fatality": ("killed",),
    "fatalities": ("killed",), "injured": ("wounded",), "wounded": ("wounded",),
    "injuries": ("wounded",), "injury": ("wounded",),
}  # fmt: skip


def nobody(
    lowered: str, start: int, end: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[str, ...]]]:
    """Yield (words, deciding word, kinds) for each place that says nobody was hit."""
    if _HINTS.isdisjoint(_WORDS.findall(lowered, start, end)):
        return
    for match in _NOUN.finditer(lowered, start, end):
        noun = " ".join(match["noun"].split())
        kinds: tuple[str, ...] = _KINDS.get(noun, ("killed",) if noun == "loss of life" else _BOTH)
        if match["more"]:
            kinds = tuple(dict.fromkeys(kinds + _KINDS.get(match["more"], ())))
        yield match.span(), match.span("noun"), kinds
    for match in _SUBJECT.finditer(lowered, start, end):
        kinds = _KINDS.get(match["act"], _BOTH)
        if match["more"]:
            kinds = tuple(dict.fromkeys(kinds + _KINDS.get(match["more"], _BOTH)))
        subject = lowered[match.start("subject") : match.end("subject")].rstrip()
        yield (match.start(), match.start() + len(subject)), match.span("act"), kinds
    for match in _OBJECT.finditer(lowered, start, end):
        yield (match.span("who") if match["who"] else match.span("safe")), match.span(), _BOTH
    for match in _LISTED.finditer(lowered, start, end):
        yield match.span("none"), match.span("what"), _KINDS.get(match["what"], _BOTH)
