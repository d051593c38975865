"""Estimate: how long a run will take and how large its study will be, judged by a sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic

from dateline.acquire import acquire
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.settings import Settings

_SAMPLE = 24
_SECONDS = 10.0
"""The first reports are coded, so many or for so long, whichever ends first."""

_BYTES = 48_000
"""Of a study for each report beside its own bytes; measured on 800 news reports of 400 words."""


def estimated(sources: Sequence[str], settings: Settings, size: int, workers: int) -> Iterator[str]:
    """Yield lines that say how many reports there may be, and what coding them will cost.

    Nothing is kept. Of compressed archives the number of reports is taken too low.

    Args:
        sources: What will be coded; standard input is not read.
        settings: For the coder.
        size: Bytes of all files.
        workers: Processes that will read.
    """
    if "-" in sources or not size:
        return
    coder, started = Coder(settings), monotonic()
    read = held = 0
    for item in acquire(sources, settings):
        if isinstance(item, Original):
            coder(item)
            read, held = read + 1, held + len(item.content)
        if read == _SAMPLE or monotonic() - started > _SECONDS:
            break
    if not held:
        yield "none of the first inputs can be read"
        return
    reports = max(read, round(size * read / held))
    seconds = (monotonic() - started) / read * reports / workers
    disk = (reports * _BYTES + size / 3) / 1e6
    yield (
        f"about {reports:,} reports, {_duration(seconds)} with {workers} processes, "
        f"{disk:,.0f} MB for the study (judged by the first {read})"
    )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
