"""How far two annotations of the same reports agree.

python -m training.corpus.agreement FIRST.jsonl SECOND.jsonl

Both files are written by `corpus.py jsonl`. Reports that only one of them holds are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Fits = Callable[[Json, Json], bool]
Pairs = list[tuple[Json, Json]]


@dataclass
class Tally:
    """How much of a kind each annotation holds, and how much of it the other holds too.

    Attributes:
        first: How many the first annotation holds.
        second: How many the second annotation holds.
        both: How many are paired.
    """

    first: int = 0
    second: int = 0
    both: int = 0

    def add(self, first: int, second: int, both: int) -> None:
        """Count one more report or event."""
        self.first += first
        self.second += second
        self.both += both

    @property
    def f1(self) -> float | None:
        """The share of agreement, the same from either side; None where there is nothing."""
        held = self.first + self.second
        return 2 * self.both / held if held else None


def overlap(one: Json, other: Json) -> bool:
    """Say whether two spans share a character."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def pairs(first: Sequence[Json], second: Sequence[Json], fits: Fits, best: Fits) -> Pairs:
    """Pair what fits, each at most once; where several fit, those that fit best come first."""
    fitting = [(i, j) for i, a in enumerate(first) for j, b in enumerate(second) if fits(a, b)]
    fitting.sort(key=lambda at: not best(first[at[0]], second[at[1]]))
    left, right = set[int](), set[int]()
    found: Pairs = []
    for i, j in fitting:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((first[i], second[j]))
    return found


def same_event_word(one: Json, other: Json) -> bool:
    """Say whether the words of two events share a character."""
    return overlap(one["trigger"], other["trigger"])


def same_type(one: Json, other: Json) -> bool:
    """Say whether two events are of one type."""
    return bool(one["type"] == other["type"])


def same_figure(one: Json, other: Json) -> bool:
    """Say whether two figures count the same thing in the same words."""
    return bool(one["kind"] == other["kind"]) and overlap(one, other)


def same_mention(one: Json, other: Json) -> bool:
    """Say whether two mentions are of one kind and share a character."""
    return bool(one["kind"] == other["kind"]) and overlap(one, other)


def same_letters(one: Json, other: Json) -> bool:
    """Say whether two mentions are of one kind and hold the same characters."""
    return all(one[key] == other[key] for key in ("kind", "start", "end"))


def same_saying(one: Json, other: Json) -> bool:
    """Say whether two cues share a character, and so do their sources or neither has one."""
    if not overlap(one["cue"], other["cue"]):
        return False
    if one["source"] and other["source"]:
        return overlap(one["source"], other["source"])
    return not one["source"] and not other["source"]


def sayings(report: Json) -> list[Json]:
    """Return each cue of a report with its source."""
    return [
        {"cue": cue, "source": attribution["source"]}
        for attribution in report["attributions"]
        for cue in attribution["cues"]
    ]


def agreement(reports: Sequence[tuple[Json, Json]]) -> dict[str, Tally]:
    """Return the tallies over reports that are annotated twice.

    Roles and figures are compared on the events whose words are paired, whatever their types.
    """
    names = (
        "event words",
        "event words with type",
        "status on paired",
        "actors on paired",
        "recipients on paired",
        "figures on paired",
        "cues with source",
        "mentions by overlap",
        "mentions to the letter",
    )
    tallies = {name: Tally() for name in names}
    words, typed, status, actors, recipients, figures, cues, mentions, exact = tallies.values()
    for one, other in reports:
        paired = pairs(one["events"], other["events"], same_event_word, same_type)
        held = len(one["events"]), len(other["events"])
        words.add(*held, len(paired))
        typed.add(*held, sum(same_type(a, b) for a, b in paired))
        for a, b in paired:
            status.add(1, 1, int(a["status"] == b["status"]))
            _add(actors, a["actors"], b["actors"], overlap)
            _add(recipients, a["recipients"], b["recipients"], overlap)
            _add(figures, a["figures"], b["figures"], same_figure)
        _add(cues, sayings(one), sayings(other), same_saying)
        _add(mentions, one["mentions"], other["mentions"], same_mention)
        _add(exact, one["mentions"], other["mentions"], same_letters)
    return tallies


def _add(tally: Tally, first: Sequence[Json], second: Sequence[Json], fits: Fits) -> None:
    """Count what is in two lists and what of it fits."""
    tally.add(len(first), len(second), len(pairs(first, second, fits, fits)))


def shared(first: Path, second: Path) -> Iterator[tuple[Json, Json]]:
    """Yield the reports that both files hold, in the order of the second.

    Raises:
        ValueError: A report's text is not the same in both files.
    """
    known = {report["doc_id"]: report for report in _read(first)}
    for report in _read(second):
        twin = known.get(report["doc_id"])
        if twin is None:
            continue
        if twin["text"] != report["text"]:
            message = (
                f"the texts of report {report['doc_id']} differ between {first} and {second}; "
                "annotate the same words, then compare again"
            )
            raise ValueError(message)
        yield twin, report


def _read(path: Path) -> Iterator[Json]:
    """Yield the reports of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(argv: list[str]) -> int:
    """Print the table; return the exit status."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 1
    try:
        reports = list(shared(Path(argv[0]), Path(argv[1])))
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    if not reports:
        print(f"no report is in both {argv[0]} and {argv[1]}; check their ids", file=sys.stderr)
        return 1
    print(f"{len(reports)} reports\n{'':<23}first second  both    F1")
    for name, tally in agreement(reports).items():
        share = "-" if tally.f1 is None else f"{tally.f1:.2f}"
        print(f"{name:<23}{tally.first:5}{tally.second:7}{tally.both:6}{share:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
