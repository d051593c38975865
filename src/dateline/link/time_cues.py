"""Words by which a time is given to an event or to the saying of it, from `times_cues.yaml`."""

from __future__ import annotations

import functools
import re

from dateline.lexicon import read_data
from dateline.record import Record


class Cue(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"but_not": "not"}):
    """Words that do one thing.

    Attributes:
        words: Regular expressions, each between word edges.
        cost: How far they part an event from a time; 0 for words that part nothing.
        examples: Sentences with the event in braces and its time in square brackets.
        but_not: Sentences whose event has no time (`not` in the file).
    """

    words: tuple[str, ...]
    cost: float = 0.0
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


@functools.cache
def cues() -> dict[str, Cue]:
    """Return the cues by name.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    found: dict[str, Cue] = read_data("times_cues.yaml", dict[str, Cue])
    return found


def _any(name: str) -> str:
    return "(?:" + "|".join(cues()[name].words) + ")"


@functools.cache
def saying() -> re.Pattern[str]:
    """Return the expression of what makes the time that follows a time of saying."""
    return re.compile(
        rf"\b{_any('saying')}(?:\s+\w+){{0,3}}\s*,?\s*"
        r"(?:(?:on|late|early|in|at|of|dated|earlier|by)\s+){0,2}$",
        re.IGNORECASE,
    )


@functools.cache
def turns() -> re.Pattern[str]:
    """Return the expression of words between an event and a time, a group for each cost."""
    names = ("apart", "wide", "side", "same")
    groups = "|".join(f"(?P<{name}>{_any(name)})" for name in names)
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE)


@functools.cache
def elsewhen() -> re.Pattern[str]:
    """Return the expression of words that keep a sentence from telling on."""
    return re.compile(rf"\b{_any('elsewhen')}\b|['’]ll\b")


@functools.cache
def given() -> re.Pattern[str]:
    """Return the expression of words for what the sentence before has told of."""
    happening = _any("happening")
    return re.compile(rf"\b(?:{_any('given')}|[Tt]he (?:\w+ )?{happening}(?:e?s)?)\b")


@functools.cache
def happening() -> re.Pattern[str]:
    """Return the expression of words that go back to the report's main happening."""
    return re.compile(rf"\b[Tt]he (?:\w+ )?{_any('happening')}(?:e?s)?\b")


@functools.cache
def dated_statement() -> re.Pattern[str]:
    """Return the expression of what stands before the date of a statement."""
    return re.compile(rf"\b{_any('statement')}\s+(?:dated|of|issued on|from)\s+$")


@functools.cache
def statement_goes_on() -> re.Pattern[str]:
    """Return the expression of a sentence that still quotes the statement told of before."""
    return re.compile(
        rf"\b(?:the|its|that) {_any('statement')}\b|\b(?:it|they|he|she) added\b|[“\"]\W*$"
    )


@functools.cache
def verbs() -> re.Pattern[str]:
    """Return the expression of verbs that put a time ahead (group `future`) or behind (`past`)."""
    return re.compile(
        rf"(?P<future>\b{_any('ahead')}\b|['’]ll\b|\bfor\s+(?:next\s+)?$)"
        rf"|(?P<past>\b(?:{_any('behind')}|(?<!\bbe )(?<!\bto )[a-z]{{2,}}ed)\b)"
    )
