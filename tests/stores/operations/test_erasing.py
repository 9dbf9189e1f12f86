"""The erase drill: a thousand people, erased, in no byte of anything afterwards, and the ledger's sums unchanged."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import regulars as rg
from regulars.actions.rewards.ledger.requests import Merge
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import DamagedStore, NotInStore
from regulars.facts.query import Query
from regulars.stores.operations.backup import backup
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.erasing import destroy, erase, erased_members, outstanding
from regulars.stores.operations.holdings import history, holdings
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.restoring import left_behind, restore
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.wiring.operations import Operations
from regulars.wiring.shop import Workspace
from tests.stores.operations.members import AT
from tests.stores.operations.test_ledger import earn

KEY = StoreKey(bytes(range(32)))
PEOPLE = int(os.environ.get("PEOPLE", "60"))
SHOPPERS = 1 + PEOPLE // 25  # each is a flush and two erasures in the workspace


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


def test_whose_facts_go_is_in_no_byte_either_and_no_backup_tells_of_her(store: Store, empty: Store, tmp_path: Path) -> None:
    """Each bought as a customer, joined, bought and gave back as a member; then all are erased with their facts."""
    shop = rg.init(tmp_path / "shop", currency="EUR")
    with Operations(shop, store, KEY, clock=lambda: AT) as both:
        ids = [lived(both, n) for n in range(SHOPPERS)]
        lived(both, 9999, "BEN")
        both.flush()
        backup(store, tmp_path / "kept.db")
        before = totals(store)
        waits = Purchase(source="till", order_id="w", amount_minor=500, currency="EUR", customer_id="canary0000C")
        both.sales.buy(waits, key="w", at=AT)  # nobody has told the workspace of it
        for member in ids:
            both.erase(member, facts=True)
        assert totals(store) == before
        assert both.check() == []
        (tmp_path / "kept.db").rename(tmp_path.parent / f"{tmp_path.name}.kept")
        assert b"canary" not in bytes_of(store, tmp_path)
        assert sold(shop) == {"BEN9999C"}
    again = restored_elsewhere(shop, tmp_path / "again")
    with Operations(again, empty, KEY, clock=lambda: AT) as both:
        assert both.restore(tmp_path.parent / f"{tmp_path.name}.kept").blanked == 6 * SHOPPERS
        assert b"canary" not in bytes_of(empty, tmp_path)
        assert (both.flush(), sold(again)) == (6, {"BEN9999C"})
        assert both.check() == []
        assert totals(empty) == before
    assert b"canary" not in bytes_of(empty, tmp_path)


def lived(both: Operations, n: int, name: str = "canary") -> str:
    """Six facts: bought as a customer; joined; bought as a member, with points; gave both back, and with it points."""
    customer = f"{name}{n:04}C"
    at: dict[str, Any] = {"source": "till", "currency": "EUR"}

    def bought(order: str, amount_minor: int, **more: Any) -> None:
        both.sales.buy(Purchase(**at, order_id=order, amount_minor=amount_minor, **more), key=order, at=AT)

    def gave_back(order: str, lines: dict[str, int]) -> None:
        refund = MoneyBack(**at, order_id=order, refund_id=f"r{order}", lines=lines)
        both.sales.give_back(refund, key=f"r{order}", at=AT)

    bought(f"a{n}", 900, customer_id=customer)
    member = both.members.join(key=f"j{n}", at=AT, customer_id=customer, person=Person(f"{name} the person"))
    line = SaleLine(line_id="1", amount_minor=500, points=5, product_id=f"{name} bread")
    bought(f"b{n}", 500, member=member, lines=(line,), occurred_at=AT)
    gave_back(f"a{n}", {})
    gave_back(f"b{n}", {"1": 100})
    return member


def sold(shop: Workspace) -> set[str]:
    asked = Query("all", "", {"duckdb": "SELECT customer_id FROM purchases"})
    return {row["customer_id"] for row in shop.facts().engine.run(asked).to_pylist()}


def restored_elsewhere(shop: Workspace, folder: Path) -> Workspace:
    """A new folder with what docs/howto/store.md names."""
    folder.mkdir()
    for name in ("regulars.toml", "erasures.jsonl"):
        (folder / name).write_bytes((shop.folder.path / name).read_bytes())
    return rg.open(folder)


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


def four_who_are_one(store: Store) -> list[str]:
    """Anna became Ben's part, who became Cem's; Dov became Cem's, too. Each was known as a customer, with a person."""
    members, ledger = Members(store, KEY), StoreLedger(store)
    ids = [
        members.join(key=f"j{n}", at=AT, customer_id=f"C-{n}", household_id="h", person=Person(f"canary{n}x")) for n in range(4)
    ]
    for n, member in enumerate(ids):
        ledger.act(earn(member, f"o-{n}", 10 + n), key=f"e{n}", at=AT)
    anna, ben, cem, dov = ids
    for absorbed, into in ((anna, ben), (ben, cem), (dov, cem)):
        ledger.act(Merge(absorbed=absorbed, into=into), key=f"{absorbed} {into}", at=AT)
    return ids


@pytest.mark.parametrize("asked", range(4))
def test_whoever_became_one_is_erased_as_one(store: Store, empty: Store, tmp_path: Path, asked: int) -> None:
    """Under whichever of her ids: nobody of them is known afterwards, writes points, or comes back with a backup."""
    members, journal = Members(store, KEY), tmp_path / "erasures.jsonl"
    zoe = members.join(key="z", at=AT, customer_id="C-9", person=Person("Zoe"))
    ids = four_who_are_one(store)
    backup(store, tmp_path / "kept.db")
    before = totals(store)
    erase(store, journal, ids[asked], AT)
    assert set(erased_members(journal)) == set(ids)
    assert totals(store) == before
    assert check(store) == []
    needs_erased(store, ids)
    assert [m.member_id for m in members.some()] == [zoe]
    assert restore(tmp_path / "kept.db", empty, journal, KEY, at=AT).erased == 4
    needs_erased(empty, ids)
    assert totals(empty) == before
    found = Members(empty, KEY).person(zoe)
    assert found is not None
    assert found.name == "Zoe"


def needs_erased(store: Store, ids: list[str]) -> None:
    members, ledger = Members(store, KEY), StoreLedger(store)
    shop = Sales(store, KEY, Rules(), "EUR")
    for n, each in enumerate(ids):
        asked: list[Callable[[], object]] = [
            partial(members.find, each),
            partial(members.everyone, each),
            partial(members.know, each, Person("Anna"), AT),
            partial(members.place_in_household, each, "h"),
            partial(ledger.balance, each, AT),
            partial(holdings, ledger, each, AT),
            partial(history, ledger, each),
            partial(ledger.act, earn(each, f"again-{n}", 5), key=f"a{n}", at=AT),
            partial(shop.buy, bought_by(each), key=f"b{n}", at=AT),
        ]
        for question in asked:
            with pytest.raises(NotInStore, match="was erased on 2026-01-01"):
                question()
        assert members.person(each) is None
    with store.reading() as c:
        left = c.execute(text("SELECT count(*) FROM members WHERE customer_id LIKE 'C-%' OR household_id = 'h'")).scalar_one()
    assert left == 1, "Zoe alone"


def bought_by(member: str) -> Purchase:
    return Purchase(source="till", order_id=f"b {member}", amount_minor=500, currency="EUR", member=member)


def test_a_backup_of_before_the_merge_brings_nobody_back(store: Store, empty: Store, tmp_path: Path) -> None:
    members, journal = Members(store, KEY), tmp_path / "erasures.jsonl"
    anna, ben = (members.join(key=name, at=AT, person=Person(name)) for name in ("anna", "ben"))
    backup(store, tmp_path / "kept.db")
    StoreLedger(store).act(Merge(absorbed=anna, into=ben), key="m", at=AT)
    erase(store, journal, ben, AT)
    assert restore(tmp_path / "kept.db", empty, journal, KEY, at=AT).erased == 2
    assert sealed(empty) == []


def test_a_list_of_before_that_names_the_survivor_alone_takes_her_parts_with_her(store: Store, tmp_path: Path) -> None:
    """So wrote the versions before: check says who is left of such a store, and erasing her again takes them all."""
    ids, journal = four_who_are_one(store), tmp_path / "erasures.jsonl"
    with store.writing() as c:
        c.execute(text("DELETE FROM person_keys WHERE member_id = :cem"), {"cem": ids[2]})
        c.execute(text("DELETE FROM people WHERE member_id = :cem"), {"cem": ids[2]})
        c.execute(text("UPDATE members SET erased_at = :at WHERE member_id = :cem"), {"at": str(AT), "cem": ids[2]})
    [said] = check(store)
    assert said.startswith("a member is not erased, though the one whose part she became is: ")
    assert store.write(lambda c: destroy(c, {ids[2]: AT})) == 3
    assert check(store) == []
    erase(store, journal, ids[2], AT)
    assert sealed(store) == []


def test_erasing_sweeps_what_a_restore_that_was_killed_left(store: Store, tmp_path: Path) -> None:
    """It holds an older backup with the person in it; another's folder that looks like it stays."""
    anna = Members(store, KEY).join(key="k", at=AT, person=Person("Anna"))
    [cipher] = sealed(store)
    left, hers = tmp_path / ".restoring-ab_c1234", tmp_path / ".restoring-notes"
    hers.mkdir()
    left.mkdir()
    backup(store, left / "kept.db")
    assert left_behind(tmp_path) == [left]
    erase(store, tmp_path / "erasures.jsonl", anna, AT)
    assert cipher not in bytes_of(store, tmp_path)
    assert hers.is_dir()
    assert not left.exists()


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
