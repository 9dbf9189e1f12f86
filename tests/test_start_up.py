"""The command answers at once: a script may ask for the version in a loop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"duckdb", "_duckdb", "pyarrow", "pydantic", "numpy", "scipy", "rich", "jinja2", "narwhals"}
_LOADED = """
import sys
from regulars.__main__ import main
sys.argv = ["regulars", *"ASKED".split()]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(sorted(sys.modules), file=sys.stderr)
"""


def loaded(asked: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it loaded on the way."""
    done = subprocess.run([sys.executable, "-c", _LOADED.replace("ASKED", asked)], capture_output=True, text=True, check=True)
    return done.stdout, {name.strip(" '[]\n") for name in done.stderr.split(",")}


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_is_asked_often_loads_nothing_heavy(asked: str) -> None:
    printed, modules = loaded(asked)
    assert "regulars.version" in modules
    assert not HEAVY & modules
    assert "regulars" in printed


def test_an_answer_waits_for_nothing_that_nobody_asked_for(tmp_path: Path) -> None:
    """Arrow would import the pandas that lies beside it; a retention rate from files needs no SciPy and no store."""
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,date,amount\nOna,2024-01-03,5.00\nOna,2024-02-03,5.00\nJonas,2024-01-09,4.00\n")
    printed, modules = loaded(f"retention {orders} --currency EUR")
    assert "2024-02" in printed
    assert {"pyarrow", "duckdb"} <= modules
    assert not {"pandas", "polars", "scipy", "jinja2", "sqlalchemy"} & modules


@pytest.mark.parametrize(("asked", "most_ms"), [("--version", 150), ("--help", 500)])
def test_it_costs_little(asked: str, most_ms: int) -> None:
    """Of ten tries the best counts: other work on the machine may slow one, but none is quicker than it is."""
    assert any(_cpu_ms(asked) < most_ms for _ in range(10))


def _cpu_ms(asked: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-m", "regulars", asked], capture_output=True, check=True)
    after = os.times()
    return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)
