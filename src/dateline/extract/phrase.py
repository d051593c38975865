"""Phrase: a sentence cut into tokens, tagged from the lexicon, and into noun chunks.

Tags are one letter: D determiner, N number, W noun or adjective, U capitalised word,
M word of time, R pronoun, X auxiliary, V finite verb or base form, E past form or
participle, G -ing form, T the "to" of an infinitive, A adverb, P preposition,
C conjunction, S subordinator, "'" possessive ending, Q quotation mark, K comma or
dash or bracket, O other mark.

There is no statistical tagger: a word in none of the closed classes and no known
verb is taken for a noun or adjective, and that is all that chunks need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.extract.lexis import Lexis, WeaponWord, tokens_of
from dateline.record import Record
from dateline.span import Span

QUOTES = frozenset('"“”«»„')
_STOPS = frozenset(",;:()–—-[]")
NOMINAL = frozenset("NWUM")
SEGMENT_ENDS = frozenset("; while but although whereas".split())
_PEOPLE = re.compile(r"(men|women|people|ists|ians|ers|eers|ors|ants|ents|ees)$")
_ARMED_ADJECTIVES = frozenset(
    "army police military navy rebel militant militia guerrilla insurgent taliban".split()
)
_PERSON = re.compile(r"(man|woman|ist|ian)$")


_HEDGES = (["at", "least"], ["up", "to"], ["more", "than"], ["as", "many"])
_JOINTS = frozenset("of for to in and the".split())
_LONGEST_NAME = 9
"""Words of the longest name that the register is asked for."""


class Chunk(Record, frozen=True):
    """A noun phrase without what hangs on it: "the Syrian army", "two small gaps".

    Attributes:
        first: Index of its first token.
        last: Index after its last token.
        kinds: What its head names, as far as the lexicon knows.
        span: Its words.
    """

    first: int
    last: int
    kinds: frozenset[str]
    span: Span


class WeaponAt(Record, frozen=True):
    """A weapon named in a sentence."""

    first: int
    last: int
    word: WeaponWord
    span: Span


class Phrase:
    """One sentence with its tokens and chunks."""

    def __init__(self, sentence: Span, lexis: Lexis) -> None:
        """Cut and tag a sentence."""
        self.span = sentence
        self.lexis = lexis
        matches = list(tokens_of(sentence.text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.words = [match.group() for match in matches]
        self.lows = [word.lower().replace("’", "'") for word in self.words]
        self.breaks = tuple(i for i, low in enumerate(self.lows) if low in SEGMENT_ENDS)
        self.tags = self._tagged()
        self._settle_verbs()
        self.chunks = tuple(self._chunked())
        self.weapons = tuple(self._armed())
        self._chunk_at: dict[int, Chunk] = {}
        for chunk in self.chunks:
            for index in range(chunk.first, chunk.last):
                self._chunk_at[index] = chunk

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)

    def _armed(self) -> Iterator[WeaponAt]:
        """Yield the weapons that the sentence names, in order, longest names first."""
        index = 0
        while index < len(self.words):
            step = 1
            for length, values in self.lexis.weapons.at(self.lows, index):
                last = index + length
                yield WeaponAt(index, last, values[0], self.part(index, last))
                step = length
                break
            index += step

    def part(self, first: int, last: int) -> Span:
        """Return the span of the tokens from `first` to before `last`."""
        return self.span.part(self.starts[first], self.ends[last - 1])

    def chunk_at(self, index: int) -> Chunk | None:
        """Return the chunk that a token stands in."""
        return self._chunk_at.get(index)

    def index_at(self, start: int) -> int:
        """Return the index of the first token at or after a place in the document."""
        for index, place in enumerate(self.starts):
            if place + self.span.start >= start:
                return index
        return len(self.words)

    def _tagged(self) -> list[str]:
        tags: list[str] = []
        known, verbs = self.lexis.tags, self.lexis.verbs
        shouted = self.span.text.isupper()
        for index, (word, low) in enumerate(zip(self.words, self.lows, strict=True)):
            first = word[0]
            if not (first.isalnum() or first == "'" or first == "’"):
                tags.append("Q" if word in QUOTES else "K" if word in _STOPS else "O")
            elif low in {"'s", "'"}:
                tags.append("'")
            elif first.isdigit():
                tags.append("N")
            elif low == "to":
                tags.append("T")
            elif (
                (low == "is" or known.get(low) == "R")
                and word.isupper()
                and len(word) > 1
                and not shouted
            ):
                tags.append("U")  # "an IT worker"; IS and US are a group and a state
            elif low in known and not (first.isupper() and index and known[low] in "XAC"):
                tags.append(known[low])
            elif first.isupper() and index:
                tags.append("U")
            elif low in verbs:
                tags.append(_verb_tag(verbs[low]))
            elif first.isupper():
                tags.append("U")
            else:
                tags.append(_guess(low))
        return tags

    def _settle_verbs(self) -> None:
        """Retag verbs that stand where only a noun or adjective can, and the reverse."""
        for index, tag in enumerate(self.tags):
            if tag not in "VEGW":
                continue
            before = self._tag_before(index)
            after = self._tag_after(index)
            if tag == "W":
                participle = self.lows[index] in self.lexis.describing_verbs
                if participle and (
                    before == "X"
                    or (before == "C" and after in "DNR")
                    or (before in "WURA" and after in self._after_participle(index))
                ):
                    self.tags[index] = "E"
            elif (
                (tag == "V" and self._is_noun(index, before, after))
                or (tag == "E" and ((before in "N'" and after in "WUN") or before == "D"))
                or (tag == "G" and (before in "D'" or (before == "W" and after in "PKOXVE")))
            ):
                self.tags[index] = "W"

    def _tag_before(self, index: int) -> str:
        """Return the tag before a token, past adverbs that an article stands before."""
        if not index:
            return "O"
        at = index - 1
        while at and self.tags[at] == "A" and self.tags[at - 1] in "AD'":
            at -= 1
        return "D" if self.tags[at] in "D'" else self.tags[index - 1]

    def _tag_after(self, index: int) -> str:
        """Return the tag after a token; a participle with no noun behind it is a verb."""
        tags = [*self.tags[index + 1 : index + 3], "O", "O"]
        if tags[0] == "W" and tags[1] in "PKOM":
            return "E" if self.lows[index + 1] in self.lexis.describing_verbs else "W"
        return tags[0]

    def _after_participle(self, index: int) -> str:
        return "DNRPU" if self.lows[index] in self.lexis.cues else "DNRP"

    def _is_noun(self, index: int, before: str, after: str) -> bool:
        """Tell whether a base or -s form is a noun ("the attack", "an attack on")."""
        low = self.lows[index]
        if "past" in self.lexis.verbs[low]:
            return before in "DN'"
        if before in "WU" and self.lows[index + 1 : index + 3] in _HEDGES:
            return False  # "Attack on mosque kills at least 30"
        if not index and after in "WU":
            return True
        if before in "DN'PVEG":
            return True
        if before in "TXRA":
            return False
        if "s" in self.lexis.verbs[low] and before in "WUC":
            return after not in "DNWURM" and low not in self.lexis.cues
        if before in "WU":
            many = _plural(self.lows[index - 1]) or self._is_group(index - 1)
            return not (many and after in "DNWURPMA")
        return after in "PXVE"

    def _is_group(self, index: int) -> bool:
        """Tell whether a token ends the name of an armed group, many by one name: "Taliban"."""
        if self.tags[index] != "U":
            return False
        word = self.words[index]
        name = f"{self.words[index - 1]} {word}" if index and self.tags[index - 1] == "U" else word
        return any("armed" in self.lexis.kinds_by_name(words) for words in (word, name))

    def _chunked(self) -> Iterator[Chunk]:
        index, tags = 0, self.tags
        while index < len(tags):
            if tags[index] not in "DNWUM":
                index += 1
                continue
            last = self._chunk_end(index)
            if tags[index] == "D" and last == index + 1:
                index = last
                continue
            named = self._long_name(index, last)
            if named is None:
                yield Chunk(index, last, self._kinds(index, last), self.part(index, last))
            else:
                last, kinds = named
                yield Chunk(index, last, kinds, self.part(index, last))
            index = last

    def _long_name(self, first: int, last: int) -> tuple[int, frozenset[str]] | None:
        """Return where a name of the register ends that a chunk only begins, and its kinds.

        "The Group to Support Islam and Muslims" is one name, not two chunks.
        """
        tags = self.tags
        if tags[last - 1] != "U" or last + 1 >= len(tags) or tags[last + 1] != "U":
            return None
        start = first + (tags[first] == "D")
        end = last
        while end - start < _LONGEST_NAME and end < len(tags):
            if tags[end] != "U" and self.lows[end] not in _JOINTS:
                break
            end += 1
        for end in range(end, last, -1):  # noqa: B020  (from the longest down)
            if tags[end - 1] != "U":
                continue
            kinds = self.lexis.kinds_by_name(self.part(start, end).text)
            if kinds:
                return end, kinds | {"named", "name"}
        return None

    def _chunk_end(self, first: int) -> int:
        """Return the index after the last token of the chunk that begins at `first`."""
        tags = self.tags
        index = first + 1
        while index < len(tags):
            tag = tags[index]
            if tag in NOMINAL and (self._time_parts(first, index) or self._counts_anew(index)):
                return index
            goes_on = index + 1 < len(tags) and tags[index + 1] in "NWUMD"
            more = tag == "D" and (tags[index - 1] == "D" or self.lows[index] in {"more", "other"})
            more |= tag == "A" and tags[index - 1] in "DA" and self._qualifies(index)
            if not (tag in NOMINAL or more or (tag == "'" and goes_on)):
                return index
            index += 1
        return index

    def _qualifies(self, index: int) -> bool:
        """Tell whether an adverb leads on to an adjective: "the heavily fortified area"."""
        tags = self.tags
        while index < len(tags) and tags[index] == "A":
            index += 1
        return index + 1 < len(tags) and tags[index] == "W" and tags[index + 1] in NOMINAL

    def _counts_anew(self, index: int) -> bool:
        """Tell whether a number in words begins another chunk: "struck the market | four times"."""
        return (
            self.tags[index] == "N"
            and self.tags[index - 1] == "W"
            and self.words[index].isalpha()
            and index + 1 < len(self.tags)
            and self.tags[index + 1] in "WM"
        )

    def _time_parts(self, first: int, index: int) -> bool:
        """Tell whether a word of time ends one chunk and begins another ("the town Monday")."""
        tag, before = self.tags[index], self.tags[index - 1]
        if tag == "M":
            return any(t in "WU" for t in self.tags[first:index])
        day = before == "M" and self.lows[index - 1].endswith("day")
        return day and self.tags[first] != "D" and (tag in "UN" or index == first + 1)

    def _kinds(self, first: int, last: int) -> frozenset[str]:
        """Return what the head of a chunk names, as far as lexicon, register and form tell."""
        tags = self.tags[first:last]
        if tags[-1] == "M":
            return frozenset({"time"})
        if all(tag in "ND" for tag in tags):
            return frozenset({"number"})
        found = self._kinds_by_words(first, last)
        head = self.lows[last - 1]
        if not found and tags[-1] != "U" and (_PEOPLE.search(head) or _PERSON.search(head)):
            found.add("people")
        if "U" in tags:
            words = self.span.text[self.starts[first] : self.ends[last - 1]]
            found |= {"named"} | self.lexis.kinds_by_name(words)
            found |= self._kinds_of_end(first, last)
        if tags[-1] == "U":
            found.add("name")
        if found & {"armed", "civilian", "crowd", "people"}:
            found.add("person")
        return frozenset(found)

    def _kinds_of_end(self, first: int, last: int) -> frozenset[str]:
        """Return what the name at the end of a chunk names: "rebel group M23"."""
        start = last
        while start > first and self.tags[start - 1] == "U":
            start -= 1
        if not first < start < last:
            return frozenset()
        words = self.span.text[self.starts[start] : self.ends[last - 1]]
        return self.lexis.kinds_by_name(words) & {"armed"}

    def _kinds_by_words(self, first: int, last: int) -> set[str]:
        head, table = self.lows[last - 1], self.lexis.kinds
        found = set(table.get(head, ()))
        if last - first > 1:
            found |= table.get(" ".join(self.lows[last - 2 : last]), frozenset())
        if head in {"group", "movement"}:
            for low in self.lows[first : last - 1]:
                found |= table.get(low, frozenset()) & {"armed"}
        if found & {"structure"} and not _ARMED_ADJECTIVES.isdisjoint(self.lows[first : last - 1]):
            found.add("armed")
        return found


def _verb_tag(forms: frozenset[str]) -> str:
    if forms == {"ing"}:
        return "G"
    if forms & {"base", "s"}:
        return "V"
    return "E"


def _guess(low: str) -> str:
    """Return the tag of a word that no list knows, by its ending."""
    if len(low) > 4 and low.endswith("ed") and "-" not in low:
        return "E"
    if len(low) > 5 and low.endswith("ing") and "-" not in low:
        return "G"
    if len(low) > 4 and low.endswith("ly") and low not in {"family", "italy", "assembly", "ally"}:
        return "A"
    return "W"


def _plural(low: str) -> bool:
    return (low.endswith("s") and not low.endswith("ss")) or low in {
        "police",
        "men",
        "women",
        "people",
        "gunmen",
        "militiamen",
        "policemen",
        "children",
        "troops",
    }
