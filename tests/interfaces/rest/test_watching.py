"""Traces: a line for each request with nobody in it, metrics by route, and headers that protect."""

from __future__ import annotations

import json

from regulars.interfaces.rest.watching import Meters
from tests.interfaces.rest.shop import Shop, lines

ANNA = {"customer_id": "C-ANNA", "person": {"name": "Anna Petraitė", "email": "anna@example.org", "phone": "+37060000001"}}


def test_the_log_holds_no_id_no_name_and_no_key(small: Shop) -> None:
    till = small.caller()
    anna = till.done("/v1/members", ANNA)["member_id"]
    till.done(f"/v1/members/{anna}/earn", {"order_id": "o-SECRET", "lines": lines(5)})
    till.get("/v1/members", customer_id="C-ANNA")
    till.get("/nothing/anna@example.org")
    small.client.get("/wallet/a-token")
    small.client.request("anna@example.org", "/health")
    said = json.dumps(small.logged, default=str)
    for secret in (anna, "Anna", "example.org", "C-ANNA", "+370", "o-SECRET", "a-token", till.key.split("_", 2)[2]):
        assert secret not in said
    assert [(line["method"], line["route"], line["status"]) for line in small.logged] == [
        ("POST", "/v1/members", 201), ("POST", "/v1/members/{member_id}/earn", 200), ("GET", "/v1/members", 200),
        ("GET", "(none)", 404), ("GET", "/wallet/{token}", 404), ("other", "/health", 405),
    ]  # fmt: skip
    assert small.logged[0]["key"] == till.key.split("_")[1]
    assert small.logged[0]["at"] == "2026-03-05T09:30:00.000Z"


def test_every_answer_protects_itself(small: Shop) -> None:
    for path in ("/health", "/v1/members", "/nothing"):
        headers = small.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["referrer-policy"] == "no-referrer"
        assert len(headers["x-request-id"]) == 16


def test_jobs_are_counted() -> None:
    meters = Meters.new()
    meters.job("flush", 3)
    meters.job("flush", "the disk is full")
    assert meters.registry.get_sample_value("regulars_jobs_total", {"job": "flush", "outcome": "failed"}) == 1
    assert meters.registry.get_sample_value("regulars_job_failing", {"job": "flush"}) == 1
    meters.job("flush", 0)
    assert meters.registry.get_sample_value("regulars_job_failing", {"job": "flush"}) == 0
