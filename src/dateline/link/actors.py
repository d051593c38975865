"""Links those who act and suffer to the register, on the day of the report.

An entity whose words name nobody keeps its words: unnamed gunmen stay unnamed. Roles
("gunmen", "villagers") give a sector and no id. `resolved_from` says how a name was
found: `register` by name, `country` from a state and a role ("Russian jets", or "the
army" in a report about one state only), `coreference` from what the report said before.
"""

from __future__ import annotations

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.lexicon import digest
from dateline.link.actor_names import index_of
from dateline.link.actor_plain import Key, Side
from dateline.link.actor_report import Report
from dateline.mention import EntityMention, Mention, PlaceMention
from dateline.reading import Extraction
from dateline.register_files import opened
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Entity

_ADDED_KINDS = frozenset(
    ("armed_group", "coalition", "mission", "igo", "ngo", "monitor", "agency", "media", "party",
     "army", "police", "intelligence", "government", "person")
)  # fmt: skip
"""Kinds of actor whose names become mentions though no reader marked them."""


class ActorLinker:
    """Links entities of claims and mentions to actors of the register."""

    def __init__(self, settings: Settings) -> None:
        """Open the register, with the user's own files.

        Raises:
            ConfigError: A register file is missing or wrong.
        """
        register = opened(settings.actors)
        self._index = index_of(register)
        content = msgspec.json.encode(sorted(register.actors.values(), key=lambda one: one.id))
        self.by = signature("link.actors", digest("countries.yaml"), content.decode())

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with its entities linked and names added as mentions."""
        report = Report(document, extraction.mentions, self._index)
        report.resolve(_spans(extraction), _sides(extraction.claims))
        mentions = _mentions(extraction, report)
        claims = tuple(_claim(claim, report) for claim in extraction.claims)
        return msgspec.structs.replace(extraction, claims=claims, mentions=mentions)


def _spans(extraction: Extraction) -> list[Span]:
    """Return all words for somebody, in text order, each once."""
    found: dict[tuple[int, int], Span] = {}
    for mention in extraction.mentions:
        if isinstance(mention, EntityMention) and mention.value is None:
            found[mention.start, mention.end] = mention.span()
    for claim in extraction.claims:
        for entity in (*claim.actors, *claim.recipients):
            if entity.mention is not None and entity.id is None:
                found[entity.mention.start, entity.mention.end] = entity.mention
    for statement in extraction.statements:
        if statement.source is not None:
            found[statement.source.start, statement.source.end] = statement.source
    return [found[key] for key in sorted(found, key=lambda key: (key[0], -key[1]))]


def _sides(claims: tuple[Claim, ...]) -> dict[Key, Side]:
    """Return for all words that act or suffer in claims what part they have."""
    types: dict[Key, set[str]] = {}
    others: dict[Key, set[Key]] = {}
    acting: set[Key] = set()
    for claim in claims:
        actors, recipients = _keys(claim.actors), _keys(claim.recipients)
        acting.update(actors)
        for keys, opposite in ((actors, recipients), (recipients, actors)):
            for key in keys:
                types.setdefault(key, set()).add(claim.event_type)
                others.setdefault(key, set()).update(other for other in opposite if other != key)
    return {
        key: Side(frozenset(types[key]), frozenset(others[key]), key in acting) for key in types
    }


def _keys(entities: tuple[Entity, ...]) -> list[Key]:
    return [(one.mention.start, one.mention.end) for one in entities if one.mention]


def _claim(claim: Claim, report: Report) -> Claim:
    """Return a claim with its actors and recipients linked, each once."""
    actors = _linked(claim.actors, report)
    recipients = _linked(claim.recipients, report)
    if actors == claim.actors and recipients == claim.recipients:
        return claim
    return msgspec.structs.replace(claim, actors=actors, recipients=recipients)


def _linked(entities: tuple[Entity, ...], report: Report) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for entity in entities:
        values: tuple[Entity, ...] = (entity,)
        if entity.mention is not None and entity.id is None:
            values = report.values.get((entity.mention.start, entity.mention.end), values)
        for value in values:
            found.setdefault(value.id or value.name.casefold(), value)
    return tuple(found.values())


def _mentions(extraction: Extraction, report: Report) -> tuple[Mention, ...]:
    """Return the mentions, those of somebody valued, with those added that nobody marked."""
    entities: dict[Key, EntityMention] = {}
    others: list[Mention] = []
    for mention in extraction.mentions:
        if isinstance(mention, EntityMention):
            entities[mention.start, mention.end] = mention
        else:
            others.append(mention)
    places = {(one.start, one.end) for one in others if isinstance(one, PlaceMention)}
    for key, values in report.values.items():
        known = entities.get(key)
        if known is not None and known.value is not None:
            continue
        for value in values:
            span = value.mention
            if span is not None:
                entities[span.start, span.end] = _mention(span, value)
        if known is not None and len(values) > 1:
            entities[key] = known
    for hit in report.names.hits:
        if hit.how != "actor" or not (hit.actors or hit.short):
            continue
        span = report.span_of(hit)
        entity = report.entity_of(hit)
        if entity is None or (span.start, span.end) in places or _held(span, entity, report):
            continue
        if not hit.actors or hit.actors[0].kind in _ADDED_KINDS:
            entities.setdefault((span.start, span.end), _mention(span, entity))
    found = [*others, *entities.values()]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, type(one).__name__)))


def _mention(span: Span, value: Entity) -> EntityMention:
    return EntityMention(start=span.start, end=span.end, text=span.text, value=value)


def _held(span: Span, value: Entity, report: Report) -> bool:
    """Tell whether words already linked to the same actor hold these words."""
    return any(
        start <= span.start and span.end <= end and any(one.id == value.id for one in values)
        for (start, end), values in report.values.items()
    )
