"""Links places: finds the place names of a report, and says where each event happened."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.document import Document
from dateline.gazetteer import contents_id, opened
from dateline.lexicon import digest
from dateline.link.place_report import Found, PlaceReader
from dateline.link.place_value import place_of
from dateline.link.place_words import FILE, place_words
from dateline.mention import Mention, PlaceMention
from dateline.reading import Extraction
from dateline.settings import Settings
from dateline.stage import signature
from dateline.value import Place


class PlaceLinker:
    """Finds the places of a report, and the place of each event."""

    def __init__(self, settings: Settings) -> None:
        """Open the gazetteer, built where it was not.

        Raises:
            ConfigError: A gazetteer file cannot be read, or is of no known shape.
        """
        self.by = signature("link.places", digest(FILE), contents_id(settings.gazetteers))
        self._read = PlaceReader(opened(settings.gazetteers), place_words())

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with place mentions, and with the places of its claims."""
        own = [mention for mention in extraction.mentions if isinstance(mention, PlaceMention)]
        found = self._read(document, [mention.span() for mention in own])
        return msgspec.structs.replace(
            extraction, mentions=self._mentions(document, extraction.mentions, found)
        )

    def _mentions(
        self, document: Document, mentions: Sequence[Mention], found: Sequence[Found]
    ) -> tuple[Mention, ...]:
        at = {(item.name.start, item.name.end): item for item in found}
        kept: list[Mention] = []
        for mention in mentions:
            item = (
                at.pop((mention.start, mention.end), None)
                if isinstance(mention, PlaceMention)
                else None
            )
            if item is not None and isinstance(mention, PlaceMention) and mention.value is None:
                kept.append(msgspec.structs.replace(mention, value=self._value(item)))
            else:
                kept.append(mention)
        for item in at.values():
            span = document.span(item.name.start, item.name.end)
            kept.append(PlaceMention(span.start, span.end, span.text, self._value(item)))
        return tuple(kept)

    def _value(self, item: Found) -> Place | None:
        if not item.choice.ranked:
            return None
        return place_of(self._read.gazetteer, item.choice.ranked)
