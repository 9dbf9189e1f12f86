"""Who came back, one by one, is what the retention rate counts."""

from __future__ import annotations

import pyarrow as pa

from regulars.measures.retention import retention
from regulars.understanding.kinds.returning import returning
from regulars.words import Estimate
from tests.understanding.kinds.asked import asked_shop

NAMES = pa.array([f"C-{k:03d}" for k in range(120)])


def test_it_agrees_with_the_measure() -> None:
    back = returning(asked_shop(), NAMES, "quarter")
    assert back is None, "the log begins in February: its first quarter is not whole"
    back = returning(asked_shop(), NAMES, "month")
    latest = retention(asked_shop(), period="month").latest
    assert back is not None
    assert (back.before.label, back.now.label) == ("May 2024", "June 2024")
    assert isinstance(latest, Estimate)
    assert (len(back.rows), back.retained.mean()) == (latest.n, latest.value)


def test_money_is_that_of_the_period() -> None:
    back = returning(asked_shop(), NAMES[:50], "month")
    assert back is not None
    assert len(back.rows) == 40, "every fifth did not come in May"
    assert back.amount_minor.tolist() == [0.0] * 40
