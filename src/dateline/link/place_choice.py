"""Chooses which record each name of a report means.

Names vote for each other: for the country, the division and the square degree that they
lie in. A name's own rank, words of kind, named parents and the votes of all other names
add up; each name means one record in the whole report. A second pass votes again with
what the first has settled.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.gazetteer import Feature, Gazetteer
from dateline.link.place_names import Name
from dateline.link.place_value import prominence

PARENT = 5.0
"""What a named parent ("Paris, Texas") adds: more than lies between any two towns of a name."""
COUNTRY, DIVISION, SQUARE = 1.3, 0.8, 0.6
"""What each doubling of the votes for a country, a division, a square degree adds."""
NAMESAKES = frozenset("US GB CA AU NZ IE".split())
"""Countries whose every surname is a town's name too, and whose states outdo their towns."""
PASSES = 2
MOST = 30
"""Most records of a name that are weighed, unless a parent is named."""

_KINDS: dict[str, dict[str, float]] = {
    "region": {"admin1": 3.0, "region": 2.0, "admin2": 1.0, "admin3": 0.5, "city": -1.5,
               "capital": -1.5, "village": -2.0, "country": -0.5},
    "district": {"admin2": 4.5, "admin3": 4.0, "admin1": 1.0, "city": -1.0, "village": -1.5,
                 "capital": -1.5, "country": -4.0},
    "settlement": {"city": 1.0, "capital": 1.0, "village": 1.5, "admin1": -1.5, "admin2": -1.5,
                   "country": -4.0, "region": -2.0, "suburb": 0.5},
    "neighbourhood": {"suburb": 2.5, "city": 0.3},
    "water": {"river": 4.0, "lake": 4.0, "sea": 4.0, "city": -2.0, "capital": -2.0,
              "country": -3.0},
    "mountain": {"mountain": 4.0, "region": 3.0, "city": -1.0},
    "island": {"region": 2.5, "admin1": 1.0, "country": 0.5},
    "country": {"country": 2.0},
}  # fmt: skip


class Choice(NamedTuple):
    """What a name means: its records with scores of 0 to 1, best first; empty if none."""

    ranked: tuple[tuple[Feature, float], ...]


class _Vote(NamedTuple):
    """How much of a name's vote goes to a record."""

    feature: Feature
    part: float
    north: int
    east: int
    """Of the square degree that the record lies in; far off the earth for a country."""


class Chooser:
    """Chooses records for the names of one report at a time."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer."""
        self._gazetteer = gazetteer

    def __call__(
        self, names: Sequence[Name], peoples: Mapping[str, int], year: int | None
    ) -> list[Choice]:
        """Return a choice for each name.

        Args:
            names: The names of a report in text order; `parent` points into this sequence.
            peoples: How often each country's people are named.
            year: The year of the report, for names in use in some years only.
        """
        groups: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            groups[name.folded].append(number)
        bases = {
            folded: self._bases([names[number] for number in numbers], year)
            for folded, numbers in groups.items()
        }
        self._parents(names, groups, bases)
        scores = {folded: dict(found) for folded, found in bases.items()}
        for _ in range(PASSES):
            votes = {folded: _votes(found) for folded, found in scores.items()}
            total = _Total(votes, {f: len(numbers) for f, numbers in groups.items()}, peoples)
            scores = {
                folded: {
                    feature: base + total.support(feature, votes[folded], len(groups[folded]))
                    for feature, base in found.items()
                }
                for folded, found in bases.items()
            }
        chosen = {folded: _ranked(found) for folded, found in scores.items()}
        return [self._own(name, chosen[name.folded]) for name in names]

    def _bases(self, names: Sequence[Name], year: int | None) -> dict[Feature, float]:
        """Return what each record of a name has by itself, and from words beside the name."""
        features = names[0].features
        cues = sorted({name.cue for name in names if name.cue})
        everywhere = all(name.cue for name in names)
        if len(features) > MOST and all(name.parent < 0 for name in names):
            features = tuple(sorted(features, key=prominence, reverse=True)[:MOST])
        bases: dict[Feature, float] = {}
        states = {f.cc for f in features if f.kind == "country"}
        towns = [f for f in features if f.kind in {"city", "capital"}]
        for feature in features:
            score = prominence(feature)
            if feature.kind in {"admin1", "admin2"} and _beside(feature, towns):
                first = 1.2 if feature.cc in NAMESAKES else 1.8
                score -= first if feature.kind == "admin1" else 2.5
            if feature.cc in states and feature.kind != "country" and "settlement" not in cues:
                score -= 2.0
            for cue in cues:
                change = _KINDS.get(cue, {}).get(feature.kind, 0.0)
                score += change if everywhere else max(0.0, change) * 0.3
            years = self._gazetteer.years(names[0].folded, feature.key)
            if years and year and not years[0] - 1 <= year <= (years[1] or 9999) + 1:
                score -= 1.5
            bases[feature] = score
        return bases

    def _parents(
        self,
        names: Sequence[Name],
        groups: Mapping[str, Sequence[int]],
        bases: dict[str, dict[Feature, float]],
    ) -> None:
        """Add to each record what a named parent says for it, and for the parent's own record."""
        for numbers in groups.values():
            for number in numbers:
                name = names[number]
                if name.parent < 0:
                    continue
                own, parents = bases[name.folded], bases[names[name.parent].folded]
                found: set[Feature] = set()
                for feature in own:
                    for parent in parents:
                        if inside(feature, parent):
                            own[feature] += PARENT
                            found.add(parent)
                            break
                for parent in found:
                    parents[parent] += 1.5

    def _own(self, name: Name, choice: Choice) -> Choice:
        """Return the choice for one mention: its own words of kind may part it from the others.

        "Aleppo" is a town and "Aleppo province" is none, in one report.
        """
        if not choice.ranked:
            return choice
        best = choice.ranked[0][0]
        if name.cue in {"region", "district"} and best.kind in {"city", "capital", "village"}:
            wanted = {"region": ("admin1", "region"), "district": ("admin2", "admin3")}[name.cue]
            for feature in name.features:
                if feature.kind in wanted and feature.cc == best.cc:
                    return Choice(((feature, choice.ranked[0][1]), *choice.ranked[:3]))
        elif best.kind in {"admin1", "admin2"} and name.cue not in {"region", "district"}:
            for feature, _ in choice.ranked[1:]:
                if (
                    name.preposition == "inside"
                    and best.cc not in {"US", "CA", "AU"}
                    and feature.kind in {"city", "capital"}
                    and _beside(best, [feature])
                ):
                    return Choice(((feature, choice.ranked[0][1]), choice.ranked[0]))
        return choice


class _Total:
    """The votes of all names together."""

    def __init__(
        self,
        votes: Mapping[str, Sequence[_Vote]],
        counts: Mapping[str, int],
        peoples: Mapping[str, int],
    ) -> None:
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.squares: Counter[tuple[int, int]] = Counter()
        for code, count in peoples.items():
            self.countries[code] += min(2.0, math.sqrt(count))  # type: ignore[assignment]
        for folded, parts in votes.items():
            self._add(parts, math.sqrt(min(4, counts[folded])))

    def _add(self, votes: Sequence[_Vote], weight: float) -> None:
        for feature, part, north, east in votes:
            share = part * weight
            self.countries[feature.cc] += share  # type: ignore[assignment]
            if feature.kind != "country":
                if feature.a1:
                    self.divisions[feature.cc, feature.a1] += share  # type: ignore[assignment]
                for row in (north - 1, north, north + 1):
                    for column in (east - 1, east, east + 1):
                        self.squares[row, column] += share  # type: ignore[assignment]

    def support(self, feature: Feature, own: Sequence[_Vote], count: int) -> float:
        """Return what the votes of all other names add to a record of one name."""
        weight = math.sqrt(min(4, count))
        country = division = square = 0.0
        north, east = round(feature.lat), round(feature.lon)
        for other, part, other_north, other_east in own:
            if other.cc == feature.cc:
                country += part
                if other.a1 == feature.a1 and other.kind != "country":
                    division += part
            if -2 < other_north - north < 2 and -2 < other_east - east < 2:
                square += part
        total = 0.0
        if feature.cc:
            left = self.countries[feature.cc] - country * weight
            total += COUNTRY * math.log2(1 + max(0.0, left))
        if feature.kind != "country":
            if feature.a1:
                left = self.divisions[feature.cc, feature.a1] - division * weight
                total += DIVISION * math.log2(1 + max(0.0, left))
            left = self.squares[north, east] - square * weight
            total += SQUARE * math.log2(1 + max(0.0, left))
        return total


def inside(feature: Feature, parent: Feature) -> bool:
    """Tell whether one record lies in another, by their codes."""
    if feature.key == parent.key or feature.cc != parent.cc:
        return False
    if parent.kind == "country":
        return feature.kind != "country"
    if parent.kind == "admin1":
        return feature.kind not in {"country", "admin1"} and feature.a1 == parent.a1
    if parent.kind == "admin2":
        lower = feature.kind in {"city", "capital", "village", "suburb", "admin3"}
        return lower and (feature.a1, feature.a2) == (parent.a1, parent.a2)
    if parent.kind in {"region", "city", "capital"}:
        apart = math.hypot(feature.lat - parent.lat, feature.lon - parent.lon)
        reach = max(parent.radius, 15.0) / 111.0
        return feature.kind in {"city", "capital", "village", "suburb", "admin2"} and apart < reach
    return False


def _beside(division: Feature, towns: Sequence[Feature]) -> bool:
    reach = max(1.0, division.radius / 80.0)
    return any(
        town.cc == division.cc
        and abs(town.lat - division.lat) < reach
        and abs(town.lon - division.lon) < reach * 1.5
        for town in towns
    )


def _votes(scores: Mapping[Feature, float]) -> list[_Vote]:
    """Return how a name's vote is shared among its records; records with next to none left out."""
    if not scores:
        return []
    best = max(scores.values())
    parts = [(feature, math.exp((score - best) * 1.6)) for feature, score in scores.items()]
    total = sum(part for _, part in parts)
    return [
        _Vote(feature, part / total, *_square(feature))
        for feature, part in parts
        if part > 0.02 * total
    ]


def _square(feature: Feature) -> tuple[int, int]:
    return (999, 999) if feature.kind == "country" else (round(feature.lat), round(feature.lon))


def _ranked(scores: Mapping[Feature, float]) -> Choice:
    votes = _votes(scores)
    ranked = sorted(votes, key=lambda vote: (-scores[vote.feature], vote.feature.key))
    return Choice(tuple((vote.feature, vote.part) for vote in ranked))
