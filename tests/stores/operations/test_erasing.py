"""The erase drill: a thousand people, erased, in no byte of anything afterwards, and the ledger's sums unchanged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from regulars.errors import DamagedStore, NotInStore
from regulars.stores.operations.backup import backup
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.erasing import destroy, erase, erased_members, outstanding
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.restoring import restore
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT
from tests.stores.operations.test_ledger import earn

KEY = StoreKey(bytes(range(32)))
PEOPLE = int(os.environ.get("PEOPLE", "60"))


def bytes_of(store: Store, folder: Path) -> bytes:
    """Every byte that a store and its folder keep; of a server, every row as text."""
    if store.is_sqlite:
        return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    with store.reading() as c:
        names = c.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars().all()
        return b"".join(repr(c.exec_driver_sql(f"SELECT * FROM {name}").all()).encode() for name in names)


def test_whom_we_erase_is_nowhere_and_a_restore_does_not_bring_them_back(store: Store, tmp_path: Path) -> None:
    members, ledger, journal = Members(store, KEY), StoreLedger(store), tmp_path / "erasures.jsonl"
    ids = [
        members.join(key=f"j{n}", at=AT, person=Person(f"canary{n:04}x", f"canary{n:04}@example.org")) for n in range(PEOPLE)
    ]
    for n, member in enumerate(ids):
        ledger.act(earn(member, f"o-{n}", 10 + n), key=f"e{n}", at=AT)
    kept = tmp_path / "kept.db"
    backup(store, kept)
    before, cipher = totals(store), sealed(store)
    for member in ids:
        erase(store, journal, member, AT)
    assert totals(store) == before
    assert check(store) == []
    assert b"canary" not in bytes_of(store, tmp_path)
    assert sealed(store) == []
    with open_store(tmp_path / "again.db") as again:
        assert restore(kept, again, journal, KEY, at=AT).erased == PEOPLE
        assert sealed(again) == []
        assert outstanding(again, journal) == []
        assert totals(again) == before
    found = (tmp_path / "again.db").read_bytes()
    assert cipher
    assert not any(one in found for one in cipher), "even what was sealed is overwritten"


def sealed(store: Store) -> list[bytes]:
    with store.reading() as c:
        return [bytes(row.sealed) for row in c.exec_driver_sql("SELECT sealed FROM people ORDER BY member_id")]


def test_erasing_twice_is_erasing_once(store: Store, tmp_path: Path) -> None:
    members, journal = Members(store, KEY), tmp_path / "erasures.jsonl"
    anna = members.join(key="k", at=AT, person=Person("Anna"))
    for _ in range(2):
        erase(store, journal, anna, AT)
    assert members.person(anna) is None
    assert erased_members(journal) == {anna: AT}
    with pytest.raises(NotInStore, match="no member"):
        erase(store, journal, "zoe", AT)
    with pytest.raises(NotInStore, match="was erased on 2026-01-01"):
        members.find(anna)
    with pytest.raises(NotInStore, match="was erased on"):
        members.know(anna, Person("Anna"), AT)
    with pytest.raises(NotInStore, match="was erased on 2026-01-01"):
        StoreLedger(store).act(earn(anna, "o", 5), key="e", at=AT)


def test_a_journal_torn_by_a_power_cut_is_read_up_to_there(store: Store, tmp_path: Path) -> None:
    members, journal = Members(store, KEY), tmp_path / "erasures.jsonl"
    anna, ben = (members.join(key=name, at=AT, person=Person(name)) for name in ("anna", "ben"))
    erase(store, journal, anna, AT)
    with journal.open("a") as f:
        f.write('{"member_id": "b')
    assert set(erased_members(journal)) == {anna}
    erase(store, journal, ben, AT)
    assert set(erased_members(journal)) == {anna, ben}
    assert store.write(lambda c: destroy(c, erased_members(journal))) == 0, "both are gone already"
    journal.write_text("nonsense\n" + journal.read_text())
    with pytest.raises(DamagedStore, match="line 1 cannot be read"):
        erased_members(journal)
