"""A query parameter that a call does not have is refused: nothing is done that was only to be tried."""

from __future__ import annotations

from tests.interfaces.rest.shop import Shop, lines, problem


def test_a_mistyped_rehearsal_spends_nothing(shop: Shop) -> None:
    till = shop.caller()
    anna = till.done("/v1/members", {})["member_id"]
    till.done(f"/v1/members/{anna}/earn", {"order_id": "o-1", "lines": lines(10)})
    spend = {"amount": 1, "reference": "o-2"}
    body = problem(till.post(f"/v1/members/{anna}/spend", spend, dryrun="true"), 422, "invalid-request")
    assert body["detail"] == "this call has no query parameter 'dryrun', so nothing was done"
    assert body["expected"] == "dry_run"
    problem(till.client.post(f"/v1/members/{anna}/spend?dry_run=true&dry_run=false", json=spend,
                             headers={**till.headers, "Idempotency-Key": "s"}), 422, "invalid-request")  # fmt: skip
    assert till.balance(anna)["available"] == 10
    assert till.done(f"/v1/members/{anna}/spend", spend, dry_run="true")["balances"][0]["available"] == 9
    assert till.balance(anna)["available"] == 10


def test_what_has_no_parameter_says_so(small: Shop) -> None:
    till = small.caller()
    anna = till.done("/v1/members", {})["member_id"]
    body = problem(till.post(f"/v1/members/{anna}/wallet-links", {}, dry_run="true"), 422, "invalid-request")
    assert body["expected"].startswith("no query parameter")


def test_a_list_names_the_parameters_that_it_has(small: Shop) -> None:
    till = small.caller()
    body = problem(till.get("/v1/members", customer="C-1"), 422, "invalid-request")
    assert body["expected"] == "customer_id, limit, cursor"
    assert till.get("/v1/members", customer_id="C-1", limit=5).status_code == 200
    problem(small.caller({"points:read"}).get("/v1/members", customer="C-1"), 403, "forbidden")
