"""Scene: what a paragraph is about, where that makes event words mean something else.

"Attack", "shoot" and "fight" are at home in sport, on the screen and on the markets;
floods and crashes kill without anybody's act.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.lexis import Lexis
from dateline.extract.phrase import Phrase
from dateline.record import Record

_SURE_WEAPONS = frozenset(("air", "drone", "shell", "bomb", "gun", "gas", "blade"))


class Scene(Record, frozen=True):
    """What one paragraph is about.

    Attributes:
        other: The scene that explains its event words without violence; None if none does.
        accident: Whether an accident or illness is told that explains the dead.
    """

    other: str | None
    accident: bool


def scene_of(paragraph: Sequence[Phrase], lexis: Lexis) -> Scene:
    """Return the scene of the sentences of one paragraph."""
    lows = {low for phrase in paragraph for low in phrase.lows}
    armed = _shows_force(paragraph, lows, lexis)
    accident = not armed and any("accident" in lexis.kinds.get(low, ()) for low in lows)
    if armed:
        return Scene(None, accident)
    counts = {scene: len(lows & words) for scene, words in lexis.scenes.words.items()}
    best = max(counts, key=lambda scene: counts[scene])
    return Scene(best if counts[best] >= 2 else None, accident)


def _shows_force(paragraph: Sequence[Phrase], lows: set[str], lexis: Lexis) -> bool:
    for low in lows:
        kinds = lexis.kinds.get(low, frozenset())
        if "armed" in kinds and "loose" not in kinds:
            return True
    return any(
        weapon.word.means in _SURE_WEAPONS for phrase in paragraph for weapon in phrase.weapons
    )
