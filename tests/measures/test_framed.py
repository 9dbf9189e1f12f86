"""One table, three libraries."""

from __future__ import annotations

import pyarrow as pa

from regulars.measures.framed import Framed


class Visits(Framed):
    def __init__(self) -> None:
        self.table = pa.table({"customer_id": ["Anna", None], "visits": [2, 1]})


def test_each_library_gets_the_same_rows_and_types() -> None:
    assert Visits().to_polars().to_dicts() == Visits().table.to_pylist()
    frame = Visits().to_pandas()
    assert (frame["visits"].tolist(), str(frame["visits"].dtype)) == ([2, 1], "int64")
    assert frame["customer_id"].isna().tolist() == [False, True]
