"""Gradient boosting with symmetric trees, in numpy: small, exact to repeat, easy to ship.

Every level of a tree asks one question (is this feature above this value?) of all its
lines, so a tree of depth d is d questions and 2**d values, and reading it is a table look-up.
After Prokhorenkova et al. 2018 (CatBoost), without its ordered statistics.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Options:
    """How a model is grown."""

    trees: int = 120
    depth: int = 4
    rate: float = 0.1
    bins: int = 24
    ridge: float = 5.0
    sample: float = 0.7
    columns: float = 0.5
    seed: int = 7


@dataclass
class Model:
    """Questions of shape (trees, depth), values of shape (trees, 2**depth), and a base score."""

    features: npt.NDArray[np.int64]
    thresholds: Array
    values: Array
    base: float
    gains: dict[int, float] = field(default_factory=dict)

    def score(self, rows: Array) -> Array:
        """Return the log odds of each row."""
        answers = rows[:, self.features] > self.thresholds
        weights = 1 << np.arange(self.features.shape[1])
        leaves = (answers * weights).sum(axis=2)
        picked = self.values[np.arange(len(self.values)), leaves]
        return picked.sum(axis=1) + self.base


def grow(rows: Array, labels: Array, weights: Array, options: Options) -> Model:
    """Return a model of `labels` (0 or 1) on `rows`, each row counted `weights` times."""
    chance = np.random.default_rng(options.seed)
    edges = [_edges(rows[:, column], options.bins) for column in range(rows.shape[1])]
    binned = np.stack(
        [np.searchsorted(edge, rows[:, column], side="left") for column, edge in enumerate(edges)],
        axis=1,
    )
    share = float((labels * weights).sum() / weights.sum())
    base = math.log(share / (1 - share))
    scores = np.full(len(rows), base)
    features = np.zeros((options.trees, options.depth), dtype=np.int64)
    thresholds = np.zeros((options.trees, options.depth))
    values = np.zeros((options.trees, 2**options.depth))
    gains: dict[int, float] = {}
    for tree in range(options.trees):
        probability = 1 / (1 + np.exp(-scores))
        taken = chance.random(len(rows)) < options.sample
        gradient = (labels - probability) * weights * taken
        curvature = probability * (1 - probability) * weights * taken
        usable = np.flatnonzero(chance.random(rows.shape[1]) < options.columns)
        leaves = np.zeros(len(rows), dtype=np.int64)
        for level in range(options.depth):
            best = _best(binned, leaves, (gradient, curvature), (usable, 2**level), options)
            gain, column, cut = best
            gains[column] = gains.get(column, 0.0) + gain
            features[tree, level] = column
            edge = edges[column]
            thresholds[tree, level] = edge[cut] if len(edge) else np.inf
            leaves += (binned[:, column] > cut).astype(np.int64) << level
        size = 2**options.depth
        up = np.bincount(leaves, gradient, size)
        down = np.bincount(leaves, curvature, size)
        values[tree] = options.rate * up / (down + options.ridge)
        scores += values[tree][leaves]
    return Model(features, thresholds, values, base, gains)


def _edges(column: Array, bins: int) -> Array:
    """Return the values between which a feature is cut, at most `bins` of them."""
    distinct = np.unique(column)
    if len(distinct) <= bins:
        return (distinct[:-1] + distinct[1:]) / 2
    return np.unique(np.quantile(column, np.linspace(0, 1, bins + 2)[1:-1]))


def _best(
    binned: npt.NDArray[np.int64],
    leaves: npt.NDArray[np.int64],
    slopes: tuple[Array, Array],
    scope: tuple[npt.NDArray[np.int64], int],
    options: Options,
) -> tuple[float, int, int]:
    """Return gain, feature and cut of the question that parts the leaves best."""
    usable, count = scope
    gradient, curvature = slopes
    width = options.bins + 1
    best = (-1.0, int(usable[0]) if len(usable) else 0, 0)
    for column in usable:
        place = leaves * width + binned[:, column]
        up = np.bincount(place, gradient, count * width).reshape(count, width)
        down = np.bincount(place, curvature, count * width).reshape(count, width)
        left_up, left_down = up.cumsum(axis=1), down.cumsum(axis=1)
        all_up, all_down = left_up[:, -1:], left_down[:, -1:]
        gain = (
            left_up**2 / (left_down + options.ridge)
            + (all_up - left_up) ** 2 / (all_down - left_down + options.ridge)
        ).sum(axis=0)
        cut = int(gain[:-1].argmax())
        if gain[cut] > best[0]:
            best = (float(gain[cut]), int(column), cut)
    return best
