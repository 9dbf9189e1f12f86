"""Frames of other libraries as Arrow, by Narwhals."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pyarrow as pa

from regulars.errors import UsageError


def as_stream(frame: Any) -> pa.RecordBatchReader | None:
    """What can be read once, batch by batch; None where all of it is there already."""
    if isinstance(frame, pa.RecordBatchReader):
        return frame
    if isinstance(frame, pa.Table | pa.RecordBatch) or nw.dependencies.is_into_dataframe(frame):
        return None
    if hasattr(frame, "scanner"):  # an Arrow dataset
        return frame.scanner().to_reader()
    return None


def as_table(frame: Any, shown: str) -> pa.Table:
    """A frame that is all there; UsageError for anything else."""
    if isinstance(frame, pa.RecordBatch):
        return pa.Table.from_batches([frame])
    try:
        native = nw.from_native(frame)
    except TypeError as e:
        raise UsageError(
            f"{shown} is a {type(frame).__name__}",
            expected="a path, or a frame: pandas, polars, Arrow or another that Narwhals knows",
            do="convert it to one of these",
        ) from e
    if isinstance(native, nw.LazyFrame):
        native = native.collect(backend="pyarrow")
    return _to_arrow(native)


def _to_arrow(native: nw.DataFrame[Any]) -> pa.Table:
    """As Arrow; a column of mixed things (pandas allows it) becomes text."""
    try:
        return native.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        mixed = [c for c in native.columns if native[c].dtype == nw.Object]
        as_text = [[None if v is None or v != v else str(v) for v in native[c].to_list()] for c in mixed]
        rest = native.drop(mixed).to_arrow() if len(mixed) < len(native.columns) else pa.table({})
        for name, values in zip(mixed, as_text, strict=True):
            rest = rest.append_column(name, pa.array(values, pa.string()))
        return rest.select(native.columns)
