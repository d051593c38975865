"""How many figures of hand-coded reports are found, given their events; skips without them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FLOOR = 0.85
"""F1 by kind and bounds on the development set, given the right event."""


def test_figures_of_hand_coded_reports_reach_their_floor(shared: Path) -> None:
    bench = Path(__file__).resolve().parents[2] / "bench" / "figures.py"
    command = [sys.executable, str(bench), str(shared / "data" / "gold")]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in printed.splitlines() if line.startswith("gold"))
    assert float(line.split("'f1': ")[1].split(",")[0]) >= FLOOR
