"""Logistic functions fitted by Newton's method, and the least score worth keeping: for the scores of reports and of links."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STEPS = 50
# A step smaller than this changes nothing that is stored.
SETTLED = 1e-8


def fit(x: np.ndarray, right: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Return the weights (K,) of a logistic function of the rows (N, K) that tells right (N,) from wrong, each held by its ridge (K,)."""
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (right - p) - ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w = w + step
        if np.abs(step).max() < SETTLED:
            break
    return w


def ridge(columns: int, size: float) -> np.ndarray:
    """Return the ridge of each column; the first, always one, is nearly free."""
    return np.array([1e-3] + [size] * (columns - 1))


def matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """Return (N, K) ones where a name holds of a row."""
    place = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name in row:
            if name in place:
                x[n, place[name]] = 1.0
    return x


def highest_least(
    scores: np.ndarray, right: np.ndarray, total: int, grid: np.ndarray, smoothed: int, as_good: float
) -> tuple[float, float]:
    """Return the highest least score whose F1 is the best's but for `as_good`, and its F1; the curve is smoothed over so many steps to
    either side, since its peaks are chance. `total` is how many there are to find."""
    f1, smooth = _curves(scores, right, total, grid, smoothed)
    best = int(np.flatnonzero(smooth >= smooth.max() - as_good)[-1])
    return round(float(grid[best]), 2), float(f1[best])


def _curves(
    scores: np.ndarray, right: np.ndarray, total: int, grid: np.ndarray, smoothed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the F1 of each least score of the grid, and the mean over its neighbours."""
    f1 = np.array([2 * right[scores >= least].sum() / max((scores >= least).sum() + total, 1) for least in grid])
    smooth = np.array([f1[max(0, n - smoothed) : n + smoothed + 1].mean() for n in range(len(f1))])
    return f1, smooth
