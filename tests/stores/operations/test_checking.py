"""The audit finds each thing that can be wrong, and nothing where all is well."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regulars.actions.rewards.ledger.requests import SetAside, Spend
from regulars.stores.operations.checking import check, totals
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn


@pytest.fixture
def busy(store: Store) -> Store:
    """Anna has earned 100, spent 30 and put 20 aside."""
    join(store, "anna", "ben")
    ledger = StoreLedger(store)
    ledger.act(earn("anna", "o-1", 100), key="1", at=AT)
    ledger.act(Spend(member="anna", amount=30), key="2", at=AT)
    ledger.act(SetAside(member="anna", amount=20, ends_at=AT.replace(year=2027)), key="3", at=AT)
    return store


@pytest.fixture
def unguarded(busy: Store) -> Store:
    """The same, where somebody has taken the guards away."""
    with busy.engine.begin() as c:
        if busy.is_sqlite:
            for name in c.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                c.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("entries", "uses"):
                c.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    return busy


def spoil(store: Store, statement: str) -> list[str]:
    with store.engine.connect() as c:
        if store.is_sqlite:
            c.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        c.execute(text(statement))
        c.commit()
        if store.is_sqlite:
            c.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
            c.commit()
    return check(store)


def test_a_sound_store_has_nothing_wrong(busy: Store) -> None:
    assert check(busy) == []
    assert totals(busy)["points"] | {"issued": -100, "redeemed": 30, "available": 70} == totals(busy)["points"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE accounts SET available = available + 1", "a balance is not the sum of its entries"),
        ("UPDATE accounts SET available = available + 1", "a balance is not the sum of its lots"),
        ("UPDATE entries SET available = available + 1, issued = issued - 1 WHERE number = 2", "another balance"),
        ("DELETE FROM uses", "a lot was used for more or less"),
        ("UPDATE uses SET amount = -amount", "used less than nothing"),
        ("UPDATE lots SET used = used + 1, remaining = remaining - 1", "a lot was used"),
        ("UPDATE accounts SET number = number + 1", "entries are missing from the count"),
        ("UPDATE earned_lines SET reversed = 5", "a lot's refunds are not those of its lines"),
        ("UPDATE lots SET held = held - 1", "a lot holds more or less"),
        ("UPDATE holds SET open = open - 1", "a hold is not the sum of its parts"),
        ("UPDATE entries SET transferred = transferred + 1, issued = issued - 1 WHERE number = 1", "transferred to nobody"),
        ("INSERT INTO uses (by_account, by_number, spend_account, spend_number, source, amount) VALUES (1, 2, 1, 2, 'debt', 5)",
         "a debt is not what its spends left"),
        ("INSERT INTO person_keys (member_id, wrapped) VALUES ('anna', '')", "a key no person"),
        ("UPDATE outbox SET sequence = 9", "the outbox's numbers have a gap"),
    ],
)  # fmt: skip
def test_what_somebody_spoiled_is_found(unguarded: Store, statement: str, said: str) -> None:
    if "outbox" in statement:
        statement += " WHERE outbox_id = (SELECT min(outbox_id) FROM outbox)"
    assert any(said in sentence for sentence in spoil(unguarded, statement))
