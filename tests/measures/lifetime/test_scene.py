"""What lies ahead of each history."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from regulars.errors import InputError, NotEnoughData, UsageError
from regulars.measures.lifetime import scene as scenes
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.fitting import MODELS, fit
from regulars.measures.lifetime.scene import Scene
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.verdict import CONVERGED

CDNOW = Fit("bg_nbd", ("r", "alpha", "a", "b"), (0.2426, 4.4136, 0.7929, 2.4259), None, -9582.4, 2357, 7, CONVERGED)
PAIR = Summary.of([2, 0, 2], [30.43, 0, 20], [38.86, 38.86, 38.86])


def test_histories_of_one_frequency_and_age_share_their_future() -> None:
    scene = Scene.of(CDNOW, PAIR, horizon_days=273)
    assert len(scene.pair_age) == 2
    ahead = scene.ahead(CDNOW.point)
    living = ahead.purchases / ahead.still
    assert living[scene.which[0]] == pytest.approx(living[scene.which[2]])


@pytest.mark.parametrize("model", MODELS)
def test_histories_seven_at_a_time_have_the_future_of_all_of_them(
    shop: Summary, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = fit(shop, model)
    scene = Scene.of(found, shop, horizon_days=91)
    whole = scene.ahead(found.point)
    monkeypatch.setattr(scenes, "AT_ONCE", 7)
    assert len(scene.histories) > 7
    assert scene.ahead(found.point).purchases == pytest.approx(whole.purchases, rel=1e-12)


@pytest.mark.parametrize("model", MODELS)
def test_discounted_purchases_are_the_integral(shop: Summary, model: str) -> None:
    found = fit(shop, model)
    one = Summary.of([2], [30.43], [38.86])
    rate = np.log(1.5) / 365 * 7

    def at(weeks: float) -> float:
        by = [Scene.of(found, one, horizon_days=7 * (weeks + d)).ahead(found.point).purchases[0] for d in (-1e-3, 1e-3)]
        return float(np.exp(-rate * weeks) * (by[1] - by[0]) / 2e-3)

    scene = Scene.of(found, one, horizon_days=364, yearly_discount=0.5)
    exact = quad(at, 2e-3, 52, limit=40, epsabs=1e-6)[0]
    assert scene.ahead(found.point).discounted[0] == pytest.approx(exact, rel=1e-3)


def test_without_a_discount_a_purchase_is_a_purchase() -> None:
    ahead = Scene.of(CDNOW, PAIR, horizon_days=273).ahead(CDNOW.point)
    assert ahead.discounted is ahead.purchases


def test_questions_that_cannot_be_answered(shop: Summary) -> None:
    with pytest.raises(InputError, match="The summary counts time in 1 days, the fit in 7"):
        Scene.of(CDNOW, Summary.of([0], [0], [9], unit_days=1), horizon_days=7)
    with pytest.raises(UsageError, match="horizon_days is 0"):
        Scene.of(CDNOW, PAIR, horizon_days=0)
    with pytest.raises(UsageError, match=r"yearly_discount is -0\.1"):
        Scene.of(CDNOW, PAIR, horizon_days=7, yearly_discount=-0.1)
    with pytest.raises(NotEnoughData):
        Scene.of(fit(Summary.of([0], [0], [9])), shop, horizon_days=7)
