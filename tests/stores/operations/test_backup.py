"""A backup is one file; it is restored to either database, and goes on from there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars.actions.rewards.ledger.requests import Merge, Spend
from regulars.errors import NotAStore, UsageError
from regulars.stores.operations.backup import backup, restore
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Where to restore to."""
    address = request.getfixturevalue("another_postgres_address") if request.param == "postgres" else tmp_path / "restored.db"
    with open_store(address) as opened:
        yield opened


def test_what_was_kept_is_there_again_and_goes_on(store: Store, empty: Store, tmp_path: Path) -> None:
    join(store, "anna", "ben", "cem")
    ledger = StoreLedger(store)
    for n, member in enumerate(("anna", "ben", "cem")):
        ledger.act(earn(member, f"o{n}", 50), key=f"e{n}", at=AT)
    ledger.act(Merge(absorbed="ben", into="anna"), key="m", at=AT)
    rows = backup(store, tmp_path / "kept.db")
    assert [p.name for p in tmp_path.glob("kept.db*")] == ["kept.db"]
    assert restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl") == rows
    assert totals(empty) == totals(store)
    again = StoreLedger(empty)
    assert again.act(earn("anna", "o0", 50), key="e0", at=AT) == ledger.act(earn("anna", "o0", 50), key="e0", at=AT)
    again.act(Spend(member="ben", amount=100), key="s", at=AT)
    join(empty, "dov")
    again.act(earn("dov", "o9", 5), key="e9", at=AT)
    assert check(empty) == []


def test_a_backup_overwrites_nothing_and_is_for_its_owner(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kept.db")
    assert (tmp_path / "kept.db").stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError, match="there already"):
        backup(store, tmp_path / "kept.db")


def test_a_store_that_holds_something_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kept.db")
    join(store, "anna")
    with pytest.raises(UsageError, match="holds members already"):
        restore(tmp_path / "kept.db", store, tmp_path / "erasures.jsonl")


def test_what_is_no_backup_restores_nothing(empty: Store, tmp_path: Path) -> None:
    journal = tmp_path / "erasures.jsonl"
    with pytest.raises(NotAStore, match="no backup"):
        restore(tmp_path / "nothing.db", empty, journal)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE a (b)").connection.close()
    with pytest.raises(NotAStore, match="holds no store yet"):
        restore(tmp_path / "other.db", empty, journal)
