"""`regulars value` as a shop meets it: what it says, what it writes, and what another process makes of it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from regulars.interfaces.cli.running import run
from tests.house.rooms import DOCS

Ran = tuple[int, str, str]
Regulars = Callable[..., Ran]
ORDERS = DOCS / "examples" / "orders.csv"
FEW = "customer,date,amount\nAnna,2024-01-01,12.00\nBen,2024-01-09,8.50\nAnna,2024-02-11,20.00\n"


@pytest.fixture
def regulars(capsys: pytest.CaptureFixture[str]) -> Regulars:
    def command(*arguments: object) -> Ran:
        code = run([str(a) for a in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what one run wrote: customers, and the model."""
    folder = tmp_path_factory.mktemp("kept")
    asked = ["value", ORDERS, "--currency", "EUR", "--model", "mbg_nbd", "--horizon", "90", "--margin", "0.3"]
    files = ["--out", folder / "value.parquet", "--save-model", folder / "model.json", "--format", "json"]
    told = subprocess.run(
        [sys.executable, "-m", "regulars", *map(str, [*asked, *files])], capture_output=True, text=True, check=True
    )
    (folder / "told.json").write_text(told.stdout, encoding="utf-8")
    return folder


def test_words_first_then_sums_model_rivals_and_definitions(regulars: Regulars) -> None:
    code, out, err = regulars("value", ORDERS, "--currency", "EUR", "--model", "mbg_nbd")
    assert (code, err) == (0, "")
    parts = [
        "Of 871 customers, ", "Within 365 days, ", "Over 39 weeks MBG/NBD expected 347 purchases; 469 came.",
        "Spend hardly depends on how often people buy", "expectation  outcome", "80 % or more",
        "MBG/NBD, fitted to 871 customers: r ", "Converged: ", "“same as last period”", "still_customers/1: ",
        "customer_value/1: ",
    ]  # fmt: skip
    places = [out.find(p) for p in parts]
    assert -1 not in places, [p for p, at in zip(parts, places, strict=True) if at < 0]
    assert places == sorted(places)


def test_the_json_is_the_document(kept: Path) -> None:
    plain = json.loads((kept / "told.json").read_text(encoding="utf-8"))
    assert plain["format"] == "regulars.value/1"
    assert plain["results"]["customer_value"]["settings"]["horizon_days"] == 90
    assert plain["model"] == json.loads((kept / "model.json").read_text(encoding="utf-8"))


def test_each_customer_is_a_row_of_the_parquet_file(kept: Path) -> None:
    table = pq.read_table(kept / "value.parquet")
    plain = json.loads((kept / "told.json").read_text(encoding="utf-8"))
    whole = plain["results"]["customer_value"]["rows"][0]
    assert table.num_rows == 871
    assert table["value"].to_numpy().sum() == pytest.approx(whole["value"])
    assert {"purchases_expectation_low", "purchases_outcome_high", "value_outcome_low"} <= set(table.column_names)


def test_another_process_applies_the_model_to_newer_facts(regulars: Regulars, kept: Path, tmp_path: Path) -> None:
    """One more customer, and one more day: the same parameters, and a test on what came since."""
    newer = tmp_path / "orders.csv"
    newer.write_text(ORDERS.read_text(encoding="utf-8") + "99999,2025-07-08,C-9999,12.00\n", encoding="utf-8")
    out = tmp_path / "value.csv"
    code, told, _ = regulars("value", newer, "--currency", "EUR", "--model-from", kept / "model.json", "--out", out)
    assert code == 0
    assert "Over 8 days MBG/NBD expected" in told
    assert f"872 customers are in {out}." in told
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    before = {r["customer_id"]: r for r in pq.read_table(kept / "value.parquet").to_pylist()}
    anybody = rows[100]
    assert int(anybody["age_days"]) == before[anybody["customer_id"]]["age_days"] + 8
    assert rows[-1]["customer_id"] == "C-9999"
    assert float(rows[-1]["still_customer"]) > 0.5


def test_a_workspace_says_the_same_as_the_file(regulars: Regulars, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    assert regulars("init", shop, "--currency", "EUR")[0] == 0
    assert regulars("import", shop, ORDERS)[0] == 0
    asked = ("--model", "mbg_nbd", "--format", "csv")
    assert regulars("value", shop, *asked)[:2] == regulars("value", ORDERS, "--currency", "EUR", *asked)[:2]


def test_too_little_is_no_failure(regulars: Regulars, tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text(FEW, encoding="utf-8")
    code, out, err = regulars("value", few)
    assert (code, err) == (0, "")
    assert out.startswith("Not enough to say who is still a customer: 2 customers are too few; 30 are needed.")


def test_a_file_that_cannot_be_filled_is_a_failure_and_is_not_made(regulars: Regulars, tmp_path: Path) -> None:
    few, out = tmp_path / "few.csv", tmp_path / "value.csv"
    few.write_text(FEW, encoding="utf-8")
    for option in ("--out", "--save-model"):
        code, _, err = regulars("value", few, option, out)
        assert code == 3
        assert "Nothing can be expected: 2 customers are too few" in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["--out", "value.xlsx"], 2, "Expected: a name that ends in .parquet or .csv"),
        (["--model", "mbg_nbd", "--model-from", "m.json"], 2, "Both --model and --model-from are given"),
        (["--model", "prophet"], 2, "There is no model 'prophet'"),
        (["--horizon", "0"], 2, "Horizon is 0 days"),
        (["--margin", "30"], 2, "Margin is 30.0"),
        (["--model-from", str(ORDERS)], 3, "is no JSON"),
    ],
)
def test_what_cannot_be_asked(regulars: Regulars, arguments: list[str], code: int, complaint: str) -> None:
    found, _, err = regulars("value", ORDERS, "--currency", "EUR", *arguments)
    assert found == code
    assert complaint in err
