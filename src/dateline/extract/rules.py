"""RulesReader: who did what to whom, says who, by a lexicon and patterns.

The transparent reader: every claim goes back to one entry of the lexicon and the
words around it. It is the baseline that other readers are measured against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from dateline.claim import Claim, Status
from dateline.document import Document
from dateline.extract.act import Act, Place, is_noun, mention_of, possessor, read_act
from dateline.extract.contested import contested
from dateline.extract.fit import Clause, fits, kinds_of, left_alone, sides_of, type_of
from dateline.extract.holders import holders
from dateline.extract.inflection import Form
from dateline.extract.lexis import EventWord, lexis, sources
from dateline.extract.mentions import mentions_of
from dateline.extract.modality import Calendar, Told, is_status, judge
from dateline.extract.phrase import Chunk, Phrase
from dateline.extract.responsibility import with_responsible
from dateline.extract.results import WithResults, without_results
from dateline.extract.retelling import Telling, identified, told_once
from dateline.extract.scene import Scene, report_scene, scenes_of
from dateline.extract.statements import statements_of, with_claims
from dateline.extract.subject import with_list
from dateline.extract.verbal import with_main_point
from dateline.lexicon import digest
from dateline.reading import Extraction, Statement
from dateline.record import Record
from dateline.rejection import Rejection
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Entity, Weapon

_ACTORS = frozenset(
    ("armed", "irregular", "person", "agent", "name", "nationality", "crowd", "people")
)
_RULERS = frozenset("government regime junta police army president monarchy".split())
_TAKING = frozenset(("territory_taken", "battle"))
_THINGS = frozenset("structure goods place vessel aircraft time event mine gap number".split())
_LONG = 420
_ENDLESS = 3000
"""Characters: evidence is cut in sentences over the first, no sentence is read over the second."""


class RulesReading(Record, frozen=True, kw_only=True):
    """What the rules read, and what they looked at.

    Attributes:
        claims: In text order.
        statements: Without the claims that they cover.
        rejections: What they left out.
        phrases: The sentences, in text order.
        scenes: For each sentence, what its paragraph is about.
    """

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...]
    phrases: tuple[Phrase, ...]
    scenes: tuple[Scene, ...]

    def told(self, claims: Sequence[Claim], rejections: Sequence[Rejection]) -> Extraction:
        """Return what a document tells by these claims, with its mentions and statements."""
        return Extraction(
            claims=tuple(claims),
            mentions=mentions_of(self.phrases, claims, self.statements),
            statements=with_claims(self.statements, claims),
            rejections=tuple(rejections),
        )


class RulesReader:
    """Reads claims, statements and mentions from a document's report blocks.

    Attributes:
        by: Signature over the lexicon.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the lexicon.

        Raises:
            ConfigError: A data file does not fit its record.
        """
        del settings
        self._lexis = lexis()
        self.by = signature("extract.rules", digest(*sources()))

    def __call__(self, document: Document) -> Extraction:
        """Return what a document tells, in text order, words not yet linked."""
        read = self.read(document)
        return read.told(read.claims, read.rejections)

    def read(self, document: Document) -> RulesReading:
        """Return what the rules find in a document, for this reader or another to tell."""
        phrases = [
            Phrase(piece, self._lexis)
            for sentence in sentences(document)
            for piece in _readable(sentence)
        ]
        calendar = Calendar.of(document)
        rejections: list[Rejection] = []
        tellings: list[Telling] = []
        headline = document.headline()
        whole = report_scene(phrases, self._lexis)
        scenes = scenes_of(document, phrases, self._lexis, whole)
        for number, phrase in enumerate(phrases):
            in_headline = headline is not None and headline.contains(phrase.span)
            for told in self._told(phrase, lead=number < 3):
                entry, clause = told.entry, told.clause
                reason = _elsewhere(entry, clause, scenes[number])
                if reason is not None:
                    rejections.append(_left_out(clause, reason))
                    continue
                made = self._claim(document, told, calendar, in_headline=in_headline)
                if isinstance(made, Rejection):
                    rejections.append(made)
                else:
                    tellings.append(Telling(made, phrase, clause.act, entry, in_headline))
        statements = statements_of(document, phrases)
        claims, again = told_once(tellings, statements)
        claims = identified(document.id, claims)
        claims = with_responsible(document.id, phrases, claims, statements)
        claims = contested(claims, statements, self._lexis)
        if whole is None:
            claims = with_main_point(document.id, phrases, claims, self.by)
        return RulesReading(
            claims=claims,
            statements=statements,
            rejections=(*rejections, *again),
            phrases=tuple(phrases),
            scenes=tuple(scenes),
        )

    def _told(self, phrase: Phrase, *, lead: bool) -> list[WithResults]:
        """Return the event words of a sentence with their clauses, without mere results."""
        matches = list(_matches(phrase))
        told: list[tuple[EventWord, Clause]] = []
        taken = -1
        for first, readings in matches:
            if first < taken:
                continue
            blocked = 0
            for length, entry, form in readings:
                if length < blocked or not _can_be(phrase, first, form):
                    continue
                place = Place(first, first + length, form, entry.intransitive)
                act = read_act(phrase, place, phrase.weapons)
                clause = Clause(phrase=phrase, act=act, sides=sides_of(act, entry), lead=lead)
                if left_alone(entry, clause):
                    blocked = max(blocked, length)
                    continue
                if fits(entry, clause):
                    told.append((entry, clause))
                    taken = first + length
                    break
            taken = max(taken, first + blocked)
        return without_results(told)

    def _claim(
        self, document: Document, found: WithResults, calendar: Calendar, *, in_headline: bool
    ) -> Claim | Rejection:
        entry, clause = found.entry, found.clause
        phrase, act = clause.phrase, clause.act
        trigger = phrase.part(act.first, act.last)
        event_type = type_of(entry, clause)
        told = Told(
            phrase=phrase, act=act, entry=entry, event_type=event_type, in_headline=in_headline
        )
        verdict = judge(told)
        if not is_status(verdict):
            return _left_out(clause, verdict)
        actors, recipients = _entities(entry, clause)
        for result in found.results:
            recipients = _joined(recipients, _victims(result))
            if not actors and _in_act(phrase, result.act, act):
                owners = [chunk for chunk in result.sides.doers if _can_act(chunk)]
                actors = _named(phrase, owners, None)
        return Claim(
            id=Claim.make_id(document.id, trigger, event_type),
            event_type=event_type,
            mode=entry.mode if event_type == entry.type else None,
            status=cast("Status", verdict),
            background=calendar.is_background(told, self._lexis),
            trigger=trigger,
            evidence=_evidence(phrase, act),
            actors=actors,
            recipients=recipients,
            weapons=_weapons(clause),
            score=_score(entry, event_type, actors, recipients),
            by=self.by,
        )


def _weapons(clause: Clause) -> tuple[Weapon, ...]:
    used = clause.sides.weapons
    return tuple(Weapon(name=one.span.text.lower(), mention=one.span) for one in used)


def _readable(sentence: Span) -> Iterator[Span]:
    """Yield a sentence whole, or an endless one in pieces that end between words."""
    start = 0
    while len(sentence.text) - start > _ENDLESS:
        cut = sentence.text.rfind(" ", start, start + _ENDLESS)
        cut = start + _ENDLESS if cut <= start else cut
        yield sentence.part(start, cut)
        start = cut
    if sentence.text[start:].strip():
        yield sentence.part(start, len(sentence.text))


def _left_out(clause: Clause, reason: str) -> Rejection:
    trigger = clause.phrase.part(clause.act.first, clause.act.last)
    return Rejection(stage="extract.rules", reason=reason, span=trigger)


def _elsewhere(entry: EventWord, clause: Clause, scene: Scene) -> str | None:
    """Return why an event word tells nothing in a paragraph of its scene; None if it may."""
    if not scene.may_tell(entry.type):
        return f"the paragraph is about {scene.other}"
    ill = "accident" in kinds_of(clause.act.subject) and not clause.act.passive
    if entry.toll and (ill or scene.accident) and not clause.act.weapons:
        return "an accident or illness is told that explains it"
    return None


def _matches(phrase: Phrase) -> Iterator[tuple[int, list[tuple[int, EventWord, Form]]]]:
    """Yield each token where event words begin, with their readings, best first."""
    events, lows = phrase.lexis.events, phrase.lows
    for index in range(len(lows)):
        readings: list[tuple[int, EventWord, Form]] = []
        for length, values in events.at(lows, index):
            group = [(length, entry, form) for entry, form in values]
            group.sort(key=lambda reading: (reading[1].toll, -len(reading[1].needs)))
            readings.extend(group)
        if readings:
            yield index, readings


def _can_be(phrase: Phrase, first: int, form: Form) -> bool:
    """Tell whether a word can have a form where it stands, noun or verb."""
    if phrase.words[first] == "March" and first:
        return False
    noun = is_noun(phrase, first)
    return noun or phrase.tags[first] in "UAP" if form == "noun" else not noun


def _evidence(phrase: Phrase, act: Act) -> Span:
    """Return the sentence, or of a very long one the part around the event word."""
    if len(phrase.span.text) <= _LONG:
        return phrase.span
    first, last = 0, len(phrase)
    for index, low in enumerate(phrase.lows):
        if low in {";", ",", "–", "—"}:
            if index < act.first - 6:
                first = index + 1
            elif index > act.last + 14:
                last = index
                break
    return phrase.part(first, last)


def _entities(entry: EventWord, clause: Clause) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Return the actors and recipients that an entry makes of a clause's two sides."""
    doers = [chunk for chunk in clause.sides.doers if _can_act(chunk)]
    doers = doers or _crews(clause)
    phrase, act = clause.phrase, clause.act
    targets = [
        hit
        for chunk in clause.sides.targets
        if not chunk.kinds & {"time", "event"} and (hit := _opened(phrase, chunk))
    ]
    if entry.subject == "recipient":
        movers = list(clause.sides.doers) if not act.passive else targets
        if act.noun:
            movers = targets or doers
        return (), _named(phrase, movers, act.pronoun if not act.passive else None)
    if entry.subject == "weapon":
        after = [c for c in act.after if not c.kinds & {"time", "event"}]
        people = [chunk for chunk in doers if chunk.kinds & {"person", "irregular", "name"}]
        people = people or _crews(clause)
        return _named(phrase, people, None), _named(phrase, targets or after, None)
    if entry.subject == "place":
        return _named(phrase, [chunk for chunk in targets if _can_act(chunk)], None), ()
    if entry.object == "actor":
        movers = doers if act.noun or not act.passive else targets
        return _named(phrase, movers or targets, act.pronoun), ()
    if entry.object in {"none", "weapon"} and not act.noun:
        targets = [c for c in act.after if c.kinds & _ACTORS and not c.kinds & {"time", "event"}]
    if entry.both and act.noun and act.agents:
        return _named(phrase, [c for c in act.agents if _can_act(c)], None), ()
    if entry.both and not act.noun and len(doers) > 1 and not targets:
        return _named(phrase, doers, None), ()
    if entry.object == "place" and entry.type in _TAKING:
        targets = []
    actors = _named(phrase, doers, None if act.passive else act.pronoun)
    recipients = _named(phrase, targets, act.pronoun if act.passive else act.object_pronoun)
    recipients = recipients or _opposed(phrase, act)
    if not recipients and entry.type in _TAKING and entry.object in {"place", "none"}:
        recipients = holders(phrase, act)
    return actors, recipients


def _opposed(phrase: Phrase, act: Act) -> tuple[Entity, ...]:
    """Return whom an adjective says an act is against: "anti-government protests"."""
    before = phrase.words[act.first - 1] if act.first else ""
    head, _, whom = before.partition("-")
    if head.lower() != "anti" or whom not in _RULERS or not act.noun:
        return ()
    span = phrase.part(act.first - 1, act.first)
    mention = span.part(len(head) + 1, len(before))
    return (Entity(name=mention.text, mention=mention),)


def _opened(phrase: Phrase, chunk: Chunk) -> Chunk | None:
    """Return what a gap or hole is in (None if that is not said), and any other chunk itself."""
    if "gap" not in chunk.kinds:
        return chunk
    inside = chunk.last < len(phrase) and phrase.lows[chunk.last] == "in"
    return phrase.chunk_at(chunk.last + 1) if inside else None


def _crews(clause: Clause) -> list[Chunk]:
    """Return whose weapons act: aircraft and tanks themselves, of missiles their owner."""
    lexis, phrase, act = clause.phrase.lexis, clause.phrase, clause.act
    owned = act.agents if act.passive or act.noun else act.subject
    fired = [w for w in clause.sides.doer_weapons if w.word.means in {"shell", "drone"}]
    owners = [owner for weapon in fired for owner in possessor(phrase, weapon.first)]
    return owners or [
        chunk
        for chunk in owned
        if any(
            w.word.means in {"air", "drone", "tank"} and chunk.first < w.first < chunk.last
            for w in clause.sides.doer_weapons
        )
        and any(
            "nationality" in lexis.kinds.get(low, ())
            for low in phrase.lows[chunk.first : chunk.last]
        )
    ]


def _in_act(phrase: Phrase, result: Act, act: Act) -> bool:
    """Tell whether who killed is who acted: "gunmen kill 12 in attack", "his killing in a raid"."""
    if result.noun or result.passive or not act.noun:
        return result.noun
    return "in" in phrase.lows[result.last : act.first]


def _victims(result: Clause) -> tuple[Entity, ...]:
    """Return who was killed or hurt, as the clause of a result says."""
    act, phrase = result.act, result.phrase
    if act.noun:
        if act.object:
            return _named(phrase, list(act.object), None)
        left = phrase.chunk_at(act.first - 1)  # "left six soldiers and a clerk dead"
        listed = with_list(phrase, left) if left is not None else ()
        if not any(chunk.kinds & {"armed", "civilian", "people"} for chunk in listed):
            return ()
        return _named(phrase, [chunk for chunk in listed if not chunk.kinds & _THINGS], None)
    chunks = act.object or (act.subject if act.passive or not act.object else ())
    people = [chunk for chunk in chunks if chunk.kinds & {"person", "people"}]
    if people and people[0] == chunks[0]:  # "an old man and his grandson"
        people = [chunk for chunk in chunks if not chunk.kinds & _THINGS]
    return _named(phrase, people, None)


def _joined(one: tuple[Entity, ...], two: tuple[Entity, ...]) -> tuple[Entity, ...]:
    known = [entity.mention for entity in one]
    return one + tuple(entity for entity in two if entity.mention not in known)


def _can_act(chunk: Chunk) -> bool:
    return bool(chunk.kinds & _ACTORS) and not chunk.kinds & {"time", "event", "structure"} - (
        {"structure"} if chunk.kinds & {"armed", "agent"} else set()
    )


def _named(phrase: Phrase, chunks: list[Chunk], pronoun: Span | None) -> tuple[Entity, ...]:
    spans = [mention_of(phrase, chunk) for chunk in chunks if "number" not in chunk.kinds]
    if not spans and pronoun is not None:
        spans = [pronoun]
    return tuple(Entity(name=span.text, mention=span) for span in spans)


def _score(
    entry: EventWord, event_type: str, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> float:
    """Return how far to trust a claim: the entry's own worth, more with both sides named."""
    score = entry.score + 0.05 * bool(actors) + 0.05 * bool(recipients)
    return round(min(1.0, score - 0.1 * (event_type != entry.type)), 3)
