"""How fast each stage is, on one core, and how much memory a run takes.

    python bench/stages.py [REPORTS ...] [--repeat N]

Without paths, the bundled example reports are read, over and over. Prints documents a
second for each stage, the share of time each takes, and the peak memory of the process.
Ratios within one run mean something; figures of two machines do not compare.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from dateline.acquire import acquire
from dateline.document import Document
from dateline.errors import UnreadableError
from dateline.lexicon import data_file
from dateline.original import Original
from dateline.reading import Extraction
from dateline.settings import read_settings
from dateline.stage import Cleaner, Extractor, Linker, find

T = TypeVar("T")


class Watch:
    """Adds up the time of each stage."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """Return what `work` returns, its time added to `name`."""
        started = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[name] += time.perf_counter() - started


def main() -> None:
    """Read the reports and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="*", default=[str(data_file("examples"))])
    parser.add_argument("--repeat", type=int, default=20, help="times each report is read")
    arguments = parser.parse_args()
    settings, watch = read_settings(None), Watch()
    started = time.perf_counter()
    clean: Cleaner = find("clean", settings.clean)(settings)
    extract: Extractor = find("extract", settings.extract)(settings)
    link: dict[str, Linker] = {name: find("link", name)(settings) for name in settings.link}
    opened = time.perf_counter() - started
    read = watch.timed("acquire", lambda: list(acquire(arguments.reports, settings)))
    originals = [item for item in read if isinstance(item, Original)]
    documents = words = claims = 0
    for _ in range(arguments.repeat):
        for original in originals:
            try:
                document = watch.timed("clean", lambda item=original: clean(item))  # type: ignore[misc]
            except UnreadableError:
                continue
            if not isinstance(document, Document):
                continue
            documents += 1
            words += len(document.text.split())
            extraction: Extraction = watch.timed("extract", lambda d=document: extract(d))  # type: ignore[misc]
            for name, linker in link.items():
                extraction = watch.timed(
                    f"link {name}",
                    lambda d=document, e=extraction, run=linker: run(d, e),  # type: ignore[misc]
                )
            claims += len(extraction.claims)
    report(watch, documents, words, claims, opened)


def report(watch: Watch, documents: int, words: int, claims: int, opened: float) -> None:
    """Print the table."""
    coding = sum(seconds for name, seconds in watch.seconds.items() if name != "acquire")
    print(f"{documents} documents of {words / max(1, documents):.0f} words, {claims} claims")
    print(f"stages opened in {opened:.2f} s")
    for name, seconds in watch.seconds.items():
        if name != "acquire":
            share = seconds / coding
            print(f"{name:16} {documents / seconds:10,.0f} documents a second  {share:6.1%}")
    print(f"{'all':16} {documents / coding:10,.0f} documents a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
