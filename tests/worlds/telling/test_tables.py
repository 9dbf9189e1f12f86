"""Arrays as tables of the contract."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from regulars.facts.kinds import KINDS
from regulars.worlds.telling.tables import Clock, first_second, joined, numbered, table, where, words

TIMES = np.array([86_400, 0])


def permissions(at: np.ndarray, names: list[str]) -> pa.Table:
    said = {"purpose": "marketing", "channel": "email", "change": "granted"}
    return table("permissions", at, {"customer_id": names, **said})


def test_rows_stand_in_order_of_time_under_the_contracts_schema() -> None:
    made = permissions(TIMES, ["Anna", "Ben"])
    assert made.schema.equals(KINDS["permissions"].schema)
    assert made.column("customer_id").to_pylist() == ["Ben", "Anna"]
    assert made.column("occurred_at").to_pylist() == [datetime(1970, 1, 1), datetime(1970, 1, 2)]
    assert made.column("wording").null_count == 2
    assert set(made.column("occurred_precision").to_pylist()) == {"second"}


def test_a_column_that_the_kind_lacks_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="permissions has no"):
        table("permissions", TIMES, {"colour": "red"})


def test_tables_become_one_whose_facts_have_ids_of_their_own() -> None:
    both = joined("permissions", permissions(TIMES, ["Anna", "Ben"]), permissions(TIMES - 1, ["Clara", "Dora"]))
    assert both.column("customer_id").to_pylist() == ["Dora", "Ben", "Clara", "Anna"]
    assert len(set(both.column("fact_id").to_pylist())) == 4
    assert both.schema.equals(KINDS["permissions"].schema)


def test_words_numbers_and_gaps() -> None:
    assert words(("a", "b"), np.array([1, 0, 1])).to_pylist() == ["b", "a", "b"]
    assert numbered("O-", np.array([5])).to_pylist() == ["O-5"]
    assert where(np.array([True, False]), ["x", "y"]).to_pylist() == ["x", None]


def test_weeks_and_days_as_seconds() -> None:
    clock = Clock(date(1970, 1, 3))
    assert clock.at(np.array([0, 1]), 2, 60).tolist() == [4 * 86_400 + 60, 11 * 86_400 + 60]
    assert first_second(date(1970, 1, 3)) == 2 * 86_400
