"""How fast the review page's server answers.

    python bench/made_up_study.py big.duckdb --incidents 50000
    python bench/view.py big.duckdb [--decisions N]

Starts a server on a free port over a copy of the study, asks for the first data and for pages of
incidents chosen by chance, and decides about some of them, as the page does. Times are of the wall,
in milliseconds: the median and the slowest of each kind; and of the processor, both sides and all
threads added up, which the work of other programs does not change much.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from dateline.store.database import Study
from dateline.view.app import make_app
from dateline.view.guard import Key
from dateline.view.server import listen
from dateline.view.sitting import Chair, Sitting

_TOKEN = "bench"  # noqa: S105  (nobody else is told the port)


def main() -> None:
    """Measure the study that the command names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("study", type=Path)
    parser.add_argument("--decisions", type=int, default=30)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "study.duckdb"
        shutil.copy(arguments.study, copy)
        started = time.perf_counter()
        with Study(copy) as study:
            sitting = Sitting(study, Chair(who="bench"), lambda: datetime.now(UTC))
            print(f"ready after {time.perf_counter() - started:.1f} s")
            _with_server(sitting, arguments.decisions)


def _with_server(sitting: Sitting, decisions: int) -> None:
    listening = listen(0)
    port = listening.getsockname()[1]
    app = make_app(sitting, Key.of(_TOKEN, port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        _measure(_Page(port), decisions)
    finally:
        server.should_exit = True
        thread.join()


class _Page:
    """Asks as the page does, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {
            "Cookie": f"dateline_view_{port}={_TOKEN}",
            "Origin": f"http://127.0.0.1:{port}",
            "X-Dateline": "1",
            "Content-Type": "application/json",
        }

    def ask(self, path: str, body: dict[str, Any] | None = None) -> bytes:
        """Return the body of an answer.

        Raises:
            RuntimeError: It is no success.
        """
        words = None if body is None else json.dumps(body)
        self._connection.request("GET" if body is None else "POST", path, words, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {content[:200]!r}")
        return content


def _timed(what: str, times: int, act: Callable[[], object]) -> None:
    taken: list[float] = []
    processor = time.process_time()
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - started))
    processor = 1000 * (time.process_time() - processor) / times
    shown = f"median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms"
    print(f"{what}: {shown}, processor {processor:.0f} ms")


def _measure(page: _Page, decisions: int) -> None:
    chance = random.Random(0)  # noqa: S311  (made-up data, not a secret)
    table = page.ask("/api/incidents")
    keys: list[str] = json.loads(table)["id"]
    print(f"{len(keys):,} incidents, {len(table) / 1e6:.1f} MB")

    def decide(action: str, **more: Any) -> None:  # noqa: ANN401  (fields of a decision)
        empty = dict.fromkeys(("who", "other", "field", "value", "quote"))
        about = {"action": action, "incident": chance.choice(keys), "reason": "measured"}
        answer = json.loads(page.ask("/api/judgements", {**empty, "claims": [], **about, **more}))
        gone = {each["id"] for each in answer["gone"]}
        keys[:] = [each for each in keys if each not in gone]

    def undo() -> None:
        page.ask("/api/undo", {"judgement": None, "reason": "", "who": None})

    _timed("the study", 5, lambda: page.ask("/api/study"))
    _timed("all incidents", 5, lambda: page.ask("/api/incidents"))
    _timed("one incident", decisions, lambda: page.ask(f"/api/incidents/{chance.choice(keys)}"))
    _timed("first search", 1, lambda: page.ask("/api/search?q=bridge+river"))
    _timed("search", 5, lambda: page.ask("/api/search?q=group+7+killing"))
    _timed("pairs", 3, lambda: page.ask("/api/pairs"))
    _timed("accept", decisions, lambda: decide("accept"))
    _timed("edit", decisions, lambda: decide("edit", field="date_from", value="2020-05-05"))
    _timed("comment", decisions, lambda: decide("comment"))
    _timed("undo of a comment", 5, undo)
    _timed("merge", 10, lambda: decide("merge", other=chance.choice(keys)))
    _timed("undo of a merge", 10, undo)

    def reload() -> None:
        decide("accept")
        page.ask("/api/incidents")

    _timed("accept, and all incidents again", 3, reload)


if __name__ == "__main__":
    main()
