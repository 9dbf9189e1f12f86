"""Each policy is named, has a stated default, and refuses what it does not know."""

from __future__ import annotations

import pytest

from regulars.errors import SettingsError
from regulars.facts.policies import POLICIES, chosen_policies


def test_every_policy_says_what_it_is_about_and_what_each_choice_does() -> None:
    for policy in POLICIES:
        assert policy.meaning
        assert policy.default in policy.choices
        assert all(policy.choices.values())


def test_a_shop_changes_one_and_keeps_the_others() -> None:
    chosen = chosen_policies({"guests": "set_aside"})
    assert (chosen["guests"], chosen["zero_amounts"]) == ("set_aside", "keep")


def test_an_unknown_policy_is_answered_with_the_list() -> None:
    with pytest.raises(SettingsError, match=r"There is no policy 'gests'\.\nExpected: one of guests, test_orders"):
        chosen_policies({"gests": "keep"})


def test_an_unknown_choice_is_answered_with_the_choices() -> None:
    with pytest.raises(SettingsError, match=r"The policy guests is 'no'\.\nExpected: one of takings_only, set_aside"):
        chosen_policies({"guests": "no"})
