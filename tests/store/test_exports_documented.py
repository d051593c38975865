"""Each form stands in the documentation, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.store import exports

COMMANDS = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_each_form_has_its_row() -> None:
    section = COMMANDS.read_text(encoding="utf-8").split("## `dateline export STUDY`")[1]
    rows = re.findall(
        r"^\| (`[a-z`, ]+) \| (?:file|folder) \|", section.split("\n## ")[0], re.MULTILINE
    )
    named = [name for row in rows for name in re.findall(r"`([a-z]+)`", row)]
    assert sorted(named) == sorted(exports.FORMATS)
