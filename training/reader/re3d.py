"""Entities of re3d in five folds: `python -m training.reader.re3d FOLDER --start reader.pt`.

Says how well the encoder, once it has learned the project's own reports, learns another
scheme from a few dozen documents. The checkpoint must not have read re3d before: train it
without `--aside`. An entity counts when its first word, last word and type are right.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from pathlib import Path

import torch
from training.reader.aside import Aside, read_asides
from training.reader.data import Labelled
from training.reader.model import Reader, open_encoder
from training.reader.train import ENCODER, Training, batch_of, batches_of, open_tokenizer

FOLDS = 5
BATCH = 450
"""Pieces of a batch: there are few documents, so small steps, and many."""


def entities(classes: list[int]) -> set[tuple[int, int, int]]:
    """Return (first word, last word + 1, type) of the entities in a row of classes."""
    found: list[tuple[int, int, int]] = []
    for index, value in enumerate(classes):
        if not value:
            continue
        kind, first = (value - 1) // 2, (value - 1) % 2 == 0
        if not first and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        else:
            found.append((index, index + 1, kind))
    return set(found)


def fold_counts(corpus: Aside, fold: int, arguments: argparse.Namespace) -> Counter[str]:
    """Train on four fifths of the documents and count what is right in the last."""
    documents: dict[str, list[Labelled]] = defaultdict(list)
    for item in corpus.windows:
        documents[item.document].append(item)
    order = sorted(documents)
    random.Random(0).shuffle(order)  # noqa: S311  (the folds, always the same)
    tried = set(order[fold::FOLDS])
    train = [item for name in order if name not in tried for item in documents[name]]
    torch.manual_seed(fold)
    model = Reader(open_encoder(ENCODER), {corpus.name: corpus.classes})
    saved = torch.load(arguments.start, weights_only=True)
    model.load_state_dict(
        {k: v for k, v in saved.items() if not k.startswith("aside.")}, strict=False
    )
    chance = random.Random(fold)  # noqa: S311
    steps = arguments.epochs * len(batches_of(train, chance, BATCH))
    training = Training(model, steps, arguments.rate)
    for _ in range(arguments.epochs):
        training.epoch(batches_of(train, chance, BATCH))
    model.eval()
    counts: Counter[str] = Counter()
    with torch.no_grad():
        for name in sorted(tried):
            for item in documents[name]:
                best = model.aside[corpus.name](model.words(*batch_of([item])))[0].argmax(-1)
                got, wanted = entities(best.tolist()), entities(item.classes.tolist())
                counts.update(right=len(got & wanted), got=len(got), wanted=len(wanted))
    return counts


def main() -> None:
    """Print the F1 of each fold and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="of the public event corpora")
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-4)
    arguments = parser.parse_args()
    corpora = read_asides(arguments.folder, open_tokenizer())
    corpus = next(each for each in corpora if each.name == "re3d")
    total: Counter[str] = Counter()
    for fold in range(FOLDS):
        counts = fold_counts(corpus, fold, arguments)
        total += counts
        f1 = 2 * counts["right"] / (counts["got"] + counts["wanted"])
        print(f"fold {fold}: {f1:.3f}", flush=True)
    precision, recall = total["right"] / total["got"], total["right"] / total["wanted"]
    f1 = 2 * precision * recall / (precision + recall)
    print(f"all: p {precision:.3f} r {recall:.3f} f1 {f1:.3f} of {total['wanted']} entities")


if __name__ == "__main__":
    main()
