"""Seen: what the trained encoder sees in a document, as spans, before any is believed."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import numpy as np

from dateline.document import Document
from dateline.extract.windows import Window, windows
from dateline.record import Record
from dateline.span import Span, SpanIndex
from dateline.value import FigureKind
from dateline.weights import Floats, Outputs, Weights

ROLES = ("actor", "recipient", "weapon")
SAME = "same"
_SAME_LINK = "event:same"
_MENTIONS: dict[str, str] = {"actor": "ent", "recipient": "ent", "weapon": "weapon"}
_ALSO = {"recipient": "place"}
"""A village that is attacked is a place that takes the act."""
_CHUNKS = ("ent", "place", "weapon", "fig", "time")
_FIGURE = "figure:"
MOST = 200_000
"""Characters of a text that are read: of a longer one, the rest is left to the rules."""

BELIEVED = 0.5
"""Probability from which the encoder is taken to see something at all."""

FAINT = 0.1
"""Probability under which a word is not even a candidate event word."""

_SHARE = 0.7
"""How far the type of one telling speaks for another of the same happening, next to its own."""


class Linked(Record, frozen=True):
    """Words that take part in an event, and how surely."""

    span: Span
    sureness: float


class Counted(Record, frozen=True):
    """Words that say how many an event killed, wounded and so on, and how surely."""

    kind: FigureKind
    span: Span
    sureness: float


class SeenEvent(Record, frozen=True, kw_only=True):
    """An event word as the encoder sees it.

    Attributes:
        trigger: The event word.
        sureness: Probability that it tells of an event.
        types: Probability of each of the model's types, in its order.
        statuses: Likewise of each status.
        background: Probability that it is an older event, only recalled.
        retelling: Probability that it tells again what is told elsewhere in the report.
        figured: Probability that a number counts what it did.
        figures: What counts it: numbers, and persons told one by one.
        times: When it happened.
        roles: For each of `ROLES` what takes part.
        words: Offsets of the words that were read together with it.
        links: For each of `ROLES`, how surely each of these words begins what takes it; for
            `SAME`, how surely it tells the same happening.
    """

    trigger: Span
    sureness: float
    types: Floats
    statuses: Floats
    background: float
    retelling: float
    figured: float = 0.0
    figures: tuple[Counted, ...] = ()
    times: tuple[Linked, ...] = ()
    roles: dict[str, tuple[Linked, ...]]
    words: Sequence[tuple[int, int]] = ()
    links: Mapping[str, Floats] = {}

    def link(self, role: str, span: Span) -> float:
        """Return how surely some words take a role, wherever in them a mention begins."""
        first = bisect.bisect_right(self.words, span.start, key=_end)
        last = bisect.bisect_left(self.words, span.end, key=_start)
        return float(self.links[role][first:last].max(initial=0.0)) if role in self.links else 0.0


def _start(word: tuple[int, int]) -> int:
    return word[0]


def _end(word: tuple[int, int]) -> int:
    return word[1]


def _length(chunk: tuple[int, int]) -> int:
    return chunk[1] - chunk[0]


class Seen:
    """What the encoder sees in one document.

    Attributes:
        events: Event words in text order, faint ones too.
    """

    def __init__(self, document: Document, sentences: Sequence[Span], weights: Weights) -> None:
        """Read the sentences."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._told: list[float] = []
        events: list[SeenEvent] = []
        read = [sentence for sentence in sentences if sentence.end <= MOST]
        for window in windows(read, weights.tokenizer, weights.names.marks):
            outputs = weights.read(window.pieces, window.first, window.shapes)
            reader = _WindowReader(document, window, outputs, weights)
            events.extend(reader.events())
            self._starts.extend(start for start, _ in window.words)
            self._ends.extend(end for _, end in window.words)
            self._told.extend(reader.told.tolist())
        self.events = tuple(events)

        self._triggers = SpanIndex([event.trigger for event in self.events])

    def told(self, span: Span) -> float | None:
        """Return the probability that some words tell of an event; None if they were not read."""
        first = bisect.bisect_right(self._ends, span.start)
        last = bisect.bisect_left(self._starts, span.end)
        return max(self._told[first:last], default=None)

    def event_at(self, span: Span) -> SeenEvent | None:
        """Return the surest event whose word shares a character with a span."""
        met = [self.events[number] for number in self._triggers.meeting(span)]
        return max(met, key=lambda event: event.sureness, default=None)


class _WindowReader:
    """Turns the model's numbers for one window into spans."""

    def __init__(
        self, document: Document, window: Window, outputs: Outputs, weights: Weights
    ) -> None:
        self.document, self.window, self.outputs = document, window, outputs
        self.names = weights.names
        self.told = 1.0 - outputs.tags["chunk:trigger"][:, 0]
        self.counts = {
            number: cast("FigureKind", link.removeprefix(_FIGURE))
            for number, link in enumerate(self.names.links)
            if link.startswith(_FIGURE)
        }

    def events(self) -> Iterator[SeenEvent]:
        """Yield the candidate event words."""
        tags = self.outputs.tags
        chunks = {name: self._chunks(f"chunk:{name}", 0.5) for name in _CHUNKS}
        triggers = self._chunks("chunk:trigger", FAINT)
        types = self._types(triggers)
        for number, (first, last) in enumerate(triggers):
            yield SeenEvent(
                trigger=self._span(first, last),
                sureness=float(self.told[first:last].max()),
                types=types[number],
                statuses=tags["status"][first],
                background=float(tags["background"][first, 1]),
                retelling=float(tags["retelling"][first, 1]),
                figured=float(self.outputs.links[first][list(self.counts)].max()),
                figures=tuple(self._figures(first, chunks)),
                times=tuple(self._linked("date", first, chunks["time"])),
                roles={role: tuple(self._role(role, first, chunks)) for role in ROLES},
                words=self.window.words,
                links={role: self._links(f"role:{role}", first) for role in ROLES}
                | {SAME: self._links(_SAME_LINK, first)},
            )

    def _types(self, triggers: Sequence[tuple[int, int]]) -> list[Floats]:
        """Return the types of event words, each weighed with what tells the same happening.

        "An attack" seldom says of which type it is; the rocket strike that it tells again does.
        """
        logs = [np.log(self.outputs.tags["type"][first] + 1e-9) for first, _ in triggers]
        sums = [log.copy() for log in logs]
        for one, (head, _) in enumerate(triggers):
            same = self._links(_SAME_LINK, head)
            for other, (first, last) in enumerate(triggers):
                share = float(same[first:last].max())
                if other != one and share >= BELIEVED:
                    sums[one] += _SHARE * share * logs[other]
                    sums[other] += _SHARE * share * logs[one]
        shares = [np.exp(total - total.max()) for total in sums]
        return [share / share.sum() for share in shares]

    def _links(self, link: str, head: int) -> Floats:
        """Return for each word how surely a kind of link leads to it from an event word."""
        sureness: Floats = self.outputs.links[head][self.names.links.index(link)]
        return sureness

    def _role(
        self, role: str, head: int, chunks: dict[str, list[tuple[int, int]]]
    ) -> Iterator[Linked]:
        """Yield what takes a role: the chunks with a word that the event word is linked to."""
        kinds = [_MENTIONS[role], *([_ALSO[role]] if role in _ALSO else [])]
        found = {chunk for name in kinds for chunk in chunks[name]}
        return self._linked(role, head, sorted(found))

    def _linked(self, role: str, head: int, chunks: Sequence[tuple[int, int]]) -> Iterator[Linked]:
        """Yield the chunks that an event word is linked to in a role."""
        links = self._links(f"role:{role}", head)
        for first, last in chunks:
            sureness = float(links[first:last].max())
            if sureness >= FAINT and not first <= head < last:
                yield Linked(self._span(first, last), sureness)

    def _figures(self, head: int, chunks: dict[str, list[tuple[int, int]]]) -> Iterator[Counted]:
        """Yield what counts an event: the shortest mention about each word linked to it."""
        inside = sorted((*chunks["fig"], *chunks["ent"], *chunks["place"]), key=_length)
        for number, kind in self.counts.items():
            links = self.outputs.links[head][number]
            sure: dict[tuple[int, int], float] = {}
            for word in np.flatnonzero(links >= FAINT).tolist():
                at = next((c for c in inside if c[0] <= word < c[1]), (word, word + 1))
                sure[at] = max(sure.get(at, 0.0), float(links[word]))
            for at, sureness in sorted(sure.items()):
                yield Counted(kind, self._span(*at), sureness)

    def _chunks(self, head: str, least: float) -> list[tuple[int, int]]:
        """Return (first, last + 1) words of the chunks of a head."""
        tags = self.outputs.tags[head]
        inside = (1.0 - tags[:, 0]) >= least
        begins = tags[:, 1] > tags[:, 2]
        found: list[tuple[int, int]] = []
        for index in np.flatnonzero(inside).tolist():
            joined = found and found[-1][1] == index and not begins[index]
            joined = joined and self._same_sentence(index - 1, index)
            if joined:
                found[-1] = (found[-1][0], index + 1)
            else:
                found.append((index, index + 1))
        return found

    def _same_sentence(self, one: int, other: int) -> bool:
        return self.window.sentences[one] == self.window.sentences[other]

    def _span(self, first: int, last: int) -> Span:
        return self.document.span(self.window.words[first][0], self.window.words[last - 1][1])
