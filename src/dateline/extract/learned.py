"""LearnedReader: the encoder and the rules, each heard on what it reads best.

The rules are sure where their words are known and blind where they are not; the
encoder reads any sentence, and less surely. A claim of the rules stays unless the
encoder sees nothing in its words; an event that only the encoder sees makes a claim
when it is sure of it. What either leaves out stands as a rejection with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import msgspec
import numpy as np

from dateline.claim import MAIN_POINT_TYPES, Claim, EventType, Status
from dateline.document import Document
from dateline.extract.rules import RulesReader
from dateline.extract.seen import Linked, Seen, SeenEvent
from dateline.extract.statements import with_claims
from dateline.reading import Extraction
from dateline.record import Record
from dateline.rejection import Rejection
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Entity, Weapon
from dateline.weights import Weights, bundled


class Trust(Record, frozen=True, kw_only=True):
    """How far each reader is believed: probabilities, chosen on held-back reports.

    Attributes:
        drop: A claim of the rules in whose words the encoder sees less is left out.
        add: An event that only the encoder sees makes a claim from here on.
        again: From here on, what only the encoder sees counts as told before.
        retype: From here on, the encoder's type is taken where the rules say another.
        restate: Likewise its status.
        role: From here on, what the encoder links fills a role that the rules leave open.
        unrole: What the rules link and the encoder believes less is taken out.
    """

    drop: float = 0.1
    add: float = 0.7
    again: float = 0.5
    retype: float = 0.7
    restate: float = 0.8
    role: float = 0.5
    unrole: float = 0.0


class LearnedReader:
    """Reads claims, statements and mentions from a document's report blocks.

    Attributes:
        by: Signature over weights, thresholds and the rules.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the model and the rules.

        Raises:
            ConfigError: A file of either is missing or broken.
        """
        self._weights: Weights = bundled()
        self._rules = RulesReader(settings)
        self._trust = Trust()
        self.by = signature(
            "extract.learned", self._weights.digest, self._rules.by, repr(self._trust)
        )

    def __call__(self, document: Document) -> Extraction:
        """Return what a document tells, in text order, words not yet linked."""
        said = sentences(document)
        seen = Seen(document, said, self._weights)
        judge = Judge(self._weights, self._trust, self.by)
        return combined(document, self._rules(document), seen, judge)


class Judge:
    """Weighs what the rules and the encoder say of one event word."""

    def __init__(self, weights: Weights, trust: Trust, by: str) -> None:
        self.names, self.trust, self.by = weights.names, trust, by

    def reread(self, claim: Claim, seen: Seen) -> Claim:
        """Return a claim of the rules as both readers together have it."""
        event = seen.event_at(claim.trigger)
        score = round(seen.told(claim.trigger), 4)
        if event is None:
            return msgspec.structs.replace(claim, score=score, by=self.by)
        return msgspec.structs.replace(
            claim,
            event_type=self._type(claim, event),
            status=self._status(claim, event),
            actors=self._side(claim.actors, event.roles["actor"]),
            recipients=self._side(claim.recipients, event.roles["recipient"]),
            score=score,
            by=self.by,
        )

    def _type(self, claim: Claim, event: SeenEvent) -> EventType:
        best = int(np.argmax(event.types))
        if event.types[best] < self.trust.retype:
            return claim.event_type
        return cast("EventType", self.names.types[best])

    def _status(self, claim: Claim, event: SeenEvent) -> Status:
        best = int(np.argmax(event.statuses))
        if event.statuses[best] < self.trust.restate:
            return claim.status
        return cast("Status", self.names.statuses[best])

    def _side(self, stated: tuple[Entity, ...], linked: Sequence[Linked]) -> tuple[Entity, ...]:
        if stated:
            kept = [e for e in stated if e.mention is None or self._believed(e.mention, linked)]
            return tuple(kept)
        return self.entities(linked)

    def _believed(self, mention: Span, linked: Sequence[Linked]) -> bool:
        if not self.trust.unrole:
            return True
        sure = [one.sureness for one in linked if one.span.overlaps(mention)]
        return max(sure, default=0.0) >= self.trust.unrole

    def entities(self, linked: Sequence[Linked]) -> tuple[Entity, ...]:
        """Return what the encoder surely links to a role."""
        return tuple(
            Entity(name=one.span.text, mention=one.span)
            for one in linked
            if one.sureness >= self.trust.role
        )

    def new(self, document: Document, event: SeenEvent, evidence: Span) -> Claim:
        """Return a claim of what only the encoder sees."""
        event_type = cast("EventType", self.names.types[int(np.argmax(event.types))])
        weapons = [one.span for one in event.roles["weapon"] if one.sureness >= self.trust.role]
        return Claim(
            id=Claim.make_id(document.id, event.trigger, event_type),
            event_type=event_type,
            status=cast("Status", self.names.statuses[int(np.argmax(event.statuses))]),
            background=event.background >= 0.5,
            trigger=event.trigger,
            evidence=evidence,
            actors=self.entities(event.roles["actor"]),
            recipients=self.entities(event.roles["recipient"]),
            weapons=tuple(Weapon(name=span.text.lower(), mention=span) for span in weapons),
            score=round(event.sureness, 4),
            by=self.by,
        )


def combined(document: Document, base: Extraction, seen: Seen, judge: Judge) -> Extraction:
    """Return what the rules and the encoder read together."""
    trust = judge.trust
    claims: list[Claim] = []
    rejections = list(base.rejections)
    for claim in base.claims:
        if seen.told(claim.trigger) < trust.drop and claim.event_type not in MAIN_POINT_TYPES:
            rejections.append(_left_out("the encoder sees no event here", claim.trigger))
        else:
            claims.append(judge.reread(claim, seen))
    told = [claim.trigger for claim in base.claims]
    told += [one.span for one in base.rejections if one.span is not None]
    headline = document.headline()
    said = sentences(document)
    for event in seen.events:
        if any(event.trigger.overlaps(span) for span in told) or event.sureness < trust.add:
            continue
        if event.retelling >= trust.again or (headline and headline.contains(event.trigger)):
            rejections.append(_left_out("told before, and nothing new in it", event.trigger))
            continue
        evidence = next(one for one in said if one.contains(event.trigger))
        claims.append(judge.new(document, event, evidence))
    claims.sort(key=lambda claim: (claim.trigger.start, claim.trigger.end))
    return Extraction(
        claims=tuple(_standing(document, claims)),
        mentions=base.mentions,
        statements=with_claims(base.statements, claims),
        rejections=tuple(rejections),
    )


def _standing(document: Document, claims: list[Claim]) -> Iterator[Claim]:
    """Yield the claims under the ids of their types, none pointing at what was left out."""
    ids = {c.id: Claim.make_id(document.id, c.trigger, c.event_type) for c in claims}
    for claim in claims:
        same_as = ids.get(claim.same_as) if claim.same_as else None
        yield msgspec.structs.replace(claim, id=ids[claim.id], same_as=same_as)


def _left_out(reason: str, span: Span) -> Rejection:
    return Rejection(stage="extract.learned", reason=reason, span=span)
