"""Telling: a claim with what merging needs to know of the report it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.claim import NOT_ASSERTED, Claim
from dateline.incident import TellingRole
from dateline.record import Record
from dateline.value import Speaker


class Report(Record, frozen=True, kw_only=True):
    """A document, as far as merging looks at it.

    Attributes:
        id: Of the document.
        outlet: Whose words it is: the agency it is taken from, else its publisher.
        first: First day on which it may have appeared; None if unknown.
        last: Last such day, included.
        root: The document that it repeats in the end; its own id if it repeats none.
    """

    id: str
    outlet: str
    root: str
    first: date | None = None
    last: date | None = None


class Telling(Record, frozen=True, kw_only=True):
    """One claim in its report.

    Attributes:
        claim: The claim.
        report: Its report.
        happening: Id of the first claim of this report that tells the same (`same_as`).
        copied: Whether its words stand in a report that this one repeats.
        position: Order in the document, from 0.
    """

    claim: Claim
    report: Report
    happening: str
    copied: bool = False
    position: int = 0

    @property
    def id(self) -> str:
        """Return the claim's id."""
        return self.claim.id

    @property
    def asserted(self) -> bool:
        """Tell whether it says that something happened, as this report's own news."""
        return self.role == "tells"

    @property
    def role(self) -> TellingRole:
        """Return what the claim does in an incident."""
        if self.claim.status == "denied":
            return "denies"
        if self.claim.status in NOT_ASSERTED:
            return "announces"
        return "recalls" if self.claim.background else "tells"

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Return a key that sorts tellings by the day their report appeared."""
        day = str(self.report.first) if self.report.first else "9999"
        return day, self.report.id, self.position, self.id

    def speaker(self) -> Speaker | None:
        """Return who says so in the end; None for the report's own voice."""
        links = self.claim.attribution
        return links[-1].speaker if links else None

    def source(self) -> str:
        """Return the independent source behind the claim.

        A speaker who is named, or known to the register, is one source wherever quoted.
        One who is only described ("a doctor", "residents") cannot be told from others so
        described, and counts as the outlet that heard them.
        """
        speaker = self.speaker()
        if speaker is not None and (speaker.id or speaker.named):
            return speaker.name
        return self.report.outlet

    def said(self) -> date | None:
        """Return the day of the statement, else the day the report appeared."""
        links = self.claim.attribution
        stated = links[-1].statement_date if links else None
        return stated.last if stated else self.report.first


def happenings(claims: Sequence[Claim]) -> dict[str, str]:
    """Return for each claim of one report the first claim that tells the same happening."""
    told = {claim.id: claim.same_as for claim in claims}

    def root(identity: str) -> str:
        seen = {identity}
        while (earlier := told.get(identity)) and earlier in told and earlier not in seen:
            seen.add(earlier)
            identity = earlier
        return identity

    return {claim.id: root(claim.id) for claim in claims}
