"""A key belongs to one act: whoever else comes with it is told so, and a repeat gets the first answer."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import IdempotencyConflict, InProgress, UsageError
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.idempotency import claim, seal_key
from regulars.stores.operations.ledger import StoreLedger, post
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn


def test_a_key_is_new_once_and_then_answers(store: Store) -> None:
    with store.writing() as c:
        assert claim(c, "k", "the same") is None
        seal_key(c, "k", "the same", {"said": 7}, AT)
    with store.writing() as c:
        assert claim(c, "k", "the same") == {"said": 7}
        with pytest.raises(IdempotencyConflict, match="came before with another request"):
            claim(c, "k", "another")


def test_a_key_that_is_being_worked_on_says_so(postgres_address: str) -> None:
    """On PostgreSQL nobody waits for it, nor for the account that the first one holds: to wait a second would say busy.

    On SQLite the second waits for the first, and gets its answer.
    """
    with open_store(postgres_address, wait_seconds=1) as store:
        join(store, "anna")
        with store.writing() as c:
            claim(c, "k", "the same")
            post(c, earn("anna", "o", 5), AT, Rules(), asked=("k", "the same"))
            with pytest.raises(InProgress, match="'k' is being worked on") as e:
                StoreLedger(store).act(earn("anna", "o", 5), key="k", at=AT)
            c.rollback()
        assert "repeat it soon" in str(e.value)
        StoreLedger(store).act(earn("anna", "o", 5), key="k", at=AT)


def test_a_key_without_a_sensible_length_is_refused(store: Store) -> None:
    for key in ("", "k" * 201):
        with pytest.raises(UsageError, match="1 to 200"):
            StoreLedger(store).act(earn("anna", "o", 5), key=key, at=AT)
