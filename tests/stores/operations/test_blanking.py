"""Facts of whom is erased go out of the outbox: their numbers stay, and what nobody is named in goes with her order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import insert, select, text

from regulars.stores.operations import blanking
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.outbox import Told, number_all, told_after
from regulars.stores.operations.schema import MEMBERS, OUTBOX
from tests.stores.operations.members import AT


def tell(store: Store, *facts: dict[str, Any], kind: str = "contacts") -> None:
    with store.writing() as c:
        c.execute(insert(OUTBOX), [{"kind": kind, "fact": fact, "recorded_at": AT} for fact in facts])


def order(number: str, customer: str | None, **more: Any) -> dict[str, Any]:
    return {"source": "till", "order_id": number, "customer_id": customer, "amount_minor": 500, "place": "her street", **more}


def is_anna(name: str) -> bool:
    return name == "C-ANNA"


def test_her_facts_go_and_the_numbers_stay(store: Store) -> None:
    """Her purchase, one of hers as a member, her identity, and a refund of her order that names nobody; Ben's stays."""
    with store.writing() as c:
        c.execute(insert(MEMBERS), {"member_id": "m-1", "customer_id": "C-ANNA", "joined_at": AT})
    tell(store, order("1", "C-ANNA"), order("2", "m-1"), {"customer_id": "m-9", "same_as": "m-1", "entry": "1.1"})
    tell(store, order("1", None, refund_id="r"), kind="refunds")
    tell(store, order("3", None), order("4", "C-BEN"), kind="purchases")
    while number_all(store, 2):
        pass
    assert blanking.count_named(store, is_anna) == 4
    assert store.write(lambda c: blanking.blank_all(c, is_anna)) == 4
    assert [(t.sequence, t.is_fact) for t in told_after(store, 0)] == [(n, n > 4) for n in range(1, 7)]
    assert [t.fact for t in told_after(store, 0)][2:4] == [
        {"entry": "1.1", "erased": True},
        {"source": "till", "order_id": "1", "refund_id": "r", "amount_minor": 500, "erased": True},
    ]
    with store.reading() as c:
        left = repr(c.execute(select(OUTBOX)).all())
    assert "ANNA" not in left
    assert left.count("her street") == 2
    assert store.write(lambda c: blanking.blank_all(c, is_anna)) == 0, "done twice it does nothing more"


def test_a_list_is_settled_once_and_a_longer_one_again(store: Store) -> None:
    tell(store, order("1", "C-ANNA"), order("2", "C-BEN"))
    assert blanking.settle(store, ["a"], is_anna, AT) == 1
    tell(store, order("3", "C-ANNA"))
    assert blanking.settle(store, ["a"], is_anna, AT) == 0, "who gives it a number looks at it"
    assert blanking.settle(store, ["b", "a"], lambda name: name != "C-CEM", AT) == 2
    assert blanking.settle(store, ["a", "b"], lambda name: True, AT) == 0, "in whatever order it is listed"


def test_what_is_told_now_is_looked_at_in_the_same_way() -> None:
    told = [
        Told(1, "purchases", order("1", "m-1"), AT),
        Told(2, "refunds", order("1", None), AT),
        Told(3, "refunds", order("2", None), AT),
        Told(4, "purchases", {**order("1", None), "erased": True}, AT),
        Told(5, "restored", {}, AT),
        Told(6, "identities", {"customer_id": "C-BEN", "same_as": "C-ANNA"}, AT),
    ]
    assert blanking.hers_of(told, is_anna, {"m-1": "C-ANNA"}) == {1, 2, 6}


def test_a_store_knows_whom_it_names(store: Store) -> None:
    assert not blanking.knows(store, ["C-ANNA"])
    tell(store, order("1", "C-ANNA"))
    with store.writing() as c:
        c.execute(insert(MEMBERS), {"member_id": "m-2", "customer_id": "C-BEN", "joined_at": AT})
    assert [blanking.knows(store, [name]) for name in ("C-ANNA", "C-BEN", "m-2", "C-CEM")] == [True, True, True, False]


def test_who_numbers_blanks_and_tells_at_once_loses_nothing(store: Store) -> None:
    """Four tell, four number, four blank: Ben's are all there, Anna's are all blank at the end, and no number is missing."""

    def one(n: int) -> None:
        for turn in range(5):
            if n % 3 == 0:
                tell(store, order(f"{n}.{turn}", "C-ANNA"), order(f"{n}.{turn}.b", "C-BEN"))
            elif n % 3 == 1:
                number_all(store, 3)
            else:
                blanking.settle(store, [f"{n}.{turn}"], is_anna, AT)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(one, range(12)))
    while number_all(store):
        pass
    blanking.settle(store, ["last"], is_anna, AT)
    told = told_after(store, 0)
    assert [t.sequence for t in told] == list(range(1, 41))
    assert [t.fact["customer_id"] for t in told if t.is_fact] == ["C-BEN"] * 20
    with store.reading() as c:
        assert c.execute(text("SELECT count(*) FROM idempotency_keys")).scalar_one() == 21
    assert check(store) == []
