"""What the README says happens: its Python runs, its commands work on the bundled examples."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_python_runs_and_prints_what_it_reads() -> None:
    (program,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.splitlines() == [
        "shelling 2023-03-04 Odesa 2",
        "8 hit the mayor",
    ]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = CliRunner().invoke(main, ["demo", "-o", str(folder / "demo.duckdb")])
    assert done.exit_code == 0, done.output
    return folder, done.stdout


def test_the_demo_prints_what_the_readme_shows(demo) -> None:
    _, printed = demo
    shown = [" ".join(line.split()) for block in blocks("text")[:2] for line in block.splitlines()]
    lines = {" ".join(line.split()) for line in printed.splitlines()}
    assert [line for line in shown if line not in lines] == []


def test_the_commands_after_the_demo_work(demo, monkeypatch) -> None:
    folder, _ = demo
    monkeypatch.chdir(folder)
    lines = [line for block in blocks("sh") for line in block.splitlines() if "demo.duckdb" in line]
    commands = [shlex.split(line.split("#")[0]) for line in lines if "bin/dateline" in line]
    assert len(commands) >= 4
    for command in commands:
        # The page is served until Ctrl-C: the tests of view/ do that.
        arguments = ["view", "--help"] if command[1] == "view" else command[1:]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, (command, done.output)
        assert done.output.strip()


def test_every_command_that_the_readme_names_is_there() -> None:
    named = set(re.findall(r"dateline ([a-z]+)\b(?= [a-zA-Z0-9-]+|`)", README))
    named -= {"reads", "takes"}
    assert named <= set(main.commands), named - set(main.commands)
