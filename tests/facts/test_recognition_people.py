"""Who bought: an id or an e-mail address before a name, which two people may share."""

from __future__ import annotations

from pathlib import Path

from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition import recognise
from tests.readers.exports.shops import read

ORDERS = """Order,Customer,{column},Date,Amount
1,Jonas Petraitis,{first},2024-01-05,20.00
2,Jonas Petraitis,{second},2024-01-06,30.00
3,Rasa Kalne,{third},2024-02-07,25.00
4,Jonas Petraitis,{first},2024-02-08,25.00
"""
MAILS = {"first": "jonas1@example.org", "second": "jonas2@example.org", "third": "rasa@example.org"}


def test_two_customers_of_one_name_stay_two(tmp_path: Path) -> None:
    """The one Jonas bought twice, the other once; no address is kept."""
    shop = read(tmp_path / "orders.csv", ORDERS.format(column="Contact address", **MAILS))
    bought = shop.rows("SELECT customer_id, count(*) FROM purchases GROUP BY 1 ORDER BY 2 DESC, 1")
    assert [n for _, n in bought] == [2, 1, 1]
    assert all("@" not in who and "Jonas" not in who for who, _ in bought)
    assert "Customer holds names, which two people may share: Contact address says who bought" in shop.said()
    assert "Contact address = customer" in shop.said()


def test_an_id_of_another_name_goes_before_names(tmp_path: Path) -> None:
    ids = {"first": "K-1", "second": "K-2", "third": "K-3"}
    shop = read(tmp_path / "orders.csv", ORDERS.format(column="Card number", **ids))
    assert sorted(shop.rows("SELECT DISTINCT customer_id FROM purchases")) == [("K-1",), ("K-2",), ("K-3",)]


def test_names_alone_are_used_and_told(tmp_path: Path) -> None:
    rows = "Jonas Petraitis,2024-01-05,20.00\nRasa Kalne,2024-02-07,25.00\nJonas Petraitis,2024-02-08,25.00\n"
    shop = read(tmp_path / "orders.csv", f"Customer,Date,Amount\n{rows}")
    assert shop.rows("SELECT count(DISTINCT customer_id) FROM purchases") == [(2,)]
    assert "customers are told apart by their names alone (Customer): two people of one name count as one" in shop.said()


def test_addresses_that_most_rows_lack_say_nothing_of_most_customers() -> None:
    sample = [{"Customer": "Rasa Kalne", "Email": "", "Date": "2024-01-05", "Amount": "5"}] * 3
    sample.append({"Customer": "Jonas Petraitis", "Email": "j@example.org", "Date": "2024-01-06", "Amount": "5"})
    found = recognise([SourceColumn(c) for c in sample[0]], sample)
    assert found.columns["customer"] == "Customer"


def test_codes_are_no_names_whatever_stands_beside_them() -> None:
    sample = [{"Customer": "C 17", "Email": "j@example.org", "Date": "2024-01-06", "Amount": "5"}]
    assert recognise([SourceColumn(c) for c in sample[0]], sample).columns["customer"] == "Customer"


def test_what_the_user_says_holds(tmp_path: Path) -> None:
    sample = [{"Customer": "Rasa Kalne", "Email": "r@example.org", "Date": "2024-01-06", "Amount": "5"}]
    found = recognise([SourceColumn(c) for c in sample[0]], sample, {"customer": "Customer"})
    assert (found.columns["customer"], found.certainty["customer"]) == ("Customer", "given")
