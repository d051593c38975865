"""Reading: everything that was read from one report. The public output of dateline."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.errors import StageError
from dateline.mention import Mention
from dateline.record import Record
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.value import DayRange, Speaker, VerbClass


class Statement(Record, frozen=True, kw_only=True):
    """One attributed statement of the report, whether or not it tells an event.

    Attributes:
        id: `s1`, `s2` … in text order.
        source: The words that name who says so; None if the text names nobody.
        cue: The words that make it speech.
        content: The pieces of text that are said.
        speaker: Who says so, once linked.
        inside: Id of the statement that reports this one ("AFP reports that X said").
        verb_class: What kind of speech the cue makes it.
        statement_date: When it was said, if the report tells.
        direct: Whether the content is quoted word for word.
        claims: Ids of the claims that it covers.
    """

    id: str
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    speaker: Speaker | None = None
    inside: str | None = None
    verb_class: VerbClass = "says"
    statement_date: DayRange | None = None
    direct: bool = False
    claims: tuple[str, ...] = ()


class Extraction(Record, frozen=True, kw_only=True):
    """What a reader took from a document, and what linking makes of it.

    Readers return it unlinked; each linker returns a new one with more in it.
    """

    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class Reading(Record, frozen=True, kw_only=True):
    """Everything that was read from one report."""

    document: Document
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    @classmethod
    def of(cls, document: Document, extraction: Extraction) -> Reading:
        """Return the reading of a document from what was extracted and linked."""
        return cls(
            document=document,
            claims=extraction.claims,
            mentions=extraction.mentions,
            statements=extraction.statements,
            rejections=extraction.rejections,
        )

    def to_public_json(self) -> bytes:
        """Return the reading as one line of JSON, without the map to the source."""
        public = msgspec.to_builtins(self)
        del public["document"]["source"]
        return msgspec.json.encode(public)


def check_spans(reading: Reading) -> None:
    """Check that every span of a reading holds the characters it says it holds.

    Raises:
        StageError: A span does not, naming it.
    """
    text = reading.document.text

    def visit(value: Any, path: str) -> None:  # noqa: ANN401  (walks any record)
        if isinstance(value, Span):
            if text[value.start : value.end] != value.text:
                raise StageError(
                    f"the text there is {text[value.start : value.end]!r}, not {value.text!r}",
                    where=path,
                    advice="Report this: a stage made a span by other means than the text",
                )
        elif isinstance(value, msgspec.Struct):
            for field in value.__struct_fields__:
                visit(getattr(value, field), f"{path}.{field}")
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                visit(item, f"{path}[{position}]")

    visit(reading, "reading")
