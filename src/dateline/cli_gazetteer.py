"""Commands for a team's own places: gazetteer add, remove, list, find."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from dateline import gazetteer as places
from dateline import terminal
from dateline.cli_settings import BESIDE, listed_name, settings_of, settings_option, without
from dateline.errors import ConfigError
from dateline.gazetteer_cache import cache_folder
from dateline.settings import Settings
from dateline.settings_file import write_list


@click.group()
def gazetteer() -> None:
    """Keep the places that a team adds to the gazetteer of the world."""


@gazetteer.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@settings_option
def add(file: Path, settings_file: Path | None) -> None:
    """Add the places of a FILE: a GeoNames dump, a CSV, or an extract with its names.

    The file stays where it is, and dateline.toml names it: what is changed in it counts
    from the next run on. It is indexed once.
    """
    path = settings_file or BESIDE
    settings = settings_of(settings_file)
    listed = listed_name(file, path)
    source = _indexed(listed)
    others = [one for one in settings.gazetteers if one != listed]
    write_list(path, "gazetteers", [*others, listed])
    click.echo(f"{terminal.safe(str(file))}: {source.places:,} places, {source.names:,} names")
    terminal.say(f"wrote {path}: {file} is read from now on; code reports again to use it")


@gazetteer.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@settings_option
def remove(file: Path, settings_file: Path | None) -> None:
    """Leave a FILE of places out again; the file itself stays."""
    path = settings_file or BESIDE
    settings = settings_of(settings_file)
    listed = listed_name(file, path)
    write_list(path, "gazetteers", without(listed, settings.gazetteers, "gazetteer"))
    terminal.say(f"wrote {path}: {file} is no longer read; code reports again to be without it")


@gazetteer.command(name="list")
@settings_option
def list_files(settings_file: Path | None) -> None:
    """List the gazetteers that are read, with how many places and names each holds."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("gazetteer", overflow="fold")
    for column in ("places", "names", "MB"):
        table.add_column(column, justify="right")
    for source in _sources(settings_of(settings_file)):
        size = source.file.stat().st_size / 1e6
        table.add_row(Text(source.path), f"{source.places:,}", f"{source.names:,}", f"{size:.1f}")
    terminal.make_console().print(table)
    terminal.say(f"the indexes are in {cache_folder()}, and are made again where they are missing")
    terminal.say("place names and points: GeoNames (https://www.geonames.org), CC BY 4.0")


@gazetteer.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@settings_option
def find(name: str, limit: int, settings_file: Path | None) -> None:
    """Show the places that a NAME may mean, the most populous first."""
    opened = places.opened(settings_of(settings_file).gazetteers, terminal.say)
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
