"""Second purchase: how many new customers come back, and how soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.errors import UsageError
from regulars.estimates.survival import Curve, kaplan_meier
from regulars.facts.folding import Adding
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.counting import EVERYBODY, Columns, by_group, estimate, group_column, known, result, spread, stacked
from regulars.measures.drawing import second_purchase_curve
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import customers, days, not_enough, with_interval
from regulars.words import Estimate, NotEnough

QUERY = Query.beside(__file__).kept(Adding(("returned", "waiting"), waiting="waiting", since="days_since_first"))
DEFINITION = Definition(
    name="second_purchase",
    version=1,
    sentence="customers who bought again on a later day within so many days of their first ÷ all customers, those who have "
    "not returned counted as long as they could be seen (Kaplan–Meier); two purchases on one day are one",
    undefined="beyond the longest time that any customer who has not returned could be seen",
    interval="Greenwood's variance, log-log interval; median: Brookmeyer–Crowley",
    source="Kaplan & Meier 1958, JASA 53, 457–481; Kalbfleisch & Prentice 2002, p. 18; Brookmeyer & Crowley 1982, "
    "Biometrics 38, 29–41; effective n: Dorey & Korn 1987, Statistics in Medicine 6, 679–687",
)
HORIZONS = (1, 7, 14, 30, 60, 91, 182, 365, 730)


@dataclass(frozen=True)
class Returns:
    """First returns of one group: counts by days since the first purchase, and their curve."""

    returned: int
    customers: int
    curve: Curve


def second_purchase(facts: Facts, *, by: str | None = None, within_days: Sequence[int] = HORIZONS) -> Result:
    """The share of customers who bought a second time, by time since their first purchase.

    In: ``facts``; ``by`` place, channel, currency, home_shop or an attribute: then each customer
    belongs to the group of her first purchase; ``within_days``, the horizons to tell.
    Out: a Result whose table has one row per group (null: everybody) and horizon that the log could
    show: ``group``, ``within_days``, ``customers``, ``returned`` (customers seen to return by then),
    ``at_risk`` (customers still waiting and in sight on that day), ``share``, ``low``, ``high``
    (0–1), ``effective_customers`` (as many fully seen customers would give this interval),
    ``enough``, and the group's ``median_days``, ``median_low_days``, ``median_high_days``.
    ``latest`` is the share at the longest horizon with enough customers; ``figures`` hold
    ``median_days`` and ``repurchase_rate`` (seen to return so far ÷ all, which can only grow).
    Undefined, and null, under the stated minimum. UsageError for an unknown group or horizon.

    >>> second_purchase(facts).latest
    Estimate(value=1.0, interval=(0.939..., 1.0), n=60, definition='second_purchase/1', level=0.95, unit='share')

    Source: see the definition.
    """
    if any(d < 1 for d in within_days):
        raise UsageError(f"within_days is {list(within_days)}", expected="days of 1 or more", do="correct it")
    counted = {g: _returns(c, facts) for g, c in by_group(facts, QUERY, by, settled=True).items()}
    horizons = [d for d in sorted(set(within_days)) if d <= (facts.as_of - facts.starts).days]
    table = stacked([_rows(group, found, horizons, facts) for group, found in counted.items()])
    everybody = counted[EVERYBODY]
    figures = {"median_days": _median(everybody, facts), "repurchase_rate": _repurchase(everybody, facts)}
    latest, reading = _latest(table, figures, everybody, facts)
    drawing = second_purchase_curve(everybody.curve, figures["median_days"], reading, facts.settings.minimum_n)
    counts = {"customers": everybody.customers, "returned": everybody.returned}
    return result(
        facts, DEFINITION, table, latest, reading, n=everybody.customers, drawing=drawing, figures=figures, counts=counts,
        by=by, within_days=horizons,
    )  # fmt: skip


def _returns(columns: Columns, facts: Facts) -> Returns:
    length = (facts.as_of - facts.starts).days + 1
    returned, waiting = (spread(columns["days_since_first"], columns[n], length) for n in ("returned", "waiting"))
    curve = kaplan_meier(np.arange(length, dtype=np.int64), returned, waiting, facts.settings.level)
    return Returns(int(returned.sum()), int(returned.sum() + waiting.sum()), curve)


def _rows(group: str | None, found: Returns, horizons: list[int], facts: Facts) -> pa.Table:
    curve, at = found.curve, np.array(horizons, dtype=np.int64)
    seen, effective = curve.known[at], curve.effective_n[at]
    enough = (found.customers >= facts.settings.minimum_n) & (effective >= facts.settings.minimum_n) & seen
    median = curve.quantile(0.5) if found.customers >= facts.settings.minimum_n else (None, None, None)
    names = ("median_days", "median_low_days", "median_high_days")
    shares = {"share": curve.share, "low": curve.low, "high": curve.high}
    return pa.table(
        {
            "group": group_column(group, len(at)),
            "within_days": pa.array(at),
            "customers": pa.array([found.customers] * len(at), type=pa.int64()),
            "returned": pa.array(np.cumsum(curve.events)[at]),
            "at_risk": pa.array(curve.at_risk[at]),
            **{name: known(values[at], enough) for name, values in shares.items()},
            "effective_customers": known(np.floor(effective + 1e-6), seen),
            "enough": pa.array(enough),
            **{n: pa.array([m] * len(at), type=pa.float64()) for n, m in zip(names, median, strict=True)},
        }
    )


def _median(found: Returns, facts: Facts) -> Estimate | NotEnough:
    if found.customers < facts.settings.minimum_n:
        return NotEnough(found.customers, facts.settings.minimum_n, DEFINITION.id)
    value, low, high = found.curve.quantile(0.5)
    if value is None or low is None:
        half = (found.customers + 1) // 2
        return NotEnough(found.returned, half, DEFINITION.id, "fewer than half have come back so far")
    # An interval that stays open above ends where the log does: later returns could not have been seen.
    interval = (low, float(found.curve.days[-1]) if high is None else high)
    return Estimate(value, interval, found.customers, DEFINITION.id, facts.settings.level, "days")


def _repurchase(found: Returns, facts: Facts) -> Estimate | NotEnough:
    return estimate(found.returned, found.customers, DEFINITION, facts.settings)


def _latest(
    table: pa.Table, figures: Mapping[str, Estimate | NotEnough], found: Returns, facts: Facts
) -> tuple[Estimate | NotEnough, str]:
    """The share at the longest horizon with enough customers, and how to say it."""
    rows = [row for row in table.to_pylist() if row["group"] is None and row["enough"]]
    if not rows:
        figure = NotEnough(found.customers, facts.settings.minimum_n, DEFINITION.id)
        return figure, not_enough(figure, "how many buy a second time")
    row = rows[-1]
    latest = Estimate(row["share"], (row["low"], row["high"]), found.customers, DEFINITION.id, facts.settings.level)
    half = figures["median_days"]
    ending = f"; half of all customers within {days(half.value)}" if isinstance(half, Estimate) else ""
    bought = f"{with_interval(latest)} buy a second time within {days(row['within_days'])} of their first"
    return latest, f"Of {customers(found.customers)}, {bought}{ending}."
