"""Contested: what a claim's status becomes by who says it and how.

A party's own act told by itself is as good as any report. Its word about the enemy,
and a success that the other side would contest, is only alleged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.claim import MAIN_POINT_TYPES, Claim, Status
from dateline.extract.lexis import Lexis, split_words
from dateline.extract.statements import Said
from dateline.reading import Statement

_PARTY = re.compile(
    r"\b(?:army|military|armed forces|air force|navy|defen[cs]e (?:ministry|minister)|general staff"
    r"|ministry of defen[cs]e|rebels?|militants?|militia|guerrillas?|insurgents?|command|commander"
    r"|front|brigade|separatists?|troops|headquarters|admiralty|war office)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:government|ministry|authorities|state (?:media|television|tv|agency|radio)|kremlin"
    r"|regime|junta|president)\b",
    re.IGNORECASE,
)
_SUCCESS = frozenset(("territory_taken",))
_VIOLENT = frozenset(
    ("battle", "air_strike", "shelling", "bombing", "attack", "abduction", "destruction")
)
_OWN = frozenset("its their our his her they it we".split())


def contested(
    claims: Sequence[Claim], statements: Sequence[Statement], lexis: Lexis
) -> tuple[Claim, ...]:
    """Return the claims, their status changed where only a contestable word stands for them."""
    said = Said(statements)
    return tuple(_judged(claim, said, lexis) for claim in claims)


def _judged(claim: Claim, statements: Said, lexis: Lexis) -> Claim:
    if claim.status not in {"occurred", "ongoing"}:
        return claim
    said = statements.covering(claim.trigger)
    if not said:
        return claim
    nearest = min(said, key=lambda statement: sum(len(piece.text) for piece in statement.content))
    status = _status(claim, nearest, lexis)
    return claim if status is None else msgspec.structs.replace(claim, status=status)


def _status(claim: Claim, statement: Statement, lexis: Lexis) -> Status | None:
    cue = statement.cue
    if cue is not None and claim.trigger.overlaps(cue) and claim.event_type in MAIN_POINT_TYPES:
        return None  # an accusation is made, whatever it is worth
    if statement.verb_class == "denies":
        follows = cue is not None and cue.end <= claim.trigger.start
        return "denied" if follows else None
    if statement.verb_class == "claims":
        return "alleged"
    if statement.source is None:
        return None
    party = _PARTY.search(statement.source.text) is not None
    if not party and not _STATE.search(statement.source.text):
        return None
    if not party:
        return "alleged" if _about_enemy(claim, statement, lexis) else None
    if claim.event_type in _SUCCESS or (_harms_enemy(claim, lexis) and _is_toll(claim)):
        return "alleged"
    return "alleged" if _about_enemy(claim, statement, lexis) else None


def _is_toll(claim: Claim) -> bool:
    word = claim.trigger.text.lower()
    return word.startswith(("kill", "eliminat", "neutrali", "annihilat", "shot down", "destroy"))


def _harms_enemy(claim: Claim, lexis: Lexis) -> bool:
    return any(_armed(entity.name, lexis) for entity in claim.recipients)


def _about_enemy(claim: Claim, statement: Statement, lexis: Lexis) -> bool:
    if claim.event_type not in _VIOLENT or statement.source is None:
        return False
    source = set(split_words(statement.source.text))
    for actor in claim.actors:
        words = set(split_words(actor.name))
        if words & _OWN or words & source:
            return False
        if _armed(actor.name, lexis) and "forces" not in words:
            return True
    return False


def _armed(name: str, lexis: Lexis) -> bool:
    return any("armed" in lexis.kinds.get(word, ()) for word in split_words(name))
