"""Evidence is pulled towards peers by its doubt, and what was not seen says nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.errors import UsageError
from regulars.understanding.evidence.evidence import Column, Evidence, Indicator

COUPONS = Indicator("coupons", "incentive", 1, "share", "the window", "no coupon was offered", "the shop", "uses coupons")


def column(z: list[float], s: list[float]) -> Column:
    n = len(z)
    return Column(COUPONS, np.full(n, 0.5), np.full(n, 0.4), np.array(z), np.array(s), np.ones(n, np.int64))


def test_anna_is_believed_ben_half_and_of_cleo_nothing_is_known() -> None:
    # s² is 0 for Anna, 1 for Ben; Cleo was never offered a coupon.
    seen = column([2.0, 2.0, 0.0], [0.0, 1.0, np.inf])
    assert seen.shrunk.tolist() == [2.0, 1.0, 0.0]
    assert seen.sd.tolist() == pytest.approx([0.0, 0.5**0.5, 1.0])


def test_columns_stand_side_by_side_in_the_customers_order() -> None:
    people = pa.array(["Anna", "Ben"])
    found = Evidence(people, (column([1, 0], [0, np.inf]),), (date(2024, 1, 1), date(2024, 6, 30)))
    assert found.names == ("coupons",)
    assert found.shrunk.tolist() == [[1.0], [0.0]]
    assert found.sd.tolist() == [[0.0], [1.0]]
    assert Evidence(people, (), found.window).shrunk.shape == (2, 0)


def test_asking_for_an_indicator_that_is_not_there() -> None:
    found = Evidence(pa.array(["Anna"]), (column([1], [0]),), (date(2024, 1, 1), date(2024, 6, 30)))
    assert found.column("coupons").indicator is COUPONS
    with pytest.raises(UsageError, match="There is no indicator 'weather'") as told:
        found.column("weather")
    assert "one of coupons" in told.value.expected
