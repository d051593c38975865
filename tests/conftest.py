"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Slow machines are no failures, and a run that passed once passes again.
settings.register_profile(
    "dateline",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and scorers beside the repository; skips where there is none."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("needs the corpora in ../shared, which are not part of the project")
    return folder


def pytest_addoption(parser):
    parser.addoption(
        "--allow-regression",
        action="store_true",
        help="write the present scores as the new floors of tests/gate",
    )
