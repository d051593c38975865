"""LearnedReader: the encoder and the rules, each heard on what it reads best.

The rules are sure where their words are known and blind where they are not; the
encoder reads any sentence, and less surely. Every event word that either of them finds
is a candidate; how far each is believed was fitted on annotated reports that neither
had seen (`extract/belief.py`). What is not believed stands as a rejection.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import cast

import msgspec

from dateline.claim import MAIN_POINT_TYPES, NOT_ASSERTED, Claim, EventType, Status
from dateline.document import Document
from dateline.errors import ConfigError
from dateline.extract.belief import Candidate, Trust, belief, best, claim_signs, role_signs
from dateline.extract.gate import Gate, bundled_gate
from dateline.extract.modality import NONE_TOLD
from dateline.extract.phrase import Phrase
from dateline.extract.retelling import identified
from dateline.extract.rules import RulesReader, RulesReading
from dateline.extract.scene import Scene
from dateline.extract.seen import BELIEVED, Linked, Seen, SeenEvent
from dateline.reading import Extraction
from dateline.rejection import Rejection
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span, SpanIndex
from dateline.stage import signature
from dateline.value import Entity, Weapon
from dateline.weights import ADVICE, BUNDLED, Names, bundled

ROLE_SURE = 0.45
"""Score from which somebody whom only the encoder names takes part in a claim."""

ROLE_DOUBTED = 0.2
"""Score under which somebody whom the rules name is taken out of a claim."""

DOUBTED = 0.1
"""Score under which a claim of the rules is left out."""

SURE = 0.6
"""Score from which what only the encoder sees makes a claim. Rules show why they claim
something, so they need less; `Settings.threshold` may ask for more of both."""

_BY_REPORT = MAIN_POINT_TYPES | {"agreement"}
"""Verbal acts: the rules judge by the whole report, and know refusals from agreements."""


Stated = tuple[Sequence[Entity], Sequence[Entity]]
"""Whom the rules put on one side of a claim, and on the other."""


class LearnedReader:
    """Reads claims, statements and mentions from a document's report blocks.

    Attributes:
        by: Signature over the encoder, its gate, its trust and the rules.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the encoder and the rules.

        Raises:
            ConfigError: A file of either is missing or broken.
        """
        self._weights, self._gate = bundled(), bundled_gate()
        self._rules = RulesReader(settings)
        content, trust = _trust()
        least = repr((BELIEVED, ROLE_SURE, ROLE_DOUBTED, DOUBTED, SURE))
        digests = self._weights.digest, self._gate.digest
        parts = *digests, content.decode(), least, self._rules.by
        self.by = signature("extract.learned", *parts)
        self._judge = Judge(self._weights.names, trust, self.by)

    def __call__(self, document: Document) -> Extraction:
        """Return what a document tells, in text order, words not yet linked."""
        read = self._rules.read(document)
        seen = Seen(document, worth_reading(document, read, self._gate), self._weights)
        claims: list[Claim] = []
        rejections = list(read.rejections)
        for candidate in candidates(document, read, seen, self._weights.names):
            claim = self._judge.claim(document, candidate)
            if _kept(candidate, claim):
                claims.append(_again(claim, claims) if _retold(candidate) else claim)
            elif candidate.claim is not None or (candidate.told or 0.0) >= BELIEVED:
                rejections.append(_left_out(candidate, claim.score))
        return read.told(identified(document.id, claims), rejections)


def _kept(candidate: Candidate, claim: Claim) -> bool:
    """Tell whether a candidate's claim is believed enough to stand.

    Verbal acts the rules judge by the whole report, which the encoder does not see.
    """
    if candidate.claim is not None:
        unread, verbal = candidate.told is None, candidate.claim.event_type in _BY_REPORT
        return unread or verbal or claim.score >= DOUBTED
    return claim.score >= SURE and claim.event_type not in MAIN_POINT_TYPES


def _retold(candidate: Candidate) -> bool:
    """Tell whether only the encoder sees an event word, and takes it for a retelling."""
    event = candidate.event
    return candidate.claim is None and event is not None and event.retelling >= BELIEVED


def _again(claim: Claim, earlier: Sequence[Claim]) -> Claim:
    """Return a retelling that points at the last claim before it of the same kind, if any."""
    for other in reversed(earlier):
        told = other.status not in NOT_ASSERTED and other.background == claim.background
        if told and other.event_type == claim.event_type:
            return msgspec.structs.replace(claim, same_as=other.same_as or other.id)
    return claim


def worth_reading(document: Document, read: RulesReading, gate: Gate) -> list[Span]:
    """Return the sentences that the rules speak of, or that may tell of an event."""
    spoken = spoken_of(read)
    return [one for one in sentences(document) if spoken.meets(one) or gate.may_tell(one.text)]


def spoken_of(read: RulesReading) -> SpanIndex:
    """Return the event words that the rules claim or leave out."""
    return SpanIndex([claim.trigger for claim in read.claims] + _passed_over(read))


def _passed_over(read: RulesReading, reason: str = "") -> list[Span]:
    """Return the event words that the rules leave out for a reason that begins so."""
    told = [one.span for one in read.rejections if one.reason.startswith(reason)]
    return [span for span in told if span is not None]


def candidates(document: Document, read: RulesReading, seen: Seen, names: Names) -> list[Candidate]:
    """Return the event words that the rules or the encoder find, in text order.

    What the rules know not to have happened ("protests are not reported") is none.
    """
    headline = document.headline()
    claimed = SpanIndex([claim.trigger for claim in read.claims])
    left_out = SpanIndex(_passed_over(read))
    absent = SpanIndex(_passed_over(read, NONE_TOLD))
    found: list[Candidate] = []
    for claim in read.claims:
        _, scene = _where(read, claim.trigger)
        event = seen.event_at(claim.trigger)
        found.append(
            Candidate(
                trigger=claim.trigger,
                evidence=claim.evidence,
                claim=claim,
                event=_trimmed(read, event) if event is not None else None,
                told=seen.told(claim.trigger),
                headline=headline is not None and headline.contains(claim.trigger),
                scene=scene,
            )
        )
    for event in seen.events:
        if claimed.meets(event.trigger) or absent.meets(event.trigger):
            continue
        phrase, scene = _where(read, event.trigger)
        found.append(
            Candidate(
                trigger=event.trigger,
                evidence=phrase.span,
                event=_trimmed(read, event),
                told=event.sureness,
                left_out=left_out.meets(event.trigger),
                headline=headline is not None and headline.contains(event.trigger),
                scene=scene,
                elsewhere=not scene.may_tell(names.types[int(event.types.argmax())]),
                beside=_beside(read, phrase, names.types[int(event.types.argmax())]),
            )
        )
    return sorted(found, key=lambda one: (one.trigger.start, one.trigger.end))


def _beside(read: RulesReading, phrase: Phrase, event_type: str) -> bool:
    """Tell whether the rules claim an event of a type in a sentence."""
    return any(
        claim.event_type == event_type and phrase.span.contains(claim.trigger)
        for claim in read.claims
    )


def _where(read: RulesReading, span: Span) -> tuple[Phrase, Scene]:
    """Return the sentence that some words stand in, and the scene of its paragraph."""
    number = bisect.bisect_right(read.phrases, span.start, key=_start) - 1
    return read.phrases[number], read.scenes[number]


def _trimmed(read: RulesReading, event: SeenEvent) -> SeenEvent:
    """Return an event with those who take part cut to begin and end with a name or noun."""
    roles: dict[str, tuple[Linked, ...]] = {}
    for role, linked in event.roles.items():
        spans = [(_nominal(read, one.span), one.sureness) for one in linked]
        roles[role] = tuple(Linked(span, sure) for span, sure in spans if span is not None)
    return msgspec.structs.replace(event, roles=roles)


def _nominal(read: RulesReading, span: Span) -> Span | None:
    """Return some words without verbs, prepositions and marks at their ends."""
    phrase, _ = _where(read, span)
    first, last = phrase.index_at(span.start), phrase.index_at(span.end)
    while first < last and phrase.tags[first] not in "DNWUMR":
        first += 1
    while first < last and phrase.tags[last - 1] not in "NWUMR":
        last -= 1
    return phrase.part(first, last) if first < last else None


def _start(phrase: Phrase) -> int:
    return phrase.span.start


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
            "score": score,
            "by": self._by,
        }
        if claim is not None:
            changed["mode"] = claim.mode if event_type == claim.event_type else None
            return msgspec.structs.replace(claim, **changed)
        weapons = [one.span for one in event.roles["weapon"] if one.sureness >= BELIEVED]
        changed["weapons"] = tuple(Weapon(name=w.text.lower(), mention=w) for w in weapons)
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
        if stated is not None and stated in _BY_REPORT:
            return stated
        return cast("EventType", best(self._names.types, event.types, stated, self._trust.type))

    def _status(self, claim: Claim | None, event: SeenEvent) -> Status:
        if claim is not None and claim.event_type in _BY_REPORT:
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


def _trust() -> tuple[bytes, Trust]:
    """Return the fitted weights that come with the package, and their bytes.

    Raises:
        ConfigError: They are missing or broken.
    """
    path = BUNDLED / "trust.json"
    try:
        content = path.read_bytes()
        return content, msgspec.json.decode(content, type=Trust)
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigError(
            f"the weights of the two readers cannot be read: {error}",
            where=str(path),
            advice=ADVICE,
        ) from error


def _left_out(candidate: Candidate, score: float) -> Rejection:
    seen = "the encoder doubts it" if candidate.claim is not None else "only the encoder sees it"
    reason = f"too little speaks for an event here: {seen} (score {score:.2f})"
    return Rejection(stage="extract.learned", reason=reason, span=candidate.trigger)
