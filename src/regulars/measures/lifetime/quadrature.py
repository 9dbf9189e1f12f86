"""Averages over a Beta distribution, and over a stretch of time, from few well-placed points."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = 32


def beta_nodes(a: Floats, b: Floats, points: int = POINTS) -> tuple[Floats, Floats]:
    """Points in (0, 1) and weights that average over Beta(a, b): Gauss–Jacobi quadrature.

    In: ``a`` and ``b``, numbers or arrays that broadcast. Out: two arrays with one more axis, of
    length ``points``; the weights sum to 1. Exact for polynomials of degree below 2 × points.

    Source: Golub & Welsch 1969, Mathematics of Computation 23, 221–230.

    >>> p, share = beta_nodes(np.array(2.0), np.array(3.0))
    >>> round(float((p * share).sum()), 12)
    0.4
    """
    both = np.asarray(a) + 1j * np.asarray(b)  # one sortable value for each pair
    pairs, which = np.unique(both.ravel(), return_inverse=True)
    nodes, shares = _golub_welsch(pairs.real, pairs.imag, points)
    shape = (*both.shape, points)
    return nodes[which].reshape(shape), shares[which].reshape(shape)


def _golub_welsch(a: Floats, b: Floats, points: int) -> tuple[Floats, Floats]:
    """Points: eigenvalues of the Jacobi matrices on [0, 1]. Weights: 1 / Σ (orthonormal polynomials)²."""
    middle, beside = _recurrence(a, b, points)
    matrices = np.zeros((len(a), points, points))
    matrices[:, np.arange(points), np.arange(points)] = middle
    matrices[:, np.arange(1, points), np.arange(points - 1)] = beside
    nodes = np.linalg.eigvalsh(matrices, UPLO="L")
    before, now = np.zeros_like(nodes), np.ones_like(nodes)
    squares = np.ones_like(nodes)
    for k in range(points - 1):
        earlier = beside[:, k - 1, None] if k else 0.0
        before, now = now, ((nodes - middle[:, k, None]) * now - earlier * before) / beside[:, k, None]
        squares += now**2
    shares = 1 / squares
    return np.clip(nodes, np.finfo(np.float64).tiny, 1.0), shares / shares.sum(axis=1, keepdims=True)


def _recurrence(a: Floats, b: Floats, points: int) -> tuple[Floats, Floats]:
    """Coefficients of the orthonormal polynomials of Beta(a, b): a row per pair."""
    k = np.arange(points, dtype=np.float64)
    j, left, total = k[1:], a[:, None], (a + b)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (2 * k * (k + total - 1) + left * (total - 2)) / ((2 * k + total - 2) * (2 * k + total))
        square = j * (j + left - 1) * (j + b[:, None] - 1) * (j + total - 2)
        square = square / ((2 * j + total - 3) * (2 * j + total - 1) * (2 * j + total - 2) ** 2)
    middle[:, 0] = a / (a + b)  # the general forms are 0/0 where a + b is 1 or 2
    square[:, 0] = a * b / ((a + b) ** 2 * (a + b + 1))
    return middle, np.sqrt(square)


@cache
def stretch_nodes(points: int) -> tuple[Floats, Floats]:
    """Points in (0, 1) and weights that average over a stretch: Gauss–Legendre quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(points)
    return (nodes + 1) / 2, weights / 2
