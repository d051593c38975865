"""How one line looks: numbers about its words and marks, none of them a word itself."""

from __future__ import annotations

import math
import re

from dateline.clean.furniture import Furniture
from dateline.clean.lines import Line
from dateline.record import Record

_MOST = 4_000
"""Characters of a line that are looked at."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts that put no space between words, two or so to a word."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s|$)|[。！？।۔؟]")
_ENDS = re.compile(r"(?:[.!?…]|[。！？।۔؟])[\"”’')\]»」』]*\s*$")
_MARKS = re.compile(r"[|·•»>/▾▼→]")
_BULLET = re.compile(r"(?:[*•·▪■►▶➤»+–—-]|\d{1,2}[.)])\s")
_TIME_AGO = re.compile(r"\b\d+ ?(?:h|hrs?|hours?|mins?|minutes?|days?|weeks?|months?) ago\b", re.I)
_LINK = re.compile(r"https?:|www\.|\.com\b|\S@\S|@\w")
_DIGIT = re.compile(r"\d")
_LINK_MARKS = ("@", "http", "www.", ".com")
"""One of these stands in every text that `_LINK` finds something in."""

_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|"
    r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b\d{1,2}[:/.]\d\d\b|\b\d{4}-\d\d",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“”«»„]")
_GLUED = re.compile(r"[a-zß-ÿ)\d.,](?:[A-ZÀ-Þ][a-zß-ÿ])")
"""Words run together where two pieces of a page were joined ("2019.Ana Wolde")."""

_FUNCTION = frozenset(
    """a about after against all also among an and another any are as at be because been before
    being between both but by can could did do does during each for from had has have he her his
    how i if in into is it its just more most no not now of off on one only or other our out
    over said says she so some such than that the their them then there these they this those
    through to told under until up was we were what when where which while who will with would
    you your""".split()
)
_SAYING = frozenset(
    """said says told according added saying reported reports announced stated confirmed denied
    claimed warned called""".split()
)
_READER = frozenset("you your click here please".split())
_WE = frozenset("we our us".split())
_WRITER = frozenset("i i'm i've my me i’m i’ve".split())
_TOLD = frozenset("was were had has have is are been be did will would could".split())
_BACK = frozenset("he she it they his her its their but this that these those however the".split())
"""First words that lead on from what was said before."""

NAMES: tuple[str, ...] = tuple(
    """characters words sentence ends sentences colon question exclamation ellipsis upper_start
    lower_start bullet capitals shouting digits function saying reader we writer told back commas
    marks link quotes quoted glued doubled date ago furniture heading hint twice gap
    word_length""".split()
)


class Looks(Record, frozen=True):
    """One line as the features of a page need it.

    Attributes:
        words: Number of words.
        sentence: Whether it looks like running text: eight words or more and a stop.
        content: Its longer words, case folded and cut to eight letters.
        names: Capitalised words that do not begin it.
        furniture: 0 for none, 1 for a hint, 2 for a line, 3 for a heading of furniture.
    """

    words: int
    sentence: bool
    content: frozenset[str]
    names: frozenset[str]
    furniture: int


def look(line: Line, kind: Furniture | None, twice: bool) -> tuple[Looks, list[float]]:  # noqa: FBT001
    """Return how a line looks, and its own features in the order of `NAMES`.

    Args:
        line: The line.
        kind: What furniture it is by what it says.
        twice: Whether the page says it more than once.
    """
    text = line.text if len(line.text) <= _MOST else line.text[:_MOST]
    end = line.text[-12:]
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    firsts = [word[0] for word in words]
    count = len(words) or 1
    size = len(words) if text.isascii() else len(words) + len(_UNSPACED.findall(text)) // 3
    scope = {None: 0, "hint": 1, "line": 2, "rest": 3}[kind.scope if kind else None]
    ends = bool(_ENDS.search(end))
    looks = Looks(
        words=size,
        sentence=ends and size >= 8,
        content=frozenset(w[:8] for w in folded if len(w) > 3 and w not in _FUNCTION),
        names=frozenset(w for w in words[1:] if w[0].isupper() and len(w) > 2),
        furniture=scope,
    )
    middle = len(words) // 2
    values = [
        math.log1p(len(line.text)),
        math.log1p(size),
        looks.sentence,
        ends,
        min(8, len(_SENTENCE_END.findall(text))),
        end.endswith(":"),
        end.endswith("?"),
        end.endswith("!"),
        end.endswith(("…", "...")),
        text[:1].isupper(),
        text[:1].islower(),
        bool(_BULLET.match(text)),
        sum(map(str.isupper, firsts)) / count,
        sum(word.isupper() and len(word) > 1 for word in words) / count,
        sum(map(str.isdigit, firsts)) / count,
        _share(folded, _FUNCTION),
        not _SAYING.isdisjoint(folded),
        _share(folded, _READER),
        _share(folded, _WE),
        _share(folded, _WRITER),
        _share(folded, _TOLD),
        bool(folded) and folded[0] in _BACK,
        text.count(",") / count,
        min(6, len(_MARKS.findall(text))),
        any(mark in text for mark in _LINK_MARKS) and bool(_LINK.search(text)),
        min(4, len(_QUOTES.findall(text))),
        bool(_QUOTES.match(text)),
        len(_GLUED.findall(text)) / count,
        middle >= 2 and folded[:middle] == folded[middle : 2 * middle],
        bool(_DIGIT.search(text) and _DATE.search(text)),
        "ago" in text.lower() and bool(_TIME_AGO.search(text)),
        scope == 2,
        scope == 3,
        scope == 1,
        twice,
        min(line.gap, 4),
        sum(map(len, words)) / count,
    ]
    return looks, [float(value) for value in values]


def _share(words: list[str], group: frozenset[str]) -> float:
    """Return the share of words that belong to a group."""
    return sum(map(group.__contains__, words)) / (len(words) or 1)
