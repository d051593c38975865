"""What merging reads from a study, and what it remembers there between two merges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.claim import Claim
from dateline.document import Document
from dateline.incident import Incident
from dateline.store.database import Study
from dateline.store.incident_rows import (
    incident_claim_rows,
    incident_figure_rows,
    incident_row,
)
from dateline.store.rows import Row

_LISTED = "(SELECT unnest(?::VARCHAR[]))"
_BATCH = 20_000
_FEW = 200
"""So many rows are found by the index of their key, which DuckDB uses for values one by one."""

_STATES = """
    SELECT d.id, md5(d.record || coalesce(d.published_from::VARCHAR, '') ||
                     coalesce(string_agg(c.record, '' ORDER BY c.position), '')) AS state
    FROM documents d LEFT JOIN claims c ON c.document = d.id GROUP BY d.id, d.record,
    d.published_from"""

_SHARING = """
    WITH mine AS {listed},
    rare AS (SELECT value FROM {table}
             WHERE value IN (SELECT value FROM {table} WHERE document IN (FROM mine))
             GROUP BY value HAVING count(*) BETWEEN 2 AND {most}),
    kept AS (SELECT document, value, document IN (FROM mine) AS mine FROM {table}
             WHERE value IN (FROM rare)),
    shared AS (
        SELECT a.document AS one, b.document AS other, count(*) AS shared
        FROM kept a JOIN kept b USING (value)
        WHERE a.document < b.document AND (a.mine OR b.mine)
        GROUP BY ALL HAVING count(*) >= {fewest}),
    sizes AS (SELECT document, count(*) AS size FROM {table}
              WHERE document IN (SELECT one FROM shared UNION SELECT other FROM shared)
              GROUP BY document)
    SELECT s.one, s.other FROM shared s
    JOIN sizes x ON x.document = s.one JOIN sizes y ON y.document = s.other
    JOIN documents p ON p.id = s.one JOIN documents q ON q.id = s.other
    WHERE s.shared >= {share} * least(x.size, y.size)
      AND (p.published_from IS NULL OR q.published_from IS NULL
       OR abs(date_diff('day', p.published_from, q.published_from)) <= {days})
    ORDER BY s.one, s.other"""

# Whose victims a report counts it is about, rather than the arrest or the appeal told first:
# the factor was chosen on reports of shootings (`bench/shootings.py`, its training part).
_MAIN = """
    UPDATE documents SET main_incident = (
        SELECT incident FROM (
            SELECT i.incident, (1 + ln(any_value(n.reports)))
                   * any_value(CASE WHEN n.killed_best > 0 OR n.wounded_best > 0
                               THEN 3.0 ELSE 1.0 END)
                   * sum(CASE i.role WHEN 'tells' THEN 1.0 WHEN 'denies' THEN 0.9
                         WHEN 'announces' THEN 0.3 ELSE 0.2 END / (1 + c.position)) AS weight,
                   min(c.position) AS first
            FROM incident_claims i JOIN claims c ON c.id = i.claim
            JOIN incidents n ON n.id = i.incident
            WHERE c.document = documents.id GROUP BY i.incident)
        ORDER BY round(weight, 9) DESC, first, incident LIMIT 1)
    WHERE id IN """


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values)) or "NULL"


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Values of documents, and when two documents share enough of them to be compared.

    Attributes:
        table: `merge_runs` or `merge_traits`.
        fewest: How many values they share at least.
        share: Which share of the smaller document's values they share at least.
        most: Values that stand in more documents than this are too common to count.
        days: How many days may lie between their publication, where both are known.
    """

    table: str
    fewest: int
    share: float
    most: int
    days: int


class MergeTables:
    """The tables of one study, as merging uses them."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def changed(self) -> tuple[dict[str, str], list[str]]:
        """Return the documents that are new or were read anew, and those that are gone.

        The former with a hash of what was read.
        """
        fresh = f"""SELECT s.id, s.state FROM ({_STATES}) s LEFT JOIN merged m ON m.document = s.id
                    WHERE m.state IS DISTINCT FROM s.state ORDER BY s.id"""  # noqa: S608
        gone = """SELECT document FROM merged WHERE document NOT IN (SELECT id FROM documents)
                  ORDER BY document"""
        return dict(self.study.all(fresh)), [row[0] for row in self.study.all(gone)]

    def forget(self, documents: Sequence[str]) -> None:
        """Drop what is remembered of some documents."""
        for table in ("merged", "merge_runs", "merge_traits", "merge_copies", "copies"):
            self._delete(table, "document", documents)
        self._delete("merge_copies", "other", documents)

    def remember(self, states: Mapping[str, str]) -> None:
        """Write that some documents are merged as they now are."""
        self.put("merged", list(states.items()))

    def _delete(self, table: str, column: str, values: Sequence[str]) -> None:
        query = f"DELETE FROM {table} WHERE {column} IN {_LISTED}"  # noqa: S608
        self.study.connection.execute(query, [list(values)])

    def documents(self, ids: Sequence[str]) -> Iterator[Document]:
        """Yield documents with their text, in the order of their ids."""
        for start in range(0, len(ids), 1000):
            query = f"SELECT record, text FROM documents WHERE id IN {_LISTED} ORDER BY id"  # noqa: S608
            for record, text in self.study.all(query, [list(ids[start : start + 1000])]):
                document = msgspec.json.decode(record, type=Document)
                yield msgspec.structs.replace(document, text=text)

    def put(self, table: str, table_rows: Sequence[Row]) -> None:
        """Write rows, however many."""
        for start in range(0, len(table_rows), _BATCH):
            self.study.insert(table, table_rows[start : start + _BATCH])

    def put_runs(self, runs: Mapping[str, npt.NDArray[np.uint64]]) -> None:
        """File the runs of words of some reports."""
        if not runs:
            return
        counts = [len(values) for values in runs.values()]
        documents = np.repeat(np.array(list(runs), dtype=object), counts)
        rows = {"document": documents, "value": np.concatenate(list(runs.values()))}
        self.study.connection.register("new_runs", rows)
        try:
            self.study.connection.execute("INSERT INTO merge_runs SELECT * FROM new_runs")
        finally:
            self.study.connection.unregister("new_runs")

    def sharing(self, documents: Sequence[str], index: Index) -> list[tuple[str, str]]:
        """Return pairs of documents that share values in an index, one of each pair listed."""
        limits = msgspec.structs.asdict(index)
        query = _SHARING.format(listed=_LISTED, **limits)
        return [(row[0], row[1]) for row in self.study.all(query, [list(documents)])]

    def copy_pairs(self) -> dict[tuple[str, str], float]:
        """Return the containment of each two reports of which one repeats the other."""
        query = "SELECT document, other, containment FROM merge_copies"
        return {(one, other): value for one, other, value in self.study.all(query)}

    def appearance(self) -> dict[str, str]:
        """Return for each report that copies or is copied a key that sorts by appearance."""
        query = """SELECT id, coalesce(published_from::VARCHAR, '9999'), length(text)
                   FROM documents WHERE id IN (SELECT document FROM merge_copies
                                               UNION SELECT other FROM merge_copies)"""
        return {
            document: f"{day} {99_999_999 - length:08d}"
            for document, day, length in self.study.all(query)
        }

    def copy_of(self) -> dict[str, str]:
        """Return for each copy the report that it was last said to repeat."""
        return dict(self.study.all("SELECT id, copy_of FROM documents WHERE copy_of IS NOT NULL"))

    def copies_of(self, documents: Sequence[str]) -> dict[str, str]:
        """Return what some documents repeat, and what that repeats in turn."""
        if len(documents) > _FEW:
            return self.copy_of()
        found: dict[str, str] = {}
        fresh = list(documents)
        while fresh:
            query = f"""SELECT id, copy_of FROM documents
                        WHERE id IN ({_marks(fresh)}) AND copy_of IS NOT NULL"""  # noqa: S608
            rows = dict(self.study.all(query, fresh))
            fresh = sorted({each for each in rows.values() if each not in found} - rows.keys())
            found |= rows
        return found

    def set_copies(self, copies: Mapping[str, str | None], table_rows: Sequence[Row]) -> None:
        """Write what some documents repeat; None where they repeat nothing any more."""
        self._delete("copies", "document", list(copies))
        self.put("copies", table_rows)
        query = """UPDATE documents SET copy_of = new.original FROM
                   (SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS original) new
                   WHERE documents.id = new.id"""
        self.study.connection.execute(query, [list(copies), list(copies.values())])

    def places(self) -> list[tuple[Any, ...]]:
        """Return what each claim is filed by: ids, days, publication, point, radius."""
        return self.study.all(
            """SELECT c.id, c.document,
                      CASE WHEN c.date_relation IN ('before', 'after') THEN NULL
                           ELSE c.date_from END,
                      c.date_to, d.published_from, c.lat, c.lon, c.precision_km
               FROM claims c JOIN documents d ON d.id = c.document ORDER BY c.id"""
        )

    def told(self, documents: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the claims of some documents with what is known of these, in text order."""
        where, given = f"d.id IN {_LISTED}", [list(documents)]
        if len(documents) <= _FEW:
            query = f"SELECT id FROM claims WHERE document IN {_LISTED}"  # noqa: S608
            claims = [row[0] for row in self.study.all(query, given)]
            if len(claims) <= _FEW:
                where, given = f"c.id IN ({_marks(claims)})", claims
        query = f"""SELECT d.id, coalesce(d.agencies, d.publisher, d.uri), d.published_from,
                           d.published_to, k.matches, c.record
                    FROM documents d JOIN claims c ON c.document = d.id
                    LEFT JOIN copies k ON k.document = d.id
                    WHERE {where} ORDER BY d.id, c.position"""  # noqa: S608
        return [
            (*row[:5], msgspec.json.decode(row[5], type=Claim))
            for row in self.study.all(query, given)
        ]

    def documents_of(self, claims: Iterable[str]) -> list[str]:
        """Return the documents that some claims stand in."""
        query = f"SELECT DISTINCT document FROM claims WHERE id IN {_LISTED} ORDER BY 1"  # noqa: S608
        return [row[0] for row in self.study.all(query, [list(claims)])]

    def drop_pairs(self, documents: Sequence[str]) -> None:
        """Drop the pairs of the claims of some documents, and of claims that are gone."""
        query = f"""DELETE FROM merge_pairs WHERE
                    claim NOT IN (SELECT id FROM claims) OR other NOT IN (SELECT id FROM claims)
                    OR claim IN (SELECT id FROM claims WHERE document IN {_LISTED})
                    OR other IN (SELECT id FROM claims WHERE document IN {_LISTED})"""  # noqa: S608
        self.study.connection.execute(query, [list(documents), list(documents)])

    def positive_pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of claims that more speaks for than against."""
        query = "SELECT claim, other FROM merge_pairs WHERE points > 0"
        return [(row[0], row[1]) for row in self.study.all(query)]

    def points(self, claims: Sequence[str]) -> dict[tuple[str, str], float]:
        """Return what speaks for each pair of which one claim is listed."""
        query = f"""SELECT claim, other, points FROM merge_pairs
                    WHERE claim IN {_LISTED} OR other IN {_LISTED}"""  # noqa: S608
        listed = list(claims)
        return {(row[0], row[1]): row[2] for row in self.study.all(query, [listed, listed])}

    def claims(self) -> list[tuple[str, str]]:
        """Return the id of each claim and of its document."""
        return [(row[0], row[1]) for row in self.study.all("SELECT id, document FROM claims")]

    def members(self) -> dict[str, str]:
        """Return the incident of each claim that was merged into one, gone claims included."""
        return dict(self.study.all("SELECT claim, incident FROM incident_claims"))

    def beside(self, claims: Collection[str]) -> set[str]:
        """Return the claims that share an incident or more for than against with some."""
        query = f"""SELECT other FROM merge_pairs WHERE points > 0 AND claim IN {_LISTED} UNION
                    SELECT claim FROM merge_pairs WHERE points > 0 AND other IN {_LISTED} UNION
                    SELECT b.claim FROM incident_claims a JOIN incident_claims b USING (incident)
                    WHERE a.claim IN {_LISTED}"""  # noqa: S608
        return {row[0] for row in self.study.all(query, [sorted(claims)] * 3)}

    def incidents_of(self, claims: Collection[str]) -> list[str]:
        """Return the ids of the incidents that some claims are in."""
        query = f"SELECT DISTINCT incident FROM incident_claims WHERE claim IN {_LISTED} ORDER BY 1"  # noqa: S608
        return [row[0] for row in self.study.all(query, [sorted(claims)])]

    def incidents(self, ids: Sequence[str]) -> list[Incident]:
        """Return some incidents, by id."""
        query = f"SELECT record FROM incidents WHERE id IN ({_marks(ids)}) ORDER BY id"  # noqa: S608
        return [msgspec.json.decode(row[0], type=Incident) for row in self.study.all(query, ids)]

    def names_of(self, claims: Collection[str]) -> dict[str, str]:
        """Return the incident that some claims belong to if nobody judges anything."""
        query = f"SELECT claim, incident FROM merge_names WHERE claim IN {_LISTED}"  # noqa: S608
        return dict(self.study.all(query, [sorted(claims)]))

    def held(self, names: Collection[str], claims: Collection[str]) -> set[str]:
        """Return those of some names that claims other than these belong to."""
        query = f"""SELECT DISTINCT incident FROM merge_names
                    WHERE incident IN {_LISTED} AND claim NOT IN {_LISTED}"""  # noqa: S608
        return {row[0] for row in self.study.all(query, [sorted(names), sorted(claims)])}

    def names(self) -> dict[str, str]:
        """Return the incident that each claim belongs to if nobody judges anything."""
        return dict(self.study.all("SELECT claim, incident FROM merge_names"))

    def previous(self) -> dict[str, tuple[str, ...]]:
        """Return for each such incident the ids that it took over."""
        rows = self.study.all("SELECT incident, previous FROM merge_previous ORDER BY ALL")
        found: dict[str, tuple[str, ...]] = {}
        for incident, previous in rows:
            found[incident] = (*found.get(incident, ()), previous)
        return found

    def set_names(self, claims: Sequence[str], names: Mapping[str, tuple[str, ...]]) -> None:
        """Write the names of incidents, by their claims, in place of what `claims` had."""
        old = f"SELECT incident FROM merge_names WHERE claim IN {_LISTED}"  # noqa: S608
        former = [row[0] for row in self.study.all(old, [list(claims)])]
        self._delete("merge_previous", "incident", [*former, *names])
        self._delete("merge_names", "claim", claims)
        self.study.connection.execute(
            "DELETE FROM merge_names WHERE claim NOT IN (SELECT id FROM claims)"
        )
        self.put(
            "merge_names",
            [(claim, incident) for incident, members in names.items() for claim in members],
        )

    def set_previous(self, previous: Mapping[str, tuple[str, ...]]) -> None:
        """Write which ids some incidents took over."""
        self.put(
            "merge_previous",
            [(incident, each) for incident, earlier in previous.items() for each in earlier],
        )

    def replace(self, former: Sequence[str], incidents: Sequence[Incident]) -> None:
        """Write incidents in place of former ones."""
        self._delete("incidents", "id", former)
        for table in ("incident_claims", "incident_figures"):
            self._delete(table, "incident", former)
        self.put("incidents", [incident_row(item) for item in incidents])
        for table, rows_of in (
            ("incident_claims", incident_claim_rows),
            ("incident_figures", incident_figure_rows),
        ):
            self.put(table, [row for item in incidents for row in rows_of(item)])

    def put_again(self, incidents: Sequence[Incident]) -> None:
        """Write incidents of the same claims and figures in place of what they were."""
        ids = [item.id for item in incidents]
        query = f"DELETE FROM incidents WHERE id IN ({_marks(ids)})"  # noqa: S608
        self.study.connection.execute(query, ids)
        self.put("incidents", [incident_row(item) for item in incidents])

    def set_main(self, documents: Sequence[str]) -> None:
        """Write which incident some documents are mainly about: told first, most, by others."""
        self.study.connection.execute(f"{_MAIN} {_LISTED}", [list(documents)])

    def rule(self) -> str | None:
        """Return the rule by which figures were last chosen; None before the first merge."""
        found = self.study.one("SELECT rule FROM merge_rule")
        return found[0] if found else None

    def set_rule(self, rule: str) -> None:
        """Write the rule by which figures are chosen."""
        self.study.connection.execute("DELETE FROM merge_rule")
        self.study.insert("merge_rule", [(rule,)])
