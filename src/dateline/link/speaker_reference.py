"""Who speaks: the words for a source, and whom "it", "he" and "the statement" go on with."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.document import Document
from dateline.link.actor_names import key_of
from dateline.link.speaker_words import KIND_OF_ACTOR, Source, read_source
from dateline.mention import EntityMention, Mention
from dateline.reading import Statement
from dateline.register import Register
from dateline.span import Span
from dateline.value import DayRange, Entity, Speaker, SpeakerKind

_REACH = 6
"""Speakers back to which a pronoun or description of a speaker may point."""

_MANY = frozenset(("they", "them"))
_THING = frozenset(("it", "which"))
_PERSON = frozenset(("he", "she", "him", "her", "his", "who"))
_SEVERAL = frozenset("a an one some two three several many".split())
_DETERMINERS = frozenset("the this that these those same".split())
_NEAR = 8
"""Mentions back to which "he" may point where nobody fitting has spoken."""
_SAME_TRADE = frozenset(
    """official officials spokesman spokeswoman spokesperson minister general colonel commander
    officer source witness ministry agency governor mayor chief ambassador envoy president
    command observatory monitor group centre center union office committee council mission report
    statement hospital doctor prosecutor court organisation organization movement front army police
    resident survivor commission watchdog department body network journalist lawyer""".split()
)


_SHORTEST = 2
"""Words of a description that tells no more than a kind: "the agency"."""

_POINTERS = frozenset("this that these those it".split())
_FAR = 600
"""Characters back to which "it" may point to the body that a sentence is about."""

_STOP = re.compile(r"[.!?][\"”]?\s+(?=[\"“A-Z])")
_BODIES = frozenset("igo ngo monitor agency media mission coalition armed_group party army".split())
"""Kinds of actor that "it" goes on with where they begin the sentence before."""

_KINDS_CALLED: Mapping[str, frozenset[str]] = {
    "agency": frozenset(("igo", "ngo", "agency")),
    "group": frozenset(("armed_group", "ngo", "monitor")),
    "movement": frozenset(("armed_group", "party")), "militia": frozenset(("armed_group",)),
    "organisation": frozenset(("ngo", "igo", "monitor", "armed_group")),
    "organization": frozenset(("ngo", "igo", "monitor", "armed_group")),
    "charity": frozenset(("ngo",)), "mission": frozenset(("mission", "igo")),
    "network": frozenset(("media", "monitor", "ngo")), "watchdog": frozenset(("monitor", "ngo")),
    "observatory": frozenset(("monitor",)), "monitor": frozenset(("monitor",)),
    "coalition": frozenset(("coalition",)), "alliance": frozenset(("coalition", "igo")),
    "broadcaster": frozenset(("media",)), "channel": frozenset(("media",)),
    "newspaper": frozenset(("media",)),
}  # fmt: skip
"""Kinds of actor that a bare description of a speaker may mean."""


class Heard(NamedTuple):
    """One speaker, heard at one place.

    Attributes:
        speaker: Who it is; None if the text names nobody.
        source: What the words say.
        belongs_to: Register ids of the speaker and of whom they speak for.
        statement_date: The day of the statement that they go on with.
        start: Where the words stand.
    """

    speaker: Speaker | None
    source: Source | None
    belongs_to: frozenset[str] = frozenset()
    statement_date: DayRange | None = None
    start: int = -1


class Listener:
    """Hears the statements of one report in text order, and knows who spoke before."""

    def __init__(self, document: Document, mentions: Iterable[Mention], register: Register) -> None:
        self._document = document
        self._register = register
        self._entities = {
            (one.start, one.end): one for one in mentions if isinstance(one, EntityMention)
        }
        self._order = sorted(self._entities)
        self._capitals = {
            capital: country.iso
            for country in register.countries.values()
            if country.valid_to is None
            for capital in country.capitals
        }
        self._spoken: list[Heard] = []
        self._spoken_last = -1

    def hear(self, statement: Statement, *, carries: bool = False) -> Heard:
        """Return who makes a statement, and remember them.

        Args:
            statement: The next one in text order.
            carries: Whether it only carries words of who spoke before it ("a medic quoted by
                AFP"): nobody goes on with such a speaker.
        """
        if statement.speaker is not None:
            heard = Heard(statement.speaker, None)
        elif statement.source is None:
            return Heard(None, None)
        else:
            heard = self._heard(statement.source)._replace(start=statement.source.start)
        if heard.statement_date is None and statement.statement_date is not None:
            heard = heard._replace(statement_date=statement.statement_date)
        if not carries:
            self._spoken.append(heard)
            self._spoken_last = max(self._spoken_last, heard.start)
        return heard

    def _heard(self, span: Span) -> Heard:
        source = read_source(span.text)
        if source.shape == "pronoun":
            return self._pronoun(source, span) or Heard(self._speaker(source, None), source)
        entity = self._entity(span)
        described = bool(source.heads) and source.heads[0] in _SEVERAL
        if entity is not None and (entity.id is None or described):
            entity = None
        if source.shape == "person" and (entity is None or entity.resolved_from != "register"):
            return self._person(source, span)
        if entity is None and source.named and len(source.heads) == 1:
            known = self._by_last_name(source.name)
            if known is not None:
                return known
        inner = self._inner(span)
        if source.shape == "document":
            return self._document_of(source, inner)
        if entity is not None and entity.id is not None:
            return Heard(self._speaker(source, entity), source, frozenset((entity.id,)))
        iso = self._capitals.get(span.text.removeprefix("the ").removeprefix("The "))
        body = self._register.body(iso, "government") if iso else None
        if body is not None:
            seat = Entity(name=body.name, mention=span, id=body.id, country=body.country)
            return Heard(self._speaker(source, seat), source, frozenset((body.id,)))
        before = self._described(source, span) if source.definite and not source.named else None
        if before is not None:
            return before
        return Heard(self._speaker(source, None), source, self._ids(inner))

    def _speaker(self, source: Source, entity: Entity | None) -> Speaker:
        if entity is not None and entity.id is not None:
            actor = self._register.actors.get(entity.id)
            kind = KIND_OF_ACTOR.get(actor.kind) if actor else None
            named = entity.resolved_from != "none"
            return Speaker(name=entity.name, id=entity.id, kind=kind or source.kind, named=named)
        return Speaker(name=source.name, kind=source.kind, named=source.named)

    def _entity(self, span: Span) -> Entity | None:
        mention = self._entities.get((span.start, span.end))
        return mention.value if mention is not None else None

    def _inner(self, span: Span) -> list[Entity]:
        """Return those named inside the words for a source, with ids."""
        low = bisect.bisect_left(self._order, (span.start, 0))
        found: list[Entity] = []
        for start, end in self._order[low:]:
            if start >= span.end:
                break
            value = self._entities[start, end].value
            if end <= span.end and value is not None and value.id is not None:
                found.append(value)
        return found

    @staticmethod
    def _ids(entities: list[Entity]) -> frozenset[str]:
        return frozenset(entity.id for entity in entities if entity.id is not None)

    def _pronoun(self, source: Source, span: Span) -> Heard | None:
        """Return the speaker that a pronoun goes on with; None if none fits."""
        word = source.name
        person = self._person_before(span) if word in _PERSON else None
        if word in _THING and (subject := self._subject_before(span)) is not None:
            return subject
        for heard in reversed(self._spoken[-_REACH:]):
            if heard.speaker is not None and _fits(word, heard):
                nearer = person is not None and heard.start < person.start
                named = heard.source is not None and heard.source.shape == "person"
                return person if nearer and not named else heard
        if person is not None:
            return person
        entity = self._entity(span)
        if entity is not None and entity.resolved_from == "coreference":
            speaker = Speaker(name=entity.name, id=entity.id, kind=self._kind(entity), named=True)
            return Heard(speaker, source, self._ids([entity]))
        return None

    def _subject_before(self, span: Span) -> Heard | None:
        """Return the body that the sentence before "it" is about, if nobody has spoken since.

        "The UN sent a team on Monday. Working from interviews, it found ..."
        """
        text = self._document.text
        spoken = self._spoken_last
        high = bisect.bisect_left(self._order, (span.start, 0))
        for start, end in reversed(self._order[max(0, high - _NEAR) : high]):
            if (
                start <= spoken
                or span.start - end > _FAR
                or len(_STOP.findall(text, end, span.start)) > 1
            ):
                return None
            value = self._entities[start, end].value
            if key_of(text[start:end].split()[0]) in _POINTERS:
                continue
            before = text[max(0, start - 5) : start].removesuffix("The ").rstrip(' "“')
            if value is None or value.id is None or (before and before[-1] not in ".!?\n"):
                continue
            actor = self._register.actors.get(value.id)
            if actor is not None and actor.kind in _BODIES:
                return Heard(self._speaker_of(value), None, frozenset((value.id,)), start=start)
        return None

    def _speaker_of(self, entity: Entity) -> Speaker:
        return Speaker(name=entity.name, id=entity.id, kind=self._kind(entity), named=True)

    def _described(self, source: Source, span: Span) -> Heard | None:
        """Return whom "the official" or "the agency" goes on with."""
        before = self._same_trade(source)
        kinds = _KINDS_CALLED.get(source.heads[-1]) if source.heads else None
        if before is not None or kinds is None or len(source.heads) > _SHORTEST:
            return before
        spoken = [(heard.start, heard) for heard in self._spoken[-_REACH:]]
        for _, heard in reversed(spoken):
            identity = heard.speaker.id if heard.speaker else None
            actor = self._register.actors.get(identity) if identity else None
            if actor is not None and actor.kind in kinds:
                return heard
        high = bisect.bisect_left(self._order, (span.start, 0))
        for key in reversed(self._order[max(0, high - 2 * _NEAR) : high]):
            value = self._entities[key].value
            actor = self._register.actors.get(value.id) if value and value.id else None
            if value is not None and actor is not None and actor.kind in kinds:
                return Heard(self._speaker_of(value), source, frozenset((actor.id,)))
        return None

    def _person_before(self, span: Span) -> Heard | None:
        """Return the last person named shortly before a pronoun; None if nobody is."""
        high = bisect.bisect_left(self._order, (span.start, 0))
        for start, end in reversed(self._order[max(0, high - _NEAR) : high]):
            source = read_source(self._entities[start, end].text)
            if source.shape == "person":
                heard = self._person(source, self._entities[start, end].span())
                return heard._replace(start=start)
        return None

    def _kind(self, entity: Entity) -> SpeakerKind | None:
        actor = self._register.actors.get(entity.id) if entity.id else None
        return KIND_OF_ACTOR.get(actor.kind) if actor else None

    def _person(self, source: Source, span: Span) -> Heard:
        """Return a named person, by the fullest name that the report has given them."""
        known = self._by_last_name(source.name)
        if known is not None:
            return known
        ids = self._ids(self._inner(span))
        return Heard(Speaker(name=source.name, kind=source.kind, named=True), source, ids)

    def _by_last_name(self, name: str) -> Heard | None:
        """Return the speaker whose fuller name ends like a name; None if none has spoken."""
        last = key_of(name).split()[-1]
        for heard in self._spoken:
            if heard.source is not None and heard.source.shape == "person":
                known = heard.source.name
                if len(known) > len(name) and _same_name(key_of(known).split()[-1], last):
                    return heard
        return None

    def _document_of(self, source: Source, inner: list[Entity]) -> Heard:
        """Return whose document speaks: who is named with it, or who spoke last by one."""
        if inner:
            entity = inner[0]
            return Heard(self._speaker(source, entity), source, self._ids(inner))
        if source.definite and "s" not in source.heads:
            for heard in reversed(self._spoken[-_REACH:]):
                if heard.speaker is not None and _fits("it", heard):
                    return heard
        return Heard(self._speaker(source, None), source)

    def _same_trade(self, source: Source) -> Heard | None:
        """Return the last speaker whose words share the trade that a description tells."""
        words = set(source.heads) - _DETERMINERS
        if not words & _SAME_TRADE:
            return None
        for heard in reversed(self._spoken[-_REACH:]):
            if heard.source is not None and words <= set(heard.source.heads):
                return heard
        return None


_ALIKE = 4
"""First letters that two spellings of one name must share."""


def _same_name(one: str, other: str) -> bool:
    """Tell whether two last names are one, spelt alike but for one letter after the first few."""
    if one == other:
        return True
    if len(one) != len(other) or len(one) <= _ALIKE or one[:_ALIKE] != other[:_ALIKE]:
        return False
    return sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _fits(word: str, heard: Heard) -> bool:
    """Tell whether a pronoun can go on with a speaker."""
    source, speaker = heard.source, heard.speaker
    if speaker is None:
        return False
    body = speaker.id is not None or (source is not None and source.shape in {"body", "document"})
    if word in _THING:
        return body
    if word in _PERSON:
        if source is None or not _single(source):
            return False
        return not body or _head(source).endswith(_ONE)
    if word in _MANY:
        plural = source is not None and any(head.endswith("s") for head in source.heads[:2])
        return plural or body
    return False


def _single(source: Source) -> bool:
    """Tell whether words for a speaker may mean one person."""
    if source.shape == "person":
        return True
    head = _head(source)
    if source.shape == "body":
        return head.endswith(_ONE)
    return source.shape == "description" and not head.endswith("s") and head not in _CROWDS


def _head(source: Source) -> str:
    """Return the noun that words for a speaker are about: "spokesman" of "a spokesman for"."""
    pairs = zip(source.heads, (*source.heads[1:], "of"), strict=False)  # a bare name has none
    return next((one for one, after in pairs if after in _AFTER_HEADS), "")


_ONE = ("spokesman", "spokeswoman", "spokesperson", "official", "commander", "officer", "minister")
"""Ends of nouns for one person who speaks for a body."""

_AFTER_HEADS = frozenset("of for from in at by with who near".split())
_CROWDS = frozenset("police people family hospital clinic office media press morgue".split())
