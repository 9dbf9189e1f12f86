"""From arguments to an exit code, whatever the terminal can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from regulars.interfaces.cli.running import run


def test_help_is_done_and_a_wrong_option_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert run(["--sideways"]) == 2
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().out


def test_a_terminal_that_lacks_a_sign_shows_another() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "regulars", "definitions"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?" in done.stdout


def test_debug_shows_where_an_error_comes_from(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["--debug", "quarantine", str(tmp_path)]) == 3
    assert "Traceback" in capsys.readouterr().err


_INTERRUPTED = """
import os, signal, sys, threading
from regulars.interfaces.cli import running
import regulars.wiring.bringing_in as bringing_in
signal.signal(signal.SIGINT, signal.default_int_handler)
def slowly(engine, *_, **__):
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    million = "range(1000000)"
    engine.connection.execute(f"CREATE TABLE t AS SELECT sum(hash(a.range * b.range)) FROM {million} AS a, {million} AS b")
import regulars.wiring.shop as shop
shop.bring_in = slowly
sys.exit(running.run(["import", sys.argv[1], "orders.csv"]))
"""


def test_ctrl_c_in_the_middle_of_a_long_query_ends_it_at_once(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "shop")]) == 0
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, str(tmp_path / "shop")], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (130, "\nInterrupted. Nothing was changed.\n")
    assert [p.name for p in (tmp_path / "shop").rglob("*") if p.is_file()] == ["regulars.toml", "lock"]
