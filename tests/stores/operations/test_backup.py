"""A backup is one file; it is restored to either database, and goes on from there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars.actions.rewards.ledger.requests import Merge, Spend
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import Purchase
from regulars.errors import DamagedStore, NotAStore, UsageError, WrongKey
from regulars.stores.operations.backup import backup, restore
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.keys import ApiKeys
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.migrating import migrate, revision
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.unlocking import need_right_key, settle
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

KEY = StoreKey(bytes(range(32)))


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
    assert Members(empty, KEY).some() == []
    assert restore(tmp_path / "kept.db", empty, journal, KEY, at=AT).rows > 0


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
