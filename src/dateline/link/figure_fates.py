"""What became of those who were shot: wounded, unless the report tells of their death.

To be shot is neither to be killed nor to be wounded. Where a report speaks of wounds, hospital
or recovery, those of whom it only says that they were shot are counted as wounded, without
those whom it says to be dead:

- one person is dead if a killed person of the report can be the same, or if the report goes
  on with "he died";
- of several, those who died are taken off ("four were shot, one fatally": three), unless the
  number is of others than the dead ("one was killed and three others were shot").

Where a report tells of no care for anyone, "shot" stays without a figure: in the words of
wars it mostly means shot dead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.link.figure_reading import Found
from dateline.person import Person, described, may_be_one
from dateline.value import FigureKind

SHOT = "shot"
"""The kind of figure that a number has until it is known what became of those counted."""

_CARE = re.compile(
    r"\b(?:hospital\w*|wound(?:s|ed|ing)?|gunshot|injur\w+|treated|surgery|survive\w*|recover(?:s|ed|ing|y)?"
    r"|(?:critical|stable|serious|good|fair|guarded)(?:\s+but\s+\w+)?\s+condition|life-threatening|paramedics|ambulance)\b"
)
_ALIVE = re.compile(
    r"\bhospitali[sz]ed|\b(?:critical|stable|serious|good|fair|guarded)(?:\s+but\s+\w+)?\s+condition"
    r"|\bsurger(?:y|ies)\b|\bsurviv\w+|\brecover(?:s|ed|ing|y)?\b|\blife-threatening\b"
)
_DIED = re.compile(
    r"\b(?:(?:he|she|who|where|and|but|later|then|has|have)\s+(?:(?:has|have|had|he|she|was|were|later|soon|also|then|since|subsequently)\s+){0,3}"
    r"(?:died|succumbed|perished|(?:pronounced|declared)\s+dead)|did\s+not\s+survive|(?:his|her)\s+(?:body|death|murder|killing)\b)"
)
_DEAD = re.compile(r"(?:[ ][\w’'-]+){0,3}?[ ]dead\b")
_OTHERS = re.compile(r"\b(?:other|others|more|additional|else)\b")
_SOON = 2
"""So many sentences after that of a person, "he died" is still said of that person."""

_TREATED = re.compile(
    r"gun ?shot|bullet|taken|rushed|transported|to (?:the|a) |in (?:the )?hospital|in critical"
    r"|in serious|treated|suffering"
)
_GUNS = re.compile(r"\b(?:gun)?sho(?:t|ts|oting|otings)\b|\bgunfire\b")
_VICTIMS = re.compile(r"victims?|shot")


class _Report:
    """The persons and counts of one report."""

    def __init__(
        self, text: str, lowered: str, bounds: Sequence[tuple[int, int]], found: Sequence[Found]
    ) -> None:
        self.text, self.lowered, self.bounds = text, lowered, bounds
        self.found = found
        self.cares = _CARE.search(lowered) is not None
        self.dead = [item for item in found if _kind(item) == "killed" and not self.is_loose(item)]
        self.dead_one = [(item, self.person(item)) for item in self.dead if is_one(item)]

    def is_loose(self, item: Found) -> bool:
        """Tell whether those counted are called victims, which says nothing of their fate."""
        assert item.spot is not None  # noqa: S101
        cue = self.lowered[slice(*item.spot.cue)]
        if item.how == "counted":
            return _VICTIMS.fullmatch(cue) is not None
        head = self.lowered.startswith("shot in the", item.spot.cue[0])
        return head and self._cares_for(item)

    def _cares_for(self, item: Found) -> bool:
        """Tell whether care is told of right before or after a person."""
        assert item.spot is not None  # noqa: S101
        first = max(0, item.spot.sentence - 1)
        last = min(len(self.bounds) - 1, item.spot.sentence + _SOON)
        span = self.bounds[first][0], self.bounds[last][1]
        return _ALIVE.search(self.lowered, *span) is not None

    def person(self, item: Found) -> Person:
        return described(self.text[item.start : item.end], self.text[item.end : item.end + 40])

    def dies(self, item: Found) -> bool:
        """Tell whether the report goes on to say that one person died: "he died there"."""
        assert item.spot is not None  # noqa: S101
        place = item.spot.sentence
        for number in range(place, min(place + _SOON + 1, len(self.bounds))):
            start, end = self.bounds[number]
            start = max(start, item.end)
            match = _DIED.search(self.lowered, start, end)
            if match is None:
                continue
            between = (each for each in self.found if item.end <= each.start < match.start())
            return not any(_kind(each) in {"killed", "wounded", SHOT} for each in between)
        return False

    def is_dead(self, item: Found) -> bool:
        """Tell whether a killed person of the report can be this one."""
        person = self.person(item)
        if person.other:
            return any(one.age is not None and one.age == person.age for _, one in self.dead_one)
        return any(
            may_be_one(*((one, person) if dead.start < item.start else (person, one)))
            and not self._beside(dead, item)
            for dead, one in self.dead_one
        )

    def _beside(self, dead: Found, item: Found) -> bool:
        """Tell whether two are told apart in one sentence: "a man died, a boy was shot"."""
        assert dead.spot is not None and item.spot is not None  # noqa: S101, PT018
        new = self.lowered[item.start : item.end].startswith(("a ", "an ", "another "))
        return new and dead.spot.sentence == item.spot.sentence and dead.start != item.start

    def left(self, item: Found) -> float | None:
        """Return how many of several who were shot are not told dead; None if that is unclear."""
        assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
        count = item.figure.low
        if count is None:
            return None
        start, end = self.bounds[item.spot.sentence]
        if _OTHERS.search(self.lowered, item.start, item.spot.cue[1]) or _OTHERS.search(
            self.lowered, max(start, item.start - 12), item.end
        ):
            return float(count)
        here = [dead for dead in self.dead if start <= dead.start < end]
        before = [dead for dead in here if dead.start < item.start]
        if before:
            return float(count)
        dead = max((each.figure.low or 0 for each in self.dead if each.figure), default=0)
        return float(count - dead) if dead < count else None


def is_one(item: Found) -> bool:
    """Tell whether a figure counts one person."""
    return item.figure is not None and item.figure.low == item.figure.high == 1


def _kind(item: Found) -> str | None:
    return item.figure.kind if item.figure is not None else None


def settled(
    texts: tuple[str, str], bounds: Sequence[tuple[int, int]], found: Sequence[Found]
) -> list[Found]:
    """Return what was found, with those who were shot counted as killed or wounded, or not.

    Args:
        texts: The text, and the text in lower case as sentences are read from it.
        bounds: The offsets of the sentences.
        found: The numbers of the report; `SHOT` for those of whom it is only said so.
    """
    report = _Report(*texts, bounds, found)
    shot = _GUNS.search(texts[1]) is not None
    return [_settle(item, report, shot=shot) for item in found]


def _settle(item: Found, report: _Report, *, shot: bool) -> Found:
    kind = _kind(item)
    if kind == SHOT:
        return _of_shot(item, report)
    if item.figure is None or item.spot is None or not shot or not report.cares:
        return item
    if kind == "killed" and report.is_loose(item):
        return _of_victims(item, report) if item.how == "counted" else _of_shot(item, report)
    if kind == "wounded" and is_one(item) and item.how == "single":
        if not _TREATED.match(report.lowered, item.spot.cue[0]):
            return item
        if report.dies(item):
            return _as(item, "killed")
        return _nothing(item) if report.is_dead(item) else item
    return item


def _of_victims(item: Found, report: _Report) -> Found:
    """Return victims as dead where so many died, else as those who were shot."""
    assert item.figure is not None  # noqa: S101
    low = item.figure.low or 0
    if is_one(item) and report.dead:
        return item
    if any((dead.figure.low or 0) >= low for dead in report.dead if dead.figure):
        return item
    return _of_shot(item, report)


def _of_shot(item: Found, report: _Report) -> Found:
    assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
    if _DEAD.match(report.lowered, item.end):
        return _as(item, "killed")
    if not report.cares or item.figure.high == 0:
        return _nothing(item)
    if is_one(item):
        if report.dies(item):
            return _as(item, "killed")
        return _nothing(item) if report.is_dead(item) else _as(item, "wounded")
    count = report.left(item)
    if count is None:
        return _nothing(item)
    if count == item.figure.low:
        return _as(item, "wounded")
    figure = msgspec.structs.replace(item.figure, low=int(count), high=int(count))
    return _as(item._replace(figure=figure), "wounded")


def _as(item: Found, kind: FigureKind) -> Found:
    assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
    figure = msgspec.structs.replace(item.figure, kind=kind, unit="persons")
    return item._replace(figure=figure, spot=item.spot._replace(kind=kind))


def _nothing(item: Found) -> Found:
    return item._replace(figure=None, spot=None, how="none")
