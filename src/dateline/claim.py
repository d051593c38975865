"""Claim: one event as one document tells it, and according to whom."""

from __future__ import annotations

from typing import Literal, get_args

from dateline.record import Record, content_id
from dateline.span import Span
from dateline.value import DayRange, Entity, EventDate, Figure, Place, Speaker, VerbClass, Weapon

EventType = Literal[
    "battle",
    "air_strike",
    "shelling",
    "bombing",
    "attack",
    "sexual_violence",
    "abduction",
    "arrest",
    "crackdown",
    "destruction",
    "territory_taken",
    "withdrawal",
    "deployment",
    "displacement",
    "casualties",
    "protest",
    "riot",
    "agreement",
    "aid",
    "sanction",
    "threat",
    "accusation",
    "demand",
    "talks",
    "trial",
]
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
MAIN_POINT_TYPES: frozenset[str] = frozenset(
    ("aid", "sanction", "threat", "accusation", "demand", "talks", "trial")
)
"""Types that are coded only when a report is about them."""

Status = Literal["occurred", "ongoing", "alleged", "denied", "planned", "threatened", "prevented"]
NOT_ASSERTED: frozenset[str] = frozenset(("denied", "planned", "threatened", "prevented"))
"""Statuses of things that, as far as the report says, did not happen."""


class Plover(Record, frozen=True, kw_only=True):
    """PLOVER's event, mode and contexts; see `dateline_data/codes.yaml`."""

    event: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Acled(Record, frozen=True, kw_only=True):
    """ACLED's event and sub-event type, by their published names."""

    event_type: str
    sub_event_type: str


class Attribution(Record, frozen=True, kw_only=True):
    """One link of the chain of those according to whom.

    Attributes:
        speaker: Who says so; None if the text names nobody ("it is said").
        source: The words that name the speaker.
        cue: The words that make it speech ("said", "according to").
        content: What is said.
        verb_class: What kind of speech the cue makes it.
        statement_date: When it was said, if the report tells.
        direct: Whether the content is quoted word for word.
    """

    speaker: Speaker | None = None
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None
    verb_class: VerbClass = "says"
    statement_date: DayRange | None = None
    direct: bool = False


class Claim(Record, frozen=True, kw_only=True):
    """One event as one document tells it.

    Attributes:
        id: `Claim.make_id` of document, trigger and type.
        event_type: One of `EVENT_TYPES`.
        mode: PLOVER mode that the words themselves state ("firearms"); `codes` derives
            the rest from weapon and recipient.
        status: Whether it happened, as far as the report says.
        background: True for an older event that the report only recalls.
        trigger: The shortest words that name the act.
        evidence: The sentence or clause that states it.
        actors: Who did it; empty if not stated, never a guess.
        recipients: To whom or what.
        place: The most specific place the text supports; None if none is told.
        date: The event's own time; None if none is told.
        attribution: Outermost first; empty for the report's own voice.
        same_as: Id of an earlier claim of this document that tells the same happening.
        losses: What the codes of other codebooks cannot hold.
        score: 0 to 1; comparable between claims of one reader only, unless calibrated.
        by: The reader that made it, as `name@hash`.
    """

    id: str
    event_type: EventType
    trigger: Span
    evidence: Span
    by: str
    mode: str | None = None
    plover: Plover | None = None
    acled: Acled | None = None
    cameo: str | None = None
    ucdp: str | None = None
    status: Status = "occurred"
    background: bool = False
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Place | None = None
    date: EventDate | None = None
    figures: tuple[Figure, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    same_as: str | None = None
    losses: tuple[str, ...] = ()
    score: float = 0.0

    @staticmethod
    def make_id(document_id: str, trigger: Span, event_type: str) -> str:
        """Return the id of a claim: the same in every run over the same bytes."""
        return content_id(document_id, str(trigger.start), str(trigger.end), event_type)
