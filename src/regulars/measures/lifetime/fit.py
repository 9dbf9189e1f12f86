"""A fitted model as a plain value: parameters, their doubt, and the verdict on the fit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from regulars.errors import InputError, NotEnoughData
from regulars.measures.lifetime.verdict import Verdict

Floats = NDArray[np.float64]
FORMAT = "lifetime_fit/1"


@dataclass(frozen=True, slots=True)
class Fit:
    """Parameters found by maximum likelihood.

    ``names`` and ``values`` go together; ``covariance`` is that of the parameters' natural
    logarithms (of covariate coefficients: themselves), from the observed information; at a boundary
    it holds given that boundary, and ``others`` are values as far from it as the customers allow;
    None where nothing is identified. Times are in units of ``unit_days`` days.
    ``customers`` counts those who entered the likelihood. ``remark`` is what every reader of its
    predictions should know. Picklable; to_json and from_json are inverse.
    """

    model: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] | None
    log_likelihood: float
    customers: float
    unit_days: float
    verdict: Verdict
    remark: str = ""
    rate_covariates: tuple[str, ...] = ()
    lifetime_covariates: tuple[str, ...] = ()
    left_out: float = 0.0
    others: tuple[tuple[float, ...], ...] = ()

    @property
    def rivals(self) -> tuple[Fit, ...]:
        """This fit with each of the ``others`` for its values: what it expects there is not excluded either."""
        return tuple(replace(self, values=values, others=()) for values in self.others)

    @property
    def parameters(self) -> dict[str, float]:
        return dict(zip(self.names, self.values, strict=True))

    @property
    def coefficients(self) -> int:
        """How many of the last values are covariates' coefficients, and so not logarithms."""
        return len(self.rate_covariates) + len(self.lifetime_covariates)

    @property
    def point(self) -> Floats:
        """The values as the fit saw them: logarithms, then coefficients."""
        cut = len(self.values) - self.coefficients
        return np.array([*np.log(self.values[:cut]), *self.values[cut:]])

    @property
    def standard_errors(self) -> dict[str, float]:
        """Of the logarithm of each parameter (of a coefficient: itself); NaN unless the fit converged."""
        told = self.covariance is not None and self.verdict.ending == "converged"
        spread = np.sqrt(np.diag(np.array(self.covariance))) if told else np.full(len(self.names), np.nan)
        return dict(zip(self.names, spread.tolist(), strict=True))

    def interval(self, name: str, level: float = 0.95) -> tuple[float, float]:
        """An interval for one parameter, symmetric in its logarithm (Wald)."""
        at = self.names.index(name)
        reach = float(ndtri((1 + level) / 2)) * self.standard_errors[name]
        if at >= len(self.names) - self.coefficients:
            return self.values[at] - reach, self.values[at] + reach
        return self.values[at] * math.exp(-reach), self.values[at] * math.exp(reach)

    def require(self) -> Fit:
        """This fit, or NotEnoughData where its parameters are not identified."""
        if self.verdict.ending == "not_identified":
            raise NotEnoughData(
                f"the model {self.model} is not identified on {self.customers:,.0f} customers: {self.verdict.why}",
                expected="customers who repeat, and customers who fell silent",
                do=self.verdict.do,
            )
        return self

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        plain["values"] = [None if math.isnan(v) else v for v in self.values]
        plain["log_likelihood"] = None if math.isnan(self.log_likelihood) else self.log_likelihood
        return {"format": FORMAT, **plain}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Fit:
        """The fit that ``to_json`` wrote; InputError for anything else."""
        if plain.get("format") != FORMAT:
            raise InputError(f"this is a {plain.get('format')!r}", expected=FORMAT, do="save the fit again with this version")
        kept = {k: v for k, v in plain.items() if k != "format"}
        fit = cls(**{k: _frozen(v) for k, v in kept.items() if k != "verdict"}, verdict=Verdict(**kept["verdict"]))
        likelihood = math.nan if kept["log_likelihood"] is None else fit.log_likelihood
        values = tuple(math.nan if v is None else float(v) for v in kept["values"])
        return replace(fit, values=values, log_likelihood=likelihood)


def rivals_of(fit: Fit, spend: Fit | None) -> list[tuple[Fit, Fit | None]]:
    """A fit and one of amounts, with the one or the other at values that its boundary does not exclude either."""
    return [*((rival, spend) for rival in fit.rivals), *((fit, rival) for rival in (spend.rivals if spend else ()))]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list | tuple) else value
