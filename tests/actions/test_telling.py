"""What the ledger's acts mean as facts."""

from __future__ import annotations

from regulars.actions.rewards.ledger.acting import perform, prepared
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Spend
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.rewards.ledger.telling import facts_of
from regulars.facts.kinds import KINDS
from tests.actions.counter import DAY, Counter


def test_a_spend_redeems_each_lot_for_its_share_of_the_value() -> None:
    """Lots of 30 (worth 15) and 50 (worth nothing known): 40 spent redeem all of the first and 10 of the second."""
    c = Counter("anna")
    lines = (EarnLine(line_id="1", points=30),)
    c.do(Earn(member="anna", reference="o-1", lines=lines, expires_at=c.at + DAY, value_minor=15))
    c.earn("anna", "o-2", 50)
    request = Spend(member="anna", amount=40, reference="o-3")
    page = prepared(c.ledger, request, c.at, Rules())
    perform(page, request)
    told = list(facts_of(page))
    assert [(k, f["event"], f["incentive_id"], f["value_minor"], f["order_id"]) for k, f in told] == [
        ("incentives", "redeemed", "1.1", 15, "o-3"),
        ("incentives", "redeemed", "1.2", None, "o-3"),
    ]


def test_facts_name_columns_of_their_kinds_and_no_person() -> None:
    c = Counter("anna")
    request = Earn(member="anna", reference="o-1", lines=(EarnLine(line_id="1", points=30),))
    page = prepared(c.ledger, request, c.at, Rules())
    perform(page, request)
    [(kind, fact)] = facts_of(page)
    assert set(fact) - {"entry"} <= {column.name for column in KINDS[kind].columns}
    assert fact["customer_id"] == "anna"
