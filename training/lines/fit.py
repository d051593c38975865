"""Logistic regression in numpy: exact to repeat, and a list of numbers as a result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_STEPS = 25


@dataclass(frozen=True)
class Fit:
    """Weights of the features as they are, and a constant: log odds = rows @ weights + bias."""

    weights: Array
    bias: float

    def score(self, rows: Array) -> Array:
        """Return the log odds of each row."""
        scores: Array = rows @ self.weights + self.bias
        return scores


def fit(rows: Array, told: Array, weights: Array, ridge: float) -> Fit:
    """Return the weights by Newton's method (iteratively reweighted least squares).

    Args:
        rows: Features, of shape (lines, features); each is brought to mean 0 and variance 1.
        told: 1 for lines of the report, 0 for others.
        weights: How much each line counts.
        ridge: How strongly weights are drawn to 0.
    """
    middle = rows.mean(axis=0)
    spread = rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    full = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    penalty = np.full(full.shape[1], ridge)
    penalty[-1] = 1e-9
    beta = np.zeros(full.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(full @ beta, -30, 30)))
        slope = full.T @ (weights * (told - chance)) - penalty * beta
        curve = (full * (weights * chance * (1 - chance))[:, None]).T @ full + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        beta = beta + step
        if float(np.abs(step).max()) < 1e-8:
            break
    own = beta[:-1] / spread
    return Fit(own, float(beta[-1] - own @ middle))
