"""Commands about incidents: merge, incidents, judge, undo, log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click
import msgspec

from dateline import review, terminal
from dateline.incident import FIGURE_RULES, FigureRule, Incident, IncidentClaim
from dateline.judgement import Action, Judgement, Quote, in_force
from dateline.merge.scoring import Reason
from dateline.merger import Merged
from dateline.merger import merge as merge_study
from dateline.store import judgements
from dateline.store.database import Study
from dateline.terminal_incidents import ShownClaim, incident_page, incidents_table, log_table

_DECISIONS: tuple[Action, ...] = tuple(each for each in get_args(Action) if each != "undo")


def merged_text(merged: Merged) -> str:
    """Return what a merge did, in a line."""
    return (
        f"incidents: {merged.incidents:,}, {merged.changed:,} of them made anew for "
        f"{merged.reports:,} new reports; copies among all reports: {merged.copies:,}"
    )


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--figures", type=click.Choice(FIGURE_RULES), help="How figures are chosen.")
def merge(study: Path, figures: FigureRule | None) -> None:
    """Bring the incidents of STUDY up to date; `code` does the same when it ends."""
    with Study(study) as opened:
        terminal.say(merged_text(merge_study(opened, figures)))


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("incident", required=False)
@click.option("--type", "event_type", help="Only incidents of this type.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print whole records, one a line.")
def incidents(
    study: Path, incident: str | None, event_type: str | None, limit: int, *, as_json: bool
) -> None:
    """Show the incidents of STUDY as a table, or one INCIDENT with every claim and figure."""
    with Study(study, read_only=True) as opened:
        if incident:
            chosen = [review.incident(opened, incident)]
        else:
            chosen = read_incidents(opened, event_type, limit)
        if as_json:
            for item in chosen:
                click.echo(item.to_json().decode())
            return
        console = terminal.make_console()
        if incident:
            (item,) = chosen
            console.print(incident_page(item, _shown(opened, item), _copied(opened, item)))
        else:
            console.print(incidents_table(chosen))
            if not opened.one("SELECT 1 FROM merge_rule"):
                terminal.say(f"nothing is merged yet; do it with: dateline merge {study}")


def read_incidents(study: Study, event_type: str | None = None, limit: int = 200) -> list[Incident]:
    """Return the incidents of a study by day; those without one last."""
    query = """SELECT record FROM incidents WHERE ?1 IS NULL OR event_type = ?1
               ORDER BY date_from NULLS LAST, place_name, id LIMIT ?2"""
    rows = study.all(query, [event_type, limit])
    return [msgspec.json.decode(row[0], type=Incident) for row in rows]


def _shown(study: Study, incident: Incident) -> list[ShownClaim]:
    query = """SELECT d.publisher, d.published_from, c.event_type, c.status, c.evidence
               FROM claims c JOIN documents d ON d.id = c.document WHERE c.id = ?"""
    shown: list[ShownClaim] = []
    for item in incident.claims:
        publisher, day, kind, status, evidence = study.one(query, [item.claim])
        shown.append(
            ShownClaim(
                item=item,
                outlet=publisher or "publisher unknown",
                published=str(day or "day unknown"),
                what=kind.replace("_", " ") + (f" ({status})" if status != "occurred" else ""),
                evidence=evidence,
                reasons=_reasons(study, item, incident),
            )
        )
    return shown


def _reasons(study: Study, item: IncidentClaim, incident: Incident) -> str:
    """Return what speaks most for a claim being about the incident, from its best pair."""
    others = [each.claim for each in incident.claims if each.claim != item.claim]
    query = """SELECT reasons FROM merge_pairs
               WHERE (claim = ?1 AND other IN (SELECT unnest(?2::VARCHAR[])))
                  OR (other = ?1 AND claim IN (SELECT unnest(?2::VARCHAR[])))
               ORDER BY points DESC, claim, other LIMIT 1"""
    found = study.one(query, [item.claim, others])
    if not found:
        return ""
    reasons = msgspec.json.decode(found[0], type=tuple[Reason, ...])
    return ", ".join(f"{each.name} {each.points:+.1f}" for each in reasons if each.name != "prior")


def _copied(study: Study, incident: Incident) -> dict[str, str]:
    """Return for each report of an incident that is a copy, what it changed."""
    query = """SELECT k.document, d.publisher, o.publisher, k.containment, k.figures_changed
               FROM copies k JOIN documents d ON d.id = k.document
               JOIN documents o ON o.id = k.copy_of
               WHERE k.document IN (SELECT unnest(?::VARCHAR[])) ORDER BY k.document"""
    documents = sorted({item.document for item in incident.claims})
    return {
        document: f"{copy or 'publisher unknown'} repeats {original or 'publisher unknown'} "
        f"({share:.0%} of its words outside quotations)"
        + (", with other figures" if changed else "")
        for document, copy, original, share, changed in study.all(query, [documents])
    }


def _signed(who: str, why: str) -> review.Signed:
    return review.Signed(who=who, why=why, when=datetime.now(UTC))


@click.command(context_settings={"ignore_unknown_options": True})  # a longitude may be -3.5
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("decision", type=click.Choice(_DECISIONS))
@click.argument("incident")
@click.argument("others", nargs=-1)
@click.option("--who", required=True, envvar="DATELINE_WHO", help="Who decides.")
@click.option("--why", required=True, help="The reason; of a comment, its words.")
@click.option("--quote", help="The words of a report that it was read from.")
def judge(  # noqa: PLR0913  (one parameter an option)
    study: Path,
    decision: Action,
    incident: str,
    others: Sequence[str],
    who: str,
    why: str,
    quote: str | None,
) -> None:
    """Decide about an INCIDENT; the decision is kept for good and can be undone.

    accept, reject, comment: nothing more. edit: FIELD VALUE. merge, not-same, unsure: another
    incident. split: the claims to take out.
    """
    signed = review.Signed(
        who=who, why=why, when=datetime.now(UTC), quote=Quote(text=quote) if quote else None
    )
    with Study(study) as opened:
        _say(review.decide(opened, decision, incident, others, signed))


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("judgement", required=False)
@click.option("--who", required=True, envvar="DATELINE_WHO", help="Who decides.")
@click.option("--why", required=True, help="The reason.")
def undo(study: Path, judgement: str | None, who: str, why: str) -> None:
    """Undo a JUDGEMENT, by default the latest; incidents are again as they were."""
    with Study(study) as opened:
        _say(review.undo(opened, judgement, _signed(who, why)))


def _say(judgement: Judgement) -> None:
    terminal.say(f"judgement {judgement.id[:8]}: {judgement.action} {judgement.object[:8]}")


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print whole records, one a line.")
def log(study: Path, *, as_json: bool) -> None:
    """Show every judgement in STUDY, oldest first, undone ones too."""
    with Study(study, read_only=True) as opened:
        found = judgements.read(opened)
    if as_json:
        for item in found:
            click.echo(item.to_json().decode())
        return
    standing = frozenset(item.id for item in in_force(found))
    terminal.make_console().print(log_table(found, standing))
