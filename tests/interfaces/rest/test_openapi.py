"""The API is what its description says: tried by a machine that knows nothing but the description."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from regulars.interfaces.rest.openapi import describe, routes, scope_of
from tests.house.rooms import DOCS
from tests.interfaces.rest.shop import Caller, Shop, lines

CASES = int(os.environ.get("CASES", "1000"))
# On PostgreSQL a fifth of them where nobody asked for more: the description is the same, the store under it is not.
PART = {"sqlite": 1.0, "postgres": 1.0 if "CASES" in os.environ else 0.2}
# A body that the schema allows may still make no sense (a refund of an unknown order), and what lacks a key is a 401 of ours.
LEFT_OUT = {"positive_data_acceptance", "ignored_auth", "missing_required_header", "max_response_time", "unsupported_method"}
CHECKED = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


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


@dataclass
class Explorer:
    """Tries calls as the description has them, with ids that earlier answers gave, and holds each answer to it."""

    till: Caller
    operations: list[Any]
    mode: GenerationMode
    known: dict[str, list[str]]
    served: Counter[int] = field(default_factory=Counter)
    chance: Random = field(default_factory=lambda: Random(6))

    def step(self, data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(self.operations))
        case = data.draw(operation.as_strategy(generation_mode=self.mode))
        self._fill(case.path_parameters)
        self._fill(case.body)
        if isinstance(case.query, dict) and self.chance.random() < 0.5:
            case.query.pop("cursor", None)  # none that is made up is good
        response = case.call(headers=self.till.headers)
        self.served[response.status_code] += 1
        case.validate_response(response, checks=CHECKED)
        if response.status_code in (200, 201):
            self._learn(operation.definition.raw["operationId"], response.json)

    def _fill(self, said: Any) -> None:
        """Most made-up ids become known ones: else everything would be answered by 404."""
        for name in said if isinstance(said, dict) else ():
            ids = self.known.get(str(NAMED_AS.get(name, name)), [])
            if ids and isinstance(said[name], str) and self.chance.random() < 0.8:
                said[name] = self.chance.choice(ids[-20:])

    def _learn(self, name: str, answer: Any) -> None:
        given = answer() if name in LEARNED else {}
        found = given.get("entries") or given.get("codes") or [given[LEARNED[name]]] if given else []
        self.known.setdefault(LEARNED.get(name, ""), []).extend(found)


# What a call's answer teaches, and by which names requests mean it.
LEARNED = {"join_member": "member_id", "announce_campaign": "campaign_id", "make_codes": "code", "hold": "hold_id",
           "redeem_code": "entry_id", "spend": "entry_id", "capture_hold": "entry_id"}  # fmt: skip
# Without a past and a future in their places hardly anything would make sense.
SENSIBLE = {"occurred_at": ["2026-03-04T00:00:00Z"], "starts_at": ["2026-03-01T00:00:00Z"], "ends_at": ["2026-03-30T00:00:00Z"],
            "matures_at": ["2026-03-20T00:00:00Z"], "expires_on": ["2026-12-31"], "currency": ["EUR"]}  # fmt: skip
NAMED_AS = {"receiver": "member_id", "absorbed": "member_id"}


@pytest.mark.parametrize(("mode", "share"), [(GenerationMode.POSITIVE, 0.7), (GenerationMode.NEGATIVE, 0.3)])
def test_a_machine_that_tries_everything_finds_nothing_wrong(shop: Shop, mode: GenerationMode, share: float) -> None:
    """What one call answers goes into the next. No 5xx, nothing that is not described, and every sum right at the end.

    Most requests are as the description wants them, the others are wrong on purpose.
    """
    till, members = begun(shop)
    cases = int(share * CASES * PART["sqlite" if shop.operations.store.is_sqlite else "postgres"])
    schema = schemathesis.openapi.from_dict(without_keys(described(shop)))
    schema.app = shop.client.app
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    explorer = Explorer(till, operations, mode, {**SENSIBLE, "member_id": members})
    trying = settings(max_examples=cases, deadline=None, derandomize="SEED" not in os.environ, database=None,
                     phases=(Phase.generate,), suppress_health_check=list(HealthCheck))  # fmt: skip
    trying(given(st.data())(explorer.step))()
    print(f"{mode.value}: {explorer.served.total():,} requests, {sorted(explorer.served.items())}")
    assert explorer.served.total() > cases / 2
    done = explorer.served[200] + explorer.served[201]
    assert done > explorer.served.total() / 6 or mode == GenerationMode.NEGATIVE
    assert shop.operations.check() == []


@pytest.mark.parametrize("body", ["{", "", "null", "[]", '{"amount": NaN}', "[" * 100_000, '{"amount": ' + "9" * 5000 + "}"])
def test_what_is_no_request_is_a_problem(small: Shop, body: str) -> None:
    till, [anna, *_] = begun(small)
    headers = {**till.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = small.client.post(f"/v1/members/{anna}/spend", content=body, headers=headers)
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_committed_description_lies_in_the_docs() -> None:
    assert Path(DOCS / "reference" / "openapi.json").is_file()
