"""The API is what its description says: tried by a machine that knows nothing but the description."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from regulars.interfaces.rest.openapi import describe, routes, scope_of
from tests.house.rooms import DOCS
from tests.interfaces.rest.shop import Caller, Shop, lines

CASES = int(os.environ.get("CASES", "1000"))
STEPS = 10
# A body that the schema allows may still make no sense (a refund of an unknown order), and what lacks a key is a 401 of ours.
LEFT_OUT = {"positive_data_acceptance", "ignored_auth", "missing_required_header", "max_response_time", "unsupported_method"}


def described(shop: Shop) -> dict[str, Any]:
    return describe(shop.client.app)  # type: ignore[arg-type]


def test_the_committed_description_is_what_the_code_says(small: Shop) -> None:
    made = {**described(small), "info": {**described(small)["info"], "version": "1"}}
    committed = json.loads((DOCS / "reference" / "openapi.json").read_text(encoding="utf-8"))
    assert committed == made, "run tools/write_openapi.py"


def test_every_call_has_a_name_a_summary_and_its_scope(small: Shop) -> None:
    spec = described(small)
    assert spec["openapi"].startswith("3.1")
    names = [str(route.operation_id) for route in routes()]
    assert len(set(names)) == len(names)
    for route in routes():
        for method in route.methods or ():
            told = spec["paths"][route.path][method.lower()]
            assert told["summary"]
            assert f"Scope: `{scope_of(route)}`" in told.get("description", "") or scope_of(route) is None
            writes = method == "POST" and route.operation_id != "make_wallet_link"
            assert any(p["name"] == "Idempotency-Key" for p in told.get("parameters", ())) == writes


def test_it_is_served_to_everybody(small: Shop) -> None:
    assert small.client.get("/openapi.json").json() == described(small)
    assert small.client.get("/docs").status_code == 404


def begun(shop: Shop) -> tuple[Caller, list[str]]:
    """A shop in which something has happened, so that guesses meet what is there."""
    till = shop.caller()
    members = [till.done("/v1/members", {"customer_id": f"C-{n}"})["member_id"] for n in range(3)]
    for number, member in enumerate(members):
        till.done(f"/v1/members/{member}/earn", {"order_id": f"o-{number}", "lines": lines(10_000, 500)})
        till.done(f"/v1/members/{member}/spend", {"amount": 10, "reference": "o"})
    return till, members


def without_keys(spec: dict[str, Any]) -> dict[str, Any]:
    """The description as a holder of a good key sees it: made-up keys are tried elsewhere."""
    seen: dict[str, Any] = json.loads(json.dumps(spec))
    del seen["components"]["securitySchemes"]
    for told in seen["paths"].values():
        for operation in told.values():
            operation.pop("security", None)
    return seen


def test_a_machine_that_tries_everything_finds_nothing_wrong(small: Shop) -> None:
    """Stateful: what one call answers (an id, an entry, a cursor) goes into the next. No 5xx, nothing undescribed."""
    till, members = begun(small)
    schema = schemathesis.openapi.from_dict(without_keys(described(small)))
    schema.app = small.client.app
    served: list[int] = []

    @schemathesis.hook("map_path_parameters")
    def known_members(context: Any, value: dict[str, Any] | None) -> Any:
        if value and "member_id" in value and len(served) % 4:
            value["member_id"] = members[len(served) % len(members)]
        return value

    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]

    class Machine(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": till.headers}

        def after_call(self, response: Any, case: Any) -> None:
            served.append(response.status_code)

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, checks=checks)

    try:
        Machine.run(
            settings=settings(
                max_examples=max(1, CASES // STEPS),
                stateful_step_count=STEPS,
                deadline=None,
                derandomize=True,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            )
        )
    finally:
        schemathesis.hooks.unregister(known_members)
    assert len(served) > CASES / 2
    assert {200, 201} & set(served)
    assert small.operations.check() == []


@pytest.mark.parametrize("body", ["{", "", "null", "[]", '{"amount": NaN}', "[" * 100_000, '{"amount": ' + "9" * 5000 + "}"])
def test_what_is_no_request_is_a_problem(small: Shop, body: str) -> None:
    till, [anna, *_] = begun(small)
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = small.client.post(f"/v1/members/{anna}/spend", content=body, headers=headers)
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_committed_description_lies_in_the_docs() -> None:
    assert Path(DOCS / "reference" / "openapi.json").is_file()
