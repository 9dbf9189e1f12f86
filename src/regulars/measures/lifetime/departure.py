"""Pareto/NBD's integral over the unseen moment of leaving, and the averages its derivatives need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.quadrature import stretch_nodes
from regulars.measures.lifetime.summary import Histories

Floats = NDArray[np.float64]
POINTS = 20
_NEGLIGIBLE = 42.0
"""Where the integrand has fallen by exp(−42) the rest is below rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Departures:
    """For each history: ln of the density of leaving between t_x and T, and averages over when.

    ``log_buying`` is the mean of ln(alpha + τ), ``inverse_buying`` of 1/(alpha + τ), and the same
    with beta for leaving, over moments τ weighted by the integrand.
    """

    log_density: Floats
    log_buying: Floats
    inverse_buying: Floats
    log_leaving: Floats
    inverse_leaving: Floats


def departures(values: Floats, h: Histories) -> Departures:
    """s ∫ (alpha + τ)^−(r+x) (beta + τ)^−(s+1) dτ from t_x to T, as a logarithm, with its averages.

    Equal to the difference of two ₂F₁ in Fader & Hardie 2005, but a sum of positive terms: nothing
    cancels and nothing overflows. In u = ln(c + τ) with c the smaller of alpha and beta the
    integrand is smooth, and Gauss–Legendre points (20) reach rounding.
    """
    parts = np.empty((5, len(h)))
    for piece, some in h.in_pieces():
        parts[:, piece] = _integrals(values if values.ndim == 1 else values[:, piece], some)
    return Departures(*parts)


def _integrals(values: Floats, h: Histories) -> Floats:
    r, alpha, s, beta = values
    shape = r + h.frequency
    nearer = np.minimum(alpha, beta)
    length = _reach(shape, values, nearer, h)
    u, weight = stretch_nodes(POINTS)
    log_moved = u[:, None] * length + np.log(nearer + h.recency)
    moved = np.exp(log_moved)
    buying, leaving = moved + (alpha - nearer), moved + (beta - nearer)
    # Of the nearer of the two, the logarithm is known: it is u.
    log_buying = log_moved if np.all(alpha <= beta) else np.log(buying)
    log_leaving = log_moved if np.all(beta <= alpha) else np.log(leaving)
    exponent = log_moved - shape * log_buying - (s + 1) * log_leaving
    top = exponent.max(axis=0)
    mass = np.exp(exponent - top) * weight[:, None]
    whole = mass.sum(axis=0)
    mass /= whole
    with np.errstate(divide="ignore"):
        log_density = np.log(s) + top + np.log(whole) + np.log(length)
    means = [np.einsum("ij,ij->j", mass, v) for v in (log_buying, 1 / buying, log_leaving, 1 / leaving)]
    return np.stack([log_density, *means])


def _reach(shape: Floats, values: Floats, nearer: Floats, h: Histories) -> Floats:
    """How far u runs: to T, or to where the integrand has become negligible.

    The fall is convex in u, so Newton's steps from the far end come down to the right place.
    """
    _, alpha, s, beta = values
    length = np.log1p((h.age - h.recency) / (nearer + h.recency))
    buying = shape * np.log((alpha + h.age) / (alpha + h.recency))
    far = buying + (s + 1) * np.log((beta + h.age) / (beta + h.recency)) - length > _NEGLIGIBLE
    if not far.any():
        return length
    start, k = (nearer + h.recency)[far], shape[far]
    a, b = (np.broadcast_to(v - nearer, far.shape)[far] for v in (alpha, beta))
    more = np.broadcast_to(s + 1, far.shape)[far]
    reach = length[far]
    for _ in range(8):
        here = start * np.exp(reach)
        fall = k * np.log((here + a) / (start + a)) + more * np.log((here + b) / (start + b)) - reach
        steepness = k * here / (here + a) + more * here / (here + b) - 1
        reach = reach - np.maximum(fall - _NEGLIGIBLE, 0) / np.maximum(steepness, 1e-3)
    out = length.copy()
    out[far] = np.maximum(reach, 0)
    return out
