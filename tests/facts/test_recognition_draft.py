"""Fields are settled one after another, and what the user said stands."""

from __future__ import annotations

from regulars.facts.recognition import recognise
from regulars.facts.recognition_draft import Draft
from tests.facts.tables import table


def test_what_was_given_is_neither_replaced_nor_dropped() -> None:
    draft = Draft(*table("a,b,c"), {"amount": "b"})
    draft.settle("amount", "b", "given")
    draft.settle("amount", "c")
    draft.settle("customer", "a")
    draft.drop("amount", "customer")
    assert draft.columns == {"amount": "b"}
    assert [c.name for c in draft.free()] == ["a", "c"]


def test_a_state_is_an_orders_status_or_an_address() -> None:
    header = "customer,date,amount,state"
    assert "status" in recognise(*table(f"{header}\nC1,2024-03-05,1.00,paid\nC2,2024-03-06,1.00,Odd")).columns
    assert "status" not in recognise(*table(f"{header}\nC1,2024-03-05,1.00,Kentucky\nC2,2024-03-06,1.00,")).columns


def test_a_type_says_what_the_row_is_or_anything() -> None:
    header = "customer,date,amount,type"
    for rows, movement in (
        ("C1,2024-03-05,1.00,Sale\nC2,2024-03-06,1.00,sale", True),
        ("C1,2024-03-05,1.00,Sale\nC2,2024-03-06,1.00,Refund\nC2,2024-03-06,1.00,Tip", True),
        ("C1,2024-03-05,1.00,Sale\nC2,2024-03-06,1.00,Subscription", False),
        ("C1,2024-03-05,1.00,Online\nC2,2024-03-06,1.00,In store", False),
        ("C1,2024-03-05,1.00,\nC2,2024-03-06,1.00,", False),
    ):
        assert ("movement" in recognise(*table(f"{header}\n{rows}")).columns) is movement


def test_a_type_tells_lines_from_what_repeats_them() -> None:
    header = "order,customer,date,amount,line type"
    for rows, told in (
        ("1,C1,2024-03-05,1.00,Sale\n1,C1,2024-03-05,1.00,Sale Line\n1,C1,2024-03-05,1.00,Payment", True),
        ("1,C1,2024-03-05,1.00,Line Item\n1,C1,2024-03-05,1.00,Transaction", True),
        ("1,C1,2024-03-05,1.00,Sale\n1,C1,2024-03-05,1.00,Payment", False),
        ("1,C1,2024-03-05,1.00,Item\n1,C1,2024-03-05,1.00,Gift", False),
    ):
        assert ("line_type" in recognise(*table(f"{header}\n{rows}")).columns) is told


def test_a_field_given_away_is_not_open() -> None:
    draft = Draft(*table("a"), {"place": ""})
    assert not draft.open("place")
    assert draft.open("channel")
    assert not draft.has("place")


def test_the_mapping_tells_used_personal_and_ignored_apart() -> None:
    draft = Draft(*table("email,phone,week,city"), {})
    draft.settle("customer", "email")
    mapping = draft.finished("attributes", "plain", ("city",))
    assert (mapping.personal, mapping.ignored, mapping.attributes) == (("email", "phone"), ("week",), ("city",))
