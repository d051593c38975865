"""Cue: words of attribution in a sentence, with the source beside them."""

from __future__ import annotations

from dateline.extract.phrase import Phrase
from dateline.record import Record
from dateline.span import Span
from dateline.value import VerbClass

BE = frozenset("was were been is are be being".split())
SPOKEN = frozenset("saying adding claiming arguing insisting".split())
"""Participles that always are speech."""


_RELATIVES = [["which"], ["who"], ["whose"]]
_LONGEST_ASIDE = 12
"""Tokens of what may hang on a source named by a preposition."""


class Cue(Record, frozen=True, kw_only=True):
    """Words of attribution found in a sentence, with the source beside them.

    Attributes:
        first: Index of the cue's first token.
        last: Index after its last token.
        verb_class: What kind of speech it makes.
        source: The words that name who says so; None if none do.
        source_first: Index of the token where source and cue begin.
        after: Index of the token after source, cue, listener and words of time.
        before: Whether they stand before what is said.
        nested: Whether it is a source that another one cites.
        relays: Whether it carries what another one says: "a medic quoted by AFP".
    """

    first: int
    last: int
    verb_class: VerbClass
    source: Span | None
    source_first: int
    after: int
    before: bool
    nested: bool = False
    relays: bool = False


def segment_first(phrase: Phrase, index: int) -> int:
    """Return where the part of a sentence between semicolons begins that holds a token."""
    for place in range(index - 1, -1, -1):
        if phrase.lows[place] == ";":
            return place + 1
    return 0


def past_aside(phrase: Phrase, last: int) -> int:
    """Return the token after what hangs on a source named by a preposition."""
    end = min(len(phrase), last + _LONGEST_ASIDE)
    for place in range(last, end):
        if phrase.tags[place] not in "KO":
            continue
        if phrase.lows[place + 1 : place + 2] in _RELATIVES:
            marks = (at for at in range(place + 2, len(phrase)) if phrase.tags[at] in "KO")
            return next(marks, place)
        return place
    return last
