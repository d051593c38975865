"""Gate: sentences that surely tell of no event are not read by the encoder.

To read a sentence costs the encoder thousands of times what a look at its words costs. The
look is a logistic regression over hashed words, pairs of words and beginnings of words,
fitted so that it lets through nearly all that the encoder would find
(`training/reader/gate.py`). Sentences that the rules speak of are read without asking it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.errors import ConfigError
from dateline.weights import ADVICE, BUNDLED

FILE = "gate.npz"
SIGNS = 1 << 17
"""How many signs are told apart; others fall together with one of them."""

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LENGTHS = (5, 10, 15, 20, 30, 40)


def signs(text: str) -> list[int]:
    """Return the signs that stand for a sentence: numbers below `SIGNS`, in order, each once."""
    words = ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]
    found = {*words, *(f"{word[:4]}-" for word in words), *(f"{word[:6]}~" for word in words)}
    found.update(f"{one} {other}" for one, other in pairwise(words))
    found.update(f"#{length}" for length in _LENGTHS if len(words) >= length)
    return sorted({zlib.crc32(sign.encode()) % SIGNS for sign in found})


class Gate:
    """An opened gate.

    Attributes:
        digest: Hash of its file.
    """

    def __init__(self, folder: Path) -> None:
        """Open the gate in a folder.

        Raises:
            ConfigError: Its file is missing or is not what it should be.
        """
        try:
            content = (folder / FILE).read_bytes()
            with np.load(BytesIO(content), allow_pickle=False) as held:
                self._weights: npt.NDArray[np.int8] = held["weights"].reshape(SIGNS)
                self._least = float(held["least"])
        except Exception as error:  # numpy raises what it likes for a file that is broken
            raise ConfigError(
                f"the gate of the trained reader cannot be opened: {error}",
                where=str(folder / FILE),
                advice=ADVICE,
            ) from error
        self.digest = hashlib.sha256(content).hexdigest()

    def may_tell(self, text: str) -> bool:
        """Tell whether a sentence may tell of an event."""
        return self.score(text) >= self._least

    def score(self, text: str) -> int:
        """Return how much speaks for an event in a sentence: a sum, only its order means much."""
        return int(self._weights[signs(text)].sum(dtype=np.int64))


@cache
def bundled_gate() -> Gate:
    """Return the gate that comes with the package, opened once a process.

    Raises:
        ConfigError: It is missing or broken.
    """
    return Gate(BUNDLED)
