"""Commands for a team's own places: gazetteer add, remove, list, find."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from dateline import gazetteer as places
from dateline import terminal
from dateline.errors import ConfigError
from dateline.gazetteer_cache import cache_folder
from dateline.settings import Settings, read_settings
from dateline.settings_file import write_list

_BESIDE = Path("dateline.toml")


def _settings_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A dateline.toml; by default the one in this folder.",
    )(command)


@click.group()
def gazetteer() -> None:
    """Keep the places that a team adds to the gazetteer of the world."""


@gazetteer.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_settings_option
def add(file: Path, settings_file: Path | None) -> None:
    """Add the places of a FILE: a GeoNames dump, a CSV, or an extract with its names.

    The file stays where it is, and dateline.toml names it: what is changed in it counts
    from the next run on. It is indexed once.
    """
    path = settings_file or _BESIDE
    settings = _settings(settings_file)
    listed = _listed(file, path)
    source = _indexed(listed)
    others = [one for one in settings.gazetteers if one != listed]
    write_list(path, "gazetteers", [*others, listed])
    click.echo(f"{terminal.safe(str(file))}: {source.places:,} places, {source.names:,} names")
    terminal.say(f"wrote {path}: {file} is read from now on; code reports again to use it")


@gazetteer.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_settings_option
def remove(file: Path, settings_file: Path | None) -> None:
    """Leave a FILE of places out again; the file itself stays."""
    path = settings_file or _BESIDE
    settings = _settings(settings_file)
    listed = _listed(file, path)
    write_list(path, "gazetteers", _without(listed, settings.gazetteers))
    terminal.say(f"wrote {path}: {file} is no longer read; code reports again to be without it")


@gazetteer.command(name="list")
@_settings_option
def list_files(settings_file: Path | None) -> None:
    """List the gazetteers that are read, with how many places and names each holds."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("gazetteer", overflow="fold")
    for column in ("places", "names", "MB"):
        table.add_column(column, justify="right")
    for source in _sources(_settings(settings_file)):
        size = source.file.stat().st_size / 1e6
        table.add_row(Text(source.path), f"{source.places:,}", f"{source.names:,}", f"{size:.1f}")
    terminal.make_console().print(table)
    terminal.say(f"the indexes are in {cache_folder()}, and are made again where they are missing")
    terminal.say("place names and points: GeoNames (https://www.geonames.org), CC BY 4.0")


@gazetteer.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@_settings_option
def find(name: str, limit: int, settings_file: Path | None) -> None:
    """Show the places that a NAME may mean, the most populous first."""
    opened = places.opened(_settings(settings_file).gazetteers, terminal.say)
    found = opened.find_name(name)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("name", "kind", "in", "point", "record"):
        table.add_column(column, overflow="fold")
    for feature in found[:limit]:
        within = ", ".join(opened.names_of(feature))
        point = f"{feature.lat:.4f}, {feature.lon:.4f}"
        table.add_row(*map(Text, (feature.name, feature.kind, within, point, feature.key)))
    terminal.make_console().print(table)
    terminal.say(f"{min(limit, len(found)):,} of {len(found):,} places shown")


def ready(settings: Settings) -> None:
    """Build or index the gazetteers that are missing, and say so; else do nothing.

    Raises:
        ConfigError: A file cannot be read, is of no known shape, or nothing can be written.
    """
    if "places" in settings.link:
        _sources(settings)


def _sources(settings: Settings) -> list[places.Source]:
    """Return the gazetteers that are read, the world core first, built where they were not."""
    core = places.core(terminal.say)
    return [core, *(places.add(Path(file), terminal.say) for file in settings.gazetteers)]


def _indexed(file: str) -> places.Source:
    """Return a file of places, indexed.

    Raises:
        ConfigError: No place is in it.
    """
    source = places.add(Path(file), terminal.say)
    if not source.places:
        advice = "Give a file with a line for each place"
        raise ConfigError("no place is in it", where=file, advice=advice)
    return source


def _without(file: str, files: Sequence[str]) -> list[str]:
    """Return files without one of them.

    Raises:
        ConfigError: It is not among them.
    """
    if file not in files:
        known = ", ".join(files) or "none"
        raise ConfigError("no such gazetteer", where=file, advice=f"Listed: {known}")
    return [one for one in files if one != file]


def _settings(settings_file: Path | None) -> Settings:
    return read_settings(settings_file or (_BESIDE if _BESIDE.is_file() else None))


def _listed(file: Path, settings_file: Path) -> str:
    """Return a file as the settings name it: as a run in this folder finds it again."""
    here = settings_file.resolve().parent == Path.cwd()
    inside = not file.is_absolute() or file.resolve().is_relative_to(Path.cwd())
    if here and inside:
        return Path(os.path.relpath(file)).as_posix()
    return file.resolve().as_posix()
