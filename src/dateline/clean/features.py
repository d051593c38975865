"""What the line model looks at: numbers about each line, its neighbours and the page.

No feature is a word: the model weighs how a line looks and how it hangs together with
the report, so that its weights hold no text of the pages it was trained on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from dateline.clean import looks as own
from dateline.clean.furniture import Furniture
from dateline.clean.lines import Line
from dateline.clean.looks import Looks

Array = npt.NDArray[np.float64]

_PAGE = tuple(
    """position top bottom in_core before_core after_core in_loose before_loose after_loose
    before_head since_head heading_above headings_above furniture_near shape_previous shape_next
    words_previous words_next shape_2 shape_5 words_2 words_5 short_5 run section_share
    section_first overlap names_overlap head_overlap core_overlap near_overlap near_names
    since_heading after_close""".split()
)
_LENGTHS = (2, 4, 6, 8, 12, 18, 26, 40, 70)
"""A line is at least this many words long, or it is not."""

_PRODUCTS = {
    "sentence": """overlap core_overlap near_overlap near_names names_overlap head_overlap
    in_core in_loose before_core after_core before_loose after_loose heading_above
    section_share since_head function capitals reader we""".split(),
    "in_loose": """words overlap core_overlap near_overlap capitals function bullet shape_2 shape_5
    words_2 colon heading_above since_heading""".split(),
}
"""Features that weigh otherwise in running text, and inside of the report."""

_BASE: tuple[str, ...] = (*own.NAMES, *_PAGE)
NAMES: tuple[str, ...] = (
    *_BASE,
    *(f"words>={length}" for length in _LENGTHS),
    *(f"{left}*{right}" for left, rights in _PRODUCTS.items() for right in rights),
)
_FAR = 99


def looks_of(
    lines: Sequence[Line], kinds: Sequence[Furniture | None]
) -> tuple[tuple[Looks, ...], Array]:
    """Return how each line looks, and its own features, an array of shape (lines, features).

    Args:
        lines: The lines, in order.
        kinds: What furniture each of them is by what it says.
    """
    seen = Counter(line.text.casefold() for line in lines)
    both = [
        own.look(line, kind, seen[line.text.casefold()] > 1)
        for line, kind in zip(lines, kinds, strict=True)
    ]
    rows = np.array([row for _, row in both], dtype=np.float64)
    return tuple(item for item, _ in both), rows.reshape(len(lines), len(own.NAMES))


def features(looks: Sequence[Looks], rows: Array, heads: Collection[int]) -> Array:
    """Return the features of all lines of a page, of shape (lines, `len(NAMES)`).

    Args:
        looks: How each line looks.
        rows: The lines' own features.
        heads: The places of the headline and its repeats; empty if none was found.
    """
    if not len(looks):
        return np.zeros((0, len(NAMES)))
    base = np.hstack([rows, _page_features(looks, heads)])
    words = np.array([item.words for item in looks])
    lengths = (words[:, None] >= np.array(_LENGTHS)).astype(np.float64)
    places = {name: place for place, name in enumerate(_BASE)}
    products = [
        base[:, [places[left]]] * base[:, [places[right] for right in rights]]
        for left, rights in _PRODUCTS.items()
    ]
    return np.hstack([base, lengths, *products])


def _page_features(looks: Sequence[Looks], heads: Collection[int]) -> Array:
    count = len(looks)
    sentence = np.array([item.sentence for item in looks], dtype=np.float64)
    words = np.array([item.words for item in looks], dtype=np.float64)
    kinds = np.array([item.furniture for item in looks])
    heading = kinds == 3
    told = np.where(kinds >= 2, 0.0, sentence * np.minimum(words, 40))
    gain = np.where(told > 0, told, np.where(kinds >= 2, -15.0, -np.minimum(12, 3 + words)))
    core = best_stretch(gain.tolist())
    loose = best_stretch(np.where(told > 0, told, np.where(heading, -30.0, -2.5)).tolist())
    index = np.arange(count, dtype=np.float64)
    above = np.concatenate([[0.0], np.cumsum(heading.astype(np.float64))[:-1]])
    after_close = heading & (index > core[1])
    share, first = _sections(heading, told)
    columns = [
        index / max(1, count - 1),
        np.log1p(index),
        np.log1p(count - 1 - index),
        *_stretch(index, core),
        *_stretch(index, loose),
        *_after_head(index, heads),
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
        share,
        first,
        *_overlaps(looks, core, told, heads),
        np.log1p(_since(heading)),
        np.maximum.accumulate(after_close.astype(np.float64)),
    ]
    return np.stack(columns, axis=1)


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


def _stretch(index: Array, stretch: tuple[int, int]) -> list[Array]:
    """Return whether each line lies in a stretch, and how far before and after it."""
    low, high = stretch
    return [
        ((index >= low) & (index < high)).astype(np.float64),
        np.log1p(np.maximum(0, low - index)),
        np.log1p(np.maximum(0, index - high + 1)),
    ]


def _after_head(index: Array, heads: Collection[int]) -> list[Array]:
    """Return whether a line stands before the headline or its repeat, and how far after."""
    if not heads:
        return [np.zeros_like(index), np.full_like(index, math.log(_FAR))]
    first, last = min(heads), max(heads)
    return [
        np.where(index < first, 1.0, np.where(index < last, 0.5, 0.0)),
        np.where(index >= last, np.log1p(np.maximum(0, index - last)), -1.0),
    ]


def _sections(heading: npt.NDArray[np.bool_], told: Array) -> tuple[Array, Array]:
    """Return the share of the page's running text in each line's section, and whether it leads.

    A section reaches from one heading of furniture to the next.
    """
    section = np.cumsum(heading)
    sums = np.bincount(section, told)
    share: Array = sums / max(1.0, float(told.sum()))
    return share[section], (section == int(sums.argmax())).astype(np.float64)


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


def _since(heading: npt.NDArray[np.bool_]) -> Array:
    """Return for each line the number of lines since the last heading of furniture."""
    result = np.full(len(heading), float(_FAR))
    last = -1
    for place, flag in enumerate(heading.tolist()):
        if flag:
            last = place
        if last >= 0:
            result[place] = min(_FAR, place - last)
    return result


def _overlaps(
    looks: Sequence[Looks], core: tuple[int, int], told: Array, heads: Collection[int]
) -> list[Array]:
    """Return how far each line's words occur elsewhere in the page's running text.

    Six columns: content words in other sentence-like lines of the core; names there;
    content words in the headline; frequent words of the core in this line; content words
    in the running text of the five lines to each side; names there.
    """
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    inside = [core[0] <= place < core[1] and told[place] > 0 for place in range(len(looks))]
    for item, within in zip(looks, inside, strict=True):
        if within:
            words.update(item.content)
            names.update(item.names)
    head = frozenset[str]().union(*(looks[place].content for place in heads))
    frequent = frozenset(word for word, times in words.most_common(30) if times > 1)
    columns = np.zeros((6, len(looks)))
    for place, (item, within) in enumerate(zip(looks, inside, strict=True)):
        least = 1 if within else 0
        size = len(item.content)
        around = _around(told, place)
        columns[1, place] = -1
        if size:
            columns[0, place] = sum(words[word] > least for word in item.content) / size
            columns[2, place] = len(item.content & head) / math.sqrt(size)
            columns[3, place] = len(item.content & frequent) / math.sqrt(size)
            near = frozenset[str]().union(*(looks[other].content for other in around))
            columns[4, place] = len(item.content & near) / math.sqrt(size)
        if item.names:
            columns[1, place] = sum(names[name] > least for name in item.names) / len(item.names)
            near = frozenset[str]().union(*(looks[other].names for other in around))
            columns[5, place] = len(item.names & near) / math.sqrt(len(item.names))
    return list(columns)


def _around(told: Array, place: int) -> list[int]:
    """Return the places of running text among the five lines to each side of a line."""
    around = range(max(0, place - 5), min(len(told), place + 6))
    return [other for other in around if other != place and told[other] > 0]
