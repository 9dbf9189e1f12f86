"""From chances per customer to shares of all."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.kinds.band import Silence
from regulars.understanding.kinds.summing import Ground, Identified, fewer, odds_told, sums, told

ALL_TOLD = Identified((True, True, True))


def ground(identified: Identified = ALL_TOLD, n: int = 4) -> Ground:
    """Four customers, of whom three came back and paid 1, 1 and 8; all of them said what they said."""
    quiet = Silence(np.zeros(n, np.int64), np.zeros(n))
    retained = np.array([1.0, 1.0, 1.0, 0.0])[np.arange(n) % 4]
    return Ground(np.arange(n), retained, np.array([1.0, 1.0, 8.0, 0.0])[np.arange(n) % 4], quiet, identified)


def bonus_for_the_third() -> np.ndarray:
    """The first two come anyway; the third only with rewards."""
    third = np.array([0, 1, 0, 1, 0, 1, 0, 1.0])
    return np.array([np.ones(8), np.ones(8), third, np.ones(8)])


def test_by_hand() -> None:
    found = sums(ground(), [bonus_for_the_third()], np.zeros(8), np.ones(4), (1.0,))
    assert found[0, 0, 7] == 0.75, "three of four came back"
    assert found[0, 0, 8:12].tolist() == pytest.approx([0.5, 0.25, 0.0, 0.0]), "earned, bonus, convenience, captive"
    assert found[1, 0, 8:10].tolist() == pytest.approx([0.2, 0.8]), "of the money"
    assert found[0, 0, 12] == 0.25, "lost if only the rewards go"


def test_parts_carry_intervals_from_what_was_drawn_anew() -> None:
    """A twentieth draw lies between the 19 that there are in 18 of 20 cases: their ends are those of nine in ten."""
    plain = sums(ground(), [bonus_for_the_third()], np.zeros(8), np.ones(4), (1.0, 2.0))
    again = np.stack([plain + away / 100 for away in range(-9, 10)])
    part = told(ground(), plain, again, (1.0, 2.0), 2.0, 0.9, 0).parts["earned"]
    assert part.value == 0.5
    assert part.interval == pytest.approx((0.41, 0.59))
    assert part.band == part.bands[1][1:]


def test_what_nothing_identifies_has_no_value() -> None:
    lacking = ground(Identified((True, False, True)))
    plain = sums(lacking, [bonus_for_the_third()], np.zeros(8), np.ones(4), (2.0,))
    found = told(lacking, plain, plain[None], (2.0,), 2.0, 0.9, 0)
    assert found.lost["convenience"].value is None
    assert found.parts["earned"].value is None
    assert found.lost["bonus"].value == 0.25
    assert found.retention.value == 0.75


def test_many_customers_are_drawn_from_by_lot() -> None:
    many = ground(n=30_000)
    assert len(fewer(many, np.random.default_rng(0)).rows) == 20_000
    assert fewer(ground(), np.random.default_rng(0)).rows.tolist() == [0, 1, 2, 3]


def test_the_assumed_factor_is_always_told() -> None:
    assert odds_told(2.5) == (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def test_ends_of_what_nothing_identifies() -> None:
    assert ALL_TOLD.ends == ()
    assert [e[1] for e in Identified((True, False, True)).ends] == [0.0, 1.0]
    low, high = np.zeros((4, 8)), np.ones((4, 8))
    found = sums(ground(), [bonus_for_the_third(), low, high], np.zeros(8), np.ones(4), (1.0,))
    assert found[0, :, 8].tolist() == pytest.approx([0.5, 0.0, 0.75]), "earned: as known, lowest, highest"
