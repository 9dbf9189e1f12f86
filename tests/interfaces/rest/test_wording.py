"""What is wrong with a field is said in our words, whatever the libraries beneath would say."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.interfaces.rest.wording import FORMS, SEND
from tests.interfaces.rest.shop import Shop, problem

SPEND = {"amount": 1, "reference": "o-1"}
ORDER = {"source": "till", "order_id": "o-1", "amount_minor": 100, "currency": "EUR"}
OUR_OWN = "must be a source of your own, not ledger or code"
A_TIME = "must be a time with its zone, such as 2026-03-05T09:30:00+02:00 or 2026-03-05T07:30:00Z"


@pytest.mark.parametrize(
    ("path", "body", "at", "said"),
    [
        ("/v1/members/anna/spend", {**SPEND, "occurred_at": "2026-03-05T09:30:00+25:00"}, "body.occurred_at", A_TIME),
        ("/v1/members/anna/spend", {**SPEND, "occurred_at": "yesterday"}, "body.occurred_at", A_TIME),
        ("/v1/members/anna/spend", {**SPEND, "occurred_at": "2026-03-05T09:30:00"}, "body.occurred_at", A_TIME),
        *(
            ("/v1/members/anna/spend", {**SPEND, "occurred_at": f"{year}-01-01T00:00:00Z"}, "body.occurred_at",
             f"{A_TIME}, in a year from 1971 to 2198")
            for year in ("0001", "1900", "1970", "2199")
        ),
        ("/v1/purchases", {**ORDER, "expires_on": "2026-02-30"}, "body.expires_on", "must be a day such as 2026-03-05"),
        ("/v1/purchases", {**ORDER, "currency": "eur"}, "body.currency", "must be three capital letters, such as EUR"),
        ("/v1/purchases", {**ORDER, "source": "code"}, "body.source", OUR_OWN),
        ("/v1/purchases", {**ORDER, "amount_minor": -1}, "body.amount_minor", "must be at least 0"),
        ("/v1/purchases", {**ORDER, "amount_minor": 1.5}, "body.amount_minor", "must be a whole number"),
        ("/v1/purchases", {**ORDER, "lines": {}}, "body.lines", "must be a JSON array"),
        ("/v1/purchases", {"order_id": "o-1"}, "body.source", "is missing"),
        ("/v1/members", [], "body", f"must be a JSON object. {SEND}"),
        ("/v1/members", {"nickname": "A"}, "body.nickname", "is no field of this call"),
        ("/v1/members", {"customer_id": ""}, "body.customer_id", "must have at least 1 character"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_our_words(small: Shop, path: str, body: Any, at: str, said: str) -> None:
    told = problem(small.caller().post(path, body), 422, "invalid-request")
    assert {"at": at, "says": said} in told["errors"]


@pytest.mark.parametrize("year", [1971, 2198])
def test_the_years_that_are_named_are_taken(small: Shop, year: int) -> None:
    till = small.caller()
    answer = till.post("/v1/members/anna/spend", {**SPEND, "occurred_at": f"{year}-06-01T00:00:00Z"})
    assert answer.json()["type"] != "urn:regulars:problem:invalid-request" or "errors" not in answer.json()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"customer_id": "\xff"}', "The body is not UTF-8."),
        (b"[" * 100_000, "The body is nested too deeply to be read."),
        (b'{"amount": ' + b"9" * 5_000 + b"}", "The body holds a number of more digits than are read."),
    ],
)
def test_what_cannot_be_read_at_all_says_why(small: Shop, body: bytes, said: str) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    assert problem(till.client.post("/v1/members", content=body, headers=headers), 422, "invalid-request")["detail"] == said


@pytest.mark.parametrize("body", [b'{"\\ud800": 1}', b'{"person": {"\\ud800": 1}}'])
def test_a_name_with_half_a_character_is_told_in_characters_that_can_be_written(small: Shop, body: bytes) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    told = problem(till.client.post("/v1/members", content=body, headers=headers), 422, "invalid-request")
    assert told["errors"]


def test_json_that_breaks_off_says_so(small: Shop) -> None:
    till = small.caller()
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    told = problem(till.client.post("/v1/members", content=b'{"customer_id": ', headers=headers), 422, "invalid-request")
    assert told["errors"][0]["says"] == "is not JSON that can be read: Expecting value"


def test_every_pattern_has_its_words(small: Shop) -> None:
    """A field with a new pattern is told in words, too."""
    patterns = set(_values(small.client.get("/openapi.json").json(), "pattern"))
    assert patterns <= set(FORMS)


def _values(tree: Any, name: str) -> list[Any]:
    if isinstance(tree, dict):
        own = [tree[name]] if name in tree else []
        return own + [found for each in tree.values() for found in _values(each, name)]
    return [found for each in tree for found in _values(each, name)] if isinstance(tree, list) else []
