"""Refunds take turns at what was bought: nobody brings back more than was carried home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.tying import Back, Sold, in_turn
from tests.readers.rows.tables import orders, orders_scan, take

HEADER = "order,customer,date,product,quantity,unit_price"


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def tied(engine: DuckDBEngine, *rows: str) -> dict[str, str | None]:
    """Each cancellation slip of these lines with the order it undoes."""
    taken = take(engine, orders_scan(engine, [list(rows)], HEADER, "purchase_lines", "uci"))
    return {r["refund_id"]: r["order_id"] for r in taken.refunds}


def test_anna_who_bought_two_lamps_brings_back_two_and_a_third_is_tied_to_nothing(engine: DuckDBEngine) -> None:
    returned = [f"C{n}|Anna|2024-01-0{n + 5}|lamp|-1|20.00" for n in (1, 2, 3)]
    assert tied(engine, "1|Anna|2024-01-05|lamp|2|20.00", *returned) == {"C1": "1", "C2": "1", "C3": None}


def test_what_the_latest_order_has_no_more_of_comes_from_the_one_before(engine: DuckDBEngine) -> None:
    bought = ("1|Anna|2024-01-01|lamp|2|20.00", "2|Anna|2024-01-03|lamp|1|20.00", "3|Anna|2024-01-09|lamp|5|20.00")
    returned = [f"C{n}|Anna|2024-01-0{n + 4}|lamp|-1|20.00" for n in (1, 2, 3, 4)]
    assert tied(engine, *bought, *returned) == {"C1": "2", "C2": "1", "C3": "1", "C4": None}


def test_two_equal_lines_of_an_order_are_two_pieces_and_equal_returns_part_where_they_run_out(engine: DuckDBEngine) -> None:
    bought, slip = ["1|Anna|2024-01-01|lamp|1|20.00"] * 2, ["C1|Anna|2024-01-05|lamp|-1|20.00"] * 3
    taken = take(engine, orders_scan(engine, [[*bought, *slip]], HEADER, "purchase_lines", "uci"))
    assert Counter(r["order_id"] for r in taken.refunds) == {"1": 2, None: 1}
    assert len({r["fact_id"] for r in taken.refunds}) == 3


def test_what_an_order_took_back_itself_is_gone(engine: DuckDBEngine) -> None:
    rows = ("1|Anna|2024-01-01|lamp|2|20.00", "1|Anna|2024-01-01|lamp|-1|20.00", "C1|Anna|2024-01-05|lamp|-2|20.00")
    assert tied(engine, *rows) == {"1": "1", "C1": None}


def test_without_products_an_order_is_undone_once_and_in_its_own_currency(engine: DuckDBEngine) -> None:
    rows = ("1|Anna|2024-01-01|12.00|EUR", "2|Anna|2024-01-02|-12.00|USD", "3|Anna|2024-01-03|-12.00|EUR",
            "4|Anna|2024-01-04|-12.00|EUR")  # fmt: skip
    taken = orders(engine, *rows, header="order,customer,date,amount,currency")
    assert [(r["occurred_at"].day, r["order_id"]) for r in taken.refunds] == [(2, None), (3, "1"), (4, None)]


def test_goods_without_a_price_of_their_own_come_back_for_what_was_paid(engine: DuckDBEngine) -> None:
    rows = ("1|Anna|2024-01-01|tea|10.00", "2|Ben|2024-01-01|tea|10.00", "3|Cleo|2024-01-02|cup|7.00",
            "4|Anna|2024-01-05|tea|-10.00", "5|Cleo|2024-01-05|cup|-7.00", "6|Ben|2024-01-06|cup|-10.00")  # fmt: skip
    taken = orders(engine, *rows, header="order,customer,date,product,amount")
    assert {r["refund_id"]: r["order_id"] for r in taken.refunds} == {"4": "1", "5": "3", "6": None}


START = datetime(2024, 1, 1)
DAYS = st.integers(0, 9).map(lambda day: START + timedelta(days=day))
PIECES = st.integers(1, 4).map(Decimal)
SOLD = st.lists(st.tuples(DAYS, PIECES), max_size=6)
BACK = st.lists(st.tuples(DAYS, PIECES, st.integers(1, 3)), max_size=6)


def by_hand(sold: Sequence[Sold], refunds: Sequence[Back]) -> list[tuple[int, str | None]]:
    """One piece of paper per order, with what is left of it; one refund after the other."""
    paper = {s.order_id: s.pieces for s in sold}
    told: list[tuple[int, str | None]] = []
    for back in (b for b in refunds for _ in range(b.copies)):
        fitting = [s for s in sold if s.at <= back.at and paper[s.order_id] >= back.wanted]
        order = fitting[-1].order_id if fitting else None
        if order:
            paper[order] -= back.wanted
        told.append((back.number, order))
    return told


@given(SOLD, BACK)
def test_taking_turns_agrees_with_pieces_of_paper(
    bought: list[tuple[datetime, Decimal]], returned: list[tuple[datetime, Decimal, int]]
) -> None:
    sold = [Sold(str(n), at, pieces) for n, (at, pieces) in enumerate(sorted(bought))]
    back = [Back(n, *values) for n, values in enumerate(sorted(returned))]
    found = [(number, order) for number, order, copies in in_turn(sold, back) for _ in range(copies)]
    assert found == by_hand(sold, back)


def test_a_million_equal_refunds_take_one_turn() -> None:
    sold = [Sold("1", START, Decimal(400_000)), Sold("2", START, Decimal(500_000))]
    found = list(in_turn(sold, [Back(7, START, Decimal(1), 1_000_000)]))
    assert found == [(7, "2", 500_000), (7, "1", 400_000), (7, None, 100_000)]
