"""Retellings: one happening told again in the same report.

A later telling that adds no field, figure or speaker makes no claim; one that does
points at the first by `same_as`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.claim import Claim
from dateline.extract.act import Act
from dateline.extract.lexis import EventWord
from dateline.extract.phrase import Phrase
from dateline.extract.statements import Said
from dateline.reading import Statement
from dateline.record import Record
from dateline.rejection import Rejection

_VIOLENT = frozenset(
    ("battle", "air_strike", "shelling", "bombing", "attack", "crackdown", "riot", "casualties")
)
_BY_MEANS = frozenset(("air_strike", "shelling", "crackdown", "bombing"))
_PLACE = re.compile(r"\b(?:in|near|at|outside|of|around|on) (?:the )?((?:[A-Z][\w'’-]+ ?)+)")
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b\d{1,2} (?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December)\b"
)
_DEFINITE = frozenset("the this that these those 's its their his latest".split())
_SMALL = frozenset("the a an of in and group forces fighters".split())


_LOOK_BACK = 200
"""Tellings; no report tells one happening again after so many others."""


class Telling(Record, frozen=True):
    """A claim with the sentence and the entry it was made from."""

    claim: Claim
    phrase: Phrase
    act: Act
    entry: EventWord
    in_headline: bool


class _Facts(Record, frozen=True):
    places: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[str]
    sources: frozenset[str]


def told_once(
    tellings: Sequence[Telling], statements: Sequence[Statement]
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...]]:
    """Return the claims that say something of their own, and what was left out."""
    said = Said(statements)
    kept: list[Telling] = []
    facts: dict[str, _Facts] = {}
    rejections: list[Rejection] = []
    for telling in _body_first(tellings):
        facts[telling.claim.id] = _facts(telling, said)
        root = _root(telling, kept, facts)
        if root is None and kept and _bare(telling):
            rejections.append(_left_out(telling, "a bare reference to something told before"))
            continue
        if telling.entry.toll and not telling.claim.actors and not telling.claim.weapons:
            telling = _toll(telling, kept)  # noqa: PLW2901
            facts[telling.claim.id] = _facts(telling, said)
            root = next((k for k in kept if k.claim.id == telling.claim.same_as), None)
            unexplained = root is None and telling.claim.event_type == "casualties"
            if unexplained and (_empty(telling) or (telling.entry.subject == "recipient" and kept)):
                rejections.append(_left_out(telling, "a toll without a number or an act"))
                continue
        if root is None:
            kept.append(_typed_by_neighbour(telling, kept))
        elif _adds(telling, root, kept, facts):
            again = _typed(telling.claim, root.claim)
            kept.append(msgspec.structs.replace(telling, claim=again))
        else:
            rejections.append(_left_out(telling, "told before, and nothing new in it"))
    claims = sorted((telling.claim for telling in kept), key=lambda claim: claim.trigger.start)
    return tuple(claims), tuple(rejections)


def identified(document_id: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims under the ids of the types they ended with.

    A retelling takes the type of what it tells again; one of a claim that is not among
    them points at nothing.
    """
    ids = {c.id: Claim.make_id(document_id, c.trigger, c.event_type) for c in claims}
    types = {claim.id: claim.event_type for claim in claims}
    found: list[Claim] = []
    for claim in claims:
        root = claim.same_as if claim.same_as in ids else None
        event_type = types[root] if root else claim.event_type
        again = msgspec.structs.replace(
            claim,
            id=Claim.make_id(document_id, claim.trigger, event_type),
            event_type=event_type,
            mode=claim.mode if event_type == claim.event_type else None,
            same_as=ids[root] if root else None,
        )
        found.append(again)
    return tuple(found)


def _typed_by_neighbour(telling: Telling, kept: Sequence[Telling]) -> Telling:
    """Return a telling whose words leave the means open under the means told just before."""
    claim = telling.claim
    if not telling.entry.vague or claim.event_type not in {"attack", "shelling", "bombing"}:
        return telling
    if claim.weapons or claim.event_type != telling.entry.type or not kept:
        return telling
    last = kept[-1]
    near = 0 <= telling.phrase.span.start - last.phrase.span.end < 260
    if not near or last.claim.event_type not in _BY_MEANS:
        return telling
    changed = msgspec.structs.replace(claim, event_type=last.claim.event_type, mode=None)
    return msgspec.structs.replace(telling, claim=changed)


def _typed(claim: Claim, root: Claim) -> Claim:
    """Return a retelling under the type and background of the happening it tells again."""
    return msgspec.structs.replace(
        claim, event_type=root.event_type, background=root.background, same_as=root.id
    )


def _body_first(tellings: Sequence[Telling]) -> list[Telling]:
    return [t for t in tellings if not t.in_headline] + [t for t in tellings if t.in_headline]


def _left_out(telling: Telling, reason: str) -> Rejection:
    return Rejection(stage="extract.rules", reason=reason, span=telling.claim.trigger)


def _empty(telling: Telling) -> bool:
    return "N" not in telling.phrase.tags and "D" not in telling.phrase.tags[: telling.act.first]


def _facts(telling: Telling, said: Said) -> _Facts:
    text = telling.phrase.span.text
    phrase = telling.phrase
    return _Facts(
        frozenset(match.group(1).strip().lower() for match in _PLACE.finditer(text)),
        frozenset(match.group().lower() for match in _DAY.finditer(text)),
        frozenset(low for low, tag in zip(phrase.lows, phrase.tags, strict=True) if tag == "N"),
        frozenset(
            statement.source.text.lower()
            for statement in said.covering(telling.claim.trigger)
            if statement.source is not None
        ),
    )


def _root(telling: Telling, kept: Sequence[Telling], facts: dict[str, _Facts]) -> Telling | None:
    """Return the earlier telling of the same happening, if it evidently is one."""
    claim = telling.claim
    for other in reversed(kept[-_LOOK_BACK:]):
        if other.claim.same_as is not None or other.claim.background != claim.background:
            continue
        if not _same_kind(telling, other):
            continue
        if _conflict(telling, other, facts):
            continue
        if telling.in_headline or _refers_back(telling) or _shares(telling, other, facts):
            return other
    return None


def _same_kind(telling: Telling, other: Telling) -> bool:
    one, two = telling.claim.event_type, other.claim.event_type
    if one == two:
        return True
    vague = (
        telling.entry.id in {"attack", "kill", "raid", "hit", "strike-noun"} or telling.in_headline
    )
    return vague and one in _VIOLENT and two in _VIOLENT


def _refers_back(telling: Telling) -> bool:
    if not telling.act.noun:
        return _weapon_again(telling)
    chunk = telling.phrase.chunk_at(telling.act.first)
    first = chunk.first if chunk is not None else telling.act.first
    lows = telling.phrase.lows[first : telling.act.first]
    return bool(lows) and any(low in _DEFINITE for low in lows)


def _bare(telling: Telling) -> bool:
    """Tell whether a noun only points back: "the attack", with nobody and no number beside it."""
    act = telling.act
    if telling.claim.status == "denied":
        return False
    if not act.noun or telling.in_headline or telling.claim.event_type not in _VIOLENT:
        return False
    alone = not (act.subject or act.agents or act.object or telling.claim.weapons)
    return alone and _refers_back(telling) and not telling.claim.recipients


def _weapon_again(telling: Telling) -> bool:
    """Tell whether a verb's subject is a weapon known already: "the second bomb went off"."""
    subject, phrase = telling.act.subject, telling.phrase
    if telling.entry.subject != "weapon" or not subject:
        return False
    return phrase.lows[subject[0].first] in _DEFINITE


def _shares(telling: Telling, other: Telling, facts: dict[str, _Facts]) -> bool:
    one, two = facts[telling.claim.id], facts[other.claim.id]
    same_words = telling.claim.trigger.text.lower() == other.claim.trigger.text.lower()
    recipients = _names(telling.claim.recipients) & _names(other.claim.recipients)
    return bool(one.places & two.places or recipients) and (same_words or bool(recipients))


def _names(entities: Sequence[object]) -> frozenset[str]:
    words: set[str] = set()
    for entity in entities:
        words |= set(str(getattr(entity, "name", "")).lower().split())
    return frozenset(words - _SMALL)


def _conflict(telling: Telling, other: Telling, facts: dict[str, _Facts]) -> bool:
    one, two = facts[telling.claim.id], facts[other.claim.id]
    if one.days and two.days and not one.days & two.days:
        return True
    if telling.act.noun and _refers_back(telling):
        return False
    if one.places and two.places and not one.places & two.places and not telling.in_headline:
        return True
    mine, theirs = _names(telling.claim.actors), _names(other.claim.actors)
    return bool(mine and theirs and not mine & theirs and not telling.in_headline)


def _adds(
    telling: Telling, root: Telling, kept: Sequence[Telling], facts: dict[str, _Facts]
) -> bool:
    """Tell whether a retelling brings a figure, a speaker or a status of its own."""
    if telling.in_headline:
        return telling.claim.status == "denied" != root.claim.status
    same = [t for t in kept if root.claim.id in {t.claim.id, t.claim.same_as}]
    known = facts[telling.claim.id]
    numbers = frozenset[str]().union(*(facts[t.claim.id].numbers for t in same))
    sources = frozenset[str]().union(*(facts[t.claim.id].sources for t in same))
    if known.numbers - numbers and telling.entry.toll:
        return True
    if known.sources - sources and (known.numbers - numbers or telling.claim.actors):
        return True
    return telling.claim.status != root.claim.status and telling.claim.status in {
        "denied",
        "alleged",
    }


def _by_itself(telling: Telling) -> bool:
    """Tell whether a verb of killing is the act: active, and no mere "..., killing six"."""
    act, phrase = telling.act, telling.phrase
    if act.noun or act.passive or not act.object:
        return False
    return act.first == 0 or phrase.tags[act.first - 1] != "K"


def _toll(telling: Telling, kept: Sequence[Telling]) -> Telling:
    """Return a toll typed by the act that caused it; `casualties` if the report names none."""
    claim = telling.claim
    if claim.actors or claim.weapons or _by_itself(telling):
        return telling
    acts = [t for t in kept if t.claim.event_type in _VIOLENT and t.claim.same_as is None]
    acts = [t for t in acts if t.claim.status in {"occurred", "alleged", "ongoing"}]
    same_background = [t for t in acts if t.claim.background == claim.background]
    root = same_background[-1] if same_background else None
    event_type = root.claim.event_type if root is not None else "casualties"
    changed = msgspec.structs.replace(
        claim,
        event_type=event_type,
        mode=None,
        same_as=root.claim.id if root is not None else None,
    )
    return msgspec.structs.replace(telling, claim=changed)
