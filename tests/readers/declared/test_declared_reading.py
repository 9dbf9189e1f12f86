"""Stories: surveys, complaints, campaigns, contracts as people keep them, and what becomes of their rows."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import AmbiguousDates, MixedCurrencies, NothingUsable, UnknownColumns, UsageError
from regulars.facts.templates import TEMPLATES
from tests.examples import at_most
from tests.readers.declared.told import told

FORM = """
Timestamp,Email Address,How likely are you to recommend us?,How was the coffee? (1-5),Service,Why?,Your phone number
2024/03/05 10:00:00,anna@example.lt,9,5,11,"The barista, call me +370 600 12345",+370 600 00000
2024/03/05 11:00:00,Bob@Example.lt,3,2,4,Nothing,
2024/03/06 12:00:00,,10,6,10,Music,
2024/03/06 12:30:00,eva@example.lt,10,4,,,
"""


def test_a_survey_with_a_column_for_each_question_is_read_question_by_question() -> None:
    read = told(FORM, time_zone="Europe/Vilnius")
    recommend = [a for a in read["answers"] if a["question"] == "recommend"]
    assert sorted((a["score"], a["scale_min"], a["scale_max"]) for a in recommend) == [(3, 0, 10), (9, 0, 10), (10, 0, 10)]
    assert {a["occurred_at"] for a in recommend} == {
        datetime(2024, 3, 5, 8), datetime(2024, 3, 5, 9), datetime(2024, 3, 6, 10, 30),
    }  # fmt: skip
    coffee = [a for a in read["answers"] if a["question"] == "How was the coffee? (1-5)"]
    assert sorted((a["score"], a["scale_max"]) for a in coffee) == [(2, 5), (4, 5), (5, 5)]
    assert {a["survey"] for a in read["answers"]} == {"survey"}


def test_a_form_of_google_with_its_zone_and_one_of_survey_monkey_with_its_second_header() -> None:
    """9:03 in the morning, two hours ahead of UTC, is 7:03; the second header is no answer, and told."""
    google = told("Timestamp,Email Address,How likely are you to recommend us?\n2024/01/05 9:03:12 AM GMT+2,a@example.lt,9\n")
    assert [a["occurred_at"] for a in google["answers"]] == [datetime(2024, 1, 5, 7, 3, 12)]
    monkey = told(
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,How likely are you to recommend us?,Why?\n"
        ",,,,,,Response,Open-Ended Response\n"
        "114,40,01/15/2024 09:30:01 AM,01/15/2024 09:35:44 AM,1.2.3.4,a@example.lt,9,Cake\n"
        "115,40,01/16/2024 09:30:01 AM,01/16/2024 09:35:44 AM,1.2.3.5,b@example.lt,,Response\n"
    )
    assert [a["score"] for a in monkey["answers"] if a["question"] == "recommend"] == [9]
    assert [(q[1], q[4]) for q in monkey.quarantine] == [(1, "second_header")]


def test_who_answered_is_a_pseudonym_and_reach_is_never_read() -> None:
    read = told(FORM)
    assert all(a["customer_id"].startswith("e-") for a in read["answers"])
    assert len({a["customer_id"] for a in read["answers"]}) == 3
    words = str(read.facts)
    assert "example.lt" not in words
    assert "600" not in words
    assert "The barista, call me [phone]" in read.column("answers", "text")


def test_a_row_with_a_score_off_its_scale_is_set_apart_with_its_place() -> None:
    read = told(FORM)
    assert read.quarantine == [("file1-1.csv", 3, "How was the coffee? (1-5)", "6", "off_scale")]
    assert read.intake.sentence() == "4 rows read = 3 used + 0 set aside by policy + 1 quarantined"


def test_a_scale_that_nobody_says_is_not_guessed() -> None:
    service = [a for a in told(FORM)["answers"] if a["question"] == "Service"]
    assert [(a["score"], a["scale_min"], a["scale_max"]) for a in service] == [(11, None, None), (4, None, None)]
    assert "have no known scale (1 of the questions, such as 'Service')" in told(FORM).said
    said = told(FORM, mapping={"scale:Service": "=1-11"})
    service = [a for a in said["answers"] if a["question"] == "Service"]
    assert {(a["scale_min"], a["scale_max"]) for a in service} == {(1, 11)}
    assert "no known scale" not in said.said


def test_a_scale_for_a_question_that_nobody_asked_is_a_mistake() -> None:
    with pytest.raises(UsageError, match=r"scale is given for the question 'Taste'"):
        told(FORM, mapping={"scale:Taste": "=1-5"})
    with pytest.raises(UsageError, match=r"The scale is 'five'"):
        told(FORM, mapping={"scale": "=five"})


LONG = """
response_id,customer,date,survey,question,answer
R1,C1,2024-03-05,autumn,recommend,9
R1,C1,2024-03-05,autumn,taste (1-11),10
R1,C1,2024-03-05,autumn,why,close to work
R2,,2024-03-06,autumn,recommend,4
R2,,2024-03-06,autumn,why,
"""


def test_a_survey_with_a_row_for_each_answer_keeps_scores_and_words_apart() -> None:
    read = told(LONG)
    assert read.column("answers", "response_id", "question", "score", "scale_min", "scale_max", "text") == [
        ("R1", "recommend", 9, 0, 10, None),
        ("R1", "taste (1-11)", 10, 1, 11, None),
        ("R1", "why", None, None, None, "close to work"),
        ("R2", "recommend", 4, 0, 10, None),
    ]
    assert "1 row holds no answer" in read.said
    assert "1 fact of answers name no customer: kept, and tied to no purchase" in read.said
    assert read.intake.rows_used == 5


def test_a_complaint_may_be_a_row_with_a_column_for_each_step() -> None:
    read = told(
        """
Ticket ID,Customer ID,Status,Created at,Resolved at,Category,Compensation,Compensation date
1,C1,closed,2024-03-05 10:00,2024-03-06 09:00,cold food,5.00,2024-03-05
2,C2,open,2024-03-07 10:00,,slow,,
3,C3,closed,soon,,slow,,
"""
    )
    assert read.column("complaints", "case_id", "event", "occurred_precision", "topic", "amount_minor", "currency") == [
        ("1", "opened", "second", "cold food", None, None),
        ("1", "compensated", "day", "cold food", 500, "EUR"),
        ("1", "resolved", "second", "cold food", None, None),
        ("2", "opened", "second", "slow", None, None),
    ]
    assert read.quarantine == [("file1-1.csv", 3, "Created at", "soon", "bad_date")]


def test_what_holds_for_every_row_is_said_once() -> None:
    rows = ("C1,autumn,2024-03-05 08:00,2024-03-05 09:30,", "C2,autumn,2024-03-05 08:00,,")
    sent = "\n".join(["customer_id,campaign,sent at,opened at,clicked at", *rows])
    with pytest.raises(UnknownColumns, match=r"(?s)channel and purpose.*--map channel==email"):
        told(sent)
    read = told(sent, mapping={"channel": "=email", "purpose": "=marketing"})
    assert read.column("contacts", "customer_id", "event", "direction", "channel", "purpose", "campaign") == [
        ("C1", "sent", "outbound", "email", "marketing", "autumn"),
        ("C1", "opened", "outbound", "email", "marketing", "autumn"),
        ("C2", "sent", "outbound", "email", "marketing", "autumn"),
    ]
    assert len(set(read.column("contacts", "message_id"))) == 2, "one message for each customer, however often it was opened"


def test_a_subscription_is_read_with_its_money_and_its_end() -> None:
    read = told(
        """
subscription id,customer,status,start date,canceled at,ended at,amount,interval,current period end
S1,C1,active,2024-01-15,,,"19,00 €",monthly,2025-01-15
S2,C2,canceled,2024-01-20,2024-03-01,2024-03-20,"1.190,00 €",yearly,
""",
        time_zone="Europe/Vilnius",
    )
    wanted = ("commitment_id", "event", "form", "amount_minor", "currency", "billing_period", "ends_at")
    assert read.column("commitments", *wanted) == [
        ("S1", "started", "subscription", 1900, "EUR", "month", datetime(2025, 1, 15, 21, 59, 59)),
        ("S2", "started", "subscription", 119000, "EUR", "year", None),
        ("S2", "cancelled", "subscription", 119000, "EUR", "year", None),
        ("S2", "ended", "subscription", 119000, "EUR", "year", None),
    ]  # fmt: skip


def test_a_referral_of_oneself_is_none() -> None:
    read = told("referrer id,referred customer id,date\nC1,C2,2024-03-05\nC1,C1,2024-03-06\n")
    assert read.column("advocacy", "customer_id", "act", "other_customer_id") == [("C1", "referred", "C2")]
    assert read.quarantine == [("file1-1.csv", 2, "referred customer id", "C1", "of_oneself")]


def test_what_is_wrong_with_a_row_is_named() -> None:
    read = told(
        """
commitment_id,customer_id,occurred_at,form,event,amount,currency,auto_renew,ends_at
S1,C1,2024-01-15,subscription,started,19.00,EUR,yes,2024-02-15
S2,,2024-01-15,subscription,started,19.00,EUR,yes,2024-02-15
S3,C1,2024-01-15,subscription,danced,19.00,EUR,yes,2024-02-15
S4,C1,2024-01-15,subscription,started,much,EUR,yes,2024-02-15
S5,C1,2024-01-15,subscription,started,19.00,euros?,yes,2024-02-15
S6,C1,2024-01-15,subscription,started,19.00,EUR,perhaps,2024-02-15
S7,C1,2024-01-15,subscription,started,19.00,EUR,yes,2023-02-15
S8,C1,2024-01-15,,started,19.00,EUR,yes,2024-02-15
S9,C1,2024-01-15,subscription,started,-19.00,EUR,yes,2024-02-15
"""
    )
    assert [(record, column, reason) for _, record, column, _, reason in read.quarantine] == [
        (2, "customer_id", "no_customer"),
        (3, "event", "unknown_word"),
        (4, "amount", "bad_amount"),
        (5, "currency", "bad_currency"),
        (6, "auto_renew", "no_yes_or_no"),
        (7, "ends_at", "ends_before_it_starts"),
        (8, "form", "empty_field"),
        (9, "amount", "bad_amount"),
    ]
    assert all(q.sentence != q.reason for q in read.intake.quarantined)


def test_a_chance_is_a_share_and_stars_are_five() -> None:
    read = told("experiment,customer,date,arm,propensity\nE,C1,2024-03-01,control,0.5\nE,C2,2024-03-01,control,50\n")
    assert [(r, reason) for _, r, _, _, reason in read.quarantine] == [(2, "bad_share")]
    read = told("customer,review date,review,stars\nC1,2024-03-01,fine,4\nC2,2024-03-01,great,7\n")
    assert read.column("advocacy", "act", "stars", "text") == [("review", 4, "fine")]
    assert [(r, reason) for _, r, _, _, reason in read.quarantine] == [(2, "off_scale")]


def test_several_kinds_are_read_in_one_command_and_the_sum_holds() -> None:
    orders = "order,customer,date,amount\n1,C1,2024-03-01,12.00\n2,C2,,9.00\n"
    read = told(orders, LONG, TEMPLATES["complaints"])
    assert read.intake.sentence() == "10 rows read = 9 used + 0 set aside by policy + 1 quarantined"
    assert read.intake.facts == {
        "purchases": 1,
        "purchase_lines": 0,
        "refunds": 0,
        "attributes": 0,
        "answers": 4,
        "complaints": 3,
    }
    assert [t.in_file_minor for t in read.intake.takings] == [1200], "a complaint's compensation is no taking"


def test_a_file_in_which_nothing_can_be_used_says_so() -> None:
    with pytest.raises(NothingUsable, match="None of the 1 row"):
        told("response_id,customer,date,question,score\nR1,C1,2024-13-45,recommend,9\n")


def test_dates_that_can_be_read_in_two_ways_are_asked_about() -> None:
    two_ways = "response_id,customer,date,question,score\nR1,C1,03/04/2024,recommend,9\n"
    with pytest.raises(AmbiguousDates, match="date"):
        told(two_ways)
    assert told(two_ways, date_order="dmy").column("answers", "occurred_at") == [datetime(2024, 4, 3, 12)]


def test_amounts_are_converted_where_rates_are_given() -> None:
    offered = "incentive_id,customer,date,event,form,value,currency\nX,C1,2024-03-01,offered,coupon,10.00,USD\n"
    assert told(offered).column("incentives", "value_minor", "currency") == [(1000, "USD")]
    converted = told(offered, currency="EUR", rates={"USD": "0.925"})
    assert converted.column("incentives", "value_minor", "currency") == [(925, "EUR")]
    with pytest.raises(MixedCurrencies):
        told(offered, currency="EUR", rates={"GBP": "1.1"})


def test_the_latest_of_two_rows_about_one_answer_holds_in_any_order() -> None:
    rows = ["R1,C1,2024-03-05 10:00,recommend,9", "R1,C1,2024-03-05 11:00,recommend,3", "R1,C1,2024-03-05 10:00,recommend,9"]
    for order in (rows, rows[::-1]):
        read = told("response_id,customer,date,question,score\n" + "\n".join(order))
        assert read.column("answers", "score") == [3]
        assert "1 row repeats a fact of answers" in read.said
        assert "1 row says something else of a fact of answers: the latest holds" in read.said


def test_a_changed_row_is_the_same_fact_and_a_repeated_one_is_none_more() -> None:
    before = told("response_id,customer,date,question,score\nR1,C1,2024-03-05,recommend,9\n")
    after = told("response_id,customer,date,question,score\nR1,C1,2024-03-05,recommend,3\n")
    assert before.ids == after.ids
    moved = told("response_id,customer,date,question,score\nR1,C1,2024-03-05,recommend,9\n", time_zone="Asia/Tokyo")
    assert moved.ids == before.ids, "a corrected time zone changes the time of a fact, not its identity"


@pytest.mark.parametrize("kind", [k for k in TEMPLATES if k not in ("purchases", "purchase_lines", "refunds", "attributes")])
def test_every_template_is_recognised_for_sure_and_read_whole(kind: str) -> None:
    read = told(TEMPLATES[kind], time_zone="Europe/Vilnius")
    lines = TEMPLATES[kind].strip().count("\n")
    assert (read.intake.rows_used, read.quarantine, len(read[kind])) == (lines, [], lines)
    header = TEMPLATES[kind].splitlines()[0].split(",")
    assert set(read.intake.recognised) == set(header), "every column of a template is understood"


@settings(max_examples=at_most(15), deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(("answers", "contacts", "complaints", "incentives", "advocacy")))
def test_the_order_of_rows_and_their_split_into_files_change_nothing(shuffled: random.Random, kind: str) -> None:
    header, *rows = (TEMPLATES[kind].strip() + "\n" + TEMPLATES[kind].strip().split("\n")[-1]).split("\n")
    mixed = rows[:]
    shuffled.shuffle(mixed)
    whole = told("\n".join([header, *rows]))
    assert (told("\n".join([header, *mixed])).ids, whole.intake.rows_used) == (whole.ids, len(rows))


def test_the_second_header_of_a_form_tool_is_set_apart_and_harms_nothing() -> None:
    read = told(
        """
Respondent ID,Collector ID,Date Created,Email Address,How likely is it that you would recommend us?,Any other comments?
,,,,Response,Open-Ended Response
101,9,2024-03-13 09:00,a@example.com,10 - Extremely likely,Loved it
102,9,2024-03-13 10:00,,0 - Not at all likely,
"""
    )
    assert sorted(read.column("answers", "response_id", "question", "score", "scale_max")) == [
        ("101", "Any other comments?", None, None), ("101", "recommend", 10, 10), ("102", "recommend", 0, 10),
    ]  # fmt: skip
    assert read.quarantine == [("file1-1.csv", 1, "Date Created", "", "second_header")]
