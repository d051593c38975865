"""Fit: whether a clause holds what a lexicon entry needs, and which type it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dateline.claim import EventType
from dateline.extract.act import Act, segment
from dateline.extract.lexis import EventWord
from dateline.extract.phrase import Chunk, Phrase, WeaponAt
from dateline.extract.trade import of_trade
from dateline.record import Record

_SOMEWHERE = re.compile(r"\b(?:in|near|at|outside|around|on|from) (?:the )?[A-Z]")
_MADE = re.compile(
    r"\b(?:sign|agree|reach|declar|announc|took effect|take effect|takes effect|broker|held|came"
    r" into force|initial|conclud|accept|hold|holds|exchang|swap|extend|begin|began|negotiat\w+ a)",
    re.IGNORECASE,
)

_CRAFT = frozenset(("aircraft", "vessel", "armour"))


class Sides(Record, frozen=True, kw_only=True):
    """Who does and who is acted on, whatever the voice; weapons taken out.

    Attributes:
        doers: Chunks that may act.
        targets: Chunks that are acted on.
        met: Targets with the weapons among them.
        doer_weapons: Weapons that stand where the doer does.
        target_weapons: Weapons that stand where the target does.
        weapons: All weapons that are used, not what is hit: "a missile sank a gunboat".
    """

    doers: tuple[Chunk, ...]
    targets: tuple[Chunk, ...]
    met: tuple[Chunk, ...]
    doer_weapons: tuple[WeaponAt, ...]
    target_weapons: tuple[WeaponAt, ...]
    weapons: tuple[WeaponAt, ...]


def sides_of(act: Act, entry: EventWord) -> Sides:
    """Return the two sides of an act as an entry sees them."""
    if act.noun:
        doers, targets = (act.subject + act.agents), act.object
    elif act.passive:
        doers, targets = act.agents, act.subject
    else:
        doers, targets = act.subject, act.object
        if entry.object == "after" or (not targets and entry.intransitive):
            targets = act.after or targets
    struck = () if entry.object == "weapon" else tuple(c for c in targets if _is_craft(c))
    doer_weapons = _weapons(doers, act.weapons)
    target_weapons = _weapons(tuple(c for c in targets if c not in struck), act.weapons)
    struck_weapons = _weapons(struck, act.weapons)
    return Sides(
        doers=tuple(chunk for chunk in doers if not _is_weapon(chunk, _unmanned(act.weapons))),
        targets=tuple(c for c in targets if c in struck or not _is_weapon(c, act.weapons)),
        met=targets,
        doer_weapons=doer_weapons,
        target_weapons=target_weapons,
        weapons=tuple(weapon for weapon in act.weapons if weapon not in struck_weapons),
    )


def _weapons(chunks: tuple[Chunk, ...], weapons: tuple[WeaponAt, ...]) -> tuple[WeaponAt, ...]:
    return tuple(w for w in weapons if any(c.first <= w.first < c.last for c in chunks))


def _is_craft(chunk: Chunk) -> bool:
    """Tell whether a chunk names what carries weapons, and is hit as a thing may be: a ship."""
    return bool(chunk.kinds & _CRAFT)


def _is_weapon(chunk: Chunk, weapons: tuple[WeaponAt, ...]) -> bool:
    return any(weapon.last == chunk.last and weapon.first >= chunk.first for weapon in weapons)


def _unmanned(weapons: tuple[WeaponAt, ...]) -> tuple[WeaponAt, ...]:
    """Return the weapons that cannot stand for those who use them, as tanks can."""
    return tuple(weapon for weapon in weapons if weapon.word.means != "tank")


def kinds_of(chunks: Iterable[Chunk]) -> frozenset[str]:
    """Return all kinds that some chunks name."""
    return frozenset[str]().union(*(chunk.kinds for chunk in chunks))


class Clause(Record, frozen=True, kw_only=True):
    """What the needs of an entry are held against."""

    phrase: Phrase
    act: Act
    sides: Sides
    lead: bool


def fits(entry: EventWord, clause: Clause) -> bool:
    """Tell whether a clause holds all that an entry needs."""
    return all(any(_holds(part, clause) for part in need.split(" or ")) for need in entry.needs)


def left_alone(entry: EventWord, clause: Clause) -> bool:
    """Tell whether the words stand in a phrase in which they mean something else."""
    pattern = clause.phrase.lexis.leave.get(entry.id)
    if pattern is None:
        return False
    start = clause.phrase.starts[clause.act.first]
    end = clause.phrase.ends[clause.act.last - 1]
    low = max(0, start - 60)
    return any(
        match.start() <= start and end <= match.end()
        for match in pattern.finditer(clause.phrase.span.text, low)
    )


def _holds(need: str, clause: Clause) -> bool:
    name, _, values = need.partition(":")
    return _NEEDS[name](clause, frozenset(values.split("|")) if values else frozenset())


def _subject(clause: Clause, values: frozenset[str]) -> bool:
    if "pronoun" in values and clause.act.pronoun is not None:
        return True
    return bool(kinds_of(clause.sides.doers) & values)


def _object(clause: Clause, values: frozenset[str]) -> bool:
    kinds = kinds_of(clause.sides.met)
    if "pronoun" in values and clause.act.object_pronoun is not None:
        return True
    if "not-place" in values:
        return not kinds & {"place", "structure"}
    if "not-event" in values:
        return "event" not in kinds
    if "not-weapon" in values:
        return not clause.sides.target_weapons and not kinds & _CRAFT
    if kinds & values:
        return True
    return "place" in values and any(_place_name(chunk) for chunk in clause.sides.targets)


def _place_name(chunk: Chunk) -> bool:
    """Tell whether a chunk can be a place's name: a bare name of no known kind."""
    return "name" in chunk.kinds and not chunk.kinds & {"armed", "person", "time", "agent"}


def _weapon(clause: Clause, values: frozenset[str]) -> bool:
    found = {weapon.word.means for weapon in clause.sides.weapons}
    return bool(found & values) if values else bool(found)


def _force(clause: Clause, values: frozenset[str]) -> bool:
    del values
    low, high = segment(clause.phrase, clause.act.first)
    near = [chunk for chunk in clause.phrase.chunks if low <= chunk.first < high]
    return bool(kinds_of(near) & {"armed", "nationality"}) or bool(
        kinds_of(clause.sides.doers) & {"agent"}
    )


def _before(clause: Clause, values: frozenset[str]) -> bool:
    phrase, first = clause.phrase, clause.act.first
    text = " " + " ".join(phrase.lows[max(0, first - 4) : first]) + " "
    return any(f" {value} " in text for value in values)


def _armed(clause: Clause, values: frozenset[str]) -> bool:
    del values
    return "armed" in kinds_of(clause.sides.doers) | kinds_of(clause.sides.targets)


def _armed_mover(clause: Clause, values: frozenset[str]) -> bool:
    del values
    sides = clause.sides
    movers = (*sides.doers, *sides.targets) if clause.act.noun else sides.doers
    if clause.act.passive:
        movers = sides.targets
    return bool(kinds_of(movers) & {"armed"})


def _pact_made(clause: Clause, values: frozenset[str]) -> bool:
    del values
    if not clause.act.noun:
        return bool(kinds_of(clause.sides.doers) & {"armed", "person"})
    return bool(clause.act.agents) or _MADE.search(clause.phrase.span.text) is not None


def _number_beside(clause: Clause, values: frozenset[str]) -> bool:
    del values
    act, phrase = clause.act, clause.phrase
    around = phrase.tags[max(0, act.first - 3) : act.last + 3]
    return "N" in around or any(
        low in {"several", "dozens"} for low in phrase.lows[max(0, act.first - 3) : act.first]
    )


_NEEDS: dict[str, Callable[[Clause, frozenset[str]], bool]] = {
    "subject": _subject,
    "object": _object,
    "subject-weapon": lambda clause, values: any(
        weapon.word.means in values for weapon in clause.sides.doer_weapons
    ),
    "object-weapon": lambda clause, values: any(
        weapon.word.means in values and _is_weapon(chunk, (weapon,))
        for weapon in clause.sides.target_weapons
        for chunk in clause.sides.met
    ),
    "weapon": _weapon,
    "force": _force,
    "before": _before,
    "armed": _armed,
    "armed-mover": _armed_mover,
    "pact-made": _pact_made,
    "passive": lambda clause, _: clause.act.passive,
    "active": lambda clause, _: not clause.act.passive and not clause.act.noun,
    "noun": lambda clause, _: clause.act.noun,
    "number-beside": _number_beside,
    "protesters-near": lambda clause, _: _protest_near(clause),
    "recipient": lambda clause, _: bool(clause.sides.targets),
    "quiet": lambda clause, _: not clause.sides.targets and not clause.act.after,
    "lead": lambda clause, _: clause.lead,
    "figure": lambda clause, _: "N" in clause.phrase.tags,
    "somewhere": lambda clause, _: _SOMEWHERE.search(clause.phrase.span.text) is not None,
    "named-subject": lambda clause, _: "named" in kinds_of(clause.sides.doers),
    "plural-force": lambda clause, _: any(
        clause.phrase.lows[chunk.first] not in {"a", "an", "one"} for chunk in clause.sides.doers
    ),
    "no-trade": lambda clause, _: not of_trade(clause.phrase),
    "agent-actor": lambda clause, _: bool(kinds_of(clause.sides.doers) & {"agent", "named"}),
}


def type_of(entry: EventWord, clause: Clause) -> EventType:
    """Return the type that a clause makes of an entry's word."""
    if not entry.turns:
        return entry.type
    sides = clause.sides
    doers = kinds_of(sides.doers)
    means = {"air" if w.word.means == "drone" else str(w.word.means) for w in sides.weapons}
    means |= {"air"} if "aircraft" in doers else set()
    if entry.turns == "destroy":
        return _by_weapon(entry.type, means & {"air", "shell"} if sides.doer_weapons else set())
    if entry.turns == "weapon":
        return _by_weapon(entry.type, means)
    if entry.irregular and doers & {"irregular"} and not means & {"air"}:
        return entry.irregular
    return _by_crowd(entry, clause, means) or _by_target(
        entry, clause, _by_weapon(entry.type, means)
    )


def _by_crowd(entry: EventWord, clause: Clause, means: set[str]) -> EventType | None:
    """Return the type that protesters on either side make; None if there are none."""
    doers, targets = kinds_of(clause.sides.doers), kinds_of(clause.sides.targets)
    if targets & {"protesters"} and (doers & {"armed"} or means & {"gun", "crowd"}):
        return "crackdown"
    if doers & {"protesters"}:
        return "riot"
    if entry.type == "attack" and doers & {"armed"} and _protest_near(clause):
        return "crackdown"
    return None


def _by_target(entry: EventWord, clause: Clause, turned: EventType) -> EventType:
    """Return the type that the armed or unarmed target makes of an attack or ambush."""
    targets = kinds_of(clause.sides.targets)
    armed = [chunk for chunk in clause.sides.targets if "armed" in chunk.kinds]
    if turned == "attack" and armed and not targets & {"civilian"}:
        return "attack" if _one_person(clause.phrase, armed) else "battle"
    if entry.unarmed is not None and targets and not armed:
        return entry.unarmed
    return turned


def _one_person(phrase: Phrase, chunks: list[Chunk]) -> bool:
    """Tell whether armed people are a single one, picked off: "a policeman"."""
    chunk = chunks[0]
    head = phrase.lows[chunk.last - 1]
    one = phrase.lows[chunk.first] in {"a", "an", "one", "the"}
    return (
        len(chunks) == 1 and one and head.endswith(("man", "er", "or", "ant", "nel", "ldier", "rd"))
    )


def _protest_near(clause: Clause) -> bool:
    return any("protesters" in chunk.kinds for chunk in clause.phrase.chunks)


def _by_weapon(event_type: EventType, means: set[str]) -> EventType:
    if event_type == "air_strike" and "shell" in means and "air" not in means:
        return "shelling"
    if "air" in means and event_type in {"attack", "shelling", "bombing", "destruction"}:
        return "air_strike"
    if "shell" in means and event_type in {"attack", "bombing", "destruction"}:
        return "shelling"
    if "bomb" in means and event_type in {"attack", "shelling"} and "shell" not in means:
        return "bombing"
    return event_type
