"""Ids as they stand where they need no care, and with care where they do."""

from __future__ import annotations

import duckdb
import pytest

from regulars.readers.rows.customers import customer, plain_id
from tests.readers.rows.tables import values


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("C-1042", True), ("17850", True), ("0", False), ("0.0", False), ("00", True), (" C-1", False), ("C-1 ", False),
     ("Ana", False), ("ana@mail.r2", False), ("+37061234567", False), ("é1", False)],
)  # fmt: skip
def test_most_ids_need_no_care(connection: duckdb.DuckDBPyConnection, cell: str, plain: bool) -> None:
    assert values(connection, f"SELECT {plain_id('cell')} FROM (SELECT '{cell}' AS cell)") == [plain]


def test_what_needs_care_is_somebody_nobody_or_a_pseudonym(connection: duckdb.DuckDBPyConnection) -> None:
    def read(cell: str) -> object:
        return values(
            connection, f"SELECT {customer('cell', chr(39) + 'key' + chr(39), personal=False)} FROM (SELECT '{cell}' AS cell)"
        )[0]

    assert (read("Ana"), read("Guest"), read("0"), read("")) == ("Ana", None, None, None)
    assert str(read("Ana@Mail.com")).startswith("e-")
    assert read("Ana@Mail.com") == read("ana@mail.com")
    assert str(read("+370 612 34567")).startswith("p-")
