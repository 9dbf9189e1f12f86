"""Customers' histories with a fitted model and a horizon: all that looking ahead needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.errors import InputError, UsageError
from regulars.measures.lifetime.covariates import Covariates, Spread, no_covariates
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import model_named
from regulars.measures.lifetime.model import Model
from regulars.measures.lifetime.quadrature import stretch_nodes
from regulars.measures.lifetime.summary import AT_ONCE, Histories, Summary

Floats = NDArray[np.float64]
_MOMENTS_OF_TIME = 12


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """For each history: P(still a customer), purchases expected, their variance, and discounted."""

    still: Floats
    purchases: Floats
    variance: Floats
    discounted: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What a living customer will buy depends on frequency and age alone: ``pairs`` are the distinct ones.

    ``which`` gives each customer's history; ``horizon`` is in the units of the fit, ``discount``
    the continuous rate per such unit.
    """

    model: Model
    histories: Histories
    spread: Spread
    which: NDArray[np.intp]
    pair_frequency: Floats
    pair_age: Floats
    pair_of: NDArray[np.intp]
    horizon: float
    discount: float

    @classmethod
    def of(
        cls,
        fit: Fit,
        summary: Summary,
        *,
        horizon_days: float,
        yearly_discount: float = 0.0,
        covariates: Covariates | None = None,
    ) -> Scene:
        """A scene; InputError where units or covariates differ from the fit's, UsageError for the rest."""
        fit.require()
        given = covariates or no_covariates(len(summary))
        _check(fit, summary, given, horizon_days, yearly_discount)
        h, spread = given.spread_over(summary)
        which = np.arange(len(summary)) if given.names else summary.grouping[1]
        pairs, pair_of = _pairs(h, distinct=not given.names)
        return cls(
            model_named(fit.model), h, spread, which, pairs.real, pairs.imag, pair_of,
            horizon=horizon_days / fit.unit_days,
            discount=float(np.log1p(yearly_discount)) / 365 * fit.unit_days,
        )  # fmt: skip

    def ahead(self, point: Floats) -> Ahead:
        """What lies ahead if these were the parameters (``point`` as ``Fit.point``)."""
        values, still = self.spread.values(point, self.model), self._still(point)
        mean, twice = self.model.moments(values, self.pair_frequency, self.pair_age, self.horizon)
        mean, twice = mean[self.pair_of], twice[self.pair_of]
        expected = still * mean
        variance = np.maximum(still * (twice + mean) - expected**2, 0.0)
        return Ahead(still, expected, variance, still * self._discounted(values)[self.pair_of] if self.discount else expected)

    def _still(self, point: Floats) -> Floats:
        """P(still a customer) of each history."""
        found = [np.empty(0)]
        for rows, piece in self.histories.in_pieces(AT_ONCE):
            found.append(self.model.log_likelihood(self.spread.some(rows).values(point, self.model), piece)[2])
        return np.concatenate(found)

    def _discounted(self, values: Floats) -> Floats:
        """∫ exp(−δs) dM(s) over the horizon, M(s) the purchases expected by s: by parts, Gauss–Legendre."""
        share, weight = stretch_nodes(_MOMENTS_OF_TIME)
        times = self.horizon * np.append(share, 1.0)
        bought = np.exp(-self.discount * times)[:, None] * self.model.means(values, self.pair_frequency, self.pair_age, times)
        return np.asarray(bought[-1] + self.discount * self.horizon * (weight @ bought[:-1]))


def _pairs(h: Histories, *, distinct: bool) -> tuple[NDArray[np.complex128], NDArray[np.intp]]:
    both = h.frequency + 1j * h.age
    if not distinct:
        return both, np.arange(len(h))
    pairs, pair_of = np.unique(both, return_inverse=True)
    return pairs, pair_of


def _check(fit: Fit, summary: Summary, given: Covariates, horizon_days: float, yearly_discount: float) -> None:
    if summary.unit_days != fit.unit_days:
        raise InputError(
            f"the summary counts time in {summary.unit_days:g} days, the fit in {fit.unit_days:g}",
            expected="one unit for both",
            do="summarise with the unit of the fit",
        )
    if (given.rate_names, given.lifetime_names) != (fit.rate_covariates, fit.lifetime_covariates):
        fitted = [*fit.rate_covariates, *fit.lifetime_covariates]
        raise InputError(
            f"covariates {', '.join(given.names) or 'none'} do not match the fit",
            expected=", ".join(fitted) or "none: the model was fitted without",
            do="give the covariates that the model was fitted with, in that order",
        )
    if not 0 < horizon_days < np.inf:
        raise UsageError(f"horizon_days is {horizon_days}", expected="days ahead, above 0, such as 365", do="correct it")
    if not 0 <= yearly_discount < np.inf:
        raise UsageError(f"yearly_discount is {yearly_discount}", expected="a share of 0 or more, such as 0.1", do="correct it")
