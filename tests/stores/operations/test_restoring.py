"""A restore fills a new store from a backup of this version or an older one, or leaves nothing behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from regulars.actions.rewards.ledger.requests import Spend
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import Purchase
from regulars.errors import DamagedStore, EnvironmentFault, NotAStore, UsageError, WrongKey
from regulars.stores.operations import erasing
from regulars.stores.operations.backup import backup
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.journal import remember
from regulars.stores.operations.keys import ApiKeys
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.migrating import bring_up, migrate, newest, revision
from regulars.stores.operations.restoring import restore
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.unlocking import need_right_key, proof, settle
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

KEY = StoreKey(bytes(range(32)))


def test_a_store_that_holds_something_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kept.db")
    join(store, "anna")
    with pytest.raises(UsageError, match="holds members already"):
        restore(tmp_path / "kept.db", store, tmp_path / "erasures.jsonl", KEY, at=AT)


def test_what_is_no_backup_restores_nothing(empty: Store, tmp_path: Path) -> None:
    journal = tmp_path / "erasures.jsonl"
    with pytest.raises(NotAStore, match="no backup"):
        restore(tmp_path / "nothing.db", empty, journal, KEY, at=AT)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE a (b)").connection.close()
    with pytest.raises(NotAStore, match="holds no store yet"):
        restore(tmp_path / "other.db", empty, journal, KEY, at=AT)


def a_shop_with_anna(store: Store, kept: Path) -> str:
    anna = Members(store, KEY).join(key="j", at=AT, customer_id="C-1", person=Person("Anna"))
    StoreLedger(store).act(earn(anna, "o-1", 50), key="e", at=AT)
    backup(store, kept)
    return anna


def test_a_key_that_opens_nothing_of_the_backup_restores_nothing(store: Store, empty: Store, tmp_path: Path) -> None:
    """She took regulars.toml and the backup to a new machine, and left store.key behind."""
    anna = a_shop_with_anna(store, tmp_path / "kept.db")
    before = revision(empty) if not empty.is_sqlite else None
    absent, journal = StoreKey.sought(tmp_path / "store.key"), tmp_path / "erasures.jsonl"
    with pytest.raises(WrongKey, match=r"There is no key to what .*kept\.db holds"):
        restore(tmp_path / "kept.db", empty, journal, absent, at=AT)
    with pytest.raises(WrongKey, match=r"key does not open what .*kept\.db holds") as e:
        restore(tmp_path / "kept.db", empty, journal, StoreKey.new(), at=AT)
    assert "put it there" in e.value.do
    assert "--lost-key" in e.value.do
    assert absent.is_missing
    assert not (tmp_path / "restored.db").exists()
    assert empty.is_sqlite or revision(empty) == before
    restore(tmp_path / "kept.db", empty, journal, KEY, at=AT)
    found = Members(empty, KEY).person(anna)
    assert found is not None
    assert found.name == "Anna"


def test_a_lost_key_costs_people_and_nothing_else(store: Store, empty: Store, tmp_path: Path) -> None:
    anna = Members(store, KEY).join(key="j", at=AT, customer_id="C-1", person=Person("Anna"))
    paid = Purchase(source="till", order_id="o-1", amount_minor=500, currency="EUR", member=anna)
    Sales(store, KEY, Rules(), "EUR").buy(paid, key="p", at=AT)
    StoreLedger(store).act(earn(anna, "o-2", 50), key="e", at=AT)
    backup(store, tmp_path / "kept.db")
    new, journal = StoreKey.sought(tmp_path / "store.key"), tmp_path / "erasures.jsonl"
    with pytest.raises(UsageError, match="The key opens what"):
        restore(tmp_path / "kept.db", empty, journal, KEY, at=AT, lost_key=True)
    restore(tmp_path / "kept.db", empty, journal, new, at=AT, lost_key=True)
    need_right_key(empty, StoreKey.at(tmp_path / "store.key"))
    with pytest.raises(WrongKey, match="does not open"):
        need_right_key(empty, KEY)
    members = Members(empty, new)
    assert members.person(anna) is None
    assert members.of_customer("C-1").member_id == anna
    assert StoreLedger(empty).balance(anna, AT).available == 50
    Sales(empty, new, Rules(), "EUR").buy(paid, key="again", at=AT)  # still hers
    assert check(empty) == []


def test_what_fails_on_the_way_restores_nothing(store: Store, empty: Store, tmp_path: Path) -> None:
    """The list of erasures is damaged, or what follows the copying fails: nobody who was erased is left known."""
    a_shop_with_anna(store, tmp_path / "kept.db")
    journal = tmp_path / "erasures.jsonl"
    journal.write_text("nonsense\n{}\n")
    with pytest.raises(DamagedStore, match="line 1 cannot be read"):
        restore(tmp_path / "kept.db", empty, journal, KEY, at=AT)
    journal.unlink()

    def fails(_: object) -> None:
        raise DamagedStore("the list of revoked keys cannot be read")

    with pytest.raises(DamagedStore, match="revoked keys"):
        restore(tmp_path / "kept.db", empty, journal, KEY, at=AT, then=fails)
    assert not (tmp_path / "restored.db").exists()
    assert empty.is_sqlite or Members(empty, KEY).some() == []
    assert restore(tmp_path / "kept.db", empty, journal, KEY, at=AT).rows > 0


def test_all_is_restored_though_the_log_stays(
    store: Store, empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit is made. Who is told of a failure must not restore again, and hears what is left to do."""
    anna, journal = a_shop_with_anna(store, tmp_path / "kept.db"), tmp_path / "erasures.jsonl"
    remember(journal, "member_id", anna, "erased_at", AT)
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "leave_no_trace", fails_to_write)
        with pytest.raises(EnvironmentFault, match=r"(?s)rows are restored and whom the list names is erased") as e:
            restore(tmp_path / "kept.db", empty, journal, KEY, at=AT)
    assert "the disk is full" in e.value.found
    assert (f"{empty.path}-wal" if empty.is_sqlite else "the server has not overwritten") in e.value.found
    assert e.value.do.startswith("do not restore again; ")
    assert Members(empty, KEY).person(anna) is None
    assert totals(empty) == totals(store)
    assert check(empty) == []


def fails_to_write(_: Store) -> None:
    raise EnvironmentFault("the disk is full")


def test_a_store_that_was_made_with_another_key_takes_no_backup(store: Store, empty: Store, tmp_path: Path) -> None:
    """`store init` made a key for the new store before the old key came. It would bear the wrong mark for ever."""
    Members(store, KEY).join(key="j", at=AT, person=Person("Anna"))
    settle(store, KEY, AT)
    backup(store, tmp_path / "kept.db")
    migrate(empty)
    settle(empty, StoreKey(bytes(32)), AT)
    with pytest.raises(WrongKey, match=r"(?s)made with another key.*move the empty store away"):
        restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)
    assert totals(empty) == {} or not any(totals(empty).values())


def test_a_backup_that_cannot_tell_its_key_marks_none(store: Store, empty: Store, tmp_path: Path) -> None:
    """Only API keys are sealed in it. A restore with a wrong key is not the last word; nor is the key called found."""
    ApiKeys(store, KEY).make("till", {"points:read"}, at=AT)
    backup(store, tmp_path / "kept.db")
    restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", StoreKey(bytes(32)), at=AT)
    need_right_key(empty, KEY)
    with empty.reading() as c:
        assert [proof(c, key) for key in (KEY, StoreKey(bytes(32)))] == [None, None], "nothing tells which of them is its own"


def as_of_revision(kept: Path, older: Path, wanted: str) -> None:
    """What a version of before would have kept of the same store: its own tables, with the rows that they can hold."""
    with open_store(older) as store, store.writing() as connection:
        bring_up(connection, store, wanted)
    with closing(sqlite3.connect(older, isolation_level=None)) as c:
        c.execute("PRAGMA foreign_keys=OFF")
        c.execute("ATTACH ? AS kept", (str(kept),))
        tables = [name for (name,) in c.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in sorted(set(tables) - {"alembic_version"}):
            columns = ", ".join(f'"{row[1]}"' for row in c.execute(f"PRAGMA main.table_info({table})"))
            c.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM kept.{table}")
        c.execute("PRAGMA journal_mode=DELETE")


@pytest.mark.parametrize("wanted", ["0006", "0004"])
def test_a_backup_of_an_older_version_is_restored_and_brought_up(
    store: Store, empty: Store, tmp_path: Path, wanted: str
) -> None:
    """Anna's points and her order are there, and the backup's file is as it was, to the last byte."""
    anna = a_shop_with_anna(store, tmp_path / "before.db")
    paid = Purchase(source="till", order_id="o-2", amount_minor=500, currency="EUR", member=anna)
    Sales(store, KEY, Rules(), "EUR").buy(paid, key="p", at=AT)
    backup(store, tmp_path / "kept.db")
    as_of_revision(tmp_path / "kept.db", tmp_path / "older.db", wanted)
    before = (tmp_path / "older.db").read_bytes()
    done = restore(tmp_path / "older.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)
    assert (done.revision, revision(empty)) == (wanted, newest())
    assert (tmp_path / "older.db").read_bytes() == before
    assert not list(tmp_path.glob(".restoring-*"))
    assert StoreLedger(empty).balance(anna, AT).available == 50
    assert totals(empty) == totals(store)
    person = Members(empty, KEY).person(anna)
    assert person is not None
    assert person.name == "Anna"
    StoreLedger(empty).act(Spend(member=anna, amount=20), key="s", at=AT.replace(day=2))
    if wanted == "0006":  # orders were not kept before that
        Sales(empty, KEY, Rules(), "EUR").buy(paid, key="again", at=AT)
    assert check(empty) == []


def test_a_backup_of_a_later_version_is_left_alone(store: Store, empty: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as c, c:
        c.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotAStore, match="which this version does not know"):
        restore(tmp_path / "kept.db", empty, tmp_path / "erasures.jsonl", KEY, at=AT)


def test_a_restore_that_fails_leaves_neither_a_key_nor_a_store(store: Store, empty: Store, tmp_path: Path) -> None:
    """Nobody is known in the backup, so any key does; the new one must not lie there for a store that is not."""
    join(store, "anna")
    StoreLedger(store).act(earn("anna", "o-1", 50), key="e", at=AT)
    backup(store, tmp_path / "kept.db")
    file, journal = tmp_path / "store.key", tmp_path / "erasures.jsonl"
    absent = StoreKey.sought(file)

    def fails(_: object) -> None:
        assert file.exists()
        raise DamagedStore("the list of revoked keys cannot be read")

    with pytest.raises(DamagedStore):
        restore(tmp_path / "kept.db", empty, journal, absent, at=AT, then=fails)
    assert not file.exists()
    assert absent.is_missing
    assert not list(tmp_path.glob("restored.db*"))
    restore(tmp_path / "kept.db", empty, journal, absent, at=AT)
    need_right_key(empty, StoreKey.at(file))
    assert StoreLedger(empty).balance("anna", AT).available == 50
