"""The ledger in memory does what the plain ledger does, whatever comes in whatever order."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from regulars.actions.rewards.ledger import refunding, settling
from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.acting import Balance, Posted
from regulars.actions.rewards.ledger.memory import MemoryLedger
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.rules import Rules
from tests.actions.ledger_machine import MEMBERS, LedgerMachine
from tests.actions.walking import DRAWS, KEPT, Chance, walk


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


STEPS = int(os.environ.get("STEPS", "4000"))
SEED = int(os.environ.get("SEED", "1"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [InMemory, Forgiving])
def test_it_does_so_on_long_walks(kind: type[InMemory]) -> None:
    """Half of the steps where debts stay, half where they are forgiven; every rule of the machine, at its own checks."""
    assert walk(kind, STEPS // 2, SEED) >= STEPS // 2


def test_every_rule_is_walked_with_its_own_arguments() -> None:
    rules = {rule.function.__name__: set(rule.arguments) for rule in InMemory.setup_state().rules}
    made = {name: [name] for name in KEPT.values()}
    assert {name: set(draw(Chance(name), made)) for name, draw in DRAWS.items()} == rules


def never(*_: object, **__: object) -> None:
    """What a rule does that was taken out."""


OPEN_LOTS = MemoryLedger.open_lots
# Each takes one rule out of the ledger; a walk must notice it.
BROKEN: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "debts are not repaid": lambda m: m.setattr(settling, "repay", never),
    "refunds take nothing": lambda m: m.setattr(refunding, "claw_back", never),
    "points are used in no order": lambda m: m.setattr(Lot, "order", property(lambda lot: lot.lot_id)),
    "held points are free": lambda m: m.setattr(Lot, "free", property(lambda lot: lot.remaining if lot.matured else 0)),
    "a line is refunded twice": lambda m: m.setattr(refunding, "_take", lambda line, refunded: refunded or line.points),
    "a lot is skipped": lambda m: m.setattr(MemoryLedger, "open_lots", lambda own, name: OPEN_LOTS(own, name)[1:]),
    "a repeat is done again": lambda m: m.setattr(MemoryLedger, "keys", property(lambda _: {}, never), raising=False),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_walk_notices_a_rule_that_is_taken_out(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    BROKEN[what](monkeypatch)
    with pytest.raises(Exception) as e:
        walk(InMemory, 20_000, 1)
    assert "seed 1, walk " in e.value.__notes__[0]


def test_a_seed_takes_the_same_walk_again(monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN["refunds take nothing"](monkeypatch)
    told = []
    for _ in range(2):
        with pytest.raises(AssertionError) as e:
            walk(InMemory, 20_000, 3)
        told.append(e.value.__notes__)
    assert told[0] == told[1]
