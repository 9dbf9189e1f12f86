"""Tables of the data contract as a shop would export them: amounts in euros, times marked as UTC, no column that is empty."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

_WRITTEN_BY_US = ("fact_id", "recorded_at", "source", "import_id", "occurred_precision")
_CENT = pa.scalar(Decimal("0.01"), pa.decimal128(2, 2))


def exported(table: pa.Table) -> pa.Table:
    """A kind's table as a file that an import reads; a kind without facts has no rows."""
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        said_already = name == "starts_at"  # of a condition: when it occurred
        if name not in _WRITTEN_BY_US and not said_already and column.null_count < len(column):
            columns[name.removesuffix("_minor")] = _written(name, column)
    return pa.table(columns)


def _written(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if name.endswith("_minor"):
        return pc.multiply(column.cast(pa.decimal128(19, 0)), _CENT)
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", "UTC"))
    return column
