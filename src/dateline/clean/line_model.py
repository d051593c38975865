"""The line model: how much a line looks like a line of the report, by what it was fitted on."""

from __future__ import annotations

import functools

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.clean.features import NAMES
from dateline.errors import ConfigError
from dateline.lexicon import data_file
from dateline.record import Record

FILE = "lines.json"

Array = npt.NDArray[np.float64]


class LineModel(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of a logistic regression over the features of a line.

    Attributes:
        made: How, in words.
        bias: Log odds of a line whose features are all 0.
        weights: What each feature adds, by its name.
        bare: Added to each score on a page that is a report without furniture.
        shift: Added to each score before the report's stretch is sought: above 0,
            more is kept.
        most: The highest score that counts in a stretch.
        least: The lowest score that counts in a stretch: how little one line can break it.
        ending: The score from which a sentence that follows the stretch belongs to it.
        inside: The score from which a line inside the stretch belongs to the report.
    """

    made: str
    bias: float
    weights: dict[str, float]
    bare: float
    shift: float
    most: float
    least: float
    ending: float
    inside: float

    def score(self, rows: Array) -> Array:
        """Return the log odds of each line to be one of the report.

        Args:
            rows: Features, of shape (lines, `features.NAMES`).
        """
        scores: Array = rows @ np.array([self.weights[name] for name in NAMES]) + self.bias
        return scores

    def gains(self, scores: Array) -> Array:
        """Return what each line adds to the stretch of the report that it lies in."""
        gains: Array = np.clip(scores + self.shift, self.least, self.most)
        return gains


@functools.cache
def bundled() -> LineModel:
    """Return what comes with dateline.

    Raises:
        ConfigError: The weights do not fit the features.
    """
    return opened(data_file(FILE).read_bytes())


def opened(content: bytes) -> LineModel:
    """Return a line model from JSON.

    Raises:
        ConfigError: The content is no line model, or one of other features.
    """
    advice = "Make it anew with training.lines.train"
    try:
        model = msgspec.json.decode(content, type=LineModel)
    except msgspec.DecodeError as error:
        raise ConfigError(f"no line model: {error}", where=FILE, advice=advice) from error
    odd = sorted(model.weights.keys() ^ set(NAMES))
    if odd:
        problem = f"weights and features do not fit: {', '.join(odd[:5])}"
        raise ConfigError(problem, where=FILE, advice=advice)
    return model
