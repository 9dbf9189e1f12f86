"""How far from an edge a likelihood allows: hills whose fall is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.measures.lifetime.allowed import DROP, allowed
from regulars.measures.lifetime.fit import Fit, rivals_of
from regulars.measures.lifetime.fitting import fit
from regulars.measures.lifetime.maximise import Objective, Summit
from regulars.measures.lifetime.model import Edge
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals

Floats = NDArray[np.float64]
NOTHING_LEFT = Edge(lambda v: v[0], 1e-3, "nothing is left")


def hill(fall: float, power: float) -> Objective:
    """By the first parameter e the mean log-likelihood falls by ``fall`` · e^power; the second follows it at ln e."""

    def at(point: Floats) -> tuple[float, Floats]:
        e, apart = np.exp(point[0]), point[1] - point[0] / 10
        slope = -fall * power * e**power + apart / 10
        return float(-fall * e**power - apart**2 / 2), np.array([slope, -apart])

    return at


def at_the_edge(ground: Objective, around: Objective | None = None) -> Summit:
    point = np.array([-14.0, -1.4])
    return Summit(point, ground(point)[0], ground(point)[1], np.diag([0.0, -1.0]), ground, around or ground)


@pytest.mark.parametrize(("power", "fall"), [(1.0, 0.5), (2.0, 3.0), (0.5, 0.2)])
def test_the_log_likelihood_there_is_lower_by_half_the_quantile(power: float, fall: float) -> None:
    (point,) = allowed(at_the_edge(hill(fall, power)), [NOTHING_LEFT], 100, 2)
    assert np.exp(point[0]) == pytest.approx((DROP / 100 / fall) ** (1 / power), rel=0.2)
    assert point[1] == pytest.approx(point[0] / 10, abs=1e-3), "the other parameter is the likeliest there"


def test_more_customers_allow_less() -> None:
    few, many = (allowed(at_the_edge(hill(0.5, 1.0)), [NOTHING_LEFT], n, 2)[0][0] for n in (100, 10_000))
    assert np.exp(few - many) == pytest.approx(100, rel=0.2)


def test_a_sample_that_allows_more_than_the_whole_is_corrected() -> None:
    whole, sample = hill(5.0, 1.0), hill(0.5, 1.0)
    (point,) = allowed(at_the_edge(whole, sample), [NOTHING_LEFT], 100, 2)
    drop = -100 * whole(point)[0]
    assert 0.9 * DROP < drop < 3 * DROP


def test_a_sample_that_allows_less_than_the_whole_is_corrected_too() -> None:
    whole, sample = hill(0.5, 1.0), hill(5.0, 1.0)
    (point,) = allowed(at_the_edge(whole, sample), [NOTHING_LEFT], 100, 2)
    drop = -100 * whole(point)[0]
    assert 0.9 * DROP < drop < 3 * DROP


def level(point: Floats) -> tuple[float, Floats]:
    return 0.0, np.zeros_like(point)


def test_where_the_whole_tells_nothing_of_what_a_sample_told_there_is_no_interval() -> None:
    assert allowed(at_the_edge(level, hill(0.5, 1.0)), [NOTHING_LEFT], 100, 2) == []


@pytest.mark.parametrize(("power", "ends"), [(30.0, 0), (0.5, 1)])
def test_an_interval_that_would_end_short_is_left_out(power: float, ends: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one try the hill is hardly left (its foot is a cliff), or left too far behind, which is no harm."""
    monkeypatch.setattr("regulars.measures.lifetime.allowed._TURNS", 1)
    found = allowed(at_the_edge(hill(3.0, power)), [NOTHING_LEFT], 100, 2)
    assert len(found) == ends
    assert all(-100 * hill(3.0, power)(point)[0] > DROP for point in found)


def test_a_hill_on_which_no_step_can_be_taken_gives_no_interval() -> None:
    """Its slope says down where it goes up, so that every step is refused: the climb stays where it began."""
    true = hill(0.5, 1.0)

    def lying(point: Floats) -> tuple[float, Floats]:
        return true(point)[0] - 1e9 * abs(point[0] + 14), np.zeros(2)

    assert allowed(at_the_edge(lying), [NOTHING_LEFT], 100, 2) == []


def test_one_edge_that_is_not_found_leaves_no_interval_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pull happens to be right for the one, and far too weak for the other."""
    monkeypatch.setattr("regulars.measures.lifetime.allowed._TURNS", 1)
    ground, lost = at_the_edge(hill(3.0, 2.0)), Edge(lambda v: v[0] ** 0.01, 1e-3, "is far behind")
    assert len(allowed(ground, [NOTHING_LEFT], 100, 2)) == 1
    assert allowed(ground, [NOTHING_LEFT, lost], 100, 2) == []


def test_a_summit_that_only_comes_near_an_edge_looks_both_ways() -> None:
    """Nothing can be told at all: both ends of the box are allowed."""
    plain = Summit(np.zeros(2), 0.0, np.zeros(2), np.zeros((2, 2)), level, level)
    away, towards = allowed(plain, [NOTHING_LEFT], 50, 2)
    assert (away[0], towards[0]) == (pytest.approx(14), pytest.approx(-14))


def test_who_all_stay_might_be_a_few_who_leave() -> None:
    """Sixty people came about once a week for a year, and none fell silent: a small chance to leave is not excluded."""
    random = np.random.default_rng(8)
    x = random.poisson(random.gamma(20.0, 2.5, 60))
    summary = Summary.of(x, np.full(60, 51.0), np.full(60, 52.0))
    found = fit(summary, "mbg_nbd")
    assert found.verdict.why.startswith("no drop-out visible")
    (rival, *_), row = found.rivals, totals(found, summary, horizon_days=182).to_pylist()[0]
    there = totals(rival, summary, horizon_days=182).to_pylist()[0]
    assert row["still_customers_expectation_low"] < there["still_customers"] < row["still_customers"] <= 60
    assert row["purchases_outcome_low"] < row["purchases_expectation_low"] < there["purchases"] < row["purchases"]


def test_one_fit_or_the_other_is_away_from_its_boundary() -> None:
    plain = fit(Summary.of([1], [1], [2]))
    edge: Fit = replace(plain, others=((1.0, 2.0, 3.0, 4.0),))
    assert [(a.others, b and b.others) for a, b in rivals_of(edge, edge)] == [((), edge.others), (edge.others, ())]
    assert rivals_of(plain, None) == []
