"""What a reading took on trust is said, and nothing where there is no doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from regulars.facts.mapping import Certainty
from regulars.readers.rows.doubts import doubts
from regulars.readers.rows.packing import stage
from tests.readers.exports.shops import read
from tests.readers.rows.tables import WAYS, form_of


def said(
    connection: duckdb.DuckDBPyConnection, *lines: str, header: str = "customer,date,amount", guessed: str = ""
) -> list[str]:
    form = form_of(connection, *lines, header=header)
    certainty: dict[str, Certainty] = {f: "guessed" if f in guessed.split() else "recognised" for f in form.mapping.columns}
    stage(connection, form, WAYS)
    return [n.sentence for n in doubts(connection, [replace(form, mapping=replace(form.mapping, certainty=certainty))], 7)]


def test_where_all_is_known_nothing_is_said(connection: duckdb.DuckDBPyConnection) -> None:
    assert said(connection, "Ana|2024-01-05|1.00|Paid", header="customer,date,amount,status") == []


def test_each_guess_is_named_with_the_way_to_correct_it(connection: duckdb.DuckDBPyConnection) -> None:
    (told,) = said(connection, "Ana|2024-01-05|1.00", guessed="customer amount")
    assert told == "guessed by their looks, not by their names: customer = customer, amount = amount; if one is wrong, " \
                   "say --map field=COLUMN"  # fmt: skip


def test_a_status_that_is_no_known_word_is_named_once(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [f"C-{n}|2024-01-05|1.00|{word}" for n, word in enumerate(("Paid", "Limbo", "Limbo", "Annulé", "Odd", ""))]
    (told,) = said(connection, *rows, header="customer,date,amount,status")
    assert told == "3 rows have a status that is not known ('Limbo', 'Odd'): such rows count as orders"
    rows = [f"C-{n}|2024-01-05|1.00|word {n}" for n in range(6)]
    (told,) = said(connection, *rows, header="customer,date,amount,status")
    assert "'word 4' …" in told


def test_a_row_that_is_neither_sale_nor_refund_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [f"C-{n}|2024-01-05|1.00|{word}" for n, word in enumerate(("Sale", "Refund", "Loan", "Zwrot"))]
    (told,) = said(connection, *rows, header="customer,date,amount,movement")
    assert told == "1 row says neither sale nor refund ('Loan'): such rows count as sales"


def test_a_status_below_the_sample_is_counted_and_named(connection: duckdb.DuckDBPyConnection) -> None:
    """Fifty orders are looked at first, all paid; of the four below, one can't be read, and two are alike and count twice."""
    rows = [f"C-{n}|2024-01-05|1.00|Paid|Sale" for n in range(50)]
    rows += ["Ana|2024-01-06|1.00| Rejected by courier |Loan"] * 2
    rows += ["Ben|2024-01-06|1.00|Rejected by courier|sale", "Cem|2024-01-06|oops|Mislaid|Sale"]
    statuses, movements = said(connection, *rows, header="customer,date,amount,status,movement")
    assert statuses.startswith("3 rows have a status that is not known ('Mislaid', 'Rejected by courier'): ")
    assert movements == "2 rows say neither sale nor refund ('Loan'): such rows count as sales"


def test_each_notice_says_how_many_rows_it_is_about(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, "1E+5|2024-01-05|1.00|Odd", "C-2|2024-01-05|1.00|Paid", header="customer,date,amount,status")
    stage(connection, form, WAYS)
    sure = replace(form.mapping, certainty={"amount": "guessed"})
    assert [(n.what, n.rows) for n in doubts(connection, [replace(form, mapping=sure)], 7)] == [
        ("guessed", 7),
        ("unknown_statuses", 1),
        ("cut_ids", 1),
    ]


def test_an_id_that_a_spreadsheet_cut_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    (told,) = said(connection, "17850|2024-01-05|1.00", "1.23E+11|2024-01-05|1.00")
    assert told.startswith("of 2 customer ids looked at, 1 are like 1.23E+11: a spreadsheet cut them")
    assert said(connection, "E12|2024-01-05|1.00", "12E4|2024-01-05|1.00") == []


def test_ids_that_stand_with_zeros_and_without_are_told_and_stay_apart(tmp_path: Path) -> None:
    """A spreadsheet cut 00123 to 123 in some rows: whether they are one, the file does not tell."""
    rows = "".join(f"{who},2024-01-0{day},5\n" for day, who in enumerate(("00123", "123", "00456", "456", "0789"), 1))
    shop = read(tmp_path / "orders.csv", f"customer_id,date,amount\n{rows}")
    assert shop.rows("SELECT count(DISTINCT customer_id) FROM purchases") == [(5,)]
    assert "2 customer ids stand with zeros in front and without, such as 00123 and 123" in shop.said()
    quiet = read(tmp_path / "others.csv", "customer_id,date,amount\n00123,2024-01-05,20\n124,2024-01-06,30\n")
    assert "zeros" not in quiet.said()
