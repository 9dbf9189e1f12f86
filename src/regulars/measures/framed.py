"""A table that is handed on as whatever frame its reader works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import pandas
    import polars


class Framed:
    """What has a ``table``: as a frame of pandas or Polars, where these are installed."""

    __slots__ = ()
    table: pa.Table

    def to_pandas(self) -> pandas.DataFrame:
        return self.table.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        import polars

        frame = polars.from_arrow(self.table)
        assert isinstance(frame, polars.DataFrame)
        return frame
