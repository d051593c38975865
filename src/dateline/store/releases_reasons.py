"""Why rows of one release are not in a later one, as far as judgements and rejections tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dateline.judgement import Judgement, in_force

Row = Mapping[str, Any]


class Withdrawals:
    """Gives reasons from the tables of both releases."""

    def __init__(self, old: Mapping[str, Sequence[Row]], new: Mapping[str, Sequence[Row]]) -> None:
        """Take the rows of both, by table."""
        self._old_claims = {row["id"]: row for row in old["claims"]}
        self._new_claims = {row["id"] for row in new["claims"]}
        self._documents = {row["id"]: row for row in new["documents"]}
        self._uris = {row["document"]: row["uri"] for row in old["inputs"] if row["document"]}
        self._inputs = {row["uri"]: row for row in new["inputs"]}
        self._rejections = new["rejections"]
        self._told: dict[str, list[str]] = {}
        for row in old["incident_claims"]:
            self._told.setdefault(row["incident"], []).append(row["claim"])
        self._taken = {
            previous: row["id"]
            for row in new["incidents"]
            for previous in (row["previous_ids"] or "").split("; ")
            if previous
        }
        self._judgements = in_force(_judgement(row) for row in new["judgements"])

    def why(self, table: str, row: Row) -> str | None:
        """Return why a row of the old release does not hold in the new one, if anything tells."""
        if table == "incidents":
            return self._incident(row["id"])
        if table == "documents":
            return self._document(row["id"])
        if table == "claims":
            return self._claim(row["id"])
        if "claim" in row:
            return self._claim(row["claim"])
        return self._document(row["document"]) if row.get("document") else None

    def _incident(self, incident: str) -> str | None:
        reasons = [
            f"{item.action} by {item.who}: {item.reason}"
            for item in self._judgements
            if incident in {item.object, item.other} and item.action in {"reject", "merge", "split"}
        ]
        if incident in self._taken:
            reasons.append(f"now part of {self._taken[incident]}")
        if not reasons:
            reasons = [why for claim in self._told.get(incident, ()) if (why := self._claim(claim))]
        return "; ".join(dict.fromkeys(reasons)) or None

    def _claim(self, claim: str) -> str | None:
        row = self._old_claims.get(claim)
        if row is None or claim in self._new_claims:
            return None
        if row["document"] not in self._documents:
            return self._document(row["document"])
        left_out = next(self._left_out(row), None)
        return left_out or self._read_anew(row)

    def _left_out(self, claim: Row) -> Iterator[str]:
        for row in self._rejections:
            if row["document"] != claim["document"] or row["start"] is None:
                continue
            if row["start"] < claim["evidence_end"] and claim["evidence_start"] < row["end"]:
                yield f"left out by {row['stage']}: {row['reason']}"

    def _read_anew(self, claim: Row) -> str:
        coders = sorted(
            {r["coder"] for r in self._inputs.values() if r["document"] == claim["document"]}
        )
        return "the report was read again, by " + ", ".join(coders) if coders else "read again"

    def _document(self, document: str) -> str | None:
        if document in self._documents:
            return None
        uri = self._uris.get(document)
        if uri not in self._inputs:
            return "the report is not among the inputs any more"
        outcome = self._inputs[uri]["outcome"]
        reasons = [
            row["reason"] for row in self._rejections if row["uri"] == uri and row["outcome"]
        ]
        if reasons:
            return f"{outcome}: {reasons[0]}"
        return "other bytes stand at its address"


def _judgement(row: Row) -> Judgement:
    fields = {name: value for name, value in row.items() if not name.startswith("quote")}
    return Judgement(**{**fields, "decided": datetime.fromisoformat(fields["decided"])})
