"""Doubts about names that lie where nothing else of their report does.

"Duran" in a report about Turkey is no town of Ecuador. A small place of a country that the
report names in no other way is left without a record, or, where nothing but its capital
says that it is a place at all, is left out. "No record" is an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.gazetteer import Feature
from dateline.link.place_choice import Choice
from dateline.link.place_names import Name

LEAST = 3
"""Other names and peoples of one report that must lie elsewhere before a doubt arises."""
LARGE = 400_000
"""Inhabitants from which a town may be named in any report; of a division, three times that."""
_SMALL = frozenset(("city", "village", "suburb", "admin2", "admin3", "landmark"))


def doubted(
    names: Sequence[Name], choices: Sequence[Choice], peoples: Mapping[str, int]
) -> list[tuple[int, Choice] | None]:
    """Return for each name its number and choice as they stand, an empty choice, or None.

    None says that the name is no place here.

    Args:
        names: The names of a report.
        choices: What each means.
        peoples: How often each country's people are named.
    """
    votes: Counter[str] = Counter(peoples)
    mentions: Counter[tuple[str, str]] = Counter()
    for name, choice in zip(names, choices, strict=True):
        if choice.ranked:
            code = choice.ranked[0][0].cc
            votes[code] += 1
            mentions[name.folded, code] += 1
    total = sum(votes.values())
    parents = {name.parent for name in names}
    kept: list[tuple[int, Choice] | None] = []
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        feature = choice.ranked[0][0] if choice.ranked else None
        sure = name.role == "held" or name.parent >= 0 or number in parents
        if feature is None or sure or not _is_small(feature):
            kept.append((number, choice))
            continue
        own = mentions[name.folded, feature.cc]
        alone = votes[feature.cc] <= own and total - votes[feature.cc] >= LEAST
        if not alone:
            kept.append((number, choice))
        elif name.preposition == "inside" or name.cue or name.role == "unknown":
            kept.append((number, Choice(())))
        else:
            kept.append(None)
    return kept


def _is_small(feature: Feature) -> bool:
    least = 3 * LARGE if feature.kind in {"admin2", "admin3"} else LARGE
    return feature.kind in _SMALL and feature.pop < least
