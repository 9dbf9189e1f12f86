"""Policies: each question about rows has a name, its choices and a stated default."""

from __future__ import annotations

import pytest

from regulars.errors import SettingsError
from regulars.facts.policies import BY_NAME, POLICIES, Policy, chosen_policies


def test_without_a_word_from_the_shop_the_defaults_hold() -> None:
    chosen = chosen_policies({})
    assert chosen == {p.name: p.default for p in POLICIES}
    assert (chosen["guests"], chosen["test_orders"], chosen["exact_duplicates"]) == ("takings_only", "set_aside", "keep")


def test_ona_leaves_her_free_samples_out_and_changes_nothing_else() -> None:
    chosen = chosen_policies({"zero_amounts": "set_aside"})
    changed = {name for name, choice in chosen.items() if choice != BY_NAME[name].default}
    assert changed == {"zero_amounts"}


def test_a_policy_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(SettingsError, match="There is no policy 'guest'") as refused:
        chosen_policies({"guest": "set_aside"})
    assert "guests" in refused.value.expected


def test_a_choice_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(SettingsError, match="The policy guests is 'drop'") as refused:
        chosen_policies({"guests": "drop"})
    assert refused.value.expected == "one of takings_only, set_aside"
    assert "takings_only holds" in refused.value.do


@pytest.mark.parametrize("policy", POLICIES, ids=lambda p: p.name)
def test_a_policy_says_what_it_asks_and_what_each_choice_does(policy: Policy) -> None:
    assert policy.meaning
    assert policy.default in policy.choices
    assert len(policy.choices) > 1
    assert all(policy.choices.values())
