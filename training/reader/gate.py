"""Fit the gate: `python -m training.reader.gate CORPUS.jsonl FOLDER --aside D/events`.

Learns which sentences hold an event word: from the reports that training does not hold
back, as annotators and the encoder in FOLDER find them, and from public ones, as the
encoder finds them. Where the line is drawn is settled by cross-validation over reports: of
the event words that only the encoder finds, the share `PASS` must pass. Prints what the
gate leaves out, and writes `gate.npz` into FOLDER.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from bench.reader import document_of, held_back
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from training.reader.aside import document_of as plain
from training.reader.aside import read_rows
from training.reader.data import read_corpus

from dateline.document import Document
from dateline.extract.gate import FILE, SIGNS, Gate, signs
from dateline.extract.learned import spoken_of
from dateline.extract.rules import RulesReader
from dateline.extract.seen import BELIEVED, Seen
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.span import SpanIndex
from dateline.weights import Weights

FOLDS = 4
BESIDE = ("wikievents", "geneva")
STRENGTH = 0.1
"""Of the weights' freedom: scikit-learn's C."""

PASS = 0.995
"""Share of the event words of which only the encoder speaks that must pass."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A sentence.

    Attributes:
        report: Where it stands.
        text: Its words.
        pieces: How many word pieces it has: what it costs to read it.
        told: Whether an annotator found an event word; False where nobody looked.
        seen: Whether the encoder finds one.
        spoken: Whether the rules claim or leave out something of it.
    """

    report: str
    text: str
    pieces: int
    told: bool
    seen: bool
    spoken: bool = False


def own(path: Path, weights: Weights) -> list[Example]:
    """Return the sentences of annotated reports."""
    rules, found = RulesReader(Settings()), list[Example]()
    for row in read_corpus(path):
        document = document_of(row)
        triggers = [event["trigger"] for event in row["events"]]
        told = SpanIndex([document.span(one["start"], one["end"]) for one in triggers])
        found.extend(_examples(document, weights, told, spoken_of(rules.read(document))))
    return found


def beside(folder: Path, weights: Weights) -> list[Example]:
    """Return the sentences of public reports, as the encoder sees them."""
    found: list[Example] = []
    for name in BESIDE:
        for row in read_rows(name, folder):
            nobody = SpanIndex([])
            found.extend(_examples(plain(row), weights, nobody, nobody))
    return found


def _examples(
    document: Document, weights: Weights, told: SpanIndex, spoken: SpanIndex
) -> Iterator[Example]:
    said = sentences(document)
    seen = Seen(document, said, weights)
    for sentence in said:
        yield Example(
            report=document.doc_id or document.id,
            text=sentence.text,
            pieces=len(weights.tokenizer.encode(sentence.text, add_special_tokens=False).ids),
            told=told.meets(sentence),
            seen=(seen.told(sentence) or 0.0) >= BELIEVED,
            spoken=spoken.meets(sentence),
        )


def fitted(examples: Sequence[Example]) -> tuple[Numbers, float]:
    """Return the weight of each sign, and what all sentences have besides."""
    rows = [signs(example.text) for example in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    table = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), (len(rows), SIGNS))
    truth = [example.told or example.seen for example in examples]
    model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(table, truth)
    return model.coef_[0], float(model.intercept_[0])


def scored(weights: Numbers, always: float, examples: Sequence[Example]) -> list[float]:
    """Return the log odds of sentences."""
    return [always + float(weights[signs(example.text)].sum()) for example in examples]


def fold(report: str) -> int:
    """Return the part of cross-validation that a report belongs to."""
    return hashlib.sha256(f"gate {report}".encode()).digest()[0] % FOLDS


def show(name: str, examples: Sequence[Example], passed: Sequence[bool]) -> None:
    """Print what is left out of some sentences, and the event words in it."""
    pairs = zip(examples, passed, strict=True)
    out = [one for one, through in pairs if not (through or one.spoken)]
    pieces = sum(one.pieces for one in out) / sum(one.pieces for one in examples)
    lost = [one for one in out if one.told]
    print(
        f"{name}: {len(out) / len(examples):.3f} of {len(examples)} sentences left out, "
        f"{pieces:.3f} of word pieces; of {sum(one.told for one in examples)} with an event "
        f"{len(lost)}, which the encoder finds in {sum(one.seen for one in lost)}"
    )


def main() -> None:
    """Fit, draw the line, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path, help="the exported reader")
    parser.add_argument("--aside", type=Path, required=True)
    arguments = parser.parse_args()
    weights = Weights(arguments.folder)
    read = own(arguments.corpus, weights)
    kept = [one for one in read if not held_back(one.report)]
    more = beside(arguments.aside, weights)
    order: list[Example] = []
    odds: list[float] = []
    for number in range(FOLDS):
        part = [one for one in kept if fold(one.report) == number]
        model = fitted([one for one in kept if fold(one.report) != number] + more)
        odds.extend(scored(*model, part))
        order.extend(part)
    pairs = list(zip(odds, order, strict=True))
    alone = [odd for odd, one in pairs if one.told and one.seen and not one.spoken]
    least = float(np.quantile(alone, 1 - PASS))
    show("cross-validated", order, [odd >= least for odd in odds])
    final, always = fitted(kept + more)
    scale = np.abs(final).max() / 127
    rounded = np.round(final / scale).astype(np.int8)
    np.savez_compressed(
        arguments.folder / FILE, weights=rounded, least=np.float64((least - always) / scale)
    )
    gate = Gate(arguments.folder)
    held = [one for one in read if held_back(one.report)]
    show("held back", held, [gate.may_tell(one.text) for one in held])


if __name__ == "__main__":
    main()
