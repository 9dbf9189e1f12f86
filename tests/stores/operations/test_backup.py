"""A backup is one file; it is restored to either database, and goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from regulars.actions.rewards.ledger.requests import Merge, Spend
from regulars.errors import EnvironmentFault, NotAStore, UsageError
from regulars.stores.operations.backup import backup
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members
from regulars.stores.operations.migrating import bring_up, migrate, revision
from regulars.stores.operations.restoring import restore
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

KEY = StoreKey(bytes(range(32)))


def test_what_was_kept_is_there_again_and_goes_on(store: Store, empty: Store, tmp_path: Path) -> None:
    join(store, "anna", "ben", "cem")
    ledger = StoreLedger(store)
    for n, member in enumerate(("anna", "ben", "cem")):
        ledger.act(earn(member, f"o{n}", 50), key=f"e{n}", at=AT)
    ledger.act(Merge(absorbed="ben", into="anna"), key="m", at=AT)
    rows = backup(store, tmp_path / "kept.db")
    assert [p.name for p in tmp_path.glob("kept.db*")] == ["kept.db"]
    done = restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)
    assert (done.rows, done.erased) == (rows, 0)
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


@pytest.mark.parametrize("name", ["kept", "b[2].db"])
def test_a_backup_touches_no_file_but_its_own(store: Store, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside it lie files of hers whose names begin as its own does; a name with brackets is a name."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for neighbour in (f"{name}.new-2024.db", f"{name}.newer", f"{name}.new", "b2.db.new"):
        (folder / neighbour).write_text("precious")
    before = sorted(folder.iterdir())
    with monkeypatch.context() as patched:
        patched.setattr("regulars.stores.operations.backup.copy_all", stops)
        with pytest.raises(NotAStore, match="stops here"):
            backup(store, folder / name)
    assert sorted(folder.iterdir()) == before
    backup(store, folder / name)
    assert sorted(folder.iterdir()) == sorted([*before, folder / name])


def stops(*_: object) -> int:
    raise NotAStore("it stops here")


def test_a_backup_to_a_folder_that_is_not_there_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"The backup failed: there is no such file or folder"):
        backup(store, tmp_path / "nowhere" / "kept.db")


@pytest.fixture
def older(address: str, tmp_path: Path) -> Iterator[Store]:
    """A store of revision 0006, on either database: this version has tables that it has not, or columns."""
    if "://" in address:
        with psycopg.connect(address, autocommit=True) as c:
            c.execute("DROP SCHEMA public CASCADE")
            c.execute("CREATE SCHEMA public")
    with open_store(address if "://" in address else tmp_path / "older.db") as store:
        with store.writing() as c:
            bring_up(c, store, "0006")
            c.execute(text("INSERT INTO members (member_id, joined_at) VALUES ('anna', '2026-01-01 09:00:00')"))
            values = "('till', 'o-1', 'anna', '2026-01-01 09:00:00', 500, 'EUR', '2026-01-01 09:00:00')"
            columns = "source, order_id, member_id, occurred_at, amount_minor, currency, recorded_at"
            c.execute(text(f"INSERT INTO orders ({columns}) VALUES {values}"))
        yield store


def test_a_store_of_an_older_version_is_kept_before_it_is_migrated(older: Store, empty: Store, tmp_path: Path) -> None:
    rows = backup(older, tmp_path / "kept.db")
    with open_store(tmp_path / "kept.db") as kept:
        assert revision(kept) == revision(older) == "0006"
    migrate(older)
    done = restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)
    assert (done.rows, done.revision) == (rows, "0006")
    asked = text("SELECT member_id, amount_minor, line_ids FROM orders")
    with empty.reading() as c, older.reading() as o:
        assert c.execute(asked).all() == o.execute(asked).all() == [("anna", 500, None)]


@pytest.mark.parametrize("wanted", ["0001", "0002", "0003", "0004", "0005"])
def test_every_revision_is_kept_and_restored(empty: Store, tmp_path: Path, wanted: str) -> None:
    """The first ones had members and no table yet for idempotency keys, among which a store's key is marked."""
    with open_store(tmp_path / "older.db") as older:
        with older.writing() as c:
            bring_up(c, older, wanted)
            c.execute(text("INSERT INTO members (member_id, joined_at) VALUES ('anna', '2025-01-01 09:00:00')"))
        assert backup(older, tmp_path / "kept.db") == 1
    done = restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)
    assert (done.rows, done.revision) == (1, wanted)
    assert Members(empty, KEY).find("anna").joined_at.year == 2025
    assert check(empty) == []


def test_what_this_version_would_lose_is_not_kept(store: Store, tmp_path: Path) -> None:
    with store.writing() as c:
        c.execute(text("ALTER TABLE orders ADD COLUMN table_number integer"))
    with pytest.raises(NotAStore, match=r"has orders\.table_number, which this version does not keep"):
        backup(store, tmp_path / "kept.db")
    assert not list(tmp_path.glob("kept.db*"))
