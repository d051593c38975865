"""Workers may die, hang or bloat; the run goes on and says whose fault it was."""

from __future__ import annotations

import os
import time

import pytest

from dateline import scale
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.rejection import Rejection
from dateline.settings import Limits, Settings

GOOD = b"Rebels shelled the town of Vellmar on Monday, killing three people, the mayor said."


def original(name: str, content: bytes = GOOD) -> Original:
    return Original(uri=f"file:{name}", media_type="text/plain", content=content)


class Moody(Coder):
    """A coder that does what the name of a report tells it to."""

    def __call__(self, original: Original) -> Reading | Rejection:
        if "die" in original.uri:
            os._exit(9)
        if "hang" in original.uri:
            while True:  # a loop in C code that no alarm reaches would look like this
                try:
                    time.sleep(60)
                except TimeoutError:
                    continue
        if "slow" in original.uri:
            time.sleep(60)
        if "bloat" in original.uri:
            self._settings = [bytes(100_000_000) for _ in range(100)]
        return super().__call__(original)


def moody_work(connection, settings: Settings) -> None:
    scale.Coder = Moody  # in the worker's own process
    scale._GRACE = 1.0
    _work(connection, settings)


_work = scale._work


@pytest.mark.skipif(os.name == "nt", reason="needs fork-free process control of POSIX")
def test_bad_reports_become_rejections_and_the_rest_is_read(monkeypatch) -> None:
    monkeypatch.setattr(scale, "_work", moody_work)
    monkeypatch.setattr(scale, "_GRACE", 1.0)
    settings = Settings(limits=Limits(seconds=8, memory_mb=2500))
    names = ["a", "die", "b", "slow", "hang", "c", "bloat", "d"]
    results = list(scale.code([original(name) for name in names], settings, 2))
    assert [item.uri for item, _ in results] == [f"file:{name}" for name in names]
    by_name = {item.uri.removeprefix("file:"): result for item, result in results}
    for name in "abcd":
        assert isinstance(by_name[name], Reading), by_name[name]
    reasons = {
        "die": "ended without an answer",
        "slow": "more time than allowed",
        "hang": "more than",
        "bloat": "more memory",
    }
    for name, words in reasons.items():
        result = by_name[name]
        assert isinstance(result, Rejection)
        assert words in result.reason or "seconds" in result.reason, result.reason
        assert result.advice


def test_no_process_of_its_own_is_the_same_work() -> None:
    inputs = [original("a"), original("b", b""), original("c", b"\x00\xff" * 50)]
    settings = Settings()
    alone = [(item.uri, result) for item, result in scale.code(inputs, settings, 0)]
    assert alone == [(item.uri, result) for item, result in scale.code(inputs, settings, 2)]
