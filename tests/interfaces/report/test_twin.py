"""What can be seen can be read, copied and downloaded; nothing in it runs in a spreadsheet."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from regulars.interfaces.report.twin import MOST_ROWS, csv_text, download, twin

JUNE = {
    "group": None,
    "starts": date(1997, 6, 1),
    "complete": True,
    "active_before": 2214,
    "retention_rate": 747 / 2214,
    "low": 0.318,
}


def test_june_1997_as_a_table() -> None:
    table = twin([JUNE], caption="Retention rate", file_name="retention_rate.csv")
    assert table is not None
    assert table.headings == ("Starts", "Complete", "Active before", "Retention rate", "Low"), "nobody was grouped: no group"
    assert table.rows == (("1997-06-01", "yes", "2,214", "33.7\u202f%", "31.8\u202f%"),)
    assert table.numeric == (False, False, True, True, True)


def test_the_download_holds_full_values_and_every_column() -> None:
    header, rest = download([JUNE]).split(",", 1)
    assert header == "data:text/csv;charset=utf-8"
    rows = list(csv.DictReader(StringIO(unquote(rest).lstrip("\ufeff"), newline="")))
    assert rows == [
        {
            "group": "",
            "starts": "1997-06-01",
            "complete": "True",
            "active_before": "2214",
            "retention_rate": "0.337398",
            "low": "0.318",
        }
    ]


def test_no_rows_are_no_table() -> None:
    assert twin([], caption="", file_name="") is None


def test_a_long_table_is_whole_in_the_download_only() -> None:
    table = twin([{"n": i} for i in range(1000)], caption="Days", file_name="days.csv")
    assert table is not None
    assert (len(table.rows), table.rows_in_all) == (MOST_ROWS, 1000)
    assert len(unquote(table.href).splitlines()) == 1001


def test_an_interval_in_days_is_not_written_in_per_cent() -> None:
    table = twin([{"median_days": 40.0, "low": 37.0, "high": 43.0}], caption="Gaps", file_name="gaps.csv")
    assert table is not None
    assert table.rows == (("40", "37", "43"),)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20))
def test_no_customer_id_runs_in_a_spreadsheet_and_none_is_lost(customer: str) -> None:
    text = csv_text([{"customer_id": customer, "gap_days": -3}])
    row = list(csv.reader(StringIO(text, newline="")))[1]
    assert row[0] in (customer, "'" + customer)
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row[1] == "-3", "a number is left a number"
