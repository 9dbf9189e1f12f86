"""What is read before the rules ask is what they would have found; what came meanwhile is met when it is written."""

from __future__ import annotations

import threading

from sqlalchemy import Connection, event

from regulars.actions.rewards.ledger.requests import Merge, Spend, Transfer
from regulars.errors import LimitReached
from regulars.stores.operations.ahead import read_ahead
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn


def test_key_accounts_and_lines_are_found_in_one_question(store: Store) -> None:
    join(store, "anna")
    StoreLedger(store).act(earn("anna", "o-1", 50), key="k1", at=AT)
    with store.writing() as c:
        known = read_ahead(c, earn("anna", "o-1", 50), "k1")
        assert known is not None
        assert known.key is not None
        assert [(row.unit, row.available) for row in known.accounts] == [("points", 50), ("qualifying", 0)]
        assert [(line.line_id, line.unit, line.points) for line in known.lines] == [("1", "points", 50)]
        new = read_ahead(c, Spend(member="anna", amount=5), "k2")
        assert new is not None
        assert (new.key, new.lines, len(new.accounts)) == (None, (), 2)


def test_acts_of_two_members_and_of_nobody_are_not_read_ahead(store: Store) -> None:
    join(store, "anna", "ben")
    with store.writing() as c:
        assert read_ahead(c, Transfer(giver="anna", receiver="ben", amount=1), "k") is None
        assert read_ahead(c, Merge(absorbed="anna", into="ben"), "k") is None
        assert read_ahead(c, Spend(member="zoe", amount=1), "k") is None


def test_a_key_is_known_though_its_member_became_another(store: Store) -> None:
    join(store, "anna", "ben")
    ledger = StoreLedger(store)
    first = ledger.act(earn("anna", "o-1", 50), key="k", at=AT)
    ledger.act(Merge(absorbed="anna", into="ben"), key="m", at=AT)
    assert ledger.act(earn("anna", "o-1", 50), key="k", at=AT) == first
    ledger.act(earn("anna", "o-2", 7), key="k2", at=AT)
    assert ledger.balance("ben", AT).available == 57


def test_an_order_that_earned_while_anna_waited_does_not_earn_again(postgres_address: str) -> None:
    """Two tills tell of one order under two keys. The second waits for Anna's account, and its lines are old by then."""
    with open_store(postgres_address, wait_seconds=20) as store:
        join(store, "anna")
        ledger, outcomes, asking = StoreLedger(store), [], threading.Event()

        def second() -> None:
            try:
                ledger.act(earn("anna", "o-1", 50), key="k2", at=AT)
                outcomes.append("earned")
            except LimitReached as e:
                outcomes.append(str(e))

        def heard(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
            if threading.current_thread() is till and "FOR NO KEY UPDATE" in statement:
                asking.set()

        till = threading.Thread(target=second)
        event.listen(store.engine, "before_cursor_execute", heard)
        with store.writing() as c:
            ledger._act(c, earn("anna", "o-1", 50), "k1", AT)
            till.start()
            assert asking.wait(20)
            asking.clear()
        till.join()
        assert len(outcomes) == 1
        assert "has earned already" in outcomes[0]
        assert ledger.balance("anna", AT).available == 50
