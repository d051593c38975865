"""Scene: what a paragraph is about, where that makes event words mean something else.

"Attack", "shoot" and "fight" are at home in sport, on the screen and on the markets;
floods and crashes kill without anybody's act.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence

from dateline.document import Document
from dateline.extract.lexis import Lexis
from dateline.extract.phrase import Phrase
from dateline.record import Record

_SURE_WEAPONS = frozenset(("air", "drone", "shell", "bomb", "gun", "gas", "blade"))


_WHOLE = ("sport", "screen", "nature", "market", "illness", "disaster")
_MANY_WORDS = 4
_FEW_FORCES = 2
"""Set on the annotated reports: with these, a report of a match or a film is one."""


_CIVIC = frozenset(("parliament", "labour", "market", "disaster", "illness"))
_AT_HOME: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("protest", "riot", "arrest", "crackdown", "trial"), _CIVIC),
    **dict.fromkeys(("agreement", "sanction"), _CIVIC - {"market"}),
    "displacement": _CIVIC - {"disaster", "illness"},
}
"""Scenes in which a type of event may be told all the same. Deals of trade are no accords."""


class Scene(Record, frozen=True):
    """What one paragraph is about.

    Attributes:
        other: The scene that explains its event words without violence; None if none does.
        accident: Whether an accident or illness is told that explains the dead.
        armed: Whether armed people or weapons of war are named.
    """

    other: str | None
    accident: bool
    armed: bool = False

    def may_tell(self, event_type: str) -> bool:
        """Tell whether an event of a type may be told here."""
        return self.other is None or self.other in _AT_HOME.get(event_type, ())


def report_scene(phrases: Sequence[Phrase], lexis: Lexis) -> str | None:
    """Return the scene that a whole report plays in, if it is one that only looks violent."""
    lows = {low for phrase in phrases for low in phrase.lows}
    if len(lows & lexis.forces) > _FEW_FORCES:
        return None
    counts = {scene: len(lows & lexis.scenes[scene]) for scene in _WHOLE}
    best = max(counts, key=lambda scene: counts[scene])
    return best if counts[best] >= _MANY_WORDS else None


def scenes_of(
    document: Document, phrases: Sequence[Phrase], lexis: Lexis, whole: str | None
) -> list[Scene]:
    """Return for each sentence the scene of its block in a report with the scene `whole`."""
    scenes: list[Scene] = []
    waiting = collections.deque(phrases)
    for block in document.report_blocks():
        group: list[Phrase] = []
        while waiting and waiting[0].span.start < block.end:
            group.append(waiting.popleft())
        if group:
            scenes.extend([scene_of(group, lexis, whole)] * len(group))
    return scenes


def scene_of(paragraph: Sequence[Phrase], lexis: Lexis, whole: str | None = None) -> Scene:
    """Return the scene of the sentences of one paragraph of a report with the scene `whole`."""
    if whole is not None:
        return Scene(whole, accident=False)
    lows = {low for phrase in paragraph for low in phrase.lows}
    armed = _shows_force(paragraph, lows, lexis)
    accident = not armed and any("accident" in lexis.kinds.get(low, ()) for low in lows)
    if armed:
        return Scene(None, accident, armed=True)
    counts = {scene: len(lows & words) for scene, words in lexis.scenes.items()}
    best = max(counts, key=lambda scene: counts[scene])
    return Scene(best if counts[best] >= 2 else None, accident)


def _shows_force(paragraph: Sequence[Phrase], lows: set[str], lexis: Lexis) -> bool:
    if not lexis.forces.isdisjoint(lows):
        return True
    return any(
        weapon.word.means in _SURE_WEAPONS for phrase in paragraph for weapon in phrase.weapons
    )
