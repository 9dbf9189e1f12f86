"""The sum that every reading prints: rows read = used + set aside + quarantined."""

from __future__ import annotations

import json

from regulars.facts.intake import BadRow, Intake, Noticed, Quarantined, SetAside, Takings
from regulars.words import Money

BAD = BadRow("till.csv", 9, 10, "Date", "31.02.2024", "no such day")
ONA = Intake(
    files=("till.csv",),
    rows_read=1_204,
    rows_used=1_190,
    set_aside=(SetAside("test_orders", "set_aside", 11, (Money(1100, "EUR"),), "11 test orders were left out."),),
    quarantined=(Quarantined("no such day", 3, "3 rows have a date that never was.", (BAD,)),),
    noticed=(Noticed("guests", 200, (Money(90000, "EUR"),), "200 purchases name no customer."),),
    takings=(Takings("EUR", 500000, 408900, 90000, 1100, 2500),),
)


def test_ona_reads_the_sum_of_her_rows() -> None:
    assert ONA.sentence() == "1,204 rows read = 1,190 used + 11 set aside by policy + 3 quarantined"
    assert ONA.rows_read == ONA.rows_used + ONA.rows_set_aside + ONA.rows_quarantined


def test_takings_add_up_to_what_the_file_says() -> None:
    (euros,) = ONA.takings
    assert euros.known_customers_minor + euros.guests_minor + euros.set_aside_minor == euros.in_file_minor


def test_an_intake_is_written_as_plain_json() -> None:
    said = json.loads(json.dumps(ONA.to_json()))
    assert said["quarantined"][0]["first"][0] == {
        "file": "till.csv",
        "record": 9,
        "line": 10,
        "column": "Date",
        "value": "31.02.2024",
        "reason": "no such day",
    }
