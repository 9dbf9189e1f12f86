"""What columns mean: by name in five languages, by a known form, by content, or as given."""

from __future__ import annotations

import pytest

from regulars.errors import NoCustomers, UnknownColumns, UsageError
from regulars.facts.mapping import Mapping, SourceColumn
from regulars.facts.recognition import recognise, recognise_all
from tests.facts.tables import SHOPIFY_HEADER, UCI_ROWS, table


def meant(text: str, given: dict[str, str] | None = None) -> Mapping:
    return recognise(*table(text), given)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("customer,date,amount", "customer occurred amount"),
        ("Customer ID,Order Date,Order ID,Order Amount,Store,Currency", "customer occurred order amount place currency"),
        ("household_id,store_id,basket_id,sales_value,transaction_timestamp", "customer place order amount occurred"),
        ("KUNDNR,Bestelldatum,Bestellnummer,Betrag,Filiale", "customer occurred order amount place"),
        ("Pirkėjo kodas,Užsakymo Nr.,Pirkimo data,Suma,Parduotuvė", "customer order occurred amount place"),
        ("Klienta nr.,Pasūtījuma numurs,Datums,Summa,Veikals", "customer order occurred amount place"),
        ("Код клиента,Номер заказа,Дата,Сумма,Магазин", "customer order occurred amount place"),
    ],
)
def test_names_are_known_in_five_languages(header: str, expected: str) -> None:
    mapping = meant(header)
    assert mapping.columns == {f: c for c, f in zip(header.split(","), expected.split(), strict=True)}
    assert set(mapping.certainty.values()) == {"recognised"}
    assert (mapping.kind, mapping.form, mapping.ignored, mapping.personal) == ("purchases", "plain", (), ())


def test_the_stronger_name_wins_and_the_other_is_ignored() -> None:
    mapping = meant("created at,order date,customer,amount")
    assert mapping.columns["occurred"] == "order date"
    assert mapping.ignored == ("created at",)


def test_uci_retail_is_known_by_its_header_in_both_editions() -> None:
    first, second = meant(UCI_ROWS), meant("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country")
    assert (first.kind, first.form) == (second.kind, second.form) == ("purchase_lines", "uci")
    assert first.columns["unit_price"] == "UnitPrice"
    assert (second.columns["order"], second.columns["unit_price"], second.columns["place"]) == ("Invoice", "Price", "Country")


def test_shopify_orders_name_the_customer_by_e_mail_and_keep_nobody_s_address() -> None:
    mapping = meant(SHOPIFY_HEADER)
    assert (mapping.kind, mapping.form) == ("purchase_lines", "shopify")
    wanted = {"customer": "Email", "order": "Name", "occurred": "Created at", "total": "Total", "discount": "Lineitem discount"}
    assert {f: mapping.columns[f] for f in wanted} == wanted
    assert {"Email", "Billing Name", "Shipping Street", "Phone", "Notes"} <= set(mapping.personal)
    assert mapping.attributes == ()


def test_a_file_without_names_is_read_by_content() -> None:
    mapping = meant("column 1,column 2,column 3\nC-1,2024-01-05,10.50\nC-2,2024-01-06,11\nC-1,2024-02-03,9.20\n")
    assert mapping.columns == {"occurred": "column 2", "amount": "column 3", "customer": "column 1"}
    assert set(mapping.certainty.values()) == {"guessed"}


def test_given_columns_hold_whatever_else_would_fit() -> None:
    rows = "kd,dt,net,gross\nA1,2024-01-05,1.5,1.8\nA2,2024-01-06,2.5,3.0\nA1,2024-01-07,1.5,1.8\n"
    mapping = meant(rows, {"amount": "GROSS"})
    assert mapping.columns["amount"] == "gross"
    assert mapping.certainty == {"amount": "given", "occurred": "guessed", "customer": "guessed"}
    assert mapping.ignored == ("net",)


def test_an_empty_column_takes_a_field_away() -> None:
    assert "place" not in meant("customer,date,amount,country", {"place": ""}).columns


def test_two_columns_that_fit_alike_are_not_guessed_between() -> None:
    with pytest.raises(UnknownColumns, match="No column is known to say how much") as caught:
        meant("kd,dt,val,val2\nA1,2024-01-05,1.5,1.8\nA2,2024-01-06,2.5,3.0\nA1,2024-01-07,1.5,1.8\n")
    assert "the columns are: kd, dt, val, val2 (guessed: occurred = dt, customer = kd)" in str(caught.value)
    assert "--map amount=val; amount could be val or val2" in str(caught.value)


def test_no_customer_is_an_error_of_its_own() -> None:
    with pytest.raises(NoCustomers, match="No column is known to say who bought") as caught:
        meant("date,amount,store\n2024-01-05,3.50,Riga\n")
    assert "What to do: name them, for example --map customer=COLUMN" in str(caught.value)


def test_no_date_is_said_before_anything_is_read() -> None:
    with pytest.raises(UnknownColumns, match=r"No column is known to say when \(occurred\)"):
        meant("customer,amount\nAnna,3.50\n")


def test_a_given_column_that_is_not_there() -> None:
    with pytest.raises(UnknownColumns, match="there is no column 'custmer'; did you mean customer"):
        meant("customer,date,amount", {"customer": "custmer"})


def test_a_given_field_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="the field 'custommer'; did you mean customer"):
        meant("customer,date,amount", {"custommer": "customer"})
    with pytest.raises(UsageError, match="The kind is 'orders'"):
        meant("customer,date,amount", {"kind": "orders"})


def test_a_given_column_need_be_in_one_of_several_files_only() -> None:
    orders, people = table("KD,date,amount"), table("customer,city\nAnna,Riga\nBo,Kaunas\n")
    first, second = recognise_all([orders, people], {"customer": "KD"})
    assert (first.columns["customer"], second.kind) == ("KD", "attributes")


def test_a_saved_mapping_is_taken_where_all_its_columns_are() -> None:
    saved = Mapping("purchases", "plain", {"customer": "a", "occurred": "b", "amount": "c"})
    assert recognise([SourceColumn(n) for n in "abc"], [], [saved]) is saved
    assert recognise(*table("customer,date,amount"), [saved]).columns["amount"] == "amount"


def test_a_mapping_that_says_some_columns_leaves_the_rest_to_be_recognised() -> None:
    some = Mapping("", "given", {"customer": "F03", "place": ""})
    mapping = recognise(*table("F03,date,amount,store\nRasa,2024-03-05,12.00\n"), [some])
    assert mapping.columns == {"customer": "F03", "occurred": "date", "amount": "amount"}
    assert (mapping.kind, mapping.certainty["customer"]) == ("purchases", "given")
    assert recognise(*table("customer,date,amount"), [some]).columns["customer"] == "customer"


def test_a_price_alone_is_what_was_paid() -> None:
    assert meant("customer,date,price").certainty["amount"] == "guessed"
    assert meant("customer,date,price,qty").columns["unit_price"] == "price"


def test_how_much_is_the_amount_and_never_the_customer() -> None:
    mapping = meant("Who,When,How much\nAnna,2024-01-01,10\nBob,2024-01-02,12\nAnna,2024-02-02,12\n")
    assert mapping.columns == {"customer": "Who", "occurred": "When", "amount": "How much"}


def test_whole_numbers_are_no_customer_while_nothing_is_known_to_be_the_money() -> None:
    with pytest.raises(NoCustomers, match=r"\(guessed: occurred = am, amount = viel\)") as caught:
        meant("kas,am,viel\nAnna,2024-01-01,10\nBob,2024-01-02,12\nAnna,2024-02-02,12\n")
    assert "--map customer=kas" in str(caught.value)
    with pytest.raises(UnknownColumns, match=r"who bought .* and how much .* \(guessed: occurred = am\)"):
        meant("wer,am,viel\n1042,2024-01-01,10\n1043,2024-01-02,12\n1042,2024-02-02,12\n")


def test_a_name_that_its_values_deny_is_not_recognised() -> None:
    mapping = meant("customer,date,paid,sum\nAnna,2024-01-01,yes,10.50\nBob,2024-01-02,no,12.50\n")
    assert mapping.columns["amount"] == "sum"
    assert mapping.certainty["amount"] == "guessed"
    assert mapping.ignored == ("paid",)


def test_what_is_found_is_told_under_the_word_for_how_sure_that_is() -> None:
    with pytest.raises(NoCustomers, match=r"\(recognised: occurred = date; guessed: amount = val\)"):
        meant("date,val\n2024-01-05,3.50\n2024-01-06,4.50\n")


def test_what_came_back_is_not_what_was_paid() -> None:
    with pytest.raises(UnknownColumns, match="No column is known to say how much"):
        meant(
            "Order,Customer,Date,Money out,Money in,Refund Amount\n"
            "1,A,2024-01-06,34.01,29.01,0.00\n2,B,2024-01-07,5.10,4.20,0.00\n"
        )
