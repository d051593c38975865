"""Which time expression dates an event, and which dates only the saying of it.

An event takes its date from its own clause, else from its sentence, else from the
sentence before where the telling goes straight on. Times that belong to a verb of
saying are never event times, and the day of publication is never put in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.link.time_report import Told
from dateline.mention import TimeMention
from dateline.span import Span
from dateline.value import DateRelation, EventDate


class Dated(NamedTuple):
    """Days told in a sentence, from one time expression or from two that make a range.

    Attributes:
        span: The words.
        first: First day.
        last: Last day, included.
        relation: How an event lies to these days.
        said: Whether they date a saying.
        leads: Whether they stand at the head of the sentence, over all its verbs.
        owner: Start of the noun that they belong to ("Sunday's raid"); None for no noun.
    """

    span: Span
    first: date
    last: date
    relation: DateRelation = "on"
    said: bool = False
    leads: bool = False
    owner: int | None = None


_SAYING = re.compile(
    r"\b(?:said|says|say|told|tells|stated|announced|reported|reports|confirmed|added|claimed|"
    r"declared|warned|denied|wrote|tweeted|posted|published|issued|released|admitted|acknowledged|"
    r"statement|communiqu[eé]|bulletin|briefing|interview|report|dispatch|message|letter|despatch|"
    r"spoke|speaking|telegraph(?:s|ed)?|quoted|insisted|alleged|conceded|vowed|urged|called|condemned|"
    r"reporters|journalists|agency|television|radio|conference|dated|blamed|accused|spokes(?:man|woman|person))"
    r"(?:\s+\w+){0,3}\s*,?\s*(?:(?:on|late|early|in|at|of|dated|earlier|by)\s+){0,2}$",
    re.IGNORECASE,
)
_SAYING_AFTER = re.compile(
    r"^\s*,?\s*(?:that\b|it (?:had|was)\b|to (?:reporters|journalists)\b)", re.IGNORECASE
)
_TURN = re.compile(
    r"\b(?:(?P<apart>after(?! being| having)|following|since|because|ahead of|amid|despite|if|in retaliation for|in revenge for"
    r"|in response to|in reply to|days|weeks|hours|months|to protest|marking|ever)|(?P<wide>before|until|although|though)"
    r"|(?P<side>who|which|whose|whom|but|while|where|that|and then)|(?P<same>when|as))\b",
    re.IGNORECASE,
)
_TURN_COST = {"apart": 14.0, "wide": 9.0, "side": 6.0, "same": 3.0}
"""What a word between an event and a time costs: the event after "after" has another time
than the verb before it, the one after "when" mostly the same."""
_GOING_ON = re.compile(r"\b(?:have|has) (?:spent|been)\b[^,.;]*$")
_WIDE = 28
"""Days: what comes after something in the same month or year still lies in it."""
_PREPOSITION = re.compile(
    r"(?:\b(?:shortly|soon|just|late|early|long|hours|minutes)\s+)?\b(?:before|after|since|until|by|on|in|at|from|between|during|of|for|the)\s+(?:the\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^,?\s*(?:when|in which|during which|as)\b", re.IGNORECASE)
_HARD = re.compile(r";|: | – | — |[()]|\n|[.!?][”\"]?\s")
_LEAD = re.compile(
    r"^[\W_]*(?:(?:on|in|at|by|during|late|early|since|between|from|around|about|shortly|before|after|"
    r"it was|the|earlier|over|until|then|but|and|again|also|\d\d:\d\d)\W*)*$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"['’]s?\s+(?:\w+[\s-]+){0,4}")
_LIMIT = 14.0
_LONGEST = 400
"""Days: a decade or an era dates no event."""
_SEASON_WORD = re.compile(
    r"(?:spring|summer|autumn|winter|daylight|night|morning|day)", re.IGNORECASE
)
_INSIDE = re.compile(r"\b(?:in|during|over|through|by|at|of|this|that|last)\s+$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:a|an|the|its|his|her|their|this|that|our)\s+$", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\s+(?!(?:and|or|but|that|when|after|with|by|in|on|at|to|for|as|of|the|a|an)\b)[a-z]"
)
_SAID_EARLIER = re.compile(
    r"\b(?:said|says|told|stated|announced|reported|confirmed|added|claimed|declared|warned|denied|wrote)\b[^.;\"“”]{0,80}$"
)


def stretches(document: Document, times: Sequence[Told], sentence: Span) -> list[Dated]:
    """Return the days told in a sentence, in text order, ranges joined."""
    found: list[Dated] = []
    for told in times:
        time = told.mention
        if told.heads or not (sentence.start <= time.start < sentence.end) or not time.value:
            continue
        first, last = time.value.first, time.value.last
        if (
            first is None
            or last is None
            or time.value.type == "SET"
            or (last - first).days > _LONGEST
        ):
            continue
        if _SEASON_WORD.fullmatch(time.text) and not _INSIDE.search(
            document.text[: time.start][-12:]
        ):
            continue
        dated = _dated(document, time, sentence, (first, last))
        joined = _joined(document.text, found[-1], dated) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(dated)
    return found


def _dated(document: Document, time: TimeMention, sentence: Span, days: tuple[date, date]) -> Dated:
    text = document.text
    before, after = text[sentence.start : time.start], text[time.end : sentence.end]
    noun = _NOUN.match(after) or (
        _ATTRIBUTE.search(before)
        and not time.text.lower().startswith("the ")
        and _ATTRIBUTED.match(after)
    )
    first, last = days
    word = re.search(
        r"\b(since|before|after|by|until|till|as of)\s+(?:late |early |the )?$",
        before,
        re.IGNORECASE,
    )
    relation: DateRelation = "on"
    if word and time.value and time.value.type == "DATE":
        kind = word[1].lower()
        published = document.published.last
        if (
            kind in {"since", "as of"}
            and published
            and last <= published
            and not re.match(r",?\s+(?:when|as|with)\b", after)
        ):
            last = published if kind == "since" else last
        relation = {
            "before": "before",
            "after": "after",
            "by": "by",
            "until": "by",
            "till": "by",
        }.get(kind, "on")  # type: ignore[assignment]
    published_first = document.published.first
    if (
        published_first
        and re.match(r"(?:earlier |later )?this\b", time.text, re.IGNORECASE)
        and first <= published_first < last
    ):
        last = document.published.last or last
    return Dated(
        Span(time.start, time.end, time.text), first, last, relation,
        said=not noun and bool(
            _SAYING.search(before[-60:]) or (re.match(r"\s*,?\s*that\b", after) and _SAID_EARLIER.search(before))
        ),
        leads=bool(_LEAD.match(before)) and not noun,
        owner=time.end if noun else None,
    )  # fmt: skip


_RANGE = re.compile(
    r"\s*(?:-|–|—|to|and|until|through|till|,? and(?: on)?)\s*(?:the\s+)?", re.IGNORECASE
)


def _joined(text: str, left: Dated, right: Dated) -> Dated | None:
    between = text[left.span.end : right.span.start]
    if not _RANGE.fullmatch(between) or right.first < left.first or left.owner is not None:
        return None
    span = Span(left.span.start, right.span.end, text[left.span.start : right.span.end])
    return left._replace(span=span, last=max(left.last, right.last), owner=right.owner)


def choose(
    claim: Claim, options: Iterable[Dated], others: Sequence[Span], text: str
) -> Dated | None:
    """Return the days that belong to a claim among those of its sentence; None if none does.

    Args:
        claim: The claim.
        options: The days told in its sentence.
        others: Triggers of other claims in the sentence.
        text: The document's text.
    """
    best: tuple[float, Dated] | None = None
    for option in options:
        cost = _cost(claim.trigger, option, others, text)
        if not option.leads and others:
            nearer = min(_cost(other, option, others, text) for other in others)
            between = text[
                min(claim.trigger.end, option.span.end) : max(
                    claim.trigger.start, option.span.start
                )
            ]
            if "," in between:
                cost += 0.5 * max(0.0, cost - nearer)
        if cost <= _LIMIT and (best is None or cost < best[0]):
            best = cost, option
    return best[1] if best else None


def _cost(trigger: Span, option: Dated, others: Sequence[Span], text: str) -> float:
    """Return how far a time is from an event, by length and by what turns stand between."""
    span = option.span
    follows = trigger.start < span.start
    low, high = (trigger.end, span.start) if follows else (span.end, trigger.start)
    between = text[low:high]
    between = _PREPOSITION.sub("", between) if follows else _WHEN.sub("", between)
    cost = len(between) / 20 + 20.0 * option.said
    if re.search(r"\bhours\b", span.text):
        cost += 4
    if option.owner is not None:
        near = not follows and len(between.split()) <= 5
        cost += -2 if near else 12
    lead = 0.5 if option.leads else 1.0
    wide = 0.5 if (option.last - option.first).days >= _WIDE else 1.0
    for turn in _TURN.finditer(between):
        cost += lead * wide * _TURN_COST[turn.lastgroup or "side"]
    cost += sum(
        4 if option.leads and mark == ": " else 14 * lead for mark in _HARD.findall(between)
    )
    if not option.leads:
        passed = sum(low <= other.start < high for other in others)
        cost += 4 * passed + 8 * bool(passed and _GOING_ON.search(text[max(0, low - 60) : low]))
        cost += 1.5 * between.count(",")
    return cost


def event_date(dated: Dated) -> EventDate:
    """Return the date of an event that the report tells with these days."""
    return EventDate(
        mention=dated.span,
        first=dated.first,
        last=dated.last,
        relation=dated.relation,
        basis="stated",
    )


def claims_by_sentence(
    claims: Sequence[Claim], sentences: Sequence[Span]
) -> Mapping[int, list[Claim]]:
    """Return the claims of each sentence, by the sentence's position in the sequence."""
    found: dict[int, list[Claim]] = {}
    index = 0
    for claim in sorted(claims, key=lambda item: item.trigger.start):
        while index < len(sentences) - 1 and sentences[index].end <= claim.trigger.start:
            index += 1
        found.setdefault(index, []).append(claim)
    return found


def dates(
    document: Document,
    claims: Sequence[Claim],
    times: Sequence[Told],
    sentences: Sequence[Span],
) -> Mapping[str, EventDate]:
    """Return the dates of the claims that the text dates, by claim id."""
    chosen: dict[str, EventDate] = {}
    last: tuple[int, EventDate] | None = None
    stated: EventDate | None = None
    main: EventDate | None = None
    by_sentence = claims_by_sentence(claims, sentences)
    for index, sentence in enumerate(sentences):
        here = by_sentence.get(index, [])
        options = stretches(document, times, sentence)
        stated, quoting = _statement_day(options, sentence) or stated, _QUOTES.search(sentence.text)
        found_here: EventDate | None = None
        for claim in here:
            others = [other.trigger for other in here if other.trigger != claim.trigger]
            found = choose(claim, options, others, document.text)
            if found:
                found_here = chosen[claim.id] = event_date(found)
            elif stated and _stated_here(claim, stated, sentence, quoting=bool(quoting)):
                chosen[claim.id] = stated
            elif any(not option.said for option in options):
                continue
            elif last and index - last[0] <= _REACH and goes_on(claim, sentence, document.text):
                chosen[claim.id] = _carried(last[1])
                last = index, last[1]
            elif main and recalls(claim, sentence, document.text):
                chosen[claim.id] = _carried(main)
                last = index, main
        if found_here:
            last = (index, found_here) if _carries(found_here) else None
            main = main or (found_here if last and index <= _LEADING else None)
    chosen.update(_shared(claims, chosen))
    return chosen


_TOLD = frozenset(("occurred", "alleged"))
_LEADING = 6
"""Sentences from the start within which the report's main happening is dated."""
_STATEMENT = re.compile(
    r"\b(?:statement|communiqu[eé]|letter|message|release|bulletin|despatch|order|report)\s+(?:dated|of|issued on|from)\s+$"
)
_QUOTES = re.compile(
    r"\b(?:the|its|that) (?:statement|communiqu[eé]|letter|message|release|bulletin|despatch)\b|\b(?:it|they|he|she) added\b|[“\"]\W*$|\bthe statement\b"
)


def _stated_here(claim: Claim, stated: EventDate, sentence: Span, *, quoting: bool) -> bool:
    """Tell whether a claim without a time of its own is told by a dated statement."""
    if claim.background or claim.status not in _TOLD or stated.mention is None:
        return False
    if sentence.contains(stated.mention):
        return claim.trigger.start > stated.mention.end
    return quoting and not _ELSEWHEN.search(sentence.text)


def _statement_day(options: Sequence[Dated], sentence: Span) -> EventDate | None:
    """Return the date of a dated statement told in a sentence, for what it says of the present."""
    for option in options:
        if _STATEMENT.search(sentence.text[: option.span.start - sentence.start]):
            return EventDate(
                mention=option.span, first=option.first, last=option.last, basis="statement"
            )
    return None


def _carried(found: EventDate) -> EventDate:
    """Return a date that words about another telling or happening give."""
    return msgspec.structs.replace(found, basis="report") if found.basis == "stated" else found


_REACH = 2
"""Sentences over which a date is carried on."""
_SHORT = 3
"""Days: a longer time is no date to carry on."""


def _carries(found: EventDate) -> bool:
    if found.first is None or found.last is None or found.relation != "on":
        return False
    return (found.last - found.first).days < _SHORT


_ELSEWHEN = re.compile(
    r"\b(?:has|have|had|since|ago|earlier|previous(?:ly)?|last|will|would|could|may|might|should|years?|months?"
    r"|weeks?|later|next|recent(?:ly)?|once|often|usually|meanwhile|elsewhere|to be|is|are)\b|['’]ll\b"
)
_GIVEN = re.compile(
    r"\b(?:they|them|he|she|it|their|his|her|both|others|[Tt]he (?:\w+ )?(?:attack|assault|blast|explosion|raid|strike"
    r"|bomb|bombing|shelling|shooting|fire|clash|fighting|ambush|battle|protest|march|rally|riot|storming"
    r"|attacker|assailant|gunm[ae]n|bomber|protester|demonstrator|crowd|raider|militant|rebel|soldier|victim"
    r"|suspect|driver|convoy|two|three|dead|wounded|injured|former|latter)s?|[Tt]hose|[Tt]hey|[Tt]heir|[Ii]t|[Hh]e"
    r"|[Ss]he|[Bb]oth|of (?:them|the|those)|[Aa]nother|then|also|in response)\b"
)


def goes_on(claim: Claim, sentence: Span, text: str) -> bool:
    """Tell whether a claim's sentence tells on from the one before, about the same happening."""
    if claim.background or claim.status not in _TOLD:
        return False
    if _ELSEWHEN.search(sentence.text):
        return False
    return bool(_GIVEN.search(text[sentence.start : claim.trigger.end]))


_RECALLED = re.compile(
    r"\b[Tt]he (?:first |second |\w+ )?(?:attack|assault|blast|explosion|raid|air strike|airstrike|strike|bomb|bombing|shelling"
    r"|shooting|ambush|clash|attacker|assailant|gunm[ae]n|bomber|protester|demonstrator|suspect|perpetrator|shooter)(?:e?s)?\b"
)


def recalls(claim: Claim, sentence: Span, text: str) -> bool:
    """Tell whether a claim's sentence goes back to the report's main happening by naming it."""
    if claim.background or claim.status not in _TOLD or _ELSEWHEN.search(sentence.text):
        return False
    return bool(_RECALLED.search(text[sentence.start : claim.trigger.end]))


def _shared(claims: Sequence[Claim], chosen: Mapping[str, EventDate]) -> dict[str, EventDate]:
    """Return dates for the tellings of a happening that give none, where the others agree on one."""
    tellings: dict[str, list[Claim]] = {}
    for claim in claims:
        tellings.setdefault(claim.same_as or claim.id, []).append(claim)
    shared: dict[str, EventDate] = {}
    for group in tellings.values():
        told = {(date.first, date.last): date for claim in group if (date := chosen.get(claim.id))}
        if len(told) == 1 and _carries(*told.values()):
            (found,) = told.values()
            shared.update({claim.id: _carried(found) for claim in group if claim.id not in chosen})
    return shared
