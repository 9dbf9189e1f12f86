"""What pytest says at the end: what was not run here, why and how to get it; where the time went.

A test that needs something the machine may lack skips with a reason that names it and how to get
it: ``pytest.skip("no browser: apt-get install chromium")``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

TIMES = Path("build/times.tsv")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nothing-left-out", action="store_true", help="a skipped test fails the run")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and session.config.getoption("--nothing-left-out") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    stats = terminalreporter.stats
    _write(terminalreporter, "not run here, because, how to get it", _left_out(stats.get("skipped", [])))
    if config.getoption("--nothing-left-out") and stats.get("skipped"):
        terminalreporter.write_line("Here nothing may be left out: this run has failed.")
    ran = [r for kind in ("passed", "failed", "error", "") for r in stats.get(kind, []) if hasattr(r, "duration")]
    _write(terminalreporter, "where the time went", [*_steps(), *_by_room(ran), *_slowest(ran)])


def _write(reporter: pytest.TerminalReporter, title: str, lines: list[str]) -> None:
    reporter.section(title, sep="-")
    for line in lines or ["nothing: every test ran"]:
        reporter.write_line(line)


def _left_out(reports: Iterable[pytest.TestReport]) -> list[str]:
    reasons = Counter(_reason(r) for r in reports)
    return [f"{n:5d} test{'s' if n != 1 else ' '}  {reason}" for reason, n in reasons.most_common()]


def _reason(report: pytest.TestReport) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")


def _steps() -> list[str]:
    return TIMES.read_text(encoding="utf-8").splitlines() if TIMES.exists() else []


def _by_room(reports: Iterable[pytest.TestReport]) -> list[str]:
    seconds: Counter[str] = Counter()
    for r in reports:
        seconds["/".join(r.nodeid.split("::")[0].split("/")[:-1])] += r.duration  # type: ignore[assignment]
    return [f"{spent:8.1f} s  {room}" for room, spent in seconds.most_common()]


def _slowest(reports: Iterable[pytest.TestReport], n: int = 8) -> list[str]:
    slow = sorted(reports, key=lambda r: -r.duration)[:n]
    return ["the slowest:", *(f"{r.duration:8.1f} s  {r.nodeid} ({r.when})" for r in slow if r.duration > 1)]
