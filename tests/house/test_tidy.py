"""What a script can see: nothing unfinished, nothing of one machine, nothing that names a registry."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, SOURCE, modules, named, tracked, tree

TEXT = (".py", ".sql", ".md", ".toml", ".sh", ".yml", ".html", ".css", ".js", ".lock", ".json", ".csv", "")
# Written in two halves, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
ONE_MACHINE = re.compile(r"(?<![\w./>])/(" + "ho" + r"me|Use" + r"rs|ro" + r"ot|wo" + r"rk|op" + r"t|tm" + r"p)/\w")
OUTSIDE = re.compile(r"\.\./sha" + "red")
REGISTRY = re.compile(r"(pypi\.|pythonho" + r"sted|registry\.npm|deb\.deb" + r"ian|index-" + r"url\s*=|find-li" + r"nks\s*=)")


def texts() -> list[Path]:
    return [p for p in tracked() if p.suffix in TEXT and p.name != "LICENSE"]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("unfinished", UNFINISHED), ("a path of one machine", ONE_MACHINE), ("outside", OUTSIDE), ("a registry", REGISTRY)],
)
def test_no_file_holds(what: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:90]}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == [], what


def test_no_room_is_named_for_nothing() -> None:
    empty = {"utils", "util", "helpers", "common", "core", "services", "manager", "misc", "base"}
    assert [named(m) for m in modules() if {m.stem, m.parent.name} & empty] == []


def test_nobody_catches_everything() -> None:
    found = [named(m) for m in modules() if re.search(r"except( Exception| BaseException)?:", m.read_text(encoding="utf-8"))]
    assert found == [], "name what can happen; a line that must catch all says why with `except Exception as …:  # why`"


def test_the_domain_reads_no_clock() -> None:
    clock = re.compile(r"\b(datetime\.now|date\.today|time\.time|utcnow|perf_counter|monotonic)\(")
    rooms = ("actions", "facts", "measures", "understanding", "estimates", "pictures")
    found = [named(m) for room in rooms for m in (SOURCE / room).rglob("*.py") if clock.search(m.read_text(encoding="utf-8"))]
    assert found == []


def test_only_interfaces_use_the_public_api() -> None:
    whole = re.compile(r"^\s*(import regulars\b(?!\.)|from regulars import)", re.MULTILINE)
    outside = [m for m in modules() if "interfaces" not in m.parts and m.parent != SOURCE]
    assert [named(m) for m in outside if whole.search(m.read_text(encoding="utf-8"))] == []


def test_nobody_imports_the_half_of_scipy_that_takes_a_second() -> None:
    """`scipy.special` has the same quantiles, and costs a fifth of `scipy.stats`."""
    found = [named(m) for m in modules() if re.search(r"^\s*(from|import) scipy\.stats", m.read_text("utf-8"), re.MULTILINE)]
    assert found == []


def test_python_files_start_with_what_they_are() -> None:
    silent = [named(m) for m in modules() if m.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(m))]
    assert silent == []


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_command_of_make_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named_on_pages = {
        t for page in tracked(".md") for t in re.findall(r"`make ([a-z]+)|^make ([a-z]+)", page.read_text(), re.M)
    }
    assert {a or b for a, b in named_on_pages} - targets == set()


def test_a_skip_says_how_to_get_what_it_lacks() -> None:
    skips = re.compile(r"""(?:pytest\.skip\(|reason=)\s*f?["']([^"']*)""")
    found = [(named(p), r) for p in (ROOT / "tests").rglob("test_*.py") for r in skips.findall(p.read_text(encoding="utf-8"))]
    assert [(p, r) for p, r in found if ": " not in r] == [], 'as in "no browser: apt-get install chromium"'


def test_every_lock_pins_every_package_by_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
        pinned = [e for e in entries if "==" in e.split("\n")[0]]
        assert pinned, lock.name
        assert [e.split("\n")[0] for e in pinned if "--hash=sha256:" not in e] == [], lock.name


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    full = asked + project["project"]["optional-dependencies"]["demo"] + project["dependency-groups"]["dev"]
    assert _names(asked) - _pinned("requirements.lock") == set(), "run `make lock`"
    assert _names(full) - _pinned("requirements-dev.lock") == set(), "run `make lock`"


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\s<>=!~;\[]", r)[0].lower() for r in requirements}


def _pinned(lock: str) -> set[str]:
    return {line.split("==")[0] for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line}
