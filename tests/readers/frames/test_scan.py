"""Frames: whatever holds rows in memory."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from regulars.errors import NotATable, UsageError
from tests.readers.opening import reading

ROWS = {"customer": ["Anna", "Bo"], "amount": [1.5, 2.0]}
FRAMES: dict[str, Any] = {
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "polars, lazy": lambda: pl.LazyFrame(ROWS),
    "Arrow table": lambda: pa.table(ROWS),
    "Arrow batch": lambda: pa.table(ROWS).to_batches()[0],
    "Arrow reader": lambda: pa.table(ROWS).to_reader(),
    "Arrow dataset": lambda: ds.dataset(pa.table(ROWS)),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame_is_read(kind: str) -> None:
    with reading(FRAMES[kind]()) as read:
        assert sorted(read.rows()) == [("Anna", 1.5), ("Bo", 2.0)]
        assert read.rows() == read.rows(), "a stream can be read again, too"
        assert [(c.name, c.type) for c in read.scan.columns] == [("customer", "VARCHAR"), ("amount", "DOUBLE")]
        assert read.places() == [("Anna", 1, None), ("Bo", 2, None)]
        assert read.rejected() == []


def test_a_column_of_mixed_things_becomes_text() -> None:
    with reading(pd.DataFrame({"customer": ["Anna", 7, None], "amount": [1, 2, 3]})) as read:
        assert sorted(read.rows(), key=lambda r: int(r[1])) == [("Anna", 1), ("7", 2), (None, 3)]


def test_what_is_no_frame_is_named() -> None:
    with pytest.raises(UsageError, match="Frame 1 is a int") as caught, reading(3):
        pass
    assert "pandas, polars, Arrow" in str(caught.value)


def test_a_frame_without_rows() -> None:
    with pytest.raises(NotATable, match="Frame 1 has no rows"), reading(pl.DataFrame({"customer": []})):
        pass
