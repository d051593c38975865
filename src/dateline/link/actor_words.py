"""The words of one report: its names, and the phrases for actors taken apart."""

from __future__ import annotations

import bisect
import itertools
from typing import NamedTuple

from dateline.document import Document
from dateline.link.actor_names import Hit, NameIndex, Token
from dateline.link.actor_phrases import Phrase, PhraseKind, phrases_of
from dateline.link.actor_senses import Names
from dateline.mention import Mention, PlaceMention
from dateline.sentence import sentences
from dateline.span import Span

_PLACING = frozenset(("from", "in", "near", "at", "who", "which"))
"""Words before an "and" after which it joins no actors: "men from Niger and Mali"."""

_JOINING = frozenset(("and", "or"))


class Part(NamedTuple):
    """A piece of a mention that means one actor."""

    span: Span
    phrase: Phrase


class Words:
    """A report's words, as far as they can be for somebody."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...], index: NameIndex) -> None:
        self.names = Names(document, mentions, index)
        self.register = index.register
        self._document = document
        self._phrases = phrases_of(index.register)
        self._starts = [token.start for token in self.names.tokens]
        self._hit_starts = [hit.start for hit in self.names.hits]
        self._sentences = [sentence.start for sentence in sentences(document)]
        self._beginnings = frozenset(self._sentences)
        self._places = {
            mention.start: mention for mention in mentions if isinstance(mention, PlaceMention)
        }

    def span_of(self, hit: Hit) -> Span:
        """Return a name's words as a span."""
        tokens = self.names.tokens
        return self._document.span(tokens[hit.start].start, tokens[hit.end - 1].end)

    def sentence(self, start: int) -> int:
        """Return the number of the sentence that a place in the text lies in."""
        return bisect.bisect_right(self._sentences, start)

    def begins_sentence(self, hit: Hit) -> bool:
        """Tell whether a name is the first word of a sentence, so most often its subject."""
        return self.names.tokens[hit.start].start in self._beginnings

    def whole(self, span: Span) -> Phrase:
        """Return what some words are made of, taken as one phrase."""
        first, tokens = self._tokens(span)
        if not tokens:
            return Phrase("words")
        return self._phrases.parse(tokens, self._hits(first, first + len(tokens)), first)

    def parts(self, span: Span) -> list[Part]:
        """Return the pieces of words that join several actors; the words themselves if one."""
        first, tokens = self._tokens(span)
        hits = self._hits(first, first + len(tokens))
        joints = [
            place
            for place, token in enumerate(tokens)
            if token.key in _JOINING
            and 0 < place < len(tokens) - 1
            and not any(hit.start < first + place < hit.end for hit in hits)
        ]
        before = tokens[: joints[0]] if joints else []
        placed = any(token.key in _PLACING for token in before)
        if not joints or placed:
            return [Part(span, self.whole(span))]
        parts: list[Part] = []
        for low, high in itertools.pairwise([-1, *joints, len(tokens)]):
            piece = tokens[low + 1 : high]
            if not piece:
                return [Part(span, self.whole(span))]
            words = self._document.span(piece[0].start, piece[-1].end)
            parts.append(Part(words, self.whole(words)))
        return _shared_head(parts)

    def state_after(self, span: Span) -> str | None:
        """Return the state that "in PLACE" right after some words lies in; None if none."""
        if not self._document.text.startswith(" in ", span.end):
            return None
        start = span.end + len(" in ")
        mention = self._places.get(start)
        if mention is not None and mention.value is not None and mention.value.admin:
            return self.names.state_called(mention.value.admin[0])
        place = bisect.bisect_left(self._starts, start)
        hits = self._hits(place, place + 4)
        return hits[0].country.iso if hits and hits[0].start == place and hits[0].country else None

    def _tokens(self, span: Span) -> tuple[int, list[Token]]:
        first = bisect.bisect_left(self._starts, span.start)
        last = bisect.bisect_left(self._starts, span.end)
        return first, self.names.tokens[first:last]

    def _hits(self, first: int, last: int) -> list[Hit]:
        low = bisect.bisect_left(self._hit_starts, first)
        high = bisect.bisect_left(self._hit_starts, last)
        return [hit for hit in self.names.hits[low:high] if hit.end <= last]


def _shared_head(parts: list[Part]) -> list[Part]:
    """Return the pieces with what they share given to each.

    The last one's role goes to bare adjectives before it ("Syrian and Russian jets"), the
    first one's state to bare roles after it ("US marines and soldiers").
    """
    head = parts[-1].phrase
    first = parts[0].phrase
    if first.kind == "body":  # "US marines and soldiers"
        return [
            part._replace(phrase=part.phrase._replace(kind="body", country=first.country))
            if part.phrase.institution and not part.phrase.definite
            else part
            for part in parts
        ]
    if head.role is None:
        return parts
    kind: PhraseKind = "body" if head.part else "words"
    return [
        part._replace(phrase=part.phrase._replace(kind=kind, part=head.part, role=head.role))
        if part.phrase.kind == "adjective"
        else part
        for part in parts
    ]
