"""Made-up reports as labelled lines, for tests of what is read from a whole page.

A case begins with `== NAME`; each of its lines is `kind: text`, one block, and a line that
begins with `>` says what must come out. Words in [brackets] are those that it is read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from dateline.document import Block, BlockKind

CASES = Path(__file__).resolve().parents[1] / "cases" / "clean"


class Case(NamedTuple):
    """A page, and what must come out of it."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    marked: tuple[int, int] | None
    wanted: tuple[str, ...]


def cases(name: str) -> Iterator[Case]:
    """Yield the cases of a file."""
    for part in (CASES / name).read_text("utf-8").split("\n== ")[1:]:
        title, *lines = part.splitlines()
        yield case(title.strip(), [line for line in lines if line and not line.startswith("#")])


def case(name: str, lines: list[str]) -> Case:
    """Return the case that some lines describe."""
    text = ""
    blocks: list[Block] = []
    marked: tuple[int, int] | None = None
    for line in lines:
        if line.startswith(">"):
            continue
        kind, words = line.split(": ", 1)
        assert kind in get_args(BlockKind), line
        start = len(text)
        if "[" in words:
            low, high = words.index("["), words.index("]") - 1
            words = words.replace("[", "").replace("]", "")
            marked = start + low, start + high
        text += words
        blocks.append(Block(start, len(text), kind))  # type: ignore[arg-type]
        text += "\n\n"
    wanted = tuple(line[1:].strip() for line in lines if line.startswith(">"))
    assert wanted, name
    return Case(name, text, tuple(blocks), marked, wanted)
