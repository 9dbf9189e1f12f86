"""`regulars kinds validate` at a terminal: a verdict in words or as JSON, and what cannot be asked."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from regulars.interfaces.cli.running import run
from regulars.interfaces.cli.validation import as_text
from regulars.understanding.verdict.verdict import verdict
from tests.understanding.verdict.grocer import grocer


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Forty customers who come every week of twenty: nobody differs from anybody, and no shock met them."""
    first = date(2024, 1, 1)
    lines = [f"C{who:02d},{first + timedelta(days=7 * week)},5.00" for who in range(40) for week in range(21)]
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_text("\n".join(["customer,date,amount", *lines]), encoding="utf-8")
    return str(path)


def test_a_shop_of_which_nothing_can_be_tested_is_told_what_would_help(orders: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "validate", orders, "--draws", "5"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("Traits were read from 2024-01-01 to 2024-03-10 and tested from 2024-03-11 to 2024-05-19")
    assert "Rewards: not testable: the first half of time shows none of its indicators." in printed
    assert "What would help: orders or lines with what was taken off their price, or incentives; conditions" in printed
    assert printed.endswith("kinds_verdict/1; as of 2024-05-20, UTC; seed 1.")


def test_json_has_every_axis_and_the_split_that_was_asked_for(orders: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "validate", orders, "--format", "json", "--split", "2024-03-18", "--draws", "5"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["second"][0] == "2024-03-18"
    assert {a["conclusion"] for a in told["axes"]} == {"not testable"}
    assert told["time_zone"] == "UTC"


def test_what_did_not_hold_is_said_how_to_leave_out() -> None:
    printed = " ".join(as_text(verdict(grocer(seed=4, customers=1000, answering=False), draws=19)).split())
    assert "What held is used, and what did not is left out, by: regulars kinds SOURCE --failed incentive" in printed
    assert "We tested this on your data; it didn't hold, so we don't use it." in printed


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--format", "csv"], "--format is 'csv'"),
        (["--draws", "0"], "--draws is 0"),
        (["--split", "spring"], "--split is 'spring'"),
        (["--split", "1999-01-01"], "The split is on 1999-01-01"),
    ],
)
def test_what_cannot_be_asked(orders: str, given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "validate", orders, *given]) == 2
    assert said in capsys.readouterr().err
