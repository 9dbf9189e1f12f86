"""The same report as a document with stable keys."""

from __future__ import annotations

import json
from pathlib import Path

from regulars.interfaces.report import report
from regulars.interfaces.report.document import document
from tests.interfaces.report.shop import shop, told, too_little

KEYS = [
    "format", "regulars", "title", "period", "starts", "as_of", "time_zone",
    "headline", "numbers", "question", "kinds", "intake", "measures",
]  # fmt: skip


def test_its_keys_are_stable() -> None:
    found = document(told())
    assert list(found) == KEYS
    assert found["format"] == "regulars.report/1"
    assert found["headline"]["sentence"] == told().head.text
    assert found["numbers"][0] == {
        "name": "came_back", "theme": "Retention", "label": "Came back", "known": True,
        "value": "100 of 100", "note": "91–100 · 40 of 40",
    }  # fmt: skip
    assert found["question"]["answers"] == 40  # everybody: 29 would do for the interval, and kinds need 50


def test_every_measure_is_whole_in_it() -> None:
    measures = document(told())["measures"]
    assert measures["retention"] == told().results["retention"].to_json()
    assert {"retention", "second_purchase", "gaps", "lifecycle", "due", "activity", "churn"} <= set(measures)


def test_it_is_plain_json_without_nan() -> None:
    found = json.loads(report(shop(), format="json"), parse_constant=lambda name: pytest_fail(name))
    assert found["intake"]["rows_read"] == 110
    assert json.loads(json.dumps(document(too_little())))["intake"] is None


def pytest_fail(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def test_its_page_names_every_key() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    found = document(told())
    assert all(f"`{key}`" in page for key in (*found, *found["numbers"][0], *found["question"], *found["measures"]))
