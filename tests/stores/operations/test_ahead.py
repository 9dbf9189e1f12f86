"""What is read before the rules ask is what they would have found; what came meanwhile is met when it is written."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from regulars.actions.rewards.ledger.requests import EarnAll, Merge, Spend, Transfer
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import LimitReached
from regulars.stores.operations import ahead
from regulars.stores.operations import ledger as ledger_of_store
from regulars.stores.operations.ahead import read_ahead
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.idempotency import ask_owning
from regulars.stores.operations.ledger import StoreLedger, post
from regulars.stores.operations.trips import Statement
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

WAITING = text("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


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


def test_a_batch_reads_all_its_accounts_and_orders_ahead(store: Store) -> None:
    """Anna and 17 who is Ben; of three orders two are known, and so is the key of the first batch."""
    join(store, "anna", "17")
    ours, theirs = earn("17", 'o-"1š', 50), replace(earn("anna", "o-3", 9), source="web")
    batch = EarnAll(earns=(ours, earn("anna", "o-3", 7), theirs))
    StoreLedger(store).act(EarnAll(earns=(ours, theirs)), key="k1", at=AT)
    with store.writing() as c:
        known = read_ahead(c, batch, "k1")
        assert known is not None
        assert known.key is not None
        assert {(row.member_id, row.unit): row.available for row in known.accounts} == {
            ("anna", "points"): 9, ("anna", "qualifying"): 0, ("17", "points"): 50, ("17", "qualifying"): 0,
        }  # fmt: skip
        assert sorted((line.order_source, line.reference, line.points) for line in known.lines) == [
            ("api", 'o-"1š', 50),
            ("web", "o-3", 9),
        ]
        assert known.orders == {("api", 'o-"1š'), ("api", "o-3"), ("web", "o-3")}
        assert read_ahead(c, batch, "k2").key is None  # type: ignore[union-attr]


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


def test_an_order_that_earned_while_anna_waited_does_not_earn_again(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tills tell of one order under two keys. The second waits for Anna's account, and its lines are old by then."""
    with open_store(postgres_address, wait_seconds=20) as store:
        join(store, "anna")
        ledger, outcomes, asked = StoreLedger(store), [], []

        def second() -> None:
            try:
                ledger.act(earn("anna", "o-1", 50), key="k2", at=AT)
                outcomes.append("earned")
            except LimitReached as e:
                outcomes.append(str(e))

        def heard(connection: Connection, key: str, statements: list[Statement], turn: int) -> list[list[Any]]:
            asked.append(key)
            return ask_owning(connection, key, statements, turn)

        till = threading.Thread(target=second)
        monkeypatch.setattr(ahead, "ask_owning", heard)
        monkeypatch.setattr(ledger_of_store, "earn_in_one_trip", lambda *_: None)  # which reads nothing ahead
        with store.writing() as c:
            post(c, earn("anna", "o-1", 50), AT, Rules(), asked=("k1", ""))
            till.start()
            with store.writing() as other:
                while not other.execute(WAITING).scalars().all():
                    other.execute(text("SELECT pg_stat_clear_snapshot()"))
        till.join()
        assert asked == ["k2", "k2"], "what it had read was old by then, so it asked again"
        assert len(outcomes) == 1
        assert "has earned already" in outcomes[0]
        assert ledger.balance("anna", AT).available == 50
