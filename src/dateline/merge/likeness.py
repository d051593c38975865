"""How alike two reports are in their names, numbers and rarer words.

Every word has a fixed weight, so that how alike two reports are depends on nothing but
the two: adding reports to a study changes no earlier answer.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from dateline.document import Document
from dateline.lexicon import read_data
from dateline.record import Record

SHARES = {"word": 0.3, "name": 0.5, "number": 0.2}
"""How much each kind of feature adds to how alike two reports are. Fixed once: grouping
reports of shootings by words alone gives a B-cubed F1 of .91, by these shares .93."""

COMMON = 0.25
"""Weight of a word that is common in news, where a rarer one has 1."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?,;:]")

Profile = Mapping[str, float]
"""Weight of each feature of a report; the squares sum to 1, or less where a kind is missing."""


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
    """Return the features of what a report tells, weighted: words, names and numbers."""
    tokens = [
        token
        for block in document.report_blocks()
        for token in (*_TOKEN.findall(document.text, block.start, block.end), ".")
    ]
    lower = {token for token in tokens if token[0].islower()}
    some = _common()[1]
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in SHARES}
    for kind, feature in _features(tokens, lower):
        counts[kind][feature] += 1
    return {
        feature: weight
        for kind, share in SHARES.items()
        for feature, weight in _scaled(counts[kind], share, some)
    }


def _scaled(
    counts: Mapping[str, int], share: float, some: frozenset[str]
) -> Iterator[tuple[str, float]]:
    """Yield the weights of one kind of feature; their squares sum to its share."""
    weights = {
        feature: (COMMON if feature in some else 1.0) * (1 + math.log(count))
        for feature, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()) / share)
    return ((feature, weight / length) for feature, weight in weights.items())


def _features(tokens: Sequence[str], lower: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield kind and feature of each word, and of each two words of a name."""
    before = ""
    for written in tokens:
        feature, capital = _feature(written)
        if feature.startswith("#"):
            yield "number", feature
        elif feature:
            yield "word", feature
            if capital and before:
                yield "name", f"{before} {feature}"
            if capital and written.lower() not in lower and feature not in _common()[1]:
                yield "name", f"@{feature}"
        before = feature if capital else ""


@functools.lru_cache(maxsize=1 << 17)
def _feature(written: str) -> tuple[str, bool]:
    """Return the feature of a word, and whether it may be part of a name.

    The feature is empty for words that say nothing.
    """
    word = written.lower().replace("’", "'").removesuffix("'s")
    if not word[:1].isalnum() or word in _common()[0]:
        return "", False
    if word[0].isdigit():
        return f"#{word}", False
    return _stem(word), written[0].isupper()


def likeness(left: Profile, right: Profile) -> float:
    """Return the cosine of two profiles: 0 for nothing in common, 1 for the same words."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[feature] for feature, weight in left.items() if feature in right)


def traits(of: Profile, most: int = 24) -> tuple[str, ...]:
    """Return the weightiest features of a report, by which alike reports are looked up."""
    told = [feature for feature, _ in sorted(of.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(told[:most])
