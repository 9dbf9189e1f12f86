"""Which of several sums was paid for the goods: what stands before a discount, what was handed over, and tips were not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regulars.facts.recognition import recognise
from tests.facts.tables import table


def chosen(header: str, *rows: str) -> str:
    """The column that is taken for what was paid, and the field it is."""
    found = recognise(
        *table(
            "\n".join([f"order,customer,date,{header}", *(f"{n},C{n},2024-01-0{n + 1},{row}" for n, row in enumerate(rows))])
        )
    )
    return next(f"{field}={found.columns[field]}" for field in ("amount", "total") if field in found.columns)


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("subtotal,discount,total", ("100.00,10.00,90.00", "20.00,0.00,20.00"), "total=total"),
        ("subtotal,discount,total", ("100.00,-10.00,90.00", "20.00,,20.00"), "total=total"),
        ("order value,discount,shipping,total", ("100.00,10.00,4.00,94.00",), "total=total"),
        ("order value,discount,shipping,tax,total", ("100.00,10.00,4.00,9.00,103.00",), "total=total"),
        ("subtotal,discount,total", ("90.00,10.00,90.00",), "amount=subtotal"),  # it is off already
        ("subtotal,discount,total", ("100.00,10.00,90.00", "50.00,5.00,50.00"), "amount=subtotal"),  # they disagree
        ("subtotal,discount,total", ("20.00,0.00,20.00",), "amount=subtotal"),  # nothing can tell
        ("subtotal,shipping,total", ("20.00,4.00,24.00",), "amount=subtotal"),
    ],
)  # fmt: skip
def test_what_stands_before_a_discount_was_not_paid(header: str, rows: tuple[str, ...], expected: str) -> None:
    assert chosen(header, *rows) == expected


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("total,paid,change", ("12.10,20.00,7.90", "10.00,10.00,0.00"), "total=total"),
        ("total,paid", ("12.10,12.10", "10.00,10.00"), "amount=paid"),
        ("total,paid", ("12.10,20.00", "10.00,5.00"), "amount=paid"),  # an account, not a counter
        ("total,amount", ("12.10,20.00",), "amount=amount"),
        ("total,paid,refunded", ("12.10,20.00,0",), "amount=paid"),
    ],
)
def test_what_was_handed_over_comes_back_as_change(header: str, rows: tuple[str, ...], expected: str) -> None:
    assert chosen(header, *rows) == expected


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("price,tip,total", ("40.00,8.00,48.00", "30.00,0.00,30.00"), "amount=price"),
        ("price,Trinkgeld,total", ("40.00,8.00,40.00",), "total=total"),
        ("price,tip,total", ("40.00,,48.00",), "total=total"),
        ("price,fee,total", ("40.00,8.00,48.00",), "total=total"),
        ("price,quantity,tip,total", ("40.00,1,8.00,48.00",), "total=total"),
    ],
)
def test_a_tip_is_no_goods(header: str, rows: tuple[str, ...], expected: str) -> None:
    assert chosen(header, *rows) == expected


def test_what_is_said_goes_before_what_adds_up() -> None:
    text = "order,customer,date,subtotal,discount,total\n1,C1,2024-01-05,100.00,10.00,90.00"
    assert recognise(*table(text), given={"amount": "subtotal"}).columns["amount"] == "subtotal"


CENTS = st.integers(1, 10**6)


@given(rows=st.lists(st.tuples(CENTS, CENTS, CENTS), min_size=1, max_size=5))
@example(rows=[(1, 1, 1), (1900, 100, 1), (1900, 100, 1)])  # all discounts within one, off high prices, and no shares
def test_every_proof_chooses_the_total(rows: list[tuple[int, int, int]]) -> None:
    """Whatever it costs, a subtotal less its discount with delivery is the total."""
    said = [(s + d, d, v, s + v) for s, d, v in rows]
    written = [",".join(f"{cents // 100}.{cents % 100:02}" for cents in row) for row in said]
    assert chosen("subtotal,discount,shipping,total", *written) == "total=total"
