"""Study: one DuckDB file that holds what was read, from what, and what was left out.

Everything of one report is written in one transaction with the row that says the
report is done. A run that is killed leaves whole reports only, and the next run
with the same command goes on after them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import msgspec

from dateline.claim import Claim
from dateline.document import Document
from dateline.errors import StoreError
from dateline.mention import Mention
from dateline.original import Original
from dateline.reading import Reading, Statement
from dateline.record import Record
from dateline.rejection import Rejection
from dateline.span import Span
from dateline.store import rows

VERSION = 3
"""Of the schema; a study of another version is refused, never altered in place."""

_CONTENT_TABLES = (
    "inputs", "originals", "documents", "blocks", "claims", "claim_entities", "figures",
    "weapons", "attributions", "statements", "mentions", "rejections", "incidents",
    "incident_claims", "incident_figures", "copies",
)  # fmt: skip
_OF_DOCUMENT = ("blocks", "statements", "mentions", "rejections", "claims")
_OF_CLAIM = ("claim_entities", "figures", "weapons", "attributions")


class Finished(Record, frozen=True, kw_only=True):
    """One input that is done, ready to be written.

    Attributes:
        uri: The input.
        outcome: How it is counted: `coded`, `no_event`, `duplicate` or a rejection's outcome.
        original: The bytes; None where none could be read, or for a duplicate.
        reading: What was read; None if nothing was.
        rejection: Why nothing was read.
        document: Id of the bytes, also of a duplicate's.
    """

    uri: str
    outcome: str
    original: Original | None = None
    reading: Reading | None = None
    rejection: Rejection | None = None
    document: str | None = None


class Study:
    """An open study. Use it as a context manager; it is one writer's at a time."""

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        """Open a study, and make it if it does not exist; in memory where `path` is None.

        Raises:
            StoreError: No study is there to read, another process writes to it, or it is no
                study of this version.
        """
        self.path = path
        self.connection = _connect(path, read_only=read_only)
        self._types: dict[str, str] = {}
        try:
            self._check(read_only)
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> Self:
        """Return the open study."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the study."""
        self.close()

    def close(self) -> None:
        """Close the file; what was added is already safe."""
        self.connection.close()

    def _check(self, read_only: bool) -> None:  # noqa: FBT001  (private, one caller)
        where = str(self.path or "memory")
        names = {row[0] for row in self.connection.execute("SHOW TABLES").fetchall()}
        if not names and not read_only:
            schema = files("dateline.store").joinpath("schema.sql").read_text(encoding="utf-8")
            with _transaction(self.connection):
                self.connection.execute(schema)
                self.connection.execute("INSERT INTO study VALUES (?)", [VERSION])
            return
        if "study" not in names:
            raise StoreError(
                "this file is a database, but no dateline study",
                where=where,
                advice="Choose another file for -o; nothing was changed in this one",
            )
        version = self.one("SELECT version FROM study")[0]
        if version != VERSION:
            raise StoreError(
                f"the study is of version {version}, this dateline reads version {VERSION}",
                where=where,
                advice="Code the reports again into a new file, or use the dateline that made it",
            )

    def one(self, query: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...]:
        """Return the first row of a query's result; an empty tuple if there is none."""
        row = self.connection.execute(query, list(parameters)).fetchone()
        return tuple(row) if row else ()

    def all(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query's result."""
        return self.connection.execute(query, list(parameters)).fetchall()

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which everything is written, or nothing."""
        return _transaction(self.connection)

    def done(self, coder: str) -> Mapping[str, tuple[str | None, str, str | None]]:
        """Return (document id, outcome, reason if rejected) of each finished input, by URI.

        Only what this coder has finished counts.
        """
        query = """SELECT i.uri, i.document, i.outcome, any_value(r.reason)
                   FROM inputs i LEFT JOIN rejections r ON r.uri = i.uri AND r.outcome IS NOT NULL
                   WHERE i.coder = ? GROUP BY ALL"""
        return {
            uri: (document, outcome, why)
            for uri, document, outcome, why in self.all(query, [coder])
        }

    def documents(self, coder: str) -> frozenset[str]:
        """Return the ids of all bytes that this coder has finished, coded or rejected."""
        query = "SELECT DISTINCT document FROM inputs WHERE coder = ? AND document IS NOT NULL"
        return frozenset(row[0] for row in self.all(query, [coder]))

    def add(self, finished: Sequence[Finished], coder: str) -> None:
        """Write finished inputs, all or none of them; an input's earlier rows are replaced."""
        if not finished:
            return
        with _transaction(self.connection):
            self._forget(finished)
            batch = _Batch()
            for item in finished:
                batch.take(item, coder)
            for table, table_rows in batch.rows.items():
                self.insert(table, table_rows)

    def begin_run(self, run: str, coder: str, settings: str, started: datetime) -> None:
        """Write that a run has begun; `started` is in UTC."""
        self.connection.execute(
            "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, NULL, NULL)",
            [run, coder, settings, started.replace(tzinfo=None)],
        )

    def end_run(self, run: str, finished: datetime, account: str) -> None:
        """Write that a run has ended, with its row account as JSON."""
        self.connection.execute(
            "UPDATE runs SET finished = ?, account = ? WHERE id = ?",
            [finished.replace(tzinfo=None), account, run],
        )

    def _forget(self, finished: Sequence[Finished]) -> None:
        uris = [item.uri for item in finished]
        self.connection.execute("DELETE FROM inputs WHERE uri IN (SELECT unnest(?))", [uris])
        self.connection.execute("DELETE FROM rejections WHERE uri IN (SELECT unnest(?))", [uris])
        ids = [item.original.id for item in finished if item.original]
        known = "SELECT id FROM originals WHERE id IN (SELECT unnest(?::VARCHAR[]))"
        old = [row[0] for row in self.all(known, [ids])]
        if not old:
            return
        of_claims = "DELETE FROM {} WHERE claim IN (SELECT id FROM claims WHERE document IN ({}))"
        listed = "SELECT unnest(?::VARCHAR[])"
        for table in _OF_CLAIM:
            self.connection.execute(of_claims.format(table, listed), [old])
        for table in _OF_DOCUMENT:
            self.connection.execute(f"DELETE FROM {table} WHERE document IN ({listed})", [old])  # noqa: S608
        for table in ("documents", "originals"):
            self.connection.execute(f"DELETE FROM {table} WHERE id IN ({listed})", [old])  # noqa: S608

    def insert(self, table: str, table_rows: Sequence[rows.Row]) -> None:
        """Write rows into a table, each with a value for every column."""
        if not table_rows:
            return
        if table not in self._types:
            described = self.all(f"DESCRIBE {table}")
            self._types[table] = ", ".join(f"unnest(?::{column[1]}[])" for column in described)
        columns = [list(column) for column in zip(*table_rows, strict=True)]
        self.connection.execute(f"INSERT INTO {table} SELECT {self._types[table]}", columns)

    def reading(self, document_id: str) -> Reading | None:
        """Return what was read from a document; None if the study does not hold it."""
        found = self.one("SELECT record, text FROM documents WHERE id = ?", [document_id])
        if not found:
            return None
        document = msgspec.json.decode(found[0], type=Document)
        return Reading(
            document=msgspec.structs.replace(document, text=found[1]),
            claims=tuple(self._claims(document_id)),
            mentions=tuple(self._mentions(document_id)),
            statements=tuple(self._statements(document_id)),
            rejections=tuple(self._rejections(document_id)),
        )

    def readings(self) -> Iterator[Reading]:
        """Yield the readings of all documents, in the order of their URIs."""
        for (document_id,) in self.all("SELECT id FROM documents ORDER BY uri, id"):
            reading = self.reading(document_id)
            if reading is not None:
                yield reading

    def _claims(self, document_id: str) -> Iterator[Claim]:
        query = "SELECT record FROM claims WHERE document = ? ORDER BY position"
        for (record,) in self.all(query, [document_id]):
            yield msgspec.json.decode(record, type=Claim)

    def _mentions(self, document_id: str) -> Iterator[Mention]:
        query = """SELECT kind, start, "end", text, value FROM mentions
                   WHERE document = ? ORDER BY position"""
        for kind, start, end, text, value in self.all(query, [document_id]):
            fields = {"kind": kind, "start": start, "end": end, "text": text}
            fields["value"] = msgspec.json.decode(value) if value else None
            yield msgspec.convert(fields, Mention)

    def _statements(self, document_id: str) -> Iterator[Statement]:
        query = "SELECT record FROM statements WHERE document = ?"
        found = [
            msgspec.json.decode(row[0], type=Statement) for row in self.all(query, [document_id])
        ]
        yield from sorted(found, key=lambda statement: (len(statement.id), statement.id))

    def _rejections(self, document_id: str) -> Iterator[Rejection]:
        query = """SELECT stage, reason, start, "end", text, advice FROM rejections
                   WHERE document = ? AND outcome IS NULL
                   ORDER BY start NULLS FIRST, stage, reason"""
        for stage, reason, start, end, text, advice in self.all(query, [document_id]):
            span = Span(start, end, text) if start is not None else None
            yield Rejection(stage=stage, reason=reason, span=span, advice=advice)

    def original(self, document_id: str) -> Original | None:
        """Return the stored copy of a document's bytes; None if the study does not hold it."""
        found = self.one(
            """SELECT i.uri, o.media_type, o.charset, o.metadata, o.content
               FROM originals o JOIN inputs i ON i.document = o.id
               WHERE o.id = ? AND i.outcome <> 'duplicate' ORDER BY i.uri""",
            [document_id],
        )
        if not found:
            return None
        uri, media_type, charset, metadata, content = found
        return Original(
            uri=uri,
            media_type=media_type,
            charset=charset,
            metadata=msgspec.json.decode(metadata),
            content=zlib.decompress(content),
        )

    def digest(self) -> str:
        """Return a hash over all that was read and left out: the same for the same inputs.

        Runs and judgements have times and stand outside it.
        """
        parts = []
        for table in _CONTENT_TABLES:
            query = f"SELECT md5(coalesce(string_agg(h, '' ORDER BY h), '')) FROM (SELECT md5(t::VARCHAR) AS h FROM {table} t)"  # noqa: E501, S608
            parts.append(self.one(query)[0])
        return str(self.one("SELECT sha256(?)", ["".join(parts)])[0])


class _Batch:
    """Rows by table, collected from finished inputs."""

    def __init__(self) -> None:
        self.rows: dict[str, list[rows.Row]] = {}

    def _put(self, table: str, *table_rows: rows.Row) -> None:
        self.rows.setdefault(table, []).extend(table_rows)

    def take(self, item: Finished, coder: str) -> None:
        """Add the rows of one finished input."""
        self._put("inputs", (item.uri, item.document, item.outcome, coder))
        if item.original is not None:
            self._put("originals", rows.original_row(item.original))
        if item.rejection is not None:
            self._put("rejections", rows.rejection_row(item.rejection, item.document))
        if item.reading is not None:
            self._take_reading(item.reading, coder)

    def _take_reading(self, reading: Reading, coder: str) -> None:
        document_id = reading.document.id
        self._put("documents", rows.document_row(reading, coder))
        self._put("blocks", *rows.block_rows(reading))
        self._put("statements", *rows.statement_rows(reading))
        self._put("mentions", *rows.mention_rows(reading))
        left_out = (rows.rejection_row(item, document_id) for item in reading.rejections)
        self._put("rejections", *left_out)
        for position, claim in enumerate(reading.claims):
            self._put("claims", rows.claim_row(document_id, position, claim))
            self._put("claim_entities", *rows.entity_rows(claim))
            self._put("figures", *rows.figure_rows(claim))
            self._put("weapons", *rows.weapon_rows(claim))
            self._put("attributions", *rows.attribution_rows(claim))


class _transaction:  # noqa: N801  (read as a word: `with _transaction(...)`)
    """Commits what is done inside it, or rolls all of it back."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _connect(path: Path | None, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    where = str(path or "memory")
    if path is not None and read_only and not path.is_file():
        raise StoreError(
            "there is no study here",
            where=where,
            advice="Make one with: dateline code REPORTS -o " + where,
        )
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(":memory:" if path is None else path, read_only, config=config)
    except duckdb.ConnectionException as error:
        raise StoreError(
            "this program has it open already, to write or to read",
            where=where,
            advice="Close it there first, or start this program again",
        ) from error
    except duckdb.IOException as error:
        locked = "lock" in str(error).lower()
        raise StoreError(
            "another process has it open" if locked else "it cannot be opened as a study",
            where=where,
            advice="Close the other program"
            if locked
            else "Check the path, or choose another file",
        ) from error
    except duckdb.Error as error:
        raise StoreError(
            f"it cannot be opened as a study ({type(error).__name__})",
            where=where,
            advice="Check that it is a DuckDB file, or choose another file for -o",
        ) from error
