"""Averages over a Beta distribution, and over a stretch of time, from few well-placed points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = 40


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
    """Eigenvalues and squared first components of the Jacobi matrices, on [0, 1]."""
    k = np.arange(points, dtype=np.float64)
    total = a[:, None] + b[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (2 * k * (k + total - 1) + a[:, None] * (total - 2)) / ((2 * k + total - 2) * (2 * k + total))
    middle[:, 0] = a / (a + b)
    j = k[1:]
    beside = j * (j + a[:, None] - 1) * (j + b[:, None] - 1) * (j + total - 2)
    below = (2 * j + total - 3) * (2 * j + total - 1) * (2 * j + total - 2) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        square = beside / below
    square[:, 0] = a * b / ((a + b) ** 2 * (a + b + 1))
    matrices = np.zeros((len(a), points, points))
    matrices[:, np.arange(points), np.arange(points)] = middle
    matrices[:, np.arange(1, points), np.arange(points - 1)] = np.sqrt(square)
    values, vectors = np.linalg.eigh(matrices, UPLO="L")
    tiny = np.finfo(np.float64).tiny
    return np.clip(values, tiny, 1.0), vectors[:, 0, :] ** 2


def stretch_nodes(points: int) -> tuple[Floats, Floats]:
    """Points in (0, 1) and weights that average over a stretch: Gauss–Legendre quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(points)
    return (nodes + 1) / 2, weights / 2
