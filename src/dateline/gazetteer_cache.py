"""Where index files are kept, and how one is built by one process only."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from dateline.errors import ConfigError

VARIABLE = "DATELINE_CACHE"
"""Names the folder for everything that dateline builds once and can build again."""


def cache_folder(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """Return a folder that can be written to, made if it was not there.

    `DATELINE_CACHE` names it; else the platform's own place for caches is taken (XDG on
    Linux), and where that is read-only, a folder of this user's in the temporary directory.

    Args:
        environment: Variables of the process; None for the real ones.
        platform: As `sys.platform`.

    Raises:
        ConfigError: No folder can be written to.
    """
    variables = os.environ if environment is None else environment
    for folder in _choices(variables, platform):
        if _writable(folder):
            return folder
    raise ConfigError(
        "no folder can be written to",
        where=", ".join(map(str, _choices(variables, platform))),
        advice=f"Name one in the environment variable {VARIABLE}",
    )


def _choices(variables: Mapping[str, str], platform: str) -> Iterator[Path]:
    if variables.get(VARIABLE):
        yield Path(variables[VARIABLE])
    home = Path(variables.get("HOME") or variables.get("USERPROFILE") or tempfile.gettempdir())
    if platform == "win32":
        local = variables.get("LOCALAPPDATA")
        yield Path(local) / "dateline" if local else home / "AppData" / "Local" / "dateline"
    elif platform == "darwin":
        yield home / "Library" / "Caches" / "dateline"
    else:
        named = variables.get("XDG_CACHE_HOME", "")
        yield (Path(named) if named.startswith("/") else home / ".cache") / "dateline"
    user = str(os.getuid()) if hasattr(os, "getuid") else variables.get("USERNAME", "user")
    yield Path(tempfile.gettempdir()) / f"dateline-{user}"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return False
    owner = getattr(os, "getuid", None)
    return owner is None or folder.stat().st_uid == owner() or owner() == 0


def built(path: Path, build: Callable[[Path], None]) -> Path:
    """Return `path`, after `build` has written it if it was not there.

    Of several processes that ask at once one builds, and the others wait for it; a
    process that dies while building leaves nothing behind that another would trip over.

    Raises:
        ConfigError: It cannot be written.
    """
    if not path.is_file():
        try:
            with _alone(path.with_suffix(".lock")):
                if not path.is_file():
                    build(path)
        except (OSError, sqlite3.Error) as error:
            raise ConfigError(
                f"the gazetteer cannot be written: {error}",
                where=str(path),
                advice=f"Make room there, or name another folder in {VARIABLE}",
            ) from error
    return path


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when its holder dies."""
    with closing(sqlite3.connect(lock, timeout=600, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
