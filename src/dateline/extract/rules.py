"""RulesReader: who did what to whom, says who, by a lexicon and patterns.

The transparent reader: every claim goes back to one entry of the lexicon and the
words around it. It is the baseline that other readers are measured against.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claim import MAIN_POINT_TYPES, Claim
from dateline.document import Document
from dateline.extract.act import Act, is_noun, mention_of, read_act, weapons_in
from dateline.extract.fit import Clause, Sides, fits, kinds_of, sides_of, type_of
from dateline.extract.inflection import Form
from dateline.extract.lexis import FILES, EventWord, Lexis, lexis
from dateline.extract.mentions import mentions_of
from dateline.extract.modality import Calendar, judge
from dateline.extract.phrase import Chunk, Phrase
from dateline.extract.retelling import Telling, told_once
from dateline.extract.statements import statements_of, with_claims
from dateline.lexicon import digest
from dateline.reading import Extraction
from dateline.rejection import Rejection
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Entity, Weapon

_ACTORS = frozenset(("armed", "person", "agent", "name", "nationality", "crowd", "people"))
_LONG = 420


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
        self.by = signature("extract.rules", digest(*FILES))

    def __call__(self, document: Document) -> Extraction:
        """Return what a document tells, in text order, words not yet linked."""
        phrases = [Phrase(sentence, self._lexis) for sentence in sentences(document)]
        calendar = Calendar.of(document)
        rejections: list[Rejection] = []
        tellings: list[Telling] = []
        headline = document.headline()
        for number, phrase in enumerate(phrases):
            in_headline = headline is not None and headline.contains(phrase.span)
            for found in self._tellings(document, phrase, number < 3, calendar):
                if isinstance(found, Rejection):
                    rejections.append(found)
                else:
                    tellings.append(Telling(found[0], phrase, found[1], found[2], in_headline))
        statements = statements_of(document, phrases)
        claims, again = told_once(tellings, statements)
        return Extraction(
            claims=claims,
            mentions=mentions_of(phrases, claims, statements),
            statements=with_claims(statements, claims),
            rejections=(*rejections, *again),
        )

    def _tellings(
        self, document: Document, phrase: Phrase, lead: bool, calendar: Calendar
    ) -> Iterator[tuple[Claim, Act, EventWord] | Rejection]:
        """Yield the claims of one sentence, or why words of the lexicon make none."""
        weapons = weapons_in(phrase)
        matches = list(_matches(phrase))
        if not matches:
            return
        told: list[tuple[EventWord, Clause]] = []
        taken = -1
        for first, readings in matches:
            if first < taken:
                continue
            for length, entry, form in readings:
                form = _form(phrase, first, form)
                if form is None:
                    continue
                act = read_act(phrase, first, first + length, form, weapons)
                clause = Clause(phrase=phrase, act=act, sides=sides_of(act, entry), lead=lead)
                if fits(entry, clause):
                    told.append((entry, clause))
                    taken = first + length
                    break
        for entry, clause in _without_results(told):
            yield self._claim(document, entry, clause, calendar)

    def _claim(
        self, document: Document, entry: EventWord, clause: Clause, calendar: Calendar
    ) -> tuple[Claim, Act, EventWord] | Rejection:
        phrase, act = clause.phrase, clause.act
        trigger = phrase.part(act.first, act.last)
        event_type = type_of(entry, clause)
        verdict = judge(phrase, act, entry, event_type)
        if verdict.status is None:
            return Rejection(
                stage="extract.rules", reason=verdict.reason or "not asserted", span=trigger
            )
        actors, recipients = _entities(entry, clause)
        claim = Claim(
            id=Claim.make_id(document.id, trigger, event_type),
            event_type=event_type,
            mode=entry.mode if event_type == entry.type else None,
            status=verdict.status,
            background=calendar.is_background(phrase, act, self._lexis),
            trigger=trigger,
            evidence=_evidence(phrase, act),
            actors=actors,
            recipients=recipients,
            weapons=tuple(Weapon(name=w.span.text.lower(), mention=w.span) for w in act.weapons),
            score=_score(entry, event_type, actors, recipients),
            by=self.by,
        )
        return claim, act, entry


def _matches(phrase: Phrase) -> Iterator[tuple[int, list[tuple[int, EventWord, Form]]]]:
    """Yield each token where event words begin, with their readings, best first."""
    events, lows = phrase.lexis.events, phrase.lows
    for index in range(len(lows)):
        readings: list[tuple[int, EventWord, Form]] = []
        for length, values in events.at(lows, index):
            group = [(length, entry, form) for entry, form in values]  # type: ignore[misc]
            group.sort(key=lambda reading: -len(reading[1].needs))
            readings.extend(group)
        if readings:
            yield index, readings


def _form(phrase: Phrase, first: int, form: Form) -> Form | None:
    """Return the form that a match can be here, or None if it cannot be that form."""
    noun = is_noun(phrase, first)
    if form == "noun":
        return "noun" if noun or phrase.tags[first] in "WUGAP" and noun is not False else None
    if noun and form in {"base", "s", "ing", "past", "participle"}:
        return None
    return form


def _without_results(
    told: list[tuple[EventWord, Clause]],
) -> list[tuple[EventWord, Clause]]:
    """Return what a sentence tells, without tolls beside the act that made them."""
    acts = [entry for entry, _ in told if not entry.toll and entry.type not in MAIN_POINT_TYPES]
    violent = [entry for entry in acts if entry.type in _VIOLENT]
    return [(entry, clause) for entry, clause in told if not (entry.toll and violent)]


_VIOLENT = frozenset(
    ("battle", "air_strike", "shelling", "bombing", "attack", "crackdown", "riot", "casualties")
)


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
    targets = [chunk for chunk in clause.sides.targets if not chunk.kinds & {"time", "event"}]
    phrase, act = clause.phrase, clause.act
    if entry.subject == "recipient":
        movers = doers if not act.passive else targets
        if act.noun:
            movers = targets
        return (), _named(phrase, movers, act.pronoun if not act.passive else None)
    if entry.subject == "weapon":
        after = [c for c in act.after if not c.kinds & {"time", "event"}]
        return (), _named(phrase, after if not targets else targets, None)
    if entry.object == "actor":
        movers = doers if act.noun or not act.passive else targets
        return _named(phrase, movers or targets, act.pronoun), ()
    if entry.object in {"none", "weapon"}:
        targets = []
    if entry.both and act.noun and act.agents:
        return _named(phrase, [c for c in act.agents if _can_act(c)], None), ()
    if entry.both and not act.noun and len(doers) > 1 and not targets:
        return _named(phrase, doers, None), ()
    if entry.type == "territory_taken" and entry.object == "place":
        targets = []
    actors = _named(phrase, doers, None if act.passive else act.pronoun)
    recipients = _named(phrase, targets, act.pronoun if act.passive else act.object_pronoun)
    return actors, recipients


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
