"""What cannot have happened is refused with the row, what was expected, and what to do."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.checks import check_histories, column


def test_a_column_may_come_from_any_array() -> None:
    assert column("frequency", range(3)).tolist() == [0, 1, 2]
    assert column("recency", 4).tolist() == [4]


def test_a_missing_amount_is_a_matter_for_the_amounts() -> None:
    assert np.isnan(column("spend", [np.nan])).all()
    with pytest.raises(InputError, match="finite"):
        column("age", [np.nan])


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(InputError) as refused:
        check_histories(np.array([1.0]), np.array([9.0]), np.array([4.0]), np.array([1.0]), 7)
    said = str(refused.value)
    assert said.startswith("Recency is 9.0 in row 0 (1 such rows).")
    assert "What to do: summarise the purchases" in said
