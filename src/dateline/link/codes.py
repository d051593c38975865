"""Names claims as PLOVER, ACLED, CAMEO and UCDP would; runs last.

Everything that decides a name stands in `codes.yaml`. What the names cannot hold is
written beside them, as the claim's `losses`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.claim import Acled, Claim, Plover
from dateline.document import Document
from dateline.lexicon import digest
from dateline.link.code_table import (
    Group,
    Holder,
    Row,
    StatusRule,
    code_table,
    context_words,
    table_digest,
    words_of,
)
from dateline.reading import Extraction
from dateline.register_files import opened
from dateline.settings import Settings
from dateline.sides import RIOTERS, STATE, Sides, opponents
from dateline.stage import signature
from dateline.value import Entity


class CodeLinker:
    """Gives every claim its names in other codebooks."""

    by: str

    def __init__(self, settings: Settings) -> None:
        """Read the crosswalk and the register.

        Raises:
            ConfigError: The crosswalk or a register file is missing or wrong.
        """
        self._table = code_table()
        self._sides = Sides(opened(settings.actors))
        self.by = signature("link.codes", "1", table_digest(), digest("countries.yaml"))

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:  # noqa: ARG002
        """Return the extraction with every claim coded."""
        claims = tuple(self.code(claim) for claim in extraction.claims)
        return msgspec.structs.replace(extraction, claims=claims)

    def code(self, claim: Claim) -> Claim:
        """Return a claim with its names in other codebooks, and what those cannot hold."""
        mode = claim.mode or self._derived_mode(claim)
        rows = self._table.types[claim.event_type]
        row = next(row for row in rows if self._fits(row, claim, mode))
        rule = self._table.statuses[claim.status]
        plover, cameo = self._named(row, rule, mode)
        ucdp, no_ucdp = self._ucdp(row, claim)
        acled = None
        if row.acled is not None and not rule.only_occurred:
            acled = Acled(event_type=self._table.acled_type(row.acled), sub_event_type=row.acled)
        losses = dict.fromkeys((*claim.losses, *_losses(row, rule, claim, no_ucdp)))
        return msgspec.structs.replace(
            claim,
            plover=msgspec.structs.replace(plover, contexts=self._contexts(claim, row.event)),
            acled=acled,
            cameo=cameo,
            ucdp=None if rule.only_occurred else ucdp,
            losses=tuple(losses),
        )

    def _derived_mode(self, claim: Claim) -> str | None:
        """Return the mode that words or weapons state; words are more exact than weapons."""
        evidence = claim.evidence.text.lower()
        for entry in self._table.mode_words:
            if words_of(entry.words).search(evidence):
                return entry.mode
        modes = (self._table.weapons.get(weapon.name) for weapon in claim.weapons)
        return next((mode for mode in modes if mode is not None), None)

    def _named(self, row: Row, rule: StatusRule, mode: str | None) -> tuple[Plover, str | None]:
        becomes = rule.becomes.get(row.event)
        if becomes is not None:
            return Plover(event=becomes.event, mode=becomes.mode), becomes.cameo
        own = row.mode
        if (row.when is None or own is None) and mode in self._table.modes_of(row.event):
            own = mode
        finer = self._table.modes.get(row.event, {}).get(own or "")
        if own == row.mode or finer is None or row.cameo is None or finer[:2] != row.cameo[:2]:
            finer = row.cameo
        return Plover(event=row.event, mode=own), finer

    def _ucdp(self, row: Row, claim: Claim) -> tuple[str | None, str | None]:
        if not row.ucdp:
            return None, row.why.ucdp
        killed = [figure for figure in claim.figures if figure.kind == "killed"]
        if killed and all(figure.high == 0 for figure in killed):
            return None, "UCDP counts events with a death, and nobody died"
        kind, reason = self._sides.violence(*opponents(claim))
        if kind is not None and not killed:
            reason = "UCDP counts events with a death, and this claim tells none"
        return kind, reason

    def _fits(self, row: Row, claim: Claim, mode: str | None) -> bool:
        when = row.when
        if when is None:
            return True
        return (
            (when.mode is None or mode in when.mode)
            and (when.trigger is None or _said(when.trigger, claim.trigger.text))
            and (when.evidence is None or _said(when.evidence, claim.evidence.text))
            and (when.actors is None or self._is(when.actors, claim.actors))
            and (when.recipients is None or self._is(when.recipients, claim.recipients))
            and (when.hurt is None or when.hurt == _hurt(claim))
            and (when.holder is None or when.holder == self._holder(claim))
        )

    def _is(self, group: Group, entities: tuple[Entity, ...]) -> bool:
        if group == "armed":
            return self._sides.armed(entities)
        if group == "rioters":
            return self._sides.kinds(entities) == {RIOTERS}
        return bool(entities) and all(entity.sector == "COP" for entity in entities)

    def _holder(self, claim: Claim) -> Holder | None:
        """Return who took a place: the forces of the state it lies in, or others.

        None if nobody is named, or a state's forces took a place of unknown country.
        """
        country = self._sides.country_of(claim.place)
        kinds = self._sides.kinds(claim.actors, country)
        if not kinds:
            return None
        if STATE in kinds:
            return None if country is None else "own"
        return "other"

    def _contexts(self, claim: Claim, event: str) -> tuple[str, ...]:
        evidence = _without_speakers(claim).lower()
        sectors = {entity.sector for entity in (*claim.actors, *claim.recipients)}
        patterns = context_words()
        return tuple(
            name
            for name, context in self._table.contexts.items()
            if claim.event_type in context.types
            or (name in patterns and patterns[name].search(evidence))
            or (
                not sectors.isdisjoint(context.sectors)
                and (not context.events or event in context.events)
            )
        )


def _without_speakers(claim: Claim) -> str:
    """Return the evidence without those who say so: a doctor who speaks makes no context."""
    evidence = claim.evidence
    text = evidence.text
    for link in claim.attribution:
        if link.source is not None and evidence.contains(link.source):
            text = text.replace(link.source.text, " ")
    return text


def _said(words: str, text: str) -> bool:
    return words_of(words).search(text.lower()) is not None


def _hurt(claim: Claim) -> bool:
    return any(figure.kind in {"killed", "wounded"} and figure.low != 0 for figure in claim.figures)


def _losses(row: Row, rule: StatusRule, claim: Claim, no_ucdp: str | None) -> Iterator[str]:
    """Yield what the codes of a claim do not say."""
    becomes = rule.becomes.get(row.event)
    if becomes is not None:
        yield f"PLOVER and CAMEO name {becomes.event}, and not what is {claim.status}"
    elif rule.loss is not None:
        yield rule.loss
    if rule.only_occurred:
        yield f"ACLED and UCDP code what occurred, and this is told as {claim.status}"
    else:
        for reason in (row.why.acled, row.why.cameo, no_ucdp):
            if reason is not None:
                yield reason
    if claim.background:
        yield "PLOVER's mark for what is recalled (historical) is not implemented"
