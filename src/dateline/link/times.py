"""Times: "Sunday" to 2017-07-02, and the day on which each event happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.lexicon import digest
from dateline.link.time_carry import Carry, carried, shared
from dateline.link.time_choice import Dated, choose, claims_by_sentence, event_date, stretches
from dateline.link.time_report import Told, report_times, text_times
from dateline.link.time_statements import dated_statements
from dateline.mention import Mention, TimeMention
from dateline.reading import Extraction
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import Span, SpanIndex
from dateline.stage import signature
from dateline.value import EventDate


def tag(text: str, anchor: date | None = None) -> tuple[TimeMention, ...]:
    """Return the time expressions of a text with their values, in text order.

    Args:
        text: A report or a history; blank lines part its paragraphs.
        anchor: The day it appeared, from which "yesterday" counts. None for a history:
            then years are carried on from where the text last gave one.
    """
    return tuple(text_times(text, anchor))


_DATA = ("times.yaml", "times_named.yaml", "times_cues.yaml")


class TimeLinker:
    """Finds the time expressions of a report, and the day on which each event happened."""

    def __init__(self, settings: Settings) -> None:
        """Read the words of time.

        Args:
            settings: Nothing in them changes how times are read.

        Raises:
            ConfigError: A data file does not fit its schema.
        """
        del settings
        self.by = signature("link.times", digest(*_DATA))
        tag("In 2017.")

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with time mentions, and the dates of claims and statements.

        What a reader already gave is kept: a time mention of its own gets a value, a date
        that it chose for a claim gets its days.
        """
        times = report_times(document)
        parts = sentences(document)
        chosen = event_dates(document, extraction.claims, times, parts)
        return msgspec.structs.replace(
            extraction,
            claims=tuple(
                _with_date(claim, chosen.get(claim.id), times) for claim in extraction.claims
            ),
            mentions=_with_times(extraction.mentions, times),
            statements=dated_statements(extraction.statements, times, parts),
        )


def event_dates(
    document: Document, claims: Sequence[Claim], times: Sequence[Told], sentences: Sequence[Span]
) -> Mapping[str, EventDate]:
    """Return the dates of the claims that the text dates, by claim id."""
    chosen: dict[str, EventDate] = {}
    carry = Carry()
    by_sentence = claims_by_sentence(claims, sentences)
    told = [stretches(document, times, sentence) for sentence in sentences]
    reader = _Options(told)
    for index, (sentence, options) in enumerate(zip(sentences, told, strict=True)):
        here = by_sentence.get(index, [])
        carry.enter(options, sentence)
        free = all(option.said for option in options)
        own: EventDate | None = None
        for claim in here:
            others = [other.trigger for other in here if other.trigger != claim.trigger]
            found = choose(claim, options, others, document.text)
            given = reader.given(claim, index)
            if given:
                own = chosen[claim.id] = given
            elif found:
                own = chosen[claim.id] = event_date(found)
            elif day := carry.date(claim, index, sentence, free=free):
                chosen[claim.id] = day
        carry.leave(index, own)
    return chosen | shared(claims, chosen)


class _Options:
    """The days told in a report, found by the words that a reader chose as an event's time."""

    def __init__(self, told: Sequence[Sequence[Dated]]) -> None:
        self._told = [(option, index) for index, options in enumerate(told) for option in options]
        self._index = SpanIndex([option.span for option, _ in self._told])

    def given(self, claim: Claim, sentence: int) -> EventDate | None:
        """Return the days of the words that a reader chose for a claim, if they name any.

        Words of another sentence are as good as the report's: "the same day".
        """
        span = claim.date.mention if claim.date is not None else None
        met = None if span is None else next(self._index.meeting(span), None)
        if met is None:
            return None
        option, index = self._told[met]
        day = event_date(option)
        return day if index == sentence else carried(day)


def _with_date(claim: Claim, chosen: EventDate | None, times: Sequence[Told]) -> Claim:
    if claim.date is None or (chosen is not None and claim.date.first is None):
        return claim if chosen is None else msgspec.structs.replace(claim, date=chosen)
    span = claim.date.mention
    if span is None or claim.date.first is not None:
        return claim
    for told in times:
        value = told.mention.value
        if value and value.first and told.mention.span().overlaps(span):
            day = msgspec.structs.replace(
                claim.date, first=value.first, last=value.last, basis="stated"
            )
            return msgspec.structs.replace(claim, date=day)
    return claim


def _with_times(mentions: Sequence[Mention], times: Sequence[Told]) -> tuple[Mention, ...]:
    """Return the mentions with the times added, a reader's own times valued in their place."""
    own = [mention for mention in mentions if isinstance(mention, TimeMention)]
    if not own:
        return (*mentions, *(told.mention for told in times))
    kept: list[Mention] = []
    for mention in mentions:
        if not isinstance(mention, TimeMention) or mention.value is not None:
            kept.append(mention)
            continue
        values = [t.mention.value for t in times if t.mention.span().overlaps(mention.span())]
        kept.append(msgspec.structs.replace(mention, value=values[0]) if values else mention)
    spans = [mention.span() for mention in own]
    added = (t.mention for t in times if not any(t.mention.span().overlaps(span) for span in spans))
    return (*kept, *added)
