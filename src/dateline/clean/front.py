"""What stands around a report's paragraphs: its headline, who wrote it and when."""

from __future__ import annotations

import math
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

_SITE = 5
"""Most words of a site's name after a headline."""

_ALIKE = 20
"""Most lines that begin alike that are compared."""

_LONGEST = 600
"""Characters of the longest line that may be a headline."""

_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_OPENS = re.compile(r"[\"“”‘’'«„¿¡$£€(]?[^\W_]")
_STOP = re.compile(r"[.…:;,][\"”’»)\]]*\s*$")
_BY = re.compile(
    r"(?:(?:written|reported|story|words|posted|published|analysis|report(?:ing)?|article) )?"
    r"by:? (?=\S)"
    r"|(?:author|reporter|writer|correspondent)s?: ?(?=\S)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"\W*(?i:(?:additional |with )?(?:reporting|writing|editing|edited|written|compiled|translated)"
    r"(?: and (?:reporting|writing|editing))?)(?: by|:) (?=[A-ZÀ-Þ])"
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
    texts: Sequence[str], bare: Sequence[bool], told: frozenset[str], title: str | None
) -> int | None:
    """Return the place of the headline.

    Of the lines that may be one, it is the one that shares most words with the report,
    is said twice, or stands first; the first of those that say the same.

    Args:
        texts: The lines of the page that may hold it, in order.
        bare: For each, whether it may be one: no furniture, no byline.
        told: The report's longer words, as in `Looks.content`.
        title: The title as it is known from elsewhere.

    Returns:
        None if no line looks like one.
    """
    words = [words_of(text) if len(text) < _LONGEST else () for text in texts]
    wanted = words_of(title or "")
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, item in enumerate(words):
        alike.setdefault(item[:_FEWEST], []).append(place)
    best: tuple[float, int] | None = None
    for place, text in enumerate(texts):
        if not bare[place]:
            continue
        if wanted and _share(words[place], wanted) >= _SAME:
            return place
        if not _titled(text):
            continue
        others = alike[words[place][:_FEWEST]][:_ALIKE]
        again = any(_begins(words[place], words[other]) for other in others if other > place)
        value = _standing(words[place], told) + place / len(texts)
        value += 1.5 * again + (place == 0)
        if best is None or value > best[0] + 1e-9:
            best = (value, place)
    if best is None:
        return None
    found = words[best[1]]
    return next(
        place
        for place, item in enumerate(words)
        if bare[place] and (item == found or _begins(item, found))
    )


def same_words(left: str, right: str) -> bool:
    """Tell whether two lines say the same headline, a site's name at the end of one left out."""
    if max(len(left), len(right)) > _LONGEST:
        return False
    return _begins(words_of(left), words_of(right))


def _begins(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if len(one) < _FEWEST or len(two) < _FEWEST:
        return False
    short, long = sorted((one, two), key=len)
    return long[: len(short)] == short and len(long) - len(short) <= _SITE


def _standing(words: tuple[str, ...], told: frozenset[str]) -> float:
    """Return how well a line stands over a report: its longer words, most of them said there."""
    longer = {word[:8] for word in words if len(word) > 3}
    return 1.5 * len(longer & told) / math.sqrt(max(2, len(longer))) + 0.1 * min(len(words), 12)


def _titled(text: str) -> bool:
    count = len(text.split())
    return _FEWEST <= count <= _MOST and not _STOP.search(text) and bool(_OPENS.match(text))


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
