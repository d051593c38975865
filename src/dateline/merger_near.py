"""Near: one judgement put in force on the incidents it has to do with, and on no others.

The study must be merged already; then the incidents are the same as after a merge of all of it.
A merge reads every claim, however little was judged: seconds where a key press has to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dateline.incident import Incident
from dateline.judgement import Action, Judgement
from dateline.merge.incidents import Name
from dateline.merger_groups import Groups, tellings_of
from dateline.merger_rulings import ON_PAIRS, Rulings
from dateline.record import Record, content_id
from dateline.store.merge_tables import MergeTables

_REMARKS: frozenset[Action] = frozenset(("comment", "unsure"))
_TRIES = 3
"""A new incident is named by a hash; where it is taken by the hash of that, and so on."""


class Changed(Record, frozen=True, kw_only=True):
    """What a judgement changed.

    Attributes:
        made: Incidents made, anew or for the first time.
        gone: Ids of incidents that are no more.
    """

    made: tuple[Incident, ...] = ()
    gone: tuple[str, ...] = ()


class Near(Groups):
    """Makes the incidents anew that one judgement has to do with."""

    def __init__(self, tables: MergeTables, rulings: Rulings) -> None:
        super().__init__(tables, None, rulings)

    def apply(self, judgement: Judgement) -> Changed:
        """Bring the incidents up to date with a judgement that `rulings` hold already."""
        about = self.rulings.undone(judgement)
        if about.action in _REMARKS:
            return Changed()
        claims = {*self.rulings.left(about), *self.rulings.right(about)}
        if about.action in ON_PAIRS:
            touched = self._around(claims)
            former = self.tables.incidents_of(touched)
            made = self._make(touched, former)
        else:
            fresh = about is judgement  # then all its claims are in the incident it names
            former = [about.object] if fresh else self.tables.incidents_of(claims)
            made = [self._again(each) for each in self.tables.incidents(former)]
            self.tables.put_again(made)
        kept = {item.id for item in made}
        return Changed(made=tuple(made), gone=tuple(each for each in former if each not in kept))

    def _around(self, claims: Collection[str]) -> set[str]:
        """Return the claims that are clustered together with some, be it over others."""
        found: set[str] = set()
        fresh = set(claims)
        while fresh:
            found |= fresh
            joined = {one for each in self.rulings.pairs.one for one in each if fresh & {*each}}
            fresh = (self.tables.beside(fresh) | joined) - found
        return found

    def _again(self, incident: Incident) -> Incident:
        """Return an incident of the same claims, with what is now judged about it."""
        claims = sorted(item.claim for item in incident.claims)
        every = tellings_of(self.tables, sorted({item.document for item in incident.claims}))
        here, pairs = {*claims}, self.rulings.pairs
        judged = {one for each in (*pairs.one, *pairs.two) for one in each if here & {*each}}
        names = self.tables.names_of({*here, *judged}) if judged else {}
        return self._incident(
            Name(incident.id, incident.previous),
            [every[claim] for claim in claims],
            {claim: Name(name) for claim, name in names.items()},
        )

    def _former_names(self, claims: Collection[str]) -> tuple[dict[str, str], set[str]]:
        here = self.tables.names_of(claims)
        wanted = {*here.values(), *(name for claim in claims for name in _fresh(claim))}
        return here, self.tables.held(wanted, claims)


def _fresh(claim: str) -> Sequence[str]:
    """Return the names that `name_clusters` would give an incident of a claim, in its order."""
    names = [content_id("incident", claim)]
    while len(names) < _TRIES:
        names.append(content_id(names[-1], claim))
    return names
