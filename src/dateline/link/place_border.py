"""Borders between countries: "the Turkish border", "the border between Sudan and Chad".

No line of a border is known, only each country's middle and reach. The point where a
line from one middle to the other passes from reach to reach lies near the border for most
neighbours; the lesser reach is given as its precision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.document import Document
from dateline.gazetteer import Feature, Gazetteer
from dateline.gazetteer_names import fold
from dateline.link.place_spot import PhraseReader, Spot
from dateline.span import Span
from dateline.value import Place

NOUNS = frozenset(("border", "frontier", "borders"))
_PEOPLES = re.compile(
    r"(?:\b[Tt]he\s+)?\b(?P<one>[A-Z][a-z]+)(?:\s*[-–]\s*(?P<other>[A-Z][a-z]+))?\s+$"
)
_WITH = re.compile(r"\s+(?:with|between|of|to)\s+(?:the\s+)?")
_AND = re.compile(r"\s*(?:,|and|-|–)\s*(?:the\s+)?")
_ARTICLE = re.compile(r"\b(?:the|its|their)\s+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)


class BorderReader:
    """Reads the nouns that mean a border."""

    def __init__(self, gazetteer: Gazetteer, phrase: PhraseReader) -> None:
        """Keep the gazetteer, and what reads the phrase before a noun."""
        self._gazetteer = gazetteer
        self._phrase = phrase

    def __call__(
        self,
        document: Document,
        sentence: Span,
        noun: Span,
        around: tuple[Sequence[Spot], Sequence[Spot]],
    ) -> Spot | None:
        """Return the spot of a border; None where the text does not say whose it is.

        Args:
            document: The report.
            sentence: The noun's sentence.
            noun: "border", "frontier".
            around: The spots before it in text order, those behind it in the reverse order.
        """
        before, behind = around
        text = document.text
        head, end, sides = noun.start, noun.end, []
        named = _PEOPLES.search(text, max(sentence.start, noun.start - 50), noun.start)
        if named:
            head, sides = named.start(), list(self._peoples(named))
        if not sides and len(before) > 1 and before[-1].end == noun.start - 1:
            pair = [spot.feature for spot in before[-2:] if spot.feature.kind == "country"]
            joined = _AND.fullmatch(text, before[-2].end, before[-1].start)
            head, sides = (before[-2].start, pair) if joined and len(pair) == 2 else (head, [])
        if not sides:
            end, sides = self._following(text, noun.end, behind)
            article = _ARTICLE.search(text, max(sentence.start, noun.start - 30), noun.start)
            head = article.start() if article else noun.start
        if len(sides) == 1:
            sides += [here for here in [self._home(before, sides[0].cc)] if here]
        if len(sides) != 2 or sides[0].cc == sides[1].cc:
            return None
        phrase = self._phrase(text, sentence.start, head)
        place = _between(sides[0], sides[1], document.span(head, end))
        return Spot(
            head, end, phrase.head, place, 0, "named", phrase.governed,
            frozenset(("border",)), _record(place), place,
        )  # fmt: skip

    def _peoples(self, named: re.Match[str]) -> Iterator[Feature]:
        for word in (named["one"], named["other"]):
            code = self._gazetteer.country_of_people(word) if word else None
            country = self._gazetteer.country(code) if code else None
            if country:
                yield country

    def _following(
        self, text: str, start: int, behind: Sequence[Spot]
    ) -> tuple[int, list[Feature]]:
        """Return the countries that "with" or "between" leads to, and where their names end."""
        sides: list[Feature] = []
        end = start
        for spot in reversed(behind[-2:]):
            pattern = _AND if sides else _WITH
            if spot.feature.kind != "country" or not pattern.fullmatch(text, end, spot.start):
                break
            sides.append(spot.feature)
            end = spot.end
        return end, sides

    def _home(self, before: Sequence[Spot], other: str) -> Feature | None:
        """Return the country that the report speaks of on this side of a border."""
        for spot in reversed(before):
            if spot.feature.cc and spot.feature.cc != other and "people" not in spot.signs:
                return self._gazetteer.country(spot.feature.cc)
        return None


def _between(one: Feature, other: Feature, mention: Span) -> Place:
    part = one.radius / max(1.0, one.radius + other.radius)
    return Place(
        name=f"border of {one.name} and {other.name}",
        mention=mention,
        lat=round(one.lat + part * (other.lat - one.lat), 3),
        lon=round(one.lon + part * (other.lon - one.lon), 3),
        level="line",
        precision_km=min(one.radius, other.radius),
    )


def _record(place: Place) -> Feature:
    """Return what stands for a record: a border has none."""
    lat, lon = place.lat or 0.0, place.lon or 0.0
    key = f"name:{fold(place.name)}"
    return Feature(key, place.name, lat, lon, "region", "", "", "", 0, 0.0, (), main=False)
