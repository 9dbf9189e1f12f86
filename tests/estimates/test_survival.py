"""Kaplan and Meier's curve: the textbook's patients, a plain twin, and what it says where nobody is left."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.survival import Curve, kaplan_meier

# Weeks in remission under 6-MP; + is still in remission when last seen. Freireich 1963, as in
# Kalbfleisch & Prentice 2002, ch. 1, and the examples of R's survival package.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()


def curve_of(times: list[tuple[int, bool]], level: float = 0.95) -> Curve:
    days = sorted({day for day, _ in times})
    events = [sum(d == day and happened for d, happened in times) for day in days]
    censored = [sum(d == day and not happened for d, happened in times) for day in days]
    return kaplan_meier(np.array(days), np.array(events), np.array(censored), level)


@pytest.fixture
def remission() -> Curve:
    return curve_of([(int(t.rstrip("+")), not t.endswith("+")) for t in SIX_MP])


def test_the_textbooks_patients(remission: Curve) -> None:
    still = {day: 1 - remission.share[remission.place(day)] for day in (6, 7, 10, 13, 16, 22, 23)}
    assert {d: round(float(s), 3) for d, s in still.items()} == {
        6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448,
    }  # fmt: skip
    assert [int(remission.at_risk[remission.place(d)]) for d in (6, 7, 10, 13, 16, 22, 23)] == [21, 17, 15, 12, 11, 7, 6]


@pytest.mark.parametrize(("week", "low", "high"), [(6, 0.620, 0.952), (10, 0.503, 0.889), (23, 0.188, 0.680)])
def test_the_textbooks_intervals(remission: Curve, week: int, low: float, high: float) -> None:
    at = remission.place(week)
    assert 1 - float(remission.high[at]) == pytest.approx(low, abs=1e-3)
    assert 1 - float(remission.low[at]) == pytest.approx(high, abs=1e-3)


def test_the_median_is_the_first_week_by_which_half_relapsed(remission: Curve) -> None:
    median, low, high = remission.quantile(0.5)
    assert (median, low) == (23, 13)
    assert high is None, "the interval's lower line never reaches a half"


def test_before_the_first_day_nothing_has_happened(remission: Curve) -> None:
    assert remission.place(5) == -1
    assert remission.place(8) == remission.place(7)


def test_anna_ben_and_cleo_by_hand() -> None:
    """Anna returns on day 3, Ben is last seen on day 5, Cleo returns on day 8: 1/3, then all of those left."""
    curve = curve_of([(3, True), (5, False), (8, True)])
    assert curve.share.tolist() == pytest.approx([1 / 3, 1 / 3, 1])
    assert curve.at_risk.tolist() == [3, 2, 1]
    assert curve.known.all()


times = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40)


@given(times)
def test_a_plain_twin_agrees(people: list[tuple[int, bool]]) -> None:
    waiting = Fraction(1)
    expected = []
    for day in sorted({d for d, _ in people}):
        at_risk = sum(d >= day for d, _ in people)
        returned = sum(d == day and happened for d, happened in people)
        waiting *= 1 - Fraction(returned, at_risk)
        expected.append(float(1 - waiting))
    assert curve_of(people).share.tolist() == pytest.approx(expected)


@given(times, st.sampled_from([0.8, 0.95]))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(people: list[tuple[int, bool]], level: float) -> None:
    curve = curve_of(people, level)
    assert (curve.low >= 0).all()
    assert (curve.high <= 1).all()
    assert (curve.low <= curve.share + 1e-12).all()
    assert (curve.share <= curve.high + 1e-12).all()


@given(st.lists(st.integers(1, 30), min_size=2, max_size=40))
def test_where_nobody_is_censored_it_is_a_plain_share(days: list[int]) -> None:
    curve = curve_of([(d, True) for d in days])
    assert curve.share.tolist() == pytest.approx([sum(d <= day for d in days) / len(days) for day in sorted(set(days))])
    assert curve.effective_n.tolist() == pytest.approx([len(days)] * len(curve.days))
