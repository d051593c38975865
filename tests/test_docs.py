"""If the docs name it, it is there; if it is there, the docs name it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

from dateline import claim, document, reading, value
from dateline.cli import main

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def package(requirement: str) -> str:
    return re.split(r"[<>=\[;]", requirement)[0].lower()


def test_each_dependency_is_listed_with_its_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([\w-]+) \| ", text, re.M)) - {"package"}
    assert listed == {package(item) for item in PROJECT["dependencies"]}
    for item in PROJECT["optional-dependencies"]["dev"]:
        assert package(item) in text.lower()
    for item in PROJECT["dependencies"]:
        assert re.search(r">=.*,<", item), f"{item} is not pinned in a range"


def commands(group: click.Group, path: str = "dateline") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((f"{path} {name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
    return found


@pytest.mark.parametrize(("path", "command"), commands(main))
def test_each_command_and_option_is_documented(path: str, command: click.Command) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"## `{path}" in text
    section = text.split(f"## `{path}")[1].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in section


def test_the_documented_fields_are_the_fields() -> None:
    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    named = set(re.findall(r'"(\w+)":', text))
    for record in (claim.Claim, claim.Attribution, reading.Statement, value.Entity, value.Place):
        fields = {field.encode_name for field in msgspec.structs.fields(record)}
        assert fields <= named, fields - named
    fields = {field.encode_name for field in msgspec.structs.fields(document.Document)}
    assert fields - {"source"} <= named


def test_the_documented_words_are_the_words() -> None:
    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", text))
    for choice in (
        claim.EventType, claim.Status, document.BlockKind, document.PublishedBasis,
        value.PlaceLevel, value.DateBasis, value.DateRelation, value.VerbClass,
    ):  # fmt: skip
        assert set(get_args(choice)) <= words


def test_links_between_documents_lead_somewhere() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
