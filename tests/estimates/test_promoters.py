"""The net promoter score's interval, and that of its change when the same people answer twice."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.promoters import Counts3, change_of_score, net_score

ANSWERS = st.just(0) | st.integers(0, 40)  # often none: at the edges the adjusted means lie furthest from the plain ones
WAVE = st.tuples(ANSWERS, ANSWERS, ANSWERS).filter(any)
NOBODY_TWICE = st.just([0] * 9)


def test_three_answers_are_added() -> None:
    # 8 promoters, 1 passive, 1 detractor: (8.75 - 1.75) / 13 = .5385, and √((10.5/13 - .5385²) / 13) = .1995.
    value, low, high = net_score((8, 1, 1))
    assert value == pytest.approx(0.7)
    assert (low, high) == pytest.approx((0.5385 - 1.96 * 0.1995, 0.5385 + 1.96 * 0.1995), abs=2e-4)


def test_all_promoters_leave_doubt() -> None:
    value, low, high = net_score((10, 0, 0))
    assert (value, high) == (1.0, 1.0)
    assert low < 0.7


def coverage(n: int, chances: tuple[float, float, float]) -> float:
    """The exact chance that the interval holds the true score: over every outcome of n answers."""
    promoter, passive, detractor = chances
    held = 0.0
    for a in range(n + 1):
        for c in range(n + 1 - a):
            counts: Counts3 = (a, n - a - c, c)
            _, low, high = net_score(counts)
            if low <= promoter - detractor <= high:
                held += comb(n, a) * comb(n - a, c) * promoter**a * passive ** counts[1] * detractor**c
    return held


def test_it_covers_as_published_where_the_plain_interval_fails() -> None:
    # The population of 2 % detractors, 13 % passives and 85 % promoters, ten answers.
    assert coverage(10, (0.85, 0.13, 0.02)) == pytest.approx(0.944, abs=0.001)
    assert coverage(40, (0.5, 0.3, 0.2)) == pytest.approx(0.95, abs=0.02)


def test_a_change_among_strangers_is_the_two_doubts_together() -> None:
    value, low, high = change_of_score((40, 40, 20), (50, 30, 20), [[0] * 3] * 3)
    one, other = net_score((40, 40, 20)), net_score((50, 30, 20))
    halves = [(s[2] - s[1]) / 2 for s in (one, other)]
    assert value == pytest.approx(0.1)
    assert (high - low) / 2 == pytest.approx(float(np.hypot(halves[0], halves[1])))


def test_the_same_people_tell_a_change_more_closely() -> None:
    apart = change_of_score((40, 40, 20), (50, 30, 20), [[0] * 3] * 3)
    again = change_of_score((40, 40, 20), (50, 30, 20), [[40, 0, 0], [10, 30, 0], [0, 0, 20]])
    assert again[2] - again[1] < (apart[2] - apart[1]) / 2
    assert again[1] > 0 > apart[1]


def test_everybody_answering_the_same_twice_leaves_a_little_doubt() -> None:
    value, low, high = change_of_score((15, 0, 15), (15, 0, 15), [[15, 0, 0], [0, 0, 0], [0, 0, 15]])
    assert value == 0
    assert low < 0 < high


def test_where_all_say_the_same_nothing_can_move_together() -> None:
    value, low, high = change_of_score((30, 0, 0), (30, 0, 0), [[30, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert (value, low < 0 < high) == (0, True)


def test_from_all_detractors_to_all_promoters_is_as_far_as_it_goes() -> None:
    # The adjusted means are ∓20 / 23 and lie 1.739 apart; both variances are (21.5 / 23 − (20 / 23)²) / 23 = .00777,
    # so ± 1.96 × √.01553 = .244: from 1.495 to 1.983, which would leave out the change of 2 itself.
    value, low, high = change_of_score((0, 0, 20), (20, 0, 0), [[0] * 3] * 3)
    assert (value, high) == (2.0, 2.0)
    assert low == pytest.approx(1.495, abs=1e-3)
    assert change_of_score((20, 0, 0), (0, 0, 20), [[0] * 3] * 3)[:2] == (-2.0, -2.0)


def test_one_promoter_alone_is_in_the_interval_of_what_she_says() -> None:
    # (1.75 − .75) / 4 = .25, and √((2.5 / 4 − .25²) / 4) = .375: up to .25 + 1.96 × .375 = .985, which is not 1.
    assert net_score((1, 0, 0))[::2] == (1.0, 1.0)
    assert net_score((0, 0, 1))[:2] == (-1.0, -1.0)


@given(NOBODY_TWICE | st.lists(st.integers(0, 40), min_size=9, max_size=9), WAVE, WAVE, st.sampled_from((0.5, 0.95)))
def test_no_interval_leaves_out_its_own_number(cells: list[int], first: Counts3, second: Counts3, level: float) -> None:
    both = [cells[:3], cells[3:6], cells[6:]]
    again, more = ([sum(row) for row in table] for table in (both, zip(*both, strict=True)))
    before, after = ((c[0] + a[0], c[1] + a[1], c[2] + a[2]) for c, a in ((first, again), (second, more)))
    value, low, high = change_of_score(before, after, both, level)
    assert -2 <= low <= value <= high <= 2
    value, low, high = net_score(after, level)
    assert -1 <= low <= value <= high <= 1


@pytest.mark.parametrize("share_again", [0.0, 0.5, 1.0])
def test_a_change_is_covered_however_many_answer_twice(share_again: float) -> None:
    chance, n = np.random.default_rng(5), 60
    held, rounds = 0, 1500
    for _ in range(rounds):
        before = chance.choice(3, n, p=[0.5, 0.3, 0.2])
        keep = chance.random(n) < 0.7
        after = np.where(keep, before, chance.choice(3, n, p=[0.5, 0.3, 0.2]))
        again = chance.random(n) < share_again
        after = np.where(again, after, chance.choice(3, n, p=[0.5, 0.3, 0.2]))
        both = [[int(((before == i) & (after == j) & again).sum()) for j in range(3)] for i in range(3)]
        one, other = (np.bincount(x, minlength=3).tolist() for x in (before, after))
        _, low, high = change_of_score((one[0], one[1], one[2]), (other[0], other[1], other[2]), both)
        held += low <= 0 <= high
    assert 0.93 < held / rounds < 0.985
