"""A line of a discount lowers its order; one that is off nothing stands apart, and is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.words import Money
from tests.readers.rows.tables import Taken, orders_scan, take

HEADER = "order,customer,date,product,quantity,unit_price"
TILL = (
    "1|Ana|2024-01-05|coffee|2|2.50",
    "1|Ana|2024-01-05|Discount|1|-0.50",
    "1|Ana|2024-01-05|POST|1|4.90",
    "2||2024-01-06|cake|1|4.00",
    "2||2024-01-06|Nuolaida 25 %|1|-1.00",
    "2||2024-01-06|Nuolaida 25 %|1|-1.00",
    "3|Bo|2024-01-07|tea|1|3.00",
    "3|Bo|2024-01-07|Rabatt|1|-3.01",  # more than the goods
    "4|Bo|2024-01-08|Discount|1|-2.00",  # off nothing
    "5|Cy|2024-01-09|tea|1|3.00",
    "5|Cy|2024-01-09|Discount|1|0.30",  # adds to it: whatever it is, nothing is off
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def read(engine: DuckDBEngine, lines: tuple[str, ...] = TILL, **policies: str) -> Taken:
    return take(engine, orders_scan(engine, [lines], HEADER, "purchase_lines"), policies=policies)


def bought(taken: Taken) -> dict[str, tuple[int, int]]:
    return {r["order_id"]: (r["amount_minor"], r["discount_minor"]) for r in taken.rows("incoming_purchases")}


def test_what_was_paid_is_what_the_goods_cost_less_their_discount(engine: DuckDBEngine) -> None:
    assert bought(read(engine)) == {"1": (450, 50), "2": (200, 200), "3": (300, 0), "5": (300, 0)}


def test_the_line_itself_is_kept_as_an_adjustment(engine: DuckDBEngine) -> None:
    roles = [(r["order_id"], r["role"], r["amount_minor"]) for r in read(engine).rows("incoming_purchase_lines")]
    assert ("1", "adjustment", -50) in roles
    assert {role for _, role, _ in roles} == {"product", "adjustment", "shipping"}


def test_books_add_up_and_both_kinds_of_discount_are_told(engine: DuckDBEngine) -> None:
    intake = read(engine).intake
    told = {n.what: (n.rows, n.amounts, n.sentence) for n in intake.noticed}
    assert told["discount_lines"] == (
        3, (Money(-250, "EUR"),), "3 lines are discounts: taken off the amounts of their orders",
    )  # fmt: skip
    assert told["pseudo_products"] == (
        4, (Money(490 - 301 - 200 + 30, "EUR"),),
        "4 lines are no goods (discount 3, shipping 1): kept apart, outside the orders' amounts",
    )  # fmt: skip
    (takings,) = intake.takings
    assert (takings.known_customers_minor, takings.guests_minor) == (450 + 300 + 300, 200)
    assert takings.in_file_minor == 1250 + 490 - 301 - 200 + 30


def test_where_equal_rows_count_once_so_does_their_discount(engine: DuckDBEngine) -> None:
    taken = read(engine, exact_duplicates="drop")
    assert bought(taken)["2"] == (300, 100)
    told = {n.what: n.rows for n in taken.intake.noticed}
    assert (told["discount_lines"], told["pseudo_products"]) == (2, 4)


def test_a_discount_alone_is_only_told_apart(engine: DuckDBEngine) -> None:
    taken = read(engine, TILL[8:9])
    assert bought(taken) == {}
    assert {n.what for n in taken.intake.noticed} == {"pseudo_products", "dates_only"}


GOODS = st.lists(st.integers(1, 900), max_size=3)
OFF = st.lists(st.integers(-500, 100).filter(bool), max_size=3)


@given(st.lists(st.tuples(GOODS, OFF), min_size=1, max_size=5))
def test_any_till_adds_up(engine: DuckDBEngine, orders: list[tuple[list[int], list[int]]]) -> None:
    lines = [
        f"{n}|Ana|2024-01-05|{what}|1|{minor / 100:.2f}"
        for n, (goods, off) in enumerate(orders)
        for what, amounts in (("mug", goods), ("Discount", off))
        for minor in amounts
    ]
    if not lines:
        return
    expected = {}
    for n, (goods, off) in enumerate(orders):
        less = sum(minor for minor in off if minor < 0)
        if goods:
            expected[str(n)] = sum(goods) + (less if sum(goods) + less >= 0 else 0)
    assert {order: amount for order, (amount, _) in bought(read(engine, tuple(lines))).items()} == expected
