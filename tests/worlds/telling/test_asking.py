"""Who is asked and who answers: as many as were wanted, by lot, with silence as it was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.worlds.telling.asking import SURVEY
from tests.worlds.small import small, surveyed


def test_as_many_people_answer_as_were_wanted_all_of_them_asked_by_lot() -> None:
    world = small()
    said = world.tables["answers"].to_pandas()
    drawn = world.tables["assignments"].to_pandas()
    first = said[said["response_id"].str.startswith("F1")]
    assert first["customer_id"].nunique() == 60
    assert set(said["customer_id"]) <= set(drawn["customer_id"])
    assert set(drawn["experiment"]) == {SURVEY}
    assert set(drawn["arm"]) == {"random"}
    sent = world.tables["contacts"].to_pandas().query("purpose == 'research' and event == 'sent' and campaign == @SURVEY")
    assert set(sent["customer_id"]) == set(drawn["customer_id"])


def test_at_the_till_those_who_come_often_are_met_and_are_in_no_arm() -> None:
    world = small(answers=20, answers_at_till=15)
    said = set(world.tables["answers"].to_pandas()["customer_id"])
    drawn = set(world.tables["assignments"].to_pandas()["customer_id"])
    met = said - drawn
    assert len(met) == 15
    assert said & drawn == set(small(answers=20).tables["answers"].to_pandas()["customer_id"])
    bought = world.tables["purchases"].to_pandas()
    autumn = bought[(bought["occurred_at"] >= "2025-08-21") & (bought["occurred_at"] < "2025-11-20")]
    visits = autumn.groupby("customer_id").size()
    assert visits.reindex(list(met)).mean() > 1.3 * visits.mean()


def test_silence_depends_on_attitude_by_just_the_odds_that_were_asked_for() -> None:
    """Of those asked: the odds of answering of the true over those of the others is about 4."""
    world = surveyed(response_odds=4.0)
    drawn = world.tables["assignments"].to_pandas()[["customer_id"]].merge(world.truth.to_pandas(), on="customer_id")
    answered = drawn["customer_id"].isin(world.tables["answers"].to_pandas()["customer_id"])
    true = drawn["kind"] == "true"
    odds = [answered[group].mean() / (1 - answered[group].mean()) for group in (true, ~true)]
    assert np.log(odds[0] / odds[1]) == pytest.approx(np.log(4.0), abs=0.35)
