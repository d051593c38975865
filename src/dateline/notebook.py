"""A study for Python and notebooks: tables as frames, a claim as a page with its words marked.

pandas and polars are no dependencies: whichever is installed is used. Everything that comes
from a report is escaped before it becomes HTML, and characters that hide or reorder others
are shown by their number.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, get_args

import duckdb
from rich.console import Console

from dateline import terminal
from dateline.claim import Claim
from dateline.document import Block, Document
from dateline.errors import ConfigError, StoreError
from dateline.reading import Reading
from dateline.record import Record
from dateline.span import Span
from dateline.store.database import Study

FrameKind = Literal["pandas", "polars"]
"""The libraries whose frames a study's tables come as."""

_QUERIES = {
    "incidents": "SELECT * EXCLUDE (record) FROM incidents ORDER BY date_from NULLS LAST, id",
    "claims": """SELECT c.* EXCLUDE (record), e.actors, e.recipients, e.weapons, e.figures,
                        e.according_to,
                        (SELECT min(i.incident) FROM incident_claims i WHERE i.claim = c.id)
                            AS incident
                 FROM claims c JOIN events e ON e.claim_id = c.id ORDER BY e.uri, c.position""",
    "figures": "SELECT * FROM figures ORDER BY claim, position",
    "documents": "SELECT * EXCLUDE (record) FROM documents ORDER BY uri, id",
}

_PANDAS = {
    "VARCHAR": "string", "INTEGER": "Int64", "BIGINT": "Int64", "HUGEINT": "Int64",
    "UBIGINT": "UInt64", "DOUBLE": "float64", "BOOLEAN": "boolean",
}  # fmt: skip
"""pandas' type of a column, whatever is in it: a column without values keeps its type."""

_POLARS = {
    "VARCHAR": "String", "INTEGER": "Int32", "BIGINT": "Int64", "HUGEINT": "Int128",
    "UBIGINT": "UInt64", "DOUBLE": "Float64", "BOOLEAN": "Boolean", "DATE": "Date",
    "TIMESTAMP": "Datetime",
}  # fmt: skip

_COLOURS = {
    "trigger": "#ffd54f", "actor": "#ffab91", "recipient": "#90caf9", "place": "#a5d6a7",
    "date": "#ce93d8", "figure": "#fff59d", "weapon": "#80deea", "source": "#d7ccc8",
    "cue": "#cfd8dc",
}  # fmt: skip
"""Background of each role's words; the text on it is dark in light and dark notebooks alike."""

_KEPT_FORMATS = frozenset("\u00ad\u200c\u200d")
"""Soft hyphen and joiners: invisible, but part of how words are written."""


def open(path: str | PathLike[str], *, as_: FrameKind | None = None) -> Notebook:  # noqa: A001
    """Open a study to read: `dateline.open("study.duckdb")`.

    Args:
        path: The study file.
        as_: What frames to give; by default pandas if it is installed, else polars.

    Raises:
        ConfigError: There are no such frames.
        StoreError: No study is there, another program writes to it, or it is of another version.
    """
    return Notebook(Path(path), as_)


class Notebook:
    """A study opened to read. Use it as a context manager, or close it when done."""

    def __init__(self, path: Path, as_: FrameKind | None = None) -> None:
        self.path = path
        self._as = _checked(as_)
        self._study: Study | None = Study(path, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._study is None:
            return f"<dateline study {str(self.path)!r}, closed>"
        counts = ", ".join(
            f"{self._study.one(f'SELECT count(*) FROM {table}')[0]:,} {table}"  # noqa: S608
            for table in ("documents", "claims", "incidents")
        )
        return f"<dateline study {str(self.path)!r}: {counts}>"

    def __iter__(self) -> Iterator[Reading]:
        """Yield the reading of each document, in the order of their URIs."""
        return self._opened().readings()

    def close(self) -> None:
        """Close the file, so that other programs may write to it."""
        if self._study is not None:
            self._study.close()
            self._study = None

    def incidents(self, as_: FrameKind | None = None) -> Any:  # noqa: ANN401
        """Return the incidents as a frame: one row for each happening."""
        return self.sql(_QUERIES["incidents"], as_=as_)

    def claims(self, as_: FrameKind | None = None) -> Any:  # noqa: ANN401
        """Return the claims as a frame: one row for each event that a report tells."""
        return self.sql(_QUERIES["claims"], as_=as_)

    def figures(self, as_: FrameKind | None = None) -> Any:  # noqa: ANN401
        """Return the figures as a frame: one row for each number that a claim gives."""
        return self.sql(_QUERIES["figures"], as_=as_)

    def documents(self, as_: FrameKind | None = None) -> Any:  # noqa: ANN401
        """Return the documents as a frame: one row for each report, with its text."""
        return self.sql(_QUERIES["documents"], as_=as_)

    def sql(
        self, query: str, parameters: Sequence[object] = (), as_: FrameKind | None = None
    ) -> Any:  # noqa: ANN401  (a frame of pandas or polars; neither is a dependency)
        """Return the result of a query over the study's tables as a frame.

        Args:
            query: SQL as DuckDB reads it.
            parameters: Values for the query's question marks.
            as_: Which frames to give, where not the ones that `open` was told.

        Raises:
            ConfigError: There are no such frames, or their library is not installed.
            StoreError: The study is closed, or the query cannot be answered.
        """
        study = self._opened()
        kind = _checked(as_) or self._as or _installed()
        library = _library(kind)
        try:
            with study.connection.cursor() as cursor:
                result = cursor.sql(query, params=list(parameters))
                if result is not None:
                    return _pandas(result) if kind == "pandas" else _polars(result, library)
        except duckdb.Error as error:
            raise StoreError(
                f"the query cannot be answered ({error})",
                where=str(self.path),
                advice="Correct it; docs/python.md names the tables",
            ) from error
        raise StoreError("this query gives no rows", where=query, advice="Begin it with SELECT")

    def claim(self, id: str) -> ClaimPage:  # noqa: A002  (as the column is called)
        """Return one claim with the report it stands in; a notebook shows it as a page.

        Args:
            id: The claim's id, or its first characters.

        Raises:
            StoreError: No claim, or more than one, begins so.
        """
        study = self._opened()
        query = "SELECT document, id FROM claims WHERE starts_with(id, ?) ORDER BY id LIMIT 10"
        found = study.all(query, [id])
        if len(found) != 1 or not id:
            raise StoreError(
                "more than one claim begins so" if found else "no claim begins so",
                where=repr(id),
                advice="Take an id from the column `id` of claims()",
            )
        reading = study.reading(found[0][0])
        if reading is None:
            raise StoreError(
                "the claim's document is not in the study", where=id, advice="Code it again"
            )
        chosen = next(item for item in reading.claims if item.id == found[0][1])
        return ClaimPage(claim=chosen, reading=reading)

    def _opened(self) -> Study:
        if self._study is None:
            raise StoreError(
                "this study is closed",
                where=str(self.path),
                advice="Open it again with dateline.open",
            )
        return self._study


class ClaimPage(Record, frozen=True, kw_only=True):
    """A claim, and the reading of the report it stands in."""

    claim: Claim
    reading: Reading

    @property
    def document(self) -> Document:
        """The report."""
        return self.reading.document

    def __repr__(self) -> str:
        """Return the page as plain text, as `dateline explain` prints it."""
        page = io.StringIO()
        console = Console(file=page, width=100, color_system=None, highlight=False)
        console.print(terminal.explain(self.reading, self.claim))
        return page.getvalue().rstrip()

    def _repr_html_(self) -> str:
        """Return the page as HTML, for Jupyter, which is told that sums in $ are no formulas."""
        claim, document = self.claim, self.document
        title = terminal.safe(document.title or document.uri)
        publisher = terminal.safe(document.publisher or "publisher unknown")
        parts = [
            '<div class="tex2jax_ignore mathjax_ignore" style="max-width:60em">',
            f"<p><b>{_shown(terminal.what(claim))}</b> <code>{_shown(claim.id)}</code><br>",
            f"<bdi>{_shown(title)}</bdi>, <bdi>{_shown(publisher)}</bdi>, ",
            f"{_shown(terminal.published(document))}</p>",
            *_paragraphs(document, claim),
            f"<p>{_legend(claim)}</p>",
            _table(self.reading, claim),
            f"<p><small><bdi>{_shown(document.uri)}</bdi></small></p></div>",
        ]
        return "".join(parts)


def _paragraphs(document: Document, claim: Claim) -> Iterator[str]:
    """Yield the blocks that hold the evidence or words of a role, marked."""
    marked = terminal.roles(claim)
    spans = [claim.evidence, *(span for _, span in marked)]
    for block in document.blocks:
        if any(span.start < block.end and block.start < span.end for span in spans):
            yield (
                '<blockquote dir="auto" style="white-space:pre-wrap;unicode-bidi:isolate">'
                f"{_highlighted(document.text, block, marked)}</blockquote>"
            )


def _highlighted(text: str, block: Block, marked: Sequence[tuple[str, Span]]) -> str:
    """Return a block with the words of each role marked.

    Spans of roles may cross and nest, HTML elements may not cross: the text is cut wherever
    a span begins or ends, and each piece is marked with all roles that cover it.
    """
    edges = {block.start, block.end}
    for _, span in marked:
        edges |= {min(max(at, block.start), block.end) for at in (span.start, span.end)}
    cuts = sorted(edges)
    pieces: list[str] = []
    for start, end in pairwise(cuts):
        over = dict.fromkeys(
            role for role, span in marked if span.start <= start and end <= span.end
        )
        piece = _shown(text[start:end])
        pieces.append(_mark(tuple(over), piece) if over else piece)
    return "".join(pieces)


def _mark(roles: tuple[str, ...], words: str) -> str:
    """Return words, escaped already, on one stripe of colour for each role."""
    share = 100 / len(roles)
    stripes = ",".join(
        f"{_COLOURS[role]} {share * place:.0f}% {share * (place + 1):.0f}%"
        for place, role in enumerate(roles)
    )
    style = f"color:#111;background:linear-gradient({stripes})"
    return f'<mark title="{", ".join(roles)}" style="{style}">{words}</mark>'


def _legend(claim: Claim) -> str:
    present = {role for role, _ in terminal.roles(claim)}
    return " ".join(_mark((role,), role) for role in _COLOURS if role in present)


def _table(reading: Reading, claim: Claim) -> str:
    rows = [*terminal.details(reading, claim)]
    rows.append(("chain", terminal.chain(claim.attribution), ""))
    cell = '<td style="text-align:left"><bdi>{}</bdi></td>'
    lines = (
        f'<tr><th style="text-align:left">{_shown(name)}</th>'
        f"{cell.format(_shown(value))}{cell.format(_shown(words))}</tr>"
        for name, value, words in rows
    )
    return f"<table>{''.join(lines)}</table>"


def _shown(words: str) -> str:
    """Return words as HTML: escaped, and what would hide or reorder text named instead."""
    return "".join(map(_character, words))


def _character(character: str) -> str:
    if character in "\n\t" or character in _KEPT_FORMATS:
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return f"<code>U+{ord(character):04X}</code>"
    return escape(character, quote=True)


def _checked(kind: FrameKind | None) -> FrameKind | None:
    if kind is not None and kind not in get_args(FrameKind):
        raise ConfigError(
            f"there are no frames of {kind!r}", where="as_", advice="Choose pandas or polars"
        )
    return kind


def _installed() -> FrameKind:
    found = (kind for kind in get_args(FrameKind) if find_spec(kind) is not None)
    return next(found, "pandas")


def _library(kind: FrameKind) -> Any:  # noqa: ANN401  (the module, typed only where installed)
    try:
        return import_module(kind)
    except ImportError as error:
        raise ConfigError(
            f"{kind} is not installed",
            where="frames",
            advice=f"Install it with: pip install {kind}",
        ) from error


def _pandas(result: duckdb.DuckDBPyRelation) -> Any:  # noqa: ANN401
    types = zip(result.columns, map(str, result.types), strict=True)
    return result.df().astype({name: _PANDAS[kind] for name, kind in types if kind in _PANDAS})


def _polars(result: duckdb.DuckDBPyRelation, library: Any) -> Any:  # noqa: ANN401
    types = zip(result.columns, map(str, result.types), strict=True)
    schema = {
        name: getattr(library, _POLARS[kind]) if kind in _POLARS else None for name, kind in types
    }
    return library.DataFrame(result.fetchall(), schema=schema, orient="row")
