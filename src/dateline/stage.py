"""The contract of each stage, and how a stage is found by its name.

A stage is made once per process by calling its entry point with the settings,
and is then called once per report. It signs its work with `by`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any, Literal, Protocol

from dateline.document import Document
from dateline.errors import StageError
from dateline.original import Original
from dateline.reading import Extraction
from dateline.record import content_id
from dateline.rejection import Rejection
from dateline.settings import Settings

Verb = Literal["clean", "extract", "link"]


class Cleaner(Protocol):
    """Says what on a page is the report and what is furniture."""

    by: str

    def __call__(self, original: Original) -> Document | Rejection:
        """Return the page as labelled text, or why there is no report in it.

        Raises:
            UnreadableError: The bytes are not what they claim to be.
        """


class Extractor(Protocol):
    """Finds who did what to whom, and who says so."""

    by: str

    def __call__(self, document: Document) -> Extraction:
        """Return what a document tells, in text order, words not yet linked."""


class Linker(Protocol):
    """Gives words their values."""

    by: str

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with more of its words linked.

        A linker keeps what earlier stages wrote: it fills what is None, adds mentions,
        and appends rejections.
        """


def find(verb: Verb, name: str) -> Callable[[Settings], Any]:
    """Return the factory of the stage called `name`.

    Raises:
        StageError: No installed package offers such a stage.
    """
    found = entry_points(group=f"dateline.{verb}")
    for entry in found:
        if entry.name == name:
            factory: Callable[[Settings], Any] = entry.load()
            return factory
    known = ", ".join(sorted({entry.name for entry in found})) or "none"
    raise StageError(
        f"no {verb} stage of this name is installed",
        where=name,
        advice=f"Known: {known}. Check dateline.toml, or install the package that offers it",
    )


def signature(name: str, *parts: str) -> str:
    """Return `name@hash`, the signature of a stage over what its results depend on."""
    return f"{name}@{content_id(*parts, length=6)}"
