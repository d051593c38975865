"""The judgements of a study: an append-only log."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.errors import StoreError
from dateline.judgement import Anchor, Judgement
from dateline.store.database import Study
from dateline.store.incident_rows import judgement_of, judgement_row


def append(study: Study, judgement: Judgement) -> None:
    """Write a judgement at the end of the log.

    Raises:
        StoreError: It stands in the log already.
    """
    if study.one("SELECT 1 FROM judgements WHERE id = ?", [judgement.id]):
        raise StoreError(
            "this judgement is in the log already",
            where=judgement.id,
            advice="Look at it with: dateline log",
        )
    study.insert("judgements", [judgement_row(judgement)])


def read(study: Study) -> tuple[Judgement, ...]:
    """Return all judgements, oldest first, undone ones included."""
    return tuple(judgement_of(row) for row in study.all("FROM judgements ORDER BY decided, id"))


def anchors(study: Study, claims: Sequence[str]) -> tuple[Anchor, ...]:
    """Return where the words of some claims stand."""
    marks = ", ".join("?" * len(claims)) or "NULL"  # one by one, DuckDB uses the index of the key
    query = f"""SELECT id, document, trigger_start, trigger_end FROM claims
                WHERE id IN ({marks}) ORDER BY id"""  # noqa: S608
    return tuple(Anchor(*row) for row in study.all(query, claims))


def found_again(study: Study, wanted: Sequence[Anchor]) -> dict[Anchor, str]:
    """Return for each anchor the claim that is now read from its words.

    That is the claim of the same id or, where the report was read again in another way,
    the one whose trigger shares a character with the old one; or else the one whose
    evidence holds it. Anchors without such a claim are not in the answer.
    """
    documents = sorted({anchor.document for anchor in wanted})
    query = """SELECT document, id, trigger_start, trigger_end, evidence_start, evidence_end
               FROM claims WHERE document IN (SELECT unnest(?::VARCHAR[]))
               ORDER BY document, position"""
    claims: dict[str, list[tuple[str, int, int, int, int]]] = {}
    for document, *facts in study.all(query, [documents]):
        claims.setdefault(document, []).append((facts[0], facts[1], facts[2], facts[3], facts[4]))
    found: dict[Anchor, str] = {}
    for anchor in wanted:
        fits = sorted(
            (rank, position, facts[0])
            for position, facts in enumerate(claims.get(anchor.document, ()))
            if (rank := _fit(anchor, facts)) is not None
        )
        if fits:
            found[anchor] = fits[0][2]
    return found


def _fit(anchor: Anchor, facts: tuple[str, int, int, int, int]) -> int | None:
    claim, start, end, low, high = facts
    if claim == anchor.claim:
        return 0
    if start < anchor.end and anchor.start < end:
        return 1
    return 2 if low <= anchor.start and anchor.end <= high else None
