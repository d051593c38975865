"""Whom "they", "the group" and "the jihadist force" mean, at a bounded cost.

Everybody whom the report names is kept in text order. Words that point back take the
one before them that fits, and nobody if two fit as well; the search goes back a fixed
number of sentences. A report that has only one fitting actor at all may name it later
(headlines do).
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateline.link.actor_phrases import Phrase, traits_in
from dateline.register import Actor
from dateline.value import Entity

PRONOUN_REACH = 2
"""Sentences back to which a pronoun may point."""

DESCRIPTION_REACH = 12
"""Sentences back to which a description may point where several actors fit it."""

MOST_NAMED = 400
"""Names on either side of a description that it may mean; few reports name so many."""

_PERSON = frozenset(("he", "him", "his", "she", "her", "hers"))
_THING = frozenset(("it", "its"))
_MANY = frozenset(("they", "them", "their", "theirs"))
_RELATIVE = frozenset(("who", "whom", "which"))
_TELLERS = frozenset(("agency", "media", "monitor", "ngo"))
"""Kinds of actor that tell of events: no pronoun for an actor of one points to them."""

_LED = frozenset(("backed", "led", "aligned", "partner"))


class Antecedent(NamedTuple):
    """Somebody whom the report has named, at one place.

    Attributes:
        start: Where the words stand.
        sentence: Which sentence they stand in.
        entity: Who it is.
        actor: Its record; None for those not in the register.
        plural: Whether the words are plural; None if they may be either.
        person: Whether it is a single person.
    """

    start: int
    sentence: int
    entity: Entity
    actor: Actor | None
    plural: bool | None
    person: bool

    @property
    def key(self) -> str:
        """What tells it from others: its id or its name."""
        return self.entity.id or self.entity.name.casefold()


def pronoun(
    word: str, at: tuple[int, int], before: Sequence[Antecedent], barred: frozenset[str]
) -> Antecedent | None:
    """Return whom a pronoun means; None if nobody fits.

    The one nearest before it is meant by "who" and "which". For others, the only one
    who fits in its own sentence before it, or else in the nearest sentence that has any.

    Args:
        word: The pronoun, folded.
        at: Where it stands, and in which sentence.
        before: Those named so far, in text order.
        barred: Keys of those it cannot mean: the other side of its own event.
    """
    start, sentence = at
    fits = _fits_pronoun(word)
    high = bisect.bisect_left(before, start, key=lambda one: one.start)
    low = high
    while low and sentence - before[low - 1].sentence <= PRONOUN_REACH:
        low -= 1
    near = [
        one
        for one in before[low:high]
        if one.key not in barred
        and (one.actor is None or one.actor.kind not in _TELLERS)
        and fits(one)
    ]
    if not near:
        return None
    if word in _RELATIVE:
        return near[-1] if near[-1].sentence == sentence else None
    latest = near[-1].sentence
    named = {one.key: one for one in near if one.sentence == latest}
    return next(iter(named.values())) if len(named) == 1 else None


def _fits_pronoun(word: str) -> Callable[[Antecedent], bool]:
    if word in _PERSON:
        return lambda one: one.person
    if word in _THING:
        return lambda one: not one.person and one.actor is not None
    if word in _MANY:
        return lambda one: not one.person and one.plural is not False
    return lambda one: bool(one.entity.name)


def description(
    phrase: Phrase,
    at: tuple[int, int],
    everybody: Sequence[Antecedent],
    backs: Callable[[Actor], bool] | None,
) -> Antecedent | None:
    """Return whom a description means; None if nobody fits, or two as well.

    Args:
        phrase: The description, with its role.
        at: Where it stands, and in which sentence.
        everybody: All whom the report names by name, in text order.
        backs: Whether those named in the description back an actor; None if it names none.
    """
    start, sentence = at
    place = bisect.bisect_left(everybody, start, key=lambda one: one.start)
    around = everybody[max(0, place - MOST_NAMED) : place + MOST_NAMED]
    fitting = [one for one in around if one.actor is not None and _fits(phrase, one.actor, backs)]
    named = traits_in(phrase.words)
    traits = [one for one in fitting if one.actor and named & set(one.actor.traits)]
    if backs is None and not _LED.isdisjoint(phrase.words):
        fitting = traits  # "Kurdish-led" must fit what the actor is known by
    for some in (fitting, traits):
        if len({one.key for one in some}) == 1:
            return some[0]
    near = [
        one for one in fitting if one.start < start and sentence - one.sentence <= DESCRIPTION_REACH
    ]
    if not near:
        return None
    latest = near[-1].sentence
    last = {one.key: one for one in near if one.sentence == latest}
    return next(iter(last.values())) if len(last) == 1 else None


def _fits(phrase: Phrase, actor: Actor, backs: Callable[[Actor], bool] | None) -> bool:
    if phrase.role is None:
        return False
    led = actor.kind == "armed_group" and not _LED.isdisjoint(phrase.words)
    if actor.kind not in phrase.role.traits and not led:
        return False
    return backs is None or backs(actor)
