"""Legs sum to zero or are none; an entry is named by its account and number."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.entries import EntryId, Legs
from regulars.errors import UsageError


def test_legs_that_do_not_sum_to_zero_are_a_bug() -> None:
    assert Legs(available=5, issued=-5).total == 0
    assert Legs(debt=5, clawed_back=5).total == 0
    with pytest.raises(AssertionError, match="sum to 1"):
        Legs(available=6, issued=-5)


@pytest.mark.parametrize("text", ["", "17", "17.", ".3", "17.x", "17.3.1", "-1.2", "１.2"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no entry"):
        EntryId.of(text)
