"""Answers, complaints, advocacy, contacts and permissions, as the contract has them."""

from __future__ import annotations

import pyarrow as pa

from regulars.facts.kinds_voices import ADVOCACY, ANSWERS, COMPLAINTS, CONTACTS, PERMISSIONS, PURPOSES


def optional(kind: object) -> set[str]:
    return {c.name for c in kind.columns if not c.required}  # type: ignore[attr-defined]


def test_an_answer_needs_its_form_survey_and_question_and_nothing_else() -> None:
    assert optional(ANSWERS) == {
        "customer_id", "invitation_id", "score", "scale_min", "scale_max", "choice", "text", "language", "channel",
    }  # fmt: skip
    assert pa.types.is_floating(ANSWERS.column("score").type), "4.5 stars are an answer"
    assert ANSWERS.identity == ("response_id", "survey", "question")


def test_a_complaint_goes_from_opened_to_resolved_and_perhaps_back() -> None:
    assert COMPLAINTS.column("event").values == (
        "opened", "acknowledged", "answered", "compensated", "resolved", "reopened",
    )  # fmt: skip
    assert COMPLAINTS.column("amount_minor").unit == "minor units"
    assert "currency" in COMPLAINTS.schema.names, "money is never without its currency"


def test_a_message_opened_three_times_is_three_facts() -> None:
    assert "occurred_at" in CONTACTS.identity
    assert CONTACTS.column("direction").values == ("outbound", "inbound")
    assert not CONTACTS.column("event").more_values
    assert CONTACTS.column("channel").more_values


def test_permissions_and_contacts_speak_of_the_same_purposes() -> None:
    assert PERMISSIONS.column("purpose").values == CONTACTS.column("purpose").values == PURPOSES


def test_what_customers_say_of_us_has_no_id_of_its_own() -> None:
    assert ADVOCACY.identity == ()
    assert ADVOCACY.column("act").values == ("referred", "referral_converted", "review", "testimonial")
