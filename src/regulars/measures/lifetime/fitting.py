"""Fitting a model of buying and leaving to customers' histories."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from regulars.errors import UsageError
from regulars.measures.lifetime.beta_geometric import BG_NBD, MBG_NBD
from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.covariates import Covariates, Spread, no_covariates
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.maximise import MANY, THIN, Objective, Summit, maximise, maximise_many
from regulars.measures.lifetime.model import Model
from regulars.measures.lifetime.pareto_nbd import PARETO_NBD
from regulars.measures.lifetime.summary import AT_ONCE, Histories, Summary
from regulars.words import counted

Floats = NDArray[np.float64]
MODELS: dict[str, Model] = {m.name: m for m in (BG_NBD, MBG_NBD, PARETO_NBD)}


def model_named(name: str) -> Model:
    """A model by name, or UsageError that lists them."""
    if name not in MODELS:
        raise UsageError(f"there is no model {name!r} of buying and leaving", expected="one of " + ", ".join(MODELS))
    return MODELS[name]


def fit(summary: Summary, model: str = "bg_nbd", *, covariates: Covariates | None = None) -> Fit:
    """The parameters under which these histories are most likely.

    In: a ``summary``; ``model`` bg_nbd, mbg_nbd or pareto_nbd; ``covariates`` known of each
    customer from the start, if any. Out: a Fit whose times are in ``summary.unit_days``; its
    verdict says whether it converged. Where nobody repeats, nobody has a past, or a parameter
    cannot be told, the verdict is ``not_identified`` and ``fit.require()`` raises NotEnoughData.

    >>> from regulars.measures.lifetime.summary import Summary
    >>> fit(Summary.of([0, 0], [0, 0], [10, 20])).verdict.why
    'nobody of 2 customers bought again'

    Source: as each model names it.
    """
    chosen = model_named(model)
    given = covariates or no_covariates(len(summary))
    asked = _question(summary, chosen, given)
    if lacking := _lacking(summary, chosen):
        return unidentified(asked, *lacking)
    histories, spread = given.spread_over(summary)
    summit = _summit(chosen, histories.with_time_divided_by(summary.scale), spread)
    scales = np.where(chosen.times, summary.scale, 1.0)
    return conclude(asked, summit, scales=scales, shift=-summary.repeats * float(np.log(summary.scale)))


def _question(summary: Summary, model: Model, given: Covariates) -> Question:
    return Question(
        model=model.name,
        names=(*model.parameters, *given.names),
        customers=summary.customers,
        edges=model.edges,
        unit_days=summary.unit_days,
        remark=model.remark,
        rate_covariates=given.rate_names,
        lifetime_covariates=given.lifetime_names,
    )


def _summit(model: Model, h: Histories, spread: Spread) -> Summit:
    """The summit; with very many histories, most of the way is climbed on a thinned sample of them."""
    start = np.concatenate([np.log(model.start(h)), np.zeros(spread.coefficients)])
    if len(h) <= MANY:
        return maximise(objective(model, h, spread), start)
    thin = slice(0, None, len(h) // THIN)
    return maximise_many(objective(model, h, spread), objective(model, h.some(thin), spread.some(thin)), start)


def objective(model: Model, h: Histories, spread: Spread) -> Objective:
    """The mean log-likelihood of a customer, with its gradient, by log parameters and coefficients."""
    customers = float(h.weight.sum())

    def at(point: Floats) -> tuple[float, Floats]:
        height, slope = 0.0, np.zeros_like(point)
        for rows, piece in h.in_pieces(AT_ONCE):
            beside = spread.some(rows)
            values = beside.values(point, model)
            total, slopes, _ = model.log_likelihood(values, piece)
            height += float(piece.weight @ total)
            slope += beside.gradient(slopes * values.reshape(len(values), -1), piece.weight, model)
        return height / customers, slope / customers

    return at


_LACKS: tuple[tuple[Callable[[Summary, Model], bool], str, str], ...] = (
    (
        lambda s, _: not (s.age > 0).any(),
        "all of {who} came on the last day: nobody has had time to return",
        "wait, or observe until a later day",
    ),
    (lambda s, _: s.repeats == 0, "nobody of {who} bought again", "wait until customers have had time to return"),
    (
        lambda s, m: float(s.weight[s.age > 0].sum()) < 2 * len(m.parameters),
        "{who} cannot tell {k} parameters",
        "use more customers; with so few, look at each one's dates",
    ),
)


def _lacking(summary: Summary, model: Model) -> tuple[str, str] | None:
    """What the histories lack before any climb: why, and what to do."""
    for lacks, why, do in _LACKS:
        if lacks(summary, model):
            return why.format(who=counted(round(summary.customers), "customer"), k=len(model.parameters)), do
    return None
