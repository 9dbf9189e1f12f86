"""Four members: Anna left after a year, Ben and Cleo came to two and Ben left, Dan left after three."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.kaplan_meier import contracts_ended
from regulars.measures.lifetime.shifted_beta_geometric import fit_contracts, survival


def test_who_is_still_there_counts_until_last_seen() -> None:
    seen = contracts_ended([1, 2, 2, 3], [1, 1, 0, 1])
    assert seen.days.tolist() == [1, 2, 3]
    assert seen.at_risk.tolist() == [4, 3, 1]
    assert seen.events.tolist() == [1, 1, 1]
    assert seen.share.tolist() == [0.25, 0.5, 1]
    assert (seen.low <= seen.share).all()


def test_it_stands_beside_the_model() -> None:
    """A cohort without censoring: Kaplan–Meier is the plain share, and sBG is near it."""
    running = [1000, 869, 743, 653, 593]
    left = -np.diff(running)
    duration = np.repeat([1, 2, 3, 4, 4], [*left, running[-1]])
    ended = np.repeat([1, 1, 1, 1, 0], [*left, running[-1]])
    share = 1 - contracts_ended(duration, ended).share
    assert share == pytest.approx(np.array(running[1:]) / 1000)
    assert survival(fit_contracts(running), 4)[1:] == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(
    ("duration", "ended", "says"),
    [
        ([-1], [1], "cannot be"),
        ([1.5], [1], "cannot be"),
        ([1], [2], "cannot be"),
        ([1, 2], [1], "2 durations and 1 endings"),
        ([], [], "0 durations"),
    ],
)
def test_what_cannot_be(duration: list[float], ended: list[float], says: str) -> None:
    with pytest.raises(InputError, match=says):
        contracts_ended(duration, ended)
