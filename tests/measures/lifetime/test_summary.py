"""Anna bought in weeks 0, 3 and 8 of 10; Ben once, in week 4; Cleo as Anna did."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError, UsageError
from regulars.measures.lifetime.summary import Summary


def test_customers_who_share_a_history_are_counted_together() -> None:
    anna_ben_cleo = Summary.of([2, 0, 2], [8, 0, 8], [10, 6, 10])
    h = anna_ben_cleo.histories
    assert sorted(zip(h.frequency, h.recency, h.age, h.weight, strict=True)) == [(0, 0, 6, 1), (2, 8, 10, 2)]
    assert (anna_ben_cleo.customers, anna_ben_cleo.repeats) == (3, 4)


def test_each_customer_finds_the_shared_history_again() -> None:
    s = Summary.of([2, 0, 2], [8, 0, 8], [10, 6, 10])
    _, which = s.grouping
    assert s.histories.age[which].tolist() == [10, 6, 10]


def test_the_order_of_customers_does_not_show() -> None:
    forth, back = Summary.of([1, 2], [3, 8], [9, 10]), Summary.of([2, 1], [8, 3], [10, 9])
    assert forth.histories.frequency.tolist() == back.histories.frequency.tolist()


def test_pieces_cover_every_history_once() -> None:
    h = Summary.of(np.ones(10), np.arange(1, 11), np.full(10, 12)).histories
    assert [(p.start, len(some)) for p, some in h.in_pieces(4)] == [(0, 4), (4, 4), (8, 2)]


def test_time_can_be_scaled() -> None:
    assert Summary.of([1], [7], [14]).histories.with_time_divided_by(7).age.tolist() == [2]


@pytest.mark.parametrize(
    ("x", "t", "age", "says"),
    [
        ([], [], [], "there is no customer"),
        ([1], [5], [4], "at most the age: nobody buys after the end"),
        ([1], [np.nan], [4], "recency is nan in row 0"),
        ([np.inf], [1], [4], "frequency is inf in row 0"),
        ([-1], [1], [4], "frequency is -1"),
        ([1.5], [1], [4], "whole repeat purchases"),
        ([0], [1], [4], "0 for a customer who never repeated"),
        ([2], [0], [4], "purchases of one day are one"),
        ([1, 2], [1], [4, 4], "lengths 2, 1, 2 and 2"),
        ([[1]], [1], [4], "2 dimensions"),
        (["many"], [1], [4], "not a number"),
    ],
)
def test_a_history_that_cannot_be_is_refused(x: list[float], t: list[float], age: list[float], says: str) -> None:
    with pytest.raises(InputError) as refused:
        Summary.of(x, t, age)
    assert says.lower() in str(refused.value).lower()


def test_weights_and_spend_are_checked_too() -> None:
    with pytest.raises(InputError, match="Weight is 0"):
        Summary.of([0], [0], [1], weight=[0])
    with pytest.raises(InputError, match="Spend is nan in row 1"):
        Summary.of([0, 1], [0, 1], [2, 2], spend=[np.nan, np.nan])
    with pytest.raises(InputError, match="Spend has 1 entries"):
        Summary.of([0, 1], [0, 1], [2, 2], spend=[1.0])
    with pytest.raises(UsageError, match="days is 0"):
        Summary.of([0], [0], [1], unit_days=0)
