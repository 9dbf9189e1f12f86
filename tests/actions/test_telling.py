"""What the ledger's acts mean as facts."""

from __future__ import annotations

import pytest

from regulars.actions.rewards.ledger.acting import perform, prepared
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Return, Spend, Transfer
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.rewards.ledger.telling import Fact, facts_of
from regulars.facts.kinds import KINDS
from tests.actions.counter import DAY, Counter


@pytest.fixture
def c() -> Counter:
    """Anna has 30 points worth 15, and 50 of which no worth is known; Ben has none."""
    made = Counter("anna", "ben")
    lines = (EarnLine(line_id="1", points=30),)
    made.do(Earn(member="anna", reference="o-1", lines=lines, expires_at=made.at + DAY, value_minor=15))
    made.earn("anna", "o-2", 50)
    return made


def told_of(c: Counter, request: Request) -> list[Fact]:
    """What an act would tell."""
    page = prepared(c.ledger, request, c.at, Rules())
    perform(page, request)
    return list(facts_of(page))


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


def test_a_spend_that_is_taken_back_has_a_later_version_for_each_lot(c: Counter) -> None:
    """50 points of two lots are spent; 15 come back to the lot that was taken last, then all: what is told keeps its names."""
    spend = c.spend("anna", 50, "o-3")
    first = told_of(c, Return(spend=spend, amount=15))
    c.give_back(spend, 15)
    rest = told_of(c, Return(spend=spend))
    named = [(f["version_of"], f["event"], f["value_minor"], f["occurred_at"]) for _, f in (*first, *rest)]
    at = c.at.isoformat(timespec="microseconds")
    assert sorted(named[1:]) == [(f"{spend} of 1.1", "offered", 0, at), (f"{spend} of 1.2", "offered", None, at)]
    assert named[0] == (f"{spend} of 1.2", "redeemed", None, at)
    assert {f["order_id"] for _, f in (*first, *rest)} == {"o-3"}


def test_a_gift_is_withdrawn_from_the_giver_and_offered_to_the_receiver(c: Counter) -> None:
    """20 of Anna's 30 points that are worth 15 go to Ben: he is offered 10 of those 15."""
    given = told_of(c, Transfer(giver="anna", receiver="ben", amount=20))
    assert [(f["customer_id"], f["incentive_id"], f["event"], f["value_minor"]) for _, f in given] == [
        ("anna", "1.1", "withdrawn", 10),
        ("ben", "3.1", "offered", 10),
    ]
    assert {f["valid_to"] for _, f in given} == {(c.at + DAY).isoformat(timespec="microseconds")}
    c.do(Transfer(giver="anna", receiver="ben", amount=20))
    assert c.ledger.lots[EntryId(3, 1)].value_minor == 10
