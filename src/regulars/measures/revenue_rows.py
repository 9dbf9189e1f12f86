"""What one period of contracts comes to: money and its flows in whole units, and the shares with their intervals."""

from __future__ import annotations

import numpy as np

from regulars.estimates.proportion import wilson
from regulars.estimates.sums import Bounds, Sums, kept_and_more, part_of_sum
from regulars.measures.asking import Row
from regulars.measures.monthly import PARTS, minor, whole_flows
from regulars.settings import Settings

FLOWS = ("new", "reactivated", "expansion", "contraction", "churned")
RATES = ("gross", "net", "customers")
NOBODY: Row = dict.fromkeys(
    (
        "opening", "gained_new", "gained_again", "added", "reduced", "gone", "closing", "customers_before", "customers_kept",
        "customers_after", "customers_new", "whole_squares", "less_squares", "less_products", "more_squares", "more_products",
    ),
    0,
)  # fmt: skip


def money(counted: Row) -> Row:
    """Amounts at both ends and the flows between them, in whole minor units that add up."""
    flows = [counted["gained_new"], counted["gained_again"], counted["added"], -counted["reduced"], -counted["gone"]]
    whole = whole_flows(counted["opening"], flows, counted["closing"])
    return {
        "before_minor": minor(counted["opening"]),
        **{f"{name}_minor": flow for name, flow in zip(FLOWS, whole, strict=True)},
        "after_minor": minor(counted["closing"]),
        **{name: counted[name] for name in ("customers_before", "customers_kept", "customers_new", "customers_after")},
    }


def shares(counted: Row, settings: Settings) -> Row:
    """The three shares with their intervals; null under the stated minimum."""
    before, level = counted["customers_before"], settings.level
    enough = before >= max(settings.minimum_n, 2)
    names = [f"{rate}_{part}" for rate in RATES for part in ("share", "low", "high")]
    if not enough:
        return dict.fromkeys(names) | {"enough": False}
    less, more = _part(counted, "less", level), _part(counted, "more", level)
    customers = wilson(np.array([counted["customers_kept"]]), np.array([before]), level)
    values = [
        1 - less[0], 1 - less[2], 1 - less[1],
        *kept_and_more(less, more),
        np.array([counted["customers_kept"] / before]), *customers,
    ]  # fmt: skip
    return {name: float(value[0]) for name, value in zip(names, values, strict=True)} | {"enough": True}


def _part(counted: Row, which: str, level: float) -> Bounds:
    """The share lost or added, of what was paid before."""
    parts = counted["reduced"] + counted["gone"] if which == "less" else counted["added"]
    sums = {
        "n": counted["customers_before"],
        "whole": counted["opening"] / PARTS,
        "part": parts / PARTS,
        "whole_squares": counted["whole_squares"],
        "part_squares": counted[f"{which}_squares"],
        "products": counted[f"{which}_products"],
    }
    return part_of_sum(Sums(**{name: np.array([float(value)]) for name, value in sums.items()}), level)
