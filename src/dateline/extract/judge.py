"""Judge: one claim of what the rules and the encoder say of one event word.

The rules are better where grammar decides, the encoder where the whole clause does: who is
who, which number counts what, which time is whose. How far each is believed was fitted
(`extract/belief.py`); the thresholds here were chosen on reports held back from training.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

import msgspec

from dateline.claim import MAIN_POINT_TYPES, Claim, EventType, Status
from dateline.document import Document
from dateline.extract.belief import Candidate, Trust, belief, best, claim_signs, role_signs
from dateline.extract.seen import BELIEVED, FAINT, Counted, SeenEvent
from dateline.span import Span, SpanIndex
from dateline.value import Entity, EventDate, Figure, Weapon
from dateline.weights import Names

ROLE_SURE = 0.45
"""Score from which somebody whom only the encoder names takes part in a claim."""

ROLE_DOUBTED = 0.2
"""Score under which somebody whom the rules name is taken out of a claim."""

COUNTED = 0.6
"""Probability from which a number is given to the event that the encoder ties it to."""

DATED = 0.8
"""Likewise for a time."""

THRESHOLDS = (ROLE_SURE, ROLE_DOUBTED, COUNTED, DATED)
"""All of them: what a claim says depends on them."""

BY_REPORT = MAIN_POINT_TYPES | {"agreement"}
"""Verbal acts: the rules judge by the whole report, and know refusals from agreements."""


Stated = tuple[Sequence[Entity], Sequence[Entity]]
"""Whom the rules put on one side of a claim, and on the other."""


class Judge:
    """Makes one claim of what the rules and the encoder say of one event word."""

    def __init__(self, names: Names, trust: Trust, by: str) -> None:
        """Take the fitted weights."""
        self._names, self._trust, self._by = names, trust, by

    def claim(self, document: Document, candidate: Candidate) -> Claim:
        """Return the claim that a candidate makes, scored, whether or not it is believed.

        Raises:
            ValueError: It is a candidate of neither reader.
        """
        claim, event = candidate.claim, candidate.event
        if candidate.told is None and claim is not None:
            return msgspec.structs.replace(claim, by=self._by)
        score = round(belief(claim_signs(candidate), self._trust.claim), 4)
        if event is None:
            if claim is None:
                raise ValueError("a candidate is of the rules, of the encoder, or of both")
            return msgspec.structs.replace(claim, score=score, by=self._by)
        event_type = self._type(claim, event)
        actors, recipients = (claim.actors, claim.recipients) if claim is not None else ((), ())
        doers = self._side(document, "actor", (actors, recipients), event)
        targets = self._side(document, "recipient", (recipients, actors), event)
        changed: dict[str, object] = {
            "event_type": event_type,
            "status": self._status(claim, event),
            "background": self._background(claim, event),
            "actors": _surer(doers, targets),
            "recipients": _surer(targets, doers),
            "figures": _figures(event),
            "date": _date(event),
            "weapons": _weapons(claim.weapons if claim is not None else (), event),
            "score": score,
            "by": self._by,
        }
        if claim is not None:
            changed["mode"] = claim.mode if event_type == claim.event_type else None
            return msgspec.structs.replace(claim, **changed)
        new = Claim(
            id=Claim.make_id(document.id, event.trigger, event_type),
            event_type=event_type,
            trigger=event.trigger,
            evidence=candidate.evidence,
            by=self._by,
        )
        return msgspec.structs.replace(new, **changed)

    def _type(self, claim: Claim | None, event: SeenEvent) -> EventType:
        stated = claim.event_type if claim is not None else None
        if stated is not None and stated in BY_REPORT:
            return stated
        return cast("EventType", best(self._names.types, event.types, stated, self._trust.type))

    def _status(self, claim: Claim | None, event: SeenEvent) -> Status:
        if claim is not None and claim.event_type in BY_REPORT:
            return claim.status
        stated, expert = claim.status if claim is not None else None, self._trust.status
        return cast("Status", best(self._names.statuses, event.statuses, stated, expert))

    def _background(self, claim: Claim | None, event: SeenEvent) -> bool:
        stated = claim.background if claim is not None else None
        shares = (1 - event.background, event.background)
        return best((False, True), shares, stated, self._trust.background)

    def _side(
        self, document: Document, role: str, stated: Stated, event: SeenEvent
    ) -> list[tuple[Entity, float]]:
        """Return who takes a role, and how surely: of both readers, those who are believed."""
        weights = self._trust.actor if role == "actor" else self._trust.recipient
        found: list[tuple[Entity, float]] = []
        for entity, signs in sides(document, role, stated, event):
            sure = belief(signs, weights)
            if sure >= (ROLE_DOUBTED if "rules" in signs else ROLE_SURE):
                found.append((entity, sure))
        return found


def _figures(event: SeenEvent) -> tuple[Figure, ...]:
    """Return what counts an event, each with the kind that it likeliest is; values come later."""
    found: dict[Span, Counted] = {}
    for one in event.figures:
        known = found.get(one.span)
        if one.sureness >= COUNTED and (known is None or known.sureness < one.sureness):
            found[one.span] = one
    return tuple(Figure(kind=found[at].kind, mention=at) for at in sorted(found, key=_begin))


def _weapons(stated: Sequence[Weapon], event: SeenEvent) -> tuple[Weapon, ...]:
    """Return the weapons that the rules name, unless the encoder sees none of them, and its own."""
    kept = [w for w in stated if w.mention is None or event.link("weapon", w.mention) >= FAINT]
    known = SpanIndex([weapon.mention for weapon in kept if weapon.mention is not None])
    seen = [one.span for one in event.roles["weapon"] if one.sureness >= BELIEVED]
    new = [Weapon(name=w.text.lower(), mention=w) for w in seen if not known.meets(w)]
    return tuple(sorted((*kept, *new), key=_weapon_start))


def _weapon_start(weapon: Weapon) -> int:
    return weapon.mention.start if weapon.mention is not None else 0


def _date(event: SeenEvent) -> EventDate | None:
    """Return the words that tell an event's time, if any surely do; days come later."""
    surest = max(event.times, key=lambda one: one.sureness, default=None)
    sure = surest is not None and surest.sureness >= DATED
    return EventDate(mention=surest.span) if surest is not None and sure else None


def _begin(span: Span) -> int:
    return span.start


def _surer(
    side: Sequence[tuple[Entity, float]], other: Sequence[tuple[Entity, float]]
) -> tuple[Entity, ...]:
    """Return one side without those whose words stand more surely on the other side."""
    opposite: dict[Span | None, float] = {entity.mention: sure for entity, sure in other}
    opposite.pop(None, None)
    return tuple(entity for entity, sure in side if sure >= opposite.get(entity.mention, 0.0))


def sides(
    document: Document, role: str, stated: Stated, event: SeenEvent
) -> Iterator[tuple[Entity, dict[str, float]]]:
    """Yield who may take a role, with the signs for it: those of the rules, then others.

    Grammar that the rules know ("an advance by the army") is not turned round by the
    encoder: nobody whom they put on the other side may be on this one.

    Args:
        document: The report.
        role: `actor` or `recipient`.
        stated: Whom the rules put on this side, and on the other.
        event: What the encoder sees of the event.
    """
    here, opposite = stated
    for entity in here:
        linked = 0.0
        if entity.mention is not None:
            linked = event.link(role, _whole(document, entity.mention))
        yield entity, role_signs("rules", linked, event.sureness)
    by = "encoder_beside" if here else "encoder"
    known = [entity.mention for entity in (*here, *opposite) if entity.mention is not None]
    for one in event.roles[role]:
        if not any(one.span.overlaps(span) for span in known):
            entity = Entity(name=one.span.text, mention=one.span)
            yield entity, role_signs(by, one.sureness, event.sureness)


def _whole(document: Document, span: Span) -> Span:
    """Return some words with what they are a part of: "portions | of the wall", "anti- | junta"."""
    match = _OF.match(document.text, span.end)
    anti = document.text[: span.start].lower().endswith("anti-")
    return document.span(span.start - 5 * anti, match.end() if match else span.end)


_OF = re.compile(r"\s+of(?:\s+[\w'’-]+){1,4}")
