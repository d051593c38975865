"""What stands around a report's paragraphs: its headline, who wrote it and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.date_words import dates_in
from dateline.clean.html_align import words_of
from dateline.document import BlockKind

_FEWEST = 3
_MOST = 32
"""Words of a headline."""

_BYLINE_WORDS = 16
_SAME = 0.8
"""Share of the words of the longer one from which two headlines say the same."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_STOP = re.compile(r"[.…:;,][\"”’»)\]]*\s*$")
_BY = re.compile(
    r"(?:(?:written|reported|story|words|posted|published|analysis|report(?:ing)?|article) )?"
    r"by:? (?=\S)"
    r"|(?:author|reporter|writer|correspondent)s?: ?(?=\S)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"\W*(?:(?:additional |with )?(?:reporting|writing|editing|edited|written|compiled|translated)"
    r"(?: and (?:reporting|writing|editing))?(?: by|:) (?=[A-ZÀ-Þ]))"
)
_ROLE = re.compile(
    r"\b(?:staff (?:writer|reporter)|(?:\w+ )?(?:correspondent|reporter|editor)|"
    r"associated press|reuters|afp)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*|de|da|van|von|der|al|bin|el|and|for|of|in|the|&|,|/|\||-|–|—)$"
)
_DATED = re.compile(
    r"published|updated|posted|created|modified|date|last|first|issued|released|"
    r"\d?\d[:.h]\d\d(?:[:.]\d\d)?|\b[ap]\.?m\b\.?|"
    r"\b(?:gmt|utc|[ecmp][sd]t|[ac]et|cest|bst|ist|sast|eat|wat|amt|msk|z|et|pt|local time)\b|"
    r"\b(?:at|on|in|by|ago|min|read|mins?|minutes?|hours?)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[+-]\d\d:?\d\d|\W",
    re.IGNORECASE,
)


def byline(text: str) -> BlockKind | None:
    """Return `byline` or `dateline` for a line that says who wrote a report, or when it appeared.

    A place and a day before the first sentence ("GAO, May 4 (AFP) -") belong to their paragraph.
    """
    if len(text) > 300:
        return None
    if _CREDITS.match(text):
        return "byline"
    words = text.split()
    if len(words) > _BYLINE_WORDS or (_SENTENCE.search(text) and len(words) > 8):
        return None
    dates = list(dates_in(text))
    rest = text
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    if dates and not _DATED.sub("", rest).strip():
        return "dateline"
    match = _BY.match(text)
    if match and _named(_without(rest)):
        return "byline"
    if dates and len(words) > 3 and _named(_without(rest)) and not _SENTENCE.search(text):
        return "byline" if _ROLE.search(text) else None
    if _ROLE.search(text) and _named(text) and len(words) <= 9 and "," in text:
        return "byline"
    return None


def headline(
    texts: Sequence[str], bare: Sequence[bool], body: int, title: str | None
) -> int | None:
    """Return the place of the headline.

    Args:
        texts: The lines of the page, in order.
        bare: For each, whether it may be one: no furniture, no byline.
        body: The place of the first paragraph.
        title: The title as it is known from elsewhere.

    Returns:
        None if no line before the body looks like one.
    """
    if title is not None and (wanted := words_of(title)):
        for place, text in enumerate(texts):
            if len(text) < 600 and bare[place] and _share(words_of(text), wanted) >= _SAME:
                return place
    for place, text in enumerate(texts[:body]):
        if bare[place] and _titled(text):
            return place
    return None


def same_words(left: str, right: str) -> bool:
    """Tell whether two lines say the same headline, a site's name at the end of one left out."""
    one, two = words_of(left), words_of(right)
    if len(one) < _FEWEST or len(two) < _FEWEST:
        return False
    short, long = sorted((one, two), key=len)
    return long[: len(short)] == short and len(long) - len(short) <= 5


def _titled(text: str) -> bool:
    count = len(text.split())
    return _FEWEST <= count <= _MOST and not _STOP.search(text) and text[0].isalnum()


def _share(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    if not left or not right:
        return 0.0
    one, two = set(left), set(right)
    return len(one & two) / max(len(one), len(two))


def _without(text: str) -> str:
    """Return a byline without what says when."""
    return _DATED.sub(" ", text)


def _named(text: str) -> bool:
    """Tell whether a text is made of names: most of its words begin with a capital."""
    parts = text.split()
    return bool(parts) and sum(bool(_NAME.match(part)) for part in parts) >= 0.7 * len(parts)
