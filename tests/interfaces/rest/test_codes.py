"""Codes over HTTP: used once, guessed by nobody, and with one answer for whatever gives nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event

from regulars.actions.rewards.codes import new_code
from regulars.interfaces.rest import codes
from tests.interfaces.rest.shop import AT, Caller, Shop, problem

GUESSES = int(os.environ.get("GUESSES", "1500"))
FIRST = GUESSES * int(os.environ.get("SEED", "0"))  # so that no two rounds guess the same
PUBLIC = {"codes:redeem", "points:read"}
SPRING = {"campaign_id": "spring", "points": 50, "starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-03-20T00:00:00Z"}


def announced(shop: Shop, number: int = 1, **more: object) -> tuple[Caller, list[str], str]:
    till = shop.caller()
    till.done("/v1/campaigns", {**SPRING, **more})
    made = till.done("/v1/campaigns/spring/codes", {"number": number})["codes"]
    return till, made, till.done("/v1/members", {})["member_id"]


def test_a_code_gives_its_points_once(shop: Shop) -> None:
    till, [code], anna = announced(shop)
    first = till.post(f"/v1/members/{anna}/codes", {"code": code.lower()}, key="k")
    assert first.status_code == 200
    assert till.post(f"/v1/members/{anna}/codes", {"code": code.lower()}, key="k").json() == first.json()
    assert till.balance(anna)["free"] == 50
    problem(till.post(f"/v1/members/{anna}/codes", {"code": code}), 409, "code-refused")


def test_a_code_can_be_rehearsed_and_a_wrong_one_counts_all_the_same(shop: Shop) -> None:
    till, [code], anna = announced(shop)
    path = f"/v1/members/{anna}/codes"
    assert till.done(path, {"code": code}, dry_run=True)["balances"][0]["free"] == 50
    assert till.balance(anna)["free"] == 0
    for _ in range(codes.WRONG_BY_MEMBER):
        problem(till.post(path, {"code": "0000-0000-00000"}, dry_run=True), 409, "code-refused")
    problem(till.post(path, {"code": code}, dry_run=True), 429, "locked-out")
    shop.clock[0] += timedelta(minutes=15)
    assert till.done(path, {"code": code})["balances"][0]["free"] == 50


def test_a_batch_is_told_again_to_a_repeat_only(shop: Shop) -> None:
    till, _, _ = announced(shop)
    first = till.done("/v1/campaigns/spring/codes", {"number": 20}, key="batch")
    assert till.done("/v1/campaigns/spring/codes", {"number": 20}, key="batch") == first
    assert len(set(first["codes"])) == 20
    problem(till.post("/v1/campaigns/spring/codes", {"number": 21}, key="batch"), 422, "idempotency-conflict")
    other = till.done("/v1/campaigns/spring/codes", {"number": 20}, key="other")
    assert not set(first["codes"]) & set(other["codes"])
    problem(till.post("/v1/campaigns/none/codes", {"number": 1}), 404, "not-found")
    problem(till.post("/v1/campaigns/spring/codes", {"number": 5001}), 422, "invalid-request")


def test_a_campaign_is_announced_once(shop: Shop) -> None:
    till, _, _ = announced(shop)
    summer = {**SPRING, "campaign_id": "summer"}
    assert till.done("/v1/campaigns", summer, key="k") == till.done("/v1/campaigns", summer, key="k")
    problem(till.post("/v1/campaigns", summer), 409, "limit-reached")
    problem(till.post("/v1/campaigns", {**SPRING, "campaign_id": "x", "ends_at": SPRING["starts_at"]}), 422, "invalid-request")


def test_unknown_used_and_expired_get_one_answer_after_the_same_questions(shop: Shop) -> None:
    """What a public caller sees and what it costs are the same; a caller with codes:reveal learns the reason."""
    till, [used, late], anna = announced(shop, 2)
    till.done(f"/v1/members/{anna}/codes", {"code": used})
    public, asked = shop.caller(PUBLIC), list[str]()
    event.listen(shop.operations.store.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    seen, told = [], []
    for code, day in (("0000-0000-00000", 5), (used, 5), (late, 21)):
        shop.clock[0] = AT.replace(day=day)
        asked.clear()
        answer = public.post(f"/v1/members/{anna}/codes", {"code": code})
        problem(answer, 409, "code-refused")
        same = {k: v for k, v in answer.headers.items() if k not in ("x-request-id", "ratelimit")}
        seen.append((answer.content, same, list(asked)))
        told.append(till.post(f"/v1/members/{anna}/codes", {"code": code}).json()["detail"])
    assert seen[0] == seen[1] == seen[2]
    assert len(set(told)) == 3
    assert [words.split(": ")[1][:12] for words in told] == ["there is no ", "it has been ", "its campaign"]


def test_a_use_is_given_back_with_its_limits(shop: Shop) -> None:
    """Anna's one code goes back; she spent its points, so she owes them; the code is Ben's then, and she may have another."""
    till, [code, other], anna = announced(shop, 2, per_member=1)
    used = till.done(f"/v1/members/{anna}/codes", {"code": code})["entries"][0]
    till.done(f"/v1/members/{anna}/spend", {"amount": 20, "reference": "o"})
    path = f"/v1/members/{anna}/codes/{used}/return"
    problem(shop.caller(PUBLIC).post(path), 403, "forbidden")
    assert till.done(path, dry_run=True)["balances"][0]["net"] == -20
    assert till.balance(anna)["net"] == 30
    done = till.done(path, key="back")
    assert till.done(path, key="back") == done
    assert till.balance(anna)["net"] == -20
    problem(till.post(path), 409, "limit-reached")
    ben = till.done("/v1/members", {})["member_id"]
    problem(till.post(f"/v1/members/{ben}/codes/{used}/return"), 404, "not-found")
    assert till.post(f"/v1/members/{ben}/codes", {"code": code}).status_code == 200
    assert till.post(f"/v1/members/{anna}/codes", {"code": other}).status_code == 200
    assert till.balance(anna)["net"] == 30
    why = till.get(f"/v1/members/{anna}/entries/{done['entries'][0]}").json()["explanation"]
    assert "because a code's use was given back" in why
    assert shop.operations.check() == []


def test_what_codes_gave_is_refunded_as_no_order_is(small: Shop) -> None:
    till, _, anna = announced(small)
    line = [{"line_id": "code", "amount_minor": 1}]
    back = {"source": "code", "order_id": "k", "refund_id": "r", "currency": "EUR", "lines": line}
    for path, body in (
        ("/v1/refunds", back),
        (f"/v1/members/{anna}/earn", {"order_id": "k", "source": "code", "lines": [{"line_id": "1", "points": 5}]}),
    ):
        assert "not ledger or code" in str(problem(till.post(path, body), 422, "invalid-request"))


def test_nobodys_code_is_not_told_from_none(shop: Shop) -> None:
    """A member who is not there learns nothing of a code that is."""
    till, [code], _ = announced(shop)
    answers = [till.post("/v1/members/nobody/codes", {"code": c}) for c in (code, "0000-0000-00000")]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


def test_a_guesser_is_locked_out_early_and_hits_nothing(small: Shop) -> None:
    """A thousand codes are out; one member guesses on and on, then one caller in the names of many."""
    till, made, anna = announced(small, 1000)
    guesser = small.caller(PUBLIC)
    guesses = ({"code": guessed(number)} for number in range(FIRST, FIRST + GUESSES))
    statuses = guesser.statuses(f"/v1/members/{anna}/codes", guesses)
    assert statuses.count(200) == 0
    assert statuses.index(429) == codes.WRONG_BY_MEMBER
    assert set(statuses[codes.WRONG_BY_MEMBER :]) == {429}
    problem(guesser.post(f"/v1/members/{anna}/codes", {"code": made[0]}), 429, "locked-out")
    ben = till.done("/v1/members", {})["member_id"]
    assert guesser.post(f"/v1/members/{ben}/codes", {"code": made[0]}).status_code == 200
    small.clock[0] += timedelta(minutes=15)
    assert guesser.post(f"/v1/members/{anna}/codes", {"code": made[1]}).status_code == 200


def guess(caller: Caller, member: str, number: int) -> int:
    return int(caller.post(f"/v1/members/{member}/codes", {"code": guessed(number)}).status_code)


def guessed(number: int) -> str:
    return new_code(lambda size: number.to_bytes(size, "big"))


def test_who_guesses_in_the_names_of_many_is_locked_by_key(small: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "WRONG_BY_KEY", 30)
    till, [code], _ = announced(small)
    members = [till.done("/v1/members", {})["member_id"] for _ in range(10)]
    guesser, web = small.caller(PUBLIC), small.caller(PUBLIC)
    statuses = [guess(guesser, members[number % 10], number) for number in range(60)]
    assert statuses.index(429) == 30
    problem(guesser.post(f"/v1/members/{members[0]}/codes", {"code": code}), 429, "locked-out")
    assert web.post(f"/v1/members/{members[0]}/codes", {"code": code}).status_code == 200


def test_one_code_wanted_by_many_at_once_is_used_once(shop: Shop) -> None:
    till, [code], _ = announced(shop)
    members = [till.done("/v1/members", {})["member_id"] for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        seen = list(pool.map(lambda m: till.post(f"/v1/members/{m}/codes", {"code": code}).status_code, members))
    assert seen.count(200) == 1
    assert set(seen) == {200, 409}
    assert sum(till.balance(m)["free"] for m in members) == 50
