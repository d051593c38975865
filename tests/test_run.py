"""A run codes everything once, survives being killed, and accounts for every input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from dateline.acquire import acquire
from dateline.original import Original
from dateline.run import OUTCOMES, Account, Run
from dateline.settings import Limits, Settings
from dateline.store.database import Study

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
REPORT = """Shells kill three in the market of Town {n}

MARKET TOWN, May {n}, 2023 - Rebels shelled the market of Town {n} on Monday, killing three people \
and wounding {n} others, the mayor said. The army denied that its guns had fired.
"""


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(1, 13):
        (reports / f"r{number:02}.txt").write_text(REPORT.format(n=number))
    (reports / "copy.txt").write_text(REPORT.format(n=3))
    (reports / "empty.txt").write_bytes(b"")
    (reports / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (reports / "french.txt").write_text(
        "Le conseil municipal a tenu mardi une longue réunion sur les écoles de la ville. "
        "Les habitants ont demandé que les travaux soient achevés avant la fin de l'année."
    )
    return reports


def run_over(study: Study, folder, settings: Settings | None = None, workers: int = 0) -> Account:
    settings = settings or Settings()
    run = Run(study, settings, workers=workers)
    for _ in run.over(acquire([str(folder)], settings), lambda: NOON):
        pass
    return run.account()


def test_every_input_has_one_outcome(folder) -> None:
    with Study(None) as study:
        account = run_over(study, folder)
        assert account.read == 16
        assert sum(account.outcomes.values()) == account.read
        assert set(account.outcomes) == set(OUTCOMES)
        assert account.outcomes["duplicate"] == 1
        assert account.outcomes["not_english"] == 1
        assert account.outcomes["failed"] == sum(account.failures.values()) == 2
        assert account.outcomes["coded"] + account.outcomes["no_event"] == 12
        assert study.one("SELECT count(*) FROM inputs") == (16,)
        reasons = study.all("SELECT uri, reason, advice FROM rejections WHERE outcome = 'failed'")
        assert all(reason and advice for _, reason, advice in reasons)


def test_a_second_run_does_nothing_and_says_the_same(folder) -> None:
    with Study(None) as study:
        first = run_over(study, folder)
        digest = study.digest()
        second = run_over(study, folder)
        assert study.digest() == digest
        assert second.outcomes == first.outcomes
        assert second.failures == first.failures
        assert second.earlier >= 13
        assert second.claims == 0


def test_processes_give_the_same_study_as_none(folder) -> None:
    with Study(None) as alone, Study(None) as helped:
        run_over(alone, folder)
        run_over(helped, folder, workers=2)
        assert alone.digest() == helped.digest()


def test_a_changed_report_is_coded_again(folder) -> None:
    with Study(None) as study:
        run_over(study, folder)
        before = study.digest()
        (folder / "r01.txt").write_text(REPORT.format(n=1).replace("three people", "four people"))
        run_over(study, folder)
        assert study.digest() != before
        assert study.one("SELECT count(*) FROM inputs") == (16,)


def test_readings_come_in_the_order_of_the_inputs(folder) -> None:
    with Study(None) as study:
        run = Run(study, Settings(), workers=2)
        inputs = acquire([str(folder)], Settings())
        uris = [item.uri for item in run.over(inputs, lambda: NOON) if item.reading]
        assert uris == sorted(uris)


def test_a_report_that_takes_too_long_is_left_out() -> None:
    settings = Settings(limits=Limits(seconds=1))
    endless = Original(uri="file:a", media_type="text/plain", content=b"x" * 10)
    with Study(None) as study:
        run = Run(study, settings)
        finished = list(run.over([endless], lambda: NOON))
        assert finished[0].outcome in OUTCOMES


COMMAND = [sys.executable, "-m", "dateline", "code"]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_run_goes_on_to_the_same_tables(folder, tmp_path) -> None:
    for number in range(13, 150):
        (folder / f"r{number:03}.txt").write_text(REPORT.format(n=number))
    whole, killed = tmp_path / "whole.duckdb", tmp_path / "killed.duckdb"
    subprocess.run([*COMMAND, str(folder), "-o", str(whole)], capture_output=True, check=False)
    for wait in (2.0, 4.0):
        process = subprocess.Popen(
            [*COMMAND, str(folder), "-o", str(killed)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(wait)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    last = subprocess.run(
        [*COMMAND, str(folder), "-o", str(killed)], capture_output=True, text=True, check=False
    )
    assert last.returncode == 3, last.stderr
    with Study(whole, read_only=True) as one, Study(killed, read_only=True) as other:
        assert one.digest() == other.digest()
        assert one.one("SELECT count(*) FROM inputs") == (153,)
