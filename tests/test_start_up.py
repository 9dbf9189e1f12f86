"""The command answers at once: a script may ask for the version in a loop."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {"duckdb", "_duckdb", "pyarrow", "pydantic", "numpy", "scipy", "rich", "jinja2", "narwhals"}
_LOADED = """
import sys
from regulars.__main__ import main
sys.argv = ["regulars", "ASKED"]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_is_asked_often_loads_nothing_heavy(asked: str) -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED.replace("ASKED", asked)], capture_output=True, text=True, check=True)
    loaded = {name.strip(" '[]\n") for name in done.stderr.split(",")}
    assert "regulars.version" in loaded
    assert not HEAVY & loaded
    assert "regulars" in done.stdout


@pytest.mark.parametrize(("asked", "most_ms"), [("--version", 150), ("--help", 500)])
def test_it_costs_little(asked: str, most_ms: int) -> None:
    """Of ten tries the best counts: other work on the machine may slow one, but none is quicker than it is."""
    assert any(_cpu_ms(asked) < most_ms for _ in range(10))


def _cpu_ms(asked: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-m", "regulars", asked], capture_output=True, check=True)
    after = os.times()
    return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)
