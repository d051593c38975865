"""A study at whose review page somebody sits, and a browser's requests to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import clock, make
from seated import opened, stranger
from starlette.testclient import TestClient

from dateline.store.database import Study
from dateline.view.sitting import Chair, Sitting


@pytest.fixture
def study_path(tmp_path: Path) -> Path:
    made = make(tmp_path / "study.duckdb")
    assert made
    return made


@pytest.fixture
def sitting(study_path: Path) -> Iterator[Sitting]:
    with Study(study_path) as study, clock() as now:
        yield Sitting(study, Chair(who="Anna"), now)


@pytest.fixture
def outside(sitting: Sitting) -> TestClient:
    return stranger(sitting)


@pytest.fixture
def page(sitting: Sitting) -> TestClient:
    return opened(sitting)
