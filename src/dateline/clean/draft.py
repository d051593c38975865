"""Draft: a page as labelled text, before publisher, date and language are decided."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dateline.document import Block, Published
from dateline.record import Record
from dateline.span import OffsetMap


class PageFacts(Record, frozen=True, kw_only=True):
    """What a page or an input row says about itself outside its text.

    Attributes:
        title: The report's title, without the site's name.
        publisher: Name of the publication.
        byline: Who wrote it.
        language: Declared language, ISO 639-1.
        url: Canonical address.
        published: Day of publication, read from metadata or given; None if not stated.
        metadata: Input columns that no field above holds.
    """

    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None
    published: Published | None = None
    metadata: Mapping[str, str] = msgspec.field(default_factory=dict)


class Draft(Record, frozen=True, kw_only=True):
    """A page as text under labels, with the way back to its source.

    Attributes:
        text: The whole page as text; blocks are parted by white space only.
        blocks: Labelled as far as the page's own structure tells.
        source: From characters of `text` to code points of the decoded original
            (`surrogateescape` keeps undecodable bytes), or to a PDF's pages.
        facts: What the page says about itself.
    """

    text: str
    blocks: tuple[Block, ...]
    source: OffsetMap
    facts: PageFacts = PageFacts()
