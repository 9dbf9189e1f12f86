"""Who would still come, and how it adds up."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.understanding.kinds.crutches import CRUTCHES, SUBSETS
from regulars.understanding.kinds.persistence import in_order, lost_alone, persistence, shares

RESTS_ON = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1.0]])
SHARE = st.floats(0, 1)


def test_a_true_customer_loses_each_crutch_on_its_own() -> None:
    """.9 without rewards, .8 without convenience, 1 if free: .72 with none of them."""
    found = persistence(np.array([[1.0, 0, 0, 0]]), np.array([[[0.9, 0.8, 1.0]] + [[1, 1, 1]] * 3]), RESTS_ON)[0]
    assert np.allclose(found, [0.72, 0.8, 0.9, 1, 0.72, 0.8, 0.9, 1])


def test_half_true_half_bonus() -> None:
    """The bonus half never comes without rewards; the true half always does."""
    stays = np.array([[[1, 1, 1], [0, 1, 1], [1, 1, 1], [1, 1, 1.0]]])
    found = persistence(np.array([[0.5, 0.5, 0, 0]]), stays, RESTS_ON)[0]
    assert found[0] == 0.5
    assert found[1] == 1.0
    assert shares(found).tolist() == [0.5, 0.5, 0.0, 0.0]
    assert lost_alone(found).tolist() == [0.5, 0.0, 0.0]


def test_some_come_with_none_of_the_crutches() -> None:
    stays = np.array([[[1, 1, 1], [0.5, 1, 1], [1, 1, 1], [1, 1, 1.0]]])
    found = persistence(np.array([[0, 1.0, 0, 0]]), stays, RESTS_ON, without_any=0.1)[0]
    assert np.isclose(found[0], 0.1)
    assert np.isclose(found[6], 0.5), "without rewards alone: as answered"


def test_who_misses_none_alone_may_miss_several_at_once() -> None:
    """All three at once take a fifth of those who come for none; two, a quarter of that share's logarithm: .8 ** .25 = .946.
    Who comes for the rewards is spoken of by the other assumption.
    """
    stays = np.array([[[0.9, 1, 1], [0.5, 1, 1], [1, 1, 1], [1, 1, 1.0]]])
    found = persistence(np.eye(4)[:2], np.repeat(stays, 2, axis=0), RESTS_ON, 0.1, 0.8)
    none, bonus, convenience, _, captive, without_captive_alone, without_bonus_alone, _ = found[0]
    assert (none, without_captive_alone, without_bonus_alone) == (0.9 * 0.8, 1.0, 0.9)
    assert np.allclose((bonus, convenience, captive), (0.946, 0.9 * 0.946, 0.9 * 0.946), atol=1e-3)
    assert np.isclose(found[1, 0], 0.1)


@given(st.lists(SHARE, min_size=4, max_size=4), st.lists(SHARE, min_size=12, max_size=12), st.floats(0, 0.5), st.floats(0.5, 1))
def test_parts_add_up_exactly_and_a_crutch_more_never_keeps_fewer(
    a: list[float], b: list[float], none: float, all_: float
) -> None:
    chances = (np.array([a]) + 0.01) / (sum(a) + 0.04)
    found = persistence(chances, np.array(b).reshape(1, 4, 3), RESTS_ON, none, all_)
    assert np.isclose(found[0, 7], 1.0)
    assert np.isclose(shares(found).sum(), 1.0)
    for number, subset in enumerate(SUBSETS):
        for crutch in set(CRUTCHES) - subset:
            assert found[0, SUBSETS.index(subset | {crutch})] >= found[0, number] - 1e-9


def test_a_set_more_never_keeps_fewer() -> None:
    assert in_order(np.array([0.5, 0.4, 0.6, 0.55, 0.2, 0.9, 0.1, 0.3])).tolist() == [0.5, 0.5, 0.6, 0.6, 0.5, 0.9, 0.6, 1.0]
