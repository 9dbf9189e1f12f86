"""Whom one side erases the other does not bring back: from the outbox, from a backup, or under the same id."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import regulars as rg
from regulars.actions.sales import Purchase
from regulars.errors import Busy, LimitReached, WrongKey
from regulars.facts.query import Query
from regulars.stores.operations.members import Person
from regulars.stores.workspace import marks
from regulars.wiring.flushing import Flushed
from regulars.wiring.forgetting import erase_customer, erase_member, refuse_erased
from regulars.wiring.operations import Operations, operations
from regulars.wiring.shop import Workspace
from tests.stores.operations.test_erasing import restored_elsewhere
from tests.stores.operations.test_erasing import sold as buyers
from tests.wiring.test_operations import AT, Clock, opened


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return rg.init(tmp_path / "shop", currency="EUR")


def buy(store: Operations, order: str, customer: str) -> None:
    told = Purchase(source="till", order_id=order, amount_minor=500, currency="EUR", customer_id=customer)
    store.sales.buy(told, key=order, at=AT)


def bytes_of(shop: Workspace) -> bytes:
    return b"".join(p.read_bytes() for p in shop.folder.path.rglob("*") if p.is_file())


def test_whose_purchase_waits_in_the_outbox_is_erased_with_it(shop: Workspace) -> None:
    """Anna is in no fact yet. What the till says under her id afterwards is kept out, removed, and told."""
    with opened(shop) as store:
        buy(store, "1", "C-BEN")
        buy(store, "2", "C-ANNA")
        done = erase_customer(shop, store.store, "C-ANNA", AT)
        assert dict(done.facts) == {"purchases": 1}
        assert store.tell() == Flushed(0)
        buy(store, "3", "C-ANNA")
        assert store.tell() == Flushed(0, kept_out=1)
        buy(store, "4", "C-BEN")
        assert store.tell() == Flushed(1)
        assert store.check() == []
    assert buyers(shop) == {"C-BEN"}
    assert b"C-ANNA" not in bytes_of(shop)


def test_whom_the_store_alone_knows_is_marked_and_whom_nobody_knows_is_not(shop: Workspace) -> None:
    with opened(shop) as store:
        store.members.join(key="j", at=AT, customer_id="C-ANNA")
        assert erase_customer(shop, store.store, "C-ANNA", AT).ids > 0
        assert erase_customer(shop, store.store, "C-ANAN", AT).ids == 0
        buy(store, "1", "C-ANNA")
        buy(store, "2", "C-ANAN")
        assert store.tell() == Flushed(1, kept_out=1)


def test_a_backup_of_before_tells_nothing_of_her_in_a_new_folder(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        buy(store, "1", "C-ANNA")
        anna = store.members.join(key="j", at=AT, customer_id="C-ANNA", person=Person("Anna"))
        buy(store, "2", "C-BEN")
        store.backup(tmp_path / "kept.db")
        assert erase_member(shop, store.store, store.key, anna, AT, facts=True) == (1, 1)
        assert store.check() == []
    assert b"C-ANNA" not in bytes_of(shop)
    again = restored_elsewhere(shop, tmp_path / "again")
    (again.folder.path / "store.key").write_bytes((shop.folder.path / "store.key").read_bytes())
    with operations(again, clock=Clock()) as store:
        done = store.restore(tmp_path / "kept.db")
        assert (done.erased, done.blanked) == (1, 1)
        assert store.tell() == Flushed(1)
        assert store.check() == []
        (tmp_path / "old.csv").write_text("order_id,customer,date,amount\n1,C-ANNA,2026-03-05,5.00\n")
        again.import_(tmp_path / "old.csv")
    assert buyers(again) == {"C-BEN"}
    (tmp_path / "old.csv").unlink()
    assert b"C-ANNA" not in bytes_of(again)


def test_a_list_of_another_workspace_stops_the_restore(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        buy(store, "1", "C-ANNA")
        store.backup(tmp_path / "kept.db")
        store.erase_customer("C-ANNA")
    other = rg.init(tmp_path / "other", currency="EUR")
    for name in ("erasures.jsonl", "store.key"):
        (other.folder.path / name).write_bytes((shop.folder.path / name).read_bytes())
    with operations(other) as store:
        with pytest.raises(WrongKey, match="marked with another key"):
            store.restore(tmp_path / "kept.db")
        assert not (other.folder.path / "regulars.db").exists()


def test_nobody_joins_under_an_id_whose_facts_are_kept_out(shop: Workspace) -> None:
    """Anna left with all facts; Ben left and his facts stay, so that he may come back. Her first answer is repeated."""
    with opened(shop) as store:
        anna, ben = (store.members.join(key=name, at=AT, customer_id=name) for name in ("C-ANNA", "C-BEN"))
        store.erase(anna, facts=True)
        store.erase(ben)
        with pytest.raises(LimitReached, match=r"(?s)C-ANNA was erased, with all facts.*new id"):
            store.members.join(key="again", at=AT, customer_id="C-ANNA")
        with pytest.raises(LimitReached):
            refuse_erased(shop, "c-anna")
        assert store.members.join(key="C-ANNA", at=AT, customer_id="C-ANNA") == anna
        assert store.members.find(store.members.join(key="back", at=AT, customer_id="C-BEN")).customer_id == "C-BEN"
        assert store.members.join(key="new", at=AT, customer_id="C-1")


def test_what_an_earlier_version_erased_goes_out_of_the_outbox_with_the_next_flush(shop: Workspace) -> None:
    """It marked her in the workspace alone."""
    with opened(shop) as store:
        buy(store, "1", "C-ANNA")
        store.flush()
        shop.erase("C-ANNA")
        assert b"C-ANNA" in bytes_of(shop)
        store.flush()
        assert store.check() == []
        latest = shop.folder.latest()
        assert latest is not None
        assert set(marks.in_journal(shop.folder, marks.key_of(shop.folder))) == set(latest.erased)
    assert b"C-ANNA" not in bytes_of(shop)


def test_tills_flushes_and_erasures_at_once_lose_nothing(shop: Workspace) -> None:
    """Three tills sell to Ben and to someone who is erased meanwhile; whoever finds the workspace busy comes again."""

    def patiently(work: object) -> None:
        for _ in range(200):
            try:
                work()  # type: ignore[operator]
            except Busy:
                continue
            return

    with opened(shop) as store:
        buy(store, "first", "C-ANNA")

        def one(n: int) -> None:
            for turn in range(4):
                if n < 3:
                    buy(store, f"{n}.{turn}", "C-BEN")
                    buy(store, f"{n}.{turn}.a", "C-ANNA")
                else:
                    patiently(store.flush if n == 3 else lambda: store.erase_customer("C-ANNA"))

        with ThreadPoolExecutor(5) as pool:
            list(pool.map(one, range(5)))
        store.erase_customer("C-ANNA")
        store.flush()
        assert store.check() == []
    assert buyers(shop) == {"C-BEN"}
    assert b"C-ANNA" not in bytes_of(shop)
    count = Query("all", "", {"duckdb": "SELECT count(DISTINCT order_id) AS n FROM purchases"})
    assert shop.facts().engine.run(count).to_pylist() == [{"n": 12}]
