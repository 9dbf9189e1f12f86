"""A till that prints the whole receipt's sum on each of its lines; and one whose lines only happen to cost the same."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from regulars.facts.recognition import recognise
from regulars.facts.recognition_totals import counts_once
from tests.facts.tables import table

HEADER = "receipt,customer,date,product,total"
SUMS = ("12.00", "9.50", "12.00", "4.00", "31.00")


def lines(sums: Iterable[str], each: str = "{sum}", header: str = HEADER) -> str:
    """Two lines of every receipt; ``each`` is what stands behind the product."""
    rows = [
        f"{n},A,2024-01-{n + 10},{what}," + each.format(sum=amount, what=what)
        for n, amount in enumerate(sums)
        for what in ("tea", "cake")
    ]
    return "\n".join([header, *rows])


def test_a_sum_that_stands_on_every_line_of_its_receipt_counts_once() -> None:
    mapping = recognise(*table(lines(SUMS)))
    assert (mapping.kind, mapping.columns["total"], mapping.certainty["total"]) == ("purchases", "total", "guessed")
    assert mapping.ignored == ("product",)
    assert counts_once(mapping)


def test_with_a_price_of_their_own_lines_are_kept_and_the_sum_is_not_read() -> None:
    mapping = recognise(*table(lines(SUMS, "2,6.00,{sum}", "receipt,customer,date,product,quantity,price,total")))
    assert (mapping.kind, mapping.ignored) == ("purchase_lines", ("total",))
    assert not counts_once(mapping)


@pytest.mark.parametrize(
    ("sums", "each"),
    [
        (SUMS[:4], "{sum}"),  # too few receipts to know
        (("5.00",) * 9, "{sum}"),  # everything costs five
        (("5.00", "6.00") * 4, "{sum}"),  # or five and six
    ],
)
def test_what_may_be_an_accident_is_taken_as_it_stands(sums: tuple[str, ...], each: str) -> None:
    mapping = recognise(*table(lines(sums, each)))
    assert (mapping.kind, mapping.certainty["total"]) == ("purchase_lines", "recognised")


@pytest.mark.parametrize(
    ("header", "each", "expected"),
    [
        ("receipt,customer,date,product,order total", "{sum}", ("purchases", "total")),
        ("receipt,customer,date,product,quantity,price,order total", "2,6.00,{sum}", ("purchase_lines", "unit_price")),
        ("receipt,customer,date,product,quantity,price,total", "1,6.00,{sum}", ("purchase_lines", "unit_price")),  # 6 + 6 = 12
        ("receipt,customer,date,product,quantity,price,total", "1,7.00,{sum}", ("purchase_lines", "total")),
    ],
)
def test_one_receipt_is_enough_where_its_name_or_its_lines_prove_it(header: str, each: str, expected: tuple[str, str]) -> None:
    """12.00 stands on the tea and on the cake; the name says whose sum it is, or tea and cake make it."""
    mapping = recognise(*table(lines(SUMS[:1], each, header)))
    assert (mapping.kind, next(f for f in ("amount", "total", "unit_price") if f in mapping.columns)) == expected


def test_one_receipt_whose_lines_differ_is_enough_to_deny_it() -> None:
    text = lines(SUMS) + "\n9,B,2024-02-01,tea,4.00\n9,B,2024-02-01,cake,5.00"
    assert recognise(*table(text)).kind == "purchase_lines"


def test_the_same_goods_twice_say_nothing() -> None:
    rows = [f"{n},A,2024-01-{n + 10},tea,{amount}" for n, amount in enumerate(SUMS) for _ in range(2)]
    assert recognise(*table("\n".join([HEADER, *rows]))).kind == "purchase_lines"


@pytest.mark.parametrize("given", [{"product": "product"}, {"total": "total"}, {"kind": "purchase_lines"}])
def test_who_says_what_a_column_is_is_believed(given: dict[str, str]) -> None:
    mapping = recognise(*table(lines(SUMS)), given)
    assert (mapping.kind, "product" in mapping.columns) == ("purchase_lines", True)
    assert not counts_once(mapping)
