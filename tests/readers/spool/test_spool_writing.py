"""Rows from anywhere go to disk in batches; columns appear as they come, and know what they hold."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from regulars.readers.spool import writing
from regulars.readers.spool.writing import LINE, RECORD, Sort, Spool


def spooled(folder: Path, *rows: dict[str, tuple[str, Sort]]) -> writing.Spooled:
    with Spool("orders", folder) as spool:
        for number, row in enumerate(rows, start=1):
            spool.add(row, number, number + 1)
        return spool.done()


def test_a_column_is_what_all_of_its_values_are(tmp_path: Path) -> None:
    done = spooled(
        tmp_path,
        {"id": ("1", "number"), "day": ("2024-03-05", "day"), "note": ("7", "number")},
        {"id": ("2", "number"), "day": ("2024-03-05 10:12:00", "local"), "note": ("seven", "text")},
    )
    assert [(c.name, c.type) for c in done.columns] == [
        ("id", "DECIMAL(38, 10)"),
        ("day", "TIMESTAMP"),
        ("note", "VARCHAR"),
    ]
    assert done.rows == 2


def test_a_number_too_long_for_a_decimal_stays_text(tmp_path: Path) -> None:
    done = spooled(tmp_path, {"id": ("1" * 30, "number")})
    assert done.columns[0].type == "VARCHAR"


def test_names_that_differ_in_capitals_alone_are_two_columns(tmp_path: Path) -> None:
    done = spooled(tmp_path, {"Amount": ("1", "number"), " amount\xa0": ("2", "number")})
    assert [c.name for c in done.columns] == ["Amount", "amount (2)"]


def test_a_column_that_comes_late_begins_a_further_part(tmp_path: Path, monkeypatch: object) -> None:
    with Spool("orders", tmp_path) as spool:
        for n in range(writing.BATCH):
            spool.add({"a": (str(n), "number")}, n + 1)
        spool.add({"a": ("x", "text"), "b": ("y", "text")}, writing.BATCH + 1, 9)
        done = spool.done()
    first, second = (pq.read_table(p) for p in done.parts)
    assert (first.num_rows, first.column_names) == (writing.BATCH, ["a", RECORD, LINE])
    assert second.to_pylist() == [{"a": "x", "b": "y", RECORD: writing.BATCH + 1, LINE: 9}]
    assert [c.type for c in done.columns] == ["VARCHAR", "VARCHAR"]
    assert {"a": "0"} in done.sample
    assert {"a": "x", "b": "y"} in done.sample


def test_what_is_no_row_is_kept_apart_with_its_reason(tmp_path: Path) -> None:
    with Spool("orders", tmp_path) as spool:
        spool.add({"a": ("1", "number")}, 1, 1)
        spool.reject(2, 2, "{" * 500, "broken_json")
        done = spool.done()
    (row,) = pq.read_table(done.rejected).to_pylist()
    assert row == {"record": 2, "line": 2, "value": "{" * 200, "reason": "broken_json"}
