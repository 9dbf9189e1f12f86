"""What customers' coming purchases are worth: amounts, margin, and their scatter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.errors import UsageError
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.gamma_gamma import NAME, spend_moments
from regulars.measures.lifetime.scene import Ahead
from regulars.measures.lifetime.summary import Summary

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Purse:
    """A fitted model of amounts, the customers' own, and the share of an amount that is kept."""

    fit: Fit
    frequency: Floats
    spend: Floats
    margin: float

    @classmethod
    def of(cls, fit: Fit, summary: Summary, margin: float) -> Purse:
        """Customers as in ``summary``; UsageError for a margin outside (0, 1] or another kind of fit."""
        if fit.model != NAME:
            raise UsageError(
                f"{fit.model} is not a model of amounts", expected=f"a fit of {NAME}", do="pass what fit_spend gave"
            )
        if not 0 < margin <= 1:
            raise UsageError(f"margin is {margin}", expected="the share of an amount kept: above 0, to 1", do="correct it")
        spend = np.full(len(summary), np.nan) if summary.spend is None else summary.spend
        return cls(fit.require(), summary.frequency, spend, margin)

    def amounts(self, point: Floats) -> tuple[Floats, Floats]:
        """Each customer's expected amount of a purchase (currency), and the mean of its square."""
        return spend_moments(np.exp(point), self.frequency, self.spend)

    def worth(self, ahead: Ahead, which: NDArray[np.intp], point: Floats) -> Floats:
        """Each customer's discounted margin within the horizon (currency)."""
        return self.margin * ahead.discounted[which] * self.amounts(point)[0]

    def scatter(self, ahead: Ahead, which: NDArray[np.intp]) -> Floats:
        """The variance of that worth at the fitted parameters: how many purchases, and of what amounts.

        Var S = E N E[Var z | ν] + Var N E[ζ²] + (E N)² Var ζ, with ζ = p/ν the customer's own mean
        amount and Var(z | ν) = ζ²/p; shrunk by the square of the mean discount. Infinite where
        p x + q ≤ 2.
        """
        mean, square = self.amounts(self.fit.point)
        p = self.fit.values[0]
        n, v = ahead.purchases[which], ahead.variance[which]
        discount = np.divide(ahead.discounted, ahead.purchases, out=np.ones_like(ahead.purchases), where=ahead.purchases > 0)
        return (self.margin * discount[which]) ** 2 * (n * square / p + v * square + n**2 * (square - mean**2))
