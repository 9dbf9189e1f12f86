"""Whatever goes wrong is a problem with a type that stays, and shows nothing that is the server's own."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from regulars import errors
from regulars.errors import DamagedStore, EnvironmentFault, InProgress, RegularsError, Unreachable
from regulars.interfaces.rest.application import LARGEST
from regulars.interfaces.rest.problems import SORTS, sort_of
from regulars.stores.operations.ledger import StoreLedger
from tests.interfaces.rest.shop import Shop, problem


def test_types_stay_as_they_are() -> None:
    assert {(sort.name, sort.status) for _, sort in SORTS} == {
        ("not-found", 404), ("idempotency-conflict", 422), ("in-progress", 409), ("limit-reached", 409),
        ("insufficient-points", 409), ("code-refused", 409), ("locked-out", 429), ("busy", 503), ("invalid-request", 422),
        ("unavailable", 503),
    }  # fmt: skip


def test_every_error_is_some_problem() -> None:
    kinds = [k for _, k in inspect.getmembers(errors, inspect.isclass) if issubclass(k, RegularsError)]
    assert all(400 <= sort_of(kind("x")).status < 600 for kind in kinds)
    assert sort_of(InProgress("x")).name == "in-progress"


def raising(error: Exception) -> Any:
    def act(*_: Any, **__: Any) -> Any:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "status", "name"),
    [
        (Unreachable("the server of postgresql://db.internal/shop"), 503, "unavailable"),
        (DamagedStore("shop/regulars.db is damaged"), 503, "unavailable"),
        (EnvironmentFault("the disk of db.internal is full"), 503, "unavailable"),
        (ZeroDivisionError("anna@example.org"), 500, "internal"),
    ],
)
def test_what_is_the_servers_own_stays_unsaid(
    small: Shop, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, name: str
) -> None:
    anna = small.caller().done("/v1/members", {})["member_id"]
    monkeypatch.setattr(StoreLedger, "act", raising(error))
    answer = small.caller().post(f"/v1/members/{anna}/spend", {"amount": 1, "reference": "o"})
    body = problem(answer, status, name)
    assert set(body) == {"type", "title", "status"}
    assert all(secret not in answer.text for secret in ("db.internal", "regulars.db", "example.org"))
    why = {line.get("why") for line in small.logged if line["status"] == status}
    assert why == {getattr(error, "found", None)}


def test_a_key_that_came_before_with_another_request_says_what_to_do(small: Shop) -> None:
    till = small.caller()
    till.done("/v1/members", {"customer_id": "C-1"}, key="join")
    body = problem(till.post("/v1/members", {"customer_id": "C-2"}, key="join"), 422, "idempotency-conflict")
    assert body["detail"].startswith("Nothing was done.")


def test_what_is_wrong_is_named_by_its_place_and_not_repeated(small: Shop) -> None:
    till = small.caller()
    body = problem(till.post("/v1/members", {"person": {"name": 7}, "nickname": "Anna"}), 422, "invalid-request")
    assert {e["at"] for e in body["errors"]} == {"body.person.name", "body.nickname"}
    assert "Anna" not in str(body)


@pytest.mark.parametrize("path", ["/v1/members/", "/v1//members", "/V1/members", "/", "/metrics/"])
def test_a_path_that_is_not_there_says_where_all_are_listed(small: Shop, path: str) -> None:
    told = problem(small.client.get(path, headers=small.caller().headers), 404, "not-found")
    assert told["detail"].startswith("This path is none of the API's: /openapi.json lists them all")
    assert all(not listed.endswith("/") for listed in small.client.get("/openapi.json").json()["paths"])


def test_a_method_that_is_not_there_and_a_body_that_is_too_large(small: Shop) -> None:
    till = small.caller()
    answer = small.client.delete("/v1/members", headers=till.headers)
    told = problem(answer, 405, "method-not-allowed")
    assert (told["title"], told["detail"]) == ("This path does not take that method", "This path takes GET, POST.")
    assert answer.headers["allow"] == "GET, POST"
    assert small.client.post("/health").headers["allow"] == "GET, HEAD"
    told = problem(till.post("/v1/members", {"customer_id": "x" * 1_100_000}), 413, "too-large")
    assert told["detail"] == f"A body has at most {LARGEST // 1024**2} MiB."
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    pieces = (b"x" * 10_000 for _ in range(110))  # of no length that was said before
    problem(small.client.post("/v1/members", content=pieces, headers=headers), 413, "too-large")
