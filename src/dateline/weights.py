"""Weights: the trained reader, opened from the package's own data.

The model is one ONNX graph with weights in 8 bits. It reads one window of word pieces
(`extract/windows.py`) and gives for each word its tags, and for each that may tell of an
event which other words are linked to it. `dateline_data/reader/CARD.md` says what it was
trained on and how well it reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from dateline.errors import ConfigError
from dateline.record import Record

Floats = npt.NDArray[np.float32]
BUNDLED = Path(str(files("dateline_data"))) / "reader"
"""Folder of the trained reader that comes with the package."""

ADVICE = 'Install dateline again, or set extract = "rules" in dateline.toml'
"""What to do where a file of the trained reader cannot be opened."""

FILES = ("reader.onnx", "reader.json", "tokenizer.json")


class Names(Record, frozen=True, forbid_unknown_fields=True):
    """What the outputs of the model stand for, in their order.

    Attributes:
        heads: Tag heads and how many logits each has.
        links: Kinds of link between two words.
        types: What the head `type` chooses from.
        statuses: What the head `status` chooses from.
        marks: Ids of the pieces that begin and end a window.
    """

    heads: dict[str, int]
    links: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    marks: tuple[int, int]


class Outputs(Record, frozen=True):
    """What the model says of one window.

    Attributes:
        tags: For each head, probabilities of shape (words, choices).
        links: For each word that may tell of an event, probabilities of shape (kinds of
            link, words): that what it takes begins there.
    """

    tags: Mapping[str, Floats]
    links: Mapping[int, Floats]


class Weights:
    """An opened model.

    Attributes:
        names: What its outputs stand for.
        tokenizer: Cuts text into the word pieces it knows.
        digest: Hash of its files.
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        """Open the model in a folder.

        Raises:
            ConfigError: A file is missing or is not what it should be.
        """
        try:
            content = {name: (folder / name).read_bytes() for name in FILES}
            self.names = msgspec.json.decode(content["reader.json"], type=Names)
            self.tokenizer = Tokenizer.from_str(content["tokenizer.json"].decode("utf-8"))
            self._session = _session(content["reader.onnx"])
        except Exception as error:  # the runtime raises classes of its own
            raise ConfigError(
                f"the trained reader cannot be opened: {error}",
                where=str(folder),
                advice=ADVICE,
            ) from error
        self.folder = folder
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        together = b"".join(content[name] for name in FILES)
        self.digest = hashlib.sha256(together).hexdigest()

    def read(self, pieces: list[int], first: list[int], shapes: list[int]) -> Outputs:
        """Return what the model says of a window; see `extract/windows.py` for the arguments."""
        named = {"pieces": pieces, "first": first, "shapes": shapes}
        fed = {name: np.asarray([values], dtype=np.int64) for name, values in named.items()}
        tagged, anchors, links = self._session.run(None, fed)
        tags, at = {}, 0
        for head, size in self.names.heads.items():
            tags[head] = _softmax(tagged[:, at : at + size])
            at += size
        return Outputs(tags, dict(zip(anchors.tolist(), links, strict=True)))


@cache
def bundled() -> Weights:
    """Return the model that comes with the package, opened once a process.

    Raises:
        ConfigError: It is missing or broken.
    """
    return Weights(BUNDLED)


def _session(content: bytes) -> Any:  # noqa: ANN401  (the runtime is not typed)
    options = onnxruntime.SessionOptions()
    # One thread: a worker has one core, and the order of sums stays the same.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _softmax(logits: Floats) -> Floats:
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return shares
