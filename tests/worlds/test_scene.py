"""What stands in a world: rewards, coupons, contracts, newcomers."""

from __future__ import annotations

import numpy as np

from regulars.worlds.scene import COUPON, State, campaigns_before, first_week
from tests.worlds.town import Person, town

EVERYBODY = np.array([0])


def test_rewards_are_the_places_and_a_coupon_for_two_weeks() -> None:
    scene = town(*[Person() for _ in range(200)])
    sent = np.flatnonzero(scene.coupons[0])
    others = np.flatnonzero(~scene.coupons[0])
    assert 50 < len(sent) < 110  # two of five
    assert set(scene.rewards(3, sent)) == {1.0}
    assert set(scene.rewards(4, sent)) == set(scene.rewards(5, sent)) == {1.0 + COUPON}
    assert set(scene.rewards(6, sent)) == set(scene.rewards(4, others)) == {1.0}


def test_no_coupon_is_sent_where_rewards_are_withdrawn_or_to_who_is_not_there() -> None:
    generosity = np.ones((24, 33))
    generosity[23, 4:14] = 0.0
    assert not town(*[Person() for _ in range(50)], generosity=generosity).coupons[0].any()
    assert not town(*[Person(joined=5) for _ in range(50)]).coupons[0].any()
    assert not town(*[Person(gone=4) for _ in range(50)]).coupons[0].any()


def test_a_contract_holds_while_it_runs_and_a_closed_market_always() -> None:
    scene = town(Person(contract=(5, 10), barrier=8.0, closed=6.0))
    assert [float(scene.held(week, EVERYBODY)[0]) for week in (4, 5, 9, 10)] == [6.0, 14.0, 14.0, 6.0]


def test_a_newcomer_is_there_from_the_week_it_opens() -> None:
    opens = np.full(24, 10_000)
    opens[23] = 12
    scene = town(Person(), opens=opens)
    assert [bool(scene.newcomer(week, EVERYBODY)[0]) for week in (11, 12)] == [False, True]


def test_who_has_joined_and_not_moved_away_is_here() -> None:
    scene = town(Person(), Person(joined=5, gone=9))
    assert [scene.here(w).tolist() for w in (4, 5, 9)] == [[True, False], [True, True], [True, False]]


def test_campaigns_begin_in_the_fifth_week_and_every_eight_weeks() -> None:
    assert [first_week(c) for c in range(3)] == [4, 12, 20]
    assert [campaigns_before(w) for w in (0, 4, 5, 12, 13)] == [0, 0, 1, 1, 2]


def test_a_fresh_state_is_neither_used_to_us_nor_to_others() -> None:
    state = State.fresh(2)
    assert state.habit.tolist() == [0.5, 0.5]
    state.copy().mood[0] = 9.0
    assert state.mood[0] == 0.0
