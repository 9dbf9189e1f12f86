"""The data contract: every kind declared once, in words that no engine reserves."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from regulars.errors import UsageError
from regulars.facts.kinds import KINDS, PURCHASES, SCHEMA_VERSION, empty_table

COLUMNS = sorted({c.name for kind in KINDS.values() for c in kind.columns})
# Reserved by Spark in ANSI mode or by PostgreSQL, and not by DuckDB, which names its own.
RESERVED_ELSEWHERE = set(
    "all analyse analyze and any array as asc at authorization between both case cast check collate column constraint create "
    "cross current_date current_time current_timestamp current_user default deferrable desc distinct do else end except false "
    "fetch filter for foreign from full grant group having in initially inner intersect into is join lateral leading left "
    "localtime localtimestamp natural not null offset on only or order outer overlaps placing primary references returning "
    "right select session_user some symmetric table then time to trailing true union unique user using variadic when where "
    "window with limit".split()
)


def reserved_by_duckdb() -> set[str]:
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'").fetchall()
    return {name for (name,) in rows}


def test_no_column_is_a_reserved_word_of_an_engine() -> None:
    assert set(COLUMNS) & (reserved_by_duckdb() | RESERVED_ELSEWHERE) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_says_what_it_means_and_shows_one(kind: str) -> None:
    for column in KINDS[kind].columns:
        assert column.meaning, column.name
        assert column.example, column.name


def test_every_kind_begins_with_who_what_when() -> None:
    heads = {k: [c.name for c in kind.columns[:7]] for k, kind in KINDS.items() if kind.has_customer}
    assert len({tuple(h) for h in heads.values()}) == 1
    assert heads["purchases"][:3] == ["fact_id", "customer_id", "occurred_at"]
    assert [k for k, kind in KINDS.items() if not kind.has_customer] == ["conditions"]


def test_who_may_be_unknown_is_said_kind_by_kind() -> None:
    unknown = {k for k, kind in KINDS.items() if kind.has_customer and not kind.column("customer_id").required}
    assert unknown == {"purchases", "purchase_lines", "refunds", "answers", "complaints"}


def test_an_example_is_one_of_the_words_a_column_may_hold() -> None:
    listed = [c for kind in KINDS.values() for c in kind.columns if c.values]
    assert {c.name for c in listed} >= {"event", "form", "act", "direction", "purpose", "change", "condition", "channel"}
    assert [c for c in listed if c.example not in c.values] == []


def test_what_makes_two_rows_one_fact_are_columns_of_the_kind() -> None:
    for kind in KINDS.values():
        assert set(kind.identity) <= {c.name for c in kind.columns}, kind.name


def test_the_kinds_are_those_of_the_contract() -> None:
    assert (
        list(KINDS)
        == (
            "purchases purchase_lines refunds answers contacts permissions complaints advocacy incentives commitments"
            " conditions assignments attributes identities"
        ).split()
    )


def test_a_part_carries_the_contract_in_its_metadata() -> None:
    metadata = PURCHASES.schema.metadata
    assert metadata[b"regulars.kind"] == b"purchases"
    assert metadata[b"regulars.schema"] == str(SCHEMA_VERSION).encode()
    assert PURCHASES.schema.field("customer_id").nullable, "a guest's purchase names no customer"
    assert not PURCHASES.schema.field("amount_minor").nullable
    assert pa.types.is_integer(PURCHASES.column("amount_minor").type), "money is whole minor units"
    assert empty_table(PURCHASES).num_rows == 0


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="Purchases has no column price") as refused:
        PURCHASES.column("price")
    assert "amount_minor" in refused.value.expected
