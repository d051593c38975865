"""Settings: `dateline.toml` as a frozen record."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from dateline.errors import ConfigError
from dateline.record import Record


class Limits(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds within which hostile or broken input is held.

    Attributes:
        input_bytes: Largest single report read, in bytes, after decompression.
        archive_bytes: Most bytes decompressed from one archive or feed in all.
        text_characters: Longest text that is coded.
        seconds: Longest time one report may take from clean to link.
        memory_mb: Most memory that a worker process may take.
    """

    input_bytes: int = 20_000_000
    archive_bytes: int = 50_000_000_000
    text_characters: int = 1_000_000
    seconds: int = 60
    memory_mb: int = 3_000


class Settings(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How reports are coded.

    Attributes:
        clean: Name of the clean stage.
        extract: Name of the reader.
        link: Names of the linkers, in the order they run.
        threshold: Claims with a lower score are left out and counted; 0 to 1.
        actors: The user's own register files, read after the bundled register.
        gazetteers: The user's own gazetteer files.
        limits: Bounds for hostile or broken input.
    """

    clean: str = "blocks"
    extract: str = "learned"
    link: tuple[str, ...] = ("times", "places", "actors", "figures", "speakers", "codes")
    threshold: float = 0.0
    actors: tuple[str, ...] = ()
    gazetteers: tuple[str, ...] = ()
    limits: Limits = Limits()


def read_settings(path: Path | None) -> Settings:
    """Return the settings in a TOML file; the defaults where `path` is None.

    Raises:
        ConfigError: The file is missing, is no TOML, or names an unknown setting.
    """
    if path is None:
        return Settings()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(path), advice="Check the path") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(str(error), where=str(path), advice="Mend the setting") from error
