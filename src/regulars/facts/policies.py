"""Policies: what is done with rows that are no plain purchase; each named, with a stated default.

Settings name a choice per policy; the intake says how many rows each concerned and what it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regulars.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Policy:
    """One question about rows, its possible answers, and the answer where the shop gives none."""

    name: str
    meaning: str
    choices: Mapping[str, str]
    default: str


def _policy(name: str, meaning: str, **choices: str) -> Policy:
    """The first choice is the default."""
    return Policy(name, meaning, choices, next(iter(choices)))


POLICIES: tuple[Policy, ...] = (
    _policy(
        "guests",
        "purchases that name no customer",
        takings_only="they count in the takings, in no rate",
        set_aside="they are left out altogether",
    ),
    _policy(
        "test_orders",
        "orders that carry the mark of a test: a payment method, tag, product or description that says so",
        set_aside="they are left out",
        keep="they count as any other order",
    ),
    _policy(
        "unpaid_orders",
        "orders voided, expired, pending or only authorised, and cancelled or refunded ones of which no sum paid back is told",
        set_aside="they are left out",
        keep="they count as any other order",
    ),
    _policy(
        "stock_write_offs",
        "rows of a negative quantity without customer and price: stock lost, broken or counted anew",
        set_aside="they are left out: nobody bought or returned anything",
        keep="they count as refunds of nothing",
    ),
    _policy(
        "bad_debt",
        "adjustments that write off what was never paid",
        set_aside="they are left out: no purchase and no return",
        keep="they count as any other row",
    ),
    _policy(
        "zero_amounts",
        "purchases of goods for nothing: gifts, samples, missing prices",
        keep="they count as activity, and add nothing to the takings",
        set_aside="they are left out",
    ),
    _policy(
        "pseudo_products",
        "lines that are no goods: postage, fees, vouchers, adjustments",
        separate="kept as lines with their role, outside the order's amount; a discount is taken off its order",
        count="they count as goods",
    ),
    _policy(
        "exact_duplicates",
        "rows that repeat another row in every column that is used",
        keep="all are kept: two equal lines are two pieces sold",
        drop="one of each is kept",
    ),
    _policy(
        "refunded_orders",
        "orders whose whole amount was given back",
        keep="they count as activity: the customer came",
        set_aside="their purchases are left out, and the refunds of these",
    ),
    _policy(
        "conflicting_orders",
        "rows that share an order's id and disagree about its customer, day, amount or currency",
        quarantine="all rows of such an order go to quarantine",
        latest="the latest row holds (of equals, the larger amount), the others go to quarantine",
    ),
)
BY_NAME: dict[str, Policy] = {p.name: p for p in POLICIES}


def chosen_policies(given: Mapping[str, str]) -> dict[str, str]:
    """Every policy's choice: the shop's where it gives one, else the default.

    >>> chosen_policies({"zero_amounts": "set_aside"})["guests"]
    'takings_only'
    """
    for name, choice in given.items():
        if name not in BY_NAME:
            raise SettingsError(
                f"there is no policy {name!r}", expected="one of " + ", ".join(BY_NAME), do="correct its name under policies"
            )
        if choice not in BY_NAME[name].choices:
            raise SettingsError(
                f"the policy {name} is {choice!r}",
                expected="one of " + ", ".join(BY_NAME[name].choices),
                do=f"correct it; without it {BY_NAME[name].default} holds",
            )
    return {p.name: given.get(p.name, p.default) for p in POLICIES}
