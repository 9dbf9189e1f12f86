"""The ledger on both databases does what the plain ledger does; and what only a store can show."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event, select, text

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.acting import Balance, Posted
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn, EarnAll, EarnLine, Refund, Spend
from regulars.errors import IdempotencyConflict, InsufficientPoints, LimitReached, NotInStore, UsageError
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.holdings import history
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.rows import lot_of
from regulars.stores.operations.schema import LOTS, METADATA
from tests.actions.ledger_machine import MEMBERS, LedgerMachine
from tests.actions.walking import walk
from tests.stores.operations.members import AT, join

EXAMPLES = int(os.environ.get("EXAMPLES", "6"))
STEPS = int(os.environ.get("STORE_STEPS", "300"))
SEED = int(os.environ.get("SEED", "1"))
FEW = settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None, phases=(Phase.explicit, Phase.generate))


def earn(member: str, order: str, points: int, days: int | None = None) -> Earn:
    line = EarnLine(line_id="1", points=points, amount_minor=points * 100)
    return Earn(member=member, reference=order, lines=(line,), expires_at=AT + timedelta(days=days) if days else None)


def emptied(store: Store) -> None:
    """A store as new, in a moment."""
    names = [t.name for t in METADATA.sorted_tables]
    with store.engine.begin() as c:
        if store.is_sqlite:
            triggers = c.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                c.execute(text(f"DROP TRIGGER {name}"))
            c.execute(text("PRAGMA defer_foreign_keys = ON"))
            for name in reversed(names):
                c.execute(text(f"DELETE FROM {name}"))
            for _, sql in triggers:
                c.execute(text(sql))
        else:
            c.execute(text("SET session_replication_role = replica"))
            for name in names:
                c.execute(text(f"DELETE FROM {name}"))
            c.execute(text("SET session_replication_role = DEFAULT"))


def on(store: Store) -> type[LedgerMachine]:
    class OnStore(LedgerMachine):
        def __init__(self) -> None:
            super().__init__()
            emptied(store)
            join(store, *MEMBERS)
            self.ledger = StoreLedger(store, self.choices)

        def act(self, request: Request, key: str) -> Posted:
            return self.ledger.act(request, key=key, at=self.at)

        def balance(self, member: str) -> Balance:
            return self.ledger.balance(member, self.at)

        def all_lots(self) -> list[Lot]:
            with store.reading() as c:
                return [lot_of(row) for row in c.execute(select(LOTS))]

        def settle_due(self) -> None:
            self.ledger.settle_due(self.at)

        def teardown(self) -> None:
            assert check(store) == []

    return OnStore


@pytest.mark.slow
def test_it_does_what_the_plain_ledger_does(store: Store) -> None:
    run_state_machine_as_test(on(store), settings=FEW)


@pytest.mark.slow
def test_it_does_so_on_long_walks(store: Store) -> None:
    """The disk is spared: what survives a power cut is tried elsewhere."""
    if store.is_sqlite:
        event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    assert walk(on(store), STEPS, SEED) >= STEPS


def test_a_repeat_gets_the_first_answer_and_changes_nothing(store: Store) -> None:
    join(store, "anna")
    ledger = StoreLedger(store)
    first = ledger.act(earn("anna", "o-1", 50), key="k1", at=AT)
    assert ledger.act(earn("anna", "o-1", 50), key="k1", at=AT + timedelta(days=9)) == first
    assert ledger.balance("anna", AT).available == 50
    with pytest.raises(IdempotencyConflict, match="came before with another request") as e:
        ledger.act(earn("anna", "o-1", 51), key="k1", at=AT)
    assert "a key of its own" in str(e.value)


def test_what_is_refused_leaves_nothing_and_its_key_can_be_used_again(store: Store) -> None:
    join(store, "anna")
    ledger = StoreLedger(store)
    with pytest.raises(InsufficientPoints, match="Anna has 0 points") as e:
        ledger.act(Spend(member="anna", amount=10), key="k1", at=AT)
    assert "10 free to use" in str(e.value)
    ledger.act(earn("anna", "o-1", 50), key="k2", at=AT)
    ledger.act(Spend(member="anna", amount=10), key="k1", at=AT)
    assert [x.entry.kind for x in history(ledger, "anna")] == ["spent", "earned"]


def test_a_dry_run_answers_and_writes_nothing(store: Store) -> None:
    join(store, "anna")
    ledger = StoreLedger(store)
    dry = ledger.act(earn("anna", "o-1", 50), key="k", at=AT, dry_run=True)
    assert dry.balances[0]["available"] == 50
    assert history(ledger, "anna") == []
    assert ledger.act(earn("anna", "o-1", 50), key="k", at=AT) == dry
    assert ledger.act(earn("anna", "o-1", 50), key="k", at=AT, dry_run=True) == dry
    with pytest.raises(IdempotencyConflict):
        ledger.act(earn("anna", "o-1", 51), key="k", at=AT, dry_run=True)
    with pytest.raises(UsageError, match="0 characters"):
        ledger.act(earn("anna", "o-2", 1), key="", at=AT, dry_run=True)


def test_a_balance_never_counts_what_is_past_due_though_no_job_ran(store: Store) -> None:
    """Anna's 30 points live for ten days. On the eleventh nothing has touched them, and they are gone."""
    join(store, "anna")
    ledger = StoreLedger(store)
    ledger.act(earn("anna", "o-1", 30, days=10), key="k", at=AT)
    late = AT + timedelta(days=11)
    assert ledger.balance("anna", late).available == 0
    assert [x.entry.kind for x in history(ledger, "anna")] == ["earned"]
    assert ledger.settle_due(late) == 1
    assert [x.entry.kind for x in history(ledger, "anna")] == ["expired", "earned"]
    assert ledger.settle_due(late) == 0


def test_a_refund_before_its_purchase_is_asked_to_come_again(store: Store) -> None:
    join(store, "anna")
    with pytest.raises(NotInStore, match="has earned nothing") as e:
        StoreLedger(store).act(Refund(reference="o-1", lines={}), key="k", at=AT)
    assert "record the purchase first" in str(e.value)


def test_who_is_no_member_is_told_so(store: Store) -> None:
    with pytest.raises(NotInStore, match="no member 'zoe'"):
        StoreLedger(store).balance("zoe", AT)


def test_many_purchases_earn_at_once_as_they_would_one_by_one(store: Store) -> None:
    """Anna, Ben and Cem by turns; Ben has points that expire on the way, and Cem owes."""
    join(store, "anna", "ben", "cem")
    ledger, later = StoreLedger(store), AT + timedelta(days=10)
    ledger.act(earn("ben", "b", 70, days=5), key="b", at=AT)
    ledger.act(earn("cem", "c", 40), key="c", at=AT)
    ledger.act(Spend(member="cem", amount=30), key="s", at=AT)
    ledger.act(Refund(reference="c", lines={}), key="r", at=AT)
    earns = tuple(earn(("anna", "ben", "cem")[n % 3], f"o-{n}", n + 1, days=30) for n in range(99))
    done = ledger.act(EarnAll(earns=earns), key="all", at=later)
    assert ledger.act(EarnAll(earns=earns), key="all", at=later) == done
    assert len(done.entries) == 99 + 1 + 4  # Ben's lot expired; Cem's 3, 6, 9 and 12 paid the 30 that he owed
    assert [ledger.balance(m, later).net for m in ("anna", "ben", "cem")] == [1617, 1650, 1653]
    with pytest.raises(LimitReached, match="has earned already"):
        ledger.act(EarnAll(earns=(earn("anna", "new", 5), earn("anna", "o-7", 5))), key="again", at=later)
    with pytest.raises(NotInStore, match="no member"):
        ledger.act(EarnAll(earns=(earn("anna", "new", 5), earn("zoe", "z", 5))), key="zoe", at=later)
    assert ledger.balance("anna", later).available == 1617
    assert check(store) == []
