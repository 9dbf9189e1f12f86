"""Addresses: what is read, where, and what nobody gets to see."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.readers.databases.addresses import is_address, parse, with_query


@pytest.mark.parametrize(
    ("text", "kind", "target", "table", "query", "shown"),
    [
        ("sqlite:///shop.db?table=orders", "sqlite", "shop.db", "orders", "", "sqlite:///shop.db orders"),
        ("sqlite:////srv/my%20shop.db?table=orders", "sqlite", "/srv/my shop.db", "orders", "",
         "sqlite:////srv/my%20shop.db orders"),
        ("sqlite://shop.db?table=orders", "sqlite", "shop.db", "orders", "", "sqlite://shop.db orders"),
        ("duckdb:///shop.duckdb?query=SELECT 1 AS a;", "duckdb", "shop.duckdb", "", "SELECT 1 AS a",
         "duckdb:///shop.duckdb query"),
        ("sqlite:///s.db?query=SELECT%20*%20FROM o WHERE a='x&y=z'", "sqlite", "s.db", "", "SELECT * FROM o WHERE a='x&y=z'",
         "sqlite:///s.db query"),
        ("postgresql://anna:rose@db.example:5433/shop?sslmode=require&table=till.sales", "postgresql",
         "postgresql://anna:rose@db.example:5433/shop?sslmode=require", "till.sales", "",
         "postgresql://anna:***@db.example:5433/shop till.sales"),
        ("postgres://db.example/shop?table=orders", "postgresql", "postgresql://db.example/shop", "orders", "",
         "postgresql://db.example/shop orders"),
        ("postgresql:///?service=shop&password=rose&table=orders", "postgresql",
         "postgresql:///?service=shop&password=rose", "orders", "", "postgresql:/// orders"),
    ],
)  # fmt: skip
def test_the_parts_of_an_address(text: str, kind: str, target: str, table: str, query: str, shown: str) -> None:
    address = parse(text)
    assert (address.kind, address.target, address.table, address.query, address.shown) == (kind, target, table, query, shown)
    assert "rose" not in repr(address)


def test_a_query_of_the_command_line_is_taken_as_it_is() -> None:
    query = "SELECT * FROM orders WHERE note LIKE '%20 & more%' -- ?table=x"
    assert parse(with_query("sqlite:///shop.db", query)).query == query
    assert parse(with_query("postgresql://db/shop?sslmode=require", query)).query == query


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mysql://anna:rose@db.example/shop", "mysql://anna:***@db.example/shop is an address that can't be read"),
        ("https://anna:rose@shop.example/orders.csv", "https://anna:***@shop.example/orders.csv is an address"),
        ("postgresql://anna:rose@db/shop", "postgresql://anna:***@db/shop names neither a table nor a query"),
        ("sqlite:///shop.db?table=orders&query=SELECT 1", "names both a table and a query"),
        ("sqlite:///shop.db?table=orders&mode=rw", "has the option mode"),
        ("postgresql://anna:ro/se@db/shop?table=orders", "holds a sign that ends it too early"),
        ("postgresql://anna:ro?se@db/shop?table=orders", "holds a sign that ends it too early"),
        ("postgresql://anna:ro@se@db/shop?table=orders", "holds a sign that ends it too early"),
    ],
)
def test_what_is_no_address_is_said_without_its_password(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert said in str(caught.value)
    for secret in ("rose", "ro/", "ro?", "se@"):
        assert secret not in str(caught.value)


def test_paths_are_no_addresses() -> None:
    assert not is_address("orders.csv")
    assert is_address("sqlite:///shop.db?table=orders")
