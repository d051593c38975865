"""Leads a denial to what it denies."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.value import Entity

_REACH = 12
"""Claims back to which a denial may lead."""


def denials_led(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, each denied one pointing at the claim that it denies.

    "The army denied that it had shelled the camp" denies the last shelling told before
    it that nobody else than the army, and no other place, is told of. A denied claim that
    already points at another, or that denies nothing the report tells, stays as it is.
    """
    led: list[Claim] = []
    for place, claim in enumerate(claims):
        denied = None
        if claim.status == "denied" and claim.same_as is None:
            earlier = reversed(claims[max(0, place - _REACH) : place])
            denied = next((other for other in earlier if _denies(claim, other)), None)
        if denied is None:
            led.append(claim)
        else:
            led.append(msgspec.structs.replace(claim, same_as=denied.same_as or denied.id))
    return tuple(led)


def _denies(claim: Claim, other: Claim) -> bool:
    if other.status in {"denied", "planned", "threatened"} or other.event_type != claim.event_type:
        return False
    if claim.place and other.place and claim.place.name != other.place.name:
        return False
    return _agree(claim.actors, other.actors) and _agree(claim.recipients, other.recipients)


def _agree(left: tuple[Entity, ...], right: tuple[Entity, ...]) -> bool:
    """Tell whether two sides may be the same: one is not told, or they share somebody."""
    one, other = {entity.id for entity in left}, {entity.id for entity in right}
    if None in one | other or not one or not other:
        return True
    return not one.isdisjoint(other)
