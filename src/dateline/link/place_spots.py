"""Everything in a report that says where something may be: its spots, in text order.

A spot is a name of the gazetteer ("Raqqa"), a place told from a name ("17 km north of
Raqqa"), a site within the place named last ("the airport"), or words that mean a place
named before ("the city", "there").
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from dateline.document import Document
from dateline.gazetteer import Feature, Gazetteer
from dateline.link.place_derived import at_river, derived, nameless, unlinked
from dateline.link.place_nouns import NounReader
from dateline.link.place_report import Found
from dateline.link.place_scene_words import SceneWords
from dateline.link.place_spot import PhraseReader, Spot
from dateline.link.place_value import place_of
from dateline.span import Span
from dateline.value import Place

_AND = re.compile(r"\s*(?:,|,?\s*(?:and|or|as well as|but also))\s+(?:the\s+)?")
_DATELINE = re.compile(r"\s*(?:,[^.\n–—]{1,40})?\s*(?:\([A-Za-z ./]{2,20}\)\s*)?(?:--|–|—|- )")
_OWNER = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_SPEAKS = re.compile(
    r"\s+(?:(?:has|had|have|also|now|later|again|quickly|itself|would|will)\s+){0,2}"
    r"(?:says?|said|denie[sd]|claim(?:s|ed)|accuse[sd]|blame[sd]|announced?|warn(?:s|ed)|insists?"
    r"|insisted|confirm(?:s|ed)|report(?:s|ed)|call(?:s|ed)|condemn(?:s|ed)|vow(?:s|ed)|reject(?:s|ed)"
    r"|maintains?|maintained|promise[sd]|demand(?:s|ed)|acknowledge[sd]|admit(?:s|ted)|argue[sd])\b"
)
_ACCORDING = ("according to ", "According to ")
_BEHIND = re.compile(r"[ -]+([\w-]+)")


class SpotFinder:
    """Finds the spots of reports."""

    def __init__(self, gazetteer: Gazetteer, words: SceneWords) -> None:
        """Keep the gazetteer and the words."""
        self._gazetteer = gazetteer
        self._words = words
        self._phrase = PhraseReader(gazetteer, words)
        self._nouns = NounReader(gazetteer, words, self._phrase)

    def __call__(
        self,
        document: Document,
        sentences: Sequence[Span],
        found: Sequence[Found],
        speaking: Sequence[Span] = (),
    ) -> list[Spot]:
        """Return the spots of a report in text order.

        Args:
            document: The report.
            sentences: Its sentences.
            found: The place names in it.
            speaking: Words whose places tell only where somebody speaks: no site is in them.
        """
        if not sentences:
            return []
        named = self._named(document, sentences, found)
        aside: list[Spot] = []
        told: list[Spot] = []
        for spot in named:
            spoken = any(words.start <= spot.start and spot.end <= words.end for words in speaking)
            (aside if spoken else told).append(spot)
        spots = at_river(self._nouns(document, sentences, told))
        return sorted((*spots, *aside), key=lambda spot: spot.start) if aside else spots

    def _named(
        self, document: Document, sentences: Sequence[Span], found: Sequence[Found]
    ) -> list[Spot]:
        starts = [sentence.start for sentence in sentences]
        parents = {item.name.parent for item in found}
        spots: list[Spot] = []
        for number, item in enumerate(found):
            index = max(0, bisect.bisect_right(starts, item.name.start) - 1)
            spot = self._one(document, sentences[index], item)._replace(sentence=index)
            if item.feature is None:
                holder = found[item.name.parent].feature if item.name.parent >= 0 else None
                spot = unlinked(spot, item.name.cue, spots, holder and self._place(holder))
            if number in parents:
                spot = spot._replace(signs=spot.signs | {"container"})
            before = spots[-1] if spots and spots[-1].sentence == index else None
            if (
                before
                and not spot.governed
                and _AND.fullmatch(document.text, before.end, spot.head)
            ):
                spot = spot._replace(governed=before.governed, signs=spot.signs | {"listed"})
            spot = derived(document.text, spot, before)
            if before and spot.start == before.start:
                spots.pop()
            spots.append(spot)
        return spots

    def _one(self, document: Document, sentence: Span, item: Found) -> Spot:
        """Return the spot of a name; its sentence's number is not yet known."""
        name, text = item.name, document.text
        phrase = self._phrase(text, sentence.start, name.start)
        signs: set[str] = set()
        after = _BEHIND.match(text, name.end, name.end + 30)
        if _OWNER.match(text, name.end):
            signs.add("owner")
        elif after and (text[name.end] == "-" or after[1].lower() in self._words.people):
            signs.add("people")
        if _SPEAKS.match(text, name.end) or text.endswith(_ACCORDING, sentence.start, phrase.head):
            signs.add("speaker")
        if name.role == "body" or (phrase.people and phrase.governed != "inside"):
            signs.add("people")
        elif phrase.people:
            signs.add("people_in")
        if name.start - sentence.start < 3 and _DATELINE.match(text, name.end, name.end + 80):
            signs.add("dateline")
        mention = document.span(name.start, name.end)
        feature, place = item.feature, None
        if feature is None:
            words = " ".join(mention.text.split())
            feature = nameless(words)
            place = Place(name=words, mention=mention)
        else:
            place = place_of(self._gazetteer, item.choice.ranked, mention)
        return Spot(
            name.start, name.end, phrase.head, place, 0, "named", phrase.governed,
            frozenset(signs), feature, place if item.feature else None,
        )  # fmt: skip

    def _place(self, feature: Feature) -> Place:
        return place_of(self._gazetteer, ((feature, 1.0),))
