"""Purchases and refunds over HTTP; and a day in a shop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from regulars.facts.query import Query
from tests.interfaces.rest.shop import AT, Shop, problem


def purchase(order: str, amount: int, member: str | None = None, points: int = 0, **more: Any) -> dict[str, Any]:
    line = {"line_id": "1", "amount_minor": amount, "points": points}
    who = {"member_id": member} if member else {}
    return {"source": "till", "order_id": order, "amount_minor": amount, "currency": "EUR", "lines": [line], **who, **more}


def refund(order: str, refund_id: str, amount: int | None = None) -> dict[str, Any]:
    lines = [{"line_id": "1", "amount_minor": amount}] if amount else []
    return {"source": "till", "order_id": order, "refund_id": refund_id, "currency": "EUR", "lines": lines}


def test_a_purchase_is_told_and_earns_and_a_refund_takes_back(shop: Shop) -> None:
    till = shop.caller()
    anna = till.done("/v1/members", {})["member_id"]
    first = till.done("/v1/purchases", purchase("o-1", 1500, anna, 15), key="k")
    assert till.done("/v1/purchases", purchase("o-1", 1500, anna, 15), key="k") == first
    assert till.balance(anna)["free"] == 15
    till.done("/v1/refunds", refund("o-1", "r-1", 500))
    assert till.balance(anna)["free"] == 10
    problem(till.post("/v1/refunds", refund("o-1", "r-2", 1001)), 409, "limit-reached")
    till.done("/v1/refunds", refund("o-1", "r-2"))
    assert till.balance(anna)["free"] == 0
    problem(till.post("/v1/refunds", refund("o-2", "r-3")), 404, "not-found")


def test_a_purchase_can_be_rehearsed(shop: Shop) -> None:
    till = shop.caller()
    anna = till.done("/v1/members", {})["member_id"]
    assert till.done("/v1/purchases", purchase("o-1", 1500, anna, 15), dry_run=True)["balances"][0]["free"] == 15
    assert till.balance(anna)["free"] == 0
    assert shop.operations.flush() == 0


def test_what_makes_no_sense_is_refused(small: Shop) -> None:
    till = small.caller()
    for wrong in (
        purchase("o", 1, points=1), purchase("o", 1, customer_id="ann@example.org"), purchase("o", 1, source="ledger"),
        purchase("o", 1, currency="eur"), purchase("o", 1, occurred_at="2026-03-09T00:00:00Z"), purchase("o", 1, lines=None),
        purchase("o", 1, occurred_at="2026-03-01T00:00:00"), purchase("o", 1, occurred_at=1_700_000_000), purchase("o\n", 1),
    ):  # fmt: skip
        problem(till.post("/v1/purchases", wrong), 422, "invalid-request")
    twice = {**refund("o", "r", 1), "lines": [{"line_id": "1", "amount_minor": 1}] * 2}
    problem(till.post("/v1/refunds", twice), 422, "invalid-request")


def test_what_does_not_fit_together_is_told_with_what_would(small: Shop) -> None:
    till = small.caller()
    anna = till.done("/v1/members", {})["member_id"]
    for wrong, found, do in (
        (purchase("o", 700, anna, 9, lines=[{"line_id": "1", "amount_minor": 900}]), "come to 900", "discount_minor"),
        (purchase("o", 700, anna, 9, expires_on="2020-01-01"), "would expire at 2020-01-01", "later end"),
        (purchase("o", 700, anna, 9, currency="USD"), "currency is USD", "convert it to EUR"),
    ):
        said = problem(till.post("/v1/purchases", wrong), 422, "invalid-request")
        assert found in said["detail"]
        assert do in said["do"]
        assert said["expected"]
    body = {"order_id": "o", "lines": [{"line_id": "1", "points": 9}], "expires_on": "2020-01-01"}
    problem(till.post(f"/v1/members/{anna}/earn", body), 422, "invalid-request")
    foreign = {**refund("o", "r", 5), "currency": "USD"}
    problem(till.post("/v1/refunds", foreign), 422, "invalid-request")
    assert till.balance(anna)["free"] == 0
    assert small.operations.flush() == 0


def test_a_day_in_a_shop(shop: Shop) -> None:
    """Till, web and guest purchases; a receipt claimed late; a refund after spending; two accounts become one; one person is
    erased; the points end with the day on which summer time began; and the auditor asks."""
    till = shop.caller()
    anna = till.done("/v1/members", {"customer_id": "C-1", "person": {"name": "Anna"}})["member_id"]
    ben = till.done("/v1/members", {"customer_id": "C-2", "person": {"name": "Ben"}})["member_id"]
    ends = {"expires_on": "2026-03-29", "rule": "one a euro/1"}
    till.done("/v1/purchases", purchase("o-1", 12000, anna, 120, **ends))
    till.done("/v1/purchases", purchase("w-1", 5000, ben, 50, **{**ends, "source": "web"}))
    till.done("/v1/purchases", purchase("o-2", 3000))

    shop.clock[0] = AT + timedelta(days=2)  # the guest was Anna, and brings the receipt
    claimed = purchase("o-2", 3000, anna, 30, occurred_at="2026-03-05T09:30:00Z", **ends)
    till.done("/v1/purchases", claimed)
    problem(till.post("/v1/purchases", purchase("o-2", 3000, ben, 30, **ends)), 409, "limit-reached")
    till.done(f"/v1/members/{anna}/spend", {"amount": 140, "reference": "o-3"})
    clawed = till.done("/v1/refunds", refund("o-1", "r-1"))["entries"][0]
    assert {k: till.balance(anna)[k] for k in ("free", "debt", "net")} == {"free": 0, "debt": 110, "net": -110}

    till.done(f"/v1/members/{anna}/merge", {"absorbed": ben})
    assert till.balance(anna)["net"] == -60
    cleo = till.done("/v1/members", {"customer_id": "C-3", "person": {"name": "Cleo"}})["member_id"]
    till.done("/v1/purchases", purchase("o-5", 700, cleo, 7, **ends))
    shop.operations.erase(cleo)
    problem(till.get(f"/v1/members/{cleo}"), 404, "not-found")
    till.done("/v1/purchases", purchase("o-4", 10000, anna, 100, **ends))
    assert till.balance(anna)["free"] == 40

    shop.clock[0] = AT.replace(day=29, hour=20, minute=59)
    assert till.balance(anna)["free"] == 40
    shop.clock[0] = AT.replace(day=29, hour=21)  # midnight in Vilnius, an hour earlier than the day before
    assert till.balance(anna)["free"] == 0

    assert till.get(f"/v1/members/{anna}/entries/{clawed}").json()["explanation"] == (
        "2026-03-07: 120 points taken back, because order o-1 was refunded (1.1); 110 of them were spent already and are owed."
        " Afterwards 0 points available, 110 points owed."
    )
    assert shop.operations.check() == []
    shop.operations.flush()
    sold = Query("all", "", {"duckdb": "SELECT order_id, customer_id FROM purchases ORDER BY order_id"})
    told = [tuple(row.values()) for row in shop.operations.shop.facts().engine.run(sold).to_pylist()]
    assert told[:3] == [("o-1", "C-1"), ("o-2", "C-1"), ("o-4", "C-1")]
    assert [order for order, _ in told[3:]] == ["o-5", "w-1"]
