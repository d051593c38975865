"""Who says so, and who acts, in hand-coded and annotated reports; skips without them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = {
    "gold     last speaker right": 0.80,
    "gold     own voice kept": 0.95,
    "gold     actors": 0.78,
    "gold     recipients": 0.72,
    "corpus   chain exact by name": 0.67,
    "corpus   ... or by its words": 0.74,
    "corpus   own voice kept": 0.90,
}
"""Shares and F1 on the development sets, their events given."""


@pytest.fixture(scope="module")
def printed(shared: Path) -> list[str]:
    bench = Path(__file__).resolve().parents[2] / "bench" / "speech.py"
    command = [sys.executable, str(bench), "--shared", str(shared / "data")]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.parametrize("name", FLOORS)
def test_speech_reaches_its_floors(printed: list[str], name: str) -> None:
    line = next(line for line in printed if line.startswith(name))
    value = line.removeprefix(name).replace("f1", "").split()[0]
    assert float(value) >= FLOORS[name]


def test_statements_of_newspapers_reach_their_floor(shared: Path) -> None:
    bench = Path(__file__).resolve().parents[2] / "bench" / "speech.py"
    command = [sys.executable, str(bench), "--shared", str(shared / "data"), "--files", ""]
    command += ["--polnear", "4"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in printed.splitlines() if line.startswith("linked"))
    assert float(line.split("'f1': ")[1].split("}")[0]) >= 43
