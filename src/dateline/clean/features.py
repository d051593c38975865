"""What the line model looks at: numbers about each line, its neighbours and the page.

No feature is a word: the model weighs how a line looks and how it hangs together with
the report, so that its weights hold no text of the pages it was trained on.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from dateline.clean.furniture import Furniture
from dateline.clean.lines import Line
from dateline.record import Record

Array = npt.NDArray[np.float64]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s|$)")
_ENDS = re.compile(r"[.!?…][\"”’')\]»]*\s*$")
_MARKS = re.compile(r"[|·•»>/▾▼→]")
_BULLET = re.compile(r"[*•·▪■►▶➤»+–—-]\s")
_TIME_AGO = re.compile(r"\b\d+ ?(?:h|hrs?|hours?|mins?|minutes?|days?|weeks?|months?) ago\b", re.I)
_LINK = re.compile(r"https?:|www\.|\.com\b|\S@\S|@\w")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|"
    r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b\d{1,2}[:/.]\d\d\b|\b\d{4}-\d\d",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“”«»]")

_FUNCTION = frozenset(
    """a about after against all also among an and another any are as at be because been before
    being between both but by can could did do does during each for from had has have he her his
    how i if in into is it its just more most no not now of off on one only or other our out
    over said says she so some such than that the their them then there these they this those
    through to told under until up was we were what when where which while who will with would you
    your""".split()
)
_SAYING = frozenset(
    """said says told according added saying reported reports announced stated confirmed denied
    claimed warned called""".split()
)
_READER = frozenset("you your we our us my click here please".split())
_TOLD = frozenset("was were had has have is are been be did will would could".split())

LINE_NAMES = (
    "characters words sentence sentences colon question exclamation ellipsis upper_start"
    " lower_start bullet capitals shouting digits function saying reader told commas marks link"
    " quotes date ago furniture heading hint twice gap word_length"
).split()
PAGE_NAMES = (
    "position top bottom lines share_sentences mean_words in_core before_core after_core core_size"
    " heading_above headings_above furniture_near shape_previous shape_next words_previous"
    " words_next shape_2 shape_5 words_2 words_5 short_5 run overlap names_overlap top_overlap"
    " core_overlap since_heading after_close"
).split()
NAMES: tuple[str, ...] = (*LINE_NAMES, *PAGE_NAMES)


class Looks(Record, frozen=True):
    """One line as the model's page features need it.

    Attributes:
        words: Number of words.
        sentence: Whether it looks like running text: eight words or more and a stop.
        content: Its content words, case folded, most frequent forms only.
        names: Capitalised words that do not begin it.
        furniture: 0 for none, 1 for a hint, 2 for a line, 3 for a heading of furniture.
    """

    words: int
    sentence: bool
    content: frozenset[str]
    names: frozenset[str]
    furniture: int


def look(line: Line, kind: Furniture | None, twice: bool) -> tuple[Looks, list[float]]:  # noqa: FBT001
    """Return how a line looks, and its own features in the order of `LINE_NAMES`."""
    text = line.text if len(line.text) <= 4000 else line.text[:4000]
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    count = len(words) or 1
    scope = {None: 0, "hint": 1, "line": 2, "rest": 3}[kind.scope if kind else None]
    ends = bool(_ENDS.search(text[-12:]))
    sentence = ends and len(words) >= 8
    function = sum(word in _FUNCTION for word in folded)
    looks = Looks(
        words=len(words),
        sentence=sentence,
        content=frozenset(w[:8] for w in folded if len(w) > 3 and w not in _FUNCTION),
        names=frozenset(w for w in words[1:] if w[0].isupper() and len(w) > 2),
        furniture=scope,
    )
    features = [
        math.log1p(len(line.text)),
        math.log1p(len(words)),
        ends,
        min(8, len(_SENTENCE_END.findall(text))),
        text.endswith(":"),
        text.endswith("?"),
        text.endswith("!"),
        text.endswith(("…", "...")),
        text[:1].isupper(),
        text[:1].islower(),
        bool(_BULLET.match(text)),
        sum(word[0].isupper() for word in words) / count,
        sum(word.isupper() and len(word) > 1 for word in words) / count,
        sum(word[0].isdigit() for word in words) / count,
        function / count,
        any(word in _SAYING for word in folded),
        sum(word in _READER for word in folded) / count,
        sum(word in _TOLD for word in folded) / count,
        text.count(",") / count,
        min(6, len(_MARKS.findall(text))),
        bool(_LINK.search(text)),
        min(4, len(_QUOTES.findall(text))),
        bool(_DATE.search(text)),
        bool(_TIME_AGO.search(text)),
        scope == 2,
        scope == 3,
        scope == 1,
        twice,
        min(line.gap, 4),
        sum(map(len, words)) / count,
    ]
    return looks, [float(value) for value in features]


def features(lines: Sequence[Line], kinds: Sequence[Furniture | None]) -> tuple[Array, list[Looks]]:
    """Return the features of all lines of a page, and how each line looks.

    Args:
        lines: The lines, in order.
        kinds: What furniture each of them is by what it says.

    Returns:
        An array of shape (lines, `len(NAMES)`), and one `Looks` for each line.
    """
    seen = Counter(line.text.casefold() for line in lines)
    both = [
        look(line, kind, seen[line.text.casefold()] > 1)
        for line, kind in zip(lines, kinds, strict=True)
    ]
    looks = [item for item, _ in both]
    own = np.array([row for _, row in both], dtype=np.float64).reshape(len(lines), len(LINE_NAMES))
    return np.hstack([own, _page_features(looks)]), looks


def _page_features(looks: list[Looks]) -> Array:
    count = len(looks)
    sentence = np.array([item.sentence for item in looks], dtype=np.float64)
    words = np.array([item.words for item in looks], dtype=np.float64)
    kinds = np.array([item.furniture for item in looks])
    heading = kinds == 3
    gain = np.where(sentence > 0, np.minimum(words, 40), -np.minimum(12, 3 + words))
    gain = np.where(kinds >= 2, -15.0, gain)
    low, high = best_stretch(gain.tolist())
    index = np.arange(count, dtype=np.float64)
    above = np.concatenate([[0.0], np.cumsum(heading.astype(np.float64))[:-1]])
    after_core = heading & (index > high)
    columns = [
        index / max(1, count - 1),
        np.log1p(index),
        np.log1p(count - 1 - index),
        np.full(count, math.log1p(count)),
        np.full(count, sentence.mean()),
        np.full(count, math.log1p(float(words.mean()))),
        ((index >= low) & (index < high)).astype(np.float64),
        np.log1p(np.maximum(0, low - index)),
        np.log1p(np.maximum(0, index - high + 1)),
        np.full(count, math.log1p(high - low)),
        (above > 0).astype(np.float64),
        np.log1p(above),
        mean_around((kinds >= 2).astype(np.float64), 4),
        moved(sentence, 1),
        moved(sentence, -1),
        np.log1p(moved(words, 1)),
        np.log1p(moved(words, -1)),
        mean_around(sentence, 2),
        mean_around(sentence, 5),
        np.log1p(mean_around(words, 2)),
        np.log1p(mean_around(words, 5)),
        mean_around((words < 5).astype(np.float64), 5),
        np.log1p(_runs(sentence)),
        *_overlaps(looks, low, high, gain),
        np.log1p(_since(heading)),
        np.maximum.accumulate(after_core.astype(np.float64)) if count else index,
    ]
    return np.stack(columns, axis=1) if count else np.zeros((0, len(PAGE_NAMES)))


def best_stretch(gain: Iterable[float]) -> tuple[int, int]:
    """Return the stretch (end excluded) whose gains add up to most; (0, 0) if none is positive."""
    best, low, high = 0.0, 0, 0
    total, start = 0.0, 0
    for place, value in enumerate(gain):
        if total <= 0:
            total, start = 0.0, place
        total += value
        if total > best:
            best, low, high = total, start, place + 1
    return low, high


def moved(values: Array, places: int) -> Array:
    """Return the values moved down (`places` > 0) or up, zeros where none come in."""
    result = np.zeros_like(values)
    if places > 0:
        result[places:] = values[:-places]
    elif places < 0:
        result[:places] = values[-places:]
    return result


def mean_around(values: Array, reach: int) -> Array:
    """Return the mean of each value's neighbours up to `reach` away, itself left out."""
    count = len(values)
    total = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(count)
    low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
    around = total[high] - total[low] - values
    result: Array = around / np.maximum(1, high - low - 1)
    return result


def _runs(sentence: Array) -> Array:
    """Return for each line the length of the run of sentence-like lines it stands in.

    One other line inside a run does not break it.
    """
    count = len(sentence)
    result = np.zeros(count)
    place = 0
    flags = sentence > 0
    while place < count:
        if not flags[place]:
            place += 1
            continue
        end = place + 1
        while end < count and (flags[end] or (end + 1 < count and flags[end + 1])):
            end += 1
        result[place:end] = flags[place:end].sum()
        place = end
    return result


def _since(heading: Array | npt.NDArray[np.bool_]) -> Array:
    """Return for each line the number of lines since the last heading of furniture; 99 if none."""
    result = np.full(len(heading), 99.0)
    last = -1
    for place, flag in enumerate(heading.tolist()):
        if flag:
            last = place
        if last >= 0:
            result[place] = min(99, place - last)
    return result


def _overlaps(looks: list[Looks], low: int, high: int, gain: Array) -> list[Array]:
    """Return how far each line's words occur elsewhere in the page's running text.

    Four columns: content words in other sentence-like lines of the core; names there;
    content words in the first lines; content words of the page's core in this line.
    """
    count = len(looks)
    core: Counter[str] = Counter()
    names: Counter[str] = Counter()
    inside = [low <= place < high and gain[place] > 0 for place in range(count)]
    for item, within in zip(looks, inside, strict=True):
        if within:
            core.update(item.content)
            names.update(item.names)
    top: set[str] = set()
    for item in looks[:3]:
        if item.words >= 4:
            top |= item.content
    frequent = frozenset(word for word, times in core.most_common(30) if times > 1)
    columns = np.zeros((4, count))
    for place, (item, within) in enumerate(zip(looks, inside, strict=True)):
        own = 1 if within else 0
        if item.content:
            columns[0, place] = sum(core[word] > own for word in item.content) / len(item.content)
            columns[2, place] = len(item.content & top) / len(item.content) if place > 2 else 0.5
            columns[3, place] = len(item.content & frequent) / math.sqrt(len(item.content))
        if item.names:
            columns[1, place] = sum(names[name] > own for name in item.names) / len(item.names)
        else:
            columns[1, place] = -1
    return list(columns)
