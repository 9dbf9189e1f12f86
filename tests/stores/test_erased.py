"""Marks of erased persons can be compared and not read; what they did is kept out."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.facts.intake import BadRow, Intake, Quarantined
from regulars.facts.kinds import KINDS
from regulars.readers.rows.customers import customer
from regulars.readers.rows.expressions import literal
from regulars.stores.workspace.erased import GONE, Erased, mark, naming, pseudonyms, scrubbed

KEY = "a" * 64


@pytest.mark.parametrize("address", ["Anna@Example.com", "+370 600 12345", "Ona Petraitytė"])
def test_a_pseudonym_is_the_one_that_a_reader_makes(address: str) -> None:
    made = duckdb.execute(
        f"SELECT {customer('v', literal(KEY), personal=True)} FROM (SELECT CAST(? AS VARCHAR) AS v)", [address]
    ).fetchall()
    assert made[0][0] in pseudonyms(KEY, address)


def test_a_mark_says_nothing_without_the_key_and_minds_no_capitals() -> None:
    assert mark(KEY, "C-7") == mark(KEY, "c-7")
    assert mark(KEY, "C-7") != mark("b" * 64, "C-7")
    assert mark(KEY, "7") != "7"


@given(st.from_regex(r"[A-Z]{1,3}-[0-9]{1,4}", fullmatch=True), st.from_regex(r"[A-Z]{1,3}-[0-9]{1,4}", fullmatch=True))
def test_a_name_is_found_as_a_whole_word_alone(one: str, other: str) -> None:
    assert naming([one]).search(f"rows of {one}, and more")
    assert bool(naming([one]).search(f"x {other} y")) == (one == other)


def test_values_are_cleaned_at_any_depth_and_paths_stay() -> None:
    values = {"path": "facts/C-7.parquet", "said": ["C-7 and C-77", {"n": 7, "value": "c-7"}]}
    assert scrubbed(values, naming(["C-7"])) == {
        "path": "facts/C-7.parquet", "said": [f"{GONE} and C-77", {"n": 7, "value": GONE}],
    }  # fmt: skip


def test_what_erased_persons_did_is_kept_out_and_counted() -> None:
    bad = Quarantined("bad_date", 1, "the date", (BadRow("a.csv", 1, 2, "who", "Anna", "bad_date"),))
    intake = Intake(("a.csv",), 3, 2, (), (bad,), (), ())
    with duckdb.connect() as connection:
        for kind in KINDS:
            connection.execute(f"CREATE TABLE incoming_{kind} (fact_id BLOB, customer_id VARCHAR)")
        connection.execute("CREATE TABLE bought (who VARCHAR); INSERT INTO bought VALUES ('Anna'), ('Ben'), (NULL)")
        connection.execute("DROP TABLE incoming_purchases")
        connection.execute(
            "CREATE VIEW incoming_purchases AS SELECT CAST('x' AS BLOB) AS fact_id, who AS customer_id FROM bought"
        )
        connection.execute("CREATE TABLE quarantine AS SELECT 'Anna' AS value UNION ALL SELECT 'Ben'")
        for kind in ("identities", "advocacy"):
            more = "same_as" if kind == "identities" else "other_customer_id"
            connection.execute(f"ALTER TABLE incoming_{kind} ADD COLUMN {more} VARCHAR")
        connection.execute("INSERT INTO incoming_identities VALUES ('x', 'Ben', 'Anna')")
        left = Erased((mark(KEY, "anna"),), KEY).keep_out(connection, intake)
        bought = connection.execute("SELECT customer_id FROM incoming_purchases ORDER BY ALL").fetchall()
        assert connection.execute("SELECT count(*) FROM incoming_identities").fetchall() == [(0,)]
        assert connection.execute("SELECT value FROM quarantine ORDER BY value").fetchall() == [(GONE,), ("Ben",)]
    assert bought == [("Ben",), (None,)]
    assert [n.sentence for n in left.noticed] == ["2 facts were not kept, because the customer was erased"]
    assert left.quarantined[0].first[0].value == GONE


def test_where_nobody_was_erased_nothing_is_looked_at() -> None:
    intake = Intake((), 0, 0, (), (), (), ())
    with duckdb.connect() as connection:
        assert Erased((), KEY).keep_out(connection, intake) is intake
