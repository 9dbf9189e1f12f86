"""Exports of form tools, help desks and campaigns, as their headers are."""

from __future__ import annotations

import pytest

from regulars.errors import UnknownColumns, UsageError
from regulars.facts.mapping import mapping_from_toml, mapping_to_toml
from regulars.facts.recognition import recognise
from regulars.facts.recognition_declared import asks_who
from tests.facts.tables import table

GOOGLE = (
    "Timestamp,Email Address,How likely are you to recommend us to a friend? (0-10),What did you like?,Your phone number\n"
    "2024/03/05 10:00:00,a@example.lt,9,coffee,+370 600 00000\n"
)
SURVEY_MONKEY = (
    "Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,First Name,How was it?,Comments\n"
    "1,2,2024-03-05,2024-03-05,192.0.2.1,a@example.lt,An,4,ok\n"
)
TYPEFORM = "#,How was it?,Network ID,Start Date (UTC),Submit Date (UTC)\nabc,4,x,2024-03-05,2024-03-05\n"


def test_a_google_form_is_a_survey_with_a_column_for_each_question() -> None:
    found = recognise(*table(GOOGLE))
    assert (found.kind, found.certainty["kind"]) == ("answers", "recognised")
    assert found.columns == {"customer": "Email Address", "occurred": "Timestamp"}
    assert found.questions == ("How likely are you to recommend us to a friend? (0-10)", "What did you like?")
    assert found.personal == ("Email Address", "Your phone number")


def test_paperwork_of_form_tools_is_no_question() -> None:
    monkey = recognise(*table(SURVEY_MONKEY))
    assert monkey.questions == ("How was it?", "Comments")
    assert monkey.columns["response"] == "Respondent ID"
    assert "First Name" in monkey.personal
    typeform = recognise(*table(TYPEFORM))
    assert (typeform.columns, typeform.questions) == ({"response": "#", "occurred": "Submit Date (UTC)"}, ("How was it?",))


def test_a_status_beside_the_times_of_steps_is_not_a_step() -> None:
    found = recognise(*table("Ticket ID,Customer ID,Status,Created at,Resolved at\n1,C1,closed,2024-03-05,2024-03-06\n"))
    assert found.kind == "complaints"
    assert {"opened": "Created at", "resolved": "Resolved at"}.items() <= found.columns.items()
    assert found.ignored == ("Status",)


def test_a_plain_date_beside_a_later_step_is_when_it_began() -> None:
    found = recognise(*table("case id,customer,date,resolved at\n1,C1,2024-03-05,2024-03-06\n"))
    assert (found.columns["opened"], found.columns["resolved"]) == ("date", "resolved at")


def test_an_id_says_what_it_is_the_id_of() -> None:
    found = recognise(*table("coupon code,customer id,issued at,redeemed at,value\nX,C1,2024-03-05,2024-03-06,5.00\n"))
    assert (found.kind, found.constants) == ("incentives", {"form": "coupon"})


def test_what_the_user_says_goes_first() -> None:
    text = "who,day,grade\nC1,2024-03-05,9\n"
    found = recognise(*table(text), {"kind": "answers", "customer": "who", "occurred": "day", "survey": "=autumn"})
    assert (found.kind, found.certainty["kind"]) == ("answers", "given")
    assert (found.questions, found.constants) == (("grade",), {"survey": "autumn"})
    orders = recognise(*table("customer,date,nps,amount\nC1,2024-03-05,9,12.00\n"), {"kind": "purchases"})
    assert orders.kind == "purchases"


def test_a_field_that_is_missing_is_asked_for_with_the_words_it_may_hold() -> None:
    with pytest.raises(UnknownColumns) as asked:
        recognise(*table("message id,customer,sent at\nM1,C1,2024-03-05\n"))
    assert "no column is known to say channel and purpose" in asked.value.found
    assert "--map channel==email" in asked.value.do
    assert "regulars template contacts" in asked.value.do


def test_what_was_recognised_can_be_saved_and_read_again() -> None:
    found = recognise(*table(GOOGLE), {"scale": "=0-10"})
    (again,) = mapping_from_toml(mapping_to_toml([found]))
    assert (again.kind, again.columns, again.questions, again.constants) == (
        found.kind, found.columns, found.questions, found.constants,
    )  # fmt: skip
    assert recognise(*table(GOOGLE), [again]) == again


def test_a_question_about_how_to_reach_somebody_is_never_read() -> None:
    assert all(map(asks_who, ("E-mail", "Your full name", "Phone number (optional)", "Telefonnummer", "Vardas ir pavardė")))
    assert not any(map(asks_who, ("Comments", "Taste", "How was the coffee?")))


def test_who_somebody_is_can_not_be_mapped_into_a_fact() -> None:
    text = "response id,customer,date,question,Phone number\nR1,C1,2024-03-05,recommend,+370 600 12345\n"
    with pytest.raises(UsageError, match=r"(?s)'Phone number' holds who somebody is.*table of people"):
        recognise(*table(text), {"text": "Phone number"})
    assert recognise(*table(text), {"customer": "Phone number"}).columns["customer"] == "Phone number"
