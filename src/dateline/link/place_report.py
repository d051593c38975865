"""All places of one report: names found, weighed together, and given their records."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.document import Document
from dateline.gazetteer import Feature, Gazetteer
from dateline.gazetteer_names import fold
from dateline.link.place_choice import NAMESAKES, Choice, Chooser, inside
from dateline.link.place_doubt import doubted
from dateline.link.place_names import Name, NameFinder
from dateline.link.place_text import ARTICLES, INNER, Words
from dateline.link.place_unknown import SURE, UnknownFinder, supported, with_records
from dateline.link.place_words import PlaceWords
from dateline.span import Span

_COMMA = re.compile(
    r",\s+(?:in\s+|the\s+)?$|,\s+(?:in\s+)?(?:north|south|east|west|central)[a-z-]*\s+$"
)
_IN = re.compile(r"\s+in\s+(?:[a-z-]+ern\s+|the\s+|central\s+|rural\s+)?$|\s+\(\s*$")
_OWNER = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,3}$")
_PART = re.compile(r"(?:[\w-]+\s+){1,3}?(?:of|in|at)\s+(?:the\s+)?(?=[A-Z])")
_KIND = re.compile(
    r"\s+(?:city|town|village|district|county|province|governorate|region|state|oblast)(?=,)", re.I
)

HOME = 1.2
"""What it speaks for a name that it lies in a country the report is about."""

MOST_UNKNOWN = 200
"""Most unknown names whose further mentions are looked for in one report."""


class Found(NamedTuple):
    """A name of the report with its records, best first; none where the gazetteer has none."""

    name: Name
    choice: Choice

    @property
    def feature(self) -> Feature | None:
        """Return the record chosen; None if there is none."""
        return self.choice.ranked[0][0] if self.choice.ranked else None


class PlaceReader:
    """Reads the places of reports."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        """Keep the gazetteer and the words."""
        self.gazetteer = gazetteer
        self._words = words
        self._finder = NameFinder(gazetteer, words)
        self._unknown = UnknownFinder(gazetteer, words)
        self._closing = (
            words.cues.keys() | words.sites | words.bodies | words.never | words.organisations
        )
        self._chooser = Chooser(gazetteer)

    def __call__(self, document: Document, given: Sequence[Span] = ()) -> list[Found]:
        """Return the places a report names, in text order.

        Args:
            document: The report.
            given: Place names that a reader has already found: kept, whatever speaks
                against them, and anything that overlaps them is left out.
        """
        blocks = [
            Words(document.text, block.start, block.end) for block in document.report_blocks()
        ]
        peoples = self._peoples(blocks)
        names = [name for number, block in enumerate(blocks) for name in self._names(block, number)]
        names = self._kept(names, supported(names, peoples))
        names = with_records(self.gazetteer, names, peoples)
        if given:
            names = self._with_given(names, given)
        names = self._placed(self._linked(document.text, names))
        if again := _repeated(blocks, names):
            names = sorted((*names, *again), key=lambda name: name.start)
            names = self._linked(document.text, names)
        year = document.published.first.year if document.published.first else None
        choices = self._chooser(names, peoples, year)
        kept = [item for item in doubted(names, choices, peoples) if item is not None]
        moved = {old: new for new, (old, _) in enumerate(kept)}
        return [
            Found(names[old]._replace(parent=moved.get(names[old].parent, -1)), choice)
            for old, choice in kept
        ]

    def _names(self, block: Words, number: int) -> Iterator[Name]:
        """Yield the names of a block, known and unknown, in text order."""
        index = 0
        while index < len(block.words):
            if block.upper[index] or block.words[index] in ARTICLES:
                found = self._finder.at(block, index)
                if found is None or self._goes_on(block, found[0]):
                    longer = self._unknown.at(block, index)
                    found = longer if longer and (not found or longer[0] > found[0]) else found
                if found:
                    index, name = found
                    yield name._replace(block=number)
            index += 1

    def _goes_on(self, block: Words, last: int) -> bool:
        """Tell whether a known name may be only the beginning of one that is not known."""
        if last + 1 >= len(block.words) or block.gap(last) not in {" ", "-"}:
            return False
        word = block.words[last + 1]
        low = word.lower()
        if low in ARTICLES & INNER:
            return last + 2 < len(block.words) and block.upper[last + 2]
        return word[0].isupper() and not (low in self._closing or self.gazetteer.find(fold(word)))

    def _placed(self, names: Sequence[Name]) -> list[Name]:
        """Return the names without those that only a parent would have made places."""
        unsure = {
            number
            for number, name in enumerate(names)
            if name.role == "unknown" and name.weight < SURE and not name.features
            if name.parent < 0
        }
        if not unsure:
            return list(names)
        left = [number for number in range(len(names)) if number not in unsure]
        moved = {old: new for new, old in enumerate(left)}
        return [names[old]._replace(parent=moved.get(names[old].parent, -1)) for old in left]

    def _peoples(self, blocks: Sequence[Words]) -> Counter[str]:
        """Return how often each country's people are named."""
        found: Counter[str] = Counter()
        for block in blocks:
            for index, word in enumerate(block.words):
                if block.upper[index]:
                    code = self.gazetteer.country_of_people(word)
                    if code:
                        found[code] += 1
        return found

    def _kept(self, names: Sequence[Name], countries: Sequence[str]) -> list[Name]:
        """Return the names that name places: what holds for one mention counts for the others.

        Args:
            names: All that may be.
            countries: Codes of the countries that the report is about.
        """
        home = set(countries) - NAMESAKES
        best: dict[str, float] = {}
        people: Counter[str] = Counter()
        for name in names:
            best[name.folded] = max(best.get(name.folded, -9.0), name.weight)
            if name.person:
                people[name.folded] += 1
        kept: list[Name] = []
        for name in names:
            weight = name.weight
            if best[name.folded] > 2.0 and not name.person and weight > -2.5:
                weight += 1.0
            if people[name.folded] and not name.person:
                weight -= 3.0 if name.preposition != "inside" else 1.5
            at_home = not name.person and any(f.cc in home for f in name.features)
            if weight + HOME * at_home > 0:
                kept.append(name)
        return kept

    def _with_given(self, names: Sequence[Name], given: Sequence[Span]) -> list[Name]:
        """Return the names with a reader's own in place of what overlaps them."""
        own: list[Name] = []
        for span in sorted(given, key=lambda span: span.start):
            heard = next((n for n in names if n.start <= span.start and span.end <= n.end), None)
            own.append(self._given(span, heard))
        kept = [
            name
            for name in names
            if not any(name.start < span.end and span.start < name.end for span in given)
        ]
        return sorted((*kept, *own), key=lambda name: name.start)

    def _given(self, span: Span, heard: Name | None) -> Name:
        text = re.sub(r"^(?:the|The)\s+", "", span.text)
        text = re.sub(r"['’]s?$", "", text)
        if heard is not None and fold(text) == heard.folded:
            return heard._replace(start=span.start, end=span.end, role="held")
        folded = fold(text)
        features = self._nation(text) or self._state(text) or self.gazetteer.find(folded)
        cue = ""
        if not features and (part := _PART.match(text)):
            features = self.gazetteer.find(fold(text[part.end() :]))
        if not features:
            head, _, last = text.rpartition(" ")
            if head and last.lower() in self._words.cues:
                cue, features = self._words.cues[last.lower()], self.gazetteer.find(fold(head))
                folded = f"{fold(head)} {last.lower()}" if features else folded
        if not features:
            features = self.gazetteer.sounding(folded)
        if features and folded.rpartition(" ")[2] in self._words.cues:
            cue = self._words.cues[folded.rpartition(" ")[2]]
        return Name(span.start, span.end, folded, features, 1.0, cue=cue, role="held")

    def _nation(self, text: str) -> tuple[Feature, ...]:
        """Return the country that a word of nationality stands for."""
        code = self.gazetteer.country_of_people(text)
        country = self.gazetteer.country(code) if code else None
        return (country,) if country else ()

    def _state(self, text: str) -> tuple[Feature, ...]:
        """Return the state that an abbreviation stands for."""
        short = text.replace(" ", "")
        named = self._words.abbreviations.get(short) or self._words.abbreviations.get(short + ".")
        if named is None or (len(short) > 2 and "." not in short):
            return ()
        found = self.gazetteer.find(fold(named[1]))
        return tuple(f for f in found if f.cc == named[0] and f.kind == "admin1")

    def _linked(self, text: str, names: Sequence[Name]) -> list[Name]:
        """Return the names with the number of the name that says what each lies in."""
        linked: list[Name] = []
        for number, name in enumerate(names):
            parent = -1
            if number + 1 < len(names):
                after = names[number + 1]
                between = text[name.end : after.start]
                if len(between) < 40:
                    between = _KIND.sub("", between)
                    close = _COMMA.match(between) or _IN.match(between)
                    short = between == " " and after.folded.endswith(" state")
                    if (close or short) and _may_hold(name, after):
                        parent = number + 1
            before = names[number - 1] if parent == -1 and number else None
            owned = before and _OWNER.match(text[before.end : name.start])
            if before and owned and _may_hold(name, before):
                parent = number - 1
            linked.append(name._replace(parent=parent))
        return linked


def _repeated(blocks: Sequence[Words], names: Sequence[Name]) -> list[Name]:
    """Return further mentions of the names that were unknown until their position told."""
    unknown: dict[str, Name] = {}
    for name in names:
        if name.role == "unknown" and len(unknown) < MOST_UNKNOWN:
            unknown.setdefault(blocks[name.block].text[name.start : name.end], name)
    if not unknown:
        return []
    longest_first = sorted(unknown, key=lambda words: (-len(words), words))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    starts = [name.start for name in names]
    found: list[Name] = []
    for number, block in enumerate(blocks):
        for match in pattern.finditer(block.text, block.start, block.end):
            low, high = match.span()
            after = bisect.bisect_left(starts, low)
            free = after == len(names) or names[after].start >= high
            if free and (after == 0 or names[after - 1].end <= low):
                name = unknown[match.group()]
                found.append(
                    name._replace(start=low, end=high, block=number, preposition="", parent=-1)
                )
    return found


def _may_hold(name: Name, parent: Name) -> bool:
    """Tell whether any record of one name lies in a record of another."""
    if not name.features:
        kinds = {"country", "admin1", "admin2", "region", "city", "capital"}
        return name.role == "unknown" and any(f.kind in kinds for f in parent.features[:20])
    if any(feature.kind == "country" for feature in name.features[:20]):
        parents = [other for other in parent.features[:20] if other.kind == "admin1"]
        return any(inside(feature, other) for feature in name.features for other in parents)
    big = {"country", "admin1", "admin2", "region", "city", "capital"}
    parents = [feature for feature in parent.features[:20] if feature.kind in big]
    return any(inside(feature, other) for feature in name.features for other in parents)
