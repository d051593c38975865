"""Sentences of a document: each a span inside one block.

A sentence ends at `.`, `!`, `?` or `…` (with any closing quotation marks and
brackets) before white space and a new beginning, unless the mark belongs to an
abbreviation, an initial or a number. A block's end always ends a sentence. Pages whose
paragraphs were run together have no white space there: "was found dead.It happened".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from dateline.document import REPORT_KINDS, Block, Document
from dateline.span import Span, trimmed

_END = re.compile(r"""[.!?…]+["”’'»)\]]*(?=\s)""")
_BEGINNING = re.compile(r"""\s+["“‘'«(\[–—-]*\s*["“‘'«(\[]*(?P<first>[^\W_])""")
_GLUED = re.compile(r"(?<=[a-z]{2})[.!?][”\"]?(?=[“\"]?(?:[A-Z][a-z’']+|A|I)[ ,’'])")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘'«]+$")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]$")
_LINE = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)")

_TITLES = frozenset(
    """adm amb brig capt cmdr cmsgt col commr cpl cpt det dr ens ft fr gen gov hon insp jr
    lieut lt ltc maj messrs mgr mr mrs ms mt pfc pres prof pvt rep rev revd sen sgt spc sr
    st ste supt u.s u.k u.n vs al""".split()
)
"""Abbreviations that are followed by a name or number, so rarely end a sentence."""

_BEFORE_NUMBERS = frozenset("no nos art approx cf fig para pp res".split())
"""Abbreviations that do not end a sentence before a number, and do before anything else."""

_OTHERS = frozenset(
    """a.m p.m co corp inc ltd etc e.g i.e jan feb mar apr jun jul aug sep sept oct nov dec mon
    tue tues wed thu thur thurs fri sat sun ave blvd rd inst ult prox dept govt bn km kg""".split()
)
"""Abbreviations that may end a sentence: they do before a word that cannot be a name's start."""

_STARTERS = frozenset(
    """a all among an and another as at but by during each earlier even every few five for four
    from he her here his how however if in it its last later many meanwhile more most no
    nobody none of on one or our several she since six so some still such ten that the their
    then there these they this those three though to two under until we what when where
    which while who why with you""".split()
)


def sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences of the blocks that tell something, in text order."""
    return _sentences(document.text, document.blocks)


@functools.lru_cache(maxsize=1)
def _sentences(text: str, blocks: tuple[Block, ...]) -> tuple[Span, ...]:
    """Return the sentences of a text; kept for the next stage, which asks for the same ones."""
    return tuple(
        sentence
        for block in blocks
        if block.kind in REPORT_KINDS
        for sentence in split(text, block.start, block.end)
    )


def split(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]` as trimmed spans, none empty."""
    low = start
    for edge in (*_edges(text, start, end), end):
        first, last = trimmed(text, low, edge)
        if first < last:
            yield Span(first, last, text[first:last])
        low = edge


def _edges(text: str, start: int, end: int) -> list[int]:
    edges = {match.end() for match in _LINE.finditer(text, start, end)}
    for match in _END.finditer(text, start, end):
        beginning = _BEGINNING.match(text, match.end(), end)
        if beginning and _ends(text, start, match, beginning):
            edges.add(match.end())
    for match in _GLUED.finditer(text, start, end):
        before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
        if before and before.group().lower() not in _TITLES | _BEFORE_NUMBERS | _OTHERS:
            edges.add(match.end())
    return sorted(edges)


def _ends(text: str, start: int, mark: re.Match[str], beginning: re.Match[str]) -> bool:
    """Tell whether a mark ends a sentence, from the words on its two sides."""
    first = beginning["first"]
    stop = mark.group()
    if first.islower():
        return False
    if stop[0] != "." or stop.startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(start, mark.start() - 40), mark.start())
    word = before.group().lower() if before else ""
    if len(stop) > 1 and word not in _TITLES:
        return True
    if word in _BEFORE_NUMBERS:
        return not first.isdigit()
    if word in _TITLES:
        return word in {"u.s", "u.k", "u.n", "jr", "sr", "al"} and _starter(text, beginning)
    if word in _OTHERS or (before and _INITIAL.match(before.group())):
        return _starter(text, beginning)
    return True


def _starter(text: str, beginning: re.Match[str]) -> bool:
    """Tell whether the next word is one that begins sentences and no names."""
    word = re.compile(r"[^\W_]+").match(text, beginning.start("first"))
    return word is not None and word.group().lower() in _STARTERS
