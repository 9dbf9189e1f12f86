"""What was read, in lines: the sum, the money, and everything that did not count."""

from __future__ import annotations

from dataclasses import replace

from regulars.facts.intake import Intake, Noticed, Quarantined, SetAside, Takings
from regulars.interfaces.cli.intakes import count_lines, intake_lines
from regulars.stores.workspace import Counts

INTAKE = Intake(
    files=("orders.csv",),
    rows_read=10,
    rows_used=7,
    set_aside=(SetAside("test_orders", "set_aside", 2, (), "2 test orders"),),
    quarantined=(Quarantined("bad_date", 1, "no date"),),
    noticed=(Noticed("guests", 3, (), "3 rows belong to no known customer"),),
    takings=(Takings("EUR", 10000, 5000, 3000, 2000, 150),),
    skipped=("photo.csv: it is a picture",),
)


def test_sum_money_policies_notices_quarantine_and_skipped_files() -> None:
    assert intake_lines(INTAKE) == [
        "10 rows read = 7 used + 2 set aside by policy + 1 quarantined.",
        "100.00 EUR in the files = 50.00 EUR from known customers + 30.00 EUR from guests (38 % of what counts)"
        " + 20.00 EUR set aside.",
        "Your books can be compared with this total. Refunds beside it: 1.50 EUR.",
        "",
        "Set aside by policy:",
        "  2 test orders [test_orders=set_aside]",
        "",
        "To know:",
        "  3 rows belong to no known customer",
        "",
        "Quarantined:",
        "  1 bad_date: no date",
        "",
        "Passed by, because they can't be read:",
        "  photo.csv: it is a picture",
    ]


def test_a_few_guests_are_not_nobody_and_no_share_is_made_of_nothing() -> None:
    few = Takings("EUR", 131720, 131200, 520, 0, 0)
    assert "5.20 EUR from guests (under 1 % of what counts)" in intake_lines(replace(INTAKE, takings=(few,)))[1]
    even = Takings("EUR", 0, -520, 520, 0, 0)
    assert "5.20 EUR from guests + 0.00 EUR set aside" in intake_lines(replace(INTAKE, takings=(even,)))[1]


def test_what_was_new_to_the_workspace() -> None:
    assert count_lines({"purchase_lines": Counts(1200, 3, 1)}) == ["purchase lines: 1,200 new, 3 unchanged, 1 changed"]
