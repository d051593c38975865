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

from dateline.link.figure_reading import GIVEN, PASSING, Found
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
    r"|\bsurger(?:y|ies)\b|\bsurviv\w+|\breleased\s+from\s+(?:the\s+)?hospital|\brecover(?:s|ed|ing|y)?\b|\blife-threatening\b"
)
_DIED = re.compile(
    r"\b(?:(?:he|she|who|where|and|but|they|both|later|then|has|have)\s+(?:(?:has|have|had|he|she|was|were|later|soon|also|then|since|subsequently)\s+){0,3}"
    r"(?:died|succumbed|perished|(?:pronounced|declared)\s+(?:dead|deceased))|did\s+not\s+survive|\bdies(?=\s*$|\s+(?:at|in|from|of|after)\b)|(?:his|her)\s+(?:body|death|murder|killing)\b)"
)
_DEATH = re.compile(
    r"\b(?:dead|die[sd]?|deaths?|deadly|fatal\w*|kill\w*|murder\w*|homicides?|slain|slaying|buried|funerals?|mourn\w*|bod(?:y|ies))\b"
)
_MOURNED = re.compile(r"\b(?:buried|funerals?|mourn\w*)\b")
_SELF = re.compile(
    r"\bsuicides?\b(?!\s+(?:attempt|bomb|attack|car|vest|note|watch|prevention|hotline|mission|blast))|\bself[\s-]inflicted\b|\bkill(?:ed|ing|s)?\s+(?:him|her)self\b|\bturn(?:ed|ing|s)\s+(?:the|his|her|a)\s+\w+\s+on\s+(?:him|her)self\b"
)
_BY_MISHAP = re.compile(r"\baccident(?:ally|al)?\b[^.]{0,40}$")
_LIMB = re.compile(
    r"\s+in\s+(?:the|his|her|an?)\s+(?:\w+\s+){0,2}?(?:legs?|foot|feet|hands?|fingers?|arms?|thighs?|toes?"
    r"|calf|ankles?|wrists?|shoulders?|knees?|buttocks?|groin)\b"
)
_PART_OF = re.compile(
    r"\b(?:one|two|three|four|\d+|some|most|several|many)\s+of\s+(?:the\s+)?(?:at\s+least\s+)?$"
)
"""Before a whole of which a part is told: "one of five people shot on Sunday has died"."""

_DEAD = re.compile(r"(?:[ ][\w’'-]+){0,3}?[ ]dead\b")
_OTHERS = re.compile(r"\b(?:other|others|more|additional|else)\b")
_SOON = 2
"""So many sentences after that of a person, "he died" is still said of that person."""

_TREATED = re.compile(
    r"gun ?shot|bullet|shot|hit|struck|wounded|injured|taken|rushed|transported|brought|flown"
    r"|airlifted|driven|transferred|to (?:the|a) "
    r"|in (?:the )?hospital|in critical"
    r"|in serious|treated|suffering"
)
_GUNS = re.compile(r"\b(?:gun)?sho(?:t|ts|oting|otings)\b|\bgunfire\b")
_VICTIMS = re.compile(r"(?:\s+(?!who\b|and\b|were\b|was\b)[\w'’-]+){0,4}?\s+victims?\b|\s+shot\b")


class _Report:
    """The persons and counts of one report."""

    def __init__(
        self, text: str, lowered: str, bounds: Sequence[tuple[int, int]], found: Sequence[Found]
    ) -> None:
        self.text, self.lowered, self.bounds = text, lowered, bounds
        self.found = found
        self.cares = _CARE.search(lowered) is not None
        self.dead = [
            item
            for item in found
            if _kind(item) == "killed" and item.how != PASSING and not self.is_loose(item)
        ]
        self.dead_one = [(item, self.person(item)) for item in self.dead if is_one(item)]

    def is_loose(self, item: Found) -> bool:
        """Tell whether those counted are called victims, which says nothing of their fate."""
        assert item.spot is not None  # noqa: S101
        if self.are_victims(item):
            return True
        head = self.lowered.startswith("shot in the", item.spot.cue[0])
        return head and self.may_live(item)

    def are_victims(self, item: Found) -> bool:
        """Tell whether a count is of victims, of whom nothing else is said right there."""
        assert item.spot is not None  # noqa: S101
        # Of a cue of several words ("the victims were") the place holds the first alone.
        begin, end = item.spot.cue
        called = "victim" in self.lowered[begin : max(end, begin + len("the victims"))]
        if item.how not in {"counted", "adjective", "toll"}:
            return called and item.how in {"single", "chain"}
        return called or _VICTIMS.match(self.lowered, item.end) is not None

    def by_mishap(self, item: Found) -> bool:
        """Tell whether someone is said to have done something by accident."""
        return _BY_MISHAP.search(self.lowered, max(0, item.start - 60), item.start) is not None

    def _cares_for(self, item: Found) -> bool:
        """Tell whether care is told of right before or after a person."""
        assert item.spot is not None  # noqa: S101
        first = max(0, item.spot.sentence - 1)
        last = min(len(self.bounds) - 1, item.spot.sentence + _SOON)
        span = self.bounds[first][0], self.bounds[last][1]
        return _ALIVE.search(self.lowered, *span) is not None

    def person(self, item: Found) -> Person:
        return described(self.text[item.start : item.end], self.text[item.end : item.end + 40])

    def may_live(self, item: Found) -> bool:
        """Tell whether those shot in the head may live: care is told of, and no death at all."""
        if self._cares_for(item):
            return True
        killed = (each for each in self.found if _kind(each) == "killed" and each is not item)
        if any(each.how == PASSING or not self._is_vague(each) for each in killed):
            return False
        return _ALIVE.search(self.lowered) is not None or _DEATH.search(self.lowered) is None

    def _is_vague(self, item: Found) -> bool:
        """Tell whether a count says "victims" or "shot in the head", which may not be deaths."""
        assert item.spot is not None  # noqa: S101
        head = self.lowered.startswith("shot in the", item.spot.cue[0])
        return head or self.are_victims(item)

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

    def only_hurt(self, item: Found) -> bool:
        """Tell whether a sentence tells of care for those it counts, and of no death."""
        assert item.spot is not None  # noqa: S101
        sentence = self.bounds[item.spot.sentence]
        cared = _CARE.search(self.lowered, item.end, sentence[1]) is not None
        return cared and _DEATH.search(self.lowered, *sentence) is None

    def are_mourned(self, item: Found) -> bool:
        """Tell whether a sentence tells of the burial of those it counts."""
        assert item.spot is not None  # noqa: S101
        return _MOURNED.search(self.lowered, *self.bounds[item.spot.sentence]) is not None

    def died_there(self, item: Found) -> bool:
        """Tell whether the same sentence goes on with the death: "were shot and later died"."""
        assert item.spot is not None  # noqa: S101
        end = self.bounds[item.spot.sentence][1]
        match = _DIED.search(self.lowered, item.end, end)
        if match is None or _PART_OF.search(self.lowered, max(0, item.start - 30), item.start):
            return False
        return not any(
            item.end <= each.start < match.end()
            and each.figure
            and not _PART_OF.match(self.lowered, item.start, each.start)
            for each in self.found
        )

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
    known: list[Found] = []
    hurt: tuple[int, int] | None = None
    for item in found:
        if item.how == PASSING:
            known.append(item)
        elif hurt is not None and item.spot is not None and item.spot.cue == hurt:
            known.append(_as(item, "wounded"))  # a part of victims who were only hurt
        else:
            known.append(_settle(item, report, shot=shot))
            turned = _kind(item) == "killed" and _kind(known[-1]) == "wounded"
            hurt = item.spot.cue if turned and item.spot is not None else None
    return _with_pronouns(texts, bounds, known)


def _with_pronouns(
    texts: tuple[str, str], bounds: Sequence[tuple[int, int]], found: Sequence[Found]
) -> list[Found]:
    """Return what was found, of "he died" only what tells of a death that nothing else tells."""
    result = list(found)
    for number, item in enumerate(found):
        if item.how != PASSING:
            continue
        report = _Report(*texts, bounds, result)
        known = any(not is_one(dead) for dead in report.dead) or report.is_dead(item)
        told = _settle(item, report, shot=True) if _kind(item) in {SHOT, "wounded"} else item
        if _kind(told) == "wounded":
            known = known or any(
                _kind(each) in {"wounded", "killed"} and each.how != PASSING for each in result
            )
        if known or _kind(told) not in {"killed", "wounded"}:
            result[number] = _nothing(item)
        else:
            result[number] = told._replace(how="single")
    return result


def _settle(item: Found, report: _Report, *, shot: bool) -> Found:
    kind = _kind(item)
    if kind == SHOT:
        return _of_shot(item, report)
    if item.figure is None or item.spot is None or not shot:
        return item
    hurt = kind == "wounded" and is_one(item) and item.how == "single"
    treated = hurt and _TREATED.match(report.lowered, item.spot.cue[0]) is not None
    if treated and report.dies(item):
        return _as(item, "killed")
    if not report.cares:
        return item
    if kind == "killed" and item.how == GIVEN:
        return item if report.dies(item) else _nothing(item)
    if kind == "killed" and report.is_loose(item):
        return _of_victims(item, report) if report.are_victims(item) else _of_shot(item, report)
    return _nothing(item) if treated and report.is_dead(item) else item


def _of_victims(item: Found, report: _Report) -> Found:
    """Return victims as dead where so many died, else as those who were shot."""
    assert item.figure is not None  # noqa: S101
    low = item.figure.low or 0
    assert item.spot is not None  # noqa: S101
    if report.only_hurt(item):
        return _as(item, "wounded")
    if report.are_mourned(item) or (is_one(item) and report.dead):
        return item
    if any((dead.figure.low or 0) >= low for dead in report.dead if dead.figure):
        return item
    return _of_shot(item, report)


def _by_own_hand(item: Found, report: _Report) -> FigureKind | None:
    """Return the fate of one who shot himself, if it is plain: dead unless by accident."""
    if not report.lowered.endswith("self", item.start, item.end):
        return None
    if _LIMB.match(report.lowered, item.end) and not report.dies(item):
        return "wounded"
    suicide = _SELF.search(report.lowered) and not report.by_mishap(item)
    return "killed" if suicide else None


def _of_shot(item: Found, report: _Report) -> Found:
    assert item.figure is not None and item.spot is not None  # noqa: S101, PT018
    if _DEAD.match(report.lowered, item.end) or report.died_there(item):
        return _as(item, "killed")
    own = _by_own_hand(item, report)
    if own is not None:
        return _as(item, own)
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
