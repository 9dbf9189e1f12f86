"""From the end of a climb to a Fit: units put back, doubt and verdict attached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.allowed import allowed
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.maximise import Summit
from regulars.measures.lifetime.model import Edge
from regulars.measures.lifetime.verdict import FLAT, Verdict, edges_near, judge

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """What was fitted: the model, its parameters' names, and whom to."""

    model: str
    names: tuple[str, ...]
    customers: float
    edges: tuple[Edge, ...] = ()
    unit_days: float = 1.0
    remark: str = ""
    rate_covariates: tuple[str, ...] = ()
    lifetime_covariates: tuple[str, ...] = ()
    left_out: float = 0.0


def conclude(asked: Question, summit: Summit, *, scales: Floats, shift: float = 0.0) -> Fit:
    """The Fit at a summit: parameters times ``scales``, log-likelihood moved by ``shift``.

    ``scales`` has one entry per parameter that is not a covariate's coefficient.
    """
    values = np.exp(summit.point[: len(scales)])
    verdict = judge(summit, values, asked.customers, asked.edges, asked.names)
    others = _others(asked, summit, scales) if verdict.ending == "at_boundary" else ()
    known = verdict.ending == "converged" or others  # of a boundary that is no known edge, nobody knows how far it reaches
    return _fit(
        asked,
        values=(*(values * scales).tolist(), *summit.point[len(scales) :].tolist()),
        covariance=_covariance(summit, asked.customers) if known else None,
        log_likelihood=summit.height * asked.customers + shift,
        verdict=verdict,
        others=others,
    )


def _others(asked: Question, summit: Summit, scales: Floats) -> tuple[tuple[float, ...], ...]:
    """Values as far from the boundary as these customers allow."""
    k = len(scales)
    near = edges_near(summit, k, asked.customers, asked.edges)
    points = allowed(summit, near, asked.customers, k)
    return tuple((*(np.exp(point[:k]) * scales).tolist(), *point[k:].tolist()) for point in points)


def unidentified(asked: Question, why: str, do: str) -> Fit:
    """A Fit that says why there is none: every parameter NaN."""
    nothing = (float("nan"),) * len(asked.names)
    return _fit(asked, nothing, None, float("nan"), Verdict("not_identified", why, do))


def _fit(
    asked: Question,
    values: tuple[float, ...],
    covariance: tuple[tuple[float, ...], ...] | None,
    log_likelihood: float,
    verdict: Verdict,
    others: tuple[tuple[float, ...], ...] = (),
) -> Fit:
    return Fit(
        model=asked.model,
        names=asked.names,
        values=values,
        covariance=covariance,
        log_likelihood=log_likelihood,
        customers=asked.customers,
        unit_days=asked.unit_days,
        verdict=verdict,
        remark=asked.remark,
        rate_covariates=asked.rate_covariates,
        lifetime_covariates=asked.lifetime_covariates,
        left_out=asked.left_out,
        others=others,
    )


def _covariance(summit: Summit, customers: float) -> tuple[tuple[float, ...], ...]:
    """Of the log parameters: the inverse of the observed information, where there is any.

    In directions in which a boundary makes the ground level, the parameters are taken as they are.
    """
    information, directions = np.linalg.eigh(-summit.hessian * customers)
    told = information >= 1 / FLAT**2
    inverse = (directions[:, told] / information[told]) @ directions[:, told].T
    return tuple(map(tuple, ((inverse + inverse.T) / 2).tolist()))
