"""Time's own acts happen in their order, however late they are done."""

from __future__ import annotations

from tests.actions.counter import DAY, Counter


def test_points_that_came_free_in_time_pay_a_debt_though_they_would_be_gone_now() -> None:
    """Anna owes 20; her 30 mature on day 3 and expire on day 5. Looked at on day 9, the debt was paid in time."""
    c = Counter("anna")
    c.earn("anna", "o-1", 20)
    c.spend("anna", 20)
    c.refund("o-1")
    c.earn("anna", "o-2", 30, waits=3, days=5)
    c.at += 9 * DAY
    assert c.has("anna") == (0, 0)
    assert c.ledger.settle_due(c.at) == 1
    assert c.kinds()[-3:] == ["matured", "repaid", "expired"]
    assert c.ledger.settle_due(c.at) == 0


def test_an_account_says_when_it_is_due_next() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 20, days=9)
    c.earn("anna", "o-2", 20, waits=4)
    account = c.ledger.held_accounts[1]
    assert account.due_at == c.at + 4 * DAY
    c.hold("anna", 5, days=2)
    assert c.ledger.held_accounts[1].due_at == c.at + 2 * DAY
    c.at += 5 * DAY
    c.ledger.settle_due(c.at)
    assert c.ledger.held_accounts[1].due_at == c.at + 4 * DAY


def test_a_clock_that_goes_back_brings_nothing_back() -> None:
    c = Counter("anna")
    c.earn("anna", "o-1", 20, days=2)
    c.at += 3 * DAY
    c.ledger.settle_due(c.at)
    c.at -= 3 * DAY
    assert c.has("anna") == (0, 0)
