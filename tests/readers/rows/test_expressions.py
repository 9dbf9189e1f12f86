"""Names, texts and blanks as SQL, tried on values that people have."""

from __future__ import annotations

import duckdb
import pytest

from regulars.facts.mapping import SourceColumn
from regulars.readers.rows.expressions import (
    GUEST_WORDS,
    filled,
    identifier,
    is_number,
    is_text,
    literal,
    literals,
    text_of,
    trimmed,
    untouched,
)
from tests.readers.rows.tables import values


@pytest.mark.parametrize("name", ["plain", 'a "b" c', "it's", "näme; DROP TABLE x", "sel ect"])
def test_any_name_and_any_text_survive_quoting(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    found = connection.execute(f"SELECT {literal(name)} AS {identifier(name)}")
    assert [d[0] for d in found.description or ()] == [name]
    assert found.fetchall() == [(name,)]


def test_texts_in_a_list(connection: duckdb.DuckDBPyConnection) -> None:
    assert values(connection, f"SELECT 'O''Hara' IN ({literals(('Ana', 'O' + chr(39) + 'Hara'))})") == [True]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ana", "Ana"),
        (" Ana ", "Ana"),
        ("Ana B", "Ana B"),
        ("\tAna\r\n", "Ana"),
        ("\u00a0Zoë\u00a0B\u202f", "Zoë\u00a0B"),
        ("\ufeffAna", "Ana"),
        ("Ana\u2009", "Ana"),
        ("", ""),
    ],
)
def test_white_space_of_any_kind_goes(connection: duckdb.DuckDBPyConnection, written: str, expected: str) -> None:
    (found,) = connection.execute(f"SELECT {trimmed('a')} FROM (SELECT ? AS a)", [written]).fetchall()
    assert found == (expected,)


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("VARCHAR", " 17850 ", "17850"),
        ("DOUBLE", "17850.0", "17850"),
        ("DOUBLE", "0.5", "0.5"),
        ("DECIMAL(9, 2)", "12.00", "12"),
        ("BIGINT", "12", "12"),
        ("DATE", "2024-01-05", "2024-01-05"),
    ],
)
def test_any_column_as_text(connection: duckdb.DuckDBPyConnection, type_: str, value: str, expected: str) -> None:
    sql = f"SELECT {text_of(SourceColumn('id', type_))} FROM (SELECT CAST('{value}' AS {type_}) AS id)"
    assert values(connection, sql) == [expected]


def test_text_that_the_next_step_reads_anyway_is_left_alone(connection: duckdb.DuckDBPyConnection) -> None:
    assert values(connection, f"SELECT {untouched(SourceColumn('id'))} FROM (SELECT ' x ' AS id)") == [" x "]
    assert values(connection, f"SELECT {untouched(SourceColumn('id', 'DOUBLE'))} FROM (SELECT 3.0 AS id)") == ["3"]


def test_types_that_are_texts_or_numbers() -> None:
    kinds = ("VARCHAR", "UBIGINT", "HUGEINT", "FLOAT", "DECIMAL(18,2)", "DATE", "BOOLEAN", "INTERVAL")
    columns = [SourceColumn("c", kind) for kind in kinds]
    assert [is_text(c) for c in columns] == [True, *[False] * 7]
    assert [is_number(c) for c in columns] == [False, True, True, True, True, False, False, False]


def test_words_for_nothing_are_nothing_and_a_guest_is_nobody(connection: duckdb.DuckDBPyConnection) -> None:
    words = "(SELECT unnest(['Ana', '', 'N/A', 'nan', 'Guest', 'nancy']) AS a)"
    assert values(connection, f"SELECT {filled('a')} FROM {words}") == ["Ana", None, None, None, "Guest", "nancy"]
    assert values(connection, f"SELECT {filled('a', GUEST_WORDS)} FROM {words}") == ["Ana", None, None, None, None, "nancy"]
