"""Modality: whether a thing told happened, and whether it is recalled from long ago."""

from __future__ import annotations

import re
from datetime import date

from dateline.claim import EventType, Status
from dateline.document import Document
from dateline.extract.act import Act, segment
from dateline.extract.denials import is_denied
from dateline.extract.lexis import EventWord, Lexis
from dateline.extract.phrase import Phrase
from dateline.record import Record

_YEAR = re.compile(r"(?<![\d,.])(1[6-9]\d\d|20[0-4]\d)(?![\d,]\d|\.\d|%| (?:people|men|troops))")
_MONTHS = "january february march april may june july august september october november december"
_MONTH = re.compile(
    rf"\b(?:in|on|last|early|late|mid|of|\d{{1,2}}|since) (?:\d{{1,2}} )?"
    rf"({'|'.join(word.capitalize() for word in _MONTHS.split())})\b"
)
NONE_TOLD = "it is told that there was none"
"""How the reason begins for which words of an act are left out that are said not to hold."""

_IF = re.compile(r"\b(?:if|unless|whether|in case|should)\b", re.IGNORECASE)
_NOT_REPORTED = re.compile(r"\s+(?:(?:is|are|was|were|has|have|had) )(?:not|never|no)\b")
_UNCLAIMED = re.compile(
    r"\b(?:no (?:one|group|organi[sz]ation|faction|claim)|nobody|none)\b[^.]{0,60}"
    r"\b(?:claim|credit|responsib)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:we|I)(?:['’]ll| will| shall) (?:be |\w+ly )?$")
_PARTED = re.compile(r"[;:]|\b(?:and|but|while|after|when|which|who|that)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"^ between [^,;.]{1,60}? and ")
_PREDICATE = 60
"""Characters after a noun within which something may be said of it."""
_LASTING = 90
"""Characters after an act within which it may be said to go on."""
_MODALS = frozenset(("will", "would", "shall", "'ll", "won't"))
_HARMFUL = frozenset(
    ("attack", "shelling", "air_strike", "bombing", "destruction", "crackdown", "abduction")
)
"""Types of act that are threatened where they are told of the future."""
_AIMS: tuple[tuple[str, Status], ...] = (("prevented", "prevented"), ("warning", "threatened"))
"""Words before an aim that make it one foiled or threatened: "foiled a plot to bomb"."""
_SINCE_YEAR = re.compile(r"^[^;:]*?\bsince\b[^;:,]{1,50}?\b(?:1[89]|20)\d\d\b")
"""What has gone on for years: "has been under siege since 2013"."""

_FOREMOST = re.compile(
    r"\b(?:first|last|worst|\w+iest|\w+gest|most|only|return\w*)\b", re.IGNORECASE
)
"""What makes "since 2013" tell how rare one happening is: "the worst attack since 2013"."""

_AGREED = re.compile(r"\b(?:agree[ds]?(?: to)?|announced an?)\b")
"""What makes an agreement, and plans anything else."""

_ARRANGED = frozenset(("protest", "talks", "agreement", "deployment"))
_ONGOING_TYPES = frozenset(("battle", "protest", "displacement", "riot", "shelling", "air_strike"))


class Told(Record, frozen=True, kw_only=True):
    """An event word in its sentence, with the entry and the type it was given."""

    phrase: Phrase
    act: Act
    entry: EventWord
    event_type: EventType
    in_headline: bool = False

    def before(self, characters: int) -> str:
        """Return up to so many characters of the segment before the event word."""
        low, _ = segment(self.phrase, self.act.first)
        start = self.phrase.starts[self.act.first]
        return self.phrase.span.text[max(self.phrase.starts[low], start - characters) : start]

    def after(self, characters: int) -> str:
        """Return so many characters after the event word."""
        end = self.phrase.ends[self.act.last - 1]
        return self.phrase.span.text[end : end + characters]


def judge(told: Told) -> Status | str:
    """Return the status of what is told, or a sentence why nothing is told to have happened."""
    near = told.before(45).rpartition(",")[2]
    settled = _settled(told)
    if settled is not None:
        return settled
    reason = _no_happening(told, near) or _tense(told)
    if reason is not None:
        return reason
    negated = _negated(told)
    if negated and (told.entry.toll or told.act.noun):
        return NONE_TOLD
    status = _status(told, near, negated=negated)
    if status in {"occurred", "ongoing", "alleged"} and _infinitive(told):
        return "it is told as an aim, not as happened"
    return status


def _settled(told: Told) -> Status | None:
    """Return the status of what is denied, called off or sworn, whatever else is said."""
    lexis, noun = told.phrase.lexis, told.act.noun
    before, after = told.before(160), told.after(200)
    if is_denied(lexis, before, after, noun=noun):
        return "denied"
    if noun and _soon(lexis, "called_off", after):
        return "prevented"
    if _IF.search(before) and _FIRST_PERSON.search(before):
        return "threatened"
    return None


def _soon(lexis: Lexis, group: str, after: str) -> bool:
    """Tell whether a word of a group is said of an act told by a noun, right after it."""
    found = lexis.modality[group].search(after[:_PREDICATE])
    return found is not None and _PARTED.search(after[: found.start()]) is None


def _no_happening(told: Told, near: str) -> str | None:
    """Return why no single happening is told; None if one may be."""
    patterns = told.phrase.lexis.modality
    if patterns["general"].search(told.before(60)[-60:] + " | " + told.after(40)):
        return "it is told in general"
    if _IF.search(told.before(200)) or patterns["hypothesis"].search(near):
        return "it is told as possible, not as happened"
    if told.entry.toll and near.endswith(" would "):
        return "it is told as possible, not as happened"
    if _NOT_REPORTED.match(told.after(40)) or _UNCLAIMED.search(told.before(120)):
        return f"{NONE_TOLD}, or that nobody owns to it"
    if _SINCE_YEAR.search(told.after(90)) and not _FOREMOST.search(told.phrase.span.text):
        return "it is told of years, not of one day"
    around = f"{told.before(70)} {told.after(70)}"
    if told.entry.toll and patterns["statistics"].search(around):
        return "it is a sum over a long time"
    return None


def _tense(told: Told) -> str | None:
    """Return why a present tense tells nothing that happened; None if it is none, or a headline's.

    "Rebels attack village" is news in a headline; in the body the plain present tells
    habits, plots and laws.
    """
    phrase, act = told.phrase, told.act
    if act.noun or told.in_headline or act.passive:
        return None
    forms = phrase.lexis.verbs.get(phrase.lows[act.first], frozenset())
    if not forms & {"base", "s"} or forms & {"past", "participle"}:
        return None
    index = act.first - 1
    while index >= 0 and phrase.tags[index] == "A":
        index -= 1
    before = phrase.tags[index] if index >= 0 else "O"
    if before not in "XT":
        return "the present tense tells a habit or a rule"
    if phrase.lows[index] in {"do", "does", "don't", "doesn't"}:
        return "the present tense tells a habit or a rule"
    return None


def _infinitive(told: Told) -> bool:
    """Tell whether an infinitive tells an aim; "managed to", "allowed them to" tell a fact."""
    phrase, act = told.phrase, told.act
    if phrase.lexis.modality["achieved"].search(told.before(60)):
        return False
    if act.noun or told.in_headline or act.first == 0:
        return False
    aim = act.first - 2 if phrase.lows[act.first - 1] == "be" else act.first - 1
    return aim >= 0 and phrase.tags[aim] == "T"


def is_status(verdict: str) -> bool:
    """Tell whether `judge` returned a status rather than a reason."""
    return " " not in verdict


def _status(told: Told, near: str, *, negated: bool) -> Status:
    patterns = told.phrase.lexis.modality
    if told.entry.status is not None:
        return told.entry.status
    if told.entry.downing or patterns["prevented"].search(near):
        return "prevented"
    if negated:
        return "denied"
    if patterns["threatened"].search(told.before(60)):
        return "threatened"
    ahead = _aim(told) or _future(told, near)
    if ahead is not None:
        return ahead
    if patterns["doubt"].search(told.before(70)):
        return "alleged"
    return "ongoing" if _goes_on(told, near) else "occurred"


def _negated(told: Told) -> bool:
    """Tell whether the act itself is negated: its verb group, its subject or its article."""
    phrase, act = told.phrase, told.act
    negation = phrase.lexis.modality["negation"]
    index = act.first - 1
    if act.noun:
        chunk = phrase.chunk_at(act.first)
        first = chunk.first if chunk is not None else act.first
        lows = phrase.lows[max(0, first - 2) : act.first]
        return any(low in {"no", "not", "without", "never"} for low in lows)
    while index >= 0 and phrase.tags[index] in "XATQ":
        if negation.fullmatch(phrase.lows[index]) or phrase.lows[index].endswith("n't"):
            return True
        index -= 1
    if index < 0:
        return False
    chunk = phrase.chunk_at(index)
    first = chunk.first if chunk is not None else index
    return phrase.lows[first] in {"no", "nobody", "none", "neither"} or (
        phrase.lows[index] in {"nobody", "none", "no-one"}
    )


def _planned(told: Told, near: str) -> bool:
    phrase, first = told.phrase, told.act.first
    patterns = phrase.lexis.modality
    if told.act.noun:
        if told.event_type == "agreement":
            near = _AGREED.sub("", near)
        arranged = told.event_type in _ARRANGED and (
            patterns["arranged"].search(near) or _soon(phrase.lexis, "arranged_for", told.after(80))
        )
        return bool(arranged or patterns["planned"].search(near[-25:]))
    index = _leading_to(phrase, first)
    return index is not None and (
        patterns["planned"].search(near) is not None
        or patterns["ordered"].search(told.before(80)) is not None
        or _headline_infinitive(phrase, index)
    )


def _aim(told: Told) -> Status | None:
    """Return the status of an aim that is foiled or threatened; None if it is neither."""
    if told.act.noun or _leading_to(told.phrase, told.act.first) is None:
        return None
    patterns, before = told.phrase.lexis.modality, told.before(80)
    return next((status for group, status in _AIMS if patterns[group].search(before)), None)


def _future(told: Told, near: str) -> Status | None:
    """Return the status of what is told of the future; None if it is not."""
    modal = _modal(told)
    warning = told.phrase.lexis.modality["warning"]
    if modal and (told.event_type in _HARMFUL or warning.search(told.before(120))):
        return "threatened"
    return "planned" if modal or _planned(told, near) else None


def _modal(told: Told) -> bool:
    """Tell whether the verb group of an act has a modal of the future."""
    phrase, index = told.phrase, told.act.first - 1
    if told.act.noun:
        return False
    while index >= 0 and phrase.tags[index] in "XA":
        if phrase.lows[index] in _MODALS:
            return True
        index -= 1
    return False


def _leading_to(phrase: Phrase, first: int) -> int | None:
    """Return the "to" that a verb group begins with; None if there is none."""
    index = first - 1
    while index >= 0 and phrase.tags[index] in "XA":
        index -= 1
    return index if index >= 0 and phrase.tags[index] == "T" else None


def _headline_infinitive(phrase: Phrase, index: int) -> bool:
    """Tell whether "to" makes a headline's future: "Paris to send troops"."""
    return index > 0 and not any(tag in "VEXG" for tag in phrase.tags[:index])


def _goes_on(told: Told, near: str) -> bool:
    """Tell whether an act is still going on when it is told."""
    phrase, act = told.phrase, told.act
    if not act.noun and phrase.lows[act.first].endswith("ing") and _is_doing(phrase, act.first):
        return True
    if told.event_type not in _ONGOING_TYPES:
        return False
    pattern, after = phrase.lexis.modality["ongoing"], told.after(_LASTING)
    if pattern.search(near[-20:]) or pattern.search(after[:14]):
        return True
    after = _BETWEEN.sub(" ", after)
    lasts = phrase.lexis.modality["lasts"].search(after)
    return lasts is not None and _PARTED.search(after[: lasts.start()]) is None


def _is_doing(phrase: Phrase, first: int) -> bool:
    """Tell whether a form in -ing is a present: "is attacking", "have been attacking"."""
    group: set[str] = set()
    index = first - 1
    while index >= 0 and phrase.tags[index] in "XA":
        group.add(phrase.lows[index])
        index -= 1
    return bool(group & {"is", "are", "'re"}) or ("been" in group and bool(group & {"has", "have"}))


class Calendar(Record, frozen=True):
    """The day by which a telling is known as an old one.

    Attributes:
        year: Year of publication, or the latest year the text names; None if neither.
        published: Last day on which the report may have appeared, if known.
    """

    year: int | None
    published: date | None = None

    @classmethod
    def of(cls, document: Document) -> Calendar:
        """Return the calendar of a document."""
        published = document.published.last
        if published is not None:
            return cls(published.year, published)
        years = [
            int(match.group())
            for block in document.report_blocks()
            for match in _YEAR.finditer(document.text, block.start, block.end)
        ]
        return cls(max(years, default=None))

    def is_background(self, told: Told, lexis: Lexis) -> bool:
        """Tell whether a sentence recalls something from well before the report."""
        before, after = told.before(80), told.after(60)
        around = f"{before[-80:]} {after}"
        years = [int(match.group()) for match in _YEAR.finditer(around)]
        if years and self.year is not None and max(years) < self.year:
            return True
        if self._older_month(f"{before[-50:]} {after}"):
            return True
        return lexis.modality["background"].search(f"{before[-50:]} {after}") is not None

    def _older_month(self, text: str) -> bool:
        """Tell whether a month well before the month of publication is named."""
        if self.published is None:
            return False
        for match in _MONTH.finditer(text):
            if match.group().startswith("since"):
                continue
            month = _MONTHS.split().index(match.group(1).lower()) + 1
            back = (self.published.month - month) % 12
            if 2 <= back <= 11 and not (back == 11 and self.published.day > 20):
                return True
        return False
