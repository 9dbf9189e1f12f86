"""The outbox: numbers without gaps, a later commit a later number, and what was not committed is not told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import insert

from regulars.actions.rewards.ledger.requests import Merge, Refund, Spend
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.outbox import behind, customer_names, go_on_after, number_all, told_after
from regulars.stores.operations.schema import MEMBERS, OUTBOX
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

ROW = {"kind": "incentives", "fact": {}, "recorded_at": AT}


def numbers(store: Store) -> list[int]:
    return [t.sequence for t in told_after(store, 0)]


def test_what_happened_is_told_in_order(store: Store) -> None:
    """Anna earns 50, spends 20 of it, and her order is refunded: offered, redeemed, withdrawn."""
    join(store, "anna", "ben")
    ledger = StoreLedger(store)
    ledger.act(earn("anna", "o-1", 50), key="1", at=AT)
    ledger.act(Spend(member="anna", amount=20, reference="o-2"), key="2", at=AT + timedelta(days=1))
    ledger.act(Refund(reference="o-1", lines={}), key="3", at=AT + timedelta(days=2))
    ledger.act(Merge(absorbed="ben", into="anna"), key="4", at=AT + timedelta(days=3))
    assert numbers(store) == []
    number_all(store)
    told = told_after(store, 0)
    assert [t.fact.get("event", t.fact.get("same_as")) for t in told] == ["offered", "redeemed", "withdrawn", "anna"]
    assert [t.sequence for t in told] == [1, 2, 3, 4]
    assert told[1].fact["order_id"] == "o-2"
    assert [t.sequence for t in told_after(store, 2)] == [3, 4]


def test_a_commit_that_comes_late_gets_a_later_number(postgres_address: str) -> None:
    """The first to begin is the last to commit: its fact comes last, and no number is left out."""
    with open_store(postgres_address) as store:
        with store.writing() as slow:
            slow.execute(insert(OUTBOX), {**ROW, "kind": "slow"})
            with store.writing() as quick:
                quick.execute(insert(OUTBOX), {**ROW, "kind": "quick"})
            assert number_all(store) == 1
        assert number_all(store) == 1
        assert [(t.sequence, t.kind) for t in told_after(store, 0)] == [(1, "quick"), (2, "slow")]


def test_many_who_number_at_once_leave_no_gap(store: Store) -> None:
    with store.writing() as c:
        c.execute(insert(OUTBOX), [ROW] * 40)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: number_all(store, 7), range(16))) == 40
    assert numbers(store) == list(range(1, 41))


def test_numbers_go_on_after_a_restore(store: Store) -> None:
    assert behind(store, 0) == []
    [said] = behind(store, 7)
    assert said.startswith("the outbox ends at number 0, and the workspace was told up to 7")
    assert [store.write(lambda c, seen=seen: go_on_after(c, seen)) for seen in (7, 3)] == [True, False]  # type: ignore[misc]
    assert behind(store, 7) == []
    with store.writing() as c:
        c.execute(insert(OUTBOX), ROW)
    number_all(store)
    assert numbers(store) == [7, 8]
    assert check(store) == []


def test_members_go_by_the_shops_own_ids(store: Store) -> None:
    with store.writing() as c:
        c.execute(insert(MEMBERS), {"member_id": "anna", "customer_id": "C-1", "joined_at": AT})
    assert customer_names(store) == {"anna": "C-1"}
