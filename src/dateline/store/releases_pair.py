"""Two releases or studies side by side in one connection, so that DuckDB does the comparing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb

from dateline.errors import StoreError
from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC

Side = Literal["old", "new"]


class Pair:
    """The public tables of an earlier and a later release or study. Use it as a context manager."""

    def __init__(self, old: Path, new: Path) -> None:
        """Open both.

        Raises:
            StoreError: One of them is neither, or cannot be read.
        """
        self._connection = duckdb.connect()
        self._columns: dict[tuple[Side, str], tuple[str, ...]] = {}
        self._attached: dict[Path, str] = {}
        sides: tuple[tuple[Side, Path], ...] = (("old", old), ("new", new))
        try:
            for side, path in sides:
                for table, query in self._queries(side, path).items():
                    self._name(side, path, table, query)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        """Return the open pair."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close both."""
        self._connection.close()

    def columns(self, side: Side, table: str) -> tuple[str, ...]:
        """Return the columns of a table; none where the release leaves the table out."""
        return self._columns.get((side, table), ())

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, in which tables have names such as `old_claims`."""
        return self._connection.execute(query, list(parameters)).fetchall()

    def of(
        self, side: Side, table: str, *columns: str, where: str = "true"
    ) -> list[tuple[Any, ...]]:
        """Return some columns of a table; nothing where the release leaves the table out."""
        if not self.columns(side, table):
            return []
        listed = ", ".join(f'"{column}"' for column in columns)
        return self.rows(f"SELECT {listed} FROM {side}_{table} WHERE {where}")  # noqa: S608

    def _queries(self, side: Side, path: Path) -> dict[str, str]:
        if not path.is_dir():
            return self._of_study(side, path)
        files = {table: path / "data" / f"{table}.parquet" for table in PUBLIC}
        # A release may leave a table out: the texts of reports are not always free.
        there = {table: file for table, file in files.items() if file.is_file()}
        if not there and not (path / "datapackage.json").is_file():
            raise StoreError(
                "this folder is no release",
                where=str(path),
                advice="Make one with: dateline release STUDY VERSION -o FOLDER",
            )
        return {
            table: f"SELECT * FROM read_parquet('{_quoted(file)}')"  # noqa: S608
            for table, file in there.items()
        }

    def _of_study(self, side: Side, path: Path) -> dict[str, str]:
        resolved = path.resolve()
        if resolved not in self._attached:
            with Study(path, read_only=True):
                pass  # it is one, of this version, and nobody writes to it
            self._attached[resolved] = f"study_of_{side}"
            target = f"'{_quoted(path)}' AS study_of_{side} (READ_ONLY)"
            self._connection.execute(f"ATTACH {target}")
        name = self._attached[resolved]
        return {
            table: re.sub(r"\bFROM (\w+)", rf"FROM {name}.\1", query.partition(" ORDER BY ")[0])
            for table, query in PUBLIC.items()
            if table != "events"
        }

    def _name(self, side: Side, path: Path, table: str, query: str) -> None:
        try:
            self._connection.execute(f"CREATE VIEW {side}_{table} AS {query}")
            found = self._connection.execute(f"DESCRIBE {side}_{table}").fetchall()
        except duckdb.Error as error:
            problem = f"the table {table} cannot be read ({type(error).__name__})"
            raise StoreError(problem, where=str(path), advice="Make the release again") from error
        self._columns[side, table] = tuple(row[0] for row in found)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
