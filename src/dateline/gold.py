"""Reports coded by hand, as records: one JSON object a line.

The form is that of the coding guidelines: quotations instead of offsets, each an
exact piece of the report's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.errors import ConfigError
from dateline.record import Record


class GoldName(Record, frozen=True, kw_only=True):
    """An actor or recipient: its canonical name, and the words if the text has them."""

    name: str
    quote: str | None = None


class GoldPlace(Record, frozen=True, kw_only=True):
    """Where an event was, in degrees of WGS 84."""

    name: str
    lat: float | None = None
    lon: float | None = None
    level: str | None = None
    quote: str | None = None


class GoldDate(Record, frozen=True, kw_only=True):
    """When an event was: ISO days, both included."""

    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="to")
    quote: str | None = None


class GoldFigure(Record, frozen=True, kw_only=True):
    """A figure with its kind and bounds; None where the words give no bound."""

    kind: str
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    who: str | None = None
    quote: str | None = None


class GoldSource(Record, frozen=True, kw_only=True):
    """A chain of those according to whom, outermost first."""

    chain: tuple[str, ...]
    quote: str | None = None


class GoldEvent(Record, frozen=True, kw_only=True):
    """One event as a trained coder recorded it."""

    id: str
    quote: str
    trigger: str
    type: str
    status: str
    core: bool = True
    actors: tuple[GoldName, ...] = ()
    recipients: tuple[GoldName, ...] = ()
    place: GoldPlace | None = None
    date: GoldDate | None = None
    date_quote: str | None = None
    figures: tuple[GoldFigure, ...] = ()
    according_to: tuple[GoldSource, ...] = ()
    same_as: str | None = None


class GoldNoEvent(Record, frozen=True, kw_only=True):
    """A passage that tempts and is no event, with the reason."""

    quote: str
    why: str


class GoldReport(Record, frozen=True, kw_only=True):
    """One report coded by hand."""

    doc_id: str
    text: str
    events: tuple[GoldEvent, ...]
    not_events: tuple[GoldNoEvent, ...] = ()
    chrome: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_gold: str | None = None
    published_range: tuple[str, str] | None = None


def read_gold(path: Path) -> Iterator[GoldReport]:
    """Yield the hand-coded reports of a file.

    Raises:
        ConfigError: The file cannot be read, or a line is no hand-coded report.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(path), advice="Check the path") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=GoldReport)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                raise ConfigError(
                    f"no hand-coded report: {error}",
                    where=f"{path} line {number}",
                    advice="Check the line against the coding guidelines",
                ) from error
