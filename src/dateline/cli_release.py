"""Commands that publish a study: release, diff."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from dateline import terminal
from dateline.store import releases_diff
from dateline.store.database import Study
from dateline.store.releases import Edition, write_release

EXIT_BROKEN = 4


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("version")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A new folder."
)
@click.option("--title", default=Edition(version="").title, show_default=True)
@click.option("--author", "authors", multiple=True, help="Whom to cite; may be given often.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the release.")
@click.option("--licence", help="SPDX identifier, such as CC-BY-4.0.")
@click.option("--without-text", is_flag=True, help="Only short quotations, and hashes of texts.")
def release(  # noqa: PLR0913  (one parameter an option)
    study: Path,
    version: str,
    output: Path,
    title: str,
    authors: tuple[str, ...],
    day: datetime | None,
    licence: str | None,
    *,
    without_text: bool,
) -> None:
    """Write STUDY as release VERSION: tables, schema, codebook, citation, manifest, checks."""
    date = day.date().isoformat() if day else None
    edition = Edition(
        version=version,
        title=title,
        authors=authors,
        date=date,
        licence=licence,
        texts=not without_text,
    )
    with Study(study, read_only=True) as opened:
        checks = write_release(opened, edition, output)
    broken = [check for check in checks if check.broken]
    terminal.say(f"wrote {output}: release {version}, {len(checks)} checks, {len(broken)} broken")
    for check in broken:
        terminal.say(f"broken: {check.rule}: {check.broken} times, first {check.example}")
    if broken:
        sys.exit(EXIT_BROKEN)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Show what was added, changed and withdrawn from OLD to NEW, releases or studies."""
    differences = releases_diff.diff(old, new)
    if as_json:
        click.echo(releases_diff.as_json(old, new, differences))
        return
    for line in releases_diff.as_text(differences):
        words = line.lstrip()
        click.echo(" " * (len(line) - len(words)) + terminal.safe(words))
    if not any(item.added or item.changed or item.withdrawn for item in differences):
        terminal.say("nothing changed")
