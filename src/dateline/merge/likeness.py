"""How alike two reports are in their names, numbers and rarer words.

Every word has a fixed weight, so that how alike two reports are depends on nothing but
the two: adding reports to a study changes no earlier answer.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dateline.document import Document
from dateline.lexicon import read_data
from dateline.record import Record

COMMON = 0.25
"""Weight of a word that is common in news, where a rarer one has 1."""

PAIR = 1.2
"""Weight of two capitalised words in a row: a person, a street, a unit."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Profile = Mapping[str, float]
"""Weight of each feature of a report; the squares sum to 1."""


class _Common(Record, frozen=True, forbid_unknown_fields=True):
    little: str
    some: str


@functools.cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    data = read_data("common.yaml", _Common)
    some = data.some.split()
    return frozenset(data.little.split()), frozenset(_stem(word) for word in some)


def _stem(word: str) -> str:
    """Return a word without the ending of a plural."""
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def profile(document: Document) -> Profile:
    """Return the features of what a report tells, weighted, as a vector of length 1."""
    counts: Counter[str] = Counter()
    for block in document.report_blocks():
        counts.update(_features(_WORD.findall(document.text, block.start, block.end)))
    some = _common()[1]
    weights = {
        feature: _weight(feature, some) * (1 + math.log(count)) for feature, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {feature: weight / length for feature, weight in weights.items()} if length else {}


def _features(words: Sequence[str]) -> Iterator[str]:
    before = ""
    for written in words:
        feature, name = _feature(written)
        if feature:
            yield feature
            if name and before:
                yield f"{before} {feature}"
        before = feature if name else ""


@functools.lru_cache(maxsize=1 << 17)
def _feature(written: str) -> tuple[str, bool]:
    """Return the feature of a word, and whether it may be part of a name.

    The feature is empty for words that say nothing.
    """
    word = written.lower().replace("’", "'").removesuffix("'s")
    if not word or word in _common()[0]:
        return "", False
    if word[0].isdigit():
        return f"#{word}", False
    return _stem(word), written[0].isupper()


def _weight(feature: str, some: frozenset[str]) -> float:
    if " " in feature:
        return PAIR
    return COMMON if feature in some else 1.0


def likeness(left: Profile, right: Profile) -> float:
    """Return the cosine of two profiles: 0 for nothing in common, 1 for the same words."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[feature] for feature, weight in left.items() if feature in right)


def traits(of: Profile, most: int = 24) -> tuple[str, ...]:
    """Return the weightiest features of a report, by which alike reports are looked up."""
    told = [feature for feature, _ in sorted(of.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(told[:most])
