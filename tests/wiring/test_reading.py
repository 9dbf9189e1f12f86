"""Reading in memory, and looking before reading."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from regulars.errors import BrokenFile, NoCustomers
from regulars.facts.query import Query
from regulars.wiring.reading import inspect, read


def file(folder: Path, *rows: str, header: str = "customer,date,amount") -> str:
    path = folder / "orders.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return str(path)


def test_a_file_becomes_facts(tmp_path: Path) -> None:
    facts = read(file(tmp_path, "Ana,2024-01-05,12.50", "Bo,2024-02-07,3.00"), currency="EUR")
    assert (facts.starts, facts.as_of, facts.purchases) == (date(2024, 1, 5), date(2024, 2, 7), 2)
    assert facts.intake is not None
    assert facts.intake.sentence() == "2 rows read = 2 used + 0 set aside by policy + 0 quarantined"


def test_a_year_mistyped_does_not_move_the_day_that_is_looked_from(tmp_path: Path) -> None:
    """An hour before midnight in UTC the next day has begun in Vilnius."""
    path = file(tmp_path, "Ana,2026-10-05,12.50", "Bo,2026-11-24,3.00", "Bo,2027-11-05,3.00")
    facts = read(path, clock=lambda: datetime(2026, 11, 23, 23), time_zone="Europe/Vilnius")
    assert (facts.as_of, facts.purchases, facts.purchases_later) == (date(2026, 11, 24), 2, 1)
    assert read(path, clock=lambda: datetime(2026, 11, 23, 23), as_of=date(2027, 11, 5)).purchases == 3


def test_an_inspection_shows_columns_reasons_and_bad_rows(tmp_path: Path) -> None:
    found = inspect(file(tmp_path, "Ana,25/01/2024,12.50", "Bo,soon,3.00"))
    assert [(c.column, c.field) for c in found.forms[0].columns] == [
        ("customer", "customer"),
        ("date", "occurred"),
        ("amount", "amount"),
    ]
    assert found.forms[0].dates == "the day stands first: 25/01/2024 can't be read otherwise"
    assert [(b.record, b.value) for b in found.bad_rows] == [(2, "soon")]
    assert found.problem == ""


def test_an_inspection_shows_no_address_and_says_which_columns_are_empty(tmp_path: Path) -> None:
    rows = ["ana@example.org,2024-01-05,12.50,,"] * 300 + ["bo@example.org,2024-01-06,3.00,,1"]
    found = inspect(file(tmp_path, *rows, header="email,date,amount,place,tax"))
    (form,) = found.forms
    assert (form.pseudonyms, form.personal) == (("email",), ())
    assert [(c.column, c.example, c.is_empty) for c in form.columns] == [
        ("email", "", False),
        ("date", "2024-01-05", False),
        ("amount", "12.50", False),
        ("tax", "1", False),
        ("place", "", True),
    ]


def test_pseudonyms_of_one_reading_tell_nothing_to_the_next(tmp_path: Path) -> None:
    path = file(tmp_path, "ana@example.org,2024-01-05,12.50", "Ana@example.org,2024-01-06,2.50", header="email,date,amount")
    ids = Query("ids", "", {"duckdb": "SELECT DISTINCT customer_id FROM purchases"})
    (first,), (second,) = (read(path).engine.run(ids).column(0).to_pylist() for _ in range(2))
    assert first != second


def test_a_file_that_is_no_table_is_told_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(BrokenFile, match=r"^\S*empty\.csv is empty\.\nExpected: a whole file of rows and columns\."):
        inspect(tmp_path / "empty.csv")


def test_an_inspection_tells_what_stands_in_the_way(tmp_path: Path) -> None:
    found = inspect(file(tmp_path, "Ana,3/4/2024,12.50"))
    assert found.intake is None
    assert "can be read two ways" in found.problem


def test_without_any_customer_nobody_can_come_back(tmp_path: Path) -> None:
    with pytest.raises(NoCustomers, match=r"None of 2 purchases names a customer"):
        read(file(tmp_path, ",2024-01-05,12.50", "guest,2024-01-06,2.50"))
