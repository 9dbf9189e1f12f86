"""The survey: as many answers as were wanted, by lot, with error and with silence as they were asked for."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from regulars.worlds import World, make
from regulars.worlds.telling.asking import MAIN_REASONS, RELIANCE, SURVEY
from tests.worlds.small import small


@cache
def asked(**options: float) -> World:
    """A larger world of which most people answer."""
    return make("A", 5, 3000, years=1.5, answers=1200, response_rate=0.5, repetitions=2, **options)


def answers(world: World, question: str) -> pd.DataFrame:
    said = world.tables["answers"].to_pandas().query("question == @question")
    return said.merge(
        world.truth.to_pandas()[["customer_id", "kind", "reason", "chance_all", "chance_bonus"]], on="customer_id"
    )


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


def test_each_form_answers_seven_questions_and_some_fill_it_in_twice() -> None:
    said = small().tables["answers"].to_pandas()
    assert (said.groupby("response_id")["question"].nunique() == 7).all()
    assert set(RELIANCE.values()) | {"main_reason"} <= set(said["question"])
    twice = said[said["response_id"].str.startswith("F2")]["customer_id"].unique()
    assert 3 <= len(twice) <= 25
    assert set(twice) <= set(said[said["response_id"].str.startswith("F1")]["customer_id"])


def test_without_misreport_nearly_everybody_names_her_own_reason() -> None:
    said = answers(asked(misreport=0.0), "main_reason")
    told = said[(said["choice"] != "dont_know") & (said["kind"] != "none")]
    assert (told["choice"] == told["reason"]).all()
    assert (said["choice"] == "dont_know").mean() == pytest.approx(0.03, abs=0.02)


def test_with_misreport_so_many_name_another() -> None:
    """A fifth is drawn at random among seven: 6 of 7 of these are wrong."""
    said = answers(asked(misreport=0.2), "main_reason").query("kind != 'none' and choice != 'dont_know'")
    wrong = (said["choice"] != said["reason"]).mean()
    assert wrong == pytest.approx(0.2 * 5 / 7, abs=0.04)
    assert set(said["choice"]) <= set(MAIN_REASONS)


def test_who_lives_by_rewards_says_that_she_would_not_come_without_them() -> None:
    said = answers(asked(misreport=0.0), "without_rewards")
    means = said.groupby("kind")["score"].mean()
    assert means["bonus"] < 3.3 < 4.4 < means["true"]
    assert set(said["score"]) <= {1.0, 2.0, 3.0, 4.0, 5.0}


def test_silence_depends_on_attitude_by_just_the_odds_that_were_asked_for() -> None:
    """Of those asked: the odds of answering of the true over those of the others is about 4."""
    world = asked(response_odds=4.0)
    drawn = world.tables["assignments"].to_pandas()[["customer_id"]].merge(world.truth.to_pandas(), on="customer_id")
    answered = drawn["customer_id"].isin(world.tables["answers"].to_pandas()["customer_id"])
    true = drawn["kind"] == "true"
    odds = [answered[group].mean() / (1 - answered[group].mean()) for group in (true, ~true)]
    assert np.log(odds[0] / odds[1]) == pytest.approx(np.log(4.0), abs=0.35)
