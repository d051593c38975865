"""The command that opens the review page: view."""

from __future__ import annotations

import contextlib
import secrets
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import click

from dateline import terminal
from dateline.errors import StoreError
from dateline.store.database import Study
from dateline.view.sitting import Chair, Sitting


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port; 0 for a free one.  [default: 8471, if free]",
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option("--who", envvar="DATELINE_WHO", help="Who decides.")
@click.option("--read-only", is_flag=True, help="Decide nothing; others may read it too.")
def view(
    study: Path, port: int | None, who: str | None, *, no_browser: bool, read_only: bool
) -> None:
    """Open the review page of STUDY in a browser, until Ctrl-C.

    It is served on this machine only, and to nobody without the token in its address.
    """
    # Opened here, so that no other command waits for a web server to load.
    from dateline.view.server import address, listen, serve  # noqa: PLC0415

    with (
        opened_study(study, read_only=read_only) as opened,
        contextlib.closing(listen(port)) as listening,
    ):
        if not opened.one("SELECT 1 FROM merge_rule") and not read_only:
            terminal.say(f"merging {study} first; this is done once")
        chair = Chair(who=who, read_only=read_only)
        sitting = Sitting(opened, chair, lambda: datetime.now(UTC))
        token = secrets.token_urlsafe(32)
        place = address(listening, token)

        def ready() -> None:
            terminal.say(f"{study}: {place}")
            terminal.say("stop it with Ctrl-C; every decision is kept at once")
            if not no_browser:
                webbrowser.open(place)

        serve(sitting, listening, token, ready)
    terminal.say("stopped")


def opened_study(study: Path, *, read_only: bool) -> Study:
    """Return a study opened that is there already: to look at one never makes one.

    Raises:
        StoreError: None is there.
    """
    if not study.is_file():
        raise StoreError(
            "there is no study here",
            where=str(study),
            advice=f"Make one with: dateline code REPORTS -o {study}, or: dateline demo",
        )
    return Study(study, read_only=read_only)
