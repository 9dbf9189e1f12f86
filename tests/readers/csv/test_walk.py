"""Lines must add up before DuckDB's reading of quotes is believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.csv.prepare import look
from regulars.readers.csv.settle import settle
from regulars.readers.csv.walk import walk
from regulars.readers.files import FoundFile
from tests.readers.opening import HEADER, write


@pytest.mark.parametrize(
    ("rows", "one_line_each", "dirty"),
    [
        ('"Anna",2024-01-05,3\nBo,2024-01-06,4\n', True, False),
        ('"Anna",2024-01-05,3\nBo,2024-01-06\n', True, False),
        ('"An\nna",2024-01-05,3\nBo,2024-01-06,4\n', False, False),
        ('"An\nna",2024-01-05,3\nBo,2024-01-06\n', False, True),
        ('"Anna",2024-01-05,3\n\nBo,2024-01-06,4\n', False, True),
        ('"Anna,2024-01-05,3\nBo,2024-01-06,4\n', False, True),
        ('"Anna",2024-01-05,3\r\n\r\nBo,2024-01-06,4\n', False, True),
    ],
)
def test_one_line_each_or_dirty(tmp_path: Path, rows: str, one_line_each: bool, dirty: bool) -> None:
    file = look(FoundFile(write(tmp_path / "a.csv", HEADER + rows), "a.csv"), tmp_path, None)
    with DuckDBEngine() as engine:
        (walked,) = walk([file], engine.connection)
        (settled,) = settle([file], tmp_path, engine.connection)
    assert (walked.one_line_each, walked.dirty) == (one_line_each, dirty)
    assert (settled.mended is not None) == dirty


def test_one_file_that_stumbles_leaves_the_others_alone(tmp_path: Path) -> None:
    rows = ['"Anna",2024-01-05,3\n', '"Bo",2024-01-05,3\nBo,2\r\n', '"Cy",2024-01-05,3\n']
    files = [look(FoundFile(write(tmp_path / f"{n}.csv", HEADER + r), f"{n}.csv"), tmp_path, None) for n, r in enumerate(rows)]
    with DuckDBEngine() as engine:
        walked = walk([replace(f, dirty=False) for f in files], engine.connection)
    assert {f.file.shown: f.dirty for f in walked} == {"0.csv": False, "1.csv": True, "2.csv": False}
