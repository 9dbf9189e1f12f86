"""What a row of a form is, and which of our fields it has."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import FIELD_NAMES, Mapping, SourceColumn
from regulars.readers.declared.problems import REASONS as DECLARED_REASONS
from regulars.readers.rows.fields import CODES_OF, LATER_PROBLEMS, MONEY, PROBLEMS, ROW_NAME, Form
from regulars.readers.scan import REASONS
from tests.readers.rows.tables import TableScan


def form(kind: str, *fields: str, known: str = "plain", type_: str = "VARCHAR") -> Form:
    """A form whose columns are our fields' names in capitals."""
    columns = tuple(SourceColumn(f.upper(), type_) for f in fields)
    return Form(3, TableScan("t", ("t.csv",), columns, ()), Mapping(kind, known, {f: f.upper() for f in fields}))


@pytest.mark.parametrize(
    ("made", "grain"),
    [
        (form("purchases", "customer", "amount"), "order"),
        (form("purchase_lines", "order", "product"), "line"),
        (form("purchase_lines", "customer", "product"), "order"),  # a line of no order is a purchase of its own
        (form("purchase_lines", "order", "product", known="shopify"), "both"),
        (form("refunds", "order", "amount"), "refund"),
        (form("attributes", "customer"), "attributes"),
    ],
)
def test_what_a_row_is(made: Form, grain: str) -> None:
    assert made.grain == grain


def test_a_field_is_found_under_the_name_its_source_gave_it() -> None:
    made = form("purchases", "customer", "quantity", "amount", "tax", type_="DOUBLE")
    assert made.has("tax")
    assert not made.has("shipping")
    assert made.column("tax") == SourceColumn("TAX", "DOUBLE")
    assert made.numbers == ("quantity", "amount", "tax")
    assert made.money == ("amount", "tax")


def test_forms_do_not_share_a_table() -> None:
    made = form("purchases", "customer")
    assert Form(4, made.scan, made.mapping).table != made.table


def test_every_problem_has_a_code_a_field_and_a_sentence() -> None:
    assert CODES_OF[""] == 0
    assert [CODES_OF[reason] for reason, _, _ in PROBLEMS] == list(range(len(PROBLEMS)))
    assert all(field in (*FIELD_NAMES, ROW_NAME) and sentence for _, field, sentence in PROBLEMS[1:])
    assert not set(LATER_PROBLEMS) & set(CODES_OF)
    assert set(MONEY) < set(FIELD_NAMES)


def test_a_reason_means_one_thing_in_every_room() -> None:
    own = {reason: sentence for reason, _, sentence in PROBLEMS} | LATER_PROBLEMS
    for others in (DECLARED_REASONS, REASONS):
        assert {r: s for r, s in own.items() if others.get(r, s) != s} == {}
    assert not set(DECLARED_REASONS) & set(REASONS)
