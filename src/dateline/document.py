"""Document and Block: the text of one page, and what each block of it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from dateline.record import Record
from dateline.span import OffsetMap, Span

BlockKind = Literal[
    "headline",
    "repeat",
    "byline",
    "dateline",
    "paragraph",
    "subheading",
    "caption",
    "quote",
    "chrome",
]
"""What a block is. `repeat` says the headline again; `chrome` is page furniture."""

REPORT_KINDS: frozenset[BlockKind] = frozenset(
    ("headline", "paragraph", "subheading", "caption", "quote")
)
"""The kinds of block that tell something: stages read these and no others."""

PublishedBasis = Literal["given", "metadata", "url", "byline", "dateline", "inferred", "unknown"]


class Block(Record, frozen=True):
    """A stretch of the document's text under one label.

    Attributes:
        start: Code points before the block.
        end: Code points up to its end, excluded.
        kind: What it is.
        reason: Why it is chrome or a repeat; None for other kinds.
    """

    start: int
    end: int
    kind: BlockKind
    reason: str | None = None


class Published(Record, frozen=True, kw_only=True):
    """When a report appeared: the anchor that "Sunday" is counted from.

    Attributes:
        first: First day on which it may have appeared (`from` in JSON); None if unknown.
        last: Last such day, included (`to` in JSON); equal to `first` when known to the day.
        basis: What the days were read from.
        span: The characters that say so, when they stand in the text.
        reason: For `inferred`, the argument in full sentences; else how it was read
            (`meta article:published_time`) with its place in the source.
    """

    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    basis: PublishedBasis = "unknown"
    span: Span | None = None
    reason: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """One page as text, furniture included and labelled; nothing is deleted.

    Attributes:
        id: Of the original bytes, `sha256:…`.
        doc_id: The input's own id, when it had one.
        uri: Where the original came from.
        agencies: Wire services the report is taken from.
        language: ISO 639-1 code, or None where too little text stands to tell.
        blocks: In text order, not overlapping; together they hold every character
            that is not white space.
        text: The whole page. Never edited after `clean`.
        metadata: Columns and page facts that no field above holds.
        source: Leads back from `text` to the original; left out of a reading's JSON.
    """

    id: str
    uri: str
    text: str
    blocks: tuple[Block, ...]
    doc_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    language: str | None = None
    published: Published = Published()
    metadata: Mapping[str, str] = msgspec.field(default_factory=dict)
    source: OffsetMap = OffsetMap()

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text from `start` to `end`.

        Raises:
            OffsetError: The offsets do not fit the text.
        """
        return Span.of(self.text, start, end)

    def block_span(self, block: Block) -> Span:
        """Return a block's characters as a span."""
        return self.span(block.start, block.end)

    def report_blocks(self) -> Iterator[Block]:
        """Yield the blocks that tell something, in text order: no chrome, no repeats."""
        for block in self.blocks:
            if block.kind in REPORT_KINDS:
                yield block

    def block_of(self, span: Span) -> Block | None:
        """Return the block that a span begins in; None between blocks."""
        for block in self.blocks:
            if block.start <= span.start < block.end:
                return block
        return None

    def headline(self) -> Span | None:
        """Return the first headline block as a span."""
        for block in self.blocks:
            if block.kind == "headline":
                return self.block_span(block)
        return None
