"""Every call that writes can be rehearsed: it answers as in earnest, to a key that came before too, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from regulars.interfaces.rest.openapi import describe, routes
from regulars.stores.operations.schema import METADATA
from tests.interfaces.rest.shop import Caller, Shop, lines, problem
from tests.interfaces.rest.test_codes import SPRING

Asked = tuple[str, dict[str, Any] | None]
ORDER = {"source": "till", "order_id": "o-9", "amount_minor": 900, "currency": "EUR"}
BACK = {"source": "till", "order_id": "o-9", "refund_id": "R-1", "currency": "EUR"}
ONLY_READ = {"make_wallet_link"}  # its answer is signed, and nothing is kept of it


def campaign(till: Caller) -> str:
    till.done("/v1/campaigns", SPRING)
    return "/v1/campaigns/spring/codes"


def code(till: Caller) -> str:
    return str(till.done(campaign(till), {"number": 1})["codes"][0])


def returned(till: Caller, m: str, what: str, body: dict[str, Any]) -> str:
    """The address at which what was spent or used is given back."""
    entry = till.done(f"{m}/{what}", body)["entries"][0]
    return f"{m}/{'spends' if what == 'spend' else what}/{entry}/return"


def hold(till: Caller, m: str) -> str:
    body = {"amount": 20, "ends_at": "2026-03-09T00:00:00Z", "reference": "o-7"}
    return f"{m}/holds/{till.done(f'{m}/holds', body)['entries'][0]}"


def another(till: Caller) -> str:
    return str(till.done("/v1/members", {})["member_id"])


def sold(till: Caller) -> str:
    till.done("/v1/purchases", ORDER)
    return "/v1/refunds"


# What is asked of each call, where Anna has 100 points and `m` is her own address; a call that is new here goes into it.
ASKED: dict[str, Callable[[Caller, str], Asked]] = {
    "join_member": lambda till, m: ("/v1/members", {"customer_id": "C-9", "person": {"name": "Ben"}}),
    "merge_members": lambda till, m: (f"{m}/merge", {"absorbed": another(till)}),
    "earn": lambda till, m: (f"{m}/earn", {"order_id": "o-2", "lines": lines(5)}),
    "earn_all": lambda till, m: (
        "/v1/earns",
        {"earns": [{"member_id": m.rpartition("/")[2], "order_id": "o-2", "lines": lines(5)}]},
    ),
    "spend": lambda till, m: (f"{m}/spend", {"amount": 30, "reference": "o-2"}),
    "return_spend": lambda till, m: (returned(till, m, "spend", {"amount": 30, "reference": "o-2"}), {"amount": 10}),
    "hold": lambda till, m: (f"{m}/holds", {"amount": 5, "ends_at": "2026-03-09T00:00:00Z", "reference": "o-2"}),
    "capture_hold": lambda till, m: (f"{hold(till, m)}/capture", {"amount": 5}),
    "void_hold": lambda till, m: (f"{hold(till, m)}/void", None),
    "transfer": lambda till, m: (f"{m}/transfer", {"receiver": another(till), "amount": 5}),
    "adjust": lambda till, m: (f"{m}/adjust", {"amount": 5, "reason": "sorry", "by": "Eva"}),
    "tell_purchase": lambda till, m: ("/v1/purchases", ORDER),
    "tell_refund": lambda till, m: (sold(till), BACK),
    "announce_campaign": lambda till, m: ("/v1/campaigns", SPRING),
    "make_codes": lambda till, m: (campaign(till), {"number": 3}),
    "redeem_code": lambda till, m: (f"{m}/codes", {"code": code(till)}),
    "return_code": lambda till, m: (returned(till, m, "codes", {"code": code(till)}), None),
}
# Of what a dry run cannot tell: an id that is drawn, and codes, which only who makes them may see.
NOT_TOLD: dict[str, dict[str, Any]] = {"join_member": {"member_id": None}, "make_codes": {"codes": []}}
# The same call with another thing asked: its body, or, where it has none, its address.
OTHERWISE = {"customer_id": "C-8", "amount": 1, "order_id": "o-8", "refund_id": "R-8", "campaign_id": "autumn", "number": 4}


def otherwise(till: Caller, m: str, asked: Asked) -> Asked:
    path, body = asked
    if body is None and path.endswith("/void"):
        return f"{hold(till, m)}/void", None
    if body is None:
        return returned(till, m, "codes", {"code": till.done("/v1/campaigns/spring/codes", {"number": 1})["codes"][0]}), None
    if "earns" in body:
        return path, {"earns": [{**body["earns"][0], "order_id": "o-8"}]}
    if "absorbed" in body:
        return path, {"absorbed": another(till)}
    if "code" in body:
        return path, {"code": till.done("/v1/campaigns/spring/codes", {"number": 1})["codes"][0]}
    return path, {**body, **{name: said for name, said in OTHERWISE.items() if name in body}}


def everything(shop: Shop) -> dict[str, list[Any]]:
    with shop.operations.store.reading() as c:
        return {table.name: sorted(map(repr, c.execute(select(table)))) for table in METADATA.sorted_tables}


def anna(till: Caller) -> str:
    m = f"/v1/members/{till.done('/v1/members', {'customer_id': 'C-1'})['member_id']}"
    till.done(f"{m}/earn", {"order_id": "o-1", "lines": lines(100)})
    return m


def test_every_call_that_writes_can_be_rehearsed_and_is_tried_here(small: Shop) -> None:
    """A call that is new has dry_run, and a line in ASKED; the document is asked, so that none is forgotten."""
    told = describe(small.client.app)["paths"]  # type: ignore[arg-type]
    writes = {
        operation["operationId"]: operation
        for path in told.values()
        for method, operation in path.items()
        if method not in ("get", "head") and operation["operationId"] not in ONLY_READ
    }
    assert len(writes) >= 17
    lacking = {name for name, o in writes.items() if not any(p["name"] == "dry_run" for p in o.get("parameters", ()))}
    assert lacking == set(), "these calls write, and cannot be rehearsed"
    assert set(writes) == set(ASKED)
    assert set(writes) | ONLY_READ <= {str(route.operation_id) for route in routes()}


@pytest.mark.parametrize("name", ASKED)
def test_a_rehearsal_answers_as_the_write_does_and_writes_nothing(shop: Shop, name: str) -> None:
    till = shop.caller()
    m = anna(till)
    path, body = ASKED[name](till, m)
    before = everything(shop)
    dry = till.post(path, body, key="k", dry_run=True)
    assert everything(shop) == before
    done = till.post(path, body, key="k")
    assert dry.status_code == done.status_code < 300, dry.text
    assert dry.json() == {**done.json(), **NOT_TOLD.get(name, {})}
    other_path, other = otherwise(till, m, (path, body))
    after = everything(shop)
    again = till.post(path, body, key="k", dry_run=True)
    assert again.status_code == done.status_code
    assert again.json() == {**done.json(), **({"codes": []} if name == "make_codes" else {})}
    for dry_run in (True, False):
        problem(till.post(other_path, other, key="k", dry_run=dry_run), 422, "idempotency-conflict")
    assert everything(shop) == after


REFUSED: dict[str, Callable[[Caller, str], Asked]] = {
    "join_member": lambda till, m: ("/v1/members", {"customer_id": "C-1"}),
    "earn": lambda till, m: (f"{m}/earn", {"order_id": "o-1", "lines": lines(100)}),
    "spend": lambda till, m: (f"{m}/spend", {"amount": 101, "reference": "o-2"}),
    "adjust": lambda till, m: (f"{m}/adjust", {"amount": 1001, "reason": "sorry", "by": "Eva"}),
    "tell_refund": lambda till, m: (sold(till), {**BACK, "lines": [{"line_id": "x", "amount_minor": 901}]}),
    "announce_campaign": lambda till, m: (campaign(till).removesuffix("/spring/codes"), SPRING),
    "make_codes": lambda till, m: ("/v1/campaigns/none/codes", {"number": 1}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_in_earnest_is_refused_when_it_is_rehearsed(shop: Shop, name: str) -> None:
    till = shop.caller()
    path, body = REFUSED[name](till, anna(till))
    before = everything(shop)
    dry, done = (till.post(path, body, dry_run=dry_run) for dry_run in (True, False))
    assert done.status_code in (404, 409, 422)
    assert (dry.status_code, dry.json()) == (done.status_code, done.json())
    assert everything(shop) == before
