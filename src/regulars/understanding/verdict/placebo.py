"""Placebos: shocks that did not happen then, and traits of somebody else. What they show is what chance shows."""

from __future__ import annotations

import numpy as np

from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.calendars import UnderCalendars
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.responding import Beside, Fit

DRAWS = 199


def by_traits(
    panel: Panel, traits: FloatArray, size: FloatArray, generator: np.random.Generator, draws: int = DRAWS
) -> list[Fit]:
    """Fits with the first trait permuted among customers of the same decile of size.

    In: ``traits`` (n, K), the one on trial first; ``size`` (n,). Out: one Fit per draw.
    """
    groups, beside = deciles(size, panel.customer), Beside(panel, traits[:, 1:])
    return [beside.fit(permuted(traits[:, 0], groups, generator)) for _ in range(draws)]


def by_calendars(panel: Panel, traits: FloatArray, generator: np.random.Generator, draws: int = DRAWS) -> list[Fit]:
    """Fits of the first trait beside the others, with each cell's calendar turned round by weeks of its own."""
    return list(UnderCalendars(panel, traits).fits([panel.shifted(generator).shock for _ in range(draws)]))


def share_as_strong(found: float, placebos: list[Fit]) -> float:
    """The share of placebos, the finding among them, whose t is at least as far from 0.

    Source: Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9, 39.

    >>> share_as_strong(3.0, [Fit(np.array([1.0]), np.array([1.0]))] * 199)
    0.005
    """
    as_strong = sum(int(abs(float(f.t[0])) >= abs(found)) for f in placebos)
    return (1 + as_strong) / (1 + len(placebos))


def deciles(size: FloatArray, customers: IntArray) -> list[IntArray]:
    """The numbers of a panel's customers, by decile of size."""
    inside = np.unique(customers)
    order = inside[np.argsort(size[inside], kind="stable")]
    return [g for g in np.array_split(order, 10) if len(g)]


def permuted(values: FloatArray, groups: list[IntArray], generator: np.random.Generator) -> FloatArray:
    """Values exchanged within groups; those in no group stay."""
    drawn = values.copy()
    for group in groups:
        drawn[group] = values[generator.permutation(group)]
    return drawn


def power(placebos: list[Fit], least_effect: float, level: float = 0.95) -> float:
    """The chance that an effect of this size would be found: each placebo with the effect added, against all of them.

    >>> power([Fit(np.array([t]), np.array([1.0])) for t in (-1.0, 0.0, 1.0, 0.5)], 10.0)
    1.0
    """
    strengths = np.array([abs(float(f.t[0])) for f in placebos])
    moved = np.array([abs(f.slope[0] + least_effect) / f.error[0] if f.error[0] > 0 else 0.0 for f in placebos])
    return float((moved > np.quantile(strengths, level)).mean())
