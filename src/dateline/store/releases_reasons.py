"""Why rows of one release are not in a later one, as far as judgements and rejections tell.

Only what may give a reason is read, once, and filed by what it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.judgement import Judgement, in_force
from dateline.store.releases_pair import Pair

Key = tuple[str, ...]

_READ = frozenset(("coded", "no_event", "duplicate"))
"""Outcomes of inputs whose document was read."""
_DECIDES = ("id", "decided", "who", "action", "object", "other", "reason", "undo_of")


class Withdrawals:
    """Gives reasons from the tables of both releases."""

    def __init__(self, pair: Pair) -> None:
        """Read what may give a reason."""
        self._gone = _gone_claims(pair)
        self._documents = {row[0] for row in pair.of("new", "documents", "id")}
        self._uris: dict[str, str] = {}
        inputs = pair.of("old", "inputs", "document", "uri", where="document IS NOT NULL")
        for document, uri in sorted(inputs):
            self._uris.setdefault(document, uri)
        self._outcomes: dict[str, str] = {}
        self._coders: dict[str, set[str]] = {}
        for row in pair.of("new", "inputs", "uri", "document", "outcome", "coder"):
            self._file_input(*row)
        self._rejected, self._left_out = _rejections(pair)
        self._told: dict[str, list[str]] = {}
        told = pair.of("old", "incident_claims", "incident", "claim", where=_gone(pair, "claim"))
        for incident, claim in sorted(told):
            self._told.setdefault(incident, []).append(claim)
        self._taken = {
            previous: incident
            for incident, ids in pair.of("new", "incidents", "id", "previous_ids")
            for previous in (ids or "").split("; ")
            if previous
        }
        self._decisions: dict[str, list[str]] = {}
        for item in in_force(_judgements(pair)):
            if item.action in {"reject", "merge", "split"}:
                said = f"{item.action} by {item.who}: {item.reason}"
                for judged in {item.object, item.other or item.object}:
                    self._decisions.setdefault(judged, []).append(said)

    def _file_input(self, uri: str, document: str | None, outcome: str, coder: str) -> None:
        self._outcomes[uri] = outcome
        if document is not None:
            self._coders.setdefault(document, set()).add(coder)
            if outcome in _READ:
                self._documents.add(document)

    def why(self, table: str, key: Key, row: Mapping[str, Any]) -> str | None:
        """Return why a row of the old release does not hold in the new one, if anything tells.

        Args:
            table: The table.
            key: The row's key.
            row: Its columns `claim` and `document`, if it has them.
        """
        if table == "incidents":
            return self._incident(key[0])
        if table == "documents":
            return self._document(key[0])
        if table == "claims":
            return self._claim(key[0])
        if "claim" in row:
            return self._claim(row["claim"])
        return self._document(row["document"]) if row.get("document") else None

    def _incident(self, incident: str) -> str | None:
        reasons = list(self._decisions.get(incident, ()))
        if incident in self._taken:
            reasons.append(f"now part of {self._taken[incident]}")
        if not reasons:
            reasons = [why for claim in self._told.get(incident, ()) if (why := self._claim(claim))]
        return "; ".join(dict.fromkeys(reasons)) or None

    def _claim(self, claim: str) -> str | None:
        if claim not in self._gone:
            return None
        document, start, end = self._gone[claim]
        if document not in self._documents:
            return self._document(document)
        for first, last, why in self._left_out.get(document, ()):
            if first < end and start < last:
                return why
        coders = ", ".join(sorted(self._coders.get(document, ())))
        return "the report was read again" + (f", by {coders}" if coders else "")

    def _document(self, document: str) -> str | None:
        if document in self._documents:
            return None
        uri = self._uris.get(document)
        if uri not in self._outcomes or uri is None:
            return "the report is not among the inputs any more"
        if uri in self._rejected:
            return f"{self._outcomes[uri]}: {self._rejected[uri]}"
        return "other bytes stand at its address"


def _gone(pair: Pair, column: str) -> str:
    """Return the condition that a column names a claim that is gone."""
    if not pair.columns("new", "claims"):
        return "true"
    return f"{column} NOT IN (SELECT id FROM new_claims)"  # noqa: S608


def _gone_claims(pair: Pair) -> dict[str, tuple[str, int, int]]:
    """Return document, first and last character of the evidence of each claim that is gone."""
    columns = ("id", "document", "evidence_start", "evidence_end")
    found = pair.of("old", "claims", *columns, where=_gone(pair, "id"))
    return {claim: (document, start, end) for claim, document, start, end in found}


def _rejections(pair: Pair) -> tuple[dict[str, str], dict[str, list[tuple[int, int, str]]]]:
    """Return why inputs were left out, by URI, and words of reports that tell less, by document."""
    where = "outcome IS NOT NULL"
    if pair.columns("old", "claims"):
        less = f"SELECT document FROM old_claims WHERE {_gone(pair, 'id')}"  # noqa: S608
        where += f" OR document IN ({less})"
    columns = ("id", "uri", "document", "outcome", "stage", "reason", "start", "end")
    whole: dict[str, str] = {}
    words: dict[str, list[tuple[int, int, str]]] = {}
    for row in sorted(pair.of("new", "rejections", *columns, where=where), key=_first):
        _, uri, document, outcome, stage, reason, start, end = row
        if outcome and uri:
            whole.setdefault(uri, reason)
        if start is not None and document is not None:
            words.setdefault(document, []).append((start, end, f"left out by {stage}: {reason}"))
    return whole, words


def _first(row: tuple[Any, ...]) -> str:
    return str(row[0])


def _judgements(pair: Pair) -> Iterator[Judgement]:
    for row in pair.of("new", "judgements", *_DECIDES):
        yield Judgement(**dict(zip(_DECIDES, row, strict=True)))
