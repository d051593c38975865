"""Commands for a team's own actors: actors add, remove, list, unknown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import click
import msgspec
from rich import box
from rich.table import Table
from rich.text import Text

from dateline import terminal
from dateline.claim import Claim
from dateline.cli_settings import BESIDE, listed_name, settings_of, settings_option, without
from dateline.link.actor_changes import Changes, changes
from dateline.link.actor_unknown import UnknownName, unknown_names
from dateline.register import Actor, Register, written_actors
from dateline.register_files import Actors, Overlap, extended, opened, overlaps, read_actors
from dateline.settings import Settings
from dateline.settings_file import write_list
from dateline.store.database import Study
from dateline.value import Entity, Speaker

_MOST = 20
"""Overlaps, unreadable lines and changed claims that are shown; the rest is counted."""


@click.group()
def actors() -> None:
    """Keep the actors that a team adds to the register."""


@actors.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-n", "--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "-s",
    "--study",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Count the claims of this study that would change.",
)
@settings_option
def add(file: Path, study: Path | None, settings_file: Path | None, *, dry_run: bool) -> None:
    """Add the actors of a FILE: a table (CSV), a YAML file, or a PETRARCH dictionary.

    The file stays where it is, and dateline.toml names it: what is changed in it counts
    from the next run on.
    """
    path = settings_file or BESIDE
    settings = settings_of(settings_file) if path.exists() else Settings()
    listed = listed_name(file, path)
    others = tuple(one for one in settings.actors if one != listed)
    register = opened(others)
    more = read_actors(listed, register)
    after = extended(register, more)
    _print_account(file, more)
    _print_doubts(more, after)
    if study is not None:
        then = msgspec.structs.replace(settings, actors=(*others, listed))
        now = msgspec.structs.replace(settings, actors=others)
        with Study(study, read_only=True) as opened_study:
            _print_changes(changes(opened_study.readings(), now, then))
    if dry_run:
        terminal.say("nothing was written")
        return
    write_list(path, "actors", (*others, listed))
    terminal.say(f"wrote {path}: {file} is read from now on; code reports again to use it")


@actors.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@settings_option
def remove(file: Path, settings_file: Path | None) -> None:
    """Leave a FILE of actors out again; the file itself stays."""
    path = settings_file or BESIDE
    settings = settings_of(settings_file)
    listed = listed_name(file, path)
    write_list(path, "actors", without(listed, settings.actors, "file of actors"))
    terminal.say(f"wrote {path}: {file} is no longer read; code reports again to be without it")


@actors.command(name="list")
@settings_option
def list_files(settings_file: Path | None) -> None:
    """List the files of actors that are read, and how many actors each brings."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("file")
    table.add_column("form")
    table.add_column("actors", justify="right")
    table.add_row("dateline's own", "register", f"{len(written_actors()):,}")
    states = len(opened(()).actors) - len(written_actors())
    table.add_row("made from the states", "register", f"{states:,}")
    register = opened(())
    for file in settings_of(settings_file).actors:
        more = read_actors(file, register)
        register = extended(register, more)
        table.add_row(Text(file), more.form, f"{len(more.actors):,}")
    terminal.make_console().print(table)


@actors.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True)
@click.option("--persons", is_flag=True, help="Also names that look like a person's.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    help="What to print.",
)
@settings_option
def unknown(
    study: Path, limit: int, form: str, settings_file: Path | None, *, persons: bool
) -> None:
    """List the names in a STUDY that the register does not hold, the most frequent first."""
    register = opened(settings_of(settings_file).actors)
    with Study(study, read_only=True) as opened_study:
        names = unknown_names(opened_study.readings(), register)
    chosen = [one for one in names if persons or not one.person]
    if form == "csv":
        click.echo(_as_csv(chosen[:limit]), nl=False)
    else:
        terminal.make_console().print(_as_table(chosen[:limit]))
    left = len(names) - len(chosen)
    terminal.say(
        f"{min(limit, len(chosen)):,} of {len(chosen):,} names shown"
        + (f"; {left:,} names of persons are not (--persons)" if left else "")
    )


def _print_account(file: Path, more: Actors) -> None:
    click.echo(terminal.safe(f"{file}: {more.form}"))
    for words, count in more.account:
        click.echo(f"  {count:>7,}  {terminal.safe(words)}")
    _print_some(
        "lines that cannot be read",
        [f"line {one.line}: {one.why}: {one.text}" for one in more.unreadable],
    )


def _print_doubts(more: Actors, register: Register) -> None:
    """Print what a team should look at: shared names, and relations that lead nowhere."""
    own = [one for one in more.actors if one.id in more.own]
    _print_some("names that others bear too", [_overlap(one) for one in overlaps(own, register)])
    _print_some("relations that lead nowhere", list(_loose(own, register)))


def _print_some(what: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    click.echo(f"{what}: {len(lines):,}")
    for line in lines[:_MOST]:
        click.echo(f"  {terminal.safe(line)}")
    if len(lines) > _MOST:
        click.echo(f"  and {len(lines) - _MOST:,} more")


def _overlap(found: Overlap) -> str:
    ends = [str(found.first) if found.first else "", str(found.last) if found.last else ""]
    days = f", {ends[0]} to {ends[1]}" if any(ends) else ""
    return f"{found.name}: {_named(found.one)} and {_named(found.other)}{days}"


def _named(actor: Actor) -> str:
    return f"{actor.id} ({actor.name})"


def _loose(own: Iterable[Actor], register: Register) -> Iterable[str]:
    for actor in own:
        for other in (actor.parent, *actor.allies, *actor.follows):
            if other is not None and other not in register.actors:
                yield f"{actor.id}: there is no actor {other}"
        for state in (actor.country, *actor.theatres):
            if state is not None and state not in register.countries:
                yield f"{actor.id}: there is no state {state} (ISO 3166-1 alpha-3)"


def _print_changes(found: Changes) -> None:
    click.echo(
        f"{len(found.changed):,} of {found.claims:,} claims would change, "
        f"in {found.changed_reports:,} of {found.reports:,} reports"
    )
    for change in islice(found.changed, _MOST):
        before, after = (_told(one) for one in (change.before, change.after))
        click.echo(terminal.safe(f"  {change.before.id[:8]}: {before}"))
        click.echo(terminal.safe(f"         => {after}"))


def _told(claim: Claim) -> str:
    """Return who acts, suffers and speaks in a claim, each with what the register knows."""
    sides = [
        ", ".join(_linked(one) for one in entities) or "not stated"
        for entities in (claim.actors, claim.recipients)
    ]
    speakers = " > ".join(
        _speaking(link.speaker) for link in claim.attribution if link.speaker is not None
    )
    return f"{sides[0]} → {sides[1]}, according to {speakers or 'the report'}"


def _speaking(speaker: Speaker) -> str:
    known = [part for part in (speaker.id, "a side of it" if speaker.party else None) if part]
    return f"{speaker.name} ({', '.join(known)})" if known else speaker.name


def _linked(entity: Entity) -> str:
    known = [part for part in (entity.id, entity.sector) if part]
    return f"{entity.name} ({', '.join(known)})" if known else entity.name


def _as_table(names: Iterable[UnknownName]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("count", justify="right")
    table.add_column("reports", justify="right")
    for name, ratio in (("name", 3), ("part", 3), ("words", 8)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for one in names:
        words = "\n".join(f"“{terminal.safe(example)}”" for example in one.examples)
        table.add_row(
            f"{one.count:,}", f"{one.reports:,}", Text(terminal.safe(one.name)),
            Text(_parts(one)), Text(words, style="dim"),
        )  # fmt: skip
    return table


def _parts(one: UnknownName) -> str:
    return ", ".join(f"{role} {count}" for role, count in one.roles.items())


def _as_csv(names: Iterable[UnknownName]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "count", "reports", "part", "example"))
    for one in names:
        example = terminal.safe(one.examples[0])
        writer.writerow((terminal.safe(one.name), one.count, one.reports, _parts(one), example))
    return out.getvalue()
