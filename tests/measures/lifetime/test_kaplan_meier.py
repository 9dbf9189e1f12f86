"""Four members: Anna left after a year, Ben and Cleo came to two, Dan left after three."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.kaplan_meier import kaplan_meier


def test_who_is_still_there_counts_until_last_seen() -> None:
    seen = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
    assert seen.time.tolist() == [1, 2, 3]
    assert seen.at_risk.tolist() == [4, 3, 1]
    assert seen.left.tolist() == [1, 1, 1]
    assert seen.share.tolist() == [0.75, 0.5, 0]


def test_greenwoods_interval_on_the_log_minus_log_scale() -> None:
    """S = .75 of 4: the standard error of ln(−ln S) is √(1/12)/ln(4/3) = 1.0034."""
    seen = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1], level=0.95)
    assert seen.low[0] == pytest.approx(0.75 ** np.exp(1.96 * 1.00344), abs=1e-4)
    assert seen.high[0] == pytest.approx(0.75 ** np.exp(-1.96 * 1.00344), abs=1e-4)
    assert np.isnan(seen.low[2])


def test_weights_are_customers() -> None:
    once, twice = kaplan_meier([1, 2], [1, 0], weight=[2, 2]), kaplan_meier([1, 1, 2, 2], [1, 1, 0, 0])
    assert once.share.tolist() == twice.share.tolist()
    assert once.low.tolist() == twice.low.tolist()


def test_nobody_left() -> None:
    assert kaplan_meier([1, 2], [0, 0]).share.tolist() == []


@pytest.mark.parametrize(("duration", "left"), [([-1], [1]), ([1], [2]), ([1, 2], [1])])
def test_what_cannot_be(duration: list[float], left: list[float]) -> None:
    with pytest.raises(InputError, match="endings cannot be"):
        kaplan_meier(duration, left)
