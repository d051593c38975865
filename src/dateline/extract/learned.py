"""LearnedReader: the encoder and the rules, each heard on what it reads best.

The rules are sure where their words are known and blind where they are not; the
encoder reads any sentence, and less surely. Every event word that either of them finds
is a candidate; how far each is believed was fitted on annotated reports that neither
had seen (`extract/belief.py`). What is not believed stands as a rejection.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec

from dateline.claim import MAIN_POINT_TYPES, NOT_ASSERTED, Claim
from dateline.document import Document
from dateline.errors import ConfigError
from dateline.extract.belief import Candidate, Trust
from dateline.extract.gate import Gate, bundled_gate
from dateline.extract.judge import BY_REPORT, THRESHOLDS, Judge
from dateline.extract.modality import NONE_TOLD
from dateline.extract.phrase import Phrase
from dateline.extract.retelling import identified
from dateline.extract.rules import RulesReader, RulesReading
from dateline.extract.scene import Scene
from dateline.extract.seen import BELIEVED, FAINT, SAME, Linked, Seen, SeenEvent
from dateline.reading import Extraction
from dateline.rejection import Rejection
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span, SpanIndex
from dateline.stage import signature
from dateline.weights import ADVICE, BUNDLED, Names, bundled

DOUBTED = 0.1
"""Score under which a claim of the rules is left out."""

SURE = 0.5
"""Score from which what only the encoder sees makes a claim. Rules show why they claim
something, so they need less; `Settings.threshold` may ask for more of both."""


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
        least = repr((BELIEVED, DOUBTED, SURE, THRESHOLDS))
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
                claims.append(_again(claim, candidate, claims))
            elif candidate.claim is not None or (candidate.told or 0.0) >= BELIEVED:
                rejections.append(_left_out(candidate, claim.score))
        return read.told(identified(document.id, claims), rejections)


def _kept(candidate: Candidate, claim: Claim) -> bool:
    """Tell whether a candidate's claim is believed enough to stand.

    Verbal acts the rules judge by the whole report, which the encoder does not see.
    """
    if candidate.claim is not None:
        unread, verbal = candidate.told is None, candidate.claim.event_type in BY_REPORT
        return unread or verbal or claim.score >= DOUBTED
    return claim.score >= SURE and claim.event_type not in MAIN_POINT_TYPES


def _again(claim: Claim, candidate: Candidate, earlier: Sequence[Claim]) -> Claim:
    """Return a claim; a retelling that only the encoder sees points at what it tells again.

    That is the claim before it, of its kind, that the encoder ties it to most, if to any.
    """
    event = candidate.event
    if candidate.claim is not None or event is None or event.retelling < BELIEVED:
        return claim
    best: Claim | None = None
    surest = 0.0
    for other in reversed(earlier):
        if other.trigger.end <= event.words[0][0]:
            break  # read in another window: nothing ties the two
        told = other.status not in NOT_ASSERTED and other.background == claim.background
        sure = event.link(SAME, other.trigger)
        if told and other.event_type == claim.event_type and sure >= FAINT and sure > surest:
            best, surest = other, sure
    if best is None:
        return claim
    return msgspec.structs.replace(claim, same_as=best.same_as or best.id)


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
