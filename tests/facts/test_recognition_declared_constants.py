"""What holds for every row."""

from __future__ import annotations

import pytest

from regulars.errors import UnknownColumns, UsageError
from regulars.facts.mapping import mapping_from_toml
from regulars.facts.recognition import recognise, recognise_all
from tests.facts.tables import table

ORDERS = "customer,date,amount\nC1,2024-03-05,12.00\n"
SENT = "message id,customer,sent at,channel\nM1,C1,2024-03-05,email\n"


def test_it_holds_for_the_files_that_have_the_field() -> None:
    orders, sent = recognise_all([table(ORDERS), table(SENT)], {"purpose": "=marketing"})
    assert (orders.kind, orders.constants) == ("purchases", {})
    assert (sent.kind, sent.constants) == ("contacts", {"direction": "outbound", "purpose": "marketing"})
    assert (sent.certainty["purpose"], sent.certainty.get("direction")) == ("given", None)


def test_where_no_file_has_the_field_it_is_a_mistake() -> None:
    with pytest.raises(UsageError, match=r"(?s)--map purpose==marketing says what holds.*contacts, permissions"):
        recognise(*table(ORDERS), {"purpose": "=marketing"})
    answers = "response_id,customer_id,date,question,score\n1,A,2024-01-05,recommend,9\n"
    with pytest.raises(UsageError, match="a file of purchases, complaints, incentives, commitments"):
        recognise(*table(answers), {"currency": "=USD"})


def test_a_workspace_may_say_it_in_its_settings() -> None:
    said = mapping_from_toml('[mapping]\npurpose = "=marketing"\n')
    assert recognise(*table(SENT), said).constants["purpose"] == "marketing"


def test_a_list_of_complaints_is_one_of_those_opened() -> None:
    found = recognise(*table("case id,customer,complaint date\n1,C1,2024-03-05\n"))
    assert found.kind == "complaints"
    with pytest.raises(UnknownColumns, match="event"):
        recognise(*table("case id,customer,date\n1,C1,2024-03-05\n"), {"event": ""})
