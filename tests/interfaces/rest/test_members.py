"""Members over HTTP: who takes part, and who may know who that is."""

from __future__ import annotations

from tests.interfaces.rest.shop import Shop, problem

ANNA = {"customer_id": "C-1", "household_id": "h1", "person": {"name": "Anna", "email": "anna@example.org"}}


def test_a_member_joins_and_is_found_by_the_shops_own_id(shop: Shop) -> None:
    till = shop.caller()
    anna = till.done("/v1/members", ANNA)["member_id"]
    found = till.get(f"/v1/members/{anna}").json()
    assert (found["customer_id"], found["joined_at"], found["merged_into"]) == ("C-1", "2026-03-05T09:30:00Z", None)
    assert found["person"] == {"name": "Anna", "email": "anna@example.org", "phone": "", "permissions": {}}
    assert [m["member_id"] for m in till.get("/v1/members", customer_id="C-1").json()["items"]] == [anna]
    assert till.get("/v1/members", customer_id="C-2").json() == {"items": [], "next": None}
    problem(till.post("/v1/members", {"customer_id": "C-1"}), 409, "limit-reached")
    shop.operations.erase(anna, facts=True)
    answer = problem(till.post("/v1/members", {"customer_id": "C-1"}), 409, "limit-reached")
    assert "C-1 was erased, with all facts" in answer["detail"]
    problem(till.get("/v1/members/nobody"), 404, "not-found")


def test_who_may_not_see_people_sees_none(shop: Shop) -> None:
    anna = shop.caller().done("/v1/members", ANNA)["member_id"]
    other = shop.caller({"members:read"})
    for answer in (other.get(f"/v1/members/{anna}"), other.get("/v1/members")):
        assert answer.status_code == 200
        assert "Anna" not in answer.text
        assert "example.org" not in answer.text


def test_an_address_is_nobodys_id(small: Shop) -> None:
    answer = problem(small.caller().post("/v1/members", {"customer_id": "anna@example.org"}), 422, "invalid-request")
    assert "anna@" not in str(answer)


def test_members_are_listed_page_by_page(shop: Shop) -> None:
    till = shop.caller()
    joined = {till.done("/v1/members", {})["member_id"] for _ in range(7)}
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = till.get("/v1/members", limit=3, **cursor).json()
        seen += [m["member_id"] for m in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == 7
    assert set(seen) == joined


def test_two_members_become_one(shop: Shop) -> None:
    till = shop.caller()
    anna, also = (till.done("/v1/members", {})["member_id"] for _ in range(2))
    till.done(f"/v1/members/{also}/earn", {"order_id": "o-1", "lines": [{"line_id": "1", "points": 30}]})
    assert till.done(f"/v1/members/{anna}/merge", {"absorbed": also}, dry_run=True)["balances"][0]["available"] == 30
    assert till.balance(anna)["available"] == 0
    till.done(f"/v1/members/{anna}/merge", {"absorbed": also})
    assert till.balance(anna)["available"] == till.balance(also)["available"] == 30
    assert till.get(f"/v1/members/{also}").json()["merged_into"] == anna


def test_a_link_to_a_members_page_is_for_a_member_and_ends(small: Shop) -> None:
    till = small.caller()
    anna = till.done("/v1/members", {})["member_id"]
    made = till.done(f"/v1/members/{anna}/wallet-links", {"days": 7, "language": "lt"})
    assert made["ends_at"] == "2026-03-12T09:30:00Z"
    assert made["url"].startswith("https://points.example/wallet/")
    assert made["url"].endswith("?language=lt")
    problem(till.post("/v1/members/nobody/wallet-links", {}), 404, "not-found")
    problem(till.post(f"/v1/members/{anna}/wallet-links", {"days": 367}), 422, "invalid-request")
