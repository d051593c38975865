"""Names that reports use and the register does not hold, with examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.link.actor_names import NameIndex, Token, index_of, tokens_of
from dateline.link.actor_phrases import phrases_of
from dateline.link.speaker_words import read_source
from dateline.mention import EntityMention, PlaceMention
from dateline.reading import Reading
from dateline.record import Record
from dateline.register import Register, fold
from dateline.span import Span

_JOINING = frozenset("of the for and in de la du des del al el".split())
"""Words without a capital that may stand inside a name."""

_GOES_ON = re.compile(
    r"(?: (?:of|for|de|du|del)(?: the)?(?: [A-Z][\w'’-]*\w)+)+(?: and(?: [A-Z][\w'’-]*\w)+)?"
)
"""Words that go on with a name beyond the mention that holds its beginning."""

_SHORTEST = 2
"""Characters of the shortest name."""

_EXAMPLES = 3
_AROUND = 70
"""Characters shown on either side of a name in an example."""


class UnknownName(Record, frozen=True, kw_only=True):
    """A name that the register does not hold.

    Attributes:
        name: As it is written most often.
        count: How often it stands in the readings.
        reports: In how many of them.
        roles: How often it acts, suffers, speaks or is only named.
        person: Whether it looks like a person's name.
        examples: The words around it, from different reports as far as there are.
    """

    name: str
    count: int
    reports: int
    roles: dict[str, int]
    person: bool
    examples: tuple[str, ...]


class _Tally:
    """What is known of one name so far."""

    def __init__(self) -> None:
        self.spellings: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self.reports: set[str] = set()
        self.persons = 0
        self.examples: list[str] = []


def unknown_names(readings: Iterable[Reading], register: Register) -> list[UnknownName]:
    """Return the names that a register does not hold, the most frequent first."""
    index = index_of(register)
    tallies: dict[str, _Tally] = {}
    for reading in readings:
        text = reading.document.text
        for span, role in _open(reading):
            found = _name_in(span, text, index)
            if found is None:
                continue
            name, person = found
            tally = tallies.setdefault(fold(name), _Tally())
            tally.spellings[name] += 1
            tally.roles[role] += 1
            tally.persons += person
            if reading.document.id not in tally.reports and len(tally.examples) < _EXAMPLES:
                tally.examples.append(_around(span, text))
            tally.reports.add(reading.document.id)
    named = [_unknown(tally) for tally in tallies.values()]
    return sorted(named, key=lambda one: (-one.count, -one.reports, one.name))


def _unknown(tally: _Tally) -> UnknownName:
    count = tally.spellings.total()
    best = max(tally.spellings.items(), key=lambda item: (item[1], item[0]))
    return UnknownName(
        name=best[0],
        count=count,
        reports=len(tally.reports),
        roles=dict(sorted(tally.roles.items())),
        person=tally.persons * 2 > count,
        examples=tuple(tally.examples),
    )


def _open(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Yield all words for somebody that are linked to nobody, each once, with their part."""
    roles: dict[tuple[int, int], tuple[Span, str]] = {}
    for claim in reading.claims:
        for role, entities in (("acts", claim.actors), ("suffers", claim.recipients)):
            for entity in entities:
                if entity.mention is not None and entity.id is None:
                    roles[entity.mention.start, entity.mention.end] = (entity.mention, role)
    for statement in reading.statements:
        source, speaker = statement.source, statement.speaker
        if source is not None and (speaker is None or speaker.id is None):
            roles.setdefault((source.start, source.end), (source, "speaks"))
    taken = {place for start, end in roles for place in range(start, end)}
    places = {
        place
        for mention in reading.mentions
        if isinstance(mention, PlaceMention)
        for place in range(mention.start, mention.end)
    }
    for mention in reading.mentions:
        if not isinstance(mention, EntityMention) or mention.start in taken:
            continue
        if mention.value is None or mention.value.id is None:
            roles[mention.start, mention.end] = (mention.span(), "named")
    for key in sorted(roles):
        span, role = roles[key]
        if not places.intersection((span.start, span.end - 1)):
            yield span, role


def _name_in(span: Span, text: str, index: NameIndex) -> tuple[str, bool] | None:
    """Return the name in some words, and whether it is a person's; None if they hold none."""
    source = read_source(span.text)
    if source.shape == "person":
        return source.name, True
    tokens = tokens_of(span.text)
    runs = [_without_role(run, index.register) for run in _runs(tokens)]
    best = max(runs, key=len, default=[])
    if not best or any(True for _ in index.hits(tokens)):
        return None
    start, end = span.start + best[0].start, span.start + best[-1].end
    more = _GOES_ON.match(text, end)
    if more is not None:
        end = more.end()
        if any(True for _ in index.hits(tokens_of(text[start:end]))):
            return None
    if end - start < _SHORTEST:
        return None
    if (
        len(best) == 1
        and more is None
        and (source.kind is not None or _begins_sentence(span, best[0], text))
    ):
        return None
    role = phrases_of(index.register).role(best)
    if role is not None and role[1] == len(best):
        return None
    return " ".join(text[start:end].split()), False


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the runs of words with capitals, with the small words that join them."""
    run: list[Token] = []
    waiting: list[Token] = []
    for token in tokens:
        if token.text[0].isupper() and (run or token.key != "the"):
            run = [*run, *waiting, token]
            waiting = []
        elif run and token.key in _JOINING:
            waiting.append(token)
        elif run:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _without_role(run: list[Token], register: Register) -> list[Token]:
    """Return a run without a role that owes its capital to its place: "Fighters of the X"."""
    if len(run) > 2 and run[1].key in {"of", "for"} and phrases_of(register).role(run[:1]):
        rest = run[2:]
        return rest[1:] if rest[0].key == "the" else rest
    return run


def _begins_sentence(span: Span, token: Token, text: str) -> bool:
    """Tell whether a word may have its capital from beginning a sentence or line."""
    before = text[: span.start + token.start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n:"


def _around(span: Span, text: str) -> str:
    """Return the words around a name on one line, cut between words."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{span.text}{after}".split())
