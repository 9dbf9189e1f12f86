"""A fitted model as a plain value: parameters, their doubt, and the verdict on the fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
        if not isinstance(plain, Mapping) or plain.get("format") != FORMAT:
            raise InputError(format_of(plain), expected=FORMAT, do="save the fit again with this version")
        kept = {k: v for k, v in plain.items() if k != "format"}
        with whole(FORMAT):
            fit = cls(**{k: _frozen(v) for k, v in kept.items() if k != "verdict"}, verdict=Verdict(**kept["verdict"]))
            likelihood = math.nan if kept["log_likelihood"] is None else float(fit.log_likelihood)
            values = tuple(math.nan if v is None else float(v) for v in kept["values"])
            fit = replace(fit, values=values, log_likelihood=likelihood)
            fit.check()
        return fit

    def check(self) -> None:
        """ValueError where there are not as many numbers as names, or a parameter is not above 0."""
        k, cut = len(self.names), len(self.names) - self.coefficients
        rows = [self.values, *self.others, *(self.covariance or ())]
        if any(len(row) != k for row in rows) or len(self.covariance or self.names) != k:
            raise ValueError(f"{k} names, but not as many numbers")
        numbers = np.array([self.values, *self.others], dtype=np.float64)
        if self.verdict.ending != "not_identified" and not (np.isfinite(numbers).all() and (numbers[:, :cut] > 0).all()):
            raise ValueError("a parameter that is no number above 0")


@contextmanager
def whole(what: str) -> Iterator[None]:
    """Within this block, what is missing or no number is the file's fault: InputError."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as e:
        said = f"it lacks {e}" if isinstance(e, KeyError) else str(e)
        raise InputError(
            f"what was saved is damaged: {said}", expected=f"all of {what}, as it was written", do="save it again"
        ) from e


def format_of(plain: Any) -> str:
    """What something saved calls itself, for an error."""
    named = plain.get("format") if isinstance(plain, Mapping) else None
    return f"this is a {named!r}" if named else "this does not say what it is"


def rivals_of(fit: Fit, spend: Fit | None) -> list[tuple[Fit, Fit | None]]:
    """A fit and one of amounts, with the one or the other at values that its boundary does not exclude either."""
    return [*((rival, spend) for rival in fit.rivals), *((fit, rival) for rival in (spend.rivals if spend else ()))]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list | tuple) else value
