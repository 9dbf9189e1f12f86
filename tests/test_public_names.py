"""The public names: all there, loaded when used, and nothing heavy before."""

from __future__ import annotations

import subprocess
import sys

import pytest

import regulars


@pytest.mark.parametrize("name", regulars.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(regulars, name) is not None
    assert name in dir(regulars)


def test_a_measure_is_the_function_not_its_module() -> None:
    assert all(callable(getattr(regulars, n)) for n in ("retention", "cohorts", "second_purchase", "report", "read", "open"))


def test_an_unknown_name_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="regulars has no 'retain'"):
        _ = regulars.retain


def test_importing_regulars_loads_no_engine() -> None:
    code = "import regulars, sys; print(sorted({'duckdb', 'pyarrow', 'numpy', 'scipy', 'typer'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
