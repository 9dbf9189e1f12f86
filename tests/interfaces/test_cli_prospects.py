"""Each customer's prospects as a table and as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from regulars.errors import NotEnoughData
from regulars.interfaces.cli.prospects import prospects, write_prospects
from regulars.measures.lifetime.value import Value, value
from tests.measures.lifetime.conftest import florist
from tests.stories import log


@pytest.fixture(scope="module")
def worth() -> Value:
    return value(florist(), model="mbg_nbd", horizon_days=90)


def test_what_each_did_stands_before_what_each_will_do(worth: Value) -> None:
    table = prospects(worth)
    assert table.column_names[:5] == ["customer_id", "frequency", "recency_days", "age_days", "spend"]
    first = table.to_pylist()[0]
    assert first["customer_id"] == "C-000"
    assert first["age_days"] >= first["recency_days"] >= 0
    assert first["purchases_expectation_low"] <= first["purchases"] <= first["purchases_expectation_high"]


def test_nothing_is_nan(worth: Value) -> None:
    rows = prospects(worth).to_pylist()
    assert all(v == v for r in rows for v in r.values())
    assert any(r["spend"] is None for r in rows), "who came once has no mean of repeats"


def test_the_file_knows_its_terms(worth: Value, tmp_path: Path) -> None:
    path = tmp_path / "value.parquet"
    assert write_prospects(worth, path) == 250
    terms = json.loads(pq.read_schema(path).metadata[b"regulars"])
    assert terms["definitions"]["value"] == "customer_value/1"
    assert (terms["horizon_days"], terms["customers"], terms["as_of"]) == (90, 250, "2024-12-31")


def test_an_id_that_a_spreadsheet_would_run_is_harmless(tmp_path: Path) -> None:
    lines = [f"=cmd|{k} 2024-0{m}-{1 + k % 27:02d} {5 + k % 3}" for k in range(40) for m in (1, 1 + k % 7)]
    path = tmp_path / "value.csv"
    write_prospects(value(log(*lines), model="mbg_nbd"), path)
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("\"'=cmd|")


def test_where_nothing_can_be_expected_no_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "value.csv"
    with pytest.raises(NotEnoughData, match="Nothing can be expected"):
        write_prospects(value(log("Anna 2024-01-01 1", "Ben 2024-02-01 1")), path)
    assert list(tmp_path.iterdir()) == []
