"""How well mentions of events are put together, in one report and across reports.

    python bench/mentions.py MARKED.jsonl[.gz] --learn MARKED.jsonl[.gz] [--write PREDICTED.jsonl]

Rows are reports with `events` that people marked: {id, start, end, text, chain, sent}. Reports
are grouped by their words as `bench/merge.py stories` does, and no mentions of two stories are
put together. Those of one story that share a word are one, unless they stand in one sentence or
are words of saying in unlike sentences. Groups of different words are then compared: by the
lexicon of events (two words of one type), by the words around them, by whether they stand in one
sentence, and by which words told one happening in the reports of `--learn`; that part gives the
weights as well, and those reports have to be of other topics. It prints B-cubed precision, recall
and F1 of all mentions, those that stand alone included.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.extract.inflection import verb_forms
from dateline.extract.lexis import lexis
from dateline.merge.clusters import LEAST, cluster, pair
from dateline.record import Record
from merge import Row, b_cubed, name_of, read_rows, stories

THRESHOLD = -0.5
"""Log odds from which on two groups may be one. On the reports that the weights are from, any
from -1.0 to 0 gives the same within .003."""

_NEAR = 10
"""Words looked at on either side of a mention, nearer ones first."""

_SAID_ALIKE = 0.25
"""Words of saying in sentences less alike than this tell of two statements."""

_WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’]?\s+|\n")
_EMPTY_TAGS = frozenset("DPCSRX")
_ENDINGS = ("ations", "ation", "ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly",
            "er", "or", "ment", "e")  # fmt: skip

Weights = Mapping[str, float]
Table = Mapping[tuple[str, str], Mapping[str, float]]
"""For two stems the share of pairs that told one happening, by topic."""


class Mention(Record, frozen=True, kw_only=True):
    """A marked mention.

    Attributes:
        id: Of the mention.
        story: The group of reports that its report is in.
        topic: What its report is about, as marked.
        sentence: Report and number of its sentence.
        chain: The happening that it tells of, as marked.
        stems: Of its words.
        types: Types of event that the lexicon gives for its words.
        says: Whether it is a word of saying.
        around: Weighted stems of the words near it in its sentence.
    """

    id: str
    story: str
    topic: str
    sentence: str
    chain: str
    stems: frozenset[str]
    types: frozenset[str]
    says: bool
    around: Weights


Group = tuple[Mention, ...]


def main() -> None:
    """Print how well mentions are put together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--learn", type=Path, required=True)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    learn, measured = (list(read_rows(path)) for path in (arguments.learn, arguments.reports))
    rarity = _rarity(learn)
    taught = mentions_of(learn, rarity)
    table = word_pairs(taught)
    weights = fit(taught, table)
    print("weights:", ", ".join(f"{value:.2f}" for value in weights))
    mentions = mentions_of(measured, rarity)
    gold = {mention.id: mention.chain for mention in mentions}
    found = put_together(mentions, table, weights)
    alone = {
        mention.id: group[0].id
        for story in _by_story(mentions)
        for group in same_words(story)
        for mention in group
    }
    print("same words", b_cubed(gold, alone))
    print("mentions", b_cubed(gold, found))
    if arguments.write:
        lines = ({"mention": key, "cluster": value} for key, value in found.items())
        arguments.write.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@functools.cache
def _bases() -> Mapping[str, str]:
    """Return the base of each form of an irregular verb that the lexicon knows."""
    found: dict[str, str] = {}
    for entry in lexis().entries:
        for verb in entry.verbs:
            if "/" in verb:
                base = verb.partition("/")[0].partition(" ")[0]
                found.update((form.partition(" ")[0], base) for form, _ in verb_forms(verb))
    return found


@functools.lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """Return a word without its ending, a form of an irregular verb as its base."""
    word = _bases().get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _words(text: str) -> list[str]:
    """Return the words of a text that mean something, as they are looked up."""
    tags = lexis().tags
    words = [match.group().lower().removesuffix("'s") for match in _WORD.finditer(text)]
    return [word for word in words if tags.get(word) not in _EMPTY_TAGS]


def _rarity(rows: Sequence[Row]) -> Weights:
    """Return for each stem how rare it is among reports; `""` for one in none of them."""
    counts = Counter(stem for row in rows for stem in {_stem(word) for word in _words(row["text"])})
    found = {stem: math.log((len(rows) + 1) / (count + 0.5)) for stem, count in counts.items()}
    return {**found, "": math.log((len(rows) + 1) / 0.5)}


def mentions_of(rows: Sequence[Row], rarity: Weights) -> list[Mention]:
    """Return the mentions of some reports, with the stories that the reports tell."""
    story = stories(rows)
    return [
        _mention(row, event, story[name_of(row)], rarity) for row in rows for event in row["events"]
    ]


def _mention(row: Row, event: Mapping[str, Any], story: str, rarity: Weights) -> Mention:
    text, start, end = row["text"], event["start"], event["end"]
    low = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after = _SENTENCE_END.search(text, end)
    words = _words(event["text"]) or [event["text"].lower()]
    around = [*_near(_words(text[low:start])[::-1], rarity)]
    around += _near(_words(text[end : after.start() if after else len(text)]), rarity)
    return Mention(
        id=event["id"],
        story=story,
        topic=str(row["topic"]),
        sentence=f"{name_of(row)} {event['sent']}",
        chain=event["chain"],
        stems=frozenset(map(_stem, words)),
        types=_types([event["text"].lower(), *words]),
        says=any(word in lexis().cues for word in words),
        around=_scaled(around),
    )


def _types(words: Sequence[str]) -> frozenset[str]:
    lows = [word.split() for word in words]
    found = (values for low in lows if low for _, values in lexis().events.at(low, 0))
    return frozenset(entry.type for values in found for entry, _ in values)


def _near(words: Sequence[str], rarity: Weights) -> Iterator[tuple[str, float]]:
    for place, word in enumerate(words[:_NEAR]):
        stem = _stem(word)
        yield stem, rarity.get(stem, rarity[""]) / (1 + 0.3 * place)


def _scaled(weighted: Sequence[tuple[str, float]]) -> Weights:
    """Return weights added up by stem, the squares of which sum to 1."""
    total: dict[str, float] = defaultdict(float)
    for stem, weight in weighted:
        total[stem] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {stem: weight / length for stem, weight in total.items()}


def _cosine(left: Weights, right: Weights) -> float:
    return sum(weight * right.get(stem, 0.0) for stem, weight in left.items())


def _by_story(mentions: Sequence[Mention]) -> list[list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.story].append(mention)
    return list(found.values())


def same_words(story: Sequence[Mention]) -> list[Group]:
    """Return the mentions of a story in groups that share words."""
    points = {
        pair(one.id, other.id): 1.0 if _told_alike(one, other) else -1.0
        for one, other in itertools.combinations(story, 2)
        if one.stems & other.stems
    }
    return _groups(story, points)


def _told_alike(one: Mention, other: Mention) -> bool:
    if one.sentence == other.sentence:
        return False
    alike = _cosine(one.around, other.around) >= _SAID_ALIKE
    return alike or not (one.says and other.says)


def _groups(story: Sequence[Mention], points: Mapping[tuple[str, str], float]) -> list[Group]:
    by_id = {mention.id: mention for mention in story}
    found = cluster({key: key for key in by_id}, points)
    return [tuple(by_id[key] for key in members) for members in found]


def word_pairs(mentions: Sequence[Mention]) -> Table:
    """Return how often two different words of one story told one happening."""
    counts: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    for story in _by_story(mentions):
        for one, other in itertools.combinations(story, 2):
            if one.stems & other.stems:
                continue
            for stems in itertools.product(one.stems, other.stems):
                seen = counts[pair(*stems)].setdefault(one.topic, [0, 0])
                seen[one.chain == other.chain] += 1
    return {
        stems: {topic: yes / (no + yes) for topic, (no, yes) in topics.items() if no + yes > 1}
        for stems, topics in counts.items()
    }


def _known(one: Mention, other: Mention, table: Table) -> float:
    """Return the log odds that two words tell one happening, from other topics."""
    best = 0.0
    for stems in itertools.product(one.stems, other.stems):
        topics = table.get(pair(*stems), {})
        shares = [share for topic, share in topics.items() if topic != one.topic]
        if any(shares):
            yes = sum(shares)
            best = max(best, math.log((yes + 0.1) / (len(shares) - yes + 0.5) * 5))
    return best


def _compared(left: Group, right: Group, table: Table) -> list[float]:
    """Return what is known of two groups of mentions of one story."""
    pairs = list(itertools.product(left, right))
    shared = [bool(one.stems & other.stems) for one, other in pairs]
    unlike = [each for each, same in zip(pairs, shared, strict=True) if not same]
    count = len(pairs)
    around = (
        _scaled([item for mention in group for item in mention.around.items()])
        for group in (left, right)
    )
    return [
        sum(_known(one, other, table) for one, other in unlike) / count,
        sum(bool(one.types & other.types) for one, other in unlike) / count,
        sum(_begin_alike(one, other) for one, other in unlike) / count,
        sum(shared) / count,
        _cosine(*around),
        float(any(one.sentence == other.sentence for one, other in pairs)),
        1.0,
    ]


def _begin_alike(one: Mention, other: Mention) -> bool:
    """Tell whether two words begin with the same three letters of four: "explode", "explosion"."""
    return any(
        4 * len(_start(left, right)) >= 3 * min(len(left), len(right))
        for left, right in itertools.product(one.stems, other.stems)
        if min(len(left), len(right)) >= 4
    )


def _start(left: str, right: str) -> str:
    same = itertools.takewhile(lambda both: both[0] == both[1], zip(left, right, strict=False))
    return "".join(letter for letter, _ in same)


def fit(mentions: Sequence[Mention], table: Table) -> npt.NDArray[np.float64]:
    """Return weights under which the marked happenings are most probable: logistic regression."""
    rows: list[list[float]] = []
    told: list[float] = []
    sizes: list[float] = []
    for story in _by_story(mentions):
        for left, right in itertools.combinations(same_words(story), 2):
            rows.append(_compared(left, right, table))
            pairs = list(itertools.product(left, right))
            told.append(sum(one.chain == other.chain for one, other in pairs) / len(pairs))
            sizes.append(math.sqrt(len(pairs)))
    known, share, size = np.array(rows), np.array(told), np.array(sizes)
    weights = np.zeros(known.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (size * (share - odds)) - weights
        curve = (known * (size * odds * (1 - odds))[:, None]).T @ known
        weights += np.linalg.solve(curve + np.eye(len(weights)), slope)
    return weights


def put_together(
    mentions: Sequence[Mention], table: Table, weights: npt.NDArray[np.float64]
) -> dict[str, str]:
    """Return for each mention the first one that tells the same."""
    found: dict[str, str] = {}
    for story in _by_story(mentions):
        groups = same_words(story)
        held = [pair(group[0].id, mention.id) for group in groups for mention in group[1:]]
        points: dict[tuple[str, str], float] = {}
        for left, right in itertools.combinations(groups, 2):
            odds = float(np.dot(_compared(left, right, table), weights)) - THRESHOLD
            for one, other in itertools.product(left, right):
                points[pair(one.id, other.id)] = max(LEAST, odds)
        by_id = {mention.id: mention.id for mention in story}
        for members in cluster(by_id, points, must=held):
            found |= dict.fromkeys(members, members[0])
    return found


if __name__ == "__main__":
    main()
