"""Who may ask what: every call, with every scope, without a key, and with ids of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regulars.interfaces.rest.access import GUESSES
from regulars.interfaces.rest.openapi import routes, scope_of
from regulars.stores.operations.keys import SCOPES
from tests.interfaces.rest.shop import AT, Caller, Shop, lines, problem

SECRETS = ("Anna", "anna@example.org", "C-ANNA")
LATER = "2026-03-09T00:00:00Z"
CAMPAIGN = {"points": 5, "starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"}


@dataclass(frozen=True)
class Asked:
    """A call that would succeed with its scope: what is sent."""

    path: str
    body: Any = None


# Ids in braces are Anna's own; with another member's in their place nothing may be found.
CALLS: dict[str, Asked] = {
    "join_member": Asked("/v1/members", {"customer_id": "C-new"}),
    "list_members": Asked("/v1/members"),
    "get_member": Asked("/v1/members/{anna}"),
    "merge_members": Asked("/v1/members/{anna}/merge", {"absorbed": "{twin}"}),
    "make_wallet_link": Asked("/v1/members/{anna}/wallet-links", {}),
    "get_balance": Asked("/v1/members/{anna}/balance"),
    "list_lots": Asked("/v1/members/{anna}/lots"),
    "list_holds": Asked("/v1/members/{anna}/holds"),
    "list_entries": Asked("/v1/members/{anna}/entries"),
    "get_entry": Asked("/v1/members/{anna}/entries/{earned}"),
    "earn": Asked("/v1/members/{anna}/earn", {"order_id": "o-new", "lines": lines(1)}),
    "earn_all": Asked("/v1/earns", {"earns": [{"member_id": "{anna}", "order_id": "o-all", "lines": lines(1)}]}),
    "spend": Asked("/v1/members/{anna}/spend", {"amount": 1, "reference": "o"}),
    "return_spend": Asked("/v1/members/{anna}/spends/{spent}/return", {"amount": 1}),
    "hold": Asked("/v1/members/{anna}/holds", {"amount": 1, "ends_at": LATER, "reference": "o"}),
    "capture_hold": Asked("/v1/members/{anna}/holds/{held}/capture", {"amount": 1}),
    "void_hold": Asked("/v1/members/{anna}/holds/{held}/void"),
    "transfer": Asked("/v1/members/{anna}/transfer", {"receiver": "{spare}", "amount": 1}),
    "adjust": Asked("/v1/members/{anna}/adjust", {"amount": 1, "reason": "r", "by": "S-1"}),
    "tell_purchase": Asked(
        "/v1/purchases", {"source": "till", "order_id": "o-9", "amount_minor": 1, "currency": "EUR", "member_id": "{anna}"}
    ),
    "tell_refund": Asked("/v1/refunds", {"source": "till", "order_id": "o-sold", "refund_id": "r", "currency": "EUR"}),
    "announce_campaign": Asked("/v1/campaigns", {"campaign_id": "summer", **CAMPAIGN}),
    "make_codes": Asked("/v1/campaigns/spring/codes", {"number": 1}),
    "redeem_code": Asked("/v1/members/{anna}/codes", {"code": "{code}"}),
    "return_code": Asked("/v1/members/{anna}/codes/{used}/return"),
    "metrics": Asked("/metrics"),
}
OPEN = {"health", "ready"}
ROUTES = {str(route.operation_id): route for route in routes()}
WRITES = [name for name in CALLS if "POST" in (ROUTES[name].methods or ())]
OWNED = [name for name, asked in CALLS.items() if "{anna}" in asked.path or "{anna}" in str(asked.body)]


def test_every_call_is_in_the_table() -> None:
    assert set(CALLS) | OPEN == set(ROUTES)
    assert {name for name, route in ROUTES.items() if scope_of(route) is None} == OPEN


def test_every_scope_opens_something() -> None:
    beside = {"people:read", "codes:reveal"}  # these show more of what other scopes open
    assert {scope_of(route) for route in ROUTES.values()} - {None} == set(SCOPES) - beside


@dataclass
class Household:
    """Anna with points, a spend, a hold and a sold order; Ben with the same of his own; a member to spare."""

    shop: Shop
    anna: dict[str, str]
    ben: dict[str, str]

    def ask(self, caller: Caller, name: str, ids: dict[str, str] | None = None) -> Any:
        asked, known = CALLS[name], ids or self.anna
        path, body = _filled(asked.path, known), _filled(asked.body, known)
        return caller.post(path, body) if name in WRITES else caller.get(path)


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v, ids) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, ids) for v in value]
    for name, known in ids.items():
        value = value.replace("{" + name + "}", known) if isinstance(value, str) else value
    return value


def somebody(till: Caller, name: str) -> dict[str, str]:
    person = {"name": name, "email": f"{name.lower()}@example.org"}
    customers = (f"C-{name.upper()}{suffix}" for suffix in ("", "-2", "-3"))
    joined = [till.done("/v1/members", {"customer_id": c, "person": person})["member_id"] for c in customers]
    member, spare, twin = joined
    entry = {
        "earned": till.done(f"/v1/members/{member}/earn", {"order_id": f"o-{name[0]}", "lines": lines(100)}),
        "spent": till.done(f"/v1/members/{member}/spend", {"amount": 10, "reference": "o"}),
        "held": till.done(f"/v1/members/{member}/holds", {"amount": 10, "ends_at": LATER, "reference": "o"}),
    }
    code, used = till.done("/v1/campaigns/spring/codes", {"number": 2})["codes"]
    entry["used"] = till.done(f"/v1/members/{member}/codes", {"code": used})
    return {
        "anna": member,
        "spare": spare,
        "twin": twin,
        "code": code,
        **{name: done["entries"][0] for name, done in entry.items()},
    }


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    folder: Path = tmp_path_factory.mktemp("household")
    with Shop.at(folder / "shop", str(folder / "regulars.db")) as shop:
        till = shop.caller()
        till.done("/v1/campaigns", {"campaign_id": "spring", **CAMPAIGN})
        sold = {"source": "till", "order_id": "o-sold", "amount_minor": 100, "currency": "EUR"}
        till.done("/v1/purchases", sold)
        yield Household(shop, somebody(till, "Anna"), somebody(till, "Ben"))


@pytest.mark.parametrize("name", CALLS)
def test_without_a_key_nothing_is_opened(household: Household, name: str) -> None:
    household.shop.clock[0] += timedelta(minutes=15)  # nobody is locked out for having asked without a key before
    answer = problem(household.ask(household.shop.stranger(), name), 401, "unauthorized")
    assert not any(secret in str(answer) for secret in SECRETS)


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_opens_its_own_calls_and_no_others(household: Household, scope: str) -> None:
    caller = household.shop.caller({scope})
    for name in CALLS:
        if scope_of(ROUTES[name]) != scope:
            answer = problem(household.ask(caller, name), 403, "forbidden")
            assert str(scope_of(ROUTES[name])) in answer["detail"]
            assert not any(secret in str(answer) for secret in SECRETS)


@pytest.mark.parametrize("name", OWNED)
def test_what_is_nobodys_is_not_there(household: Household, name: str) -> None:
    answer = household.ask(household.shop.caller(), name, {**household.anna, "anna": "nobody"})
    body = problem(answer, 404, "not-found")
    assert not any(secret in str(body) for secret in SECRETS)


@pytest.mark.parametrize("name", [name for name, asked in CALLS.items() if asked.path.count("{") > 1])
def test_under_one_member_anothers_is_not_there(household: Household, name: str) -> None:
    mixed = {**household.anna, "anna": household.ben["anna"]}
    problem(household.ask(household.shop.caller(), name, mixed), 404, "not-found")


@pytest.mark.parametrize("name", CALLS)
def test_with_its_scope_alone_each_call_succeeds_and_shows_no_person(household: Household, name: str) -> None:
    scope = scope_of(ROUTES[name])
    assert scope is not None
    answer = household.ask(household.shop.caller({scope}), name)
    assert answer.status_code < 300, answer.text
    shown = SECRETS[:2]  # the shop's own customer id may be seen with members:read
    assert not any(secret in answer.text for secret in shown)


def test_points_with_a_purchase_take_the_scope_for_points_too(small: Shop) -> None:
    anna = small.caller().done("/v1/members", {})["member_id"]
    body = {"source": "till", "order_id": "o", "amount_minor": 100, "currency": "EUR", "member_id": anna, "lines": lines(1)}
    answer = problem(small.caller({"sales:write"}).post("/v1/purchases", body), 403, "forbidden")
    assert "points:earn" in answer["detail"]


def test_a_key_ends_and_is_revoked_at_once(small: Shop) -> None:
    till = small.caller()
    assert till.get("/v1/members").status_code == 200
    small.operations.keys.revoke(till.key.split("_")[1], AT)
    problem(till.get("/v1/members"), 401, "unauthorized")
    _, text = small.operations.keys.make("web", {"members:read"}, at=AT, expires_at=AT + timedelta(hours=1))
    web = Caller(small.client, text)
    assert web.get("/v1/members").status_code == 200
    small.clock[0] = AT + timedelta(hours=1)
    problem(web.get("/v1/members"), 401, "unauthorized")


def test_who_guesses_keys_is_locked_out_and_nobody_else_is(small: Shop) -> None:
    till = small.caller()
    right = till.key
    guesser = Caller(small.client, right[:-1] + ("A" if right[-1] != "A" else "B"))
    for _ in range(GUESSES):
        problem(guesser.get("/v1/members"), 401, "unauthorized")
    answer = guesser.get("/v1/members")
    problem(answer, 429, "locked-out")
    assert answer.headers["retry-after"] == "900"
    problem(Caller(small.client, right).get("/v1/members"), 429, "locked-out")  # not even the right one is looked up now
    assert small.caller().get("/v1/members").status_code == 200
    small.clock[0] += timedelta(minutes=15)
    assert till.get("/v1/members").status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic dGlsbDpyb3Nl", "Bearer " + "x" * 5000, "rgk_0123456789ab_x"]
)
def test_odd_headers_open_nothing(small: Shop, header: str) -> None:
    answer = small.client.get("/v1/members", headers={"Authorization": header})
    problem(answer, 401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_path_that_is_not_there_tells_a_stranger_nothing(small: Shop) -> None:
    problem(small.stranger().get("/v1/nothing"), 401, "unauthorized")
    problem(small.caller().get("/v1/nothing"), 404, "not-found")


def test_who_asks_too_often_is_told_how_long_to_wait(tmp_path: Path) -> None:
    with Shop.at(tmp_path / "shop", str(tmp_path / "regulars.db"), per_minute=3) as shop:
        till, other = shop.caller(), shop.caller()
        left = [till.get("/v1/members").headers["ratelimit"] for _ in range(3)]
        assert left == ['"key";r=2;t=60', '"key";r=1;t=60', '"key";r=0;t=60']
        shop.clock[0] += timedelta(seconds=20)
        answer = till.get("/v1/members")
        problem(answer, 429, "rate-limited")
        assert (answer.headers["retry-after"], answer.headers["ratelimit-policy"]) == ("40", '"key";q=3;w=60')
        assert other.get("/v1/members").status_code == 200
        shop.clock[0] += timedelta(seconds=40)
        assert till.get("/v1/members").status_code == 200
