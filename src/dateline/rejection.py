"""Rejection: what was left out, by which stage, and why. Nothing disappears silently."""

from __future__ import annotations

from typing import Literal

from dateline.record import Record
from dateline.span import Span

Outcome = Literal["duplicate", "not_english", "no_report", "failed"]
"""Why a whole input gave no reading. Words left out of a reading have no outcome."""


class Rejection(Record, frozen=True, kw_only=True):
    """Something left out: an input, a document, or some words of one.

    Attributes:
        stage: The stage that left it out (`acquire`, `clean`, `extract.rules`, `link.places`).
        reason: Why, in one clause a person can act on.
        span: The words; None if the whole document or input is left out.
        uri: The input; None inside a reading, where the document is known.
        outcome: How a whole input is counted in the row account; None inside a reading.
        advice: What to do about it, if anything can be done.
        detail: A traceback, for errors nobody foresaw.
    """

    stage: str
    reason: str
    span: Span | None = None
    uri: str | None = None
    outcome: Outcome | None = None
    advice: str | None = None
    detail: str | None = None
