"""A request goes to a thread once, and what comes back is what its endpoint said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import anyio.to_thread
import pytest
from starlette.responses import Response

from regulars.interfaces.rest import access, trips
from regulars.interfaces.rest.answers import JoinedAnswer
from regulars.interfaces.rest.fields import Answer
from tests.interfaces.rest.shop import Shop


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each way to a thread that was taken."""
    seen: list[str] = []
    there = anyio.to_thread.run_sync

    async def run_sync(work: Any, *given: Any, **more: Any) -> Any:
        seen.append(getattr(work, "__name__", str(work)))
        return await there(work, *given, **more)

    for module, name in ((anyio.to_thread, "run_sync"), (access, "run_sync"), (trips, "run_sync")):
        monkeypatch.setattr(module, name, run_sync)
    return seen


def test_each_request_takes_one_trip(shop: Shop, taken: list[str]) -> None:
    """On PostgreSQL the caller's key is asked for in a trip of its own: the server may be slow, and others must not wait."""
    till = shop.caller()
    anna = till.post("/v1/members", {})
    till.get(f"/v1/members/{anna.json()['member_id']}/balance")
    known = [] if shop.operations.store.is_sqlite else ["_admit"]
    assert taken == [*known, "there", *known, "there"]
    assert (anna.status_code, anna.headers["content-type"]) == (201, "application/json")


def answer(said: Answer | Response) -> Answer | Response:
    return said


def test_a_response_is_passed_on_and_an_answer_written() -> None:
    async def both() -> list[Response]:
        said = (Response("as it is", 202), JoinedAnswer(member_id="m"))
        return [await trips.there_and_back(partial(answer, one), 201)() for one in said]

    with ThreadPoolExecutor(1) as apart:  # a browser's test may have left a loop in this thread
        found = apart.submit(anyio.run, both).result()
    assert [(r.status_code, bytes(r.body)) for r in found] == [(202, b"as it is"), (201, b'{"member_id":"m"}')]
