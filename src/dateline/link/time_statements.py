"""When a statement was made, as far as its own words say: "said on Monday"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.link.time_report import Told, within
from dateline.reading import Statement
from dateline.span import Span
from dateline.value import DayRange

_REACH = 60
"""Characters between a verb of saying and the time that dates it."""


def dated_statements(
    statements: Sequence[Statement], times: Sequence[Told], sentences: Sequence[Span]
) -> tuple[Statement, ...]:
    """Return the statements, those with the day on which they were made whose words give one."""
    return tuple(_dated(statement, times, sentences) for statement in statements)


def _dated(statement: Statement, times: Sequence[Told], sentences: Sequence[Span]) -> Statement:
    cue = statement.cue
    if cue is None or statement.statement_date is not None:
        return statement
    around = next((item for item in sentences if item.start <= cue.start < item.end), cue)
    best: tuple[int, DayRange] | None = None
    for told in within(times, around):
        span, value = told.mention.span(), told.mention.value
        if value is None or value.first is None or value.last is None or told.heads:
            continue
        if not around.contains(span) or any(piece.overlaps(span) for piece in statement.content):
            continue
        gap = cue.gap(span)
        if gap <= _REACH and (best is None or gap < best[0]):
            best = gap, DayRange(first=value.first, last=value.last)
    return statement if best is None else msgspec.structs.replace(statement, statement_date=best[1])
