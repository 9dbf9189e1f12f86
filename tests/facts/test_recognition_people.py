"""Who bought: an id or an e-mail address before a name, which two people may share."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.errors import NoCustomers
from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition import recognise
from regulars.facts.recognition_people import is_one_for_all
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


def many(header: str, row: str, n: int = 24) -> str:
    """Rows of three customers, which take turns."""
    return f"{header}\n" + "".join(f"{row.format(n=i, who='abc'[i % 3], day=i % 28 + 1)}\n" for i in range(n))


def test_an_account_of_the_ledger_is_no_customer(tmp_path: Path) -> None:
    """All sales are booked to account 200; who bought stands beside it."""
    text = many("EmailAddress,InvoiceNumber,InvoiceDate,Amount,AccountCode", "{who}@x.org,I-{n},2024-01-{day:02},5.00,200")
    shop = read(tmp_path / "invoices.csv", text)
    assert shop.rows("SELECT count(DISTINCT customer_id) FROM purchases") == [(3,)]


@pytest.mark.parametrize("account", ["shop@example.org", "1200 Accounts Receivable", "8812"])
def test_the_shop_s_own_account_is_no_customer(tmp_path: Path, account: str) -> None:
    text = many("Date,Transaction ID,Amount,Account", f"2024-01-{{day:02}},T{{n}},5.00,{account}")
    with pytest.raises(NoCustomers) as caught:
        read(tmp_path / "sales.csv", text)
    assert "--map customer=COLUMN" in str(caught.value), "the account is not suggested"


def test_a_few_rows_of_one_account_prove_nothing(tmp_path: Path) -> None:
    shop = read(tmp_path / "sales.csv", many("Date,Order,Amount,Account", "2024-01-{day:02},T{n},5.00,A-1", n=19))
    assert shop.rows("SELECT DISTINCT customer_id FROM purchases") == [("A-1",)]
    assert not is_one_for_all("a", [{"a": "guest"}] * 30), "guests are nobody"


def test_one_customer_of_nearly_all_rows_is_told(tmp_path: Path) -> None:
    shop = read(tmp_path / "sales.csv", many("Date,Order,Amount,Customer ID", "2024-01-{day:02},T{n},5.00,C-1"))
    told = "one customer holds 24 of 24 rows that name one (Customer ID): if that is an account of the shop's own"
    assert told in shop.said()
    shop = read(tmp_path / "more.csv", many("Date,Order,Amount,Customer ID", "2024-01-{day:02},T{n},5.00,{who}"))
    assert "one customer holds" not in shop.said()


def test_of_two_columns_of_addresses_the_fuller_says_who_bought() -> None:
    rows = [{"Buyer Email": "", "Purchase Email": "a@x.org", "Date": "2024-01-05", "Amount": "5"}] * 2
    rows.append({"Buyer Email": "b@x.org", "Purchase Email": "b@x.org", "Date": "2024-01-06", "Amount": "5"})
    assert recognise([SourceColumn(c) for c in rows[0]], rows).columns["customer"] == "Purchase Email"
    other = [*rows, {"Buyer Email": "c@x.org", "Purchase Email": "shop@x.org", "Date": "2024-01-06", "Amount": "5"}]
    assert recognise([SourceColumn(c) for c in rows[0]], other).columns["customer"] == "Buyer Email"
