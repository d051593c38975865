"""What another register would change in readings that are there already.

Who acts, suffers and speaks is linked twice, with each register, from the same words:
no report is read again.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.claim import Claim
from dateline.link.actors import ActorLinker
from dateline.link.speakers import SpeakerLinker
from dateline.mention import EntityMention, Mention
from dateline.reading import Extraction, Reading, Statement
from dateline.record import Record
from dateline.settings import Settings
from dateline.value import Entity


class Change(Record, frozen=True, kw_only=True):
    """A claim of which another register makes something else."""

    uri: str
    before: Claim
    after: Claim


class Changes(Record, frozen=True, kw_only=True):
    """What another register would change.

    Attributes:
        reports: How many readings were looked at.
        claims: How many claims they hold.
        changed: The claims whose actors, recipients or speakers it changes, in order.
    """

    reports: int
    claims: int
    changed: tuple[Change, ...]

    @property
    def changed_reports(self) -> int:
        """How many readings hold a changed claim."""
        return len({change.uri for change in self.changed})


def changes(readings: Iterable[Reading], now: Settings, then: Settings) -> Changes:
    """Return what the register of other settings would change in readings.

    Raises:
        ConfigError: A register file is missing or wrong.
    """
    linkers = (_linkers(now), _linkers(then))
    reports = claims = 0
    changed: list[Change] = []
    for reading in readings:
        reports += 1
        claims += len(reading.claims)
        bare = unlinked(reading)
        before, after = (_linked(reading, bare, some) for some in linkers)
        changed.extend(
            Change(uri=reading.document.uri, before=one, after=other)
            for one, other in zip(before, after, strict=True)
            if _who(one) != _who(other)
        )
    return Changes(reports=reports, claims=claims, changed=tuple(changed))


def unlinked(reading: Reading) -> Extraction:
    """Return a reading as it was before anybody in it was linked to a register."""
    covered = {claim for statement in reading.statements for claim in statement.claims}
    return Extraction(
        claims=tuple(_bare_claim(claim, covered) for claim in reading.claims),
        mentions=tuple(_bare_mention(mention) for mention in reading.mentions),
        statements=tuple(_bare_statement(one) for one in reading.statements),
    )


def _linkers(settings: Settings) -> tuple[ActorLinker, SpeakerLinker]:
    return ActorLinker(settings), SpeakerLinker(settings)


def _linked(
    reading: Reading, bare: Extraction, linkers: tuple[ActorLinker, SpeakerLinker]
) -> tuple[Claim, ...]:
    for linker in linkers:
        bare = linker(reading.document, bare)
    return bare.claims


def _bare_claim(claim: Claim, covered: set[str]) -> Claim:
    return msgspec.structs.replace(
        claim,
        actors=tuple(_bare(one) for one in claim.actors),
        recipients=tuple(_bare(one) for one in claim.recipients),
        attribution=() if claim.id in covered else claim.attribution,
    )


def _bare(entity: Entity) -> Entity:
    if entity.mention is None:
        return entity
    return Entity(name=entity.mention.text, mention=entity.mention)


def _bare_mention(mention: Mention) -> Mention:
    if not isinstance(mention, EntityMention):
        return mention
    return msgspec.structs.replace(mention, value=None)


def _bare_statement(statement: Statement) -> Statement:
    if statement.source is None:
        return statement
    return msgspec.structs.replace(statement, speaker=None)


def _who(claim: Claim) -> tuple[object, ...]:
    """Return all in a claim that a register decides."""
    return (
        [(one.name, one.id, one.sector, one.country) for one in claim.actors],
        [(one.name, one.id, one.sector, one.country) for one in claim.recipients],
        [link.speaker for link in claim.attribution],
    )
