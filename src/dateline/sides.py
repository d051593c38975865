"""What kinds of sides a claim has, as ACLED and UCDP tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.claim import Claim
from dateline.register import Actor, Register, bundled
from dateline.value import Entity, Place

STATE, REBEL, POLITICAL_MILITIA, IDENTITY_MILITIA = 1, 2, 3, 4
RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = 5, 6, 7, 8
_ARMED = frozenset((STATE, REBEL, POLITICAL_MILITIA, IDENTITY_MILITIA, EXTERNAL))
_ORGANISED = frozenset((REBEL, POLITICAL_MILITIA, IDENTITY_MILITIA))
_UNARMED = frozenset((PROTESTERS, CIVILIANS))
_BY_SECTOR = {
    "COP": STATE, "GOV": STATE, "MIL": STATE, "SPY": STATE,
    "REB": REBEL,
    "PRM": POLITICAL_MILITIA, "UAF": POLITICAL_MILITIA, "CRM": POLITICAL_MILITIA,
    "OPP": PROTESTERS,
    "UNO": EXTERNAL,
    "AGR": CIVILIANS, "BUS": CIVILIANS, "CVL": CIVILIANS, "EDU": CIVILIANS, "JRN": CIVILIANS,
    "JUD": CIVILIANS, "LAB": CIVILIANS, "LEG": CIVILIANS, "MED": CIVILIANS, "NGO": CIVILIANS,
    "PTY": CIVILIANS, "REF": CIVILIANS, "REL": CIVILIANS, "SOC": CIVILIANS,
}  # fmt: skip
"""ACLED's actor kind of those whom no entry of the register gives one."""
_UNNAMED = frozenset(("UAF", "CRM"))
"""Sectors that UCDP takes for no organised group unless they have a name."""


def opponents(claim: Claim) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Return the two sides of a claim.

    They are its actors and its recipients; where two fight each other ("clashes between
    the army and the rebels") both are actors, and the first stands against the second.
    """
    if claim.event_type == "battle" and not claim.recipients and len(claim.actors) == 2:
        return claim.actors[:1], claim.actors[1:]
    return claim.actors, claim.recipients


class Sides:
    """Tells what kind of actor an entity is, by its entry in the register or its sector."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def kind(self, entity: Entity, country: str | None = None) -> int | None:
        """Return ACLED's actor kind, 1 to 8; None if nothing tells.

        Args:
            entity: Who it is.
            country: Country of the event (ISO 3166-1 alpha-3): a state's forces outside
                their own country are external forces.
        """
        known = self._actor(entity)
        kind = known.acled_kind if known is not None else None
        if kind is None and entity.sector is not None:
            kind = _BY_SECTOR.get(entity.sector)
        own = entity.country or (known.country if known is not None else None)
        if kind == STATE and country is not None and own is not None and own != country:
            return EXTERNAL
        return kind

    def kinds(self, entities: Iterable[Entity], country: str | None = None) -> frozenset[int]:
        """Return the actor kinds of those of whom something tells it."""
        found = (self.kind(entity, country) for entity in entities)
        return frozenset(kind for kind in found if kind is not None)

    def interaction(
        self, actors: Sequence[Entity], recipients: Sequence[Entity], country: str | None = None
    ) -> int | None:
        """Return ACLED's interaction code: the two sides' kinds, the lower one first.

        A side that is not told counts as 0 and stands last ("10": state forces alone).
        None if neither side's kind is known.
        """
        sides = [
            next((kind for one in side if (kind := self.kind(one, country)) is not None), 0)
            for side in (actors, recipients)
        ]
        low, high = sorted(sides)
        if high == 0:
            return None
        return high * 10 if low == 0 else low * 10 + high

    def country_of(self, place: Place | None) -> str | None:
        """Return the country a place lies in (ISO 3166-1 alpha-3); None if not known."""
        if place is None or not place.admin:
            return None
        found = self._register.find(place.admin[0])
        return next((actor.country for actor in found if actor.kind == "state"), None)

    def violence(
        self, actors: Sequence[Entity], recipients: Sequence[Entity]
    ) -> tuple[str | None, str | None]:
        """Return UCDP's type of violence, or None and the reason.

        "1": a state against an organised side; "2": organised sides without a state;
        "3": an organised side against the unarmed.
        """
        if not actors or not recipients:
            return None, "UCDP asks for both sides, and one is not told"
        first, second = self._organised(actors), self._organised(recipients)
        if first and second:
            both = first | second
            return ("1", None) if both & {STATE, EXTERNAL} else ("2", None)
        if first and self.kinds(recipients) and self.kinds(recipients) <= _UNARMED:
            return "3", None
        return None, "UCDP asks for organised sides, and these are not told to be any"

    def armed(self, entities: Sequence[Entity]) -> bool:
        """Tell whether all those of whom something is known bear arms."""
        kinds = self.kinds(entities)
        return bool(kinds) and kinds <= _ARMED and not self._officials(entities)

    def unarmed(self, entities: Sequence[Entity]) -> bool:
        """Tell whether all those of whom something is known bear no arms."""
        kinds = self.kinds(entities)
        return bool(kinds) and kinds <= _UNARMED

    def _organised(self, entities: Iterable[Entity]) -> frozenset[int]:
        named = [one for one in entities if one.id is not None or one.sector not in _UNNAMED]
        return self.kinds(named) & (_ORGANISED | {STATE, EXTERNAL})

    def _officials(self, entities: Iterable[Entity]) -> bool:
        return all(entity.sector == "GOV" for entity in entities if entity.sector is not None)

    def _actor(self, entity: Entity) -> Actor | None:
        """Return the entry of an entity; for one without a name, the entry of its role."""
        if entity.id is not None:
            return self._register.actors.get(entity.id)
        words = entity.name.split()
        for tried in (entity.name, words[-1] if words else ""):
            for actor in self._register.find(tried):
                if actor.kind == "role":
                    return actor
        return None


def acled_interaction(
    actors: Sequence[Entity], recipients: Sequence[Entity], country: str | None = None
) -> int | None:
    """Return ACLED's interaction code of two sides, by the bundled register.

    See `Sides.interaction`.

    Raises:
        ConfigError: A file of the register does not fit its schema.
    """
    return Sides(bundled()).interaction(actors, recipients, country)
