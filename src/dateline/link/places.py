"""Links places: finds the place names of a report, and says where each event happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.gazetteer import contents_id, opened
from dateline.lexicon import digest
from dateline.link.place_report import Found, PlaceReader
from dateline.link.place_scene import Scenes, Watch
from dateline.link.place_scene_words import FILE as SCENES
from dateline.link.place_scene_words import scene_words
from dateline.link.place_signs import Page
from dateline.link.place_spot import Spot
from dateline.link.place_spots import SpotFinder
from dateline.link.place_value import place_of
from dateline.link.place_words import FILE, place_words
from dateline.mention import Mention, PlaceMention
from dateline.reading import Extraction
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Place

_NEAR = 80
"""Characters between the words for a source and its cue that still belong to them."""

_OF_THE_STATE = re.compile(
    r"\b(?:ministr(?:y|ies)|minister|government|president|prime|command|coalition|monitors?"
    r"|observatory|embassy|intelligence|spokes\w+|headquarters|agency|parliament|alliance|mission)\b",
    re.IGNORECASE,
)
"""Words of sources that speak from elsewhere than where things happen."""

_BEHIND = re.compile(
    r"\b(?:led|backed|supported|armed|funded|trained|commanded) by (?:the )?"
    r"([A-Z][\w.]+(?: [A-Z]\w+)?)"
)
"""A state behind a force: "the coalition led by France"."""

_SEATS = frozenset(("capital", "country"))


class PlaceLinker:
    """Finds the places of a report, and the place of each event."""

    def __init__(self, settings: Settings, watch: Watch | None = None) -> None:
        """Open the gazetteer, built where it was not.

        Args:
            settings: Name the user's own gazetteers.
            watch: Told every choice of an event's place.

        Raises:
            ConfigError: A gazetteer file cannot be read, or is of no known shape.
        """
        self.by = signature("link.places", digest(FILE, SCENES), contents_id(settings.gazetteers))
        gazetteer = opened(settings.gazetteers)
        self._read = PlaceReader(gazetteer, place_words())
        self._spots = SpotFinder(gazetteer, scene_words())
        self._scenes = Scenes(scene_words(), watch)

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with place mentions, and with the places of its claims.

        What a reader already gave is kept: a place mention of its own gets a value, a place
        that it chose for a claim gets its point.
        """
        own = [
            mention.span() for mention in extraction.mentions if isinstance(mention, PlaceMention)
        ]
        own += [c.place.mention for c in extraction.claims if c.place and c.place.mention]
        found = self._read(document, sorted(set(own), key=lambda span: (span.start, span.end)))
        parts = sentences(document)
        speaking = list(_speaking(document, extraction, found))
        spots = self._spots(document, parts, found, speaking)
        page = Page(document, parts, spots, speaking)
        free = [claim for claim in extraction.claims if claim.place is None]
        chosen = self._scenes(page, free) if free else {}
        values = {(spot.start, spot.end): spot.place for spot in spots}
        return msgspec.structs.replace(
            extraction,
            claims=tuple(_with_place(claim, chosen, values) for claim in extraction.claims),
            mentions=_mentions(document, extraction.mentions, self._values(found), spots),
        )

    def _values(self, found: Sequence[Found]) -> dict[tuple[int, int], Place | None]:
        gazetteer = self._read.gazetteer
        return {
            (item.name.start, item.name.end): place_of(gazetteer, item.choice.ranked)
            if item.choice.ranked
            else None
            for item in found
        }


def _speaking(document: Document, extraction: Extraction, found: Sequence[Found]) -> Iterator[Span]:
    """Yield words in which a place tells who speaks or leads: "officials in Damascus".

    They are those of bodies of a whole state or beyond, and capitals in anybody's. Residents,
    medics and mayors speak where it happened. "Led by France" is no place either.
    """
    for match in _BEHIND.finditer(document.text):
        yield document.span(*match.span(1))
    seats = [item.name for item in found if item.feature and item.feature.kind in _SEATS]
    for statement in extraction.statements:
        source, cue = statement.source, statement.cue
        if source is None:
            continue
        end = source.end
        if cue is not None and 0 < cue.start - end < _NEAR:
            end = cue.start
        if _OF_THE_STATE.search(document.text, source.start, end):
            yield document.span(source.start, end)
            continue
        for name in seats:
            if source.start <= name.start and name.end <= end:
                yield document.span(name.start, name.end)


def _with_place(
    claim: Claim, chosen: Mapping[str, Spot], values: Mapping[tuple[int, int], Place]
) -> Claim:
    if claim.place is None:
        spot = chosen.get(claim.id)
        return msgspec.structs.replace(claim, place=spot.place) if spot else claim
    words = claim.place.mention
    if claim.place.lat is not None or words is None:
        return claim
    value = values.get((words.start, words.end))
    return msgspec.structs.replace(claim, place=value) if value else claim


def _mentions(
    document: Document,
    mentions: Sequence[Mention],
    given: Mapping[tuple[int, int], Place | None],
    spots: Sequence[Spot],
) -> tuple[Mention, ...]:
    """Return the mentions with the places added, a reader's own places valued in their place.

    Args:
        document: The report.
        mentions: What is mentioned so far.
        given: The names found, each with its value alone.
        spots: The spots; a site stands in place of the name that it takes in.
    """
    values: dict[tuple[int, int], Place | None] = {
        at: None for at, value in given.items() if value is None
    }
    for spot in spots:
        words = spot.own.mention if spot.own else None
        if spot.own and words:
            values[words.start, words.end] = msgspec.structs.replace(spot.own, mention=None)
    kept: list[Mention] = []
    for mention in mentions:
        at = (mention.start, mention.end)
        if isinstance(mention, PlaceMention):
            value = values.pop(at, None) or given.get(at)
            if mention.value is None and value is not None:
                kept.append(msgspec.structs.replace(mention, value=value))
                continue
        kept.append(mention)
    known = [(m.start, m.end) for m in kept if isinstance(m, PlaceMention)]
    for (start, end), value in sorted(values.items()):
        if not any(low < end and start < high for low, high in known):
            kept.append(PlaceMention(start, end, document.text[start:end], value))
    return tuple(kept)
