"""A question is asked where its facts are there, another instead where one is declared, else none."""

from __future__ import annotations

from regulars.understanding.evidence.questions import QUESTIONS


def test_promotion_is_read_from_lines_else_from_orders_else_not_at_all() -> None:
    asked = QUESTIONS["promotion_share"]
    assert asked.possible({"lines_discounted": 3, "orders_discounted": 3}) is asked
    instead = asked.possible({"lines_discounted": 0, "orders_discounted": 3})
    assert instead is asked.instead
    assert asked.possible({"lines_discounted": 0, "orders_discounted": 0}) is None


def test_one_place_is_no_habit() -> None:
    assert QUESTIONS["same_place"].possible({"places": 1}) is None
