"""The map of recency and frequency: how likely customers are still here, by how often and how lately they came."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from regulars.measures.lifetime.answering import answer, cannot_say, missing
from regulars.measures.lifetime.groupings import pair
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Definition, Result
from regulars.words import Estimate, NotEnough

DEFINITION = Definition(
    name="recency_frequency",
    version=1,
    sentence="for customers with so many repeat purchases and so many days of silence: the share who are still customers, "
    "and the purchases that each is expected to make within the horizon",
    undefined="where no customer has such a history, and where the model is not identified",
    interval="outcome: where the share will lie, parameters and chance together",
    source="Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430: iso-value curves, here as a table",
)
SCHEMA = pa.schema(
    [
        ("group", pa.string()),
        ("repeats", pa.string()),
        ("silent_days", pa.string()),
        ("customers", pa.int64()),
        ("still_share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("purchases_expected_mean", pa.float64()),
    ]
)


def recency_frequency(value: Value) -> Result:
    """A row for each range of repeats and of silence that any customer has.

    In: a Value. Out: a Result with ``group`` (null), ``repeats`` (purchase days after the first),
    ``silent_days`` (since the last), ``customers``, ``still_share`` with ``low`` and ``high`` (0–1),
    ``purchases_expected_mean`` (purchase days of each within the horizon). ``latest`` is the share of
    the most frequent and most recent; NotEnough where nothing can be expected.

    Source: see the definition.
    """
    rows = [] if value.lacking else [_row(r) for r in value.sums["by_history"].to_pylist()]
    rows.sort(key=lambda r: r["place"])
    latest = max(rows, key=lambda r: (r["place"][0], -r["place"][1]), default=None)
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    return answer(
        value, DEFINITION, table, _latest(value, latest), _reading(value, latest), horizon_days=value.terms.horizon_days
    )


def _row(sums: dict[str, Any]) -> dict[str, Any]:
    repeats, silence = pair(int(sums["group"]))
    n = sums["customers"]
    low, high = sums["still_customers_outcome_low"], sums["still_customers_outcome_high"]
    return {
        "place": (repeats.low, silence.low),
        "group": None,
        "repeats": repeats.label,
        "silent_days": silence.label,
        "customers": round(n),
        "still_share": sums["still_customers"] / n,
        "low": None if low is None else low / n,
        "high": None if high is None else high / n,
        "purchases_expected_mean": sums["purchases"] / n,
    }


def _latest(value: Value, row: dict[str, Any] | None) -> Estimate | NotEnough:
    if row is None or row["low"] is None:
        return missing(value, DEFINITION.id)
    return Estimate(row["still_share"], (row["low"], row["high"]), row["customers"], DEFINITION.id, value.terms.level)


def _reading(value: Value, row: dict[str, Any] | None) -> str:
    if row is None:
        return cannot_say(value, "how likely customers are still here")
    return (
        f"Of every 100 who repeated {row['repeats']} times and were last here {row['silent_days']} days ago, "
        f"{100 * row['still_share']:.0f}{_doubt(row)} are still customers."
    )


def _doubt(row: dict[str, Any]) -> str:
    return "" if row["low"] is None else f" ({100 * row['low']:.0f}–{100 * row['high']:.0f})"
