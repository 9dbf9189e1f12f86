"""CDNOW's hold-out, 39 weeks: what was expected, what came, and the verdict.

Source: Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284, section 5, with exact days.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from regulars.facts.log import Facts
from regulars.measures.lifetime.backtest import Backtest, backtest
from regulars.measures.lifetime.doubt import parameter_variance
from regulars.measures.lifetime.fitting import fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.independence import independence
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.scene import Scene
from regulars.measures.lifetime.summarise import summarise
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.totals import totals
from tests.published.conftest import CALIBRATION_ENDS, Log


@pytest.fixture(scope="module")
def held_out(tenth_facts: Facts) -> Backtest:
    return backtest(tenth_facts, until=date(1997, 9, 30))


def test_the_customer_of_the_paper(tenth_summary: Summary) -> None:
    """x = 2, t_x = 30.43, T = 38.86: 1.226 purchases in the next 39 weeks."""
    found = predict(fit(tenth_summary), Summary.of([2], [30.43], [38.86]), horizon_days=273)
    assert found["purchases"][0].as_py() == pytest.approx(1.226, abs=5e-4)


def test_facts_and_arrays_give_the_same_summary(tenth_facts: Facts, tenth_summary: Summary) -> None:
    ours = summarise(tenth_facts, date(1997, 9, 30))
    assert ours.frequency.tolist() == tenth_summary.frequency.tolist()
    assert ours.age.tolist() == tenth_summary.age.tolist()
    assert ours.spend == pytest.approx(tenth_summary.spend, nan_ok=True)


def test_1882_purchases_came(held_out: Backtest, tenth: Log) -> None:
    assert (held_out.customers, held_out.horizon_days, held_out.came) == (2357, 273, 1882)
    assert sum(tenth.later(CALIBRATION_ENDS).values()) == 1882


def test_what_the_models_expected(held_out: Backtest) -> None:
    expected = {r["contender"]: round(r["expected_total"]) for r in held_out.contenders.to_pylist()}
    assert (expected["bg_nbd"], expected["pareto_nbd"]) == (1653, 1666)
    assert expected["same_again"] == 2457


def test_the_verdict_in_words(held_out: Backtest) -> None:
    judged = {j.contender.name: j for j in held_out.judgements}["bg_nbd"]
    assert (judged.totals, judged.ranking, judged.rival) == ("too_low", "no_better", "same_again")
    assert judged.reading == (
        "Over 39 weeks BG/NBD expected 1,653 purchases; 1,882 came. Too low in total. "
        "The order of customers is sound; the rule “same as last period” orders them as well."
    )


def test_parameters_and_process_share_the_doubt(tenth_summary: Summary) -> None:
    """Standard deviations of about 74 from the parameters, 70 from what people do: 1,882 is beyond both."""
    found = fit(tenth_summary)
    scene = Scene.of(found, tenth_summary, horizon_days=273)
    doubt = parameter_variance(lambda at: scene.ahead(at).purchases @ scene.histories.weight.reshape(-1, 1), found)
    process = float(scene.ahead(found.point).variance @ scene.histories.weight)
    assert doubt[0] ** 0.5 == pytest.approx(74, abs=1)
    assert process**0.5 == pytest.approx(69.5, abs=1)
    row = totals(found, tenth_summary, horizon_days=273, level=0.95).to_pylist()[0]
    assert row["purchases_expectation_high"] < row["purchases_outcome_high"] < 1882


def test_tracking_ends_where_the_totals_end(held_out: Backtest) -> None:
    last = held_out.tracking.to_pylist()[-1]
    assert (last["week_ends"], last["returns_so_far"]) == (date(1998, 6, 30), 2457 + 1882)


def test_calibration_by_frequency(held_out: Backtest) -> None:
    rows = held_out.calibration.to_pylist()
    assert [r["customers"] for r in rows] == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert rows[0]["purchases_mean"] == pytest.approx(0.237, abs=5e-4)


def test_spend_goes_a_little_with_frequency(tenth_summary: Summary) -> None:
    """Fader, Hardie & Lee 2005, JMR, report a plain correlation of .11, small but there."""
    x, spend = tenth_summary.frequency, tenth_summary.spend
    assert spend is not None
    assert np.corrcoef(x[x > 0], spend[x > 0])[0, 1] == pytest.approx(0.11, abs=0.005)
    found = independence(tenth_summary, fit_spend(tenth_summary))
    assert found.correlation.require().value == pytest.approx(0.164, abs=0.001)
    assert found.holds is False
