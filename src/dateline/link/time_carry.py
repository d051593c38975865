"""Dates that an event takes from beyond its own sentence.

An event without a time of its own has the day of the sentence before where the telling
goes straight on, the day of the report's main happening where it is named again, the
day of the dated statement that tells it, or the day that another telling of the same
happening gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dateline.claim import Claim
from dateline.link import time_cues
from dateline.link.time_choice import Dated
from dateline.span import Span
from dateline.value import EventDate

TOLD = frozenset(("occurred", "alleged"))
"""Statuses of what can take a date from elsewhere: what is planned or denied cannot."""
REACH = 2
"""Sentences over which a date is carried on."""
LEADING = 6
"""Sentences from the start within which the report's main happening is dated."""
_SHORT = 3
"""Days: a longer time is no date to carry on."""


class Carry(msgspec.Struct):
    """What later sentences may take a date from, while one report is read.

    Attributes:
        last: Position of the last sentence with a date, and that date.
        main: The date of the report's main happening.
        stated: The date of the statement that was told of last.
    """

    last: tuple[int, EventDate] | None = None
    main: EventDate | None = None
    stated: EventDate | None = None

    def enter(self, options: Sequence[Dated], sentence: Span) -> None:
        """Note a dated statement that a sentence tells of."""
        for option in options:
            before = sentence.text[: option.span.start - sentence.start]
            if time_cues.dated_statement().search(before):
                self.stated = EventDate(
                    mention=option.span, first=option.first, last=option.last, basis="statement"
                )

    def leave(self, index: int, found: EventDate | None) -> None:
        """Note the date that the events of a sentence have."""
        if found is None:
            return
        self.last = (index, found) if _carries(found) else None
        if self.main is None and self.last and index <= LEADING:
            self.main = found

    def date(self, claim: Claim, index: int, sentence: Span, *, free: bool) -> EventDate | None:
        """Return the date that a claim without a time of its own takes; None if it takes none.

        Args:
            claim: The claim.
            index: Position of its sentence.
            sentence: Its sentence.
            free: Whether the sentence names no time but those of saying.
        """
        if claim.background or claim.status not in TOLD:
            return None
        if self.stated and _states(claim, self.stated, sentence):
            return self.stated
        if not free or time_cues.elsewhen().search(sentence.text):
            return None
        subject = sentence.text[: claim.trigger.end - sentence.start]
        found = None
        if self.last and index - self.last[0] <= REACH and time_cues.given().search(subject):
            found = self.last[1]
        elif self.main and time_cues.happening().search(subject):
            found = self.main
        if found is None:
            return None
        self.last = index, found
        return carried(found)


def _states(claim: Claim, stated: EventDate, sentence: Span) -> bool:
    """Tell whether a claim is told by a dated statement."""
    if stated.mention and sentence.contains(stated.mention):
        return claim.trigger.start > stated.mention.end
    goes_on = time_cues.statement_goes_on().search(sentence.text)
    return bool(goes_on) and not time_cues.elsewhen().search(sentence.text)


def _carries(found: EventDate) -> bool:
    if found.first is None or found.last is None or found.relation != "on":
        return False
    return (found.last - found.first).days < _SHORT


def carried(found: EventDate) -> EventDate:
    """Return a date that words about another telling or happening give."""
    return msgspec.structs.replace(found, basis="report") if found.basis == "stated" else found


def shared(claims: Sequence[Claim], chosen: Mapping[str, EventDate]) -> dict[str, EventDate]:
    """Return dates for the tellings of a happening that give none, where the others agree."""
    tellings: dict[str, list[Claim]] = {}
    for claim in claims:
        tellings.setdefault(claim.same_as or claim.id, []).append(claim)
    found: dict[str, EventDate] = {}
    for group in tellings.values():
        told = {(day.first, day.last): day for claim in group if (day := chosen.get(claim.id))}
        if len(told) == 1 and _carries(*told.values()):
            (day,) = told.values()
            found.update({claim.id: carried(day) for claim in group if claim.id not in chosen})
    return found
