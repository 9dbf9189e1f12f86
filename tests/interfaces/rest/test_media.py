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
        ({"Content-Type": "application/problem+json; charset=utf-16"}, "says utf-16"),
        ({"Content-Type": 'application/json; charset="latin-1"; charset=utf-8'}, "says latin-1"),
        ({"Content-Type": "application/json; charset=utf-8; charset=latin-1"}, "says latin-1"),
        ({"Content-Type": "application/json; charset="}, "says application/json; charset=."),
        ({"Content-Type": 'application/json; charset="'}, 'says application/json; charset=".'),
        ({"Content-Type": "application/json charset=utf-8"}, "says application/json charset=utf-8."),
        ({"Content-Type": "application/json, text/plain"}, "says application/json, text/plain."),
        ({"Content-Type": "application/+json"}, "says application/+json."),
        ({"Content-Type": "application/jsonp"}, "says application/jsonp."),
        ({"Content-Type": "json"}, "says json."),
        ({"Content-Type": "; charset=utf-8"}, "says ; charset=utf-8."),
        ({"Content-Type": "*/*"}, "says */*."),
        ({"Content-Type": ""}, "Content-Type is missing"),
        ({**JSON, "Content-Encoding": "identity, br"}, "Content-Encoding says identity, br."),
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
    [
        "application/json",
        "application/JSON; charset=UTF-8",
        "application/merge-patch+json",
        "application/json;charset=utf8",
        'application/problem+json; charset="utf-8"',
        'application/json ;\tprofile="a;charset=x" ; charset=utf-8',
        "application/json;",
        'application/json; Charset="UT\\F-8"',
        "application/vnd.api+json;; q=1",
    ],
)
def test_json_is_taken_under_each_of_its_names(small: Shop, kind: str) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": kind, "Content-Encoding": "identity"}
    assert till.client.post("/v1/members", content=b"{}", headers=headers).status_code == 201


@pytest.mark.parametrize("packed", ["", "identity", " Identity , identity", ","])
def test_what_is_not_packed_may_say_so(small: Shop, packed: str) -> None:
    till = small.caller()
    headers = {**till.headers, **JSON, "Idempotency-Key": "k", "Content-Encoding": packed}
    assert till.client.post("/v1/members", content=b"{}", headers=headers).status_code == 201


def test_two_headers_of_one_name_are_not_chosen_from(small: Shop) -> None:
    """Each proxy on the way may take another of them."""
    till = small.caller()
    given = [*till.headers.items(), ("Idempotency-Key", "k")]
    twice = [*given, ("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    problem(till.client.post("/v1/members", content=b"{}", headers=twice), 415, "unsupported-media-type")
    two_names = [*given, ("Content-Type", "application/json"), ("Idempotency-Key", "l")]
    body = problem(till.client.post("/v1/members", content=b"{}", headers=two_names), 422, "invalid-request")
    assert body["detail"] == "the header Idempotency-Key comes 2 times"
    assert till.get("/v1/members").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"customer_id": "a", "customer_id": "b"}', "names the field customer_id twice"),
        (b'{"person": {"name": "a", "phone": "", "name": "b"}}', "names the field name twice"),
        (b'{"\\ud800": 1, "\\ud800": 2}', r"names the field \ud800 twice"),
        (b'{"customer_id": NaN}', "holds NaN, which is no number of JSON"),
        (b'{"customer_id": -Infinity}', "holds -Infinity"),
        ('{"customer_id": "é"}'.encode("utf-16"), "is not UTF-8"),
    ],
)
def test_a_body_says_one_thing_or_is_refused(small: Shop, body: bytes, said: str) -> None:
    """Of two amounts the last one counted, whichever was meant."""
    till = small.caller()
    answer = till.client.post("/v1/members", content=body, headers={**till.headers, **JSON, "Idempotency-Key": "k"})
    assert said in problem(answer, 422, "invalid-request")["detail"]
    assert till.get("/v1/members").json()["items"] == []


def test_a_mark_of_utf_8_before_the_body_is_passed_over(small: Shop) -> None:
    till = small.caller()
    said = b'\xef\xbb\xbf{"customer_id": "C-1"}'
    assert (
        till.client.post("/v1/members", content=said, headers={**till.headers, **JSON, "Idempotency-Key": "k"}).status_code
        == 201
    )
    assert [m["customer_id"] for m in till.get("/v1/members").json()["items"]] == ["C-1"]


@pytest.mark.parametrize("accept", ["", "text/html", "*/*", "application/json;q=0", "odd;;q=x"])
def test_whatever_a_caller_would_rather_have_the_answer_is_json(small: Shop, accept: str) -> None:
    till = small.caller()
    answer = till.client.get("/v1/members", headers={**till.headers, "Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    problem(till.client.get("/v1/nothing", headers={**till.headers, "Accept": accept}), 404, "not-found")


def test_what_takes_no_body_needs_no_header(small: Shop) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k"}
    answer = till.client.post("/v1/members/nobody/holds/1.1/void", headers=headers)
    problem(answer, 404, "not-found")
