"""Bytes in: files, rows, feeds and web archives become originals."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dateline.acquire.reader import read_input
from dateline.acquire.sources import InputFile, check_sources, find_files
from dateline.original import Original
from dateline.rejection import Rejection
from dateline.settings import Settings

__all__ = ["InputFile", "acquire", "plan"]


def acquire(
    sources: Sequence[str], settings: Settings, *, stdin: BinaryIO | None = None
) -> Iterator[Original | Rejection]:
    """Return what the sources hold, read lazily, in an order that is always the same.

    Args:
        sources: Files, folders, patterns (`*`, `?`, `[…]`, `**`), or `-` for standard
            input. Folders are read in the order of names, hidden entries passed over;
            each real file once, whichever way it was reached.
        settings: Their `limits` bound what is read; no more than one report is in memory.
        stdin: What `-` stands for; standard input by default.

    Returns:
        An original for each report; a rejection, with what to do about it, for each file,
        row or record that cannot be read. A file that breaks off gives the reports before
        the break, then its rejection. A file gives one item at least, and no two items
        have one address.

    Raises:
        ConfigError: A source does not exist or a pattern matches nothing; raised by
            the call itself, before anything is read.
    """
    check_sources(sources)
    return _read_all(sources, settings, stdin)


def plan(sources: Sequence[str]) -> tuple[InputFile, ...]:
    """Return the files that `acquire` would read, without reading any.

    Raises:
        ConfigError: A source does not exist or a pattern matches nothing.
    """
    check_sources(sources)
    return tuple(item for item in find_files(sources) if isinstance(item, InputFile))


def _read_all(
    sources: Sequence[str], settings: Settings, stdin: BinaryIO | None
) -> Iterator[Original | Rejection]:
    for item in find_files(sources):
        if isinstance(item, Rejection):
            yield item
        else:
            yield from read_input(item, settings.limits, stdin or sys.stdin.buffer)
