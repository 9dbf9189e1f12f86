"""What customers known today are expected to bring, and how much of it rests on those who may be gone."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from regulars.measures.lifetime.answering import Row, answer, asked, cannot_say, estimate_of
from regulars.measures.lifetime.doubt import AT_A_BOUNDARY
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import days, percent
from regulars.pictures.columns import columns
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough, currency_exponent

_INTERVAL = (
    "outcome: what will be seen, parameters and chance together (Gamma distribution with that mean and variance); "
    "expectation: parameters alone (delta method, symmetric in the logarithm). " + AT_A_BOUNDARY
)
DEFINITION = Definition(
    name="customer_value",
    version=1,
    sentence="the margin of all purchases that today's customers are expected to make within the horizon, each discounted to "
    "today: expected purchase days by the lifetime model, times the customer's expected amount of a purchase day by "
    "Gamma-Gamma, times the margin; refunds are not deducted",
    undefined="where the number of purchases is, where amounts are in several currencies, and where too few customers have "
    "repeated for a fit of amounts",
    interval=_INTERVAL,
    source="Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430; Fader & Hardie 2013",
)
PURCHASES = Definition(
    name="expected_purchases",
    version=1,
    sentence="days with a purchase that today's customers are expected to have within the horizon, customers to come not "
    "counted; purchases of one day are one",
    undefined="for fewer customers than the stated minimum and where the lifetime model is not identified",
    interval=_INTERVAL,
    source="as the model names it: docs/sources.md, lifetime models",
)
BANDS = ("under 20 %", "20–50 %", "50–80 %", "80 % or more")
_DOUBTFUL = (1, 2)
_SUMS = tuple(
    f"{name}{end}"
    for name in ("still_customers", "purchases", "value")
    for end in ("", "_expectation_low", "_expectation_high", "_outcome_low", "_outcome_high")
)


def customer_value(value: Value) -> Result:
    """Purchases and discounted margin within the horizon, in all and by how likely each is still a customer.

    In: a Value. Out: a Result whose first row is everybody (``group`` null), then one row for each
    range of ``probability_still_customer``: ``customers``, ``still_customers`` (people),
    ``purchases`` (days with one), ``value`` (currency), each with the ends of both intervals.
    ``latest`` is the value over everybody with its outcome interval; ``figures``: ``purchases``,
    both with the interval of the expectation, and ``at_stake``: the value that rests on customers
    whose probability lies from 20 to 80 %. NotEnough where there is no number or no interval.

    Source: see the definitions.
    """
    rows = [] if value.lacking else _rows(value)
    everybody: Row = rows[0] if rows else {}
    table = pa.Table.from_pylist(rows, schema=_schema())
    reading = _reading(value, rows)
    return answer(
        value, DEFINITION, table, estimate_of(everybody, "value", value, DEFINITION.id, _unit(value)), reading,
        drawing=_drawing(value, rows, reading), figures=_figures(value, everybody), **asked(value),
    )  # fmt: skip


def _rows(value: Value) -> list[dict[str, Any]]:
    everybody = value.sums["everybody"].to_pylist()[0]
    bands = sorted(value.sums["by_chance"].to_pylist(), key=lambda r: int(r["group"]))
    named = [(None, everybody), *((BANDS[int(r["group"])], r) for r in bands)]
    return [
        {"group": None, "probability_still_customer": name, "customers": round(r["customers"])} | {s: r.get(s) for s in _SUMS}
        for name, r in named
    ]


def _schema() -> pa.Schema:
    first = [("group", pa.string()), ("probability_still_customer", pa.string()), ("customers", pa.int64())]
    return pa.schema([*first, *((name, pa.float64()) for name in _SUMS)])


def _unit(value: Value) -> str:
    return value.model.currency or "money"


def _figures(value: Value, row: Row) -> dict[str, Estimate | NotEnough]:
    told = (("purchases", PURCHASES.id, "purchases"), ("value", DEFINITION.id, _unit(value)))
    return {
        "purchases": estimate_of(row, "purchases", value, PURCHASES.id, "purchases"),
        **{f"{name}_expectation": estimate_of(row, name, value, id_, unit, "expectation") for name, id_, unit in told},
    }


def at_stake(rows: list[dict[str, Any]]) -> float | None:
    """The value expected of customers of whom nobody can say whether they are still here."""
    found = [r["value"] for r in rows if r["probability_still_customer"] in [BANDS[i] for i in _DOUBTFUL]]
    return None if not rows or rows[0]["value"] is None else float(sum(found))


def _reading(value: Value, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return cannot_say(value, "what customers will bring")
    row, horizon = rows[0], days(value.terms.horizon_days)
    bounded = row["purchases_outcome_low"] is not None
    came = f"Within {horizon}, today's customers are expected to buy {_with_ends(row, 'purchases', 0)} times"
    came += "" if bounded else " (no interval)"
    if row["value"] is None:
        return f"{came}. {why_no_amounts(value)}"
    exponent = currency_exponent(value.model.currency or "EUR")
    worth = f"{_with_ends(row, 'value', 0 if row['value'] >= 1000 else exponent)} {value.model.currency}"
    worth += "" if row["value_outcome_low"] is not None else " (no interval)"
    if not bounded:
        return f"{came}, worth {worth}{_terms(value)}."
    doubtful = at_stake(rows) or 0.0
    share = percent(doubtful / row["value"]) if row["value"] else "0 %"
    return (
        f"{came}, worth {worth}{_terms(value)}. {share} of that rests on customers of whom nobody can "
        "say yet whether they are still here."
    )


def _with_ends(row: Row, name: str, digits: int) -> str:
    low, high = row[f"{name}_outcome_low"], row[f"{name}_outcome_high"]
    ends = "" if low is None or high is None else f" ({low:,.{digits}f}–{high:,.{digits}f})"
    return f"{row[name]:,.{digits}f}{ends}"


def _terms(value: Value) -> str:
    terms = value.terms
    kept = "" if terms.margin == 1 else f"at a margin of {100 * terms.margin:g} %"
    waited = "" if not terms.yearly_discount else f"discounted at {100 * terms.yearly_discount:g} % a year"
    said = " and ".join(part for part in (kept, waited) if part)
    return f" {said}" if said else ""


def why_no_amounts(value: Value) -> str:
    """Why there is no money ahead: several currencies, or no fit of amounts."""
    if value.model.spend is None:
        return "Amounts are in several currencies, so nothing is said of money."
    return f"What they will spend cannot be said: {value.model.spend.verdict.why}."


def _drawing(value: Value, rows: list[dict[str, Any]], sentence: str) -> Picture | None:
    """The value, or without amounts the purchases, by how likely customers are still here."""
    if not rows:
        return None
    name = "purchases" if rows[0]["value"] is None else "value"
    unit = "purchases" if name == "purchases" else _unit(value)
    bands = rows[1:]
    return columns(
        [r["probability_still_customer"] for r in bands],
        {f"{unit} expected": [r[name] for r in bands]},
        title="Value by the probability of still being a customer",
        sentence=sentence,
        below_them=f"{unit}, by probability of still being a customer",
        low=[r[f"{name}_outcome_low"] for r in bands],
        high=[r[f"{name}_outcome_high"] for r in bands],
        unit=unit,
        rows=[{k: v for k, v in r.items() if k != "group"} for r in rows],
    )
