"""How a file is laid out, seen from its beginning."""

from __future__ import annotations

import pytest

from regulars.errors import NotATable
from regulars.readers.csv.dialect import clean_names, detect, looks_like_header, rows_of


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_every_line_has(mark: str) -> None:
    found = detect(f"customer{mark}date{mark}amount\nAnna{mark}2024-01-05{mark}3.50\n", "a.csv")
    assert (found.delimiter, found.names, found.skip) == (mark, ("customer", "date", "amount"), 1)


def test_decimal_commas_do_not_win_over_semicolons() -> None:
    assert detect("customer;date;amount\nAnna;05.01.2024;3,50\nBo;06.01.2024;4,10\n", "a.csv").delimiter == ";"


def test_sep_names_the_delimiter_and_is_no_row() -> None:
    found = detect("sep=|\ncustomer|amount\nAnna|1,2,3\n", "a.csv")
    assert (found.delimiter, found.skip, found.names) == ("|", 2, ("customer", "amount"))


def test_a_title_before_the_header_is_passed_by() -> None:
    found = detect("Sales of March\n\ncustomer,date,amount\nAnna,2024-03-05,1\nBo,2024-03-06,2\n", "a.csv")
    assert (found.names, found.skip) == (("customer", "date", "amount"), 3)


def test_titles_that_a_spreadsheet_padded_are_passed_by() -> None:
    rows = "Sales report,,,\nJanuary 2024,,,\n,,,\ncustomer,date,amount,place\nA,2024-01-05,10.50,X\n"
    found = detect(rows, "a.csv")
    assert (found.names, found.skip) == (("customer", "date", "amount", "place"), 4)
    bare = detect("Anna,,,\nAnna,2024-01-05,3.50,X\nBo,2024-01-06,4,Y\n", "a.csv")
    assert (bare.has_header, bare.skip) == (False, 0)


def test_a_header_of_two_lines_is_read_as_one() -> None:
    found = detect("Customer,Sale,,Shop\nid,date,amount,name\nA,2024-01-05,10.50,X\n", "a.csv")
    assert (found.names, found.skip) == (("Customer id", "Sale date", "Sale amount", "Shop name"), 2)
    towns = detect("customer,town,town\nAnna,Riga,Kaunas\nBo,Riga,Riga\n", "a.csv")
    assert (towns.names, towns.skip) == (("customer", "town", "town (2)"), 1)
    plain = detect("customer,date,amount\nwho,when,much\nA,2024-01-05,10.50\n", "a.csv")
    assert plain.names == ("customer", "date", "amount")


def test_ten_thousand_columns_are_named_at_once() -> None:
    names = clean_names([f"c{n % 9000}" for n in range(10_000)])
    assert (len(set(names)), names[9000]) == (10_000, "c0 (2)")


def test_a_first_row_with_a_date_is_no_header() -> None:
    found = detect("Anna,2024-01-05,3.50\nBo,2024-01-06,4\n", "a.csv")
    assert (found.has_header, found.skip, found.names) == (False, 0, ("column 1", "column 2", "column 3"))


def test_names_are_cleaned_and_told_apart() -> None:
    assert clean_names(["\ufeff Customer  ID ", "date", "DATE", "", "a\nb"]) == (
        "Customer ID",
        "date",
        "DATE (2)",
        "column 4",
        "a b",
    )


def test_apostrophes_quote_where_the_header_is_in_them() -> None:
    assert detect("'customer','note'\n'Anna','a,b'\n", "a.csv").quote == "'"
    assert detect("customer,note\n'Anna','ab'\n", "a.csv").quote == '"'


def test_prose_is_no_table() -> None:
    with pytest.raises(NotATable, match=r"letter\.csv has no columns: no comma, semicolon, tab or bar") as caught:
        detect("Dear Sir or Madam\nthank you for your order\n", "letter.csv")
    assert "What to do: export it again as CSV" in str(caught.value)


def test_a_header_names_and_does_not_count() -> None:
    assert looks_like_header(["customer", "e-mail", "Q1"])
    for row in (["Anna", "12,50"], ["Anna", "€ 3"], ["a@b.lt", "x"], ["Anna", "5/1/2024"], ["Anna", "", ""]):
        assert not looks_like_header(row), row


def test_a_piece_of_text_is_cut_into_rows() -> None:
    layout = detect("customer;note\nAnna;1\n", "a.csv")
    assert rows_of('Bo;"x;y"\n\nCy;2\n', layout) == [["Bo", "x;y"], ["Cy", "2"]]
