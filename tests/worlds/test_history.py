"""Years that were lived: who leaves when what held them goes."""

from __future__ import annotations

import numpy as np

from regulars.worlds.history import lived, trips
from tests.worlds.town import Person, town, visits


def test_a_captive_with_no_rival_near_stays_away_once_the_lock_in_ends() -> None:
    """Clara would rather do without us; her contract ends in week 10."""
    clara = Person(likes=-8.0, contract=(0, 10), barrier=20.0)
    assert visits(town(clara), 0, 0, 10) == 20
    assert visits(town(clara), 0, 10, 20) == 0


def test_who_comes_for_rewards_stays_away_while_they_are_withdrawn_and_comes_again() -> None:
    """Ben likes us little; his place has no rewards from week 8 to week 14."""
    ben, generosity = Person(likes=-8.0, rewards=12.0), np.ones((24, 33))
    generosity[23, 8:14] = 0.0
    scene = town(ben, generosity=generosity)
    assert [visits(scene, 0, *weeks) for weeks in ((0, 8), (8, 14), (14, 20))] == [16, 0, 12]


def test_who_comes_because_we_are_near_goes_to_the_rival_next_door() -> None:
    """Dora minds distance; in week 10 a rival opens nearer than we are, no better liked."""
    dora, opens = Person(likes=-1.0, km_cost=8.0, newcomer=10.0), np.full(24, 10_000)
    opens[23] = 10
    scene = town(dora, opens=opens)
    assert visits(scene, 0, 0, 10) == 20
    assert visits(scene, 0, 10, 20) == 0


def test_who_likes_us_comes_whatever_happens() -> None:
    scene = town(Person(likes=15.0), generosity=np.zeros((24, 33)), opens=np.zeros(24, int))
    assert visits(scene, 0, 0, 20) == 40


def test_nobody_comes_before_she_joins_or_after_she_moves_away() -> None:
    scene = town(Person(likes=15.0, joined=3, gone=7))
    history = lived(scene)
    assert sorted(set(history.week.tolist())) == [3, 4, 5, 6]
    assert history.active(1, 0, 3).tolist() == [False]
    assert history.active(1, 6, 9).tolist() == [True]


def test_purchases_stand_in_order_of_time_and_a_few_go_wrong() -> None:
    history = lived(town(*[Person(likes=5.0) for _ in range(300)]))
    assert (np.diff(history.week * 2 + history.slot) >= 0).all()
    assert 0.01 < history.failed.mean() < 0.03
    assert not history.recovered[~history.failed].any()
    assert 0.3 < history.recovered[history.failed].mean() < 0.5


def broken_from(week: int) -> np.ndarray:
    """Everybody's place breaks down for three weeks."""
    breaks_down = np.zeros((24, 33), bool)
    breaks_down[23, week] = True
    return breaks_down


def test_in_an_outage_more_goes_wrong() -> None:
    history = lived(town(*[Person(likes=5.0) for _ in range(300)], breaks_down=broken_from(10)))
    hit = (history.week >= 10) & (history.week < 13)
    assert history.failed[hit].mean() > 0.6
    assert history.failed[~hit].mean() < 0.05


def test_a_failure_is_forgiven_by_who_likes_us_and_keeps_others_away() -> None:
    fond, cool = [Person(likes=3.0)] * 300, [Person(likes=-0.2)] * 300
    state = lived(town(*fond, *cool, breaks_down=broken_from(17))).state
    assert state.mood[:300].min() > -1.2
    assert state.mood[300:].min() < -3.0


def test_the_same_trips_are_made_whatever_holds_her() -> None:
    both = np.array([True, True])
    calm, shocked = town(Person(), Person()), town(Person(likes=5.0), Person(rewards=9.0), opens=np.zeros(24, int))
    for one, other in zip(trips(calm, 4, 1, both), trips(shocked, 4, 1, both), strict=True):
        assert np.array_equal(one, other)
