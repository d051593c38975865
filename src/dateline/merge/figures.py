"""Conflicting figures side by side, and the range chosen from them by a named rule.

What counts is one figure of each source: its latest, and none that a later report says has
been revised ("rose to 14 from nine"). A part ("eight children", or the toll of a shooting
after the bombing that a report is about) does not add to a total or stand for one; a copy
counts for nothing; and a party's figure that its report doubts counts only where nobody else
gives one, unless it is of the party's own losses. Then the rule:

| rule | low | best | high |
|---|---|---|---|
| `ucdp` | the least | what most sources give, the lower of two | the greatest, none if open |
| `acled` | the least | the least | the greatest |
| `airwars` | the least | none | the greatest |
| `official` | latest official figure | the same | the same; `acled` where no official speaks |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dateline.claim import EventType
from dateline.incident import FigureRule, FigureState, FigureTable, FigureTelling
from dateline.merge.figure_sums import summed
from dateline.merge.telling import Telling
from dateline.numeral import numerals
from dateline.value import Figure, FigureKind, Speaker

_PARTS = frozenset(
    """child children woman women girl girls boy boys baby babies infant infants minor minors
    toddler toddlers teenager teenagers student students pupil pupils elderly journalist
    journalists medic medics paramedic paramedics nurse nurses doctor doctors foreigner
    foreigners""".split()
)
"""Who is counted as a part of all victims unless nothing else is counted."""

_VICTIMS = frozenset(("killed", "wounded"))
"""Kinds of which each of two acts told in one report has its own figure."""

_KINDS: tuple[FigureKind, ...] = (
    "killed", "wounded", "missing", "captured", "detained", "displaced", "strikes", "destroyed",
    "strength", "extent", "total_extent", "other",
)  # fmt: skip


def figure_tables(
    tellings: Sequence[Telling], main: EventType, rule: FigureRule
) -> tuple[FigureTable, ...]:
    """Return a table for each kind of figure that an incident's claims give.

    Args:
        tellings: All claims of the incident, in the order in which their reports appeared.
        main: The incident's type; what a report tells of another type beside it is a part.
        rule: How a range is chosen.
    """
    rows: dict[tuple[FigureKind, str | None], list[FigureTelling]] = {}
    central = {
        telling.report.id
        for telling in tellings
        if telling.claim.event_type == main and telling.asserted
    }
    for telling in tellings:
        for kind in dict.fromkeys(figure.kind for figure in telling.claim.figures):
            aside = telling.claim.event_type not in {main, "casualties"} and kind in _VICTIMS
            aside = aside and telling.report.id in central
            for unit, row in _rows(telling, kind, aside=aside):
                rows.setdefault((kind, unit), []).append(row)
    replaced = _replaced(tellings)
    order = sorted(rows, key=lambda key: (_KINDS.index(key[0]), key[1] or ""))
    return tuple(
        _table((kind, unit), _revise(rows[kind, unit], replaced.get(kind, {})), rule, tellings)
        for kind, unit in order
    )


def _replaced(tellings: Sequence[Telling]) -> dict[FigureKind, dict[float, date]]:
    """Return the numbers that later reports say have been revised, and when, by kind."""
    found: dict[FigureKind, dict[float, date]] = {}
    for telling in tellings:
        said = telling.said()
        for figure in telling.claim.figures:
            if figure.replaces is None or said is None or telling.role != "tells":
                continue
            for number in numerals(figure.replaces.text):
                if number.low is not None and number.low == number.high:
                    found.setdefault(figure.kind, {})[float(number.low)] = said
    return found


def _revise(rows: Sequence[FigureTelling], replaced: Mapping[float, date]) -> list[FigureTelling]:
    """Return rows in which figures that a later report says were revised are marked."""
    return [
        msgspec.structs.replace(row, state="revised")
        if row.state in {"counts", "doubtful"} and _is_replaced(row, replaced)
        else row
        for row in rows
    ]


def _is_replaced(row: FigureTelling, replaced: Mapping[float, date]) -> bool:
    later = replaced.get(float(row.low)) if row.low is not None else None
    return later is not None and row.said is not None and row.said < later


def _rows(
    telling: Telling, kind: FigureKind, *, aside: bool
) -> list[tuple[str | None, FigureTelling]]:
    whole = _whole([figure for figure in telling.claim.figures if figure.kind == kind])
    return [
        (figure.unit, _row(telling, position, part=aside or _is_less(figure, whole)))
        for position, figure in enumerate(telling.claim.figures)
        if figure.kind == kind
    ]


def _is_less(figure: Figure, whole: Figure) -> bool:
    return figure is not whole and figure.unit == whole.unit


def _whole(figures: Sequence[Figure]) -> Figure:
    """Return the figure of a claim that counts all: the greatest that names no part."""
    plain = [figure for figure in figures if not is_part(figure)] or list(figures)
    return max(plain, key=lambda figure: (figure.low or figure.high or 0, -figures.index(figure)))


def is_part(figure: Figure) -> bool:
    """Tell whether a figure counts some of the victims only, by whom it counts."""
    words = (figure.of or "").lower().split()
    return words[:1] in (["the"], ["those"], ["these"]) or any(
        word.strip(",.;") in _PARTS for word in words
    )


def _row(telling: Telling, position: int, *, part: bool) -> FigureTelling:
    figure, speaker = telling.claim.figures[position], telling.speaker()
    return FigureTelling(
        claim=telling.id,
        position=position,
        low=figure.low,
        high=figure.high,
        words=figure.mention.text if figure.mention else "",
        of=figure.of,
        speaker=speaker.name if speaker else telling.report.outlet,
        source=telling.source(),
        speaker_kind=speaker.kind if speaker else "media",
        said=telling.said(),
        state=_state(telling, part=part),
    )


def _state(telling: Telling, *, part: bool) -> FigureState:
    if telling.role in {"denies", "announces"}:
        return "not_told"
    if telling.copied:
        return "copy"
    if part:
        return "part"
    speaker = telling.speaker()
    if speaker is None or not speaker.party or telling.claim.status != "alleged":
        return "counts"
    own = {speaker.id or speaker.name} & {item.id or item.name for item in telling.claim.recipients}
    return "counts" if own else "doubtful"


def _table(
    of: tuple[FigureKind, str | None],
    rows: Sequence[FigureTelling],
    rule: FigureRule,
    tellings: Sequence[Telling],
) -> FigureTable:
    ordered = sorted(rows, key=lambda row: (str(row.said or "9999"), row.claim, row.words))
    ordered = _without_parts(_without_persons(ordered, tellings) if of[0] in _VICTIMS else ordered)
    ordered = _latest(_greatest_of_day(ordered))
    counted = [row for row in ordered if row.state == "counts"]
    counted = counted or [row for row in ordered if row.state == "doubtful"]
    counted = counted or _wholes([row for row in ordered if row.state == "part"])
    added = summed(counted, ordered, tellings) if of[0] in _VICTIMS else counted
    low, best, high, reason = _choose(added, rule)
    if added != counted:
        reason += "; some tell their victims one by one, and these are added up"
    return FigureTable(
        kind=of[0], unit=of[1], low=low, best=best, high=high, rule=rule, reason=reason,
        tellings=tuple(ordered),
    )  # fmt: skip


def _wholes(parts: Sequence[FigureTelling]) -> list[FigureTelling]:
    """Return of parts, where nobody gives a whole, the greatest that each source gives."""
    greatest: dict[str, float] = {}
    for row in parts:
        greatest[row.source] = max(_size(row), greatest.get(row.source, 0.0))
    return [row for row in parts if _size(row) == greatest[row.source]]


def _without_parts(rows: Sequence[FigureTelling]) -> list[FigureTelling]:
    """Return rows in which figures of a part are marked, where others count the whole.

    One who counts civilians gives the part that another's "four of the wounded" is.
    """
    parts = {(row.low, row.high) for row in rows if row.state == "part"}
    counted = [row for row in rows if row.state == "counts"]
    greatest = max((row.low or 0 for row in counted), default=0)
    named = [
        row
        for row in counted
        if _named_part(row)
        or (row.of and (row.low, row.high) in parts and (row.low or 0) < greatest)
    ]
    if len(named) == len(counted):
        return list(rows)
    return [msgspec.structs.replace(row, state="part") if row in named else row for row in rows]


def _without_persons(
    rows: Sequence[FigureTelling], tellings: Sequence[Telling]
) -> list[FigureTelling]:
    """Return rows in which a person who is only described is a part of a number told elsewhere.

    "A clerk was wounded" says nothing of others who were. Where a party gives its own losses
    so, they stay beside the number of the other side.
    """
    speakers = {telling.id: telling.speaker() for telling in tellings}
    numbers = [row for row in rows if row.state in {"counts", "doubtful"}]
    if all(_size(row) <= 1 for row in numbers):
        return list(rows)
    return [
        msgspec.structs.replace(row, state="part")
        if row.state == "counts" and describes_one(row) and not _of_party(speakers[row.claim])
        else row
        for row in rows
    ]


def describes_one(row: FigureTelling) -> bool:
    """Tell whether a figure is one person told without a number: "a clerk", "Ana Ruiz"."""
    if not row.words or not row.low == row.high == 1:
        return False
    first = next(iter(numerals(row.words)), None)
    return first is None or first.start > 0 or first.low != 1


def _of_party(speaker: Speaker | None) -> bool:
    return speaker is not None and bool(speaker.party)


def _named_part(row: FigureTelling) -> bool:
    return is_part(Figure(kind="other", of=row.of))


def _greatest_of_day(rows: Sequence[FigureTelling]) -> list[FigureTelling]:
    """Return rows in which what a speaker counts besides the greatest of a day is a part."""
    greatest: dict[tuple[str, str, date | None], float] = {}
    for row in rows:
        if row.state in {"counts", "doubtful"}:
            key = row.source, row.speaker, row.said
            greatest[key] = max(_size(row), greatest.get(key, 0.0))
    return [
        msgspec.structs.replace(row, state="part")
        if row.state in {"counts", "doubtful"}
        and _size(row) < greatest[row.source, row.speaker, row.said]
        else row
        for row in rows
    ]


def _size(row: FigureTelling) -> float:
    return float(row.low if row.low is not None else row.high or 0)


def _latest(rows: Sequence[FigureTelling]) -> list[FigureTelling]:
    """Return rows in which a speaker's earlier figures are marked as revised by the latest."""
    last: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        if row.state in {"counts", "doubtful"}:
            last[row.source, row.speaker] = index
    return [
        msgspec.structs.replace(row, state="revised")
        if row.state in {"counts", "doubtful"}
        and _revised(row, rows[last[row.source, row.speaker]])
        else row
        for row in rows
    ]


def _revised(row: FigureTelling, latest: FigureTelling) -> bool:
    """Tell whether a source said something else on a later day."""
    return (
        row.said is not None
        and latest.said is not None
        and row.said < latest.said
        and (row.low, row.high) != (latest.low, latest.high)
    )


def _choose(
    rows: Sequence[FigureTelling], rule: FigureRule
) -> tuple[float | None, float | None, float | None, str]:
    """Return low, best and high of the figures that count, and why."""
    if rule == "official":
        official = [row for row in rows if row.speaker_kind == "official" and _single(row)]
        if official:
            last = max(official, key=lambda row: (str(row.said or ""), row.claim))
            value = _single(last)
            day = f" on {last.said}" if last.said else ""
            return value, value, value, f"the latest official figure, by {last.speaker}{day}"
    lows = [row.low if row.low is not None else row.high for row in rows]
    known = [value for value in lows if value is not None]
    if not known:
        return None, None, None, "no claim gives a number"
    low, high = min(known), _greatest(rows)
    sources = len({row.source for row in rows})
    told = f"{sources} source{'s' if sources > 1 else ''}"
    if rule == "airwars":
        return low, None, high, f"least and greatest of {told}"
    if rule in {"acled", "official"}:
        return low, low, high, f"the lowest of {told}"
    best = _most_given(rows)
    return low, best, high, f"what most of {told} give, the lower where two are given as often"


def _greatest(rows: Sequence[FigureTelling]) -> float | None:
    """Return the greatest value told; None where an open one ("at least 12") exceeds it."""
    closed = [row.high for row in rows if row.high is not None]
    lows = [row.low for row in rows if row.high is None and row.low is not None]
    return None if not closed or max(lows, default=0) > max(closed) else max(closed)


def _single(row: FigureTelling) -> float | None:
    return row.low if row.low is not None else row.high


def _most_given(rows: Sequence[FigureTelling]) -> float | None:
    """Return the number that most sources give, each source counted once a number."""
    given = {(row.source, _single(row)) for row in rows}
    counts = Counter(value for _, value in given if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
