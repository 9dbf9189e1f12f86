"""Each kind of error has a test that reads its message."""

from __future__ import annotations

import inspect
import re

from regulars import errors
from tests.house.rooms import TESTS

# Branches of the tree: their leaves are what is raised and read.
BRANCHES = {"RegularsError", "StoreError", "NotPossible"}
RAISED = re.compile(r"pytest\.raises\(\s*(?:errors\.|rg\.|regulars\.)?(\w+)\s*(,\s*match=|\)\s*as\s)")


def read_in_tests() -> set[str]:
    return {m[1] for test in TESTS.rglob("test_*.py") for m in RAISED.finditer(test.read_text(encoding="utf-8"))}


def test_every_error_has_a_test_that_reads_its_message() -> None:
    kinds = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.RegularsError)}
    assert kinds - BRANCHES - read_in_tests() == set()
