"""What is known of each customer from the start, and how it moves buying and leaving.

CLVTools' form: for covariates z of buying, alpha_i = alpha₀ exp(−γ'z); for covariates z of
leaving, Pareto/NBD has beta_i = beta₀ exp(−γ'z), BG/NBD and MBG/NBD have a_i = a₀ exp(γ'z) and
b_i = b₀ exp(γ'z). A positive γ of buying means that such customers buy more often.

Source: Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and
BG/NBD models"; CLVTools.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.errors import InputError
from regulars.measures.lifetime.checks import column
from regulars.measures.lifetime.model import Model
from regulars.measures.lifetime.summary import Histories, Summary

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Covariates:
    """Columns of numbers, one entry per customer: those that move buying, and those that move leaving."""

    rate: Floats
    lifetime: Floats
    rate_names: tuple[str, ...]
    lifetime_names: tuple[str, ...]

    @classmethod
    def of(cls, *, rate: Mapping[str, ArrayLike] | None = None, lifetime: Mapping[str, ArrayLike] | None = None) -> Covariates:
        """Covariates by name; a yes or no is 1 or 0. InputError where they are not numbers.

        >>> Covariates.of(rate={"by_friend": [1, 0, 0]}).names
        ('by_friend of buying',)
        """
        columns = [{k: column(k, v) for k, v in (given or {}).items()} for given in (rate, lifetime)]
        lengths = {len(v) for c in columns for v in c.values()}
        if len(lengths) > 1:
            raise InputError(f"covariates have lengths {sorted(lengths)}", expected="one entry per customer in each")
        n = lengths.pop() if lengths else 0
        tables = [np.array(list(c.values())).reshape(len(c), n) for c in columns]
        return cls(tables[0], tables[1], tuple(columns[0]), tuple(columns[1]))

    @property
    def names(self) -> tuple[str, ...]:
        return (*(f"{n} of buying" for n in self.rate_names), *(f"{n} of leaving" for n in self.lifetime_names))

    def spread_over(self, summary: Summary) -> tuple[Histories, Spread]:
        """The histories to fit, and these covariates beside them: distinct histories if there are none."""
        if not self.names:
            return summary.histories, Spread(self.rate[:, :0], self.lifetime[:, :0], (), ())
        if self.rate.shape[1] != len(summary):
            raise InputError(
                f"covariates are for {self.rate.shape[1]:,} customers, the summary has {len(summary):,}",
                expected="the same customers in the same order",
                do="take both from one table",
            )
        for name, values in zip(self.names, [*self.rate, *self.lifetime], strict=True):
            if values.min() == values.max():
                raise InputError(
                    f"{name} is {values[0]:g} for everybody", expected="a covariate that differs", do="leave it out"
                )
        h = Histories.of(summary.frequency, summary.recency, summary.age, summary.weight)
        return h, Spread(self.rate, self.lifetime, self.rate_names, self.lifetime_names)


def no_covariates(customers: int) -> Covariates:
    return Covariates(np.empty((0, customers)), np.empty((0, customers)), (), ())


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Covariates):
    """Covariates beside histories: turns a point of the climb into each history's parameters."""

    @property
    def coefficients(self) -> int:
        return len(self.rate_names) + len(self.lifetime_names)

    def some(self, rows: slice) -> Spread:
        return replace(self, rate=self.rate[:, rows], lifetime=self.lifetime[:, rows])

    def values(self, point: Floats, model: Model) -> Floats:
        """Each parameter as a number, or as one entry per history where covariates move it."""
        base = np.exp(point[: len(model.parameters)])
        if not self.coefficients:
            return np.asarray(base)
        cut = len(model.parameters) + len(self.rate_names)
        values = np.repeat(base[:, None], self.rate.shape[1], axis=1)
        values[list(model.rate)] *= np.exp(-point[len(model.parameters) : cut] @ self.rate)
        values[list(model.lifetime)] *= np.exp(self._sign(model) * (point[cut:] @ self.lifetime))
        return values

    def gradient(self, slopes: Floats, weight: Floats, model: Model) -> Floats:
        """Sums over histories of the derivatives by the point; ``slopes`` are by log parameters."""
        weighted = slopes * weight
        by_rate = -self.rate @ weighted[list(model.rate)].sum(0) if len(self.rate_names) else np.empty(0)
        by_life = (
            self._sign(model) * (self.lifetime @ weighted[list(model.lifetime)].sum(0))
            if len(self.lifetime_names)
            else np.empty(0)
        )
        return np.concatenate([weighted.sum(1), by_rate, by_life])

    @staticmethod
    def _sign(model: Model) -> float:
        """BG/NBD multiplies a and b by exp(γ'z), Pareto/NBD divides beta by it."""
        return 1.0 if len(model.lifetime) == 2 else -1.0
