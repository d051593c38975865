"""What incidents are called: an id stays with the incident when reports are added.

A new incident is named by its first claim. One that was there before keeps its id as long
as it holds most of the claims it had; ids that end are listed by those that take over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from dateline.merge.incidents import Name
from dateline.record import content_id


def name_clusters(
    clusters: Sequence[tuple[str, ...]],
    before: Mapping[str, str],
    first: Mapping[str, str],
    known: Mapping[str, tuple[str, ...]],
    reserved: Collection[str] = (),
) -> list[Name]:
    """Return a name for each cluster.

    Args:
        clusters: The claims of each incident.
        before: The incident that a claim belonged to, where it belonged to one.
        first: For each claim a key that sorts claims by the day they were reported.
        known: For each earlier id the ids it had taken over already.
        reserved: Ids of other incidents, which no new one may have.
    """
    shares = sorted(
        (-count, identity, number)
        for number, members in enumerate(clusters)
        for identity, count in Counter(
            before[claim] for claim in members if claim in before
        ).items()
    )
    names: dict[int, str] = {}
    taken = set(reserved)
    for _, identity, number in shares:
        if number not in names and identity not in taken:
            names[number] = identity
            taken.add(identity)
    for number, members in enumerate(clusters):
        if number not in names:
            names[number] = _fresh(min(members, key=lambda claim: (first[claim], claim)), taken)
            taken.add(names[number])
    earlier: dict[int, set[str]] = {number: set() for number in names}
    for _, identity, number in shares:
        earlier[number] |= {identity, *known.get(identity, ())} - {names[number]}
    return [Name(names[number], tuple(sorted(earlier[number]))) for number in range(len(clusters))]


def _fresh(claim: str, taken: set[str]) -> str:
    """Return an id that is a hash of a claim's id, and of no other's incident."""
    identity = content_id("incident", claim)
    while identity in taken:
        identity = content_id(identity, claim)
    return identity
