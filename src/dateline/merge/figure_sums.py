"""Victims told one by one: "a man and two boys were killed" are three, where no total is told.

What a report tells of one happening adds up in three cases only, and only where it gives no
greater number itself:

- numbers and single persons that "and" or a comma joins in one list;
- single persons ("a clerk", "Ana Ruiz, 34") whose descriptions cannot be of one person;
- one who "killed two and then himself" is a third.

A part named after its whole ("12, among them two boys") is in no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from dateline.incident import FigureTelling
from dateline.merge.telling import Telling
from dateline.person import Person, described, may_be_one
from dateline.span import Span
from dateline.value import Figure

_SELF = re.compile(r"^(?:him|her)self$|^(?:his|her)\s+own\s+li(?:fe|ves)$")
_JOINS = tuple(len(words) for words in (" and ", ", ", ", and "))
_GENERAL = frozenset("people persons others victims civilians residents".split())
_NUMERAL = frozenset(("one", "1"))
_ADDS = frozenset(("counts", "part"))


def summed(
    counted: Sequence[FigureTelling], rows: Sequence[FigureTelling], tellings: Sequence[Telling]
) -> list[FigureTelling]:
    """Return the figures that count, those of a report that add up to more as one figure.

    Args:
        counted: The figures of one kind that an incident's range is chosen from.
        rows: All figures of that kind.
        tellings: The claims of the incident.
    """
    of = {telling.id: telling for telling in tellings}
    result = list(counted)
    for report in dict.fromkeys(of[row.claim].report.id for row in counted):
        here = [row for row in rows if of[row.claim].report.id == report and row.state in _ADDS]
        greatest = max((row.low or row.high or 0 for row in here), default=0)
        total = max((*_in_lists(here, of), *_with_self(here, of)), default=0)
        if greatest <= 1:
            total = max(total, _persons(here, tellings))
        if total > greatest:
            first = next(row for row in result if of[row.claim].report.id == report)
            whole = msgspec.structs.replace(first, low=total, high=total)
            result = [row for row in result if of[row.claim].report.id != report]
            result.append(whole)
    return result


def _in_lists(rows: Sequence[FigureTelling], of: dict[str, Telling]) -> Iterator[float]:
    """Yield what the lists of a report's claims add up to."""
    for claim in dict.fromkeys(row.claim for row in rows):
        figures = of[claim].claim.figures
        inside = sorted(row.position for row in rows if row.claim == claim)
        total, last = 0.0, None
        for figure in (figures[position] for position in inside):
            size = float(figure.low or figure.high or 0)
            total = total + size if last is not None and _joined(last, figure) else size
            last = figure
            yield total


def _with_self(rows: Sequence[FigureTelling], of: dict[str, Telling]) -> Iterator[float]:
    """Yield the victims of one who died with them, and that one: "killed two and himself"."""
    for row in rows:
        claim = of[row.claim].claim
        own, words = claim.figures[row.position], claim.evidence
        if own.mention is None or not _SELF.search(own.mention.text.lower()):
            continue
        for figure in claim.figures:
            told = figure.mention
            if told is None or figure.kind != own.kind or figure.low is None:
                continue
            if words.start <= told.start < own.mention.start < words.end and figure.low > 1:
                yield float(figure.low) + 1


def _joined(first: Figure, second: Figure) -> bool:
    """Tell whether two figures stand in one list: "three women and a man"."""
    if first.mention is None or second.mention is None or not _exact(first, second):
        return False
    if first.of is None or second.of is None:
        return False
    noun = first.of.split()
    if (noun and noun[-1].lower() in _GENERAL) or _is_apposition(first.mention, second.mention):
        return False
    whole = first.mention.text.endswith(first.of)
    words = 0 if whole else len(first.of) + 1
    return second.mention.start - first.mention.end - words in _JOINS


def _is_apposition(first: Span, second: Span) -> bool:
    """Tell whether the second words describe the first person: "the victim, a 7-year-old girl"."""
    beside = second.start - first.end == len(", ")
    named = first.text.lower().startswith("the ") or first.text[:1].isupper()
    new = second.text.lower().startswith(("a ", "an ", "the "))
    return beside and named and new and may_be_one(described(first.text), described(second.text))


def _exact(*figures: Figure) -> bool:
    return all(figure.low is not None and figure.low == figure.high for figure in figures)


def _persons(rows: Sequence[FigureTelling], tellings: Sequence[Telling]) -> int:
    """Return how many persons told one by one cannot be one and the same."""
    order = {telling.id: number for number, telling in enumerate(tellings)}
    known: list[Person] = []
    for row in sorted(rows, key=lambda row: (order[row.claim], row.position)):
        if row.words.lower() in _NUMERAL or not row.low == row.high == 1:
            continue
        person = described(row.words)
        same = next((n for n, one in enumerate(known) if may_be_one(one, person)), None)
        if same is None:
            known.append(person)
        else:
            known[same] = known[same].joined(person)
    return len(known)
