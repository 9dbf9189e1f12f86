"""Whether the service lives, whether it can answer, and its metrics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import text

from regulars.stores.operations.secrets_of_store import StoreKey
from tests.interfaces.rest.shop import Shop, problem


def test_it_lives_and_is_ready(shop: Shop) -> None:
    assert shop.client.get("/health").json() == {"status": "ok"}
    assert shop.client.get("/ready").json() == {"status": "ready"}
    for path in ("/health", "/ready"):
        assert shop.client.head(path).status_code == 200


def test_a_store_that_its_key_does_not_open_is_not_ready_and_the_log_says_why(shop: Shop) -> None:
    served: Any = shop.client.app
    served.state.operations = replace(shop.operations, key=StoreKey(bytes(32)))
    problem(shop.client.get("/ready"), 503, "unavailable")
    assert shop.logged[-1]["why"].startswith("the key does not open what")


def test_a_store_of_another_version_is_not_ready_and_it_lives_all_the_same(shop: Shop) -> None:
    with shop.operations.store.writing() as c:
        c.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    problem(shop.client.get("/ready"), 503, "unavailable")
    assert shop.client.get("/health").status_code == 200


def test_metrics_count_by_route(small: Shop) -> None:
    till = small.caller()
    till.get("/v1/members/nobody")
    answer = till.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'regulars_requests_total{method="GET",route="/v1/members/{member_id}",status="404"} 1.0' in answer.text
    assert "nobody" not in answer.text
