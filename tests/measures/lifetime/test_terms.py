"""What may be asked of what lies ahead."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.measures.lifetime.terms import Terms


def test_a_year_at_full_margin_where_nothing_is_said() -> None:
    assert (Terms().horizon_days, Terms().margin, Terms().yearly_discount) == (365, 1.0, 0.0)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [((0, 1, 0), "Horizon is 0 days"), ((9, 30, 0), "Margin is 30"), ((9, 1, float("nan")), "Discount is nan")],
)
def test_what_cannot_be(asked: tuple[int, float, float], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        Terms(*asked)
