"""The line model as data."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dateline.clean.features import NAMES
from dateline.clean.line_model import bundled, opened
from dateline.errors import ConfigError


def test_the_weights_that_come_along_fit_the_features() -> None:
    assert set(bundled().weights) == set(NAMES)


def test_a_score_adds_up_the_weights_of_features() -> None:
    model = msgspec.structs.replace(bundled(), bias=-1.0, weights=dict.fromkeys(NAMES, 0.5))
    assert model.score(np.ones((1, len(NAMES)))).tolist() == [0.5 * len(NAMES) - 1]


def test_gains_lie_within_their_limits() -> None:
    model = msgspec.structs.replace(bundled(), shift=0.5, most=3.0, least=-1.5)
    assert model.gains(np.array([-9.0, 0.0, 9.0])).tolist() == [-1.5, 0.5, 3.0]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"made": "x"}'])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(ConfigError, match="no line model"):
        opened(content)


def test_weights_of_other_features_are_refused() -> None:
    weights = dict(bundled().weights)
    weights["colour"] = weights.pop("words")
    odd = msgspec.structs.replace(bundled(), weights=weights)
    with pytest.raises(ConfigError, match="colour, words"):
        opened(msgspec.json.encode(odd))
