"""Times against hand-annotated histories and news, by TempEval-3's scorer."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.link.times import tag


def scores(folder: Path, name: str) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("time_score", folder / "score.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    gold = {row["doc_id"]: row for row in map(json.loads, lines)}
    read = {}
    for key, row in gold.items():
        anchor = None if row["genre"] == "narrative" else date.fromisoformat(row["dct"])
        read[key] = {
            "timexes": [
                {"start": t.start, "end": t.end, "type": t.value.type, "value": t.value.timex}
                for t in tag(row["text"], anchor)
                if t.value
            ]
        }
    found: dict[str, Any] = scorer.score(gold, read)
    return found


@pytest.mark.parametrize(
    ("name", "strict", "value"), [("wikiwars_train", 89, 87), ("meantime_en", 87, 82)]
)
def test_scores_stay_above_their_floors(shared: Path, name: str, strict: int, value: int) -> None:
    found = scores(shared / "data" / "time", name)
    assert found["strict"]["f1"] >= strict
    assert found["value"]["f1"] >= value
