"""The checks of a release: what must hold in every study, counted where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record import Record
from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC
from dateline.store.releases_columns import Table, codes

_SPANS = (
    ("claims", "trigger", "trigger_start", "trigger_end"),
    ("claims", "evidence", "evidence_start", "evidence_end"),
    ("claims", "date_text", "date_start", "date_end"),
    ("claims", "place_text", "place_start", "place_end"),
    ("claim_entities", "text", "start", "end"),
    ("figures", "text", "start", "end"),
    ("weapons", "text", "start", "end"),
    ("attributions", "source", "source_start", "source_end"),
    ("attributions", "cue", "cue_start", "cue_end"),
)
"""Columns with words, and those that say where in the document's text they stand."""

_RULES: dict[str, str] = {
    "every input that gave no document says why": """
        SELECT i.uri FROM inputs i WHERE i.outcome IN ('failed', 'not_english', 'no_report')
        AND NOT EXISTS (SELECT 1 FROM rejections r
                        WHERE r.uri = i.uri AND r.outcome = i.outcome)""",
    "every input that was read has a document": """
        SELECT i.uri FROM inputs i WHERE i.outcome IN ('coded', 'no_event')
        AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = i.document)""",
    "every document comes from an input": """
        SELECT d.id FROM documents d
        WHERE NOT EXISTS (SELECT 1 FROM inputs i WHERE i.document = d.id)""",
    "an input counts as coded if and only if its document has claims": """
        SELECT i.uri FROM inputs i WHERE i.outcome IN ('coded', 'no_event')
        AND (i.outcome = 'coded') <> EXISTS (SELECT 1 FROM claims c
                                             WHERE c.document = i.document)""",
    "no claim is without the words that state it": """
        SELECT id FROM claims WHERE trim(evidence) = '' OR trim("trigger") = ''
        OR evidence_end <= evidence_start OR trigger_end <= trigger_start""",
    "every incident has claims": """
        SELECT id FROM incidents
        WHERE id NOT IN (SELECT incident FROM incident_claims)""",
    "every figure of an incident is one of its claims'": """
        SELECT g.incident FROM incident_figures g
        WHERE NOT EXISTS (SELECT 1 FROM incident_claims i
                          WHERE i.incident = g.incident AND i.claim = g.claim)""",
    "no first day is after the last": """
        SELECT id FROM claims WHERE date_from > date_to
        UNION ALL SELECT id FROM incidents WHERE date_from > date_to""",
    "no least figure is above the greatest": """
        SELECT claim FROM figures WHERE low > high
        UNION ALL SELECT id FROM incidents WHERE killed_low > killed_high
        OR wounded_low > wounded_high""",
    "every undoing names a judgement": """
        SELECT id FROM judgements
        WHERE action = 'undo' AND coalesce(undo_of, '') NOT IN (SELECT id FROM judgements)""",
}


class Check(Record, frozen=True, kw_only=True):
    """One check.

    Attributes:
        rule: What must hold.
        broken: How often it does not.
        example: Id or address of the first case; None if there is none.
    """

    rule: str
    broken: int
    example: str | None = None


def run_checks(study: Study, tables: Sequence[Table]) -> tuple[Check, ...]:
    """Return all checks, held or broken, in a fixed order."""
    return tuple(_check(study, rule, query) for rule, query in _queries(tables))


def _check(study: Study, rule: str, query: str) -> Check:
    count, first = study.one(f"SELECT count(*), min(x::VARCHAR) FROM ({query}) found(x)")  # noqa: S608
    return Check(rule=rule, broken=count, example=first)


def _queries(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    allowed = ", ".join(f"'{value}'" for value in codes("outcome"))
    yield (
        "the row account sums: every input has exactly one known outcome",
        f"""SELECT uri FROM inputs GROUP BY uri
            HAVING count(*) <> 1 OR any_value(outcome) NOT IN ({allowed})""",  # noqa: S608
    )
    yield from _RULES.items()
    for table, words, start, end in _SPANS:
        yield (
            f"the words in {table}.{words} stand where it says",
            _span_query(table, words, start, end),
        )
    for table_ in tables:
        yield from _table_queries(table_)


def _span_query(table: str, words: str, start: str, end: str) -> str:
    claim = "id" if table == "claims" else "claim"
    return f"""SELECT t.{claim} FROM {table} t JOIN claims c ON c.id = t.{claim}
               JOIN documents d ON d.id = c.document WHERE t."{start}" IS NOT NULL
               AND substring(d.text, t."{start}" + 1, t."{end}" - t."{start}")
                   IS DISTINCT FROM t."{words}" """  # noqa: S608


def _table_queries(table: Table) -> Iterator[tuple[str, str]]:
    rows = f"({PUBLIC[table.name]})"
    if table.meaning.key:
        key = ", ".join(f'"{name}"' for name in table.meaning.key)
        yield (
            f"no two rows of {table.name} have one key",
            f'SELECT "{table.meaning.key[0]}" FROM {rows} GROUP BY {key} HAVING count(*) > 1',  # noqa: S608
        )
    for column, target in table.meaning.points.items():
        yield (
            f"{table.name}.{column} leads to a row of {target}",
            f"""SELECT "{column}" FROM {rows} WHERE "{column}" IS NOT NULL
                AND "{column}" NOT IN (SELECT id FROM {target})""",  # noqa: S608
        )
    for column_ in table.columns:
        if column_.meaning.codes:
            values = ", ".join(
                "'" + value.replace("'", "''") + "'" for value in codes(column_.meaning.codes)
            )
            yield (
                f"{table.name}.{column_.name} holds values of the codebook",
                f'SELECT "{column_.name}" FROM {rows} WHERE "{column_.name}" NOT IN ({values})',  # noqa: S608
            )


def markdown(checks: Sequence[Check]) -> str:
    """Return checks as a Markdown page, broken ones first."""
    broken = sum(1 for check in checks if check.broken)
    lines = ["# Checks", "", f"{len(checks)} checks, {broken} of them broken.", ""]
    lines += ["| check | cases against it | the first |", "| --- | --- | --- |"]
    for check in sorted(checks, key=lambda item: item.broken == 0):
        example = (check.example or "").replace("|", "\\|").replace("\n", " ")
        lines.append(f"| {check.rule} | {check.broken or 'none'} | {example} |")
    return "\n".join([*lines, ""])
