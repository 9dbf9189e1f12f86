"""A shop in Shiraz writes its dates and sums in its own digits."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.readers.digits.scan import DigitsScan, with_plain_digits
from tests.readers.opening import HEADER, reading, write

ORDERS = """مشتری,تاریخ,مبلغ
م-۱۲,۲۰۲۴-۰۳-۰۵,۱۲٬۵۰۰
م-۱۲,۲۰۲۴-۰۴-۰۶,۸۰۰۰٫۵
م-۷,۲۰۲۴-۰۴-۰۷,۹۰۰۰
م-۷,۲۰۲۴-۱۳-۰۷,۹۰۰۰
"""


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return write(tmp_path / "orders.csv", ORDERS)


def test_dates_and_sums_are_read_and_that_is_said(orders: Path) -> None:
    facts = rg.read(orders, currency="IRR")
    assert facts.intake is not None
    assert (facts.customers, facts.purchases, str(facts.as_of)) == (2, 3, "2024-04-07")
    assert facts.intake.takings[0].known_customers_minor == 2_950_050  # 12,500 + 8,000.5 + 9,000
    with reading(orders) as read:
        (note,) = read.opened.notes
    assert note.endswith("orders.csv are read as 0 to 9 (تاریخ, مبلغ)")


def test_a_thousands_mark_of_its_own_leaves_nothing_to_ask(tmp_path: Path) -> None:
    """With commas, 12,500 could be twelve and a half."""
    path = write(tmp_path / "orders.csv", "مشتری,تاریخ,مبلغ\nC-1,2024-01-05,۱۲٬۵۰۰\nC-1,2024-02-05,۲٬۵۰۰٬۰۰۰\n")
    facts = rg.read(path, currency="JPY")
    assert facts.intake is not None
    assert facts.intake.takings[0].known_customers_minor == 2_512_500


def test_an_id_with_a_letter_stays_as_it_is_written(orders: Path) -> None:
    with reading(orders) as read:
        assert isinstance(read.scan, DigitsScan)
        assert [row[0] for row in read.rows()] == ["م-۱۲", "م-۱۲", "م-۷", "م-۷"]
        assert read.scan.sample[0]["مبلغ"] == "12500"


def test_a_date_that_is_none_is_quarantined_in_its_place(orders: Path, tmp_path: Path) -> None:
    shop = rg.init(tmp_path / "shop", currency="IRR")
    shop.import_(orders)
    (bad,) = shop.quarantine().to_pylist()
    assert (bad["record"], bad["column_name"], bad["value"], bad["reason"]) == (4, "تاریخ", "2024-13-07", "bad_date")


@pytest.mark.parametrize("digits", ["٤٢", "४२", "৪২", "๔๒", "４２"], ids=["Arabic", "Devanagari", "Bengali", "Thai", "wide"])
def test_other_scripts_count_as_well(tmp_path: Path, digits: str) -> None:
    with reading(write(tmp_path / "a.csv", f"{HEADER}Anna,2024-03-05,{digits}\n")) as read:
        assert read.rows() == [("Anna", "2024-03-05", "42")]


def test_a_file_in_plain_digits_is_left_as_it_is(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", f"{HEADER}Ūla,2024-03-05,12.50\n")) as read:
        assert with_plain_digits(read.scan) is read.scan
