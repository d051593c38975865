"""Who wrote and who published a report: wire services, publication and byline."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.clean.draft import PageFacts
from dateline.clean.published_head import first_paragraphs, heads
from dateline.clean.published_masthead import byline as byline_of
from dateline.clean.published_masthead import masthead, segments
from dateline.document import Block
from dateline.lexicon import read_data
from dateline.record import Record
from dateline.register import written_actors

_LAST_BLOCKS = 3
"""Blocks at the end of a report in which credit is given."""

_LONGEST = 1_500
"""Characters of a first or last paragraph that are looked at."""

_LONGEST_LINE = 300
"""Characters of the longest byline."""

_STAFF = re.compile(
    r"^(?:by|from|source:?|via|with|agence|©|\(c\))\s+|\s+(?:staff|news|newsroom|writers?"
    r"|(?:staff )?(?:writer|reporter|correspondent)s?|news agency|news service|agency|wires?)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\b(?:photo|photograph|picture|image|file|video|graphic|getty)\b", re.I)


class More(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wire service that the register does not hold."""

    name: str
    names: tuple[str, ...] = ()


class Cue(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """Words by which a report names the service it is taken from.

    Attributes:
        id: Its name in tests.
        pattern: A regular expression; `{agency}` stands for a service's name.
        service: Whose way of giving credit it is, where it names none.
        examples: Text that names the service.
        not_: Text that does not (`not` in YAML).
    """

    id: str
    pattern: str
    service: str | None = None
    examples: tuple[str, ...]
    not_: tuple[str, ...]


class Wires(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file `agencies.yaml`."""

    more: tuple[More, ...]
    organs: tuple[str, ...]
    weak: frozenset[str]
    quoted: str
    relays: tuple[Cue, ...]
    credits: tuple[Cue, ...]


class _Index(NamedTuple):
    """Services by every name, and the patterns that name them."""

    names: Mapping[str, str]
    any_name: re.Pattern[str]
    relays: tuple[re.Pattern[str], ...]
    credits: tuple[tuple[re.Pattern[str], str | None], ...]
    quoted: re.Pattern[str]


def agencies(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the wire services that a report is taken from, in text order, canonical names.

    A service counts in a byline or dateline, in the head of the dispatch, where the first
    paragraph relays it ("..., AFP reports") and in the credit at the end. A service that is
    only one source among others does not, nor does a caption's or the furniture's.

    Args:
        text: The document's text.
        blocks: Its labelled blocks.
    """
    found = sorted(_found(text, blocks))
    return tuple(dict.fromkeys(name for _, name in found))


def publisher(text: str, blocks: Sequence[Block], facts: PageFacts) -> str | None:
    """Return the publication's name; None if the page does not say.

    What the page states about itself comes first; then the name by which its first
    paragraph begins ("Coast.Net - "), that of the copyright line in its furniture, and the
    one that the page's title adds to the headline.

    Args:
        text: The document's text.
        blocks: Its labelled blocks.
        facts: What the page says about itself outside its text.
    """
    return facts.publisher or masthead(text, blocks, wires().names.keys())


def byline(text: str, blocks: Sequence[Block], facts: PageFacts) -> str | None:
    """Return who wrote the report, several names parted by semicolons; None if not said.

    Args:
        text: The document's text.
        blocks: Its labelled blocks.
        facts: What the page says about itself outside its text.
    """
    return facts.byline or byline_of(text, blocks, wires().names.keys() - cues().weak)


def cues() -> Wires:
    """Return the file `agencies.yaml`.

    Raises:
        ConfigError: It does not fit its schema.
    """
    found: Wires = read_data("agencies.yaml", Wires)
    return found


@functools.cache
def wires() -> _Index:
    """Return the services of the register and of `agencies.yaml`, indexed.

    Raises:
        ConfigError: A file does not fit its schema.
    """
    data = cues()
    names: dict[str, str] = {}
    for actor in written_actors():
        if actor.kind == "agency" and actor.id not in data.organs:
            names.update(dict.fromkeys((actor.name, *actor.names), actor.name))
    for one in data.more:
        names.update(dict.fromkeys((one.name, *one.names), one.name))
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    name = rf"(?<![\w.-])(?:{either})(?![\w-])"

    def compiled(cue: Cue) -> re.Pattern[str]:
        return re.compile(cue.pattern.replace("{agency}", name))

    return _Index(
        names,
        re.compile(name),
        tuple(compiled(cue) for cue in data.relays),
        tuple((compiled(cue), cue.service) for cue in data.credits),
        re.compile(data.quoted, re.IGNORECASE),
    )


def _found(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the services of a report, each with where it is named."""
    index = wires()
    for block in blocks:
        if block.kind in {"byline", "dateline"} and block.end - block.start <= _LONGEST_LINE:
            yield from _in_line(text, block.start, block.end)
    for head in heads(text, blocks):
        for match in index.any_name.finditer(head.words):
            yield head.start + match.start(), index.names[match.group()]
    for block in first_paragraphs(blocks)[:1]:
        yield from _relayed(text, block)
    told = [block for block in blocks if block.kind in {"paragraph", "quote", "byline"}]
    for block in told[-_LAST_BLOCKS:]:
        if len(told) > 1:
            yield from _credited(text, block)


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the services that a byline consists of, or names beside a writer."""
    names = wires().names
    if _PICTURE.search(text[start:end]):
        return
    for place, words in segments(text, start, end):
        bare = words
        while (shorter := _STAFF.sub("", bare).strip()) != bare:
            if bare in names:
                break
            bare = shorter
        if bare in names and bare not in cues().weak:
            yield place, names[bare]


def _relayed(text: str, block: Block) -> Iterator[tuple[int, str]]:
    """Yield the services that a first paragraph relays."""
    index = wires()
    words = text[block.start : min(block.end, block.start + _LONGEST)]
    if not index.any_name.search(words):
        return
    for pattern in index.relays:
        for match in pattern.finditer(words):
            for name in index.any_name.finditer(words, match.start(), match.end()):
                if not index.quoted.search(words[: name.start()]):
                    yield block.start + name.start(), index.names[name.group()]


def _credited(text: str, block: Block) -> Iterator[tuple[int, str]]:
    """Yield the services to which the end of a report gives credit."""
    index = wires()
    start = max(block.start, block.end - _LONGEST)
    words = text[start : block.end]
    for pattern, service in index.credits:
        match = pattern.search(words)
        if match and service:
            yield start + match.start(), service
        elif match:
            bracketed = "(" in match.group()
            for name in index.any_name.finditer(words, match.start(), match.end()):
                if name.group() in cues().weak and not bracketed:
                    continue
                yield start + name.start(), index.names[name.group()]
