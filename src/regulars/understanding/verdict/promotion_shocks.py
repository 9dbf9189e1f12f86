"""The shock that promotions are: how much of a category was on promotion in a week, as others' purchases show."""

from __future__ import annotations

import numpy as np

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.weeks_bought import WeeksBought, places_in, whole

_SHELF_WEEKS = Query.beside(__file__, "shelf_weeks")
FOLDS = 5
"""Each customer's index is made of the purchases of the other four folds', so that nobody's own is in it."""


def promotion_panel(facts: Facts, bought: WeeksBought, generator: np.random.Generator) -> Panel | None:
    """Weeks in which customers bought of categories they had bought of before, and each category's promotions.

    Out: a Panel of (customer, category) pairs known from the first half over the weeks of the
    second; its shock is the share of other customers' spend on promotion. None with fewer than two
    categories or no pair.
    """
    table = bought.ask(facts, _SHELF_WEEKS, "lines")
    who = places_in(bought.customers, table)
    names, shelf = np.unique(table.column("category").to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    week, split, later = whole(table, "week_number"), bought.halves.split, bought.halves.later
    before, after = week < split, (week >= split) & (week < bought.halves.weeks)
    pairs = np.unique(who[before] * len(names) + shelf[before])
    if len(names) < 2 or not len(pairs) or not after.any():
        return None
    fold = generator.integers(0, FOLDS, bought.n)
    amounts = (whole(table, "amount_minor")[after], whole(table, "promoted_minor")[after])
    shock = _others_share(fold[who[after]], shelf[after], week[after] - split, amounts, (len(names), later))
    customer, pair_shelf = pairs // len(names), pairs % len(names)
    visits = np.searchsorted(pairs, key := who[after] * len(names) + shelf[after])
    known = pairs[np.minimum(visits, len(pairs) - 1)] == key
    seen = np.vstack([visits[known], (week[after] - split)[known]])
    return Panel("promotions by category and week", customer, pair_shelf * FOLDS + fold[customer], seen, shock, 1)


def _others_share(
    fold: IntArray, shelf: IntArray, week: IntArray, amounts: tuple[IntArray, IntArray], shape: tuple[int, int]
) -> FloatArray:
    """(shelves x folds, weeks): the share on promotion of what the other folds spent; its mean where they spent nothing."""
    size = (FOLDS, *shape)
    key = np.ravel_multi_index((fold, shelf, week), size)
    spent, promoted = (np.bincount(key, a, np.prod(size)).reshape(size) for a in amounts)
    spent, promoted = spent.sum(axis=0) - spent, promoted.sum(axis=0) - promoted
    usual = promoted.sum(axis=2) / np.maximum(spent.sum(axis=2), 1.0)
    share = np.where(spent > 0, promoted / np.maximum(spent, 1.0), usual[:, :, None])
    return np.asarray(share.transpose(1, 0, 2).reshape(-1, shape[1]), np.float64)
