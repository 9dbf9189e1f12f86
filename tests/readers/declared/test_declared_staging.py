"""The layers that parse a row, made from the declaration."""

from __future__ import annotations

from tests.readers.declared.told import told


def test_the_sql_of_the_one_date_of_orders_serves_any_time() -> None:
    from regulars.readers.declared.staging import dated

    assert dated("ends", "coalesce(occurred_utc, occurred_local) + fast_at + x_occurred") == (
        "coalesce(utc_ends, local_ends) + fast_at_ends + x_ends"
    )


def test_a_word_is_known_by_any_of_its_spellings_and_kept_where_the_list_is_open() -> None:
    read = told(
        "message id,customer,date,event,channel,purpose\n"
        "M1,C1,2024-03-05,Geöffnet,E-Mail,newsletter\nM2,C1,2024-03-05,hard bounce,Carrier pigeon,transactional\n"
    )
    assert read.column("contacts", "event", "channel", "purpose") == [
        ("opened", "email", "marketing"),
        ("bounced", "Carrier pigeon", "service"),
    ]


def test_ids_that_passed_through_a_float_lose_it() -> None:
    read = told("customer,same as,date\n17850.0,17851.0,2024-03-05\n")
    assert read.column("identities", "customer_id", "same_as") == [("17850", "17851")]


def test_a_time_in_a_column_of_its_own_belongs_to_the_date() -> None:
    read = told("case id,customer,event,date,time\n1,C1,opened,2024-03-05,10:30\n")
    assert read.column("complaints", "occurred_precision") == ["second"]
    assert str(read.column("complaints", "occurred_at")[0]) == "2024-03-05 10:30:00"
