"""How many reliance answers say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.kinds.mishearing import share_at_random


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3])
def test_who_was_asked_twice_tells_how_many_answered_by_chance(share: float) -> None:
    d = np.random.default_rng(0)
    meant = d.choice([1, 2, 4, 5, 5, 5], (3000, 3))
    once, again = (np.where(d.random(meant.shape) < share, d.integers(1, 6, meant.shape), meant) for _ in range(2))
    assert share_at_random(once, again, 0.1) == pytest.approx(share, abs=0.03)


def test_without_anybody_asked_twice_it_is_what_was_held_before() -> None:
    nobody = np.zeros((5, 3), np.int64)
    assert share_at_random(nobody, nobody, 0.1) == pytest.approx(0.1)
