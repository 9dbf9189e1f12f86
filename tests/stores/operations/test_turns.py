"""A purchase and a plain earn of one order wait for each other on PostgreSQL, whichever comes first; earns don't."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from regulars.actions.rewards.ledger.requests import Earn, EarnAll
from regulars.errors import LimitReached
from regulars.stores.operations.ahead import read_ahead
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.idempotency import ask_owning
from regulars.stores.operations.ledger import StoreLedger, post
from regulars.stores.operations.turns import TURNS, take_turn, turn_of, turns_of_many
from tests.stores.operations.members import AT
from tests.stores.operations.test_orders import guests, plainly
from tests.stores.operations.test_sales import available, opened

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


@pytest.fixture
def shop(postgres_address: str) -> Iterator[Store]:
    with open_store(postgres_address, wait_seconds=20) as store:
        yield store


def until_it_waits(store: Store) -> None:
    with store.reading() as c:
        while not c.execute(WAITING).scalar_one():
            c.execute(text("SELECT pg_stat_clear_snapshot()"))


def told_by_another(act: Callable[[], object]) -> tuple[threading.Thread, list[str]]:
    """Somebody else who begins to act now, and what comes of it."""
    outcome: list[str] = []

    def telling() -> None:
        try:
            act()
            outcome.append("done")
        except LimitReached as e:
            outcome.append(str(e))

    thread = threading.Thread(target=telling)
    thread.start()
    return thread, outcome


@pytest.mark.parametrize("batch", [False, True], ids=["alone", "in a batch"])
def test_an_earn_waits_for_the_purchase_that_is_being_told(shop: Store, batch: bool) -> None:
    """Anna's order is not there yet when Ben earns for another line of it."""
    sales = opened(shop)
    earn: Earn | EarnAll = plainly("ben", line="3")
    if batch:
        earn = EarnAll(earns=(plainly("ben", "another"), plainly("ben", line="3")))
    with shop.writing() as c:
        sales._buy(c, guests(member="anna"), AT)
        till, outcome = told_by_another(lambda: StoreLedger(shop).act(earn, key="e", at=AT))
        until_it_waits(shop)
    till.join()
    assert len(outcome) == 1
    assert "is somebody's already" in outcome[0]
    assert available(shop, "ben") == 0


@pytest.mark.parametrize("batch", [False, True], ids=["alone", "in a batch"])
def test_a_purchase_waits_for_the_earn_that_is_being_written(shop: Store, batch: bool) -> None:
    """Ben earns for 9.00; Anna's purchase of the same number comes before his commit."""
    sales = opened(shop)
    with shop.writing() as c:
        earn: Earn | EarnAll = EarnAll(earns=(plainly("ben", line="3"),)) if batch else plainly("ben", line="3")
        ahead = read_ahead(c, earn, "e")
        post(c, earn, AT, StoreLedger(shop).rules, asked=("e", earn.digest), ahead=ahead)
        till, outcome = told_by_another(lambda: sales.buy(guests(member="anna"), key="b", at=AT))
        until_it_waits(shop)
    till.join()
    assert len(outcome) == 1
    assert "line 3 of order o-1 has earned for 900" in outcome[0].lower()
    assert available(shop, "ben") == 9


def test_earns_of_one_order_do_not_wait_for_each_other(shop: Store) -> None:
    """Two members share a receipt that was never told; the second is done while the first one's commit is on its way."""
    opened(shop)
    with shop.writing() as c:
        ask_owning(c, "e", [], turn_of("till", "o-1"))
        StoreLedger(shop).act(plainly("ben"), key="f", at=AT)
        StoreLedger(shop).act(EarnAll(earns=(plainly("ben", line="2"),)), key="g", at=AT)
    assert available(shop, "ben") == 18


def test_what_earned_nothing_earns_once_whoever_brings_it(shop: Store) -> None:
    """A line without points is told again with them by Anna and by Ben at once, in a shop that tells no purchases."""
    opened(shop)
    ledger = StoreLedger(shop)
    ledger.act(plainly(points=0), key="0", at=AT)
    with shop.writing() as c:
        post(c, plainly(), AT, ledger.rules)
        till, outcome = told_by_another(lambda: ledger.act(plainly("ben"), key="2", at=AT))
        until_it_waits(shop)
    till.join()
    assert len(outcome) == 1
    assert "has earned already" in outcome[0]
    assert (available(shop), available(shop, "ben")) == (9, 0)
    assert [said for said in check(shop) if "idempotency key" not in said] == [], "what was posted by hand has none"


def test_orders_share_a_few_locks_which_are_taken_in_their_order() -> None:
    """So a batch of a thousand fits into the server's table of locks, and no two wait for each other in a circle."""
    orders = [("till", f"o-{n}") for n in range(1_000)]
    numbers = [turn_of(*order) for order in orders]
    assert set(numbers) == set(range(TURNS))
    assert turn_of("till", "o-1") == turn_of("till", "o-1") != turn_of("web", "o-1")
    _, [array] = turns_of_many([*orders[:3], orders[0]])
    assert array == "{" + ",".join(f'"{n}"' for n in sorted(set(numbers[:3]))) + "}"


def test_sqlite_has_one_writer_at_a_time(tmp_path: Path) -> None:
    with open_store(tmp_path / "shop.db") as store, store.engine.connect() as c:
        asked: list[str] = []
        event.listen(c, "before_cursor_execute", lambda *given: asked.append(given[2]))
        take_turn(c, "till", "o-1")
        assert asked == [], "nobody else can be at work on it"
