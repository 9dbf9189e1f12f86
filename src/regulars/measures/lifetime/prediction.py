"""What is expected of each customer, and of groups of them, within a horizon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from regulars.errors import InputError
from regulars.measures.lifetime.covariates import Covariates
from regulars.measures.lifetime.doubt import expectation_interval, outcome_interval, parameter_variance, share_interval
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.scene import Ahead, Scene
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.worth import Purse

Floats = NDArray[np.float64]


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
) -> pa.Table:
    """Each customer's prospects, in the order of ``summary``.

    Out: ``customer_id`` (if the summary has them), ``still_customer`` (probability, 0–1),
    ``purchases`` (expected purchase days within the horizon); with ``spend``, a fit of amounts,
    ``amount`` (expected of one purchase, currency) and ``value`` (discounted ``margin`` of all of
    them, currency; ``yearly_discount`` is a share per year). With a ``level``, the interval of the
    *expectation* (``purchases_expectation_low``, ``_high``) and of the *outcome*
    (``purchases_outcome_low``, ``_high``). NotEnoughData where the fit is not identified.
    BG/NBD gives one-time buyers ``still_customer`` 1; ``fit.remark`` says so.

    >>> from regulars.measures.lifetime.fit import Fit
    >>> from regulars.measures.lifetime.verdict import CONVERGED
    >>> known = Fit("bg_nbd", ("r", "alpha", "a", "b"), (.2426, 4.4136, .7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)
    >>> round(predict(known, Summary.of([2], [30.43], [38.86]), horizon_days=273)["purchases"][0].as_py(), 3)
    1.226

    Source: as ``fit.model`` names it; the number is Fader, Hardie & Lee 2005, section 5.
    """
    scene = Scene.of(fit, summary, horizon_days=horizon_days, yearly_discount=yearly_discount, covariates=covariates)
    ahead, which = scene.ahead(fit.point), scene.which
    columns: dict[str, Floats | pa.Array] = {}
    if summary.customer_ids is not None:
        columns["customer_id"] = summary.customer_ids
    columns["still_customer"] = ahead.still[which]
    columns["purchases"] = ahead.purchases[which]
    if spend is not None:
        purse = Purse.of(spend, summary, margin)
        columns["amount"] = purse.amounts(spend.point)[0]
        columns["value"] = purse.worth(ahead, which, spend.point)
    if level is not None:
        columns.update(_customers_doubt(fit, scene, ahead, level))
    return pa.table(columns)


def _customers_doubt(fit: Fit, scene: Scene, ahead: Ahead, level: float) -> dict[str, Floats]:
    doubt = parameter_variance(lambda point: scene.ahead(point).purchases, fit)
    low, high = expectation_interval(ahead.purchases, doubt, level)
    least, most = outcome_interval(ahead.purchases, doubt + ahead.variance, level, whole=True)
    found = {
        "purchases_expectation_low": low,
        "purchases_expectation_high": high,
        "purchases_outcome_low": least,
        "purchases_outcome_high": most,
    }
    return {name: values[scene.which] for name, values in found.items()}


def totals(
    fit: Fit,
    summary: Summary,
    *,
    horizon_days: float = 365,
    groups: ArrayLike | None = None,
    spend: Fit | None = None,
    margin: float = 1.0,
    yearly_discount: float = 0.0,
    covariates: Covariates | None = None,
    level: float = 0.95,
) -> pa.Table:
    """The sums of ``predict`` over groups of customers, each with its two intervals.

    In: as ``predict``; ``groups`` names each customer's group (none: everybody is ``all``).
    Out: one row per group: ``group``, ``customers``, and for ``still_customers`` (people),
    ``purchases`` and, with ``spend``, ``value`` (currency): the sum, ``_expectation_low`` and
    ``_expectation_high`` (parameters alone), ``_outcome_low`` and ``_outcome_high`` (what will be
    seen). Intervals are null where the fit has none, see its verdict. One customer's lives are
    taken to be independent of another's: a common season or crisis is not in the intervals.
    """
    scene = Scene.of(fit, summary, horizon_days=horizon_days, yearly_discount=yearly_discount, covariates=covariates)
    names, group_of = _groups(groups, len(summary))
    purse = None if spend is None else Purse.of(spend, summary, margin)

    def add(values: Floats) -> Floats:
        return np.bincount(group_of, weights=summary.weight * values, minlength=len(names)).astype(np.float64)

    sums = _sums(fit, scene, purse, add)
    table: dict[str, ArrayLike] = {"group": names, "customers": sums.customers}
    table.update(_columns(sums, level))
    return pa.table({k: pa.array(np.asarray(v), from_pandas=True) for k, v in table.items()})


Add = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """By group: customers, and a row each for those still customers, purchases and value."""

    customers: Floats
    total: Floats
    doubt: Floats
    chance: Floats


def _sums(fit: Fit, scene: Scene, purse: Purse | None, add: Add) -> _Sums:
    which, ahead = scene.which, scene.ahead(fit.point)
    amounts = None if purse is None else purse.amounts(purse.fit.point)[0]

    def at(point: Floats) -> Floats:
        seen = scene.ahead(point)
        rows = [seen.still[which], seen.purchases[which]]
        if purse is not None and amounts is not None:
            rows.append(purse.margin * seen.discounted[which] * amounts)
        return np.stack([add(row) for row in rows])

    doubt = parameter_variance(at, fit)
    chance = [add((ahead.still * (1 - ahead.still))[which]), add(ahead.variance[which])]
    if purse is not None:
        doubt[2] += parameter_variance(lambda point: add(purse.worth(ahead, which, point)), purse.fit)
        chance.append(add(purse.scatter(ahead, which)))
    return _Sums(add(np.ones(len(which))), at(fit.point), doubt, np.stack(chance))


def _columns(sums: _Sums, level: float) -> dict[str, Floats]:
    """Each sum with its two intervals, in columns named for what they are."""
    columns: dict[str, Floats] = {}
    for row, name in enumerate(("still_customers", "purchases", "value")[: len(sums.total)]):
        total, doubt, both = sums.total[row], sums.doubt[row], sums.doubt[row] + sums.chance[row]
        if name == "still_customers":
            expected = share_interval(total, doubt, sums.customers, level)
            outcome = share_interval(total, both, sums.customers, level)
        else:
            expected = expectation_interval(total, doubt, level)
            outcome = outcome_interval(total, both, level, whole=name == "purchases")
        columns |= {name: total, f"{name}_expectation_low": expected[0], f"{name}_expectation_high": expected[1]}
        columns |= {f"{name}_outcome_low": outcome[0], f"{name}_outcome_high": outcome[1]}
    return columns


def _groups(groups: ArrayLike | None, customers: int) -> tuple[NDArray[np.str_], NDArray[np.intp]]:
    given = np.full(customers, "all") if groups is None else np.asarray(groups)
    if given.shape != (customers,):
        raise InputError(f"there are {given.size:,} groups for {customers:,} customers", expected="one group per customer")
    names, which = np.unique(given.astype(np.str_), return_inverse=True)
    return names, which
