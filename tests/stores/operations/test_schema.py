"""What must never be wrong is refused by the database itself, whoever asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import ACCOUNTS, APPEND_ONLY, ENTRIES, KEYS, LOTS, MEMBERS, METADATA

AT = datetime(2026, 1, 1)
ENTRY: dict[str, Any] = {
    "account_id": 1, "number": 1, "kind": "earned", "occurred_at": AT, "recorded_at": AT, "available": 50, "issued": -50,
    "available_after": 50, "pending_after": 0, "debt_after": 0, "details": {},
}  # fmt: skip
LOT: dict[str, Any] = {
    "account_id": 1, "number": 1, "owner": 1, "amount": 50, "remaining": 50, "held": 0, "used": 0, "expired": 0, "clawed": 0,
    "matured": True, "earned_at": AT, "source": "", "rule": "", "arm": "",
}  # fmt: skip


@pytest.fixture
def anna(store: Store) -> Store:
    with store.writing() as c:
        c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})
        c.execute(insert(ACCOUNTS), {"account_id": 1, "member_id": "anna", "unit": "points"})
        c.execute(insert(ENTRIES), ENTRY)
        c.execute(insert(LOTS), LOT)
        c.execute(insert(KEYS), {"key": "k", "digest": "d", "answer": {}, "recorded_at": AT})
    return store


def refused(store: Store, statement: Any, values: Any = None) -> str:
    with pytest.raises(DBAPIError) as e, store.engine.begin() as c:
        c.execute(statement, values)
    return str(e.value)


@pytest.mark.parametrize("legs", [{"available": 50}, {"available": 50, "debt": 50, "issued": -50}, {"debt": 1, "issued": -1}])
def test_legs_that_do_not_sum_to_zero_are_refused(anna: Store, legs: dict[str, int]) -> None:
    values = {k: v for k, v in ENTRY.items() if k not in ("available", "issued")} | {"number": 2} | legs
    assert "sum_is_zero" in refused(anna, insert(ENTRIES), values)


def test_what_is_written_stays(anna: Store) -> None:
    for table in (ENTRIES, KEYS):
        first = next(iter(table.columns))
        assert "append-only" in refused(anna, update(table).values({first.name: first}))
        assert "append-only" in refused(anna, delete(table))
    assert {t.name for t in METADATA.sorted_tables} >= set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nothing_takes_the_place_of_what_is_written(anna: Store, table: str) -> None:
    """SQLite would delete the row that is in the way, and fire no trigger of deletes. PostgreSQL knows no such insert."""
    if not anna.is_sqlite:
        return
    with anna.engine.begin() as c:
        spent = "1, 1, 1, 1, 'written_off', 5"
        c.exec_driver_sql(
            f"INSERT INTO uses (by_account, by_number, spend_account, spend_number, source, amount) VALUES ({spent})"
        )
        c.exec_driver_sql("INSERT INTO campaigns VALUES ('k', '', '', 1, NULL, NULL, NULL, NULL, NULL, 0)")
        c.exec_driver_sql("INSERT INTO codes VALUES ('d', 'k', 1, 0)")
        c.exec_driver_sql("INSERT INTO code_uses VALUES (1, 1, 1, 'd', 'anna', NULL, '')")
    for number in ("", "rowid, "):  # the number that SQLite itself gave the row is in the way, too
        names = number + ", ".join(column.name for column in METADATA.tables[table].columns)
        again = names.replace("amount", "99").replace(" number", " 99") if number else names
        with pytest.raises(IntegrityError, match=f"{table} is append-only"), anna.engine.begin() as c:
            c.exec_driver_sql(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {again} FROM {table}")
    with anna.engine.begin() as c:
        assert c.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 1


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"pending": -1}, "never_negative"),
        ({"available": 10, "held": 11}, "held_within_available"),
        ({"available": 10, "debt": 5}, "debt_is_repaid_first"),
    ],
)
def test_a_balance_cannot_be_wrong(anna: Store, values: dict[str, int], rule: str) -> None:
    assert rule in refused(anna, update(ACCOUNTS).values(values))


@pytest.mark.parametrize(
    ("values", "rule"), [({"used": 10}, "adds_up"), ({"held": 51}, "held_within_remaining"), ({"amount": 0}, "lots")]
)
def test_a_lot_adds_up(anna: Store, values: dict[str, int], rule: str) -> None:
    assert rule in refused(anna, update(LOTS).values(values))


def test_an_entry_has_one_number(anna: Store) -> None:
    with pytest.raises(IntegrityError), anna.engine.begin() as c:
        c.execute(insert(ENTRIES), ENTRY)
