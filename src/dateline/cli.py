"""The command line: `dateline COMMAND`.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 error,
2 usage, 3 finished with some inputs rejected, 4 below a threshold, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline import (
    __version__,
    cli_actors,
    cli_gazetteer,
    cli_merge,
    cli_publish,
    cli_release,
    cli_study,
    cli_view,
    terminal,
)
from dateline.acquire import acquire, plan
from dateline.cli_settings import settings_of, settings_option
from dateline.errors import ConfigError, DatelineError
from dateline.estimate import estimated
from dateline.lexicon import data_file
from dateline.merger import merge
from dateline.reading import Reading
from dateline.run import Account, Run
from dateline.scale import default_workers
from dateline.settings import Settings
from dateline.store import exports
from dateline.store.database import Finished, Study
from dateline.terminal_incidents import incidents_table

EXIT_REJECTED = 3
EXIT_INTERRUPTED = 130


class _Commands(click.Group):
    """Turns dateline's own errors into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's own signature)
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            terminal.say(str(error))
            ctx.exit(2)
        except DatelineError as error:
            terminal.say(str(error))
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """Turn reports of armed conflict into a citable event dataset."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal is no reason to stop


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The study.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="What to print; a table unless -o is given.",
)
@click.option("--workers", type=click.IntRange(0, 64), help="Processes; 0 for none of its own.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what it would take, and stop.")
@settings_option
def code(  # noqa: PLR0913  (one parameter an option)
    paths: tuple[str, ...],
    output: Path | None,
    form: str | None,
    workers: int | None,
    *,
    dry_run: bool,
    settings_file: Path | None,
) -> None:
    """Code reports: files, folders, patterns, or - for standard input.

    With -o everything is kept in a study, a DuckDB file. The same command goes on
    where an interrupted one stopped.
    """
    settings = settings_of(settings_file)
    if dry_run:
        _print_plan(paths, settings, default_workers() if workers is None else workers)
        return
    with Study(output) as study:
        account = _code_into(study, paths, settings, workers, form or ("" if output else "table"))
        merged = merge(study) if output else None
    console = terminal.make_console(stderr=True)
    console.print(terminal.account_text(account))
    if merged:
        console.print(cli_merge.merged_text(merged))
    if account.rejected:
        if output:
            terminal.say(f"rejected inputs with reasons: dateline show {output} --rejected")
        sys.exit(EXIT_REJECTED)


def _print_plan(paths: tuple[str, ...], settings: Settings, workers: int) -> None:
    files = list(plan(paths))
    size = sum(item.size for item in files)
    click.echo(f"{len(files):,} files, {size / 1e6:,.1f} MB")
    for line in estimated(paths, settings, size, max(1, workers)):
        click.echo(line)


def _code_into(
    study: Study, paths: tuple[str, ...], settings: Settings, workers: int | None, form: str
) -> Account:
    count = default_workers() if workers is None else workers
    cli_gazetteer.ready(settings)
    run = Run(study, settings, workers=count)
    readings: list[Reading] = []
    rejected: list[Finished] = []
    work = run.over(acquire(paths, settings), lambda: datetime.now(UTC))
    try:
        with _progress(paths) as advance, closing(work):
            for finished in work:
                advance(run.account())
                if finished.rejection and finished.outcome != "duplicate":
                    rejected.append(finished)
                if finished.reading and form == "jsonl":
                    sys.stdout.buffer.write(finished.reading.to_public_json() + b"\n")
                elif finished.reading and form == "table":
                    readings.append(finished.reading)
    except KeyboardInterrupt:
        terminal.say("stopped; what is done is kept, and the same command goes on from here")
        sys.exit(EXIT_INTERRUPTED)
    for finished in rejected if study.path is None else ():
        _say_rejected(finished)
    if form == "table":
        terminal.make_console().print(terminal.events_table(readings))
    elif form == "csv":
        exports.write(study, "csv", None)
    return run.account()


def _say_rejected(finished: Finished) -> None:
    if finished.rejection:
        advice = f". {finished.rejection.advice}" if finished.rejection.advice else ""
        terminal.say(f"{finished.uri}: {finished.rejection.reason}{advice}")


@contextmanager
def _progress(paths: tuple[str, ...]) -> Iterator[Callable[[Account], None]]:
    """Show counts and time left on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    total = sum(1 for _ in plan(paths)) if "-" not in paths else None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("coding", total=total)

        def advance(account: Account) -> None:
            failed = account.rejected
            words = f"coding, {account.claims:,} claims" + (f", {failed} failed" if failed else "")
            more = max(account.read, total or 0) if total is not None else None
            progress.update(task, completed=account.read, description=words, total=more)

        yield advance


@main.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("demo.duckdb"),
    show_default=True,
    help="The study; made anew.",
)
def demo(output: Path) -> None:
    """Code the reports that come with dateline, and say what to try next."""
    for leftover in (output, output.with_name(output.name + ".wal")):
        leftover.unlink(missing_ok=True)
    examples = str(data_file("examples"))
    with Study(output) as study:
        account = _code_into(study, (examples,), Settings(), None, "table")
        merged = merge(study)
        incidents = cli_merge.read_incidents(study)
        first = study.one(_TELLING)
    console = terminal.make_console()
    console.print("The same happenings, all reports of each taken together:\n")
    console.print(incidents_table(incidents))
    console.print()
    console.print(terminal.account_text(account))
    console.print(cli_merge.merged_text(merged))
    console.print(f"\nEverything is in {output}. Try next:", markup=False)
    for command in _next_steps(output, first[0][:8] if first else None):
        console.print(f"  {command}", markup=False)


_TELLING = """SELECT c.id FROM claims c ORDER BY
              (SELECT count(*) FROM attributions a WHERE a.claim = c.id) DESC,
              (SELECT count(*) FROM figures f WHERE f.claim = c.id) DESC, c.id LIMIT 1"""
"""A claim with much to explain: the longest chain, then the most figures."""


def _next_steps(output: Path, claim: str | None) -> Iterator[str]:
    program = "dateline" if sys.prefix == sys.base_prefix else str(Path(sys.argv[0]))
    if claim:
        yield f"{program} explain {claim} --study {output}      the words behind one row"
    yield f"{program} incidents {output}      one row a happening"
    yield f"{program} view {output}      the review page, in a browser"
    yield f"{program} show {output} --rejected      what was left out, and why"
    yield f"{program} export {output} --format csv -o events/      tables for R or Stata"
    yield f"{program} code YOUR-REPORTS/ -o study.duckdb      your own pages"


main.add_command(cli_actors.actors)
main.add_command(cli_gazetteer.gazetteer)
for _command in (
    cli_merge.merge, cli_merge.incidents, cli_merge.judge, cli_merge.undo, cli_merge.log,
):  # fmt: skip
    main.add_command(_command)
for _command in (cli_study.show, cli_study.explain, cli_study.export, cli_study.evaluate):
    main.add_command(_command)
main.add_command(cli_release.release)
main.add_command(cli_release.diff)
main.add_command(cli_publish.publish_command)
main.add_command(cli_view.view)
