"""What a purchase and a refund say, which facts they become, and what they earn."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.errors import InputError, UsageError
from regulars.facts.kinds import KINDS

AT = datetime(2026, 3, 5, 9, 30)
LINES = (SaleLine(line_id="1", amount_minor=900, points=9), SaleLine(line_id="2", amount_minor=300, role="shipping"))


def purchase(**more: Any) -> Purchase:
    return Purchase(**{"source": "till", "order_id": "o-1", "amount_minor": 900, "currency": "EUR", "lines": LINES,
                       "member": "anna", **more})  # fmt: skip


def test_a_purchase_becomes_the_columns_of_its_kind() -> None:
    vilnius = timezone(timedelta(hours=2))
    fact = purchase(occurred_at=datetime(2026, 3, 5, 11, 30, tzinfo=vilnius)).fact(AT + timedelta(days=9))
    assert (fact["occurred_at"], fact["customer_id"], fact["n_lines"]) == ("2026-03-05T09:30:00.000000", "anna", 1)
    lines = fact.pop("lines")
    assert set(fact) <= {c.name for c in KINDS["purchases"].columns}
    assert set(lines[0]) <= {c.name for c in KINDS["purchase_lines"].columns}
    assert [line["role"] for line in lines] == ["product", "shipping"]


def test_a_purchase_earns_what_its_lines_say() -> None:
    earn = purchase(rule="one a euro/1").earn()
    assert earn is not None
    assert [(line.points, line.amount_minor) for line in earn.lines] == [(9, 900), (0, 300)]
    assert (earn.member, earn.reference, earn.source, earn.rule) == ("anna", "o-1", "till", "one a euro/1")
    assert purchase(lines=()).earn() is None


def test_a_purchase_that_earns_nothing_can_say_why() -> None:
    """Gift cards earn nothing: with that reason it becomes an entry, so that Anna's question has an answer."""
    gift = SaleLine(line_id="1", amount_minor=900)
    assert purchase(lines=(gift,)).earn() is None
    earn = purchase(lines=(gift,), reason="left out: gift cards").earn()
    assert earn is not None
    assert (earn.reason, [line.points for line in earn.lines]) == ("left out: gift cards", [0])
    assert purchase(lines=(gift,), reason="left out: a guest", member=None).earn() is None


def test_a_refund_is_a_fact_for_each_line_or_one_for_all() -> None:
    refund = MoneyBack(source="till", order_id="o-1", refund_id="r-1", currency="EUR", lines={"1": 900, "2": 300})
    assert [(f["line_id"], f["amount_minor"]) for f in refund.facts(AT, 1200, "anna")] == [("1", 900), ("2", 300)]
    whole = MoneyBack(source="till", order_id="o-1", refund_id="r-1", currency="EUR", lines={}, reason="broken: glass")
    [fact] = whole.facts(AT, 1200, "anna")
    assert (fact["line_id"], fact["amount_minor"], fact["reason"]) == (None, 1200, "broken: glass")
    assert set(fact) <= {c.name for c in KINDS["refunds"].columns}
    assert whole.facts(AT, 0, "anna") == []  # no money came back


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"source": "Till 1"}, "Source is 'Till 1'"),
        ({"source": "ledger"}, "not ledger or code"),
        ({"source": "code"}, "not ledger or code"),
        ({"amount_minor": 1.5}, "(?i)amount_minor is 1.5"),
        ({"amount_minor": True}, "(?i)amount_minor is True"),
        ({"tax_minor": -1}, "(?i)tax_minor is -1"),
        ({"tax_minor": 901}, "(?i)tax_minor is 901, and 900 minor units"),
        ({"member": " anna"}, "(?i)member is no plain name"),
        ({"order_id": "o\u200b1"}, "(?i)order_id is no plain name"),
        ({"lines": LINES + LINES}, "each named once"),
        ({"customer_id": "C-1"}, "a member and a customer"),
        ({"member": None}, "earns points for nobody"),
        ({"member": None, "lines": (), "customer_id": "anna@example.com"}, "(?i)is an e-mail address"),
        ({"member": None, "lines": (), "customer_id": "+370 600 12345"}, "(?i)is a telephone number"),
        ({"member": None, "lines": (), "customer_id": "C-1 "}, "(?i)customer_id is no plain name"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says) as e:
        purchase(**wrong)
    assert "anna@" not in str(e.value)


def test_a_line_says_what_it_is() -> None:
    with pytest.raises(UsageError, match="Role is 'gift'"):
        SaleLine(line_id="1", amount_minor=1, role="gift")
    with pytest.raises(InputError, match="not a currency code"):
        purchase(currency="euro")


def test_requests_differ_by_what_they_say() -> None:
    assert purchase().digest == purchase().digest
    assert len({purchase().digest, purchase(place="Kaunas").digest, purchase(lines=LINES[:1]).digest}) == 3


def test_goods_cost_no_more_than_was_paid_and_taken_off() -> None:
    """Bread for 9.00 is paid with 9.00; with 7.00 and 2.00 off; with 7.00 and a voucher for 2.00; never with 7.00."""
    assert purchase(amount_minor=700, discount_minor=200).amount_minor == 700
    assert purchase(amount_minor=700, lines=(*LINES, SaleLine(line_id="3", amount_minor=200, role="voucher"))).earn()
    with pytest.raises(UsageError, match="come to 900 minor units of goods, its amount_minor is 700") as e:
        purchase(amount_minor=700)
    assert "at most 700" in str(e.value)
    assert "discount_minor" in str(e.value)
