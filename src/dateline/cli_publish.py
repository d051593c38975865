"""The command that publishes incidents as a page: publish."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dateline import terminal
from dateline.cli_view import opened_study
from dateline.errors import ConfigError
from dateline.store.releases import Edition
from dateline.view.publish import Account, publish
from dateline.view.publish_limits import Obscured
from dateline.view.publish_method import Publication


@click.command("publish")
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to write."
)
@click.option("--all", "everything", is_flag=True, help="Also what nobody has reviewed, marked so.")
@click.option("--title", default=Edition(version="").title, show_default=True)
@click.option("--author", "authors", multiple=True, help="Whom to cite; may be given often.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication.")
@click.option("--licence", help="SPDX identifier, such as CC-BY-4.0.")
@click.option(
    "--obscure",
    "km",
    type=click.FloatRange(0, 1000, min_open=True),
    help="Put points in the middle of squares of so many kilometres.",
)
@click.option(
    "--obscure-only",
    "places",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Only these places: a file with a name or gazetteer id a line.",
)
def publish_command(  # noqa: PLR0913  (one parameter an option)
    study: Path,
    output: Path,
    title: str,
    authors: tuple[str, ...],
    day: datetime | None,
    licence: str | None,
    km: float | None,
    places: Path | None,
    *,
    everything: bool,
) -> None:
    """Write the accepted incidents of STUDY as a folder: a page, and data to download.

    It opens from a disk and from any host, and asks nobody for anything.
    """
    date = day.date().isoformat() if day else None
    publication = Publication(
        edition=Edition(version="", title=title, authors=authors, date=date, licence=licence),
        everything=everything,
        obscured=_obscured(km, places),
    )
    with opened_study(study, read_only=True) as opened:
        account = publish(opened, publication, output)
    for line in _said(account, output):
        terminal.say(line)


def _obscured(km: float | None, places: Path | None) -> Obscured | None:
    if km is None:
        if places:
            raise ConfigError(
                "nothing says how coarse these places are to be",
                where=str(places),
                advice="Add --obscure KM",
            )
        return None
    if places is None:
        return Obscured(km=km)
    try:
        lines = places.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(error), where=str(places), advice="Give a UTF-8 text file") from error
    named = frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")
    if not named:
        raise ConfigError("it names no place", where=str(places), advice="One name a line")
    return Obscured(km=km, places=named)


def _said(account: Account, output: Path) -> list[str]:
    said = [f"wrote {output}: {account.published:,} incidents, {account.size / 1e6:.1f} MB"]
    if account.unreviewed:
        said.append(f"{account.unreviewed:,} of them are marked: nobody has reviewed them")
    reasons = {
        "unreviewed": "nobody has reviewed them; publish them too, marked so, with --all",
        "rejected": "a person rejected them",
    }
    said += [f"left out {count:,}: {reasons[why]}" for why, count in account.left_out.items()]
    return [*said, f"open {output / 'index.html'}; how to embed and cite it: about.html"]
