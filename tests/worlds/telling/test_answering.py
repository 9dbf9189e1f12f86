"""What is said: one's own reason, but for the error that was asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from regulars.worlds import World
from regulars.worlds.telling.answering import MAIN_REASONS, RELIANCE
from tests.worlds.small import small, surveyed


def answers(world: World, question: str) -> pd.DataFrame:
    said = world.tables["answers"].to_pandas().query("question == @question")
    return said.merge(world.truth.to_pandas()[["customer_id", "kind", "reason"]], on="customer_id")


def test_each_form_answers_seven_questions_and_some_fill_it_in_twice() -> None:
    said = small().tables["answers"].to_pandas()
    assert (said.groupby("response_id")["question"].nunique() == 7).all()
    assert set(RELIANCE.values()) | {"main_reason"} <= set(said["question"])
    twice = said[said["response_id"].str.startswith("F2")]["customer_id"].unique()
    assert 3 <= len(twice) <= 25
    assert set(twice) <= set(said[said["response_id"].str.startswith("F1")]["customer_id"])


def test_without_misreport_nearly_everybody_names_her_own_reason() -> None:
    said = answers(surveyed(misreport=0.0), "main_reason")
    assert set(said[said["kind"] == "none"]["choice"]) == {"dont_know"}
    said = said[said["kind"] != "none"]
    told = said[said["choice"] != "dont_know"]
    assert (told["choice"] == told["reason"]).all()
    assert (said["choice"] == "dont_know").mean() == pytest.approx(0.03, abs=0.02)


def test_with_misreport_so_many_name_another() -> None:
    """A fifth is drawn at random among seven: 6 of 7 of these are wrong."""
    said = answers(surveyed(misreport=0.2), "main_reason").query("kind != 'none' and choice != 'dont_know'")
    wrong = (said["choice"] != said["reason"]).mean()
    assert wrong == pytest.approx(0.2 * 5 / 7, abs=0.04)
    assert set(said["choice"]) <= set(MAIN_REASONS)


def test_who_lives_by_rewards_says_that_she_would_not_come_without_them() -> None:
    said = answers(surveyed(misreport=0.0), "without_rewards")
    means = said.groupby("kind")["score"].mean()
    assert means["bonus"] < 3.3 < 4.4 < means["true"]
    assert set(said["score"]) <= {1.0, 2.0, 3.0, 4.0, 5.0}
