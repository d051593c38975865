"""Which event words, given by hand, tell of one happening: what `merge.py mentions` measures.

Words are compared within a story (reports that `stories` takes together) by what the
project knows: the base form of the words, their type in the lexicon of events, whether
they are words of saying, the names, numbers, days and other words around them, and how
near they are to each other in the layers of the trained reader's encoder. How much each
counts is fitted on a file that the command names; nothing fitted is kept.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from dateline.document import Block, Document, Published
from dateline.extract.inflection import noun_forms, verb_forms
from dateline.extract.lexis import lexis, split_words
from dateline.extract.windows import Window, windows
from dateline.lexicon import read_data
from dateline.link.times import tag
from dateline.merge.clusters import Pair, cluster, pair
from dateline.merge.likeness import Profile, likeness, profile
from dateline.numeral import numerals
from dateline.span import Span
from dateline.weights import bundled

Row = Mapping[str, Any]
Floats = npt.NDArray[np.float64]

_AROUND = 45
"""So many characters on either side of an event word are the words beside it."""

_SAME_START = 5
"""Words that begin with as many of the same letters may be of one family ("explosion")."""

_LAYERS = tuple(
    f"/reader/encoder/{layer}/LayerNorm/LayerNormalization_output_0"
    for layer in ("embeddings", *(f"encoder/layer.{number}/output" for number in (1, 3, 5)))
)
"""Layers of the encoder in which event words are compared."""

_NEAR = 0.3
"""Words of two happenings are rarely nearer to each other than this."""

LEAN = 0.5
"""Added to the points of each pair; chosen on the training part of ECB+ (0 and .5 differ by
.001)."""

_PLAIN = re.compile(r"^(.{3,}?)(?:ies|ied|ying|ing|ed|es|s|e|y)?$")


class Told(NamedTuple):
    """One event word and what stands around it."""

    id: str
    report: str
    sentence: int
    place: int
    words: tuple[str, ...]
    types: frozenset[str]
    says: bool
    whole: Profile
    before: Profile
    after: Profile
    numbers: frozenset[str]
    days: frozenset[str]
    layers: Floats


@functools.cache
def _bases() -> Mapping[str, str]:
    """Return the base form of every form of the words that the project knows."""
    known = lexis()
    bases: dict[str, str] = {}
    verbs = [word for entry in known.entries for word in entry.verbs]
    verbs += [word for words in known.words.verbs.values() for word in words]
    verbs += read_data("grammar.yaml", dict[str, tuple[str, ...]])["verbs"]
    for word in verbs:
        forms = verb_forms(word)
        for form, _ in forms:
            bases.setdefault(form, forms[0][0])
    for word in (noun for entry in known.entries for noun in entry.nouns):
        for form in noun_forms(word):
            bases.setdefault(form, word)
    return bases


@functools.cache
def base(word: str) -> str:
    """Return what the forms of a word share: its base form without a last silent letter."""
    known = _bases().get(word, word)
    found = _PLAIN.match(known)
    stem = found.group(1) if found else known
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl" else stem


def _types(words: str) -> frozenset[str]:
    """Return the types that the lexicon of events knows for some words."""
    tokens = split_words(words)
    found = (lexis().events.at(tokens, index) for index in range(len(tokens)))
    return frozenset(entry.type for at in found for _, values in at for entry, _ in values)


def _profile(text: str) -> Profile:
    nothing = Published(first=None, last=None, basis="unknown")
    block = (Block(0, len(text), "paragraph"),) if text else ()
    return profile(
        Document(id="sha256:0", uri="row:0", doc_id="0", text=text, blocks=block, published=nothing)
    )


class Encoder:
    """The trained reader's encoder, its layers laid open."""

    def __init__(self) -> None:
        """Open the model that comes with the package."""
        self._weights = bundled()
        # Messages of this format that follow each other are merged: outputs can be appended.
        outputs = b"".join(_field(12, _field(1, name.encode())) for name in _LAYERS)
        content = (self._weights.folder / "reader.onnx").read_bytes() + _field(7, outputs)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"]
        )
        self._read: dict[str, tuple[Window, list[Floats]]] = {}

    def layers(self, sentence: Span, start: int, end: int) -> Floats:
        """Return for each layer the mean vector of some words; zeros for words unread."""
        if sentence.text not in self._read:
            tokenizer, marks = self._weights.tokenizer, self._weights.names.marks
            whole = Span(0, len(sentence.text), sentence.text)
            window = windows([whole], tokenizer, marks)[0]
            named = {"pieces": window.pieces, "first": window.first, "shapes": window.shapes}
            fed = {name: np.asarray([values], dtype=np.int64) for name, values in named.items()}
            self._read[sentence.text] = window, self._session.run(list(_LAYERS), fed)
        window, vectors = self._read[sentence.text]
        after = [*window.first[1:], len(window.pieces) - 1]
        low, high = start - sentence.start, end - sentence.start
        pieces = [
            piece
            for (begin, stop), first, then in zip(window.words, window.first, after, strict=True)
            if begin < high and stop > low
            for piece in range(first, then)
        ]
        if not pieces:
            return np.zeros((len(_LAYERS), vectors[0].shape[-1]))
        return np.stack([layer[0, pieces].mean(axis=0) for layer in vectors]).astype(np.float64)


def _field(number: int, content: bytes) -> bytes:
    """Return a field of bytes as protocol buffers write it."""
    size, length = bytearray(), len(content)
    while length > 127:
        size.append(length & 127 | 128)
        length >>= 7
    size.append(length)
    return bytes([number << 3 | 2]) + bytes(size) + content


def read(row: Row, encoder: Encoder) -> Iterator[Told]:
    """Yield the event words of a report; the chains it gives are not looked at."""
    text: str = row["text"]
    by_sentence: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for event in row["events"]:
        by_sentence[event["sent"]].append(event)
    for number, events in sorted(by_sentence.items()):
        low, high = _sentence(text, events)
        said = text[low:high]
        whole = _profile(said)
        numbers = frozenset(str(each.low) for each in numerals(said))
        days = frozenset(each.text.lower() for each in tag(said))
        for event in events:
            start, end = event["start"], event["end"]
            tokens = split_words(event["text"])
            yield Told(
                id=event["id"],
                report=str(row["id"]),
                sentence=number,
                place=start,
                words=tuple(base(token) for token in tokens),
                types=_types(event["text"]),
                says=tokens[0] in lexis().cue_firsts,
                whole=whole,
                before=_profile(text[max(low, start - _AROUND) : start]),
                after=_profile(text[end : min(high, end + _AROUND)]),
                numbers=numbers,
                days=days,
                layers=encoder.layers(Span(low, high, said), start, end),
            )  # fmt: skip


def _sentence(text: str, events: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Return the bounds of the sentence that some event words stand in."""
    first, last = min(each["start"] for each in events), max(each["end"] for each in events)
    ends = [match.end() for match in re.finditer(r"[.!?]['\"”]?\s+|\n", text)]
    low = max((end for end in ends if end <= first), default=0)
    return low, min((end for end in ends if end > last), default=len(text))


FEATURES = (
    "same words", "same head", "share a word", "same start", "same type", "other type",
    "both say", "one says", "same words of saying", "sentences alike", "alike, same words",
    "alike, not the same", "before alike", "after alike", "before alike, not the same",
    "after alike, not the same", "across alike", "one sentence", "one report",
    "one report, same words", "other numbers", "same numbers", "other numbers, same words",
    "other days", "same days", "same place in report", "used alike", "used alike, other words",
    "both common", "both common, same words", "stand together", "many words", "prior",
)  # fmt: skip


class Usage:
    """How the words of one story are used in it."""

    def __init__(self, told: Sequence[Told]) -> None:
        """Sum up what stands around each word."""
        self.reports = len({one.report for one in told})
        self._around: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._in: dict[tuple[str, ...], set[tuple[str, int]]] = defaultdict(set)
        self._reports: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for one in told:
            for side, beside in (("<", one.before), (">", one.after)):
                self._around[one.words].update({side + key: value for key, value in beside.items()})
            self._around[one.words].update({key: 0.5 * value for key, value in one.whole.items()})
            self._in[one.words].add((one.report, one.sentence))
            self._reports[one.words].add(one.report)

    def alike(self, left: tuple[str, ...], right: tuple[str, ...]) -> float:
        """Return the cosine of what stands around two words."""
        one, other = self._around[left], self._around[right]
        product = sum(value * other[key] for key, value in one.items() if key in other)
        return product / (_length(one) * _length(other) or 1.0)

    def together(self, left: tuple[str, ...], right: tuple[str, ...]) -> float:
        """Return how often the rarer of two words stands in a sentence with the other."""
        one, other = self._in[left], self._in[right]
        return len(one & other) / min(len(one), len(other))

    def share(self, words: tuple[str, ...]) -> float:
        """Return the share of the reports of the story that have a word."""
        return len(self._reports[words]) / self.reports


def _length(counts: Mapping[str, float]) -> float:
    return float(np.sqrt(sum(value * value for value in counts.values())))


def features(left: Told, right: Told, usage: Usage) -> list[float]:
    """Return what speaks for and against two event words telling of one happening."""
    same = left.words == right.words
    head = left.words[0] == right.words[0] or left.words[-1] == right.words[-1]
    other = not same
    alike = likeness(left.whole, right.whole)
    before, after = likeness(left.before, right.before), likeness(left.after, right.after)
    across = likeness(left.before, right.after) + likeness(left.after, right.before)
    start = left.words[0][:_SAME_START] == right.words[0][:_SAME_START]
    typed = bool(left.types and right.types)
    one_report = left.report == right.report
    numbers, days = bool(left.numbers and right.numbers), bool(left.days and right.days)
    both = min(usage.share(left.words), usage.share(right.words))
    used = 1.0 if same else usage.alike(left.words, right.words)
    return [
        same, head and other, bool(set(left.words) & set(right.words)) and other,
        start and other and len(left.words[0]) >= _SAME_START - 1,
        typed and bool(left.types & right.types) and other,
        typed and not left.types & right.types and other,
        left.says and right.says, left.says != right.says, left.says and same, alike,
        alike * same, alike * other, before, after, before * other, after * other, across,
        one_report and left.sentence == right.sentence, one_report, one_report and same,
        numbers and not left.numbers & right.numbers, bool(left.numbers & right.numbers),
        numbers and same and not left.numbers & right.numbers,
        days and not left.days & right.days, bool(left.days & right.days),
        min(left.sentence, right.sentence) == 0, used * other, used * other * both,
        both, both * same, usage.together(left.words, right.words) * other,
        len(left.words) + len(right.words) - 2, 1.0,
    ]  # fmt: skip


def pairs(told: Sequence[Told], story: Mapping[str, str]) -> tuple[list[Pair], Floats]:
    """Return the pairs of event words within a story, and the features of each."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        groups[story[one.report]].append(number)
    names: list[Pair] = []
    beside: list[tuple[int, int]] = []
    found: list[list[float]] = []
    for group in groups.values():
        usage = Usage([told[number] for number in group])
        for index, left in enumerate(group):
            for right in group[:index]:
                names.append(pair(told[left].id, told[right].id))
                beside.append((left, right))
                found.append(features(told[left], told[right], usage))
    plain = np.asarray(found, dtype=np.float64)
    near = _nearness(told, np.asarray(beside))
    parts = [plain[:, :-1], near, near * plain[:, :1], np.maximum(near - _NEAR, 0), plain[:, -1:]]
    return names, np.hstack(parts)


def _nearness(told: Sequence[Told], beside: npt.NDArray[np.int64]) -> Floats:
    """Return for each pair its cosine in each layer, the mean of all words taken off."""
    layers = np.stack([one.layers for one in told])
    layers -= layers.mean(axis=0)
    layers /= np.linalg.norm(layers, axis=2, keepdims=True) + 1e-9
    cosines = [
        np.einsum("ij,ij->i", layers[beside[:, 0], layer], layers[beside[:, 1], layer])
        for layer in range(len(_LAYERS))
    ]
    return np.stack(cosines, axis=1)


def fit(found: Floats, same: Floats, held: float = 3.0) -> Floats:
    """Return how much each feature counts: logistic regression, held near zero."""
    spread = _spread(found)
    scaled = found / spread
    weights = np.zeros(found.shape[1])
    for _ in range(25):
        sure = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (sure - same) + held * weights
        bend = (scaled.T * (sure * (1 - sure))) @ scaled + held * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights / spread


def _spread(found: Floats) -> Floats:
    spread: Floats = found.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def gold_of(rows: Sequence[Row]) -> dict[str, str]:
    """Return the chain of each event word, as coded by hand."""
    return {event["id"]: event["chain"] for row in rows for event in row["events"]}


def fitted(rows: Sequence[Row], story: Mapping[str, str]) -> Floats:
    """Return how much each feature counts, from reports whose chains are known."""
    encoder, gold = Encoder(), gold_of(rows)
    names, found = pairs([told for row in rows for told in read(row, encoder)], story)
    same = np.asarray([gold[left] == gold[right] for left, right in names], dtype=np.float64)
    return fit(found, same)


def chains(rows: Sequence[Row], story: Mapping[str, str], weights: Floats) -> dict[str, str]:
    """Return a cluster for each event word."""
    encoder = Encoder()
    told = [each for row in rows for each in read(row, encoder)]
    names, found = pairs(told, story)
    points = dict(zip(names, (found @ weights + LEAN).tolist(), strict=True))
    groups = cluster({each.id: each.id for each in told}, points)
    return {name: group[0] for group in groups for name in group}


def by_words(rows: Sequence[Row], story: Mapping[str, str]) -> dict[str, str]:
    """Return a cluster for each event word: the same base forms in one story."""
    return {
        event["id"]: " ".join(
            [story[str(row["id"])], *(base(token) for token in split_words(event["text"]))]
        )
        for row in rows
        for event in row["events"]
    }
