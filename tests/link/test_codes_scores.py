"""PLOVER roots and status against hand-coded sentences and reports, by the project's benches."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from dateline.extract.rules import RulesReader
from dateline.settings import Settings

BENCH = Path(__file__).resolve().parents[2] / "bench"


def bench(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_plover_roots_stay_above_their_floors(shared: Path) -> None:
    sentences = shared / "data" / "events" / "plover_plv" / "train.jsonl.gz"
    found, precision = bench("codes").measured(sentences).rates()
    assert found >= 0.60
    assert precision >= 0.76


def test_what_did_not_happen_stays_above_its_floors(shared: Path) -> None:
    corpus = shared / "data" / "corpus"
    files = sorted(corpus.glob("?.txt"))
    made = subprocess.run(
        [sys.executable, corpus / "corpus.py", "jsonl", *files],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    reader, read = bench("reader"), RulesReader(Settings())
    table = reader.Table()
    for line in made.stdout.splitlines():
        row = json.loads(line)
        table.add(row, read(reader.document_of(row)))
    counts = table.counts
    f1 = 2 * counts["gone_right"] / (counts["gone"] + counts["said_gone"])
    assert f1 >= 0.87
    assert counts["stands_right"] / counts["stands"] >= 0.98
    assert counts["status"] / counts["pairs"] >= 0.83
