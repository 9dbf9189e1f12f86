"""What was changed is said in one sentence each, of one row as of many."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import regulars as rg
from regulars.facts.policies import chosen_policies
from regulars.readers.rows.figures import Figures
from regulars.readers.rows.judged import ROW_POLICIES
from regulars.readers.rows.priced import Shape
from regulars.readers.rows.sentences import noticed, set_aside
from regulars.readers.rows.tally import Group
from regulars.settings import Settings
from regulars.words import Money

NO_FLAGS = {**dict.fromkeys(ROW_POLICIES.values(), False), "is_refund": False}


def group(rows: int, minor: int = 0, *flags: str, **changes: Any) -> Group:
    plain = Group(0, None, None, "product", "order", "EUR", {**NO_FLAGS, **dict.fromkeys(flags, True)}, rows, 0, minor, 0,
                  Decimal(0), 0)  # fmt: skip
    return Group(**{name: getattr(plain, name) for name in Group.__slots__} | changes)


def figures(*groups: Group, policies: dict[str, str] | None = None, **changes: Any) -> Figures:
    known: dict[str, Any] = {
        "again": {},
        "back": {},
        "off": {},
        "shape": Shape(currencies=("EUR",)),
        "settings": Settings(),
        **changes,
    }
    return Figures(groups, chosen_policies(policies or {}), sum(g.rows for g in groups), **known)


def said(told: Figures, undated: int = 0) -> dict[str, str]:
    return {n.what: n.sentence for n in noticed(told, undated)}


class TestSetAside:
    def test_one_test_order_of_four_rows(self) -> None:
        told = set_aside(figures(group(3, 900), group(1, 300, "is_test", set_aside_by="test_orders")))
        assert [(s.policy, s.choice, s.rows, s.amounts) for s in told] == [
            ("test_orders", "set_aside", 1, (Money(300, "EUR"),))
        ]
        assert told[0].sentence == "1 row (25 %) and 25 % of takings belongs to a test order: left out"

    def test_many_of_them_are_plural_and_a_little_is_under_one_percent(self) -> None:
        (told,) = set_aside(figures(group(998, 100000), group(2, 10, "is_unpaid", set_aside_by="unpaid_orders")))
        assert told.sentence == (
            "2 rows (under 1 %) and under 1 % of takings belong to orders that were not paid, or were called off: left out"
        )

    def test_dropped_copies_are_told_with_their_money(self) -> None:
        told = set_aside(figures(group(5, 500, repeats=1, repeats_minor=100), policies={"exact_duplicates": "drop"}))
        assert [(s.rows, s.amounts, s.sentence) for s in told] == [
            (1, (Money(100, "EUR"),), "1 row repeats another in every column: one of each was kept")
        ]


class TestNoticed:
    def test_plain_rows_need_no_word(self) -> None:
        assert said(figures(group(3, 900))) == {}

    def test_guests_are_in_the_takings_of_each_currency(self) -> None:
        guests = [group(2, 300, "is_guest"), group(1, 200, "is_guest", currency="USD")]
        told = said(figures(group(1, 900), *guests, shape=Shape(currencies=("EUR", "USD"))))
        assert told["guests"] == (
            "3 rows (75 %) and 25 % of takings in EUR and 100 % of takings in USD belong to no known customer (guests):"
            " in the takings, in no rate"
        )
        assert told["currencies"] == "there are several currencies (EUR, USD): kept apart"

    def test_one_line_is_and_three_lines_are_no_goods(self) -> None:
        assert said(figures(group(1, 490, role="shipping")))["pseudo_products"].startswith("1 line is no goods (shipping 1):")
        told = said(figures(group(2, 490, role="shipping"), group(1, 50, role="fee")))
        assert told["pseudo_products"] == "3 lines are no goods (fee 1, shipping 2): kept apart, outside the orders' amounts"

    def test_refunds_and_how_many_are_tied(self) -> None:
        bought = group(9, 900)
        assert said(figures(bought, back={"EUR": (100, 1, 1)}))["refunds"] == "1 refund, 1 of them tied to the order undone"
        both = figures(bought, back={"EUR": (100, 1500, 1), "USD": (50, 2, 0)})
        assert said(both)["refunds"] == "1,502 refunds, 1 of them tied to the order undone"
        alone = figures(group(1, 100, "is_refund"), back={"EUR": (100, 1, 0)})
        assert said(alone)["refunds"].endswith("; there is no purchase, only refunds")

    def test_repeats_and_roundings(self) -> None:
        told = figures(group(5, 500, repeats=1, repeats_minor=100, rounded=2), again={"EUR": (2, 700)})
        found = {n.what: (n.rows, n.amounts) for n in noticed(told, 0)}
        assert found["exact_duplicates"] == (1, (Money(100, "EUR"),))
        assert found["repeated_orders"] == (2, (Money(700, "EUR"),))
        assert found["rounding"] == (2, ())
        assert said(told)["exact_duplicates"].startswith("1 row repeats another in every column that is used: kept")
        assert said(told)["repeated_orders"].startswith("2 rows repeat an order that was already read")

    def test_equal_rows_are_what_a_row_is(self) -> None:
        lines, orders, refunds = (group(5, 500, repeats=1, grain=g) for g in ("line", "order", "refund"))
        assert said(figures(lines))["exact_duplicates"].endswith("kept, as equal lines are pieces sold")
        without = "kept, as rows without an order's id are purchases of their own"
        assert said(figures(orders))["exact_duplicates"].endswith(without)
        both = said(figures(lines, refunds, orders, orders_have_ids=True))["exact_duplicates"]
        assert both.startswith("2 rows repeat another")
        assert both.endswith("kept, as equal lines are pieces sold and equal refunds are refunds of their own")
        assert "exact_duplicates" not in said(figures(orders, orders_have_ids=True))

    def test_what_rounding_did_is_told_with_its_count_and_its_sum(self) -> None:
        yen = group(9, 900, currency="JPY", rounded=3, remainder=Decimal("1.250000"))
        assert said(figures(yen))["rounding"] == (
            "3 amounts have fractions of the smallest coin: rounded once, half to even, which took 1.25 JPY in all"
        )
        euro = group(1, 100, rounded=1, remainder=Decimal("-0.004"))
        assert said(figures(yen, euro))["rounding"].endswith("which added 0.004 EUR and took 1.25 JPY in all")

    def test_what_whole_columns_showed(self) -> None:
        shape = Shape(midnights=frozenset({0}), whole_ids=frozenset({0}), currencies=("EUR", "USD"))
        told = said(figures(group(3), shape=shape, settings=Settings(currency="EUR", rates={"USD": "0.92"})), undated=4)
        assert set(told) == {"dates_only", "customer_ids", "rates", "attributes"}
        assert told["rates"] == "amounts were converted to EUR by the rates given"


def told_of(path: Path, **way: Any) -> dict[str, str]:
    intake = rg.read(path, **way).intake
    assert intake is not None
    return {n.what: n.sentence for n in intake.noticed}


def test_the_currency_that_was_assumed_is_said(tmp_path: Path) -> None:
    """Where a setting, a column or a sign names one, nothing is assumed; visits without money need none."""
    path = tmp_path / "orders.csv"
    path.write_text("customer,date,amount\nAna,2024-01-05,20.00\nBo,2024-01-06,30.00\n", encoding="utf-8")
    assert told_of(path)["currency_assumed"] == (
        "2 rows name no currency, and no setting does: read as EUR; if it is another, say --currency"
    )
    ways: list[dict[str, Any]] = [{"currency": "USD"}, {"mapping": {"currency": "=EUR"}}, {"mapping": {"amount": "=0"}}]
    assert all("currency_assumed" not in told_of(path, **way) for way in ways)
    path.write_text("customer,date,amount\nAna,2024-01-05,$20.00\nBo,2024-01-06,30.00\n", encoding="utf-8")
    assert told_of(path)["currency_assumed"].startswith("1 row names no currency")
