"""The facts that a row holds."""

from __future__ import annotations

from datetime import datetime

from tests.readers.declared.told import told


def test_a_time_without_its_hour_is_noon_a_beginning_midnight_and_an_end_the_last_second() -> None:
    read = told(
        "coupon id,customer,date,event,valid from,valid to\nX,C1,2024-03-05,offered,2024-03-01,2024-03-31\n",
        time_zone="Europe/Vilnius",
    )
    assert read.column("incentives", "occurred_at", "valid_from", "valid_to") == [
        (datetime(2024, 3, 5, 10), datetime(2024, 2, 29, 22), datetime(2024, 3, 31, 20, 59, 59)),
    ]


def test_a_condition_starts_when_it_occurs() -> None:
    read = told("condition,start date,end date\nprice increase,2024-03-05,2024-06-01\n")
    (fact,) = read["conditions"]
    assert (fact["condition"], fact["starts_at"]) == ("price_rise", fact["occurred_at"])
    assert "customer_id" not in fact


def test_an_order_belongs_to_the_step_that_redeems() -> None:
    read = told("voucher code,customer,issued at,redeemed at,order\nX,C1,2024-03-01,2024-03-05,O7\n")
    assert read.column("incentives", "event", "order_id", "form") == [("offered", None, "coupon"), ("redeemed", "O7", "coupon")]


def test_a_received_message_is_inbound_though_the_file_has_no_direction() -> None:
    rows = "M1,C1,2024-03-01,reply,sms,service\nM2,C1,2024-03-01,sent,sms,service\n"
    read = told(f"message id,customer,date,event,channel,purpose\n{rows}")
    assert read.column("contacts", "message_id", "direction") == [("M1", "inbound"), ("M2", "outbound")]


def test_without_ids_of_forms_each_row_is_one_form_and_equal_rows_are_two() -> None:
    read = told("customer,date,nps,csat\nC1,2024-03-05,9,4\nC1,2024-03-05,9,4\n,2024-03-05,3,1\n")
    ids = read.column("answers", "response_id")
    assert sorted(ids.count(i) for i in set(ids)) == [2, 2, 2]
    assert "no response id: one is made" in read.said


def test_a_changed_answer_of_somebody_known_stays_the_same_form() -> None:
    before = told("customer,date,nps\nC1,2024-03-05 10:00,9\n")
    after = told("customer,date,nps\nC1,2024-03-05 10:00,2\n")
    assert before.ids == after.ids


def test_ids_of_one_person_without_a_date_hold_always() -> None:
    read = told("customer,same as\nC1,C2\n")
    assert read.column("identities", "occurred_at", "occurred_precision") == [(datetime(1970, 1, 1), "day")]
    assert "without a date hold from 1970-01-01" in read.said
