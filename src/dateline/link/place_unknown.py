"""Names that the gazetteer does not know as they stand, in positions that only places have.

"The village of Aleppoli", "Aleppoli district", "in Aleppoli, Syria": these name places
whatever the gazetteer knows. Then the gazetteer is asked again, for what sounds alike in
a transliteration and for a slip of the pen, both only in countries the report is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.gazetteer import Feature, Gazetteer
from dateline.gazetteer_names import fold
from dateline.link.place_names import Name
from dateline.link.place_text import ARTICLES, INNER, JOINTS, Words, lead
from dateline.link.place_value import prominence
from dateline.link.place_words import PlaceWords

LONGEST = 4
SURE, LIKELY, POSSIBLE = 2.0, 0.5, 0.2
"""Weights: a place for certain; one if a parent is named; one if the gazetteer has its like."""
_NEVER_KINDS = frozenset("mountain mountains mount hill hills range peak pass".split())
_GENERIC = frozenset(
    "old new main central grand great national international green red zone hall house".split()
)
BARE = 2.0
"""One word behind 'in' or 'at': mostly a place, where nothing says otherwise."""
_ENDINGS = ("ing", "ment", "tion", "ism", "ese", "ish", "ity", "ics", "day", "mas", "ness")
_UNITS = frozenset(("division", "community", "nation", "state", "states"))
"""Words of kind that, with a capital behind a name, end other names than those of places."""
_NEAR = frozenset(("near", "outside"))
_FAR = re.compile(
    r",? (?:some |about |around |just )?\d[\d.,]* ?(?:km|kilomet|miles?)"
    r"|, a (?:\w+ )?(?:village|town)\b"
)
_BEFORE = frozenset("in near outside around at inside".split())


class UnknownFinder:
    """Finds unknown names in the blocks of a report."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        """Keep the gazetteer and the words."""
        self._gazetteer = gazetteer
        self._words = words
        self._peoples = frozenset(word.lower() for word in gazetteer.people())
        self._plain = words.cues.keys() | words.sites | words.parts | _GENERIC
        self._groups = words.organisations | words.bodies

    def at(self, block: Words, index: int) -> tuple[int, Name] | None:
        """Return the last word of the unknown name at a word, and the name; None if none.

        Args:
            block: The block.
            index: Number of a word in it at which no known name begins.
        """
        if block.titled or not self._may_begin(block, index):
            return None
        last = self._end(block, index)
        words = [block.words[number].lower() for number in range(index, last + 1)]
        before = lead(block, index, self._words, self._peoples)
        after = block.after(last)
        cue = before.cue
        if not after[:1].isupper() and after.lower() in self._words.cues:
            cue = cue or self._words.cues[after.lower()]
        if last > index and words[-1] in self._words.cues.keys() - _UNITS:
            cue = cue or self._words.cues[words[-1]]
        if all(word in self._plain for word in words) or (words[-1] in self._groups and not cue):
            return None
        if cue or _FAR.match(block.text, block.ends[last]) or block.before(index).lower() in _NEAR:
            weight = SURE
        elif before.preposition == "inside" and block.before(index).lower() in _BEFORE:
            sure = last == index and not block.words[index].lower().endswith(_ENDINGS)
            weight = BARE if sure else POSSIBLE
            if block.text.startswith(", ", block.ends[last]):
                weight = max(weight, LIKELY)
        else:
            return None
        start, end = block.starts[index], block.ends[last]
        folded = fold(block.text[start:end])
        return last, Name(
            start, end, folded, (), weight, before.preposition, cue, role="unknown"
        )  # fmt: skip

    def _may_begin(self, block: Words, index: int) -> bool:
        word = block.words[index]
        low = word.lower()
        if low in ARTICLES and index + 1 < len(block.words) and block.upper[index + 1]:
            return block.gap(index) in {"-", " "}
        if not block.upper[index] or len(low) < 3 or word.isupper():
            return False
        return not (
            low in self._words.never
            or low in self._words.common
            or low in self._words.first_names
            or low in self._words.titles
            or low in self._words.organisations
            or low.removesuffix("s") in self._peoples
            or low in self._peoples
        )

    def _end(self, block: Words, index: int) -> int:
        """Return the last word of the run of capitalised words."""
        last = stop = index
        while last + 1 < len(block.words) and last - index < LONGEST and block.gap(last) in JOINTS:
            last += 1
            if block.upper[last]:
                stop = last
            elif block.words[last] not in INNER:
                break
        return stop


def with_records(gazetteer: Gazetteer, names: Sequence[Name], peoples: Counter[str]) -> list[Name]:
    """Return names with the records that unknown ones may mean, in the report's countries.

    A name that stays without a record is kept only where its position is a place's.
    """
    if all(name.role != "unknown" for name in names):
        return list(names)
    countries = supported(names, peoples)
    kept: list[Name] = []
    for name in names:
        if name.role != "unknown":
            kept.append(name)
            continue
        features = _alike(gazetteer, name.folded, countries)
        if features or name.weight >= SURE:
            kept.append(name._replace(features=features))
        elif name.weight >= LIKELY:
            kept.append(name)
    return kept


def supported(names: Sequence[Name], peoples: Counter[str]) -> list[str]:
    """Return the codes of the countries that a report is about, at most four."""
    votes: Counter[str] = Counter()
    for code, count in peoples.items():
        votes[code] += count
    for name in names:
        if name.features and name.weight > 1.0:
            votes[max(name.features, key=prominence).cc] += 1
    return [code for code, _ in votes.most_common(4) if code]


def _alike(gazetteer: Gazetteer, folded: str, countries: Sequence[str]) -> tuple[Feature, ...]:
    alike = gazetteer.sounding(folded)
    found = tuple(f for f in alike if not countries or f.cc in countries)
    for code in () if found else countries[:2]:
        found = gazetteer.similar(folded, code)
        if found:
            break
    return found
