"""The settings option of commands, and a team's own files that the settings name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from dateline.errors import ConfigError
from dateline.settings import Settings, read_settings

BESIDE = Path("dateline.toml")
"""The settings file that is read unless another is named, if it is there."""


def settings_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--settings`, its parameter `settings_file`."""
    return click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A dateline.toml; by default the one in this folder, if any.",
    )(command)


def settings_of(settings_file: Path | None) -> Settings:
    """Return the settings of a file; without one, of the file in this folder or the defaults.

    Raises:
        ConfigError: The file is missing, is no TOML, or names an unknown setting.
    """
    return read_settings(settings_file or (BESIDE if BESIDE.is_file() else None))


def listed_name(file: Path, settings_file: Path) -> str:
    """Return a file as the settings name it: as a run in this folder finds it again."""
    here = settings_file.resolve().parent == Path.cwd()
    inside = not file.is_absolute() or file.resolve().is_relative_to(Path.cwd())
    if here and inside:
        return Path(os.path.relpath(file)).as_posix()
    return file.resolve().as_posix()


def without(file: str, files: Sequence[str], kind: str) -> list[str]:
    """Return files without one of them.

    Args:
        file: The one.
        files: Those listed in the settings.
        kind: What they are, for the message ("gazetteer").

    Raises:
        ConfigError: It is not among them.
    """
    if file not in files:
        known = ", ".join(files) or "none"
        raise ConfigError(f"no such {kind}", where=file, advice=f"Listed: {known}")
    return [one for one in files if one != file]
