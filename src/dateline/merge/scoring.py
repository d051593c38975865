"""Do two claims tell of one happening? With the reasons, each worth some points.

Points add up like log odds: two claims tell of one happening where the sum is above
zero. Some reasons bar: different kinds of event, places too far apart for how precisely
they are known, days too far apart. No reason depends on anything but the two claims and
their reports, so adding reports changes no earlier answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateline.claim import Claim
from dateline.earth import kilometres
from dateline.merge.telling import Report, Telling
from dateline.record import Record
from dateline.value import Entity, Figure, Place

BARRED = -9.0
"""Points of a reason that alone keeps two claims apart."""

PRIOR = -3.3
"""Points before anything is compared: most pairs tell of different things."""

UNSURE = (-4.0, 3.5)
"""Between these sums the words of the two reports are compared as well."""

ASSAULTS = frozenset("battle air_strike shelling bombing attack".split())
GROUND = frozenset("battle territory_taken withdrawal deployment".split())
CROWD = frozenset("protest riot crackdown arrest".split())
RESULTS = frozenset("casualties destruction displacement".split())
PERSONS = frozenset("abduction arrest attack sexual_violence".split())
LASTING = GROUND | {"shelling", "displacement"}
"""Types that go on overnight, so that the next day may be the same happening."""

_SHORT, _VAGUE = 3, 31
"""Days from one to another: up to so many are a close answer, more than so many a vague one."""

_NEAR_LEVELS = frozenset(("site", "neighbourhood", "settlement"))
_UNLIKE = 0.15
"""Reports of one happening are rarely less alike than this."""

_DOUBTED = 0.5
"""Places linked with a lower score are wrong in four cases of ten."""

_WHOLE = 80
"""So many features make a report long enough to miss what it does not share."""

_SMALL = 10
"""On another day as few dead are no sign of one happening: small tolls agree by chance."""

_OTHER_DAYS = frozenset(("the next day", "days apart"))
_OTHER = _OTHER_DAYS | {"two towns near each other", "places near each other"}

_LEAST_KM, _BORDER_KM, _COARSE_KM = 5.0, 15.0, 30.0


class Reason(Record, frozen=True):
    """One thing that speaks for or against, and its points."""

    name: str
    points: float


class Alike(Record, frozen=True):
    """How alike two reports are, 0 to 1, and how many features the shorter one has."""

    likeness: float
    features: int


class Score(Record, frozen=True):
    """What speaks for and against two claims being one happening.

    Attributes:
        points: Above zero: one happening.
        reasons: Those that gave points, prior included.
    """

    points: float
    reasons: tuple[Reason, ...]

    @property
    def barred(self) -> bool:
        """Tell whether some reason alone keeps the two apart."""
        return any(reason.points <= BARRED for reason in self.reasons)

    def and_(self, reason: Reason) -> Score:
        """Return the score with one more reason."""
        return Score(round(self.points + reason.points, 3), (*self.reasons, reason))


def compare(left: Telling, right: Telling) -> Score:
    """Return how much speaks for two claims telling of one happening, texts not compared."""
    reasons = [Reason("prior", PRIOR)]
    for reason in _reasons(left, right):
        reasons.append(reason)
        if reason.points <= BARRED:
            break
    kept = tuple(reason for reason in reasons if reason.points)
    return Score(round(sum(reason.points for reason in kept), 3), kept)


def words_speak(left: Telling, right: Telling, score: Score) -> bool:
    """Tell whether the words of two reports say something about two of their claims.

    They do where the other reasons leave it open, and where each claim is what its report
    is about: two reports alike to each other do not recall each other's news.
    """
    low, high = UNSURE
    apart = left.report.id != right.report.id
    return apart and low < score.points < high and left.claim.background == right.claim.background


def text_reason(alike: Alike, score: Score) -> Reason:
    """Return the points for how alike two reports are in their words.

    Daily reports of one war are much alike: words do not outweigh days or towns that differ.
    A few lines share little with a whole page on the same thing: what they lack says little.
    """
    most = 1.0 if any(reason.name in _OTHER for reason in score.reasons) else 4.0
    over = alike.likeness - _UNLIKE
    points = 9.0 * over if over > 0 else 14.0 * over * min(1.0, alike.features / _WHOLE)
    return Reason("text", round(max(-2.0, min(most, points)), 3))


def _reasons(left: Telling, right: Telling) -> Iterator[Reason]:
    one, other = left.claim, right.claim
    if left.report.id == right.report.id and left.happening == right.happening:
        yield Reason("told again in one report", 6.0)
        return
    yield _types(one.event_type, other.event_type)
    place, days = _places(left, right), _days(left, right)
    yield place
    yield days
    if _repeats(left, right):
        yield Reason("the same words in a copy", 6.0)
    yield _people(one, other)
    figures = _numbers(one.figures, other.figures)
    yield Reason("figures", min(0.0, figures.points)) if days.name in _OTHER_DAYS else figures
    if days.name in _OTHER_DAYS and _two_tolls(one, other, chance=_SMALL):
        yield Reason("each day with its toll", -2.0)
    if {item.name for item in one.weapons} & {item.name for item in other.weapons}:
        yield Reason("weapon", 0.4)
    if left.report.id == right.report.id:
        if min(place.points, days.points) > 0:
            yield Reason("one report", 1.8)
        yield _apart(left, right)
    elif one.background != other.background:
        yield Reason("recalled by one", -0.6)


def _types(left: str, right: str) -> Reason:
    if left == right:
        return Reason("same type", 1.5)
    pair = {left, right}
    if pair <= ASSAULTS | GROUND or pair <= CROWD or pair <= PERSONS:
        return Reason("related types", 0.8)
    if pair & RESULTS and pair <= ASSAULTS | GROUND | CROWD | RESULTS:
        return Reason("act and result", 0.8)
    if pair == {"attack", "crackdown"} or pair == {"attack", "protest"}:
        return Reason("related types", 0.8)
    return Reason("different types", BARRED)


def _repeats(left: Telling, right: Telling) -> bool:
    """Tell whether one claim stands in words that its report takes from the other's."""
    if left.report.id == right.report.id or left.report.root != right.report.root:
        return False
    same = left.claim.trigger.text.lower() == right.claim.trigger.text.lower()
    return same and (left.copied or right.copied)


def _places(one: Telling, other: Telling) -> Reason:
    left, right = one.claim.place, other.claim.place
    if left is None or right is None:
        return _one_place(one, other)
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        same = left.name.casefold() == right.name.casefold()
        return Reason("same name of place", 1.0) if same else Reason("place unlinked", -0.5)
    coarse = _coarse(left) or _coarse(right)
    if not coarse and left.gazetteer and left.gazetteer == right.gazetteer:
        return Reason("same place", 2.0)
    away = kilometres(left.lat, left.lon, right.lat, right.lon)
    allowed = max(_LEAST_KM, radius_km(left) + radius_km(right))
    if coarse:
        reason = _coarse_places(left, right, within=away <= allowed)
        own = one.report.id == other.report.id and reason.points > BARRED
        return Reason("place not told apart", 0.6) if own else reason
    if away <= allowed:
        return _near_places(left, right)
    if away <= allowed + _BORDER_KM:
        return Reason("places near each other", -3.0)
    if min(_sure(left), _sure(right)) < _DOUBTED:
        return Reason("places apart, one doubted", -3.0)
    return Reason("places apart", BARRED)


def _sure(place: Place) -> float:
    return 1.0 if place.score is None else place.score


def _near_places(left: Place, right: Place) -> Reason:
    """Return the reason where two places are nearer than they are known precisely."""
    towns = left.level == right.level == "settlement"
    if towns and left.name.casefold() != right.name.casefold():
        return Reason("two towns near each other", -2.5)
    return Reason("places that may be one", 1.4)


def _one_place(one: Telling, other: Telling) -> Reason:
    """Return the reason where one of two claims tells no place, or neither does."""
    if one.report.id == other.report.id:
        return Reason("place not told apart", 0.6)
    if _names_it(one.claim, other.claim.place) or _names_it(other.claim, one.claim.place):
        return Reason("place named in its words", 1.0)
    return Reason("place not told", -0.4)


def _names_it(claim: Claim, place: Place | None) -> bool:
    """Tell whether the words of a claim without a place name the place of another."""
    if claim.place is not None or place is None or radius_km(place) > _COARSE_KM:
        return False
    written = place.mention.text if place.mention else place.name
    return written in claim.evidence.text or place.name in claim.evidence.text


def _coarse_places(left: Place, right: Place, *, within: bool) -> Reason:
    """Return the reason where one of two places is an area."""
    apart = left.admin and right.admin and left.admin[0] != right.admin[0]
    if apart or not within:
        return Reason("different areas", BARRED)
    if "country" in {left.level, right.level}:
        return Reason("within one country", -0.5)
    return Reason("within one region", 0.2)


def _coarse(place: Place) -> bool:
    return radius_km(place) > (_COARSE_KM if place.level in _NEAR_LEVELS else 10.0)


def radius_km(place: Place) -> float:
    """Return the radius within which a place lies, by its level where nothing else says."""
    if place.precision_km is not None:
        return place.precision_km
    return {"country": 600.0, "region": 100.0, "district": 25.0}.get(place.level or "", 3.0)


def _too_late(left: Telling, right: Telling) -> bool:
    """Tell whether a claim announces what another tells of days that were past by then."""
    if left.claim.status not in {"planned", "threatened"} or not right.asserted:
        return False
    days = days_of(right.claim)
    over = days[1] if days else right.report.last
    return over is not None and left.report.first is not None and left.report.first > over


def _days(left: Telling, right: Telling) -> Reason:
    one, other = days_of(left.claim), days_of(right.claim)
    if _too_late(left, right) or _too_late(right, left):
        return Reason("announced when it was over", BARRED)
    if one and other:
        one_telling = left.report.id == right.report.id
        other_act = left.claim.event_type != right.claim.event_type
        if (one_telling or other_act) and _day_of_months(one, other):
            return Reason("a day and the months around it", BARRED)
        lasting = left.claim.event_type in LASTING and right.claim.event_type in LASTING
        return _ranges(one, other, lasting=lasting)
    if any(days and (days[1] - days[0]).days > _VAGUE for days in (one, other)):
        return Reason("months, and no day", -1.5)
    if left.report.id == right.report.id:
        return Reason("days not told apart", 0.6)
    if one or other:
        told, report = (one, right.report) if one else (other, left.report)
        return _by_report(told, report) if told else Reason("days not told", 0.0)
    return _published(left.report, right.report)


def days_of(claim: Claim) -> tuple[date, date] | None:
    """Return first and last day of a claim; None if it tells none."""
    if claim.date is None or claim.date.first is None or claim.date.relation in {"before", "after"}:
        return None
    return claim.date.first, claim.date.last or claim.date.first


def _day_of_months(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Tell a strike on a day from the fighting of months that it is told with."""
    spans = sorted(((one[1] - one[0]).days, (other[1] - other[0]).days))
    return spans[0] <= _SHORT and spans[1] > _VAGUE


def _ranges(one: tuple[date, date], other: tuple[date, date], *, lasting: bool) -> Reason:
    gap = max((other[0] - one[1]).days, (one[0] - other[1]).days)
    longer = max((one[1] - one[0]).days, (other[1] - other[0]).days)
    if gap <= 0:
        if longer <= 1:
            return Reason("same day", 1.5)
        if longer > _VAGUE:
            return Reason("days too vague", -1.5)
        return Reason("days overlap", 1.0 if longer <= _SHORT else 0.5 if longer <= 8 else 0.1)
    if gap == 1:
        return Reason("the next day", -1.5 if lasting else -2.5)
    return Reason("days apart", -5.0 if gap == 2 else BARRED)


def _by_report(told: tuple[date, date], report: Report) -> Reason:
    """Return the reason where one claim has days and the other only its report's day."""
    if report.first is None or report.last is None:
        return Reason("days not told", -0.3)
    if (told[0] - report.last).days > 1:
        return Reason("after the other report", BARRED)
    later = (report.first - told[1]).days
    if later > 30:
        return Reason("long before the other report", -2.5)
    return Reason("days before the other report", 0.5 if later <= 3 else -0.2)


def _published(left: Report, right: Report) -> Reason:
    if left.first is None or right.first is None:
        return Reason("days not told", -0.5)
    gap = abs((left.first - right.first).days)
    if gap <= 3:
        return Reason("reports of the same days", 0.3)
    return Reason("reports of different days", -0.5 if gap <= 14 else -2.5)


def _people(left: Claim, right: Claim) -> Reason:
    one, other = _names(left.actors), _names(right.actors)
    points = 0.5 if one & other else 0.0
    if not one & other and one and other and _known(left.actors) and _known(right.actors):
        points -= 0.6
    suffered, done = _names(left.recipients), _names(right.recipients)
    if suffered & done or one & done or other & suffered:
        points += 0.3
    return Reason("people", round(points, 1))


def _names(entities: tuple[Entity, ...]) -> set[str]:
    return {entity.id or entity.name.casefold() for entity in entities}


def _known(entities: tuple[Entity, ...]) -> bool:
    return any(entity.id for entity in entities)


def _numbers(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> Reason:
    points = 0.0
    for kind in sorted({item.kind for item in left} & {item.kind for item in right}):
        ones = [item for item in left if item.kind == kind]
        others = [item for item in right if item.kind == kind]
        points += max(_figures(one, other) for one in ones for other in others)
    return Reason("figures", round(max(-2.0, min(2.0, points)), 2))


def _figures(left: Figure, right: Figure) -> float:
    one, other = left.low or left.high, right.low or right.high
    if one is None or other is None:
        return 0.0
    if one == other:
        return 0.5 if one <= 2 else 1.0 if one < 10 else 1.5
    if (left.low or 0) <= (right.high or one) and (right.low or 0) <= (left.high or other):
        return 0.3
    ratio = max(one, other) / max(1.0, min(one, other))
    return -0.3 if ratio <= 2 else -2.0


def _apart(left: Telling, right: Telling) -> Reason:
    """Return the reason that a report tells two claims as two, not one as the other's retelling.

    Two speakers may give two tolls of one happening; one speaker who does tells of two.
    """
    one, other = left.claim, right.claim
    if one.background != other.background:
        return Reason("one is recalled beside the other", -3.0)
    two = one.event_type == other.event_type and _two_tolls(one, other)
    if two and left.speaker() == right.speaker():
        return Reason("told as two, each with its toll", -3.5)
    return Reason("told as two", -0.4)


def _two_tolls(one: Claim, other: Claim, chance: int = 0) -> bool:
    """Tell whether two claims tell how many were killed, and no number twice.

    A number below `chance` may well be that of two happenings.
    """
    tolls = [
        {(item.low, item.high) for item in claim.figures if item.kind == "killed"}
        for claim in (one, other)
    ]
    same = {toll for toll in tolls[0] & tolls[1] if (toll[0] or toll[1] or 0) >= chance}
    return bool(tolls[0] and tolls[1] and not same)
