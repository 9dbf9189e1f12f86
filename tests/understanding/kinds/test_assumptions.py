"""What is held before any answer can be read and changed by people."""

from __future__ import annotations

import pytest

from regulars.errors import SettingsError
from regulars.understanding.kinds.assumptions import assumptions_of, default_assumptions


def test_what_ships_can_be_read() -> None:
    held = default_assumptions()
    assert held.loading("promotion_share") == held.loadings["otherwise"]
    assert held.non_response_odds == 2.0
    assert held.reason_choices["prefer_you"] == "true"
    assert held.still_come == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_a_line_of_ones_own_changes_only_that_line() -> None:
    held = assumptions_of("loadings: {promotion_share: 0.9}\nreliance: {bonus: ohne_punkte}\nnon_response_odds: 3")
    assert held.loading("promotion_share") == 0.9
    assert held.loading("same_place") == 0.5
    assert held.reliance["bonus"] == "ohne_punkte"
    assert held.reliance["captive"] == "free_to_leave"
    assert held.non_response_odds == 3.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour: red", "hold \\['colour'\\]"),
        ("- a list", "hold list"),
        ("loadings: {promotion_share: -1}", "loadings of 0 or more"),
        ("still_come: [0, 1]", "five shares from 0 to 1"),
        ("still_come: [1, 0.5, 0.5, 0.2, 0]", "never falls"),
        ("certain_enough: 0.3", "from 0.5 to below 1"),
        ("non_response_odds: 0.5", "1 or more"),
        ("still_come_sd: 0", "still_come_sd above 0"),
        ("still_come_sd_by_lot: 0", "by_lot above 0"),
        ("without_all_sd: 0.5", "without_all_sd from 0 to"),
        ("alike_at_a_place: 1.5", "alike_at_a_place from 0 to 1"),
        ("main_reason: {choices: {rewards: gold}}", "choices that mean one of true, bonus"),
        ("minimum_answers: 5", "20 or more"),
        ("experiments: {bonus: {experiment: tea}}", "experiment of bonus says experiment"),
        ("experiments: {bonus: tea}", "experiment of bonus says 'tea'"),
        ("minimum_answers: many", "value of another form"),
        ("loadings: [", "cannot be read as YAML"),
    ],
)
def test_what_cannot_be_is_said(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        assumptions_of(text)


def test_a_changed_value_is_checked_too() -> None:
    with pytest.raises(SettingsError, match="without_any from 0 to"):
        default_assumptions().changed(without_any=0.9)
    with pytest.raises(SettingsError, match=r"without_all from 0\.5 to 1"):
        default_assumptions().changed(without_all=0.4)
