"""One idea, one screen: no function past fifty lines, most under ten; long files only get shorter."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.house.rooms import ROOT, functions, modules, named

LONGEST_FUNCTION = 50
LONGEST_FILE = 200
# Files past the limit, with their length: a number here may only fall.
LONG_FILES: dict[str, int] = json.loads((ROOT / "tests/house/long_files.json").read_text(encoding="utf-8"))


def lengths() -> list[tuple[int, str]]:
    return [(n, f"{named(path)}: {name}") for path in modules() for name, n in functions(path)]


def test_no_function_is_longer_than_a_screen() -> None:
    assert [where for n, where in lengths() if n > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    all_lengths = [n for n, _ in lengths()]
    assert median(all_lengths) < 10
    assert quantiles(all_lengths, n=20)[-1] < 30, "nineteen of twenty stay under thirty lines"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_long_file_only_gets_shorter(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    allowed = LONG_FILES.get(named(path), LONGEST_FILE)
    assert lines <= allowed, f"{named(path)} has {lines} lines, {allowed} allowed: give a part of it a file of its own"


def test_the_list_of_long_files_is_true() -> None:
    now = {f: len((ROOT / f).read_text(encoding="utf-8").splitlines()) for f in LONG_FILES if (ROOT / f).exists()}
    assert {f: n for f, n in now.items() if n > LONGEST_FILE} == LONG_FILES, "lower the numbers in long_files.json to these"
