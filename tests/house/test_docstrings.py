"""The examples in docstrings run, and print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

import regulars
from regulars.facts.log import Facts
from tests.stories import bakery

MODULES = [m.name for m in pkgutil.walk_packages(regulars.__path__, "regulars.") if not m.name.endswith("__main__")]


@cache
def examples(module: str) -> list[doctest.DocTest]:
    return [t for t in doctest.DocTestFinder().find(importlib.import_module(module)) if t.examples]


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Sixty customers of a bakery: the ``facts`` of every example."""
    return bakery()


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of(module: str, facts: Facts) -> None:
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    for test in examples(module):
        test.globs = {**vars(importlib.import_module(module)), "facts": facts, "np": np, "pa": pa, "rg": regulars}
        runner.run(test, out=said.append, clear_globs=False)
    assert said == [], "".join(said)


def test_there_are_examples() -> None:
    assert sum(len(t.examples) for m in MODULES for t in examples(m)) > 10
