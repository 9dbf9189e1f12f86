"""What is expected of groups of customers within a horizon: sums with their two intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from regulars.errors import InputError
from regulars.measures.lifetime.covariates import Covariates
from regulars.measures.lifetime.doubt import (
    expectation_interval,
    outcome_interval,
    parameter_variance,
    share_interval,
    spanned,
)
from regulars.measures.lifetime.fit import Fit, rivals_of
from regulars.measures.lifetime.scene import Scene
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.worth import Purse

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Add = Callable[[Floats], Floats]
EVERYBODY = "all"


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
    seen). At a boundary they reach over all that the customers do not exclude, see the fit's
    ``others``; null where there is no interval. One customer's lives are
    taken to be independent of another's: a common season or crisis is not in the intervals.
    """
    found = totals_of(
        fit, summary, [groups], horizon_days=horizon_days, spend=spend, margin=margin,
        yearly_discount=yearly_discount, covariates=covariates, level=level,
    )  # fmt: skip
    return found[0]


def totals_of(
    fit: Fit,
    summary: Summary,
    groupings: Sequence[ArrayLike | None],
    *,
    horizon_days: float = 365,
    spend: Fit | None = None,
    margin: float = 1.0,
    yearly_discount: float = 0.0,
    covariates: Covariates | None = None,
    level: float = 0.95,
) -> list[pa.Table]:
    """A table of ``totals`` for each of several groupings, at the price of one."""
    scene = Scene.of(fit, summary, horizon_days=horizon_days, yearly_discount=yearly_discount, covariates=covariates)
    named = [_groups(g, len(summary)) for g in groupings]

    def add(values: Floats) -> Floats:
        weighed = summary.weight * values
        return np.concatenate([np.bincount(group_of, weighed, len(names)) for names, group_of in named])

    def found(fit: Fit, spend: Fit | None) -> dict[str, Floats]:
        return _columns(_sums(fit, scene, None if spend is None else Purse.of(spend, summary, margin), add), level)

    columns = spanned(found(fit, spend), (found(*pair) for pair in rivals_of(fit, spend)))
    ends = np.cumsum([len(names) for names, _ in named])
    parts = [slice(end - len(names), end) for end, (names, _) in zip(ends, named, strict=True)]
    return [_table(names, {k: v[part] for k, v in columns.items()}) for (names, _), part in zip(named, parts, strict=True)]


def _table(names: NDArray[np.str_], columns: dict[str, Floats]) -> pa.Table:
    return pa.table({"group": pa.array(names), **{k: pa.array(v, from_pandas=True) for k, v in columns.items()}})


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
    columns: dict[str, Floats] = {"customers": sums.customers}
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


def _groups(groups: ArrayLike | None, customers: int) -> tuple[NDArray[np.str_], Indices]:
    if groups is None:
        return np.array([EVERYBODY]), np.zeros(customers, dtype=np.intp)
    given = np.asarray(groups)
    if given.shape != (customers,):
        raise InputError(f"there are {given.size:,} groups for {customers:,} customers", expected="one group per customer")
    names, which = np.unique(given if given.dtype != np.object_ else given.astype(np.str_), return_inverse=True)
    return names.astype(np.str_), which
