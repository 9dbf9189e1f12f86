"""Incentives, commitments, conditions, assignments and identities, as the contract has them."""

from __future__ import annotations

from regulars.facts.kinds_ties import ASSIGNMENTS, COMMITMENTS, CONDITIONS, IDENTITIES, INCENTIVES


def test_a_coupon_is_offered_and_then_redeemed_expired_or_withdrawn() -> None:
    assert INCENTIVES.column("event").values == ("offered", "redeemed", "expired", "withdrawn")
    assert {"order_id", "occurred_at"} <= set(INCENTIVES.identity), "one code may be redeemed in several orders"
    assert "currency" in INCENTIVES.schema.names


def test_to_cancel_is_not_yet_to_end() -> None:
    events = COMMITMENTS.column("event").values
    assert events.index("cancel_tried") < events.index("cancelled") < events.index("ended")
    assert "half_year" in COMMITMENTS.column("billing_period").values
    assert not COMMITMENTS.column("billing_period").more_values


def test_a_condition_is_nobodys_and_may_be_one_we_did_not_think_of() -> None:
    assert not CONDITIONS.has_customer
    assert CONDITIONS.column("condition").more_values
    assert not CONDITIONS.column("ends_at").required
    assert "ends_at" not in CONDITIONS.identity, "that it ended is a new version of the same condition"


def test_a_customer_is_in_one_arm_of_an_experiment() -> None:
    assert ASSIGNMENTS.identity == ("customer_id", "experiment")
    assert ASSIGNMENTS.column("propensity").required


def test_an_identity_ties_two_ids() -> None:
    assert IDENTITIES.identity == ("customer_id", "same_as")
