"""How each file is read in the end, in the order in which they came."""

from __future__ import annotations

from pathlib import Path

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.csv.prepare import look
from regulars.readers.csv.settle import settle
from regulars.readers.files import FoundFile
from tests.readers.opening import HEADER, write


def test_only_dirty_files_are_copied_and_the_order_stays(tmp_path: Path) -> None:
    rows = ["Anna,2024-01-05,3\n", 'Bo,"2024-01-05,3\n', '"Cy",2024-01-05,3\n', "D\0,2024-01-05,3\n"]
    files = [look(FoundFile(write(tmp_path / f"{n}.csv", HEADER + r), f"{n}.csv"), tmp_path, None) for n, r in enumerate(rows)]
    with DuckDBEngine() as engine:
        settled = settle(files, tmp_path, engine.connection)
    assert [f.file.shown for f in settled] == ["0.csv", "1.csv", "2.csv", "3.csv"]
    assert [f.mended is not None for f in settled] == [False, True, False, True]
