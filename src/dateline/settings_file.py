"""Changes one list in a `dateline.toml` and leaves every other character as it stands."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from dateline.errors import ConfigError
from dateline.settings import read_settings

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


def write_list(path: Path, setting: str, values: Sequence[str]) -> None:
    """Write a list of words as a setting; the file is made where there is none.

    Raises:
        ConfigError: The file cannot be read or written, or the setting cannot be found in it.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = read_settings(path) if path.exists() else read_settings(None)
    line = f"{setting} = [{', '.join(_quoted(value) for value in values)}]\n"
    found = _assignment(before, setting)
    after = line + before if found is None else before[: found[0]] + line + before[found[1] :]
    path.write_text(after, encoding="utf-8")
    changed = read_settings(path)
    same = all(
        getattr(changed, field) == getattr(known, field)
        for field in changed.__struct_fields__
        if field != setting
    )
    if not same or list(getattr(changed, setting)) != list(values):
        path.write_text(before, encoding="utf-8")
        advice = f"Write it by hand: {line.strip()}"
        raise ConfigError(f"{setting} cannot be changed there", where=str(path), advice=advice)


def _quoted(value: str) -> str:
    """Return words as a basic string of TOML, which JSON's strings are too."""
    return json.dumps(value, ensure_ascii=False)


def _assignment(text: str, setting: str) -> tuple[int, int] | None:
    """Return where a setting's lines begin and end, before any table; None if it is not there."""
    table = _TABLE.search(text)
    head = text[: table.start()] if table else text
    match = re.search(rf"^[ \t]*{re.escape(setting)}[ \t]*=", text, re.MULTILINE)
    if match is None or match.start() > len(head):
        return None
    end = match.end()
    while True:
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
        try:
            tomllib.loads(text[match.start() : end])
        except tomllib.TOMLDecodeError:
            if end == len(text):
                return None
        else:
            return match.start(), end
