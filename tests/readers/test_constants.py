"""A gym has visits and no money, and a shop has a file for each of its places: one word says it of every row."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import regulars as rg
from regulars.errors import UnknownColumns, UsageError
from regulars.readers.constants import ConstantScan, with_constants
from tests.readers.opening import reading, write

VISITS = "Member,Check-in\n1001,2024-01-05 07:10\n1002,2024-01-05 08:00\n1001,2024-02-08 07:15\n1002,some day\n"
SALES = "customer,date,amount\nAnna,2024-01-05,12.00\nBen,2024-01-06,7.00\n"


def parquet(folder: Path) -> Path:
    sales = pa.table({"customer": ["Anna", "Ben"], "date": ["2024-01-05"] * 2, "amount": ["1", "2"]})
    pq.write_table(sales, folder / "sales.parquet")
    return folder / "sales.parquet"


def test_visits_count_though_nothing_was_paid(tmp_path: Path) -> None:
    file = write(tmp_path / "visits.csv", VISITS)
    facts = rg.read(file, mapping={"amount": "=0"}, minimum_n=1)
    assert facts.intake is not None
    assert (facts.customers, facts.purchases, facts.intake.takings[0].known_customers_minor) == (2, 3, 0)
    assert [(q.reason, q.first[0].record) for q in facts.intake.quarantined] == [("bad_date", 4)]
    with pytest.raises(UnknownColumns, match="Visits without money: --map amount==0"):
        rg.read(file)


def test_a_place_and_a_currency_are_said_of_a_whole_file(tmp_path: Path) -> None:
    facts = rg.read(write(tmp_path / "kaunas.csv", SALES), mapping={"place": "=Kaunas", "currency": "=USD"}, minimum_n=1)
    assert facts.intake is not None
    assert facts.intake.takings[0].currency == "USD"
    shops = {row["group"] for row in rg.activity(facts, by="place").table.to_pylist()}
    assert shops == {None, "Kaunas"}


def test_an_export_keeps_what_is_told_of_it(tmp_path: Path) -> None:
    """A dispute that was lost is told by the export itself, which stands inside."""
    rows = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Captured,Mode,Customer ID,Customer Email,Description\n"
    rows += "ch_1,2024-01-05 10:00:00,12.00,0.00,eur,Paid,true,Live,cus_1,a@example.com,Mug\n"
    file = write(tmp_path / "payments.csv", rows)
    plain, placed = (rg.read(file, mapping=given, minimum_n=1) for given in ({}, {"place": "=Kaunas"}))
    assert plain.intake is not None
    assert placed.intake is not None
    assert [n.what for n in placed.intake.noticed] == [n.what for n in plain.intake.noticed]
    assert placed.purchases == plain.purchases == 1


def test_the_scan_has_the_column_wherever_it_is_read(tmp_path: Path) -> None:
    for file in (write(tmp_path / "sales.csv", SALES), parquet(tmp_path)):
        with reading(file) as read:
            scan = with_constants(read.scan, ("=O'Hara's", "=0"))
            assert isinstance(scan, ConstantScan)
            assert [c.name for c in scan.columns] == ["customer", "date", "amount", "=O'Hara's", "=0"]
            rows = read.connection.sql(f"SELECT * FROM {scan.relation}").fetchall()
            assert [row[3:] for row in rows] == [("O'Hara's", "0")] * 2
            located = read.connection.sql(f'SELECT source_record, "=0" FROM {scan.located(read.connection)}').fetchall()
            assert located == [(1, "0"), (2, "0")]
            assert scan.sample[0]["=0"] == "0"
            assert scan.of(read.scan).columns == scan.columns
            assert with_constants(read.scan, ()) is read.scan


def test_one_customer_for_every_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises((UsageError, UnknownColumns)):
        rg.read(write(tmp_path / "sales.csv", SALES), mapping={"customer": "=Anna"})
