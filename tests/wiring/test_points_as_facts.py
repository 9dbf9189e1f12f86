"""Points from the ledger through the outbox into the measures: what was undone there is undone here."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import regulars as rg
from regulars.actions.rewards.ledger.requests import Return, Spend, Transfer
from regulars.facts.query import Query
from regulars.wiring.shop import Workspace
from tests.wiring.test_operations import AT, earn, opened

DAY = timedelta(days=1)
STEPS = """SELECT customer_id, incentive_id, event, value_minor, CAST(occurred_at AS DATE) - DATE '2026-03-05' AS days
FROM incentives ORDER BY customer_id, incentive_id, occurred_at, event"""
Step = tuple[str, str, str, int, int]


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")
    (tmp_path / "orders.csv").write_text("order_id,customer,date,amount\no-1,C-1,2026-03-05,12.00\no-2,C-2,2026-04-20,8.00\n")
    made.import_(tmp_path / "orders.csv")
    return made


def told(shop: Workspace) -> list[Step]:
    return [tuple(row.values()) for row in shop.facts().engine.run(Query("steps", "", {"duckdb": STEPS})).to_pylist()]


def redeemed(shop: Workspace) -> int:
    return rg.redemptions(shop.facts(), within_days=30).counts["redeemed_so_far"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_spend_that_was_given_back_is_no_redemption(shop: Workspace, at_once: bool) -> None:
    """Anna's 120 points are worth 1.20. She spends 100 of them, 40 come back on the third day, and the rest on the fourth."""
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, customer_id="C-1")
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        spent = store.ledger.act(Spend(member=anna, amount=100, reference="o-9"), key="2", at=AT + DAY).entry
        if not at_once:
            store.flush()
            assert redeemed(shop) == 1
        store.ledger.act(Return(spend=spent, amount=40), key="3", at=AT + 2 * DAY)
        store.flush()
        assert told(shop) == [("C-1", "1.1", "offered", 120, 0), ("C-1", "1.1", "redeemed", 60, 1)]
        assert redeemed(shop) == 1
        store.ledger.act(Return(spend=spent), key="4", at=AT + 3 * DAY)
        store.flush()
        assert told(shop) == [("C-1", "1.1", "offered", 120, 0), ("C-1", "1.1", "offered", 0, 1)]
        assert redeemed(shop) == 0
        store.ledger.act(Spend(member=anna, amount=30, reference="o-9"), key="5", at=AT + 4 * DAY)
        store.flush()
    assert told(shop)[-1] == ("C-1", "1.1", "redeemed", 30, 4)
    assert redeemed(shop) == 1


def test_points_that_are_given_away_are_offered_to_whoever_has_them(shop: Workspace) -> None:
    """Anna gives Ben 50 of her 120 points, with their worth, and he spends 20 of those; each is told of their own points."""
    with opened(shop) as store:
        anna, ben = (store.members.join(key=c, at=AT, customer_id=c) for c in ("C-1", "C-2"))
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        store.flush()
        store.ledger.act(Transfer(giver=anna, receiver=ben, amount=50), key="2", at=AT + DAY)
        store.ledger.act(Spend(member=ben, amount=20, reference="o-2"), key="3", at=AT + 2 * DAY)
        assert store.flush() == 3
    assert told(shop) == [
        ("C-1", "1.1", "offered", 120, 0),
        ("C-1", "1.1", "withdrawn", 50, 1),
        ("C-2", "3.1", "offered", 50, 1),
        ("C-2", "3.1", "redeemed", 20, 2),
    ]
    ends = shop.facts().engine.run(Query("ends", "", {"duckdb": "SELECT DISTINCT valid_to FROM incentives"})).to_pylist()
    assert len(ends) == 1, "what is given away keeps its expiry"
    found = rg.redemptions(shop.facts(), within_days=30)
    assert found.counts["redeemed_so_far"] == 1
    assert not any("was not seen" in str(left_out) for left_out in found.exclusions)
