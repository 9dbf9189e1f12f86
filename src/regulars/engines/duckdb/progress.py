"""How far DuckDB is with the query that it runs."""

from __future__ import annotations

import duckdb

from regulars.engines.duckdb.interrupt import WORKING

# DuckDB measures only when its bar is on; the bar itself is not printed. The cost is below what can be measured.
MEASURED = {"enable_progress_bar": "true", "enable_progress_bar_print": "false", "progress_bar_time": "0"}


def share_done() -> float | None:
    """Of the running query, the share done (0–1); None where nothing runs or it can't be told."""
    shares = [_share(connection) for connection in list(WORKING)]
    return max((s for s in shares if 0 <= s <= 1), default=None)


def _share(connection: duckdb.DuckDBPyConnection) -> float:
    try:
        return connection.query_progress() / 100
    except duckdb.ConnectionException:  # it was closed between two looks
        return -1.0
