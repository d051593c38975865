"""Reads the project's annotated reports (FORMAT.md of the corpus) for the benches.

The corpus lies beside the repository; see `--corpus` of the benches that use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline.record import Record

_EVENT = re.compile(r"(e\d+)(?:=(e\d+))?:(\w+)(?:/(\w+))?(\*)?$")
_ROLE = re.compile(r"(e\d+)\.(actor|recipient)(?:=(.*))?$")
_PLACE = re.compile(r"e\d+\.place=(.*)$")
_SOURCE = re.compile(r"(a\d+)\.source(?:=(.*))?$")
_CUE = re.compile(r"(a\d+)\.cue>((?:[ea]\d+)(?:,[ea]\d+)*)$")


class Tag(Record, frozen=True):
    """Some tagged words: where they stand in the plain text, and one tag of theirs."""

    start: int
    end: int
    tag: str


class Report(Record, frozen=True):
    """An annotated report as plain text, its lines and its tags."""

    name: str
    published: date
    publisher: str | None
    agency: str | None
    text: str
    lines: tuple[tuple[int, int, bool], ...]
    tags: tuple[Tag, ...]


def reports(folder: Path) -> Iterator[Report]:
    """Yield the reports of all files of a corpus folder, in order of the files."""
    for path in sorted(folder.glob("?.txt")):
        content = path.read_text(encoding="utf-8")
        for part in re.split(r"(?m)^=== +", content)[1:]:
            name, rest = part.split("\n", 1)
            head, body = re.split(r"(?m)^---[ \t]*\n", rest, maxsplit=1)
            fields = dict(re.findall(r"(?m)^(\w[\w-]*): *(.*?) *$", head))
            text, lines, tags = _plain(body.strip("\n"))
            yield Report(
                name.strip(),
                date.fromisoformat(fields["published"]),
                fields.get("publisher") or None,
                fields.get("agency") or None,
                text,
                lines,
                tags,
            )


def _plain(body: str) -> tuple[str, tuple[tuple[int, int, bool], ...], tuple[Tag, ...]]:
    """Return text, lines as (start, end, chrome) and tags of a marked body."""
    out: list[str] = []
    tags: list[Tag] = []
    lines: list[tuple[int, int, bool]] = []
    length = 0
    for number, marked in enumerate(body.split("\n")):
        if number:
            out.append("\n")
            length += 1
        chrome = marked.startswith("% ") or marked == "%"
        line = marked[2:] if chrome else marked
        begin, place = length, 0
        stack: list[int] = []
        while place < len(line):
            character = line[place]
            if character == "[":
                stack.append(length)
                place += 1
            elif character == "|" and stack:
                end = line.index("]", place)
                start = stack.pop()
                tags.extend(Tag(start, length, tag) for tag in line[place + 1 : end].split(" "))
                place = end + 1
            else:
                out.append(character)
                length += 1
                place += 1
        lines.append((begin, length, chrome))
    return "".join(out), tuple(lines), tuple(tags)


def event(tag: str) -> tuple[str, str | None, str, str, bool] | None:
    """Return (id, retold id, type, status, background) of an event tag; None for others."""
    match = _EVENT.match(tag)
    if match is None:
        return None
    return match[1], match[2], match[3], match[4] or "occurred", bool(match[5])


def role(tag: str) -> tuple[str, str, str | None] | None:
    """Return (event id, role, canonical name) of an actor's or recipient's tag."""
    match = _ROLE.match(tag)
    return (match[1], match[2], _spaced(match[3])) if match else None


def place(tag: str) -> str | None:
    """Return the canonical name of a place's tag, with its state last, parted by commas."""
    match = _PLACE.match(tag)
    return _spaced(match[1]) if match else None


def source(tag: str) -> tuple[str, str | None] | None:
    """Return (attribution id, canonical name) of a source tag."""
    match = _SOURCE.match(tag)
    return (match[1], _spaced(match[2])) if match else None


def cue(tag: str) -> tuple[str, tuple[str, ...]] | None:
    """Return (attribution id, covered ids) of a cue tag."""
    match = _CUE.match(tag)
    return (match[1], tuple(match[2].split(","))) if match else None


def _spaced(name: str | None) -> str | None:
    return name.replace("_", " ") if name else None
