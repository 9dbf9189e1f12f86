"""What is expected of each customer, as a table that every frame library can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from regulars.measures.framed import Framed


@dataclass(frozen=True, eq=False)
class Prospects(Framed):
    """A row for each customer, as ``predict`` says; ``remark`` is what every reader of this model's numbers should know.

    >>> ahead = Prospects(pa.table({"customer_id": ["Anna"], "purchases": [1.226]}), 273.0)
    >>> len(ahead), ahead["purchases"].to_pylist()
    (1, [1.226])
    """

    table: pa.Table
    horizon_days: float
    remark: str = ""

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        """One column by its name."""
        return self.table[name]

    @property
    def column_names(self) -> list[str]:
        return list(self.table.column_names)

    def to_pylist(self) -> list[dict[str, Any]]:
        return list(self.table.to_pylist())
