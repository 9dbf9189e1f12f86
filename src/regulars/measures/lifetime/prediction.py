"""What is expected of each customer within a horizon."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.measures.lifetime.covariates import Covariates
from regulars.measures.lifetime.doubt import expectation_interval, outcome_interval, parameter_variance, spanned
from regulars.measures.lifetime.fit import Fit, rivals_of
from regulars.measures.lifetime.prospects import Prospects
from regulars.measures.lifetime.scene import Ahead, Scene
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.worth import Purse

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def predict(
    fit: Fit,
    summary: Summary,
    *,
    horizon_days: float = 365,
    spend: Fit | None = None,
    margin: float = 1.0,
    yearly_discount: float = 0.0,
    covariates: Covariates | None = None,
    level: float | None = None,
) -> Prospects:
    """Each customer's prospects, in the order of ``summary``.

    Out: Prospects, a table that any frame library takes (``.to_polars()``, ``.to_pandas()``, for
    Arrow ``.table``): ``customer_id`` (if the summary has them), ``still_customer`` (probability, 0–1),
    ``purchases`` (expected purchase days within the horizon); with ``spend``, a fit of amounts,
    ``amount`` (expected of one purchase, currency) and ``value`` (discounted ``margin`` of all of
    them, currency; ``yearly_discount`` is a share per year). With a ``level``, for ``purchases`` and
    ``value`` the interval of the *expectation* (``purchases_expectation_low``, ``_high``) and of the
    *outcome* (``purchases_outcome_low``, ``_high``); at a boundary they reach over all that the
    customers do not exclude. Null where there is no number or no interval.
    NotEnoughData where the fit is not identified.
    BG/NBD gives one-time buyers ``still_customer`` 1; its ``.remark`` says so.

    >>> from regulars.measures.lifetime.fit import Fit
    >>> from regulars.measures.lifetime.verdict import CONVERGED
    >>> known = Fit("bg_nbd", ("r", "alpha", "a", "b"), (.2426, 4.4136, .7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)
    >>> round(predict(known, Summary.of([2], [30.43], [38.86]), horizon_days=273)["purchases"][0].as_py(), 3)
    1.226

    Source: as ``fit.model`` names it; the number is Fader, Hardie & Lee 2005, section 5.
    """
    scene = Scene.of(fit, summary, horizon_days=horizon_days, yearly_discount=yearly_discount, covariates=covariates)

    def found(fit: Fit, spend: Fit | None) -> dict[str, Floats]:
        return _columns(fit, scene, None if spend is None else Purse.of(spend, summary, margin), level)

    columns = spanned(found(fit, spend), (found(*pair) for pair in (rivals_of(fit, spend) if level is not None else ())))
    known = {} if summary.customer_ids is None else {"customer_id": summary.customer_ids}
    table = pa.table({**known, **{name: pa.array(values, from_pandas=True) for name, values in columns.items()}})
    return Prospects(table, horizon_days, fit.remark)


def _columns(fit: Fit, scene: Scene, purse: Purse | None, level: float | None) -> dict[str, Floats]:
    ahead, which = scene.ahead(fit.point), scene.which
    columns: dict[str, Floats] = {"still_customer": ahead.still[which], "purchases": ahead.purchases[which]}
    doubt = None if level is None else parameter_variance(lambda at: _both(scene.ahead(at)), fit)
    if doubt is not None and level is not None:
        columns |= _purchases_doubt(ahead, doubt[0], which, level)
    if purse is not None:
        columns |= {"amount": purse.amounts(purse.fit.point)[0], "value": purse.worth(ahead, which, purse.fit.point)}
    if purse is not None and doubt is not None and level is not None:
        columns |= _value_doubt(purse, ahead, doubt[1][which], which, level)
    return columns


def _both(ahead: Ahead) -> Floats:
    return np.stack([ahead.purchases, ahead.discounted])


def _purchases_doubt(ahead: Ahead, doubt: Floats, which: Indices, level: float) -> dict[str, Floats]:
    low, high = expectation_interval(ahead.purchases, doubt, level)
    least, most = outcome_interval(ahead.purchases, doubt + ahead.variance, level, whole=True)
    return {k: v[which] for k, v in _named("purchases", low, high, least, most).items()}


def _value_doubt(purse: Purse, ahead: Ahead, doubt: Floats, which: Indices, level: float) -> dict[str, Floats]:
    """Parameters of both fits, and how many purchases of what amounts there will be."""
    value, amount = purse.worth(ahead, which, purse.fit.point), purse.amounts(purse.fit.point)[0]
    known = doubt * (purse.margin * amount) ** 2 + parameter_variance(lambda at: purse.worth(ahead, which, at), purse.fit)
    low, high = expectation_interval(value, known, level)
    return _named("value", low, high, *outcome_interval(value, known + purse.scatter(ahead, which), level, whole=False))


def _named(name: str, low: Floats, high: Floats, least: Floats, most: Floats) -> dict[str, Floats]:
    return {
        f"{name}_expectation_low": low,
        f"{name}_expectation_high": high,
        f"{name}_outcome_low": least,
        f"{name}_outcome_high": most,
    }
