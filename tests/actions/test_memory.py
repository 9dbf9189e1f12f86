"""The ledger in memory does what the plain ledger does, whatever comes in whatever order."""

from __future__ import annotations

import os

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.acting import Balance, Posted
from regulars.actions.rewards.ledger.memory import MemoryLedger
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.rules import Rules
from tests.actions.ledger_machine import MEMBERS, LedgerMachine


class InMemory(LedgerMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ledger = MemoryLedger(self.choices)
        for member in MEMBERS:
            self.ledger.add_member(member)

    def act(self, request: Request, key: str) -> Posted:
        return self.ledger.act(request, key=key, at=self.at)

    def balance(self, member: str) -> Balance:
        return self.ledger.balance(member, self.at)

    def all_lots(self) -> list[Lot]:
        return list(self.ledger.lots.values())

    def settle_due(self) -> None:
        self.ledger.settle_due(self.at)

    def teardown(self) -> None:
        """Sums of all that was ever written: each entry, each lot, each spend."""
        total = sum(e.legs.available for e in self.ledger.entries.values())
        assert total == sum(a.available for a in self.ledger.held_accounts.values())
        for lot in self.ledger.lots.values():
            assert lot.used == sum(u.amount for u in self.ledger.uses if u.lot == lot.lot_id)


class Forgiving(InMemory):
    choices = Rules(shortfall="written_off", adjust_alone=20)


# No shrinking: it takes minutes; a failure prints its steps, and its seed.
EXAMPLES = int(os.environ.get("EXAMPLES", "200"))
FEW = settings(max_examples=EXAMPLES, stateful_step_count=50, deadline=None, phases=(Phase.explicit, Phase.generate))


@pytest.mark.slow
def test_it_does_what_the_plain_ledger_does() -> None:
    run_state_machine_as_test(InMemory, settings=FEW)


@pytest.mark.slow
def test_it_does_so_where_debts_are_forgiven() -> None:
    run_state_machine_as_test(Forgiving, settings=FEW)
