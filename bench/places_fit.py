"""Fits what each sign counts for an event's place, and says how well it does on unseen reports.

    python bench/places_fit.py REPORTS.jsonl [--rounds N] [--write EVENTS.yaml]

REPORTS.jsonl is what `corpus.py jsonl` prints. Each event with a marked place is one
choice among its report's spots; weights are fitted by maximum likelihood with a penalty on
large ones, in rounds, because the place of one event is a sign for the next. The share
right is given for reports held out in five folds.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.claim import Claim
from dateline.lexicon import data_file
from dateline.link import place_scene_words
from dateline.link.place_signs import Option
from dateline.link.places import PlaceLinker
from dateline.reading import Extraction
from dateline.settings import Settings
from places_events import claims_of, holds, same
from reader import document_of

Choice = tuple[str, list[dict[str, float]], list[bool]]
Floats = npt.NDArray[np.float64]


def main() -> None:
    """Fit, print the share right in five folds, and write the weights where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.reports.read_text("utf-8").splitlines()]
    weights = dict(place_scene_words.scene_words().weights)
    for number in range(arguments.rounds):
        choices = _choices(rows, weights)
        names = _names(choices)
        folds = [hash_of(choice[0]) % 5 for choice in choices]
        right = 0
        for fold in range(5):
            train = [c for c, f in zip(choices, folds, strict=True) if f != fold]
            test = [c for c, f in zip(choices, folds, strict=True) if f == fold]
            fitted = _fit(train, names, arguments.penalty)
            right += sum(_right(choice, fitted) for choice in test)
        usable = sum(any(choice[2]) for choice in choices)
        print(
            f"round {number + 1}: {right / len(choices):.3f} right of {len(choices)} events;"
            f" the marked place is among the spots of {usable / len(choices):.3f}"
        )
        weights = _fit(choices, names, arguments.penalty)
    if arguments.write:
        lines = [f"  {name}: {value:.2f}" for name, value in sorted(weights.items())
                 if abs(value) >= 0.05]  # fmt: skip
        text = arguments.write.read_text("utf-8")
        text = re.sub(r"(?ms)^weights:.*\Z", "weights:\n" + "\n".join(lines) + "\n", text)
        arguments.write.write_text(text, "utf-8")


def hash_of(ident: str) -> int:
    """Return a number for a report's id, the same in every run."""
    return sum(ord(char) * (place + 1) for place, char in enumerate(ident))


def _choices(rows: list[dict[str, Any]], weights: dict[str, float]) -> list[Choice]:
    """Return every event's choice, as the linker meets it with the weights so far."""
    seen: dict[str, list[tuple[float, Option]]] = {}

    def watch(claim: Claim, ranked: list[tuple[float, Option]]) -> None:
        seen[claim.id] = ranked

    words = place_scene_words.scene_words()
    words.weights = weights
    linker = PlaceLinker(Settings(), watch)
    choices: list[Choice] = []
    for row in rows:
        seen.clear()
        document = document_of(row)
        claims = claims_of(document, row["events"])
        linker(document, Extraction(claims=tuple(claims)))
        for event, claim in zip(row["events"], claims, strict=True):
            options = [option for _, option in seen.get(claim.id, [])]
            if event["places"] and options:
                places = event["places"]
                good = [any(same(o.spot.place, p) for p in places) for o in options]
                if not any(good):
                    good = [any(holds(o.spot.place, p) for p in places) for o in options]
                choices.append((row["doc_id"], [option.signs for option in options], good))
    return choices


def _names(choices: list[Choice]) -> list[str]:
    return sorted({name for _, options, _ in choices for signs in options for name in signs})


def _fit(choices: list[Choice], names: list[str], penalty: float) -> dict[str, float]:
    """Return the weights that make the marked places likeliest (softmax over each choice)."""
    usable = [choice for choice in choices if any(choice[2]) and not all(choice[2])]
    index = {name: place for place, name in enumerate(names)}
    width = max(len(options) for _, options, _ in usable)
    matrix = np.zeros((len(usable), width, len(names)))
    there = np.zeros((len(usable), width), dtype=bool)
    good = np.zeros((len(usable), width), dtype=bool)
    for row, (_, options, marks) in enumerate(usable):
        for column, signs in enumerate(options):
            there[row, column], good[row, column] = True, marks[column]
            for name, value in signs.items():
                matrix[row, column, index[name]] = value
    weights: Floats = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 401):
        scores = np.where(there, matrix @ weights, -1e9)
        chance = _share(scores)
        wanted = _share(np.where(good, scores, -1e9))
        slope = np.einsum("rc,rcf->f", wanted - chance, matrix) - penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.05 * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights += rate
    return dict(zip(names, weights.tolist(), strict=True))


def _share(scores: Floats) -> Floats:
    chance: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    return chance


def _right(choice: Choice, weights: dict[str, float]) -> bool:
    _, options, good = choice
    scores = [sum(weights[n] * v for n, v in signs.items()) for signs in options]
    return good[max(range(len(scores)), key=lambda place: scores[place])]


if __name__ == "__main__":
    data_file("places/events.yaml")
    main()
