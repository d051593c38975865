"""Nouns that mean a place told elsewhere: "the airport", "the city", "there".

A site ("the Old City", "the wall") lies within the place that is named with it ("Jolo
Cathedral", "the plant at Abqaiq") or was named last; "the city" is the town named last;
"there" is whatever place was told of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from dateline.document import Document
from dateline.gazetteer import Gazetteer
from dateline.link.place_border import NOUNS, BorderReader
from dateline.link.place_derived import within
from dateline.link.place_scene_words import SceneWords
from dateline.link.place_spot import PhraseReader, Spot
from dateline.link.place_value import place_of
from dateline.span import Span

_TOKEN = re.compile(r"[\w.'’-]+")
_WORD = re.compile(r"[^\W\d_]+")
_DEFINITE = frozenset("the this that its their his her".split())
_INDEFINITE = frozenset(("a", "an"))
_ABROAD = frozenset(("embassy", "consulate"))
"""Sites whose owner lies elsewhere."""
_BARE = frozenset(("parliament", "headquarters"))
"""Sites that are definite without an article."""
_ADJECTIVE = re.compile(
    r"[a-z-]*(?:ed|ern|al|ary|ous|ian|ese|ish)|main|old|big|air|key|police|army|oil|military|whole"
)
_OWNED = re.compile(r"(?:['’]s?)?(?:\s+[\w-]+){0,3}\s+")
_OWNED_PLAIN = re.compile(
    r"(?:\s+(?:[A-Z][\w-]*|police|army|military|air|main|central|oil|gas))*\s+"
)
_AT = re.compile(
    r"\s+(?:in|at|of|near|outside|inside)\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}?(?:of\s+)?(?:the\s+)?"
)
_PEOPLE = re.compile(r"(?:\b[Tt]he\s+)?\b([A-Z][\w-]+(?:\s[A-Z]\w+)?)\s+$")
_VERB = re.compile(r"\s+(?:is|was|are|were|has|have|had|be|been|will|would|may|might|can)\b")
_SMALL = ("town", "village", "hamlet", "settlement", "Town", "Village")
BACK = 60
"""Spots back to which "the city" may mean one."""
TOWN = 400_000
"""Inhabitants from which a place is no longer called a town."""
_ASIDE = frozenset(("people", "owner", "speaker"))
"""Signs of places that are named for who is from there, owns, or speaks."""
_FINE = frozenset(("settlement", "neighbourhood", "site", "district"))


class NounReader:
    """Adds to the spots of names those of nouns."""

    def __init__(self, gazetteer: Gazetteer, words: SceneWords, phrase: PhraseReader) -> None:
        """Keep the gazetteer, the words, and what reads the phrase before a noun."""
        self._gazetteer = gazetteer
        self._words = words
        self._phrase = phrase
        self._border = BorderReader(gazetteer, phrase)
        self._singles = words.nouns | NOUNS

    def __call__(
        self, document: Document, sentences: Sequence[Span], named: Sequence[Spot]
    ) -> list[Spot]:
        """Return named spots and those of nouns, in text order.

        Args:
            document: The report.
            sentences: Its sentences, at least one.
            named: The spots of its names, in text order.
        """
        spots: list[Spot] = []
        waiting = list(reversed(named))
        for number, sentence in enumerate(sentences):
            for noun in self._found(document.text, sentence):
                while waiting and waiting[-1].start < noun.start:
                    spots.append(waiting.pop())
                told = self._told(document, sentence, noun, (spots, waiting))
                if told is not None:
                    spots.append(told._replace(sentence=number))
        spots.extend(reversed(waiting))
        return spots

    def _found(self, text: str, sentence: Span) -> Iterator[Span]:
        """Yield the nouns of a sentence that may mean a place."""
        words = self._words
        first: Span | None = None
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            word = match.group().lower()
            if first:
                second = words.pairs.get(first.text.lower(), ())
                if word in second and match.start() - first.end == 1:
                    yield Span(first.start, match.end(), text[first.start : match.end()])
                    first = None
                    continue
                if first.text.lower() in self._singles:
                    yield first
                first = None
            if word in words.pairs:
                first = Span(match.start(), match.end(), match.group())
            elif word in self._singles:
                yield Span(match.start(), match.end(), match.group())
        if first and first.text.lower() in self._singles:
            yield first

    def _told(
        self,
        document: Document,
        sentence: Span,
        noun: Span,
        around: tuple[list[Spot], list[Spot]],
    ) -> Spot | None:
        """Return the spot that a noun stands for; a name that it takes in is taken out."""
        spots, waiting = around
        last = spots[-1] if spots else None
        if last and noun.start < last.end:
            return None
        if noun.text.lower() in NOUNS:
            spot = self._border(document, sentence, noun, around)
            while spot and spots and spots[-1].start >= spot.start:
                spots.pop()
            while spot and waiting and waiting[-1].start < spot.end:
                waiting.pop()
            return spot
        if noun.text.lower() in self._words.heres:
            return self._here(document, noun, spots)
        return self._noun(document, sentence, noun, (spots, waiting))

    def _noun(
        self,
        document: Document,
        sentence: Span,
        noun: Span,
        around: tuple[list[Spot], list[Spot]],
    ) -> Spot | None:
        spots, waiting = around
        last = spots[-1] if spots else None
        low = noun.text.lower()
        again = self._words.again.get(low)
        head, article = _phrase(document.text, sentence.start, noun.start)
        follows = waiting[-1] if waiting and waiting[-1].start < sentence.end else None
        owner = last if last and _owns(document.text, last, noun.start, sentence) else None
        fine = owner and owner.place.level in _FINE
        if follows and not fine and _AT.fullmatch(document.text, noun.end, follows.start):
            if again or follows.place.level not in _FINE:
                return None
            waiting.pop()
            return self._site(document, sentence, (head, noun.end, follows.end), follows)
        coarse = owner and not (fine or again or low in _ABROAD)
        if coarse or (follows and 0 <= follows.start - noun.end <= 1):
            return None
        if again == "capital" and (seat := self._seat(document, sentence, noun)):
            return seat
        if again:
            words = (head, noun.end, again if article in _DEFINITE else "")
            return self._again(document, sentence, words, spots)
        if owner and low not in _ABROAD:
            spots.pop()
            return self._site(document, sentence, (owner.start, noun.end, noun.end), owner)
        definite = article in _DEFINITE or (not article and low in _BARE) or owner
        anchor = _anchor(spots) if definite else None
        if anchor is None:
            return None
        if owner:
            spots.remove(owner)
            head = owner.start
        return self._site(document, sentence, (head, noun.end, noun.end), anchor)

    def _site(
        self, document: Document, sentence: Span, words: tuple[int, int, int], anchor: Spot
    ) -> Spot:
        """Return the site that some words name, within the place of a spot.

        Args:
            document: The report.
            sentence: The noun's sentence.
            words: Where the words begin, where the site's own end, where all of them end.
            anchor: The spot that it lies in.
        """
        start, own, end = words
        phrase = self._phrase(document.text, sentence.start, start)
        governed = phrase.governed
        if anchor.start == start and not governed:
            governed = anchor.governed
        place = within(anchor.place, document.text[start:own], document.span(start, end))
        kept = anchor.signs & {"container", "listed"} if anchor.start >= start else frozenset()
        site = document.text[max(start, anchor.end) if anchor.end < own else start : own]
        named = _named(site, self._words.parts_of_town)
        inner = anchor.own if anchor.start >= start else None
        return Spot(
            start, end, min(phrase.head, start), place, anchor.sentence, "site", governed,
            frozenset(kept), anchor.feature, place if named else inner,
        )  # fmt: skip

    def _again(
        self,
        document: Document,
        sentence: Span,
        words: tuple[int, int, str],
        spots: Sequence[Spot],
    ) -> Spot | None:
        head, end, level = words
        if level == "capital":
            wanted = [spot for spot in spots[-BACK:] if spot.feature.kind == "capital"]
        else:
            wanted = [s for s in spots[-BACK:] if s.place.level == level and s.kind == "named"]
        wanted = [spot for spot in wanted if not spot.signs & _ASIDE] or wanted
        if document.text.endswith(_SMALL, 0, end):
            wanted = [spot for spot in wanted if _is_small(spot)] or wanted
        if not wanted:
            return None
        phrase = self._phrase(document.text, sentence.start, head)
        signs: set[str] = set()
        if phrase.people and phrase.governed != "inside":
            signs.add("people")
        behind = _TOKEN.search(document.text, end, end + 20)
        if document.text.startswith(("'s", "’s"), end):
            signs.add("owner")
        elif behind and behind.group().lower() in self._words.people:
            signs.add("people")
        place = msgspec.structs.replace(wanted[-1].place, mention=document.span(head, end))
        return Spot(
            head, end, phrase.head, place, 0, "again", phrase.governed, frozenset(signs),
            wanted[-1].feature,
        )  # fmt: skip

    def _seat(self, document: Document, sentence: Span, noun: Span) -> Spot | None:
        """Return the capital that words name by its people: "the Yemeni capital"."""
        before = _PEOPLE.search(document.text, max(sentence.start, noun.start - 40), noun.start)
        code = self._gazetteer.country_of_people(before[1]) if before else None
        seat = self._gazetteer.capital(code) if code else None
        if before is None or seat is None:
            return None
        head = before.start()
        phrase = self._phrase(document.text, sentence.start, head)
        words = document.span(head, noun.end)
        place = place_of(self._gazetteer, ((seat, 1.0),), words)
        return Spot(
            head, noun.end, phrase.head, place, 0, "named", phrase.governed, frozenset(), seat,
            place,
        )  # fmt: skip

    def _here(self, document: Document, noun: Span, spots: Sequence[Spot]) -> Spot | None:
        usable = [spot for spot in spots[-BACK:] if not spot.signs & (_ASIDE | {"container"})]
        usable = [spot for spot in usable if spot.place.level in _FINE] or usable
        if not usable or _VERB.match(document.text, noun.end):
            return None
        place = msgspec.structs.replace(usable[-1].place, mention=noun)
        return Spot(
            noun.start, noun.end, noun.start, place, 0, "again", "inside", frozenset(),
            usable[-1].feature,
        )  # fmt: skip


def _phrase(text: str, low: int, start: int) -> tuple[int, str]:
    """Return where the phrase of a noun begins, and its article or none."""
    head = start
    for taken, token in enumerate(
        reversed(list(_TOKEN.finditer(text, max(low, start - 50), start)))
    ):
        word = token.group()
        if text[token.end() : head].strip() or taken > 3:
            break
        if word.lower() in _DEFINITE | _INDEFINITE:
            return token.start(), word.lower()
        if not (word[0].isupper() or word[0].isdigit() or _ADJECTIVE.fullmatch(word)):
            break
        head = token.start()
    return head, ""


def _is_small(spot: Spot) -> bool:
    return spot.feature.kind != "capital" and spot.feature.pop < TOWN


def _named(words: str, parts: frozenset[str]) -> bool:
    """Tell whether a site's words are its name, or mean one thing in any town."""
    bare = words.lower().removeprefix("the ")
    return bare in parts or any(char.isupper() for char in words.removeprefix("The "))


def _owns(text: str, spot: Spot, start: int, sentence: Span) -> bool:
    """Tell whether a named place stands right before the noun of a site within it."""
    if spot.kind != "named" or spot.start < sentence.start:
        return False
    pattern = _OWNED if text.startswith(("'", "’"), spot.end) else _OWNED_PLAIN
    return pattern.fullmatch(text, spot.end, start) is not None


def _anchor(spots: Sequence[Spot]) -> Spot | None:
    """Return the place that a site lies in: the last named town or finer place."""
    for spot in reversed(spots[-BACK:]):
        fine = spot.place.level in _FINE and spot.kind == "named"
        if fine and not spot.signs & (_ASIDE | {"container"}):
            return spot
    return None
