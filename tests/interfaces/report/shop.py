"""A small shop to report on, with something of everything that was read."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from regulars.facts.intake import BadRow, Intake, Noticed, Quarantined, SetAside, Takings
from regulars.facts.log import Facts
from regulars.interfaces.report.assemble import Contents, contents
from regulars.words import Money
from tests.stories import bakery, log

HOSTILE = "<script>alert(1)</script>"

INTAKE = Intake(
    files=("till/2024.csv",),
    rows_read=110,
    rows_used=100,
    set_aside=(SetAside("test_orders", "set_aside", 6, (Money(2700, "EUR"),), "6 rows say test; takings fell by 27.00 EUR"),),
    quarantined=(
        Quarantined("bad_date", 4, "the date could not be read", (BadRow("2024.csv", 7, 8, "date", HOSTILE, "bad_date"),)),
    ),
    noticed=(Noticed("guests", 20, (Money(9000, "EUR"),), "rows that name no customer: in the takings, in no rate"),),
    takings=(Takings("EUR", 50000, 38300, 9000, 2700, 450, "-0.004"),),
    facts={"purchases": 100},
    recognised={"customer_id": "Customer", "occurred_at": "date"},
    policies={"test_orders": "set_aside"},
)


@cache
def shop() -> Facts:
    """The bakery of the stories, with a summary of what was read."""
    return replace(bakery(), intake=INTAKE)


@cache
def told() -> Contents:
    """The bakery's contents by month."""
    return contents(shop(), title="The bakery", period="month")


@cache
def too_little() -> Contents:
    """Anna came twice, Ben once: nothing can be said of rates."""
    few = log("Anna 2024-01-05 12.00", "Anna 2024-02-11 3.00", "Ben 2024-02-01 2.00")
    return contents(few, title=None, period="month")


@cache
def hostile() -> Facts:
    """Customers whose ids are written to break a page, each with a rhythm of their own."""
    lines = [f"{HOSTILE}{c} 2024-0{month}-{1 + 2 * c % 27:02d} 5.00" for month in range(1, 7) for c in range(1, 41)]
    return log(*lines, *(f"=cmd|{c} 2024-0{month}-10 5.00" for month in range(1, 7) for c in range(1, 5)))
