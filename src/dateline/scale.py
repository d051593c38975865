"""Maps a coder over many originals: worker processes that may die, hang or bloat.

Each original is held by exactly one worker, so when a worker dies or takes too long
the original it held is known, becomes a rejection, and the run goes on with a new
worker. Results come back in the order of the originals.
"""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any

import msgspec

from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.rejection import Rejection
from dateline.settings import Settings

Result = tuple[Original, Reading | Rejection]

_AHEAD = 16
"""Originals held in memory for each worker, waiting or done, at most."""

_GRACE = 5.0
"""Seconds beyond the time limit after which a worker that does not answer is ended."""

_OPENING = 120.0
"""Seconds that a new worker may take to open its stages, before its first report counts."""

_OPEN = b""
"""What a worker sends once its stages are open."""


def default_workers() -> int:
    """Return the number of worker processes used unless told otherwise: one a core, 8 at most."""
    return min(os.cpu_count() or 1, 8)


def code(originals: Iterable[Original], settings: Settings, workers: int) -> Iterator[Result]:
    """Yield each original with what was read from it, in the order they come.

    Args:
        originals: Taken lazily, a few ahead of the results.
        settings: For the coder.
        workers: Number of processes; 0 codes in this process, without bounds on memory.
    """
    if workers == 0:
        coder = Coder(settings)
        for original in originals:
            yield original, timed(coder, original, settings.limits.seconds)
        return
    pool = _Pool(settings, workers)
    try:
        yield from pool.map(originals)
    finally:
        pool.close()


def timed(coder: Coder, original: Original, seconds: int) -> Reading | Rejection:
    """Return what a coder reads within `seconds`, else a rejection that says so.

    The bound holds where the system has alarms (not on Windows) and this is the main thread.
    """
    if not hasattr(signal, "SIGALRM"):
        return coder(original)

    def ring(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return coder(original)
    except TimeoutError:
        return _ended(original, f"it takes more than {seconds} seconds")
    except MemoryError:
        return _ended(original, "it takes more memory than allowed")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Worker:
    """One process and what it is doing."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.ticket: int | None = None
        self.original: Original | None = None
        self.since = 0.0
        self.open = False

    def give(self, ticket: int, original: Original) -> None:
        self.ticket, self.original, self.since = ticket, original, time.monotonic()
        with contextlib.suppress(OSError):  # it died idle: `_Pool` sees that and replaces it
            self.connection.send_bytes(msgspec.msgpack.encode(original))

    def close(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class _Pool:
    """Keeps workers busy and results in order."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._workers = [_Worker(settings) for _ in range(workers)]
        self._done: dict[int, Result] = {}

    def map(self, originals: Iterable[Original]) -> Iterator[Result]:
        source = enumerate(originals)
        waiting: collections.deque[tuple[int, Original]] = collections.deque()
        following, exhausted = 0, False
        while True:
            while not exhausted and not waiting and self._room(following):
                taken = next(source, None)
                exhausted = taken is None
                waiting.extend([] if taken is None else [taken])
                self._hand_out(waiting)
            while following in self._done:
                yield self._done.pop(following)
                following += 1
            if exhausted and not waiting and all(w.ticket is None for w in self._workers):
                return
            self._collect()
            self._hand_out(waiting)

    def _room(self, following: int) -> bool:
        held = [w.ticket for w in self._workers if w.ticket is not None]
        last = max([*held, *self._done, following])
        idle = any(w.ticket is None for w in self._workers)
        return idle and last - following < _AHEAD * len(self._workers)

    def _hand_out(self, waiting: collections.deque[tuple[int, Original]]) -> None:
        for worker in self._workers:
            if waiting and worker.ticket is None:
                worker.give(*waiting.popleft())

    def _collect(self) -> None:
        """Wait for a worker to answer, die or run over time, and take what it did."""
        busy = {w.connection: w for w in self._workers if w.ticket is not None}
        if not busy:
            return
        limit = self._settings.limits.seconds + _GRACE
        for ready in wait(list(busy), timeout=1.0):
            worker = busy[ready]  # type: ignore[index]
            try:
                answer = worker.connection.recv_bytes()
            except (EOFError, OSError):
                self._replace(worker, "the process that read it ended without an answer")
                continue
            if answer == _OPEN:
                worker.open, worker.since = True, time.monotonic()
                continue
            self._settle(worker, msgspec.msgpack.decode(answer, type=_Answer).result)
        for worker in list(busy.values()):
            late = time.monotonic() - worker.since - (0.0 if worker.open else _OPENING)
            if worker.ticket is not None and late > limit:
                self._replace(worker, f"it takes more than {limit:.0f} seconds")

    def _replace(self, worker: _Worker, reason: str) -> None:
        if worker.original is not None:
            self._settle(worker, _ended(worker.original, reason))
        worker.close()
        self._workers[self._workers.index(worker)] = _Worker(self._settings)

    def _settle(self, worker: _Worker, result: Reading | Rejection) -> None:
        if worker.ticket is not None and worker.original is not None:
            self._done[worker.ticket] = (worker.original, result)
        worker.ticket = worker.original = None

    def close(self) -> None:
        for worker in self._workers:
            worker.close()


class _Answer(msgspec.Struct):
    """What a worker sends back; exactly one of the two is set."""

    reading: Reading | None = None
    rejection: Rejection | None = None

    @property
    def result(self) -> Reading | Rejection:
        result = self.reading or self.rejection
        if result is None:
            raise EOFError
        return result


def _ended(original: Original, reason: str) -> Rejection:
    return Rejection(
        stage="scale",
        reason=reason,
        uri=original.uri,
        outcome="failed",
        advice="Look at the file by itself with: dateline code FILE --workers 0",
    )


def _work(connection: Connection[Any, Any], settings: Settings) -> None:
    """Code what comes down the connection until it closes: the life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _bound_memory(settings.limits.memory_mb)
    coder = Coder(settings)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send_bytes(_OPEN)
        while True:
            original = msgspec.msgpack.decode(connection.recv_bytes(), type=Original)
            result = timed(coder, original, settings.limits.seconds)
            if isinstance(result, Reading):
                answer = _Answer(reading=result)
            else:
                answer = _Answer(rejection=result)
            connection.send_bytes(msgspec.msgpack.encode(answer))


def _bound_memory(megabytes: int) -> None:
    """Bound this process's address space where the system can."""
    if sys.platform.startswith("linux"):
        import resource  # noqa: PLC0415  (not there on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
