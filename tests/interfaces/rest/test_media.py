"""A body is JSON in UTF-8 by its headers, or it is told so before it is read."""

from __future__ import annotations

import pytest

from tests.interfaces.rest.shop import Shop, problem

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ({}, "Content-Type is missing"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "says application/x-www-form-urlencoded"),
        ({"Content-Type": "text/plain"}, "says text/plain"),
        ({"Content-Type": "application/json; charset=latin-1"}, "says latin-1"),
        ({**JSON, "Content-Encoding": "gzip"}, "Content-Encoding says gzip"),
    ],
)
def test_what_is_not_json_by_its_headers_names_the_header(small: Shop, headers: dict[str, str], named: str) -> None:
    till = small.caller()
    given = {**till.headers, "Idempotency-Key": "k", **headers}
    body = problem(till.client.post("/v1/members", content=b"{}", headers=given), 415, "unsupported-media-type")
    assert named in body["detail"]
    assert till.get("/v1/members").json()["items"] == []


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/JSON; charset=UTF-8", "application/merge-patch+json", "application/json;charset=utf8"],
)
def test_json_is_taken_under_each_of_its_names(small: Shop, kind: str) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": kind, "Content-Encoding": "identity"}
    assert till.client.post("/v1/members", content=b"{}", headers=headers).status_code == 201


def test_what_takes_no_body_needs_no_header(small: Shop) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k"}
    answer = till.client.post("/v1/members/nobody/holds/1.1/void", headers=headers)
    problem(answer, 404, "not-found")
